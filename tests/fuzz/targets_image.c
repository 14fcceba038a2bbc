/*
 * targets_image.c - the collector's reader of heaps, on the memory of a process that was made up:
 * its memory changes while it is read, and whatever stands in it, reading ends, says the same
 * twice, and keeps to its form.
 *
 * The bytes: how many 256 bytes of maps, how many bytes of the program's header, both, then records
 * of memory (image_seed.py makes them of a real process):
 *   0 ADDRESS WORD           a word
 *   1 ADDRESS COUNT          bins of glibc that are empty: each points to itself
 *   2 ADDRESS COUNT WORD     the same word COUNT times
 *   3 ADDRESS COUNT STATE    pages: absent, in memory, swapped out
 *   4                        what follows happens later: at the reader's next pause
 * An address has six bytes, a count two, a state one; all are little-endian.
 */
#define _GNU_SOURCE
/* with it glibc's headers make pread an inline function of their own */
#undef _FORTIFY_SOURCE
#include "targets.h"

#include <elf.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "collect/base/buffer.h"
#include "collect/source/heap/heap.h"

enum { PAGE = 4096, PAGES_MAX = 2048, SLOTS = 2 * PAGES_MAX, NONE = -1 };
enum { RECORD_WORD, RECORD_BINS, RECORD_REPEAT, RECORD_PAGES, RECORD_LATER, RECORDS };
enum { STATE_ABSENT, STATE_PRESENT, STATE_SWAPPED, STATES };
enum { MAPS_UNIT = 256 };

/* Words and pages that the records of an input may fill: the reader's time is what counts. */
enum { WORK_MAX = 100000 };

static const uint64_t BITS[STATES] = {
	[STATE_PRESENT] = UINT64_C(1) << 63, [STATE_SWAPPED] = UINT64_C(1) << 62
};

struct page {
	uint64_t number;
	uint8_t state;
	uint8_t bytes[PAGE];
};

/* libFuzzer hands nothing on from one input to the next, and pread has no argument for it */
static struct process {
	char folder[40];
	ino_t mem, pagemap;
	struct page *page; /* PAGES_MAX */
	size_t count;
	int16_t slot[SLOTS]; /* by number: an index of page, or NONE */
	struct span later;   /* records that have not happened yet */
	uint64_t work;       /* words and pages filled */
} process;

static size_t slot_of(uint64_t number)
{
	size_t slot = (size_t)(number * UINT64_C(0x9e3779b97f4a7c15) >> 40) % SLOTS;

	while (process.slot[slot] != NONE && process.page[process.slot[slot]].number != number)
		slot = (slot + 1) % SLOTS;
	return slot;
}

static const struct page *find_page(uint64_t number)
{
	int index = process.slot[slot_of(number)];

	return index == NONE ? NULL : &process.page[index];
}

/* NULL if there are too many. */
static struct page *make_page(uint64_t number)
{
	struct page *page = process.count == 0 ? NULL : &process.page[process.count - 1];
	size_t slot;

	if (page != NULL && page->number == number)
		return page;
	slot = slot_of(number);
	if (process.slot[slot] != NONE)
		return &process.page[process.slot[slot]];
	if (process.count == PAGES_MAX)
		return NULL;
	process.slot[slot] = (int16_t)process.count;
	page = &process.page[process.count++];
	page->number = number;
	page->state = STATE_PRESENT;
	memset(page->bytes, 0, PAGE);
	return page;
}

/* Both address and bytes are those of this processor: little-endian, as the records. */
static void write_word(uint64_t address, uint64_t word)
{
	size_t at = address % PAGE, part = at > PAGE - sizeof word ? PAGE - at : sizeof word;
	struct page *page = make_page(address / PAGE);

	if (page != NULL)
		memcpy(page->bytes + at, &word, part);
	page = part < sizeof word ? make_page(address / PAGE + 1) : NULL;
	if (page != NULL)
		memcpy(page->bytes, (uint8_t *)&word + part, sizeof word - part);
}

