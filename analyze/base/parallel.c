/* parallel.c - the only file that starts threads. */
#include "parallel.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "room.h"
#include "stack.h"

/*
 * next() takes a slot from idle to ready, work() takes it back to idle. The thread that calls
 * next() continues as long as slots are idle: its input stays in its core's cache. If none is idle
 * it works itself; each filled slot wakes a sleeping worker, since waking takes some 50 us.
 */
struct pull {
	const struct parallel_work *work;
	void *context;
	pthread_mutex_t lock, fold_lock;
	pthread_cond_t wake;
	size_t slots, *idle, idle_count;
	size_t *ready, ready_first, ready_count; /* a ring */
	size_t *items;                           /* per slot */
	size_t asleep;
	bool taking, ended;
};

struct worker {
	struct pull *pull;
	size_t number;
	pthread_t thread;
};

/* Fills idle slots; called with the lock held, and releases it during next(). */
static void take_items(struct pull *pull)
{
	pull->taking = true;
	while (!pull->ended && pull->idle_count) {
		size_t slot = pull->idle[--pull->idle_count];

		pthread_mutex_unlock(&pull->lock);
		pull->items[slot] = pull->work->next(pull->context, slot);
		pthread_mutex_lock(&pull->lock);
		pull->ended = !pull->items[slot];
		if (!pull->ended)
			pull->ready[(pull->ready_first + pull->ready_count++) % pull->slots] = slot;
		if (pull->asleep)
			pthread_cond_signal(&pull->wake);
	}
	pull->taking = false;
	if (pull->ended)
		pthread_cond_broadcast(&pull->wake);
}

/* Works on the slot that has been ready longest; called with the lock held, and releases it during
 * work(). */
static void work_slot(struct pull *pull, size_t number)
{
	size_t slot = pull->ready[pull->ready_first];

	pull->ready_first = (pull->ready_first + 1) % pull->slots;
	pull->ready_count--;
	pthread_mutex_unlock(&pull->lock);
	for (size_t i = 0; i < pull->items[slot]; i++) {
		pull->work->work(pull->context, number, slot, i);
		if (!pull->work->fold)
			continue;
		pthread_mutex_lock(&pull->fold_lock);
		pull->work->fold(pull->context, number, slot, i);
		pthread_mutex_unlock(&pull->fold_lock);
	}
	pthread_mutex_lock(&pull->lock);
	pull->idle[pull->idle_count++] = slot;
}

static void *pull_items(void *argument)
{
	struct worker *worker = argument;
	struct pull *pull = worker->pull;

	pthread_mutex_lock(&pull->lock);
	for (;;) {
		if (!pull->taking && !pull->ended && pull->idle_count) {
			take_items(pull);
		} else if (pull->ready_count) {
			work_slot(pull, worker->number);
		} else if (pull->ended) {
			break;
		} else {
			pull->asleep++;
			pthread_cond_wait(&pull->wake, &pull->lock);
			pull->asleep--;
		}
	}
	pthread_mutex_unlock(&pull->lock);
	return NULL;
}

static void run_workers(struct pull *pull, size_t jobs)
{
	struct worker own = { .pull = pull, .number = 0 };
	struct worker *others = jobs > 1 ? calloc(jobs - 1, sizeof *others) : NULL;
	size_t started = 0;
	pthread_attr_t room;
	bool has_room = !pthread_attr_init(&room);

	if (has_room)
		pthread_attr_setstacksize(&room, (size_t)STACK_KIB * 1024);
	while (has_room && others && started < jobs - 1) {
		others[started] = (struct worker){ .pull = pull, .number = started + 1 };
		if (pthread_create(&others[started].thread, &room, pull_items, &others[started]))
			break;
		started++;
	}
	pull_items(&own);
	for (size_t i = 0; i < started; i++)
		pthread_join(others[i].thread, NULL);
	free(others);
	if (has_room)
		pthread_attr_destroy(&room);
}

void parallel_pull(size_t jobs, const struct parallel_work *work, void *context)
{
	struct pull pull = { .work = work,
		.context = context,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.fold_lock = PTHREAD_MUTEX_INITIALIZER,
		.wake = PTHREAD_COND_INITIALIZER,
		.slots = jobs,
		.idle_count = jobs };
	size_t *places = room_resize(NULL, 3 * jobs, sizeof *places);

	pull.idle = places;
	pull.ready = places + jobs;
	pull.items = places + 2 * jobs;
	for (size_t i = 0; i < jobs; i++)
		pull.idle[i] = jobs - 1 - i;
	run_workers(&pull, jobs);
	free(places);
	pthread_cond_destroy(&pull.wake);
	pthread_mutex_destroy(&pull.fold_lock);
	pthread_mutex_destroy(&pull.lock);
}
