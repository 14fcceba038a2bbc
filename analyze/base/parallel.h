/* parallel.h - workers that pull items until none are left. */
#ifndef LEAKLINE_PARALLEL_H
#define LEAKLINE_PARALLEL_H

#include <stddef.h>

/* The callbacks; context is the caller's; worker, slot and item count from 0. A slot holds items
 * that wait or are being worked on. */
struct parallel_work {
	/* One worker at a time: fills the slot with the next items; returns their number, 0 at the
	 * end. */
	size_t (*next)(void *context, size_t slot);
	/* Any number of workers at a time: works on one item of a slot. */
	void (*work)(void *context, size_t worker, size_t slot, size_t item);
	/* One worker at a time, possibly during next(): merges the worker's result into shared
	 * data. May be NULL. */
	void (*fold)(void *context, size_t worker, size_t slot, size_t item);
};

/*
 * Runs jobs workers (1: in the calling thread, starting none) until next() returns 0 and all work
 * is done. There are as many slots as workers: one worker can continue with next() while the others
 * work, which pays if next() is most of the work (unpacking). If a thread cannot be started, the
 * others do its work.
 */
void parallel_pull(size_t jobs, const struct parallel_work *work, void *context);

#endif
