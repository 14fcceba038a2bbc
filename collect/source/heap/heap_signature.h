/* heap_signature.h - what kind of thing a block is: the first word of it that points into a file
 *
 * A function table, a type, a callback, a name: of two blocks of one size it tells what they are.
 * It is a hint: a pointer that an earlier owner of the block left behind looks the same. */
#ifndef LEAKLINE_HEAP_SIGNATURE_H
#define LEAKLINE_HEAP_SIGNATURE_H

#include <stddef.h>
#include <stdint.h>

#include "heap_maps.h"

struct heap_memory;

/* How many bytes of a block are searched. */
enum { HEAP_SIGNATURE_BYTES = 128 };

/* A signature is one number, so that it is compared and hashed at once: from the lowest bit on an
 * offset in a file, from its load address (32 bits), the file (16), and where in the block the word
 * is, in bytes (8). This one: there is no such word. */
static const uint64_t HEAP_NO_SIGNATURE = (uint64_t)HEAP_NO_MODULE << 32;

static inline uint32_t heap_signature_offset(uint64_t signature)
{
	return (uint32_t)signature;
}

static inline uint16_t heap_signature_module(uint64_t signature)
{
	return (uint16_t)(signature >> 32);
}

static inline uint8_t heap_signature_position(uint64_t signature)
{
	return (uint8_t)(signature >> 48);
}

/* Addresses that do not identify a block: malloc's own lists leave pointers to them. */
struct heap_range {
	uint64_t start, end;
};

/* Of a block that holds this word at a position; HEAP_NO_SIGNATURE if it points into no file. */
static inline uint64_t heap_signature_at(
	struct heap_maps *maps, const struct heap_range *hidden, uint64_t address, size_t position)
{
	uint16_t module;
	uint64_t offset;

	if (address >= hidden->start && address < hidden->end)
		return HEAP_NO_SIGNATURE;
	module = heap_maps_module(maps, address);
	if (module == HEAP_NO_MODULE)
		return HEAP_NO_SIGNATURE;
	offset = address - maps->module[module].base;
	return offset <= UINT32_MAX ? offset | (uint64_t)module << 32 | (uint64_t)position << 48
				    : HEAP_NO_SIGNATURE;
}

/* LEN readable bytes of the block, starting at the program's pointer. */
uint64_t heap_signature_of(const struct heap_memory *memory, struct heap_maps *maps,
	const struct heap_range *hidden, const uint8_t *block, size_t len);

#endif
