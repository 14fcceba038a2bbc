/* test_collect_heap_hostile.c - an image of a heap in which words were changed: whatever lists and
 * sizes say then, reading ends, soon, and says what it saw in the same form. */
#define _GNU_SOURCE /* memmem */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "collect/base/buffer.h"
#include "collect/base/io.h"
#include "collect/source/heap/heap.h"

enum { READINGS = 250, WORDS_MAX = 40, RANGES_MAX = 200 };

/* A reading of this small image takes some ms of the processor, whatever else the machine does; a
 * circle that nothing bounds takes for ever. */
enum { LIMIT_MS = 3000 };

struct range {
	uint64_t start, end;
};

struct image {
	char folder[40];
	int mem;
	struct range range[RANGES_MAX]; /* that can be written */
	size_t count;
	uint32_t state; /* of random numbers */
};

static uint32_t next_random(struct image *image, uint32_t below)
{
	image->state ^= image->state << 13;
	image->state ^= image->state >> 17;
	image->state ^= image->state << 5;
	return image->state % below;
}

static char *path_of(const struct image *image, const char *name)
{
	static char path[100];

	snprintf(path, sizeof path, "%s/1/%s", image->folder, name);
	return path;
}

/* A page of each file's beginning, too: headers and notes. */
static void add_range(struct image *image, const char *line)
{
	char *at;
	uint64_t start = strtoull(line, &at, 16), end = strtoull(at + 1, &at, 16);
	bool is_written = strncmp(at, " rw", 3) == 0;

	if (image->count < RANGES_MAX && (is_written || strncmp(at, " r--p 00000000", 14) == 0))
		image->range[image->count++] =
			(struct range){ start, is_written ? end : start + 4096 };
}

static int make_image(void **state)
{
	static struct image image = { .folder = "/dev/shm/leakline.XXXXXX", .state = 20261128 };
	const char *build = getenv("B");
	char command[200], line[500];
	FILE *maps;

	*state = &image;
	if (mkdtemp(image.folder) == NULL) {
		image.folder[0] = '\0';
		return 0;
	}
	snprintf(command, sizeof command, "%s/heap-truth 3 4 2000 %s", build ? build : "build",
		image.folder);
	if (system(command) != 0)
		return -1;
	image.mem = open(path_of(&image, "mem"), O_RDWR);
	maps = fopen(path_of(&image, "maps"), "r");
	if (image.mem < 0 || maps == NULL)
		return -1;
	while (fgets(line, sizeof line, maps) != NULL)
		add_range(&image, line);
	fclose(maps);
	return image.count > 0 ? 0 : -1;
}

static int remove_image(void **state)
{
	struct image *image = *state;
	char command[100];

	snprintf(command, sizeof command, "rm -rf %s", image->folder);
	return image->folder[0] == '\0' ? 0 : system(command);
}

/* A word that was there, and what it is instead. */
struct change {
	uint64_t at, was;
};

static uint64_t address_in(struct image *image)
{
	struct range range = image->range[next_random(image, (uint32_t)image->count)];
	uint64_t bytes = range.end - range.start;

	/* half of them at the beginning, where arenas and tables are */
	if (next_random(image, 2) == 0 && bytes > 4096)
		bytes = 4096;
	return range.start + next_random(image, (uint32_t)(bytes / 8)) * UINT64_C(8);
}

static uint64_t other_word(struct image *image, uint64_t was)
{
	switch (next_random(image, 7)) {
	case 0:
		return 0;
	case 1:
		return address_in(image);
	case 2:
		return address_in(image) & ~UINT64_C(15);
	case 3:
		return was ^ UINT64_C(1) << next_random(image, 64);
	case 4:
		return (uint64_t)next_random(image, 1 << 24) | 1;
	case 5:
		return was + 16 * (uint64_t)next_random(image, 64);
	default:
		return UINT64_MAX - next_random(image, 4096);
	}
}

static struct change change_word(struct image *image)
{
	struct change change = { .at = address_in(image) };
	uint64_t word;

	if (pread(image->mem, &change.was, sizeof change.was, (off_t)change.at) != 8)
		change.was = 0;
	word = other_word(image, change.was);
	assert_int_equal(pwrite(image->mem, &word, sizeof word, (off_t)change.at), 8);
	return change;
}

/* The block has its form, whatever is in it: a head, and an empty line at the end only. */
static void check_form(const struct buffer *text)
{
	assert_true(text->len > 20 && text->len < 4 << 20);
	assert_memory_equal(text->bytes, "heap 1 heap-truth\nallocator ", 28);
	assert_memory_equal(text->bytes + text->len - 2, "\n\n", 2);
	for (size_t i = 0; i + 2 < text->len; i++)
		assert_false(text->bytes[i] == '\n' && text->bytes[i + 1] == '\n');
}

static int64_t processor_ms(void)
{
	struct timespec now;

	assert_int_equal(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now), 0);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Returns the processor time that it took, in ms. */
