/* heap_signature.c - a hint at the kind of a block: its first word that points into a file */
#include "heap_signature.h"

#include "heap_memory.h"

uint64_t heap_signature_of(const struct heap_memory *memory, struct heap_maps *maps,
	const struct heap_range *hidden, const uint8_t *block, size_t len)
{
	size_t word = memory->word;

	if (len > HEAP_SIGNATURE_BYTES)
		len = HEAP_SIGNATURE_BYTES;
	for (size_t at = 0; at + word <= len; at += word) {
		uint64_t address = heap_word(memory, block + at), signature;

		if (!heap_maps_may_be_file(maps, address))
			continue;
		signature = heap_signature_at(maps, hidden, address, at);
		if (signature != HEAP_NO_SIGNATURE)
			return signature;
	}
	return HEAP_NO_SIGNATURE;
}
