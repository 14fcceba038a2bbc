/* run_archive.c - members of an archive: reads only bytes and names; writes nothing, uses no name
 * as a path. */
#define _GNU_SOURCE /* uselocale */
#include "run_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "../base/notes.h"
#include "../base/room.h"
#include "archive_bytes.h"
#include "archive_header.h"
#include "archive_kind.h"
#include "archive_members.h"
#include "archive_memory.h"
#include "run_folder.h"
#include "spool.h"

enum {
	PASSED_FROM = 32 * 1024, /* members of at least this size are skipped if the file allows it,
				    and read later */
	RATIO_LIMIT = 1000,      /* unpacked to packed, above ratio_from; real runs reach 110 */
	EARLY_RATIO_LIMIT = 5000, /* above the size of the largest member: zeros in zstd or xz */
	LARGE_RATIO_LIMIT = 200,  /* for a member that is too large: stop reading it then */
};
static const int64_t ratio_from = (int64_t)4 << 30;

struct run_archive {
	struct archive *archive;
	struct archive_entry *entry; /* the current one */
	struct archive_bytes bytes;
	uint64_t order;
	int64_t bytes_out;
	bool compressed; /* the bytes in fd are compressed */
	bool is_file;    /* and contain no archive */
	bool ended, cut, is_part, bomb, encrypted;
	struct span spooled; /* the text of a file that was too large for memory, or empty */
	const char *no_room; /* for such; or NULL */
	locale_t utf8;
};

struct run_archive *run_archive_open(
	int fd, unsigned char *block, size_t len, size_t room, const char **why)
{
	struct run_archive *input = room_resize(NULL, 1, sizeof *input);

	*input = (struct run_archive){ .archive = NULL };
	input->archive = archive_memory_new(&input->entry);
	archive_bytes_begin(&input->bytes, fd, block, len, room);
	errno = 0;
	input->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	if (!input->utf8 && errno == ENOMEM)
		room_lacks();
	archive_members_formats(input->archive);
	input->compressed = !archive_kind_is_tar((struct span){ (const char *)block, len });
	if (archive_kind_is_compressed((struct span){ (const char *)block, len }))
		archive_read_support_format_raw(input->archive);
	archive_memory_check(input->archive);
	archive_read_set_options(input->archive, "read_concatenated_archives");
	if (archive_bytes_open(&input->bytes, input->archive)) {
		archive_memory_check(input->archive);
		*why = "it is damaged, or nothing is in it";
		run_archive_free(input);
		return NULL;
	}
	return input;
}

/* Is it a member to read? Where it is none, and no folder, a note says why. */
static bool take_wanted(struct run_archive *input, struct archive_entry *entry, struct notes *notes,
	const char *name)
{
	const char *why = archive_header_refusal(entry, name);

	if (archive_entry_filetype(entry) == AE_IFDIR)
		return false;
	input->encrypted |= archive_entry_is_data_encrypted(entry) != 0;
	if (why) {
		notes_file(notes, span_of(name ? name : "(a member without a name)"));
		notes_add(notes, 0, why);
	}
	return why == NULL;
}

/* The archive ends too early: what was read so far is good. */
static void cut_off(struct run_archive *input, struct notes *notes)
{
	const char *why =
		input->bytes.damaged ? input->bytes.damaged : archive_error_string(input->archive);

	archive_memory_check(input->archive);
	input->ended = input->cut = true;
	if (input->bomb)
		return;
	notes_file(notes, span_of("(archive)"));
	notes_add_span(notes, 0,
		"the archive is cut off or damaged:", why ? span_of(why) : span_of("unknown"));
}

/* A tar ends in zero blocks; one truncated between two members lacks them, which libarchive
 * ignores. */
static void look_at_end(struct run_archive *input, struct notes *notes)
{
	enum { TAR_BLOCK = 512 };

	if ((archive_format(input->archive) & ARCHIVE_FORMAT_BASE_MASK) != ARCHIVE_FORMAT_TAR ||
		archive_filter_count(input->archive) > 1 || input->bytes.zeros >= TAR_BLOCK)
		return;
	input->cut = true;
	notes_file(notes, span_of("(archive)"));
	notes_add(notes, 0, "the archive is cut off or damaged: it has no end");
}

/* The archive ended, or has more members than the limit. */
static void end_whole(struct run_archive *input, bool at_end, struct notes *notes)
{
	input->ended = true;
	if (at_end) {
		input->bytes.damaged ? cut_off(input, notes) : look_at_end(input, notes);
		return;
	}
	input->is_part = true;
	notes_file(notes, span_of("(archive)"));
	notes_add(notes, 0, "more than 10 million files are in it: the others are left out");
}

/* Is the output more than ratio times the input read for it? */
static bool is_over(const struct run_archive *input, int64_t ratio)
{
	return input->bytes_out / ratio > input->bytes.taken;
}

