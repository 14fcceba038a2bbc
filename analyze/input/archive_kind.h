/* archive_kind.h - archives and compressed files, told by how their bytes begin. */
#ifndef LEAKLINE_ARCHIVE_KIND_H
#define LEAKLINE_ARCHIVE_KIND_H

#include <stdbool.h>

#include "../base/span.h"

/* Is it one that is read (run_archive.h)? */
bool archive_kind_is_read(struct span bytes);

bool archive_kind_is_tar(struct span bytes);

bool archive_kind_is_gzip(struct span bytes);

/* Is it compressed, whatever lies in it, by one that is read: gzip, bzip2, xz, zstd or lz4? */
bool archive_kind_is_compressed(struct span bytes);

/* The name of the kind of archive, or of compression, that begins so and is not read: what lies in
 * it is no log. NULL: none. */
const char *archive_kind_foreign(struct span bytes);

#endif
