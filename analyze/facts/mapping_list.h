/* mapping_list.h - the mappings of one process in one round, summed in groups. */
#ifndef LEAKLINE_MAPPING_LIST_H
#define LEAKLINE_MAPPING_LIST_H

#include <stddef.h>
#include <stdint.h>

#include "../base/index.h"
#include "../base/span.h"

/* A group of one process in one round. */
struct group_sum {
	int64_t kib;
	uint32_t count;     /* of mappings; 0: the group is not there */
	unsigned char rwx;  /* 4 r, 2 w, 1 x: of any of them */
	char fourth, fifth; /* letters of the mode as printed, of the first of them */
};

/* A group's values in smaps. KiB; -1 if unknown. */
struct group_use {
	int64_t private_dirty, pss;
};

/* The groups of one process, as one worker numbers them; only grows. */
struct group_table {
	struct span *names;  /* interned by the worker */
	double *quantum_kib; /* how much the allocator of that name takes at a time; glibc's 132 if
				it is none */
	size_t count, name_room, quantum_room;
	struct index numbers; /* by interned name */
};

enum { GROUP_PIECE = 8 };

/*
 * The groups of one process in one round, by number, in pieces of GROUP_PIECE. Pieces and lists
 * with equal content are stored once: most groups never change, so memory grows with the changes,
 * not with the bytes read.
 */
struct group_list {
	const struct group_table *table;
	const struct group_sum *const *pieces;
	const struct group_use *uses; /* count entries, or NULL: no smaps */
	size_t count;                 /* all numbers below it have an entry */
	int64_t private_kib;          /* of the rows, by the rule of pmap -d */
	double quantum_kib; /* how much the allocator takes at a time, by library names; glibc's 132
			     */
	struct span allocator; /* the name that determined it, or empty */
};

/* The KiB of all its groups. */
int64_t group_list_kib(const struct group_list *list);

/* The sum of that group; NULL if the list lacks it. */
const struct group_sum *group_list_sum(const struct group_list *list, size_t number);

/* The mode as pmap shows it: mode is char[6]. */
void group_sum_mode(const struct group_sum *sum, char *mode);

#endif
