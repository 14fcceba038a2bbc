/* symbol_demangle_cxa.c - names as C++ programmers wrote them, by libstdc++'s demangler. */
#include "symbol_demangle.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Itanium C++ ABI, "Demangler API": a C program has no header for it. */
char *__cxa_demangle(const char *mangled, char *into, size_t *len, int *status);

/* A name that repeats its parts can grow twofold with each repetition: a few hundred bytes of a
 * damaged file would fill the memory. Real names of tables and functions have fewer. */
enum { MANGLED_MAX = 1000, REPEATS_MAX = 16 };

/* How often a mangled name refers to an earlier part of itself (S0_, T_). Names inside of it, which
 * follow their length, are stepped over. */
static int count_repeats(const char *mangled)
{
	const char *end = mangled + strlen(mangled);
	int repeats = 0;

	for (const char *at = mangled; at < end; at++) {
		if (isdigit((unsigned char)*at)) {
			unsigned long len = strtoul(at, (char **)&at, 10);

			if (len > (unsigned long)(end - at))
				return repeats;
			at += len;
			at--;
		} else if ((*at == 'S' || *at == 'T') &&
			   (at[1] == '_' || isdigit((unsigned char)at[1]) ||
				   (*at == 'S' && isupper((unsigned char)at[1])))) {
			repeats++;
			at = at + strcspn(at, "_");
			if (at == end)
				return repeats;
		}
	}
	return repeats;
}

const char *symbol_demangle(const char *name, struct arena *arena)
{
	int status = -1;
	char *text;

	if (strncmp(name, "_Z", 2) != 0 || strlen(name) > MANGLED_MAX ||
		count_repeats(name) > REPEATS_MAX)
		return name;
	text = __cxa_demangle(name, NULL, NULL, &status);
	if (status == 0 && text)
		name = arena_copy(arena, span_of(text)).at;
	free(text);
	return name;
}
