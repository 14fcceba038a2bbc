/* member_work.h - what a worker does with one member: its bytes in, what it says of processes out.
 */
#ifndef LEAKLINE_MEMBER_WORK_H
#define LEAKLINE_MEMBER_WORK_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/arena.h"
#include "../base/notes.h"
#include "facts.h"
#include "facts_memory.h"
#include "../input/member_name.h"
#include "../input/run_input.h"
#include "../import/import_spec.h"
#include "../import/log_pieces.h"

/* What a worker has at hand; of the member that it read last, until the next. */
struct worker {
	struct run_buffer buffer;   /* what a folder's member is read into */
	struct run_buffer unpacked; /* and one that is compressed is unpacked into */
	struct run_member *member;  /* the one at hand */
	struct member_name name;
	struct arena scratch; /* rows and facts of the member */
	struct arena notes_arena;
	struct notes notes;
	struct facts_memory memory;
	struct import_table spec;   /* of the user's table */
	struct facts facts;         /* of a member that leakline named */
	size_t expected[KIND_NONE]; /* processes in the last member of each kind */
	struct log_piece *pieces;   /* of all others; arrays of the scratch arena */
	struct facts *piece_facts;
	size_t piece_count;
	bool good;   /* the member could be read and has facts */
	bool packed; /* an archive, or compressed in something compressed: not read within a run */
	bool loose;  /* named as a shell loop names its files */
	bool is_log; /* of several rounds */
	const char *hint; /* how it could be read where nothing in it is known, or NULL */
};

/* Reads and parses that member; import: what the user says of it. */
void member_work(struct worker *worker, struct run_member *member, const struct run_input *input,
	const struct import_spec *import);

/* The one PID that all of the member at hand tells of; -1: of none, or of several. */
int64_t member_work_only_pid(const struct worker *worker);

/* Frees all but the lists of mapping groups, which the columns point at. */
void member_work_free(struct worker *worker);

#endif
