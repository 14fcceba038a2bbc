/* heap_signature.c - a hint at the kind of a block: its first word that points into a file */
#include "heap_signature.h"

#include "heap_maps.h"
#include "heap_memory.h"

struct heap_signature heap_signature_of(const struct heap_memory *memory, struct heap_maps *maps,
	const struct heap_range *hidden, const uint8_t *block, size_t len)
{
	if (len > HEAP_SIGNATURE_BYTES)
		len = HEAP_SIGNATURE_BYTES;
	for (size_t at = 0; at + memory->word <= len; at += memory->word) {
		uint64_t address = heap_word(memory, block + at);
		uint64_t offset;
		uint16_t module;

		if (!heap_maps_may_be_file(maps, address) ||
			(address >= hidden->start && address < hidden->end))
			continue;
		module = heap_maps_module(maps, address);
		if (module == HEAP_NO_MODULE)
			continue;
		offset = address - maps->module[module].base;
		if (offset <= UINT32_MAX)
			return (struct heap_signature){ (uint32_t)offset, module, (uint8_t)at };
	}
	return (struct heap_signature){ 0, HEAP_NO_MODULE, 0 };
}
