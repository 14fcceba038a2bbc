/* worker.c - a small program for recordings: does one round of its work for each line that it
 * reads, and answers each with a line. `worker WORK`; the works are in the table at the end. */
#define _GNU_SOURCE
#include <dirent.h>
#include <glob.h>
#include <iconv.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <regex.h>
#include <search.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wordexp.h>

#include "works.h"

enum { SLOTS = 1500, KEYS = 6000, ITEM = 96, CHUNK = 64 * 1024, RING = 400 };

/* Keys of a Zipf-like use: key k with a chance of about 1/k. */
static unsigned zipf(void)
{
	return (unsigned)(pow(KEYS, draw() / 16777216.0)) - 1;
}

struct slot {
	struct slot *older, *newer;
	unsigned key;
	char value[500];
};

static struct slot *of_key[KEYS], ends = { &ends, &ends, 0, "" };
static size_t entries;

static void unlink_entry(struct slot *entry)
{
	entry->older->newer = entry->newer;
	entry->newer->older = entry->older;
}

static void use(unsigned key, size_t most)
{
	struct slot *entry = of_key[key];

	if (entry) {
		unlink_entry(entry);
	} else {
		entry = filled(sizeof *entry);
		of_key[entry->key = key] = entry;
		entries++;
	}
	entry->older = ends.older;
	entry->newer = &ends;
	ends.older->newer = entry;
	ends.older = entry;
	if (entries > most) {
		struct slot *oldest = ends.newer;

		unlink_entry(oldest);
		of_key[oldest->key] = NULL;
		free(oldest);
		entries--;
	}
}

static void lru_uniform(unsigned n)
{
	(void)n;
	for (int i = 0; i < 200; i++)
		use(draw() % KEYS, SLOTS);
}

static void lru_zipf(unsigned n)
{
	(void)n;
	for (int i = 0; i < 400; i++)
		use(zipf(), 400);
}

/* A cache whose entries are never taken out. */
static void cache_endless(unsigned n)
{
	static void *list;

	for (int i = 0; i < 3; i++) {
		void **item = filled(700 + n % 5);

		*item = list;
		list = item;
	}
}

/* A pool of items of one size, cut from chunks; freed items are used again. */
static void *pool_free;
static char *chunk;
static size_t chunk_used = CHUNK;

static void *pool_take(void)
{
	void *item = pool_free;

	if (item) {
		memcpy(&pool_free, item, sizeof pool_free);
		return item;
	}
	if (chunk_used + ITEM > CHUNK) {
		chunk = malloc(CHUNK);
		chunk_used = 0;
	}
	item = chunk + chunk_used;
	chunk_used += ITEM;
	return memset(item, 1, ITEM);
}

static void pool_give(void *item)
{
	memcpy(item, &pool_free, sizeof pool_free);
	pool_free = item;
}

static void pool_round(size_t lost)
{
	void *items[300];
	size_t count = 100 + draw() % 200;

	for (size_t i = 0; i < count; i++)
		items[i] = pool_take();
	for (size_t i = lost; i < count; i++)
		pool_give(items[i]);
}

static void pool(unsigned n)
{
	(void)n;
	pool_round(0);
}

static void pool_leak(unsigned n)
{
	(void)n;
	pool_round(30);
}

static void regex_kept(unsigned n)
{
	regex_t expression;
	char text[64];

	snprintf(text, sizeof text, "^a%u(b|c)*d$", n);
	if (regcomp(&expression, text, REG_EXTENDED | REG_NOSUB) == 0)
		regexec(&expression, "abcd", 0, NULL, 0);
}

static void regex_freed(unsigned n)
{
	for (unsigned i = 0; i < 20; i++) {
		regex_t expression;
		char text[64];

		snprintf(text, sizeof text, "^a%u(b|c)*d$", n + i);
		if (regcomp(&expression, text, REG_EXTENDED | REG_NOSUB) == 0) {
			regexec(&expression, "abcd", 0, NULL, 0);
			regfree(&expression);
		}
	}
}

/* glibc never frees the old value of a variable. */
static void setenv_values(unsigned n)
{
	char value[900];

	memset(value, 'v', sizeof value);
	value[sizeof value - 1] = 0;
	for (unsigned i = 0; i < 3; i++) {
		value[snprintf(value, sizeof value, "%u-%u", n, i)] = '-';
		setenv("WORKER", value, 1);
	}
}

static void setenv_same(unsigned n)
{
	for (unsigned i = 0; i < 200; i++)
		setenv("WORKER", (n + i) % 2 ? "one" : "two", 1);
}

