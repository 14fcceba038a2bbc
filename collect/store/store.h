/* store.h - where rounds go: a folder (store_folder.c) or a tar stream (store_tar.c). */
#ifndef LEAKLINE_STORE_H
#define LEAKLINE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/buffer.h"
#include "../base/kinds.h"

struct waiting;

/* One whole round. */
struct store_round {
	uint32_t number;
	int64_t time_ms;           /* wall clock at its beginning */
	const struct buffer *text; /* KINDS of them; an empty one makes no file */
};

/* What is done with bulky files of old rounds: they are found, so that it can be said, and then
 * removed. */
enum store_thin { STORE_THIN_FIND, STORE_THIN_REMOVE };

/*
 * Each call returns 0, or -1 after printing one line that names the failed file. After a failure
 * only close is called; after round_dropped also end. Event lines are complete, each ends with LF.
 */
struct store {
	/* run.info, once, before all others. Not called for a resumed run. */
	int (*info)(struct store *store, const struct buffer *text);
	/* Lines for events.tsv, before the round that they belong to is committed. */
	int (*events)(struct store *store, const struct buffer *lines);
	/* The output of ACTION in this round, for action.log. */
	int (*action)(
		struct store *store, const struct store_round *round, const struct buffer *text);
	/* The round and its `round` line: on disk completely, or not at all. If a stop signal is
	 * overdue, the round is dropped: -1 without a line, and round_dropped. */
	int (*commit)(
		struct store *store, const struct store_round *round, const struct buffer *line);
	/* Finds or removes bulky files of old rounds: see store_thin(). NULL: a stream cannot. */
	int (*thin)(struct store *store, int64_t first, int64_t last, enum store_thin step,
		unsigned *kinds);
	/* If somebody moved the run, says so, and path follows. At its end, which asks by itself,
	 * one that is nowhere to be seen is told, too. */
	void (*look)(struct store *store, bool at_end);
	/* The `stop` line, and the end of the stream. */
	int (*end)(struct store *store, const struct store_round *last, const struct buffer *line);
	void (*close)(struct store *store);
	bool resumed;            /* the run existed: do not call info */
	int64_t warmup_rounds;   /* resumed: from run.info, 0 if missing */
	struct buffer info_text; /* resumed: run.info */
	uint32_t actions;        /* resumed: so many `action` events a round has */
	uint32_t rounds_before;  /* resumed: so many complete rounds exist */
	uint32_t next_round;     /* where numbering starts, or continues */
	bool round_dropped;      /* the last commit was given up, and nothing of it stays */
	bool reader_left;        /* after a failure: who reads the stream has a whole round, and
				    closed it */
	const char
		*path; /* for LEAKLINE_RUN and messages: absolute path; empty for standard output */
};

/* Creates the folder (an empty one is accepted), or with resume continues in it. Returns NULL after
 * printing one line; *wrong is then true if it exists and nothing was touched (exit status 2),
 * false if it could not be written (3). */
struct store *store_folder_open(
	const char *path, bool resume, struct waiting *waiting, bool *wrong);

/* Creates the file path, or writes to standard output ("-"). name: the folder inside, without .run.
 * All waiting for a slow reader uses waiting. */
struct store *store_tar_open(
	const char *path, const char *name, struct waiting *waiting, bool *wrong);

#endif
