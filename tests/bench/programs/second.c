/* second.c - as worker.c, but other works: `second WORK`; they are in the table at the end. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "works.h"

enum { FIXED_KEYS = 3000, SETTINGS = 10, WINDOWS = 6 };

/* A table that is made twice as large when it is full; its keys are few. */
static void table(unsigned n)
{
	static char **slots;
	static size_t room, used;
	static unsigned char has[FIXED_KEYS];

	(void)n;
	for (int i = 0; i < 1500; i++) {
		unsigned key = draw() % FIXED_KEYS;

		if (has[key])
			continue;
		has[key] = 1;
		if (used == room) {
			room = room ? 2 * room : 64;
			slots = realloc(slots, room * sizeof *slots);
		}
		slots[used++] = filled(60 + key % 50);
	}
}

/* Settings that are read again, and the old text of one is forgotten. */
static void settings(unsigned n)
{
	static char *setting[SETTINGS];

	for (unsigned i = 0; i < SETTINGS; i++) {
		if (i != 3)
			free(setting[i]);
		setting[i] = filled(300 + 90 * ((n + i) % 5));
	}
}

/* A buffer that is as large as the largest request was. */
static void buffer(unsigned n)
{
	static char *text;
	static size_t room;
	size_t wanted = 1000 + draw() % 200000;

	(void)n;
	if (wanted > room) {
		free(text);
		text = malloc(room = wanted);
	}
	memset(text, 1, wanted);
}

/* A request's memory in blocks of 4 KiB, given back together. One is forgotten in each second
 * round by the leaky one. */
static void arena(unsigned n, int forgets)
{
	void *blocks[40];
	unsigned count = 10 + draw() % 30;

	for (unsigned i = 0; i < count; i++)
		blocks[i] = filled(4080);
	for (unsigned i = forgets && n % 2; i < count; i++)
		free(blocks[i]);
}

static void arena_reset(unsigned n)
{
	arena(n, 0);
}

static void arena_forgot(unsigned n)
{
	arena(n, 1);
}

static pthread_key_t key;

static void *with_room(void *forgets)
{
	pthread_setspecific(key, filled(1700));
	if (forgets)
		return NULL;
	free(pthread_getspecific(key));
	return NULL;
}

/* Threads whose own memory has no destructor. */
static void threads(int forgets)
{
	pthread_t thread[2];

	if (!key)
		pthread_key_create(&key, NULL);
	for (int i = 0; i < 2; i++)
		if (pthread_create(&thread[i], NULL, with_room, forgets ? thread : NULL))
			exit(1);
	for (int i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
}

static void threads_forget(unsigned n)
{
	(void)n;
	threads(1);
}

static void threads_free(unsigned n)
{
	(void)n;
	threads(0);
}

static void windows(unsigned n)
{
	(void)n;
	for (int i = 0; i < WINDOWS; i++) {
		size_t size = 4096 * (1 + draw() % 40);
		char *at = mmap(
			NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (at == MAP_FAILED)
			exit(1);
		memset(at, 1, size);
		munmap(at, size);
	}
}

static void windows_forgot(unsigned n)
{
	char *at = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	windows(n);
	if (at == MAP_FAILED)
		exit(1);
	memset(at, 1, 8192);
}

/* Sessions that end in the order in which they began; the slow one keeps the name of each. */
static void sessions(int keeps)
{
	static void *session[120], *name[120];
	static unsigned at;

	for (int i = 0; i < 9; i++, at = (at + 1) % 120) {
		free(session[at]);
		if (!keeps)
			free(name[at]);
		session[at] = filled(500 + draw() % 900);
		name[at] = filled(40 + draw() % 100);
	}
}

static void sessions_end(unsigned n)
{
	(void)n;
	sessions(0);
}

static void sessions_name(unsigned n)
{
	(void)n;
	sessions(1);
}

static const struct work works[] = {
	{ "table", table },
	{ "settings", settings },
	{ "buffer", buffer },
	{ "arena-reset", arena_reset },
	{ "arena-forgot", arena_forgot },
	{ "threads-forget", threads_forget },
	{ "threads-free", threads_free },
	{ "windows", windows },
	{ "windows-forgot", windows_forgot },
	{ "sessions-end", sessions_end },
	{ "sessions-name", sessions_name },
};

int main(int argc, char **argv)
{
	state = 4711;
	return run_works(works, sizeof works / sizeof *works, argc, argv);
}
