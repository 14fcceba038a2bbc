/* worker.h - what one of the threads that read members knows. */
#ifndef LEAKLINE_WORKER_H
#define LEAKLINE_WORKER_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/arena.h"
#include "../base/notes.h"
#include "../facts/facts.h"
#include "../facts/facts_memory.h"
#include "../records/import_spec.h"
#include "../import/log_pieces.h"
#include "../input/member_name.h"
#include "../input/run_input.h"
#include "../input/run_text.h"

struct run_build;

/* A worker's state; data of the last member is valid until the next. */
struct worker {
	struct run_buffer buffer;   /* a folder's member is read into it */
	struct run_buffer unpacked; /* of a compressed member, or one without its NULs */
	struct run_member *member;  /* the current one */
	struct run_text text;       /* its text, decoded */
	struct member_name name;
	struct arena scratch;       /* rows and facts of the member */
	struct arena piece_scratch; /* the same of a piece of a log */
	struct arena notes_arena;
	struct notes notes;
	struct facts_memory memory;
	struct import_table spec;   /* of the user's table */
	struct facts facts;         /* of a member with a leakline name */
	size_t expected[KIND_NONE]; /* processes in the last member of each kind */
	struct log_piece *pieces;   /* of a file of one round without such a name; arrays of the
				       scratch arena */
	struct facts *piece_facts;
	size_t piece_count;
	enum log_rule rule;    /* what would part its rounds */
	struct run_build *log; /* a file of several rounds: the run that it is; whoever takes it
				  sets it NULL. NULL: it is no such file */
	bool good;             /* the member could be read and has facts */
	bool unread;           /* a log, for all that is known, whose bytes could not be had */
	bool refused;          /* the same of a file of a run */
	bool is_part;          /* lines of a log were left out, as they could not be trusted */
	bool packed;           /* an archive, or compressed twice: not read within a run */
	bool loose;            /* named as a shell loop names its files */
	const char *hint;      /* how to read it if nothing in it was recognized, or NULL */
};

#endif
