/* parallel.h - workers that pull items until there are none; the only place with threads. */
#ifndef LEAKLINE_PARALLEL_H
#define LEAKLINE_PARALLEL_H

#include <stdbool.h>
#include <stddef.h>

/* What a worker does; context is the caller's, worker counts from 0. */
struct parallel_work {
	/* Called under the lock: takes the next item for this worker; false where there is none. */
	bool (*next)(void *context, size_t worker);
	/* Called outside the lock: works on the worker's item. */
	void (*work)(void *context, size_t worker);
	/* Called under the lock: folds the worker's result into what is shared. May be NULL. */
	void (*fold)(void *context, size_t worker);
};

/*
 * Runs jobs workers (1: in the calling thread, none started) until next() says false, and waits for all.
 * Where a thread cannot be started the others do its work.
 */
void parallel_pull(size_t jobs, const struct parallel_work *work, void *context);

#endif
