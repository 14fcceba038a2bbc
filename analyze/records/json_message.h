/* json_message.h - the text that a logger wrote as a member of an object, and who wrote it. */
#ifndef LEAKLINE_JSON_MESSAGE_H
#define LEAKLINE_JSON_MESSAGE_H

#include <jansson.h>
#include <stdbool.h>

#include "../cells/line_tag.h"
#include "record.h"

/* A string or number of JSON as text of the arena; of anything else it is empty. */
struct span json_message_value(struct arena *arena, const json_t *value);

/* The text, and the object's time, which becomes the table's date. Empty: it has none. */
struct span json_message_take(struct record_table *table, json_t *object);

/* What a line of JSON with such a text tells in front of it: the program and PID that the journal,
 * pino or Docker have beside it, as line_tag_find finds them in text. False: it is no such line. */
bool json_message_front(struct record_table *table, struct span line, struct line_tag *front);

#endif
