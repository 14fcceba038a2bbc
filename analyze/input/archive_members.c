/* archive_members.c - members of an archive in memory. */
#include "archive_members.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

#include "../base/list.h"
#include "../base/notes.h"
#include "archive_memory.h"

enum {
	BLOCK = 64 * 1024,
	TOTAL_LIMIT = 256 << 20,
	TAR_BLOCK = 512,
	TAR_NAME = 100,
	TAR_MAGIC = 257
};

void archive_members_formats(struct archive *archive)
{
	archive_read_support_format_tar(archive);
	archive_read_support_format_zip(archive);
	archive_members_filters(archive);
}

void archive_members_filters(struct archive *archive)
{
	archive_read_support_filter_gzip(archive);
	archive_read_support_filter_bzip2(archive);
	archive_read_support_filter_xz(archive);
	archive_read_support_filter_zstd(archive);
	archive_read_support_filter_lz4(archive);
}

/* The bytes of the current entry. */
struct content {
	char *bytes;
	size_t len, room, total;
};

/* Returns false if the entry is broken or too large. */
static bool read_content(struct archive *archive, struct content *content)
{
	la_ssize_t got;

	content->len = 0;
	do {
		content->bytes = list_room(content->bytes, content->len + BLOCK, &content->room, 1);
		got = archive_read_data(archive, content->bytes + content->len, BLOCK);
		content->len += got > 0 ? (size_t)got : 0;
		content->total += got > 0 ? (size_t)got : 0;
	} while (got > 0 && content->total <= TOTAL_LIMIT);
	return got == 0;
}

static bool read_members(struct archive *archive, struct archive_entry *entry,
	struct content *content, void (*take)(void *context, struct span path, struct span text),
	void *context)
{
	int result;

	while ((result = archive_read_next_header2(archive, entry)) == ARCHIVE_OK ||
		result == ARCHIVE_WARN) {
		const char *path = archive_entry_pathname(entry);

		if (!path || archive_entry_filetype(entry) != AE_IFREG ||
			archive_entry_sparse_count(entry) > 0)
			continue;
		if (!read_content(archive, content))
			return false;
		take(context, span_of(path), (struct span){ content->bytes, content->len });
	}
	return result == ARCHIVE_EOF;
}

void archive_members(struct span bytes, struct notes *notes,
	void (*take)(void *context, struct span path, struct span text), void *context)
{
	struct archive_entry *entry;
	struct archive *archive = archive_memory_new(&entry);
	struct content content = { .bytes = NULL };

	archive_members_formats(archive);
	archive_memory_check(archive);
	if (archive_read_open_memory(archive, bytes.at, bytes.len) != ARCHIVE_OK ||
		!read_members(archive, entry, &content, take, context)) {
		archive_memory_check(archive);
		notes_add(notes, 0,
			"the archive is cut off or damaged, or too large: its members until there count");
	}
	free(content.bytes);
	archive_entry_free(entry);
	archive_read_free(archive);
}

bool archive_members_is_proc(struct span bytes)
{
	struct span name = { bytes.at, 0 }, pid;
	ptrdiff_t slash;
	uint64_t number;

	if (bytes.len < TAR_BLOCK || memcmp(bytes.at + TAR_MAGIC, "ustar", 5) != 0)
		return false;
	while (name.len < TAR_NAME && bytes.at[name.len])
		name.len++;
	if (span_starts(name, "./"))
		name = span_from(name, 2);
	if (span_starts(name, "proc/"))
		name = span_from(name, strlen("proc/"));
	slash = span_find(name, '/');
	pid = (struct span){ name.at, slash >= 0 ? (size_t)slash : name.len };
	return !name.len || span_is(name, "meminfo") || span_is(name, "version") ||
	       span_number(pid, INT32_MAX, &number);
}

bool archive_members_wrong(struct archive *archive, int result)
{
	const char *why = result == ARCHIVE_FAILED ? archive_error_string(archive) : NULL;

	return result == ARCHIVE_WARN || (why && strstr(why, "bad CRC"));
}