/* Takes a number of LEN bytes; what is missing at the end is 0. */
static uint64_t take(struct span *from, size_t len)
{
	uint64_t number = 0;

	for (size_t i = 0; i < len && from->len > 0; i++, from->at++, from->len--)
		number |= (uint64_t)(uint8_t)*from->at << 8 * i;
	return number;
}

static void fill(int kind, uint64_t address, struct span *records)
{
	uint64_t count = take(records, 2);
	uint64_t value = kind == RECORD_BINS ? 0 : take(records, kind == RECORD_PAGES ? 1 : 8);

	for (uint64_t i = 0; i < count && process.work < WORK_MAX; i++, process.work++) {
		struct page *page;

		if (kind == RECORD_REPEAT)
			write_word(address + 8 * i, value);
		if (kind == RECORD_BINS) {
			write_word(address + 16 * i + 16, address + 16 * i);
			write_word(address + 16 * i + 24, address + 16 * i);
		}
		if (kind == RECORD_PAGES && (page = make_page(address / PAGE + i)) != NULL)
			page->state = (uint8_t)(value % STATES);
	}
}

/* What happens until the next RECORD_LATER. */
static void happen(void)
{
	struct span *records = &process.later;

	while (records->len > 0) {
		int kind = (int)take(records, 1) % RECORDS;
		uint64_t address;

		if (kind == RECORD_LATER)
			return;
		address = take(records, 6);
		if (kind == RECORD_WORD)
			write_word(address, take(records, 8));
		else
			fill(kind, address, records);
	}
}

static size_t read_memory(uint8_t *into, size_t len, uint64_t address)
{
	size_t got = 0;

	while (got < len) {
		size_t at = (address + got) % PAGE, part = PAGE - at;
		const struct page *page = find_page((address + got) / PAGE);

		if (part > len - got)
			part = len - got;
		if (page == NULL || page->state != STATE_PRESENT)
			break;
		memcpy(into + got, page->bytes + at, part);
		got += part;
	}
	return got;
}

static size_t read_pagemap(uint8_t *into, size_t len, uint64_t offset)
{
	for (size_t i = 0; i + 8 <= len; i += 8) {
		const struct page *page = find_page((offset + i) / 8);

		memcpy(into + i, &BITS[page == NULL ? STATE_ABSENT : page->state], 8);
	}
	return len / 8 * 8;
}

/* In the place of libc's: the files mem and pagemap are made up. */
ssize_t pread(int fd, void *into, size_t len, off_t offset)
{
	struct stat status;

	if (fstat(fd, &status) == 0 && status.st_ino == process.mem)
		return (ssize_t)read_memory(into, len, (uint64_t)offset);
	if (fstat(fd, &status) == 0 && status.st_ino == process.pagemap)
		return (ssize_t)read_pagemap(into, len, (uint64_t)offset);
	return syscall(SYS_pread64, fd, into, len, offset);
}

/* In the place of libc's: nobody waits, and time goes on. */
int nanosleep(const struct timespec *wanted, struct timespec *left)
{
	(void)wanted;
	(void)left;
	happen();
	return 0;
}

static ino_t write_file(const char *name, struct span text)
{
	struct stat status;
	char path[80];
	int fd;

	snprintf(path, sizeof path, "%s/1/%s", process.folder, name);
	fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
	if (fd < 0 || write(fd, text.at, text.len) != (ssize_t)text.len || fstat(fd, &status) != 0)
		abort();
	close(fd);
	return status.st_ino;
}

static void remove_folder(void)
{
	static const char *const names[] = { "1/maps", "1/exe", "1/auxv", "1/mem", "1/pagemap", "1",
		"" };
	char path[80];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", process.folder, names[i]);
		remove(path);
	}
}

