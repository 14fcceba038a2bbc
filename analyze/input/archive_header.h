/* archive_header.h - what the header of an archive's member says. */
#ifndef LEAKLINE_ARCHIVE_HEADER_H
#define LEAKLINE_ARCHIVE_HEADER_H

#include <stddef.h>
#include <stdint.h>

struct archive_entry;

/* Why the member is not read: it is a link, a device, a sparse or encrypted file, or its name
 * (which then is NULL) cannot be read; NULL: it is read. */
const char *archive_header_refusal(struct archive_entry *entry, const char *name);

/* How many bytes to make room for: the member's size, if that may be believed. */
size_t archive_header_step(struct archive_entry *entry);

/* The member's modification time, or -1. A 32-bit libarchive may have a 32-bit time_t where ours
 * has 64 bits, and then leaves the upper half unset: the lower half lasts until 2106. */
int64_t archive_header_mtime_ms(struct archive_entry *entry);

#endif
