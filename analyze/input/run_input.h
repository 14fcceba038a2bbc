/* run_input.h - members of a run one by one: from a folder, an archive, a single file or standard input. */
#ifndef LEAKLINE_RUN_INPUT_H
#define LEAKLINE_RUN_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

struct notes;
struct run_input;

/* One member; a worker keeps one, whose buffer is used again. All zero is empty; run_member_free at the end. */
struct run_member {
	struct span path;       /* as it stands in the archive, or below the folder; lives until the next call with this member */
	struct span text;       /* after run_input_read */
	uint64_t order;         /* in which it came: of two with one name the later counts */
	int64_t mtime_ms;       /* -1 not told */
	unsigned char *buffer;  /* page-aligned (a misaligned one makes the kernel's copy three times slower) */
	size_t room;
	char *name;
	size_t name_room;
};

/* Opens the operand ("-": standard input). NULL with one line said. */
struct run_input *run_input_open(const char *path);

/*
 * The next member, under a lock of the caller's: of an archive its bytes are read too. False at the end, or where an archive
 * is cut off or exceeds a limit: what came until then is good, and notes (of the whole input) say so.
 */
bool run_input_next(struct run_input *input, struct run_member *member, struct notes *notes);

/* Its bytes, outside the lock. 0, or -1 where it cannot be read: then a note says so. */
int run_input_read(const struct run_input *input, struct run_member *member, struct notes *notes);

/* How many members a folder has; 0 where that is not known. */
size_t run_input_total(const struct run_input *input);

/* A single file that is no archive (a log): its bytes are the one member. */
bool run_input_is_plain(const struct run_input *input);

/* Nothing was found at all because it is broken: said once, by run_input_close's caller. */
bool run_input_failed(const struct run_input *input);

void run_input_close(struct run_input *input);
void run_member_free(struct run_member *member);

#endif