static void make_folder(void)
{
	static const uint64_t vector[] = { AT_PAGESZ, PAGE, 0, 0 };
	const struct span empty = { "", 0 };
	char path[80];

	snprintf(process.folder, sizeof process.folder, "%s/leakline.XXXXXX",
		access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	process.page = malloc(PAGES_MAX * sizeof *process.page);
	if (process.page == NULL || mkdtemp(process.folder) == NULL)
		abort();
	snprintf(path, sizeof path, "%s/1", process.folder);
	if (mkdir(path, 0700) != 0)
		abort();
	atexit(remove_folder);
	process.mem = write_file("mem", empty);
	process.pagemap = write_file("pagemap", empty);
	write_file("auxv", (struct span){ (const char *)vector, sizeof vector });
}

/* A head and an empty line at the end only; the classes are all blocks in use. */
static void check_form(const struct buffer *text)
{
	uint64_t blocks = 0, bytes = 0, used = 0, used_blocks = 0, size, count;
	static const char head[] = "heap 1 fuzz\nallocator ";

	if (text->len < sizeof head || memcmp(text->bytes, head, sizeof head - 1) ||
		memcmp(text->bytes + text->len - 2, "\n\n", 2) ||
		memmem(text->bytes, text->len - 1, "\n\n", 2) != NULL)
		abort();
	for (char *line = text->bytes; line < text->bytes + text->len;
		line = strchr(line, '\n') + 1) {
		*strchr(line, '\n') = '\0';
		if (sscanf(line, "used %" SCNu64 " bytes %" SCNu64 " blocks", &size, &count) == 2)
			used = size, used_blocks = count;
		if (sscanf(line, "b %" SCNu64 " %" SCNu64, &size, &count) == 2)
			bytes += size * count, blocks += count;
		line[strlen(line)] = '\n';
	}
	if (bytes != used || blocks != used_blocks)
		abort();
}

/* Takes the time that a reading took out of its text. */
static void remove_time(struct buffer *text)
{
	char *time = text->len > 0 ? memmem(text->bytes, text->len, " us ", 4) : NULL, *end = time;

	if (time == NULL)
		return;
	while (*end != '\n')
		end++;
	memmove(time, end, (size_t)(text->bytes + text->len - end));
	text->len -= (size_t)(end - time);
}

/* Reads the process once. */
static enum native_read read_heap(struct heap *heap, struct span records, struct buffer *text)
{
	const struct heap_process target = { 1, "fuzz", 4 };
	struct native_reader reader;
	enum native_read result;

	process.count = 0;
	process.work = 0;
	memset(process.slot, 0xff, sizeof process.slot);
	process.later = records;
	happen();
	text->len = 0;
	if (native_reader_open(&reader, process.folder) != 0)
		abort();
	result = heap_read(heap, &reader, &target, text);
	native_reader_close(&reader);
	remove_time(text);
	return result;
}

void fuzz_image(struct span text)
{
	static struct heap *heap;
	struct span maps = text, exe;
	struct buffer first = { 0 }, second = { 0 };
	enum native_read result;
	size_t maps_len, exe_len;

	if (heap == NULL) {
		make_folder();
		heap = heap_open(UINT64_C(1) << 24, NULL);
	}
	maps_len = (size_t)take(&maps, 1) * MAPS_UNIT;
	exe_len = (size_t)take(&maps, 1);
	maps_len = maps_len < maps.len ? maps_len : maps.len;
	exe = span_from(maps, maps_len);
	maps.len = maps_len;
	text = span_from(exe, exe_len < exe.len ? exe_len : exe.len);
	exe.len -= text.len;
	write_file("maps", maps);
	write_file("exe", exe);
	result = read_heap(heap, text, &first);
	if (result == NATIVE_READ_DONE || result == NATIVE_READ_DENIED)
		check_form(&first);
	/* nothing of one reading is left in the next */
	if (read_heap(heap, text, &second) != result || first.len != second.len ||
		(first.len > 0 && memcmp(first.bytes, second.bytes, first.len)))
		abort();
	buffer_free(&first);
	buffer_free(&second);
}