static void iconv_open_only(unsigned n)
{
	(void)n;
	for (int i = 0; i < 6; i++)
		iconv_open("UTF-16", "UTF-8");
}

static void iconv_closed(unsigned n)
{
	(void)n;
	for (int i = 0; i < 20; i++)
		iconv_close(iconv_open("UTF-16", "UTF-8"));
}

static void glob_kept(unsigned n)
{
	glob_t found; /* never given to globfree() */

	(void)n;
	if (glob("/etc/*", 0, NULL, &found) != 0)
		exit(1);
}

static void words_freed(unsigned n)
{
	wordexp_t words;

	(void)n;
	for (int i = 0; i < 20; i++)
		if (wordexp("a b 'c d' $HOME /etc/*.conf", &words, WRDE_NOCMD) == 0)
			wordfree(&words);
}

static void stream(unsigned n)
{
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);

	for (unsigned i = 0; i < 500; i++)
		fprintf(file, "line %06u of %06u\n", i, n);
	fclose(file);
	free(text);
}

/* What asprintf() gave on the way of the error is forgotten. */
static void error_path(unsigned n)
{
	for (unsigned i = 0; i < 12; i++) {
		char *text = NULL;

		if (asprintf(&text, "%u: %0*u", n, 900, i) < 0)
			continue;
		if (i % 4 != 3)
			free(text);
	}
}

static int compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void tree_grows(unsigned n)
{
	static void *root;

	for (unsigned i = 0; i < 40; i++) {
		char *key = NULL;

		if (asprintf(&key, "%08x-%u", draw(), n) > 0)
			tsearch(key, &root, compare);
	}
}

static void tree_freed(unsigned n)
{
	void *root = NULL;

	for (unsigned i = 0; i < 400; i++) {
		char *key = NULL;

		if (asprintf(&key, "%08x-%u", draw(), n) > 0)
			tsearch(key, &root, compare);
	}
	tdestroy(root, free);
}

static void *nothing(void *argument)
{
	return argument;
}

static void joined(unsigned n)
{
	(void)n;
	for (int i = 0; i < 8; i++) {
		pthread_t thread;

		if (pthread_create(&thread, NULL, nothing, NULL) == 0)
			pthread_join(thread, NULL);
	}
}

/* Messages of all sizes in a ring: what goes out is not what comes in. */
static void ring_mixed(unsigned n)
{
	static void *ring[RING];

	(void)n;
	for (int i = 0; i < 60; i++) {
		unsigned at = draw() % RING;

		free(ring[at]);
		ring[at] = filled(16 + draw() % 2000);
	}
}

/* The same, with one of sixty forgotten. */
static void ring_leak(unsigned n)
{
	ring_mixed(n);
	filled(1500);
}

/* A buffer for the largest message so far, and a list that is let go after each. */
static void messages(unsigned n)
{
	static char *buffer;
	static size_t room;
	size_t size = 1000 + draw() % 60000;

	(void)n;
	if (size > room) {
		free(buffer);
		buffer = malloc(room = size);
	}
	if (!buffer)
		exit(1);
	memset(buffer, 1, size);
}

static void dirs_open(unsigned n)
{
	(void)n;
	if (!opendir("/etc"))
		exit(1);
}

static void locales(unsigned n)
{
	for (int i = 0; i < 20; i++) {
		locale_t locale = newlocale(LC_ALL_MASK, n % 2 ? "C" : "C.UTF-8", (locale_t)0);

		if (locale)
			freelocale(locale);
	}
}

static const struct work works[] = {
	{ "lru-uniform", lru_uniform },
	{ "lru-zipf", lru_zipf },
	{ "cache-endless", cache_endless },
	{ "pool", pool },
	{ "pool-leak", pool_leak },
	{ "regex-kept", regex_kept },
	{ "regex-freed", regex_freed },
	{ "setenv-values", setenv_values },
	{ "setenv-same", setenv_same },
	{ "iconv-open", iconv_open_only },
	{ "iconv-closed", iconv_closed },
	{ "glob-kept", glob_kept },
	{ "words-freed", words_freed },
	{ "stream", stream },
	{ "error-path", error_path },
	{ "tree-grows", tree_grows },
	{ "tree-freed", tree_freed },
	{ "joined", joined },
	{ "ring-mixed", ring_mixed },
	{ "ring-leak", ring_leak },
	{ "messages", messages },
	{ "dirs-open", dirs_open },
	{ "locales", locales },
};

int main(int argc, char **argv)
{
	state = 12345;
	return run_works(works, sizeof works / sizeof *works, argc, argv);
}
