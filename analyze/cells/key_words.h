/* key_words.h - the words around a number in a line: what it is the value of, or what it counts. */
#ifndef LEAKLINE_KEY_WORDS_H
#define LEAKLINE_KEY_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "column_name.h"

/* A key is no longer, nor is what is looked at in front of it. */
enum { KEY_BYTES = 64 };

/* Is it a role whose values are taken from such lines? */
bool key_words_are_wanted(enum column_role role);

/* The key in front of the number at `at`: what stands behind the value before it, which ends at
 * from. Gives its role by all of it, or by its last words. *key: these words in the line. */
struct column_name key_words_before(struct span line, size_t from, size_t at, struct span *key);

/* 3ms, and 100 requests: where the text behind a number that ends at from begins, without what was
 * counted. */
size_t key_words_behind_count(struct span line, size_t from);

/* `rss of items=1000: 24004 kB`, `rss after 1000 items: 24004 kB`: where the text behind the number
 * at `at` begins, if that only says of what the size behind it is; key: where its key begins. 0: it
 * may be the value itself. */
size_t key_words_count(struct span line, size_t key, size_t at);

/* rss: 24004 items, res at 3 ms: was something counted, or timed? In `rss: 24004 threads: 12` the
 * word is the next key. rest: the text behind the number. */
bool key_words_are_counted(struct span rest);

/* memory: 512 MB limit, 24 MB used, and 16 GB total, 24 MB used: is it the bound of what is used?
 * rest: the text behind the amount. */
bool key_words_are_bound(struct span rest);

/* RSS below 512 MB, RSS <= 512 MB, RSS threshold 512 MB: does the text between a key and its value
 * end with what makes it a bound? */
bool key_words_lead_to_bound(struct span text);

/* Used beside free and total is that of the system, or of a heap: is the key so, and the line, or
 * the one above it? */
bool key_words_are_of_system(
	struct span above, struct span line, struct span key, const struct column_name *name);

/* rss (min/avg/max): 20000/24000/30000 kB: is the first of them the minimum? */
bool key_words_begin_with_least(struct span key);

#endif
