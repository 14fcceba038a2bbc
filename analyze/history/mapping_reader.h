/* mapping_reader.h - mappings of the processes of a run, summed in groups: what changed since the
 * last round alone is looked at. */
#ifndef LEAKLINE_MAPPING_READER_H
#define LEAKLINE_MAPPING_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../parse/parse_pmap.h"
#include "mapping_sums.h"

struct arena;
struct notes;

/* What smaps says of a row, beside it. KiB; -1 not told. */
struct row_use {
	int64_t private_dirty, pss;
};

/* The list of a block of pmap. Never NULL; it lives as long as the reader's arena. *lost: lines of
 * it cannot be read. */
const struct group_list *mapping_reader_pmap(struct mapping_reader *reader,
	const struct pmap_block *block, struct notes *notes, struct arena *scratch, bool *lost);

/* The list of a process's maps or smaps; rows and use have count entries, addresses ascend. Never
 * NULL. */
const struct group_list *mapping_reader_maps(struct mapping_reader *reader, int32_t pid,
	const struct pmap_row *rows, const struct row_use *use, size_t count);

/* What the process's rows were in this worker's last round, for parse_pmap. */
struct pmap_expected mapping_reader_expected(const struct mapping_reader *reader, int32_t pid);

/* Frees what lies outside the arena (which the run keeps). */
void mapping_reader_free(struct mapping_reader *reader);

#endif
