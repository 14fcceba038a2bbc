/* member_work.h - what a worker does with one member: from its bytes to facts about processes. */
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

/* A worker's state; data of the last member is valid until the next. */
struct worker {
	struct run_buffer buffer;   /* a folder's member is read into it */
	struct run_buffer unpacked; /* a compressed member is unpacked into it */
	struct run_member *member;  /* the current one */
	struct member_name name;
	struct arena scratch; /* rows and facts of the member */
	struct arena notes_arena;
	struct notes notes;
	struct facts_memory memory;
	struct import_table spec;   /* of the user's table */
	struct facts facts;         /* of a member with a leakline name */
	size_t expected[KIND_NONE]; /* processes in the last member of each kind */
	struct log_piece *pieces;   /* of all other members; arrays of the scratch arena */
	struct facts *piece_facts;
	size_t piece_count;
	bool good;        /* the member could be read and has facts */
	bool packed;      /* an archive, or compressed twice: not read within a run */
	bool loose;       /* named as a shell loop names its files */
	bool is_log;      /* it has several rounds */
	const char *hint; /* how to read it if nothing in it was recognized, or NULL */
};

/* Reads and parses that member; import: the user's description of it. */
void member_work(struct worker *worker, struct run_member *member, const struct run_input *input,
	const struct import_spec *import);

/* The only PID in the current member; -1: none, or several. */
int64_t member_work_only_pid(const struct worker *worker);

/* Frees all except the lists of mapping groups, to which the columns point. */
void member_work_free(struct worker *worker);

#endif
