/* archive_unpack.c - unpacks compressed bytes that are no archive. */
#include "archive_unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>

#include "../base/notes.h"
#include "archive_bytes.h"
#include "archive_members.h"
#include "archive_memory.h"
#include "run_batch.h"
#include "spool.h"

enum { RATIO_FROM = 16 << 20, RATIO_LIMIT = 1000 };

struct span archive_unpacked_name(struct span path)
{
	static const char *const suffixes[] = { ".gz", ".bz2", ".xz", ".zst", ".lz4" };

	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (span_ends(path, suffixes[i]))
			return (struct span){ path.at, path.len - strlen(suffixes[i]) };
	return path;
}

/* A file being unpacked: into the buffer, and what is too large for memory into a file. */
struct unpacking {
	struct archive *archive;
	size_t packed, used; /* bytes */
	struct run_buffer *buffer;
	struct spool spool;
	struct notes *notes;
};

/* False, with a note: there is no room for them. */
static bool add_bytes(struct unpacking *unpacking, const void *bytes, size_t len)
{
	struct run_buffer *buffer = unpacking->buffer;
	struct spool *spool = &unpacking->spool;
	size_t used = unpacking->used, size = used + len;
	bool good = true;

	if (spool->fd < 0 && size > RUN_MEMBER_LIMIT)
		good = spool_open(spool) && spool_add(spool, buffer->bytes, used);
	if (good && spool->fd >= 0) {
		good = spool_add(spool, bytes, len);
	} else if (good && len) {
		if (buffer->room < size)
			run_buffer_reserve(buffer, size > used * 2 ? size : used * 2, used);
		memcpy(buffer->bytes + used, bytes, len);
	}
	if (!good)
		notes_add(unpacking->notes, 0, spool_failed(errno));
	unpacking->used = size;
	return good;
}

/* Returns 0; 1 if damaged; -1 if too large, with a note. */
static int unpack(struct unpacking *unpacking)
{
	const void *bytes;
	size_t len;
	la_int64_t offset;
	int result;

	while ((result = archive_read_data_block(unpacking->archive, &bytes, &len, &offset)) ==
		ARCHIVE_OK) {
		size_t size = unpacking->used + len;

		if (size > RATIO_FROM && size / RATIO_LIMIT > unpacking->packed) {
			notes_add(unpacking->notes, 0,
				"it unpacks to more than a thousand times its size: left out");
			return -1;
		}
		if (!add_bytes(unpacking, bytes, len))
			return -1;
	}
	return result == ARCHIVE_EOF ? 0 : 1;
}

/* What was unpacked. False, with a note: it cannot be had. */
static bool take_text(struct unpacking *unpacking, struct run_member *member)
{
	member->is_mapped = unpacking->spool.fd >= 0;
	member->text = (struct span){ (const char *)unpacking->buffer->bytes, unpacking->used };
	if (!member->is_mapped)
		return unpacking->used > 0;
	if (spool_map(&unpacking->spool, unpacking->buffer, &member->text))
		return true;
	notes_add(unpacking->notes, 0, spool_failed(errno));
	return false;
}

int archive_unpack(struct span packed, struct run_buffer *buffer, struct notes *notes,
	struct run_member *member)
{
	struct archive_entry *entry;
	struct archive *archive = archive_memory_new(&entry);
	struct unpacking unpacking = { archive, packed.len, 0, buffer, { -1, 0 }, notes };
	struct archive_bytes bytes;
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
		result = unpack(&unpacking);
	archive_memory_check(archive);
	if (result > 0 || (!result && bytes.damaged)) {
		const char *why = bytes.damaged ? bytes.damaged : archive_error_string(archive);

		notes_add_span(notes, 0, "cut off or damaged:", span_of(why ? why : "unknown"));
		member->is_cut = true;
		result = 0;
	}
	if (!result && !take_text(&unpacking, member))
		result = -1;
	spool_close(&unpacking.spool);
	archive_entry_free(entry);
	archive_read_free(archive);
	archive_bytes_free(&bytes);
	return result;
}
