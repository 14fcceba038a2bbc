/*
 * run_input.c - members of a run. Nothing is ever written, and no member's name is used as a path: names of a folder come from
 * readdir and are opened below its descriptor.
 */
#define _GNU_SOURCE /* strverscmp, DT_REG */
#include "run_input.h"

#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/notes.h"
#include "../base/room.h"
#include "../base/say.h"
#include "archive_members.h"

enum {
	BLOCK = 256 * 1024,        /* what the archive is read in */
	PAGE = 4096,
	MEMBER_LIMIT = 256 << 20,  /* bytes: 10^6 mappings are 80 MiB */
	MEMBERS_LIMIT = 10000000,
	RATIO_LIMIT = 1000,        /* of unpacked to packed, from RATIO_FROM on; real runs reach 110 */
};
static const int64_t ratio_from = (int64_t)4 << 30;

enum source { FROM_FOLDER, FROM_ARCHIVE, FROM_FILE };

struct run_input {
	enum source source;
	int fd;                    /* the folder, or the file */
	char **names;              /* folder: sorted */
	size_t name_count, name_room, next;
	struct archive *archive;
	unsigned char *block;
	unsigned char *ahead;      /* what was read to tell an archive from a log: given again */
	size_t ahead_len;
	bool ahead_given;
	uint64_t order;
	int64_t bytes_out;
	bool ended, failed;
	locale_t utf8, before;
};

static void *aligned(size_t size)
{
	void *place;

	if (posix_memalign(&place, PAGE, size)) {
		say("no memory: a file of %zu bytes does not fit (give fewer runs at once)", size);
		exit(2);
	}
	return place;
}

/* Room for size bytes, the first keep of them kept. */
static void reserve(struct run_member *member, size_t size, size_t keep)
{
	unsigned char *larger;

	if (member->room >= size)
		return;
	size = size + size / 8 + PAGE;
	larger = aligned(size);
	if (keep)
		memcpy(larger, member->buffer, keep);
	free(member->buffer);
	member->buffer = larger;
	member->room = size;
}

static void set_name(struct run_member *member, const char *name)
{
	size_t len = strlen(name);

	if (member->name_room < len + 1) {
		free(member->name);
		member->name_room = len + 64;
		member->name = malloc(member->name_room);
		if (!member->name) {
			say("no memory: a name of %zu bytes does not fit", len);
			exit(2);
		}
	}
	memcpy(member->name, name, len + 1);
	member->path = (struct span){ member->name, len };
}

/*
 * Reads fd to its end into the member, from offset on. expected bytes (-1 not known) are the end: to ask for more costs as much
 * as opening. 0, -1 with errno, -2 over the limit.
 */
static int read_whole(int fd, struct run_member *member, size_t offset, off_t expected)
{
	ssize_t got;

	if (expected > MEMBER_LIMIT)
		return -2;
	do {
		reserve(member, offset + (expected > (off_t)offset ? (size_t)expected - offset : BLOCK), offset);
		got = read(fd, member->buffer + offset, member->room - offset);
		if (got > 0)
			offset += (size_t)got;
		if (offset > MEMBER_LIMIT)
			return -2;
	} while ((got > 0 && (off_t)offset != expected) || (got < 0 && errno == EINTR));
	member->text = (struct span){ (const char *)member->buffer, offset };
	return got < 0 ? -1 : 0;
}

static int compare_names(const void *a, const void *b)
{
	/* 9999 before 10000: rounds in their order, each like the last */
	return strverscmp(*(char *const *)a, *(char *const *)b);
}

/* DT_REG, DT_DIR or another; most file systems tell it without a call for each name. */
static int type_of(DIR *dir, const struct dirent *entry)
{
	struct stat info;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type;
	if (fstatat(dirfd(dir), entry->d_name, &info, AT_SYMLINK_NOFOLLOW))
		return DT_UNKNOWN;
	return S_ISREG(info.st_mode) ? DT_REG : S_ISDIR(info.st_mode) ? DT_DIR : DT_UNKNOWN;
}

