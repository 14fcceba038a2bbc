/* line_owner.h - whose line of a log it is, by the words in front of its values. */
#ifndef LEAKLINE_LINE_OWNER_H
#define LEAKLINE_LINE_OWNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

/* Lines at so short a distance were written at once. */
enum { LINE_OWNERS = 8, LINE_AT_ONCE_MS = 2000 };

/* The names in the first lines of a log. All zero to begin. */
struct line_owners {
	struct span names[LINE_OWNERS];
	size_t counts[LINE_OWNERS], count;
	size_t lines, owned; /* of memory; with a name */
	struct span before;  /* the name of the line before, and its time */
	int64_t before_ms;
	bool are_beside; /* two names stand at one time */
	bool are_many;
};

/* INFO, warn: a level of a log, and no name? */
bool line_owner_is_level(struct span word);

/* May it be what somebody called a process? No key of a value, no unit and no level of a log. */
bool line_owner_is_name(struct span word);

/* Where the first word of memory stands in a line; its length: nowhere. */
size_t line_owner_memory_at(struct span line);

/* `RSS: ` of `web RSS: 24004 kB`: from its word of memory to the number; empty: there is none. */
struct span line_owner_memory_key(struct span line);

/* `web: RSS=24004`, `Memory of web (4711): 24004 kB`, `web 24004 kB RSS`, `host=h1 rss=24004kB`:
 * the name; empty: there is none. */
struct span line_owner_name(struct span line);

/* `web-1  | RSS: 24004 kB` of docker compose, `[pod/web-7f/web] RSS: 24004 kB` of kubectl logs: the
 * service, and what it wrote. Empty: nothing is in front. */
struct span line_owner_service(struct span line, struct span *rest);

/* Takes one of the first lines, without its date; time_ms: of that, or -1. */
void line_owners_take(struct line_owners *owners, struct span line, int64_t time_ms);

/* Do such names tell processes apart? Several come again, also at one time, in nearly each line. */
bool line_owners_tell(const struct line_owners *owners);

/* Does each of so many come again, and have nearly all lines one? */
bool line_owner_are_usual(const size_t *counts, size_t count, size_t told, size_t lines);

/* The PID in brackets in front of a line's values: [4711], or #4711] as Ruby's logger has it; 0:
 * none is there. */
int32_t line_owner_pid(struct span line);

/* Lower numbers are mostly those of threads, and counts. */
enum { LINE_OWNER_LEAST_PID = 300 };

/* [4711] [INFO] of gunicorn, 08:00:00.123 #4711] of Ruby's Logger: does the line tell its PID in a
 * way that nobody tells a thread or a request in? */
bool line_owner_pid_is_sure(struct span line);

#endif
