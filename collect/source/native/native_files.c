/* native_files.c - maps, smaps and smaps_rollup of one target, as pmap and tail print them */
#include "native_files.h"

#include <string.h>
#include <unistd.h>

#include "../../base/buffer.h"
#include "native_pmap.h"
#include "native_process.h"
#include "../../base/text.h"

/* Room for `==> /proc/PID/KIND <==` and two LFs. */
enum { TAIL_HEADER_MAX = 64 };

/* Converts the complete lines of maps read so far; moves the rest to the front. */
static void take_rows(
	const struct native_files *files, struct native_pmap *pmap, struct buffer *into)
{
	struct buffer *maps = files->piece;
	size_t used;
	char *end;

	buffer_reserve(into, native_pmap_rows_max(maps->len));
	end = native_pmap_rows(pmap, maps->bytes, maps->len, &used, into->bytes + into->len);
	into->len = (size_t)(end - into->bytes);
	maps->len -= used;
	memmove(maps->bytes, maps->bytes + used, maps->len);
}

static void add_pmap_head(const struct native_files *files, struct buffer *into)
{
	const struct native_process *p = files->process;
	char *end;

	buffer_reserve(
		into, NATIVE_PMAP_HEAD_MAX + native_process_command_max(p, files->cmdline->len));
	end = native_pmap_begin(p->pid, into->bytes + into->len);
	end = native_process_command(p, files->cmdline->bytes, files->cmdline->len, end);
	into->len = (size_t)(native_pmap_header(end) - into->bytes);
}

static void add_pmap_foot(const struct native_pmap *pmap, struct buffer *into)
{
	buffer_reserve(into, NATIVE_PMAP_FOOT_MAX);
	into->len = (size_t)(native_pmap_footer(pmap, into->bytes + into->len) - into->bytes);
}

static void add_tail_header(const struct native_files *files, const char *file, struct buffer *into)
{
	char *end;

	buffer_reserve(into, TAIL_HEADER_MAX);
	end = text_string(into->bytes + into->len, into->len > 0 ? "\n==> /proc/" : "==> /proc/");
	end = text_decimal(end, (uint64_t)files->process->pid, 0);
	*end++ = '/';
	end = text_string(end, file);
	into->len = (size_t)(text_string(end, " <==\n") - into->bytes);
}

/* Copies maps from fd into the text of pmap, as it is, or both; either may be NULL. */
static enum native_read copy_maps(const struct native_files *files, int fd,
	struct buffer *pmap_text, struct buffer *maps_text)
{
	struct buffer *maps = files->piece;
	struct native_pmap pmap = { .start_stack = files->process->start_stack,
		.shm_minor = files->shm_minor };
	long got;

	maps->len = 0;
	while ((got = native_reader_more(fd, maps)) > 0) {
		if (maps_text)
			buffer_add(maps_text, maps->bytes + maps->len - got, (size_t)got);
		if (pmap_text)
			take_rows(files, &pmap, pmap_text);
		else
			maps->len = 0;
	}
	if (got < 0)
		return native_reader_error();
	if (!pmap_text)
		return NATIVE_READ_DONE;
	add_pmap_foot(&pmap, pmap_text);
	/* it had memory a moment ago and shows none now: it has ended meanwhile */
	if (pmap.rows == 0 && files->process->space_bytes > 0)
		return NATIVE_READ_GONE;
	return NATIVE_READ_DONE;
}

enum native_read native_files_maps(
	const struct native_files *files, struct buffer *pmap_text, struct buffer *maps_text)
{
	char name[NATIVE_READER_NAME];
	enum native_read result;
	int fd;

	native_reader_name(name, files->process->pid, "maps");
	result = native_reader_file(files->reader, name, &fd);
	if (result != NATIVE_READ_DONE)
		return result;
	if (maps_text)
		add_tail_header(files, "maps", maps_text);
	if (pmap_text)
		add_pmap_head(files, pmap_text);
	result = copy_maps(files, fd, pmap_text, maps_text);
	close(fd);
	return result;
}

enum native_read native_files_copy(
	const struct native_files *files, const char *file, struct buffer *into)
{
	char name[NATIVE_READER_NAME];
	enum native_read result;
	long got = 0;
	int fd;

	native_reader_name(name, files->process->pid, file);
	result = native_reader_file(files->reader, name, &fd);
	if (result == NATIVE_READ_DONE) {
		add_tail_header(files, file, into);
		do
			got = native_reader_more(fd, into);
		while (got > 0);
		if (got < 0)
			result = native_reader_error();
		close(fd);
	}
	if (result == NATIVE_READ_GONE && files->process->space_bytes == 0)
		return NATIVE_READ_DONE;
	return result;
}
