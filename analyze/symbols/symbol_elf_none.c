/* symbol_elf_none.c - without libelf: no file has a build id, so none is asked for names. */
#include "symbol_elf.h"

bool symbol_elf_is_there(void)
{
	return false;
}

bool symbol_elf_build_id(int fd, char id[static SYMBOL_BUILD_ID])
{
	(void)fd;
	id[0] = '\0';
	return false;
}

void symbol_elf_find(int fd, struct symbol_query *queries, size_t count, struct arena *arena)
{
	(void)fd;
	(void)queries;
	(void)count;
	(void)arena;
}
