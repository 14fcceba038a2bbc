/* mapping_reader.h - mappings of the processes of a run, summed in groups: what changed since the
 * last round alone is looked at. */
#ifndef LEAKLINE_MAPPING_READER_H
#define LEAKLINE_MAPPING_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/arena.h"
#include "../base/index.h"
#include "../base/span.h"
#include "../parse/parse_pmap.h"

struct notes;
struct mapping_memory;

/* A group of one process in one round. */
struct group_sum {
	int64_t kib;
	uint32_t count;     /* of mappings; 0: the group is not there */
	unsigned char rwx;  /* 4 r, 2 w, 1 x: of any of them */
	char fourth, fifth; /* letters of the mode as printed, of the first of them */
};

/* What smaps says of a group. KiB; -1 not told. */
struct group_use {
	int64_t private_dirty, pss;
};

/* What smaps says of a row, beside it. KiB; -1 not told. */
struct row_use {
	int64_t private_dirty, pss;
};

/* The groups of one process as one worker numbers them; only grows. */
struct group_table {
	struct span *names;  /* interned by the worker */
	double *quantum_kib; /* what the allocator of that name takes at a time; glibc's 132 where
				it is none */
	size_t count, name_room, quantum_room;
	struct index numbers; /* by interned name */
};

enum { GROUP_PIECE = 8 };

/*
 * The groups of one process in one round, by number, in pieces of GROUP_PIECE. Of pieces and lists
 * with the same content one is kept: most groups never change, and what is kept of a run grows with
 * the changes, not with the bytes read.
 */
struct group_list {
	const struct group_table *table;
	const struct group_sum *const *pieces;
	const struct group_use *uses; /* count entries, or NULL: no smaps */
	size_t count;                 /* numbers below it have an entry */
	int64_t private_kib;          /* of the rows, by the rule of pmap -d */
	double quantum_kib;    /* what the allocator takes at a time, by the names of libraries;
				  glibc's 132 */
	struct span allocator; /* the name that told it, or empty */
};

/* A worker's: lists, names and pieces live as long as its arena. All zero to begin. */
struct mapping_reader {
	struct arena arena;
	struct intern_table names;
	struct index places; /* of memory, by PID */
	struct mapping_memory **memory;
	size_t count, room;
	struct index piece_places; /* by hash of the content */
	const struct group_sum **pieces;
	size_t piece_count, piece_room;
};

/* The list of a block of pmap. Never NULL; it lives as long as the reader's arena. *lost: lines of
 * it cannot be read. */
const struct group_list *mapping_reader_pmap(struct mapping_reader *reader,
	const struct pmap_block *block, struct notes *notes, struct arena *scratch, bool *lost);

/* The KiB of all its groups. */
int64_t group_list_kib(const struct group_list *list);

/* The list of a process's maps or smaps; rows and use have count entries, addresses ascend. Never
 * NULL. */
const struct group_list *mapping_reader_maps(struct mapping_reader *reader, int32_t pid,
	const struct pmap_row *rows, const struct row_use *use, size_t count);

/* What the process's rows were in this worker's last round, for parse_pmap. */
struct pmap_expected mapping_reader_expected(const struct mapping_reader *reader, int32_t pid);

/* The sum of that group; NULL where the list has none. */
const struct group_sum *group_list_sum(const struct group_list *list, size_t number);

/* The mode as pmap shows it: mode is char[6]. */
void group_sum_mode(const struct group_sum *sum, char *mode);

/* Frees what lies outside the arena (which the run keeps). */
void mapping_reader_free(struct mapping_reader *reader);

#endif
