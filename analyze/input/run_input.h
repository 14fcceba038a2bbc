/* run_input.h - members of a run in batches: from a folder, an archive, a single file or standard
 * input. */
#ifndef LEAKLINE_RUN_INPUT_H
#define LEAKLINE_RUN_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "run_batch.h"

struct notes;
struct run_input;

/* Opens the operand ("-": standard input). Returns NULL after printing one line. */
struct run_input *run_input_open(const char *path);

/* Opens files as the members of one run, as if they were alone in a folder. Their names are copied.
 */
struct run_input *run_input_open_files(const char *const *paths, size_t count);

/*
 * Fetches the next members; the caller holds a lock. Archive members come with their bytes. Returns
 * their number; 0 at the end, or if an archive is truncated or exceeds a limit: earlier members are
 * good, and notes (of the whole input) report it.
 */
size_t run_input_next(struct run_input *input, struct run_batch *batch, struct notes *notes);

/*
 * Provides the bytes of a member of a batch, outside the lock; reads a folder's member into the
 * buffer now. Returns 0, or -1 with a note if it cannot be read.
 */
int run_input_read(const struct run_input *input, struct run_member *member,
	struct run_buffer *buffer, struct notes *notes);

/* The number of members of a folder; 0 if unknown. */
size_t run_input_total(const struct run_input *input);

/* Is it a single file that is no archive (a log), compressed or not? Its bytes are the one member.
 * Known from the first batch on. */
bool run_input_is_plain(const struct run_input *input);

/* Do members come from something compressed? Compressed members are then not unpacked: they may be
 * a nested bomb. */
bool run_input_is_compressed(const struct run_input *input);

/* Why not all of it could be read, for the case that nothing was found; or NULL. */
const char *run_input_failed(const struct run_input *input);

/* Were files left out that nobody has looked at: those of a sub-folder that cannot be listed, or
 * beyond RUN_MEMBERS_LIMIT? Known once all have been named. */
bool run_input_is_part(const struct run_input *input);

/* Did an archive end too early or exceed a limit? */
bool run_input_is_cut(const struct run_input *input);

void run_input_close(struct run_input *input);

#endif
