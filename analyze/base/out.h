/* out.h - an output file that remembers its first error; written under a temporary name, then
 * renamed. */
#ifndef LEAKLINE_OUT_H
#define LEAKLINE_OUT_H

#include <stdio.h>

#include "arena.h"

/* Write to file with stdio; the other members are private to out.c. */
struct out {
	FILE *file;
	const char *path;      /* final path; NULL for standard output */
	const char *temporary; /* path until out_close; NULL if written in place */
	struct arena arena;    /* holds both paths */
};

/* Opens folder/name for writing (folder NULL: name alone; a device, a pipe or a link is written in
 * place). Returns 0, or -1 after printing one line. */
int out_open(struct out *out, const char *folder, const char *name);

/* Writes to standard output instead; out_close flushes and checks it. */
void out_stdout(struct out *out);

/*
 * Flushes, checks, renames. Returns 0, or -1 after printing one line (an existing file is then
 * untouched). A reader of standard output that went away is no error.
 */
int out_close(struct out *out);

/* Discards what was written. Does nothing if the out is already closed. */
void out_abandon(struct out *out);

#endif
