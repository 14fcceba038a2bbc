/* heap_memory.h - memory of another process: /proc/PID/mem, and only the pages that are there
 *
 * Reading a page that was never touched, or that was swapped out, would bring it in: the target
 * would grow by being watched. So /proc/PID/pagemap is asked first (Documentation/admin-guide/mm/
 * pagemap.rst), and what is not in memory is not read. Nothing here stops the target. */
#ifndef LEAKLINE_HEAP_MEMORY_H
#define LEAKLINE_HEAP_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct waiting;

/* Bytes read at once, and the largest supported page. */
enum { HEAP_WINDOW = 1 << 17, HEAP_PAGE_MAX = 1 << 16 };

struct heap_memory {
	int mem, pagemap; /* descriptors; -1: not open */
	/* Of the target, from its ELF header. */
	unsigned word; /* bytes of a pointer: 4 or 8 */
	bool is_big_endian;
	bool is_foreign; /* its byte order is not ours */
	uint64_t page;   /* bytes of a page */

	uint8_t *window;     /* HEAP_WINDOW bytes of it, page aligned ... */
	uint64_t start, end; /* ... that were found at these addresses */
	bool is_sparse;      /* only headers are read: read little at a time */
	uint64_t bytes_read, bytes_max;
	uint64_t pages_asked;    /* of pagemap; a reserved mapping may have 2^35 pages */
	struct waiting *waiting; /* a stop signal is a limit, too; NULL: none will come */
	uint64_t look_at;        /* the bytes read at which to look for one again */
	bool is_exhausted;       /* a limit was reached: nothing more is read */
	bool is_cut;             /* a hole was too large to look for its end */
};

/* Makes room for the window; false if there is no memory for it. heap_memory_close frees it, also
 * where there is none. */
bool heap_memory_open(struct heap_memory *memory);
void heap_memory_close(struct heap_memory *memory);

/* Refills the window, from the page of an address on; otherwise as heap_memory_at. */
const uint8_t *heap_memory_refill(
	struct heap_memory *memory, uint64_t address, size_t len, uint64_t limit);

/* Are LEN bytes from an address on in the window? */
static inline bool heap_memory_has(const struct heap_memory *memory, uint64_t address, size_t len)
{
	return address >= memory->start && address < memory->end && memory->end - address >= len;
}

/* LEN bytes at an address, valid until the next call, or NULL if a page is missing. Nothing from
 * LIMIT on is read ahead. LEN is at most HEAP_WINDOW / 2. */
static inline const uint8_t *heap_memory_at(
	struct heap_memory *memory, uint64_t address, size_t len, uint64_t limit)
{
	return heap_memory_has(memory, address, len)
		       ? memory->window + (address - memory->start)
		       : heap_memory_refill(memory, address, len, limit);
}

/* As many of LEN bytes as are present; *got is their number. NULL if there are fewer than LEAST. */
static inline const uint8_t *heap_memory_some(struct heap_memory *memory, uint64_t address,
	size_t least, size_t len, uint64_t limit, size_t *got)
{
	const uint8_t *bytes = heap_memory_at(memory, address, len, limit);

	*got = len;
	if (bytes)
		return bytes;
	bytes = heap_memory_at(memory, address, least, limit);
	if (bytes && memory->end - address < len)
		*got = (size_t)(memory->end - address);
	return bytes;
}

/* Copies LEN bytes (a page at most), and leaves the window as it is. False if one is missing. */
bool heap_memory_copy(struct heap_memory *memory, uint64_t address, void *into, size_t len);

/* The word at an address; 0 if it is missing. */
uint64_t heap_memory_word(struct heap_memory *memory, uint64_t address);

/* The first page from ADDRESS on that is in memory; LIMIT if there is none before it, or none for
 * so long that the search was given up (is_cut). */
uint64_t heap_memory_next_present(struct heap_memory *memory, uint64_t address, uint64_t limit);

/* Forgets the window: the next read is fresh. */
void heap_memory_forget(struct heap_memory *memory);

/* A number of the target at a place in the window, whatever its byte order. */
static inline uint16_t heap_u16(const struct heap_memory *memory, const uint8_t *at)
{
	size_t high = memory->is_big_endian ? 0 : 1;

	return (uint16_t)(at[high] << 8 | at[1 - high]);
}

static inline uint32_t heap_u32(const struct heap_memory *memory, const uint8_t *at)
{
	uint32_t value;

	memcpy(&value, at, sizeof value);
	return memory->is_foreign ? __builtin_bswap32(value) : value;
}

static inline uint64_t heap_u64(const struct heap_memory *memory, const uint8_t *at)
{
	uint64_t value;

	memcpy(&value, at, sizeof value);
	return memory->is_foreign ? __builtin_bswap64(value) : value;
}

/* A pointer or size_t of the target. */
static inline uint64_t heap_word(const struct heap_memory *memory, const uint8_t *at)
{
	return memory->word == 8 ? heap_u64(memory, at) : heap_u32(memory, at);
}

#endif
