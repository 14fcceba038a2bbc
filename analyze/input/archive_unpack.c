/* archive_unpack.c - unpacks compressed bytes that are no archive. */
#include "archive_unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "../base/notes.h"
#include "archive_bytes.h"
#include "archive_members.h"
#include "archive_memory.h"
#include "run_batch.h"

enum { RATIO_FROM = 16 << 20, RATIO_LIMIT = 1000 };

struct span archive_unpacked_name(struct span path)
{
	static const char *const suffixes[] = { ".gz", ".bz2", ".xz", ".zst", ".lz4" };

	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (span_ends(path, suffixes[i]))
			return (struct span){ path.at, path.len - strlen(suffixes[i]) };
	return path;
}

/* Returns 0; 1 if damaged; -1 if too large, with a note. */
static int unpack(struct archive *archive, size_t packed, struct run_buffer *buffer,
	struct notes *notes, size_t *used)
{
	const void *bytes;
	size_t len;
	la_int64_t offset;
	int result;

	while ((result = archive_read_data_block(archive, &bytes, &len, &offset)) == ARCHIVE_OK) {
		if (*used + len > RUN_MEMBER_LIMIT ||
			(*used + len > RATIO_FROM && (*used + len) / RATIO_LIMIT > packed)) {
			notes_add(notes, 0,
				"it unpacks to more than 256 MiB, or to more than a thousand times its size: left out");
			return -1;
		}
		if (buffer->room < *used + len)
			run_buffer_reserve(
				buffer, *used + len > *used * 2 ? *used + len : *used * 2, *used);
		if (len)
			memcpy(buffer->bytes + *used, bytes, len);
		*used += len;
	}
	return result == ARCHIVE_EOF ? 0 : 1;
}

int archive_unpack(
	struct span packed, struct run_buffer *buffer, struct notes *notes, struct span *text)
{
	struct archive_entry *entry;
	struct archive *archive = archive_memory_new(&entry);
	struct archive_bytes bytes;
	size_t used = 0;
	int result = -1;

	/* all input is in this block, which is never refilled: there is no file */
	archive_bytes_begin(
		&bytes, -1, (unsigned char *)(uintptr_t)packed.at, packed.len, packed.len);
	archive_members_filters(archive);
	archive_read_support_format_raw(archive);
	archive_memory_check(archive);
	if (archive_bytes_open(&bytes, archive) ||
		archive_read_next_header2(archive, entry) < ARCHIVE_WARN)
		notes_add(notes, 0, "it is damaged, or nothing is in it: left out");
	else
		result = unpack(archive, packed.len, buffer, notes, &used);
	archive_memory_check(archive);
	if (result > 0 || (!result && bytes.damaged)) {
		const char *why = bytes.damaged ? bytes.damaged : archive_error_string(archive);

		notes_add_span(notes, 0, "cut off or damaged:", span_of(why ? why : "unknown"));
		result = 0;
	}
	*text = (struct span){ (const char *)buffer->bytes, used };
	archive_entry_free(entry);
	archive_read_free(archive);
	archive_bytes_free(&bytes);
	return used ? result : -1;
}
