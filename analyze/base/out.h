/* out.h - an output file that remembers its first error; written beside, then renamed. */
#ifndef LEAKLINE_OUT_H
#define LEAKLINE_OUT_H

#include <stdio.h>

#include "arena.h"

/* file is written to with stdio; the rest is out.c's. */
struct out {
	FILE *file;
	const char *path;      /* where it will be; NULL for standard output */
	const char *temporary; /* where it is until out_close; NULL where it is written in place */
	struct arena arena;    /* of both */
};

/* Begins folder/name (folder NULL: name alone; a device, a pipe or a link of that name is written
 * to as it stands). Gives 0, or -1 with one line said. */
int out_open(struct out *out, const char *folder, const char *name);

/* Writes to standard output instead: out_close flushes and checks it. */
void out_stdout(struct out *out);

/*
 * Flushes, checks, renames. Gives 0, or -1 with one line said (what was there before is then
 * untouched). A reader of standard output that went away is no error.
 */
int out_close(struct out *out);

/* Drops what was written. Takes an out that is closed already. */
void out_abandon(struct out *out);

#endif
