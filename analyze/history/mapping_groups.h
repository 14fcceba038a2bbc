/* mapping_groups.h - mappings matched by what they are, and summed: [heap], [stack], arenas, libraries, deleted files. */
#ifndef LEAKLINE_MAPPING_GROUPS_H
#define LEAKLINE_MAPPING_GROUPS_H

#include <stdint.h>

#include "../base/arena.h"
#include "../base/span.h"
#include "../parse/parse_pmap.h"

struct notes;

/* The mappings of one process in one round, summed. */
struct group_sum {
	struct span name;   /* interned in the reader's arena */
	char mode[6];
	uint32_t count;
	int64_t kib;
	int64_t private_dirty, pss; /* of smaps; -1 not told */
};

/* What smaps says of a row, beside it. KiB; -1 not told. */
struct row_use {
	int64_t private_dirty, pss;
};

struct group_list {
	struct group_sum *groups;
	size_t count;
	int64_t private_kib;    /* of the rows, by the rule of pmap -d */
	double quantum_kib;     /* what the allocator takes at a time: by the names of libraries, else glibc's 132 */
	struct span allocator;  /* the name that told it, or empty */
};

/* A worker's: where blocks are the same bytes as in the round before, the list of that round serves again. */
struct mapping_reader {
	struct arena arena;           /* lists and names: lives as long as the run */
	struct intern_table names;
	struct mapping_memory *memory;
	size_t memory_count, memory_capacity;
};

/* The list of a block of pmap. Never NULL. */
struct group_list *mapping_groups_read(struct mapping_reader *reader, const struct pmap_block *block, struct notes *notes,
	struct arena *scratch);

/* The list of rows that were read otherwise (of maps); rows and use have count entries. Never NULL. */
struct group_list *mapping_groups_of_rows(struct mapping_reader *reader, struct pmap_row *rows, const struct row_use *use,
	size_t count, struct arena *scratch);

/* What the process's rows were in this worker's last round, for parse_pmap. */
struct pmap_expected mapping_groups_expected(const struct mapping_reader *reader, int32_t pid);

/* Frees what lies outside the arena (which the run keeps). */
void mapping_reader_free(struct mapping_reader *reader);

#endif
