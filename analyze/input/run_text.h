/* run_text.h - the text of a member that is read from its beginning to its end: what was read of a
 * mapped file gives its memory back. */
#ifndef LEAKLINE_RUN_TEXT_H
#define LEAKLINE_RUN_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/span.h"

struct run_text {
	struct span span;
	bool is_mapped;  /* the bytes are a file's, read page by page; else they are in memory */
	size_t passed;   /* bytes whose pages were given back */
	size_t searched; /* bytes that were searched for NULs */
	bool is_holed;   /* and one was found */
};

/* Everything before `at` has been read: gives its pages back, some at a time. They come again from
 * the file where somebody looks back. `at` may lie outside of the text; text may be NULL. */
void run_text_passed(struct run_text *text, const char *at);

/* Cuts the next part off *rest, a MiB at most; what was before it is given back. */
struct span run_text_part(struct run_text *text, struct span *rest);

/* Searches a mapped text for NULs up to `at`, and a little behind it; false: one is there. On the
 * way through it, so that the bytes come from memory once, and are in the processor's cache then.
 */
bool run_text_search(struct run_text *text, const char *at);

/* What is not yet searched up to `at` equals what was: it has no NUL either. */
void run_text_searched(struct run_text *text, const char *at);

/* Searches the rest of it; gives pages back on its way, and begins again. */
bool run_text_search_all(struct run_text *text);

/* Begins again at the beginning. */
void run_text_rewind(struct run_text *text);

#endif