static bool is_bomb(const struct run_archive *input)
{
	return (input->bytes_out > ratio_from && is_over(input, RATIO_LIMIT)) ||
	       (input->bytes_out > RUN_MEMBER_LIMIT && is_over(input, EARLY_RATIO_LIMIT));
}

static int stop_bomb(struct run_archive *input, struct notes *notes)
{
	input->bomb = true;
	notes_add(notes, 0,
		"it unpacks to hundreds or thousands of times its size: the rest of the archive is not read");
	return ARCHIVE_FATAL;
}

/* Can the member whose first bytes these are be skipped and read later? If so, *member gets its
 * offset and size. */
static bool pass_over(struct run_archive *input, struct archive_entry *entry, const void *bytes,
	struct run_member *member)
{
	int64_t size = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0;
	int64_t place = size < PASSED_FROM || size > RUN_MEMBER_LIMIT
				? -1
				: archive_bytes_place(&input->bytes, bytes, size);

	if (place < 0)
		return false; /* also for a truncated one: it is read to its end here, and noted */
	member->at = place;
	member->size = size;
	return true;
}

/* Unpacks a log to its end, behind what was too much for memory: it is all that is in the file. */
static int read_rest(
	struct run_archive *input, struct run_batch *batch, size_t *used, struct notes *notes)
{
	struct spool spool;
	const void *bytes = batch->buffer.bytes + strlen(RUN_FILE_NAME);
	size_t len = *used - strlen(RUN_FILE_NAME);
	int result = ARCHIVE_OK;
	bool good = spool_open(&spool);

	while (good && (good = spool_add(&spool, bytes, len)) && !is_bomb(input)) {
		la_int64_t offset;

		result = archive_read_data_block(input->archive, &bytes, &len, &offset);
		if (result != ARCHIVE_OK)
			break;
		input->bytes_out += (int64_t)len;
	}
	if (good && is_bomb(input))
		result = stop_bomb(input, notes);
	if (!good || !spool_map(&spool, &batch->buffer, &input->spooled)) {
		input->no_room = spool_failed(errno);
		notes_add(notes, 0, input->no_room);
		result = ARCHIVE_FAILED;
	}
	spool_close(&spool);
	*used = 0;
	return result == ARCHIVE_EOF ? ARCHIVE_OK : result;
}

/*
 * Reads the current entry into the buffer at *used, or gets the offset of a large one. Returns
 * ARCHIVE_OK, ARCHIVE_FATAL (stop) or ARCHIVE_FAILED (skip this one); *used moves past the bytes.
 */
static int read_entry(struct run_archive *input, struct archive_entry *entry,
	struct run_batch *batch, size_t *used, struct notes *notes)
{
	size_t begin = *used, step = archive_header_step(entry);

	for (;;) {
		const void *bytes;
		size_t len;
		la_int64_t offset;
		int result = archive_read_data_block(input->archive, &bytes, &len, &offset);

		if (result == ARCHIVE_EOF)
			return ARCHIVE_OK;
		if (archive_members_wrong(input->archive, result)) {
			archive_memory_check(input->archive);
			notes_add(notes, 0, "damaged, its checksum is wrong: left out");
			return ARCHIVE_FAILED;
		}
		if (result != ARCHIVE_OK)
			return ARCHIVE_FATAL;
		if (offset != (la_int64_t)(*used - begin)) {
			notes_add(notes, 0, "a sparse file: left out");
			return ARCHIVE_FAILED;
		}
		if (!offset && pass_over(input, entry, bytes, &batch->members[batch->count]))
			return ARCHIVE_OK;
		/* double the buffer when it is full: the size in the header may be a lie */
		step = len > step ? len : step;
		if (batch->buffer.room < *used + len)
			run_buffer_reserve(&batch->buffer,
				*used + (*used - begin > step ? *used - begin : step), *used);
		if (len)
			memcpy(batch->buffer.bytes + *used, bytes, len);
		*used += len;
		input->bytes_out += (int64_t)len;
		if (*used - begin > RUN_MEMBER_LIMIT && input->is_file &&
			!is_over(input, LARGE_RATIO_LIMIT))
			return read_rest(input, batch, used, notes);
		if (*used - begin > RUN_MEMBER_LIMIT) {
			notes_add(notes, 0, "larger than 256 MiB: left out");
			return is_over(input, LARGE_RATIO_LIMIT) ? stop_bomb(input, notes)
								 : ARCHIVE_FAILED;
		}
		if (is_bomb(input))
			return stop_bomb(input, notes);
	}
}

/* A member's place in the buffer, by offsets: the buffer may move until the batch is full. */
struct place {
	size_t path, text, end;
};

