/* store_inventory.h - the contents of a run folder: is it a run, which rounds are complete, what is
 * left of torn ones. */
#ifndef LEAKLINE_STORE_INVENTORY_H
#define LEAKLINE_STORE_INVENTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "../base/buffer.h"

/* All zero is empty, except highest and torn, which are -1. Lists are int64_t round numbers,
 * ascending. */
struct inventory {
	bool anything;           /* any name but . and .. and a run.info that was not finished */
	bool info;               /* run.info is there, in this format */
	bool rounds;             /* files of rounds under their final names */
	bool events;             /* events.tsv is there, empty or not */
	bool damaged;            /* it has a line that is none, or a round twice */
	struct buffer info_text; /* run.info */
	int64_t warmup_rounds;   /* from it; 0 if missing */
	int64_t highest;         /* highest round number of files and events; -1: none */
	off_t events_size;       /* of the complete lines of events.tsv */
	uint32_t actions;        /* `action` events of the whole round that has most of them */
	struct buffer whole;     /* rounds that have a `round` event */
	struct buffer files;     /* rounds that have files under their final names */
	size_t unknown; /* number of rounds with files and no event, besides the torn one */
	int64_t torn;   /* the round that a crash tore; -1: none */
};

/* Returns 0, or -1 with errno; *name is the file concerned. */
int store_inventory_take(struct inventory *inventory, int folder, const char **name);

/* Removes what a crash may leave: files under dot-names, the one torn round, the torn last line of
 * events.tsv. Files of other rounds stay, also where events.tsv does not know them. */
int store_inventory_clean(const struct inventory *inventory, int folder, const char **name);

size_t store_inventory_whole_count(const struct inventory *inventory);
void store_inventory_free(struct inventory *inventory);

#endif