/* Its copy, with end behind it. */
static char *join_name(const char *prefix, const char *name, const char *end)
{
	size_t len = strlen(prefix) + strlen(name) + strlen(end) + 1;
	char *joined = room_resize(NULL, len, 1);

	snprintf(joined, len, "%s%s%s", prefix, name, end);
	return joined;
}

/* Lists the folder, which is closed; one level of sub-folders too, so that a folder of runs, or of rounds, can be told. */
static int list_folder(struct run_input *input, int fd, const char *prefix, int depth)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;

	if (!dir) {
		close(fd);
		return -1;
	}
	while ((entry = readdir(dir)) != NULL && input->name_count < MEMBERS_LIMIT) {
		int type = type_of(dir, entry), sub;

		if (type == DT_DIR && depth == 0 && entry->d_name[0] != '.') {
			char *below = join_name(prefix, entry->d_name, "/");

			sub = openat(dirfd(dir), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
			if (sub >= 0)
				list_folder(input, sub, below, depth + 1);
			free(below);
		}
		if (type != DT_REG)
			continue;
		if (input->name_count == input->name_room) {
			input->name_room = input->name_room * 2 + 256;
			input->names = room_resize(input->names, input->name_room, sizeof *input->names);
		}
		input->names[input->name_count++] = join_name(prefix, entry->d_name, "");
	}
	closedir(dir);
	return 0;
}

/* libarchive's callbacks: aligned blocks, the first of them what was read ahead. */
static la_ssize_t read_block(struct archive *archive, void *data, const void **bytes)
{
	struct run_input *input = data;
	ssize_t got;

	if (input->ahead_len && !input->ahead_given) {
		input->ahead_given = true;
		*bytes = input->ahead;
		return (la_ssize_t)input->ahead_len;
	}
	do
		got = read(input->fd, input->block, BLOCK);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		archive_set_error(archive, errno, "%s", strerror(errno));
	*bytes = input->block;
	return got;
}

static int open_archive(struct run_input *input)
{
	struct archive *archive = input->archive = archive_read_new();

	if (!archive)
		return -1;
	archive_members_formats(archive);
	archive_read_set_options(archive, "read_concatenated_archives");
	return archive_read_open(archive, input, NULL, read_block, NULL) == ARCHIVE_OK ? 0 : -1;
}

static bool has_magic(const unsigned char *bytes, size_t len)
{
	static const struct { const char *magic; size_t len, at; } magics[] = {
		{ "\x1f\x8b", 2, 0 }, { "BZh", 3, 0 }, { "\xfd" "7zXZ", 5, 0 }, { "\x28\xb5\x2f\xfd", 4, 0 },
		{ "\x04\x22\x4d\x18", 4, 0 }, { "PK\x03\x04", 4, 0 }, { "PK\x05\x06", 4, 0 }, { "PK\x07\x08", 4, 0 }, { "ustar", 5, 257 }
	};

	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if (len >= magics[i].at + magics[i].len && !memcmp(bytes + magics[i].at, magics[i].magic, magics[i].len))
			return true;
	return false;
}

/* Tells an archive from a log by its first bytes; they are kept. */
static int open_stream(struct run_input *input, const char *path)
{
	ssize_t got = 1;

	input->block = aligned(BLOCK);
	input->ahead = aligned(BLOCK);
	while (got > 0 && input->ahead_len < PAGE) {
		do
			got = read(input->fd, input->ahead + input->ahead_len, BLOCK - input->ahead_len);
		while (got < 0 && errno == EINTR);
		input->ahead_len += got > 0 ? (size_t)got : 0;
	}
	if (got < 0) {
		say("%s: %s (a run is a folder, an archive or a log)", path, strerror(errno));
		return -1;
	}
	/* a tar of smemcap is one reading, not a run of members */
	if (!has_magic(input->ahead, input->ahead_len) ||
		archive_members_is_proc((struct span){ (const char *)input->ahead, input->ahead_len })) {
		input->source = FROM_FILE;
		return 0;
	}
	input->source = FROM_ARCHIVE;
	if (open_archive(input)) {
		const char *why = archive_error_string(input->archive);

		say("%s: %s (the archive cannot be read)", path, why ? why : "not an archive");
		return -1;
	}
	return 0;
}

