/* disk_use.h - how much disk a run takes: said after its first round, before the others. */
#ifndef LEAKLINE_DISK_USE_H
#define LEAKLINE_DISK_USE_H

#include <stdbool.h>
#include <stdint.h>

struct buffer;

struct disk_use {
	uint64_t round;      /* bytes of one */
	int64_t interval_ms; /* from one to the next; below 1000: not known */
	int64_t least_ms;    /* the least from one to the next */
	int64_t rounds;      /* how many there will be; -1: until stopped */
	bool resumed;        /* rounds came before them, in an earlier session */
	const char *path;    /* of the run; empty: it is a stream */
};

/* The bytes of a round's files: text has KINDS buffers. */
uint64_t disk_use_round(const struct buffer *text);

/* The bytes of a day with a round in ms, which is at least 1. */
uint64_t disk_use_day(uint64_t round, int64_t ms);

/* Writes a size as `41 KiB` or `1.2 GiB`. */
enum { DISK_USE_TEXT = 24 };
void disk_use_text(uint64_t bytes, char text[static DISK_USE_TEXT]);

/* Writes a duration with the largest unit that leaves two digits, `90 s` or `1.7 h`. */
void disk_use_time(int64_t ms, char text[static DISK_USE_TEXT]);

/* Prints what the run will take: a round, a day if rounds come at intervals, and all rounds, with
 * their least time, if their number is known; and what is free if that is not enough. Of a stream
 * (path is empty) only the time, from a minute on. */
void disk_use_tell(const struct disk_use *use);

#endif
