/* store_name.h - names of a run's files, and the lines of events.tsv as far as a resumed run has to
 * read them. */
#ifndef LEAKLINE_STORE_NAME_H
#define LEAKLINE_STORE_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Writes ROUND-TIME.KIND; text has size bytes (64 will do). */
void store_name(char *text, size_t size, uint32_t number, int64_t time_ms, const char *kind);

/* The round number of a name of that form; false for any other name. */
bool store_name_round(const char *name, int64_t *number);

enum store_event { STORE_EVENT_OTHER, STORE_EVENT_ACTION, STORE_EVENT_ROUND };

/* The round number of a line of events.tsv (without LF), and which event it is. False if it has
 * none. */
bool store_event_round(const char *line, size_t len, int64_t *number, enum store_event *event);

/* Is it a line as the collector writes them: an event that it has, after a round number or none,
 * and a detail without TAB, which would be that of another line? If not, the file is damaged. */
bool store_event_is_sound(const char *line, size_t len);

#endif