struct run_input *run_input_open(const char *path)
{
	struct run_input *input = calloc(1, sizeof *input);
	struct stat info;

	if (!input)
		exit(2);
	input->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	input->fd = !strcmp(path, "-") ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	if (input->fd < 0 || fstat(input->fd, &info)) {
		say("%s: %s (a run is a folder, an archive or a log)", path, strerror(errno));
		run_input_close(input);
		return NULL;
	}
	if (S_ISDIR(info.st_mode)) {
		input->source = FROM_FOLDER;
		if (list_folder(input, dup(input->fd), "", 0)) {
			say("%s: %s (the folder cannot be listed)", path, strerror(errno));
			run_input_close(input);
			return NULL;
		}
		if (input->name_count)
			qsort(input->names, input->name_count, sizeof *input->names, compare_names);
		return input;
	}
	if (open_stream(input, path)) {
		run_input_close(input);
		return NULL;
	}
	return input;
}

/* Is it a member to be read: a regular file of its own, not a link, no device, no sparse one (10 KB can say 100 GiB)? */
static bool wanted(struct archive_entry *entry, struct notes *notes, const char *name)
{
	struct span file = name ? span_of(name) : span_of("(a member without a name)");
	const char *why = NULL;

	if (archive_entry_filetype(entry) == AE_IFDIR)
		return false;
	if (!name)
		why = "its name cannot be read: left out";
	else if (archive_entry_hardlink(entry) || archive_entry_filetype(entry) == AE_IFLNK)
		why = "a link: left out";
	else if (archive_entry_filetype(entry) != AE_IFREG)
		why = "not a regular file: left out";
	else if (archive_entry_sparse_count(entry) > 0)
		why = "a sparse file: left out";
	if (why) {
		notes_file(notes, file);
		notes_add(notes, 0, why);
	}
	return why == NULL;
}

/* The bytes of the entry at hand. ARCHIVE_OK, ARCHIVE_FATAL (stop), ARCHIVE_FAILED (leave this one out). */
static int read_entry(struct run_input *input, struct run_member *member, struct notes *notes)
{
	size_t len = 0;

	for (;;) {
		la_ssize_t got;

		reserve(member, len + BLOCK, len);
		got = archive_read_data(input->archive, member->buffer + len, member->room - len);
		if (got < 0)
			return got == ARCHIVE_WARN ? ARCHIVE_FAILED : ARCHIVE_FATAL;
		if (got == 0)
			break;
		len += (size_t)got;
		input->bytes_out += got;
		if (len > MEMBER_LIMIT) {
			notes_file(notes, member->path);
			notes_add(notes, 0, "larger than 256 MiB: left out");
			return ARCHIVE_FAILED;
		}
		if (input->bytes_out > ratio_from && input->bytes_out / RATIO_LIMIT > archive_filter_bytes(input->archive, -1)) {
			notes_file(notes, member->path);
			notes_add(notes, 0, "it unpacks to more than 1000 times its size: the archive is not read on");
			return ARCHIVE_FATAL;
		}
	}
	member->text = (struct span){ (const char *)member->buffer, len };
	return ARCHIVE_OK;
}

/* The end of an archive before its time: what came until then is good. */
static void cut_off(struct run_input *input, struct notes *notes)
{
	const char *why = archive_error_string(input->archive);

	input->ended = input->failed = true;
	notes_file(notes, (struct span){ "(archive)", 9 });
	notes_add_span(notes, 0, "the archive is cut off or damaged:", why ? span_of(why) : span_of("unknown"));
}

