/* archive_memory.h - tells a lack of memory within libarchive from a damaged archive. */
#ifndef LEAKLINE_ARCHIVE_MEMORY_H
#define LEAKLINE_ARCHIVE_MEMORY_H

struct archive;
struct archive_entry;

/* archive_read_new(), and an entry for archive_read_next_header2(), both for the caller to free;
 * without memory the program prints one line and ends with status 2. (archive_read_next_header()
 * has an entry of its own, but does not look whether there was memory for it.) */
struct archive *archive_memory_new(struct archive_entry **entry);

/* Call it where libarchive failed: if that was for want of memory the program prints one line
 * and ends with status 2, as what was read would pass for all that there is. */
void archive_memory_check(struct archive *archive);

#endif
