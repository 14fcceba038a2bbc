/* mapping_reader.h - mappings of a run's processes, summed in groups; reads only what changed since
 * the last round. */
#ifndef LEAKLINE_MAPPING_READER_H
#define LEAKLINE_MAPPING_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../parse/parse_pmap.h"
#include "mapping_sums.h"

struct arena;
struct notes;

/* A row's values in smaps. KiB; -1 if unknown. */
struct row_use {
	int64_t private_dirty, pss;
};

/* The list for a block of pmap. Never NULL; it lives as long as the reader's arena. *lost: some of
 * its lines are unreadable. */
const struct group_list *mapping_reader_pmap(struct mapping_reader *reader,
	const struct pmap_block *block, struct notes *notes, struct arena *scratch, bool *lost);

/* The list for a process's maps or smaps; rows and use have count entries, in ascending addresses.
 * Never NULL. */
const struct group_list *mapping_reader_maps(struct mapping_reader *reader, int32_t pid,
	const struct pmap_row *rows, const struct row_use *use, size_t count);

/* The process's rows in this worker's last round, for parse_pmap. */
struct pmap_expected mapping_reader_expected(const struct mapping_reader *reader, int32_t pid);

/* Frees all memory outside the arena (which the run keeps). */
void mapping_reader_free(struct mapping_reader *reader);

#endif