static bool next_of_archive(struct run_input *input, struct run_member *member, struct notes *notes)
{
	struct archive_entry *entry;
	int result;

	while (!input->ended) {
		const char *name;

		result = archive_read_next_header(input->archive, &entry);
		if (result == ARCHIVE_EOF || input->order >= MEMBERS_LIMIT) {
			input->ended = true;
			return false;
		}
		if (result < ARCHIVE_WARN) {
			cut_off(input, notes);
			return false;
		}
		name = archive_entry_pathname(entry);
		if (!wanted(entry, notes, name))
			continue;
		set_name(member, name);
		member->mtime_ms = archive_entry_mtime_is_set(entry) ? (int64_t)archive_entry_mtime(entry) * 1000 : -1;
		member->order = input->order++;
		result = read_entry(input, member, notes);
		if (result == ARCHIVE_OK)
			return true;
		if (result == ARCHIVE_FATAL) {
			cut_off(input, notes);
			return false;
		}
	}
	return false;
}

/* A file that is no archive: one member, read here. */
static bool next_of_file(struct run_input *input, struct run_member *member, struct notes *notes)
{
	int result;

	if (input->ended)
		return false;
	input->ended = true;
	reserve(member, input->ahead_len + BLOCK, 0);
	memcpy(member->buffer, input->ahead, input->ahead_len);
	set_name(member, "(file)");
	member->mtime_ms = -1;
	result = read_whole(input->fd, member, input->ahead_len, -1);
	if (result) {
		notes_file(notes, member->path);
		notes_add(notes, 0, result == -2 ? "larger than 256 MiB: left out" : "it cannot be read to its end");
	}
	return result == 0;
}

bool run_input_next(struct run_input *input, struct run_member *member, struct notes *notes)
{
	bool there;

	if (input->source == FROM_FILE)
		return next_of_file(input, member, notes);
	if (input->source == FROM_FOLDER) {
		if (input->next == input->name_count)
			return false;
		set_name(member, input->names[input->next++]);
		member->order = input->order++;
		return true;
	}
	/* names of pax headers are converted by the locale of the thread: a report must not depend on the user's */
	input->before = input->utf8 ? uselocale(input->utf8) : (locale_t)0;
	there = next_of_archive(input, member, notes);
	if (input->utf8)
		uselocale(input->before);
	return there;
}

int run_input_read(const struct run_input *input, struct run_member *member, struct notes *notes)
{
	struct stat info;
	int fd, result;

	if (input->source != FROM_FOLDER)
		return 0;
	fd = openat(input->fd, member->name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	result = fd < 0 || fstat(fd, &info) ? -1 : 0;
	if (!result) {
		member->mtime_ms = (int64_t)info.st_mtim.tv_sec * 1000 + info.st_mtim.tv_nsec / 1000000;
		result = read_whole(fd, member, 0, info.st_size);
	}
	if (result)
		notes_add_span(notes, 0, "left out:", span_of(result == -2 ? "larger than 256 MiB" : strerror(errno)));
	if (fd >= 0)
		close(fd);
	return result ? -1 : 0;
}

size_t run_input_total(const struct run_input *input)
{
	return input->source == FROM_FOLDER ? input->name_count : 0;
}

bool run_input_is_plain(const struct run_input *input)
{
	return input->source == FROM_FILE;
}

bool run_input_failed(const struct run_input *input)
{
	return input->failed;
}

void run_input_close(struct run_input *input)
{
	for (size_t i = 0; i < input->name_count; i++)
		free(input->names[i]);
	free(input->names);
	if (input->archive)
		archive_read_free(input->archive);
	if (input->fd >= 0)
		close(input->fd);
	if (input->utf8)
		freelocale(input->utf8);
	free(input->block);
	free(input->ahead);
	free(input);
}

void run_member_free(struct run_member *member)
{
	free(member->buffer);
	free(member->name);
	*member = (struct run_member){ .buffer = NULL };
}
