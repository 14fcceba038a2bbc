/* parallel.c - workers that pull items until there are none. */
#include "parallel.h"

#include <pthread.h>
#include <stdlib.h>

struct pull {
	const struct parallel_work *work;
	void *context;
	pthread_mutex_t lock;
};

struct worker {
	struct pull *pull;
	size_t number;
	pthread_t thread;
};

static void *pull_items(void *argument)
{
	struct worker *worker = argument;
	struct pull *pull = worker->pull;

	pthread_mutex_lock(&pull->lock);
	while (pull->work->next(pull->context, worker->number)) {
		pthread_mutex_unlock(&pull->lock);
		pull->work->work(pull->context, worker->number);
		pthread_mutex_lock(&pull->lock);
		if (pull->work->fold)
			pull->work->fold(pull->context, worker->number);
	}
	pthread_mutex_unlock(&pull->lock);
	return NULL;
}

void parallel_pull(size_t jobs, const struct parallel_work *work, void *context)
{
	struct pull pull = { work, context, PTHREAD_MUTEX_INITIALIZER };
	struct worker own = { .pull = &pull, .number = 0 };
	struct worker *others = jobs > 1 ? calloc(jobs - 1, sizeof *others) : NULL;
	size_t started = 0;

	while (others && started < jobs - 1) {
		others[started] = (struct worker){ .pull = &pull, .number = started + 1 };
		if (pthread_create(&others[started].thread, NULL, pull_items, &others[started]))
			break;
		started++;
	}
	pull_items(&own);
	for (size_t i = 0; i < started; i++)
		pthread_join(others[i].thread, NULL);
	free(others);
	pthread_mutex_destroy(&pull.lock);
}
