/* heap_bss.c - where the .bss of mapped files ends */
#include "heap_bss.h"

#include "heap_elf.h"
#include "heap_target.h"

void heap_bss_end(struct heap_target *target)
{
	struct heap_maps *maps = &target->maps;

	for (size_t i = 0; i < maps->count; i++) {
		struct heap_elf_file file = { .memory = &target->memory, .fd = -1 };
		uint64_t bytes, page = target->memory.page;

		if (maps->map[i].kind != HEAP_MAP_ANON || maps->map[i].module == HEAP_NO_MODULE)
			continue;
		file.base = maps->module[maps->map[i].module].base;
		bytes = heap_elf_loaded(&file);
		if (bytes > 0)
			heap_maps_end_bss(maps, i, (file.base + bytes + page - 1) & ~(page - 1));
	}
}
