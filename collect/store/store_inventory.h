/* store_inventory.h - what a run folder holds: is it a run, which of its rounds are whole, what is
 * left of torn ones. */
#ifndef LEAKLINE_STORE_INVENTORY_H
#define LEAKLINE_STORE_INVENTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "../base/io.h"

/* All zero, but highest -1, is empty. */
struct inventory {
	bool anything;         /* any name but . and .. and a run.info that was not finished */
	bool info;             /* run.info is there, in this format */
	bool rounds;           /* files of rounds under their final names */
	bool events;           /* events.tsv has a whole line */
	int64_t warmup_rounds; /* of run.info; 0 where it has none */
	int64_t highest;       /* round number of files and events; -1: none */
	off_t events_size;     /* of the whole lines of events.tsv */
	struct buffer whole;   /* int64_t numbers of rounds that have a `round` event, ascending */
};

/* Each gives 0, or -1 with errno; *name is the file it was about. */
int inventory_take(struct inventory *inventory, int folder, const char **name);

/* Removes what belongs to no whole round, and the torn last line of events.tsv. */
int inventory_clean(const struct inventory *inventory, int folder, const char **name);

size_t inventory_whole_count(const struct inventory *inventory);
void inventory_free(struct inventory *inventory);

#endif
