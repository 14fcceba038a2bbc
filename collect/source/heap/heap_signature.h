/* heap_signature.h - what kind of thing a block is: the first word of it that points into a file
 *
 * A function table, a type, a callback, a name: of two blocks of one size it tells what they are.
 * It is a hint: a pointer that an earlier owner of the block left behind looks the same. */
#ifndef LEAKLINE_HEAP_SIGNATURE_H
#define LEAKLINE_HEAP_SIGNATURE_H

#include <stddef.h>
#include <stdint.h>

struct heap_maps;
struct heap_memory;

/* How many bytes of a block are searched. */
enum { HEAP_SIGNATURE_BYTES = 128 };

struct heap_signature {
	uint32_t offset;  /* in the file, from its load address */
	uint16_t module;  /* HEAP_NO_MODULE: there is no such word */
	uint8_t position; /* of the word in the block, in bytes */
};

/* Addresses that do not identify a block: malloc's own lists leave pointers to them. */
struct heap_range {
	uint64_t start, end;
};

/* LEN readable bytes of the block, starting at the program's pointer. */
struct heap_signature heap_signature_of(const struct heap_memory *memory, struct heap_maps *maps,
	const struct heap_range *hidden, const uint8_t *block, size_t len);

#endif
