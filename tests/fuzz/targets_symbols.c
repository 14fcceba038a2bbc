/*
 * targets_symbols.c - an ELF file of --symbols: its build id, and the names that it gives to a few
 * offsets. libelf is not built for fuzzing, so what is looked at is our use of it, and what comes
 * out: texts of a bounded length, a name again for the same bytes.
 */
#define _GNU_SOURCE /* memfd_create */
#include "targets.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "analyze/symbols/symbol_elf.h"
#include "analyze/symbols/symbol_text.h"

enum { QUERIES = 6, TEXT_MAX = 200 };

static const uint64_t offsets[QUERIES] = { 0, 0x1000, 0x1010, 0x2000, 0x2008, 0x4010 };

static void ask(int fd, struct arena *arena, struct span texts[QUERIES])
{
	struct symbol_query queries[QUERIES] = { { .offset = 0 } };
	char id[SYMBOL_BUILD_ID];

	for (size_t i = 0; i < QUERIES; i++)
		queries[i].offset = offsets[i];
	if (symbol_elf_build_id(fd, id) && strspn(id, "0123456789abcdef") != strlen(id))
		abort();
	symbol_elf_find(fd, queries, QUERIES, arena);
	for (size_t i = 0; i < QUERIES; i++) {
		texts[i] = symbol_text(&queries[i], arena);
		if (texts[i].len > TEXT_MAX)
			abort();
	}
}

void fuzz_symbols(struct span text)
{
	struct arena arena = { NULL, 0 };
	struct span first[QUERIES], second[QUERIES];
	int fd = memfd_create("symbols", MFD_CLOEXEC);

	if (fd < 0 || write(fd, text.at, text.len) != (ssize_t)text.len)
		abort();
	ask(fd, &arena, first);
	ask(fd, &arena, second);
	for (size_t i = 0; i < QUERIES; i++)
		if (!span_equal(first[i], second[i]))
			abort();
	close(fd);
	arena_free(&arena);
}
