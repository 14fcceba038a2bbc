/* symbol_text.h - what an address is called in reports: a symbol's name, demangled. */
#ifndef LEAKLINE_SYMBOL_TEXT_H
#define LEAKLINE_SYMBOL_TEXT_H

#include "../base/arena.h"
#include "../base/span.h"
#include "symbol_elf.h"

/* `name`, `name+0x8` or, of a string literal, its text in quotes; empty without an answer. The
 * text has 160 bytes at most and may hold any byte; it lives in the arena. */
struct span symbol_text(const struct symbol_query *query, struct arena *arena);

#endif
