/* run_input.h - members of a run, some at a time: from a folder, an archive, a single file or
 * standard input. */
#ifndef LEAKLINE_RUN_INPUT_H
#define LEAKLINE_RUN_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "run_batch.h"

struct notes;
struct run_input;

/* Opens the operand ("-": standard input). NULL with one line said. */
struct run_input *run_input_open(const char *path);

/*
 * The next members, under a lock of the caller's: of an archive their bytes are read too. How many;
 * 0 at the end, or where an archive is cut off or exceeds a limit: what came until then is good,
 * and notes (of the whole input) say so.
 */
size_t run_input_next(struct run_input *input, struct run_batch *batch, struct notes *notes);

/*
 * The bytes of a member of a batch, outside the lock; a folder's are read into the buffer now. 0,
 * or -1 where it cannot be read: then a note says so.
 */
int run_input_read(const struct run_input *input, struct run_member *member,
	struct run_buffer *buffer, struct notes *notes);

/* How many members a folder has; 0 where that is not known. */
size_t run_input_total(const struct run_input *input);

/* A single file that is no archive (a log), compressed or not: its bytes are the one member. Known
 * from the first batch on. */
bool run_input_is_plain(const struct run_input *input);

/* Do members come out of something compressed? What is compressed itself is not unpacked then: it
 * may be a bomb of bombs. */
bool run_input_is_compressed(const struct run_input *input);

/* Why not all of it could be read, for where nothing was found at all; or NULL. */
const char *run_input_failed(const struct run_input *input);

/* Did an archive end before its time, or exceed a limit? */
bool run_input_is_cut(const struct run_input *input);

void run_input_close(struct run_input *input);

#endif
