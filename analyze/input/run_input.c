/* run_input.c - a folder, an archive or a log, recognized by file type and first bytes. */
#define _POSIX_C_SOURCE 200809L
#include "run_input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/notes.h"
#include "../base/room.h"
#include "../base/say.h"
#include "archive_kind.h"
#include "archive_members.h"
#include "run_archive.h"
#include "run_folder.h"
#include "spool.h"

enum { BLOCK = 64 * 1024, ENOUGH = 4096 }; /* the first read; enough to recognize an archive */

struct run_input {
	int fd;
	struct run_folder folder;
	struct run_archive *archive;
	unsigned char *block; /* the first bytes of an archive or a log */
	size_t block_len;
	bool is_folder, is_read;
	const char *failed;
};

/* Reads enough of the file into the block to recognize it. */
static int read_ahead(struct run_input *input)
{
	ssize_t got = 1;

	input->block = run_buffer_aligned(BLOCK);
	while (got > 0 && input->block_len < ENOUGH) {
		do
			got = read(input->fd, input->block + input->block_len,
				BLOCK - input->block_len);
		while (got < 0 && errno == EINTR);
		input->block_len += got > 0 ? (size_t)got : 0;
	}
	return got < 0 ? -1 : 0;
}

/* Returns 0, or -1 after printing one line. */
static int open_stream(struct run_input *input, const char *path)
{
	struct span begin;
	const char *why;

	if (read_ahead(input)) {
		say("%s: %s (a run is a folder, an archive or a log)", path, strerror(errno));
		return -1;
	}
	begin = (struct span){ (const char *)input->block, input->block_len };
	why = archive_kind_foreign(begin);
	if (why) {
		say("%s: %s is no kind of archive that is read (unpack it, or make it a tar or a zip)",
			path, why);
		return -1;
	}
	/* a tar by smemcap is one reading, not a run of members */
	if (!archive_kind_is_read(begin) || archive_members_is_proc(begin))
		return 0;
	input->archive = run_archive_open(input->fd, input->block, input->block_len, BLOCK, &why);
	if (!input->archive)
		say("%s: %s", path, why);
	return input->archive ? 0 : -1;
}

struct run_input *run_input_open(const char *path)
{
	struct run_input *input = room_resize(NULL, 1, sizeof *input);
	struct stat info;
	int result;

	*input = (struct run_input){ .archive = NULL };
	input->fd = !strcmp(path, "-") ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	if (input->fd < 0 || fstat(input->fd, &info)) {
		say("%s: %s (a run is a folder, an archive or a log)", path, strerror(errno));
		run_input_close(input);
		return NULL;
	}
	input->is_folder = S_ISDIR(info.st_mode);
	if (input->is_folder) {
		input->folder.fd = input->fd;
		result = run_folder_list(&input->folder);
		if (result)
			say("%s: %s (the folder cannot be listed)", path, strerror(errno));
		else if (input->folder.unlisted && !input->folder.error)
			say("%s/%s: nested too deep: left out, only the rest is judged (name it)",
				path, input->folder.unlisted);
		else if (input->folder.unlisted)
			say("%s/%s: %s: left out, only the rest is judged (give it the right to be read, or copy it again)",
				path, input->folder.unlisted, strerror(input->folder.error));
		if (input->folder.over)
			say("%s: more than 10 million files are in it: the others are left out (name one run)",
				path);
	} else {
		result = open_stream(input, path);
	}
	if (!result)
		return input;
	run_input_close(input);
	return NULL;
}

struct run_input *run_input_open_files(const char *const *paths, size_t count)
{
	struct run_input *input = room_resize(NULL, 1, sizeof *input);

	*input = (struct run_input){ .fd = -1, .is_folder = true };
	run_folder_of_files(&input->folder, paths, count);
	return input;
}

/* A large file is mapped; standard input may stand somewhere in it. */
static bool map_file(struct run_input *input, struct run_batch *batch, struct run_member *member)
{
	struct stat info;

	member->is_mapped = !fstat(input->fd, &info) && S_ISREG(info.st_mode) &&
			    lseek(input->fd, 0, SEEK_CUR) == (off_t)input->block_len &&
			    !run_buffer_map(&batch->buffer, input->fd, info.st_size,
				    RUN_MAP_LOG_FROM, &member->text);
	return member->is_mapped;
}

/* Reads a pipe to its end, behind what was too much for memory. False with errno: there is no room
 * for it. */
static bool read_rest(struct run_input *input, struct run_batch *batch, struct run_member *member)
{
	struct span text = member->text;
	struct spool spool;
	ssize_t got = 1;
	bool good = spool_open(&spool);

	while (good && got) {
		good = spool_add(&spool, text.at, text.len);
		do
			got = good ? read(input->fd, batch->buffer.bytes, batch->buffer.room) : 0;
		while (got < 0 && errno == EINTR);
		good = good && got >= 0;
		text = (struct span){ (const char *)batch->buffer.bytes, good ? (size_t)got : 0 };
	}
	good = good && spool_map(&spool, &batch->buffer, &member->text);
	spool_close(&spool);
	return member->is_mapped = good;
}

/* A file that is no archive: its one member is read here. */
static size_t next_of_file(struct run_input *input, struct run_batch *batch, struct notes *notes)
{
	struct run_member *member = &batch->members[0];
	int result;

	if (input->is_read)
		return 0;
	input->is_read = true;
	*member = (struct run_member){ .path = span_of(RUN_FILE_NAME), .mtime_ms = -1 };
	if (map_file(input, batch, member))
		return batch->count = 1;
	run_buffer_reserve(&batch->buffer, input->block_len + BLOCK, 0);
	memcpy(batch->buffer.bytes, input->block, input->block_len);
	result = run_buffer_read(&batch->buffer, input->fd, input->block_len, -1, &member->text);
	if (result == -2 && read_rest(input, batch, member))
		result = 0;
	if (result == -2)
		input->failed = spool_failed(errno);
	if (result) {
		notes_file(notes, member->path);
		notes_add(notes, 0, result == -2 ? input->failed : "it cannot be read to its end");
	}
	return batch->count = result == 0;
}

size_t run_input_next(struct run_input *input, struct run_batch *batch, struct notes *notes)
{
	if (input->is_folder)
		return run_folder_next(&input->folder, batch);
	if (input->archive)
		return run_archive_next(input->archive, batch, notes, &input->failed);
	return next_of_file(input, batch, notes);
}

int run_input_read(const struct run_input *input, struct run_member *member,
	struct run_buffer *buffer, struct notes *notes)
{
	if (input->is_folder)
		return run_folder_read(&input->folder, member, buffer, notes);
	return member->size ? run_archive_read(input->archive, member, buffer, notes) : 0;
}

size_t run_input_total(const struct run_input *input)
{
	return input->folder.count;
}

bool run_input_is_plain(const struct run_input *input)
{
	return !input->is_folder && (!input->archive || run_archive_is_file(input->archive));
}

bool run_input_is_compressed(const struct run_input *input)
{
	return input->archive && run_archive_is_compressed(input->archive);
}

const char *run_input_failed(const struct run_input *input)
{
	return input->failed;
}

bool run_input_is_part(const struct run_input *input)
{
	return input->folder.unlisted || input->folder.over ||
	       (input->archive && run_archive_is_part(input->archive));
}

bool run_input_is_cut(const struct run_input *input)
{
	return input->archive && run_archive_is_cut(input->archive);
}

void run_input_close(struct run_input *input)
{
	run_folder_free(&input->folder);
	run_archive_free(input->archive);
	if (input->fd >= 0)
		close(input->fd);
	free(input->block);
	free(input);
}
