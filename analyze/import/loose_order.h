/* loose_order.h - assigns files without leakline names to rounds: by the dates or numbers in their
 * names, else by modification time. */
#ifndef LEAKLINE_LOOSE_ORDER_H
#define LEAKLINE_LOOSE_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "../cells/name_number.h"

struct arena;

/* What decides the order of a run's files. */
enum loose_by {
	LOOSE_DATE,
	LOOSE_DAY_FIRST,   /* 02-11-2026 */
	LOOSE_MONTH_FIRST, /* 11-02-2026 */
	LOOSE_NUMBER,
	LOOSE_FIRST,
	LOOSE_TIME,
	LOOSE_NAME
};

/* What is known of one file. */
struct loose_file {
	struct name_number name; /* of its name, or of its folder's */
	int64_t date_ms;         /* of a line of `date` in it; -1: none */
	int64_t mtime_ms;        /* -1 not told */
	uint32_t order;          /* in which names stand */
	uint64_t mark;           /* of its content: two files of one round never have the same */
};

/*
 * rounds[i]: the round of files[i], from 0 on; times[i]: when that file was written, ms since 1970,
 * or -1. By numbers, files of one number are one round; by times those are that lie closer together
 * than rounds do. Scratch is the arena's.
 */
enum loose_by loose_order(const struct loose_file *files, size_t count, struct arena *arena,
	uint32_t *rounds, int64_t *times);

#endif
