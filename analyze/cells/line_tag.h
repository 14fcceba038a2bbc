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
	struct span keys[LINE_TAGS], hosts[LINE_TAGS]; /* of the last line of each */
	int64_t times_ms[LINE_TAGS];
	bool are_twice[LINE_TAGS]; /* one told the same value twice at a time: of others, then */
	bool are_several;          /* more than one program */
	bool are_in_turn;          /* a PID comes again after another one of the same program */
};

/* `host web[4711]: ` of syslog and the journal, or `web(4711): `: the tag, and the host, or empty;
 * empty: there is none. Levels of a log and lines of a source, as in INFO[0012] and main.c[200],
 * are none. */
struct span line_tag_find(struct span line, struct span *host);

/* web of web[4711], or the word itself. */
struct span line_tag_name(struct span tag);

/* 4711 of web[4711] and web(4711); 0: its number is no PID that tells lives apart, as of shard[0],
 * shard[1] and gpu[2]. */
int32_t line_tag_pid(struct span tag);

/* INFO 4711 --- [main] c.e.Stats : RSS: 9 kB of Spring Boot, behind the date: the message, and its
 * PID; else the line, and 0. */
struct span line_tag_spring(struct span line, int32_t *pid);

/* A tag in front of a line, or none, and its host; the key of what the line tells of memory, or
 * empty; its time, -1 if it has none. */
struct line_tag {
	struct span tag, host, key;
	int64_t time_ms;
};

/* Takes that of one of the first lines. */
void line_tags_take(struct line_tags *tags, const struct line_tag *line);

/* The programs whose numbers are the PIDs of who tells its memory: each comes again, where that of
 * logger(1) or cron is a new one for each line, and tells one size at a time, where a monitor has
 * those of several processes. Gives how many they are. */
size_t line_tags_names(const struct line_tags *tags, struct span names[LINE_TAG_NAMES]);

#endif
