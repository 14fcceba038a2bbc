/* run_build.h - a run being read: members of one folder, folded as they come, in any order. */
#ifndef LEAKLINE_RUN_BUILD_H
#define LEAKLINE_RUN_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../input/run_events.h"
#include "columns.h"
#include "happenings.h"
#include "rounds.h"
#include "../input/member_name.h"
#include "../import/log_pieces.h"
#include "../import/log_rounds.h"
#include "../import/loose_order.h"
#include "nameless.h"

/* Processes of a log that are told by an owner (a container, a host, a name). All zero to begin. */
struct log_owners {
	struct intern_table texts;
	struct index numbers; /* owner and PID -> the PID that reports show */
	struct index taken;   /* PIDs that an owner has */
	uint32_t count;
	bool unnumbered; /* some have no PID */
	bool shared;     /* two have one */
	uint64_t twice;  /* readings that came twice in a round */
};

struct run_build {
	struct span folder; /* inside the archive, below the folder operand; empty: at its top */
	struct arena arena; /* columns, rounds, texts: lives until the analysis is made */
	struct columns columns;
	struct round_list rounds;
	struct run_info info; /* spans are the arena's */
	uint32_t info_order;  /* of the member that told it */
	struct happenings happenings;
	bool is_loose; /* of members that leakline did not name; a build of its own beside a run */
	bool is_dropped;          /* no run after all */
	struct span beside;       /* the folder that its files lie in */
	struct loose_file *files; /* of names that leakline did not give; round i is files[i], until
				     run_build_finish */
	size_t file_count, file_capacity;
	bool is_ordered; /* rounds of files have their numbers */
	enum loose_by ordered_by;
	uint32_t joined;          /* how many others were put behind it, which it goes on in */
	struct log_rounds log;    /* of a single log */
	struct log_owners owners; /* who its processes are that no PID tells apart */
	struct nameless nameless; /* what is known of lines without a header */
	bool left_out;            /* after run_build_finish: some of them are */
};

/* Takes what a member's name, and its facts (NULL for run.info and events), say. */
void run_build_fold(struct run_build *build, const struct member_name *name,
	const struct facts *facts, uint32_t order, struct notes *notes);

/* Takes a member that is named as a shell loop names its files: a round, or a part of one, in
 * pieces. file's mark is set here. */
void run_build_fold_loose(struct run_build *build, struct loose_file *file,
	const struct log_piece *pieces, const struct facts *facts, size_t count);

/* Takes a piece of a file that a loop appended to. */
void run_build_fold_log(
	struct run_build *build, const struct log_piece *piece, const struct facts *facts);

/* Takes the text of run.info; of two members the one of the higher order counts, whichever is
 * folded first. */
void run_build_info(struct run_build *build, struct span text, uint32_t order, struct notes *notes);

/* Takes the text of events.tsv, or a piece of it. Of two events of one round that in the member of
 * the higher order counts. */
void run_build_events(
	struct run_build *build, struct span text, uint32_t order, struct notes *notes);

/* After the last member: rounds of files that leakline did not name get their numbers and times. */
void run_build_order(struct run_build *build);

/* After the last member: loose members get their round numbers, rounds are sorted, those that are
 * not whole dropped. */
void run_build_finish(struct run_build *build, struct notes *notes);

/* Frees all but the build itself. */
void run_build_free(struct run_build *build);

#endif
