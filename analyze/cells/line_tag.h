/* line_tag.h - the program and PID that syslog and the journal put in front of a line: web[4711].
 */
#ifndef LEAKLINE_LINE_TAG_H
#define LEAKLINE_LINE_TAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

enum { LINE_TAGS = 64, LINE_TAG_NAMES = 8 };

/* The tags in front of the first lines of a log. All zero to begin. */
struct line_tags {
	struct span tags[LINE_TAGS], before; /* those of lines about memory, and the last of all */
	size_t counts[LINE_TAGS], count;
	bool are_several; /* more than one program */
	bool are_in_turn; /* a PID comes again after another one of the same program */
};

/* `host web[4711]: ` of syslog and the journal: the tag, and the host, or empty; empty: there is
 * none. Levels of a log and lines of a source, as in INFO[0012] and main.c[200], are none. */
struct span line_tag_find(struct span line, struct span *host);

/* web of web[4711], or the word itself. */
struct span line_tag_name(struct span tag);

/* 4711 of web[4711]; 0: its number is no PID that tells lives apart, as of shard[0], shard[1] and
 * gpu[2]. */
int32_t line_tag_pid(struct span tag);

/* INFO 4711 --- [main] c.e.Stats : RSS: 9 kB of Spring Boot, behind the date: the message, and its
 * PID; else the line, and 0. */
struct span line_tag_spring(struct span line, int32_t *pid);

/* Takes the tag in front of one of the first lines, or none. */
void line_tags_take(struct line_tags *tags, struct span tag, bool tells_memory);

/* The programs whose numbers are the PIDs of who tells its memory: each comes again, where that of
 * logger(1) or cron is a new one for each line. Gives how many they are. */
size_t line_tags_names(const struct line_tags *tags, struct span names[LINE_TAG_NAMES]);

#endif
