/* heap_runtime.h - allocators and managed heaps that are recognised, not read */
#ifndef LEAKLINE_HEAP_RUNTIME_H
#define LEAKLINE_HEAP_RUNTIME_H

#include <stdbool.h>

struct heap_maps;

struct heap_runtime {
	const char
		*unread; /* runtime whose heap is not read: jemalloc, v8, ...; NULL: none known */
	bool has_python; /* CPython's own allocator may be at work */
	bool has_glibc, has_musl; /* as a shared library */
	bool has_old_glibc;       /* before 2.29: the contents of its caches are unknown */
};

/* Recognises runtimes by the names of mapped files. A program with a built-in allocator, without
 * its name, is not recognised. */
void heap_runtime_recognise(const struct heap_maps *maps, struct heap_runtime *runtime);

#endif