static int64_t read_image(const struct image *image, struct heap *heap, struct buffer *text)
{
	struct heap_process process = { 1, "heap-truth", 10 };
	int64_t started = processor_ms();
	struct native_reader reader;
	enum native_read result;

	assert_int_equal(native_reader_open(&reader, image->folder), 0);
	text->len = 0;
	result = heap_read(heap, &reader, &process, text);
	native_reader_close(&reader);
	assert_true(result == NATIVE_READ_DONE || result == NATIVE_READ_DENIED);
	check_form(text);
	return processor_ms() - started;
}

static void changed_words(void **state)
{
	struct image *image = *state;
	struct heap *heap = heap_open(UINT64_C(1) << 30, NULL);
	struct change changes[WORDS_MAX];
	struct buffer text = { 0 };
	int complete = 0;

	if (image->folder[0] == '\0')
		skip();
	read_image(image, heap, &text);
	assert_non_null(memmem(text.bytes, text.len, " complete ", 10));
	for (int i = 0; i < READINGS; i++) {
		unsigned words = 1 + next_random(image, WORDS_MAX);

		for (unsigned k = 0; k < words; k++)
			changes[k] = change_word(image);
		assert_true(read_image(image, heap, &text) < LIMIT_MS);
		complete += memmem(text.bytes, text.len, " complete ", 10) != NULL;
		while (words-- > 0)
			assert_int_equal(pwrite(image->mem, &changes[words].was, 8,
						 (off_t)changes[words].at),
				8);
	}
	/* most changes are in free memory; many are not, and show */
	assert_true(complete < READINGS * 9 / 10);
	read_image(image, heap, &text);
	assert_non_null(memmem(text.bytes, text.len, " complete ", 10));
	buffer_free(&text);
	heap_close(heap);
}

/* The sums of a reading, without what it cost. */
static size_t sums_len(const struct buffer *text)
{
	const char *end = memmem(text->bytes, text->len, "\narenas ", 8);

	return end == NULL ? 0 : (size_t)(end - text->bytes);
}

/* Swaps a page of the image out, and makes garbage of it: it is missing, or it did not matter. */
static bool loses_page(
	struct image *image, struct heap *heap, const struct buffer *whole, off_t page)
{
	static const uint64_t swapped = UINT64_C(1) << 62, present = UINT64_C(1) << 63;
	int pagemap = open(path_of(image, "pagemap"), O_RDWR);
	struct buffer text = { 0 };
	char was[4096], garbage[4096];
	bool is_partial;

	memset(garbage, 0x5a, sizeof garbage);
	assert_int_equal(pread(image->mem, was, sizeof was, page), 4096);
	assert_int_equal(pwrite(image->mem, garbage, sizeof garbage, page), 4096);
	assert_int_equal(pwrite(pagemap, &swapped, sizeof swapped, page / 4096 * 8), 8);
	read_image(image, heap, &text);
	is_partial = memmem(text.bytes, text.len, " partial ", 9) != NULL;
	if (!is_partial) {
		assert_int_equal(sums_len(&text), sums_len(whole));
		assert_memory_equal(text.bytes, whole->bytes, sums_len(whole));
	}
	assert_int_equal(pwrite(image->mem, was, sizeof was, page), 4096);
	assert_int_equal(pwrite(pagemap, &present, sizeof present, page / 4096 * 8), 8);
	close(pagemap);
	buffer_free(&text);
	return is_partial;
}

static void swapped_pages(void **state)
{
	struct image *image = *state;
	struct heap *heap = heap_open(UINT64_C(1) << 30, NULL);
	struct buffer whole = { 0 };
	int partial = 0;

	if (image->folder[0] == '\0')
		skip();
	read_image(image, heap, &whole);
	for (int i = 0; i < READINGS / 2; i++)
		partial += loses_page(
			image, heap, &whole, (off_t)(address_in(image) & ~UINT64_C(4095)));
	assert_true(partial > 0);
	buffer_free(&whole);
	heap_close(heap);
}

/* Writes a text as the file maps of the image, and reads. */
static void read_maps(const struct image *image, struct heap *heap, const struct buffer *maps)
{
	struct buffer text = { 0 };
	int fd = open(path_of(image, "maps"), O_WRONLY | O_TRUNC);

	assert_int_equal(io_write_all(fd, maps->bytes, maps->len), 0);
	close(fd);
	if (maps->len > 0)
		assert_true(read_image(image, heap, &text) < LIMIT_MS);
	buffer_free(&text);
}

static void changed_maps(void **state)
{
	struct image *image = *state;
	struct heap *heap = heap_open(UINT64_C(1) << 30, NULL);
	struct buffer maps = { 0 };

	if (image->folder[0] == '\0')
		skip();
	assert_int_equal(buffer_add_file(&maps, path_of(image, "maps")), 0);
	for (int i = 0; i < READINGS; i++) {
		char *byte = &maps.bytes[next_random(image, (uint32_t)maps.len)], was = *byte;

		*byte = "0123456789abcdef-rwxp \n[/"[next_random(image, 25)];
		read_maps(image, heap, &maps);
		*byte = was;
	}
	read_maps(image, heap, &maps);
	buffer_free(&maps);
	heap_close(heap);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(changed_words),
		cmocka_unit_test(swapped_pages), cmocka_unit_test(changed_maps) };

	return cmocka_run_group_tests(tests, make_image, remove_image);
}
