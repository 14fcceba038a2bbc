/*
 * symbol_elf.h - build ids and symbols of an ELF file. One of two sources is linked:
 * symbol_elf_libelf.c, by elfutils' libelf, or without it symbol_elf_none.c. Nothing in a file is
 * believed: what is out of its bounds is not there.
 */
#ifndef LEAKLINE_SYMBOL_ELF_H
#define LEAKLINE_SYMBOL_ELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/arena.h"

/* Room for a build id in hexadecimal digits, with its NUL; they have 16 to 32 bytes, rarely more.
 */
enum { SYMBOL_BUILD_ID = 2 * 64 + 1 };

/* What an address is called so far. */
struct symbol_query {
	uint64_t offset;   /* from the load address */
	const char *name;  /* as in the symbol table; NULL: not found */
	uint64_t distance; /* of the address from the symbol's begin */
	bool is_text;      /* the name is the text of a string literal */
	unsigned word;     /* bytes of a pointer in that file */
	int rank; /* of names for one place: the higher is the better; private to symbol_elf */
};

/* Was the program built with libelf? */
bool symbol_elf_is_there(void);

/* Reads the build id of an open file, in hexadecimal digits; false if it is no ELF file or has
 * none. */
bool symbol_elf_build_id(int fd, char id[static SYMBOL_BUILD_ID]);

/* Improves the answers by the symbols of an open file. Queries are sorted by offset, each once.
 * Names live in the arena. */
void symbol_elf_find(int fd, struct symbol_query *queries, size_t count, struct arena *arena);

#endif
