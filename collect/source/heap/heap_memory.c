/* heap_memory.c - memory of another process: /proc/PID/mem, and only the pages that are there */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "heap_memory.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../base/waiting.h"

/* Bits of an entry of pagemap. */
static const uint64_t PAGE_PRESENT = UINT64_C(1) << 63, PAGE_SWAPPED = UINT64_C(1) << 62;

/* Entries of pagemap read at once: a page of them. */
enum { ENTRIES = 512 };

/* Pages that pagemap is asked for in one reading: 32 GiB of address space, and as many as bytes_max
 * may need. */
enum { PAGES_ASKED = 1 << 23, BYTES_A_PAGE_ASKED = 512 };

/* A hole of so many pages, 4 GiB, is the rest of a mapping that somebody reserved and does not use.
 */
enum { HOLE_MAX = 1 << 20 };

/* Pages read at once where only headers are of interest. */
enum { SPARSE_PAGES = 2 };

/* How many bytes are read between two looks for a stop signal. */
enum { LOOK_BYTES = 1 << 22 };

/* Large blocks of malloc begin 16 bytes into a page, and the kernel's copy to such an address takes
 * up to three times as long ("rep movsb", Intel 64 and IA-32 Architectures Optimization Reference
 * Manual, 3.7.6). */
bool heap_memory_open(struct heap_memory *memory)
{
	memory->window =
		mmap(NULL, HEAP_WINDOW, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory->window == MAP_FAILED)
		memory->window = NULL;
	return memory->window != NULL;
}

void heap_memory_close(struct heap_memory *memory)
{
	if (memory->window)
		(void)munmap(memory->window, HEAP_WINDOW);
}

/* pread that continues after a signal; returns the bytes read, 0 if unreadable. */
static size_t read_at(int fd, void *into, size_t len, uint64_t offset)
{
	ssize_t got;

	if (offset > INT64_MAX)
		return 0;
	do
		got = pread(fd, into, len, (off_t)offset);
	while (got < 0 && errno == EINTR);
	return got > 0 ? (size_t)got : 0;
}

/* Reads entries for COUNT pages; returns how many. Pages missing from pagemap count as absent, and
 * so do all when enough were asked for. */
static size_t read_entries(
	struct heap_memory *memory, uint64_t address, uint64_t *entries, size_t count)
{
	size_t got;

	memory->pages_asked += count;
	if (memory->pages_asked > PAGES_ASKED + memory->bytes_max / BYTES_A_PAGE_ASKED) {
		memory->is_exhausted = true;
		return 0;
	}
	got = read_at(memory->pagemap, entries, count * sizeof *entries,
		      address / memory->page * sizeof *entries) /
	      sizeof *entries;

	for (size_t i = 0; memory->is_foreign && i < got; i++)
		entries[i] = __builtin_bswap64(entries[i]);
	return got;
}

static bool is_present(uint64_t entry)
{
	return (entry & PAGE_PRESENT) != 0 && (entry & PAGE_SWAPPED) == 0;
}

/* How many of COUNT pages from ADDRESS on are present without a gap; COUNT is at most ENTRIES. */
static size_t present_pages(struct heap_memory *memory, uint64_t address, size_t count)
{
	uint64_t entries[ENTRIES];
	size_t got = read_entries(memory, address, entries, count), present = 0;

	while (present < got && is_present(entries[present]))
		present++;
	return present;
}

static uint64_t page_of(const struct heap_memory *memory, uint64_t address)
{
	return address & ~(memory->page - 1);
}

/* Returns whether enough has been read, or all work ends now. A MiB takes about a millisecond. */
static bool look_for_limit(struct heap_memory *memory)
{
	bool looks = memory->waiting != NULL && memory->bytes_read >= memory->look_at;

	if (memory->is_exhausted || memory->bytes_read >= memory->bytes_max)
		return true;
	if (looks)
		memory->look_at = memory->bytes_read + LOOK_BYTES;
	return looks && waiting_look(memory->waiting);
}

/* Refills the window, from the page of ADDRESS on. */
static void fill(struct heap_memory *memory, uint64_t address, uint64_t limit)
{
	uint64_t from = page_of(memory, address);
	size_t page = (size_t)memory->page, pages = HEAP_WINDOW / page;

	heap_memory_forget(memory);
	if (memory->is_sparse && pages > SPARSE_PAGES)
		pages = SPARSE_PAGES;
	if ((limit - from + memory->page - 1) / memory->page < pages)
		pages = (size_t)((limit - from + memory->page - 1) / memory->page);
	if (look_for_limit(memory)) {
		memory->is_exhausted = true;
		return;
	}
	pages = present_pages(memory, from, pages);
	memory->start = from;
	memory->end = from + read_at(memory->mem, memory->window, pages * page, from);
	memory->bytes_read += memory->end - from;
}

const uint8_t *heap_memory_refill(
	struct heap_memory *memory, uint64_t address, size_t len, uint64_t limit)
{
	if (address >= limit || limit - address < len)
		return NULL;
	fill(memory, address, limit);
	return heap_memory_has(memory, address, len) ? memory->window + (address - memory->start)
						     : NULL;
}

bool heap_memory_copy(struct heap_memory *memory, uint64_t address, void *into, size_t len)
{
	uint64_t from = page_of(memory, address);
	size_t pages = (size_t)((address - from + len + memory->page - 1) / memory->page);

	if (heap_memory_has(memory, address, len)) {
		memcpy(into, memory->window + (address - memory->start), len);
		return true;
	}
	if (address > UINT64_MAX - len || present_pages(memory, from, pages) < pages)
		return false;
	memory->bytes_read += len;
	return read_at(memory->mem, into, len, address) == len;
}

uint64_t heap_memory_word(struct heap_memory *memory, uint64_t address)
{
	uint8_t bytes[8];

	return heap_memory_copy(memory, address, bytes, memory->word) ? heap_word(memory, bytes)
								      : 0;
}

uint64_t heap_memory_next_present(struct heap_memory *memory, uint64_t address, uint64_t limit)
{
	uint64_t entries[ENTRIES];
	uint64_t page = page_of(memory, address), hole_end = page + HOLE_MAX * memory->page;

	while (page < limit) {
		uint64_t left = (limit - page + memory->page - 1) / memory->page;
		size_t got = read_entries(
			memory, page, entries, left < ENTRIES ? (size_t)left : (size_t)ENTRIES);

		memory->is_cut |= page >= hole_end;
		if (got == 0 || page >= hole_end)
			return limit;
		for (size_t i = 0; i < got; i++, page += memory->page)
			if (is_present(entries[i]))
				return page > address ? page : address;
	}
	return limit;
}

void heap_memory_forget(struct heap_memory *memory)
{
	memory->start = memory->end = 0;
}
