/* archive_memory.c - tells a lack of memory within libarchive from a damaged archive. */
#include "archive_memory.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stddef.h>

#include "../base/room.h"

struct archive *archive_memory_new(struct archive_entry **entry)
{
	struct archive *archive = archive_read_new();

	*entry = archive_entry_new();
	if (!archive || !*entry)
		room_lacks();
	return archive;
}

void archive_memory_check(struct archive *archive)
{
	if (archive_errno(archive) == ENOMEM)
		room_lacks();
}