/* The member's name; a file that is no archive gets a fixed one. */
static const char *name_of(struct run_archive *input, struct archive_entry *entry)
{
	if (archive_format(input->archive) != ARCHIVE_FORMAT_RAW)
		return archive_entry_pathname(entry);
	input->is_file = true;
	return RUN_FILE_NAME;
}

/* Reads one more member, starting at place->path. Returns false at the end. */
static bool read_member(struct run_archive *input, struct run_batch *batch, struct place *place,
	struct notes *notes)
{
	struct archive_entry *entry = input->entry;

	while (!input->ended) {
		int result = archive_read_next_header2(input->archive, entry);
		const char *name;

		if (result == ARCHIVE_EOF || input->order >= RUN_MEMBERS_LIMIT) {
			end_whole(input, result == ARCHIVE_EOF, notes);
			break;
		}
		if (result < ARCHIVE_WARN) {
			cut_off(input, notes);
			break;
		}
		errno = 0;
		name = name_of(input, entry);
		if (!name && errno == ENOMEM)
			room_lacks();
		if (!take_wanted(input, entry, notes, name))
			continue;
		place->text = place->end = place->path + strlen(name);
		run_buffer_reserve(&batch->buffer, place->text + 1,
			place->path); /* reserve room even for an empty name */
		memcpy(batch->buffer.bytes + place->path, name, place->text - place->path);
		batch->members[batch->count] = (struct run_member){ .order = input->order++,
			.mtime_ms = archive_header_mtime_ms(entry) };
		notes_file(notes, span_of(name));
		result = read_entry(input, entry, batch, &place->end, notes);
		if (result == ARCHIVE_FATAL)
			cut_off(input, notes);
		if (result == ARCHIVE_OK ||
			(result == ARCHIVE_FATAL && input->is_file && !input->bomb))
			return true; /* the beginning of a truncated log is good */
	}
	return false;
}

static void fill(struct run_archive *input, struct run_batch *batch, struct notes *notes)
{
	struct place places[RUN_BATCH_MEMBERS] = { { 0, 0, 0 } }, place = { 0, 0, 0 };
	int64_t passed = 0;

	for (batch->count = 0;
		batch->count < RUN_BATCH_MEMBERS && place.path + (uint64_t)passed < RUN_BATCH_BYTES;
		batch->count++) {
		if (!read_member(input, batch, &place, notes))
			break;
		passed += batch->members[batch->count].size;
		places[batch->count] = place;
		place.path = place.end;
	}
	for (size_t i = 0; i < batch->count; i++) {
		const char *at = (const char *)batch->buffer.bytes;

		batch->members[i].path =
			(struct span){ at + places[i].path, places[i].text - places[i].path };
		batch->members[i].text =
			(struct span){ at + places[i].text, places[i].end - places[i].text };
	}
	if (batch->count && input->spooled.len) {
		batch->members[0].path = span_of(RUN_FILE_NAME);
		batch->members[0].text = input->spooled;
		batch->members[0].is_mapped = true;
	}
}

size_t run_archive_next(struct run_archive *input, struct run_batch *batch, struct notes *notes,
	const char **failed)
{
	/* libarchive converts names in pax headers by the thread's locale: a report must not depend
	 * on the user's */
	locale_t before = input->utf8 ? uselocale(input->utf8) : (locale_t)0;

	fill(input, batch, notes);
	if (input->utf8)
		uselocale(before);
	if (input->encrypted)
		*failed = "the archive is encrypted: unpack it first";
	else if (input->no_room)
		*failed = input->no_room;
	else if (input->is_file && input->bomb)
		*failed =
			"it unpacks to hundreds or thousands of times its size: unpack it to a file, and give that";
	else if (input->cut)
		*failed =
			"the archive is damaged, or unpacks to far too much, before its first whole round";
	return batch->count;
}

bool run_archive_is_part(const struct run_archive *input)
{
	return input->is_part;
}

bool run_archive_is_cut(const struct run_archive *input)
{
	return input->cut;
}

bool run_archive_is_file(const struct run_archive *input)
{
	return input->is_file;
}

bool run_archive_is_compressed(const struct run_archive *input)
{
	return input->compressed;
}

int run_archive_read(const struct run_archive *input, struct run_member *member,
	struct run_buffer *buffer, struct notes *notes)
{
	if (!run_buffer_read_at(
		    buffer, input->bytes.fd, member->at, (size_t)member->size, &member->text))
		return 0;
	notes_add_span(notes, 0, "left out:",
		span_of(errno ? strerror(errno) : "the archive became shorter while it was read"));
	return -1;
}

void run_archive_free(struct run_archive *input)
{
	if (!input)
		return;
	archive_entry_free(input->entry);
	archive_read_free(input->archive);
	if (input->utf8)
		freelocale(input->utf8);
	archive_bytes_free(&input->bytes);
	free(input);
}
