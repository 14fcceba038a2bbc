/* symbol_demangle_none.c - without libstdc++: names stay as the compiler made them. */
#include "symbol_demangle.h"

const char *symbol_demangle(const char *name, struct arena *arena)
{
	(void)arena;
	return name;
}
