/* symbol_demangle.h - names as C++ programmers wrote them. One of two sources is linked:
 * symbol_demangle_cxa.c, or where there is no libstdc++ symbol_demangle_none.c. */
#ifndef LEAKLINE_SYMBOL_DEMANGLE_H
#define LEAKLINE_SYMBOL_DEMANGLE_H

#include "../base/arena.h"

/* Returns the name, or its readable form in the arena if it is one of C++ (or of older Rust). */
const char *symbol_demangle(const char *name, struct arena *arena);

#endif
