/* store.h - where rounds go: a folder (store_folder.c) or a tar stream (store_tar.c). */
#ifndef LEAKLINE_STORE_H
#define LEAKLINE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/io.h"
#include "../base/kinds.h"

struct waiting;

/* One whole round. */
struct store_round {
	uint32_t number;
	int64_t time_ms;           /* wall clock at its beginning */
	const struct buffer *text; /* KINDS of them; an empty one makes no file */
};

/*
 * Each call gives 0, or -1 after printing one line (the file that failed is named). After a failure
 * nothing but close is called. Lines of events come whole, each ended by LF.
 */
struct store {
	/* run.info, once, before all others. Not called when a run is resumed. */
	int (*info)(struct store *store, const struct buffer *text);
	/* Lines for events.tsv, before the round that they belong to is committed. */
	int (*events)(struct store *store, const struct buffer *lines);
	/* What ACTION printed in this round, for action.log. */
	int (*action)(
		struct store *store, const struct store_round *round, const struct buffer *text);
	/* The round and its `round` line: on disk whole, or not at all. */
	int (*commit)(
		struct store *store, const struct store_round *round, const struct buffer *line);
	/* The `stop` line, and the end of the stream. */
	int (*end)(struct store *store, const struct store_round *last, const struct buffer *line);
	void (*close)(struct store *store);
	bool resumed;          /* the run was there: info is not wanted */
	int64_t warmup_rounds; /* resumed: as run.info has it, 0 where it does not */
	bool has_round;        /* resumed: a whole round is there */
	uint32_t next_round;   /* where numbering begins, or goes on */
	const char
		*path; /* for LEAKLINE_RUN and messages: absolute path; empty for standard output */
};

/* Makes the folder (an empty one will do), or with resume goes on in it. NULL after printing one
 * line; then *wrong says that it exists and nothing was touched (exit status 2), else it could not
 * be written (3). */
struct store *store_folder_open(
	const char *path, bool resume, struct waiting *waiting, bool *wrong);

/* Makes the file path, or writes to standard output ("-"). name: of the folder inside, without
 * .run. All waiting for a slow reader goes through waiting. */
struct store *store_tar_open(
	const char *path, const char *name, struct waiting *waiting, bool *wrong);

#endif
