/* archive_kind.h - recognizes archives and compressed files by their first bytes. */
#ifndef LEAKLINE_ARCHIVE_KIND_H
#define LEAKLINE_ARCHIVE_KIND_H

#include <stdbool.h>

#include "../base/span.h"

/* Is it an archive that can be read (run_archive.h)? */
bool archive_kind_is_read(struct span bytes);

bool archive_kind_is_tar(struct span bytes);

bool archive_kind_is_gzip(struct span bytes);

/* Is it compressed with gzip, bzip2, xz, zstd or lz4, whatever it contains? */
bool archive_kind_is_compressed(struct span bytes);

/* Returns the name of an archive or compression format that starts like this and is not supported:
 * its content is no log. NULL: none. */
const char *archive_kind_foreign(struct span bytes);

#endif
