/* parallel.h - workers that pull items until there are none. */
#ifndef LEAKLINE_PARALLEL_H
#define LEAKLINE_PARALLEL_H

#include <stddef.h>

/* What is done; context is the caller's; worker, slot and item count from 0. A slot is a place for
 * items that wait or are worked on. */
struct parallel_work {
	/* One worker at a time: fills the slot with the next items; how many, 0 where there are no
	 * more. */
	size_t (*next)(void *context, size_t slot);
	/* Any number of workers at a time: works on an item of a slot. */
	void (*work)(void *context, size_t worker, size_t slot, size_t item);
	/* One worker at a time, beside next(): folds the worker's result into what is shared. May
	 * be NULL. */
	void (*fold)(void *context, size_t worker, size_t slot, size_t item);
};

/*
 * Runs jobs workers (1: in the calling thread, none started) until next() says 0 and all is worked
 * on. There are as many slots: one worker can go on with next() while the others work, which pays
 * where next() is most of the work (unpacking). Where a thread cannot be started the others do its
 * work.
 */
void parallel_pull(size_t jobs, const struct parallel_work *work, void *context);

#endif
