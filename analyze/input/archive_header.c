/* archive_header.c - what the header of an archive's member says. */
#include "archive_header.h"

#include <archive_entry.h>

enum {
	CHUNK = 64 * 1024,  /* read size if a member's size is unknown or not trusted */
	BELIEVED = 1 << 20, /* for a smaller size, room is reserved before the bytes arrive: one
			       allocation leaves no holes */
};

const char *archive_header_refusal(struct archive_entry *entry, const char *name)
{
	if (!name)
		return "its name cannot be read: left out";
	if (archive_entry_hardlink(entry) || archive_entry_filetype(entry) == AE_IFLNK)
		return "a link: left out";
	if (archive_entry_filetype(entry) != AE_IFREG)
		return "not a regular file: left out";
	/* 10 KB can claim 100 GiB */
	if (archive_entry_sparse_count(entry) > 0)
		return "a sparse file: left out";
	return archive_entry_is_data_encrypted(entry) ? "encrypted: left out" : NULL;
}

size_t archive_header_step(struct archive_entry *entry)
{
	int64_t size = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0;

	return size > 0 && size < BELIEVED ? (size_t)size : CHUNK;
}

int64_t archive_header_mtime_ms(struct archive_entry *entry)
{
	int64_t seconds;

	if (!archive_entry_mtime_is_set(entry))
		return -1;
	seconds = (int64_t)archive_entry_mtime(entry);
	return (sizeof(long) < sizeof seconds ? (int64_t)(uint32_t)seconds : seconds) * 1000;
}
