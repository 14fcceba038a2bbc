/* run_build.h - a run being read: members of one folder, folded as they come, in any order. */
#ifndef LEAKLINE_RUN_BUILD_H
#define LEAKLINE_RUN_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analysis.h"
#include "history/columns.h"
#include "history/rounds.h"
#include "input/member_name.h"
#include "log_pieces.h"

/* What the files of a run that leakline did not write are ordered by. */
enum loose_order { LOOSE_NONE, LOOSE_NUMBER, LOOSE_DATE, LOOSE_TIME };

struct run_build {
	struct span folder;         /* inside the archive, below the folder operand; empty: at its top */
	struct arena arena;         /* columns, rounds, texts: lives until the analysis is made */
	struct columns columns;
	struct round_list rounds;
	struct run_info info;       /* spans are the arena's */
	size_t info_capacity;
	bool has_info;
	bool is_loose;              /* of members that leakline did not name; a build of its own beside a run */
	bool formatted;             /* a ROUND-TIME.KIND is there */
	uint64_t *keys;             /* loose members: provisional round -> number, date or time */
	size_t key_count, key_capacity;
	struct index key_places;    /* by key */
	enum loose_order loose;
	uint32_t log_round;         /* of a single log: the round at hand */
	bool log_begun;             /* it holds something */
	struct index log_seen;      /* kind and PID -> the round that had it last, + 1 */
};

/* Takes what a member's name, and its facts (NULL for run.info and events), say. */
void run_build_fold(struct run_build *build, const struct member_name *name, const struct facts *facts, uint32_t order,
	struct notes *notes);

/* Takes a member that is named as a shell loop names its files. */
void run_build_fold_loose(struct run_build *build, const struct member_name *name, const struct facts *facts, int64_t mtime_ms,
	uint32_t order);

/* Takes a piece of a file that a loop appended to. */
void run_build_fold_log(struct run_build *build, const struct log_piece *piece, const struct facts *facts);

void run_build_info(struct run_build *build, struct span text, struct notes *notes);
void run_build_events(struct run_build *build, struct span text, struct notes *notes);

/* After the last member: loose members get their round numbers, rounds are sorted, those that are not whole dropped. */
void run_build_finish(struct run_build *build, struct notes *notes);

#endif
