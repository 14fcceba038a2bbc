/* run_build.h - a run being read: members of one folder, folded as they arrive, in any order. */
#ifndef LEAKLINE_RUN_BUILD_H
#define LEAKLINE_RUN_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../columns/columns.h"
#include "../columns/log_owners.h"
#include "../columns/nameless.h"
#include "../columns/rounds.h"
#include "../history/happenings.h"
#include "../import/elapsed_clock.h"
#include "../import/log_pieces.h"
#include "../import/log_rounds.h"
#include "../import/loose_order.h"
#include "../input/member_name.h"
#include "../input/run_events.h"
#include "worker.h"

/* Rows that a table of a log has again and again. */
struct table_turns {
	const char *table; /* where it begins, which is only compared */
	size_t period;     /* rows after which it begins anew; 0: it does not */
};

struct run_build {
	struct span folder; /* inside the archive, below the folder operand; empty: at its top */
	struct arena arena; /* columns, rounds, texts: lives until the analysis is finished */
	struct columns columns;
	struct round_list rounds;
	uint32_t last_round;  /* what happened in later rounds is left out; 0: nothing is */
	uint32_t seen_round;  /* the highest round that the events tell of */
	bool has_events_file; /* events.tsv: in a stream, files of the rounds that it tells of may
				 be yet to come */
	struct run_info info; /* spans point into the arena */
	uint32_t info_order;  /* order of the member it came from */
	struct happenings happenings;
	bool is_loose;   /* from members without leakline names; a separate build next to a run */
	bool is_dropped; /* not a run after all */
	struct span beside; /* the folder of its files */
	struct loose_file
		*files; /* without leakline names; round i is files[i], until run_build_finish */
	size_t file_count, file_capacity;
	bool is_ordered; /* the files' rounds have their numbers */
	enum loose_by ordered_by;
	uint32_t joined;       /* how many others, which continue it, were appended */
	struct log_rounds log; /* of a single log */
	struct elapsed_clock elapsed;
	struct table_turns turns; /* of the log's last table */
	bool has_readings;        /* it is a log of lines or a table that is none of ps */
	bool has_times;           /* the log tells the times of its rounds */
	uint64_t log_order;       /* its position in the input, + 1; 0: no log is in it */
	struct log_owners owners; /* identities of processes that no PID tells apart */
	struct nameless nameless; /* what is known of lines without a header */
	bool left_out;            /* after run_build_finish: some of them were dropped */
	bool in_turn;             /* the same: values of several processes in turn were */
	bool of_machines;         /* the same: all was, as each folder may be of another machine */
};

/* Folds a member's name and facts (NULL for run.info and events). */
void run_build_fold(struct run_build *build, const struct member_name *name,
	const struct facts *facts, uint32_t order, struct notes *notes);

/* Folds a member named as a shell loop names its files: a round, or part of one, in pieces. Sets
 * file's mark. */
void run_build_fold_loose(
	struct run_build *build, struct loose_file *file, const struct worker *worker);

/* A run for one log, whose rounds are parted by that rule; given to run_build_take_log, or
 * discarded.
 */
struct run_build *run_build_of_log(enum log_rule rule);
void run_build_discard(struct run_build *log);

/* Folds a piece of a file that a loop appended to, or a part of one; pieces come in the order of
 * the text. */
void run_build_fold_log(
	struct run_build *build, const struct log_piece *piece, const struct facts *facts);

/* Moves all of the log into the empty run of its name, and frees it. order: its position in the
 * input; of two logs of one name the later one counts. */
void run_build_take_log(struct run_build *build, struct run_build *log, uint64_t order);

/* Takes the text of run.info; of two members the one with the higher order counts, whichever is
 * folded first. */
void run_build_info(struct run_build *build, struct span text, uint32_t order, struct notes *notes);

/* Takes the text of events.tsv, or a piece of it. Of two events of one round the one in the member
 * with the higher order counts. */
void run_build_events(
	struct run_build *build, struct span text, uint32_t order, struct notes *notes);

/* After the last member: gives rounds of files without leakline names their numbers and times. */
void run_build_order(struct run_build *build);

/* After the last member: numbers loose members' rounds, sorts rounds, drops incomplete ones. */
void run_build_finish(struct run_build *build, struct notes *notes);

/* Frees all except the build itself. */
void run_build_free(struct run_build *build);

#endif
