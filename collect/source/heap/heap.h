/* heap.h - the live heap of a process, seen from outside
 *
 * malloc's own headers say how many bytes and blocks are in use, of which sizes and of what kind.
 * They are read through /proc/PID/mem, a page at a time and only pages that are in memory; the
 * process is not stopped, nothing is loaded into it, nothing of its data is written anywhere.
 *
 *   heap_memory     its memory           heap_glibc    the story of glibc's malloc, by
 *   heap_maps       what is mapped       heap_arena      where its arenas are
 *   heap_elf, heap_notes  build ids      heap_cache      what only seems to be in use
 *   heap_signature  what a block is      heap_chunks     a run of chunks (heap_plain: quickly)
 *   heap_census     what was counted     heap_musl, heap_python  other allocators
 *   heap_print      the text of it       heap_runtime  what is recognised only */
#ifndef LEAKLINE_HEAP_H
#define LEAKLINE_HEAP_H

#include <stddef.h>
#include <stdint.h>

#include "../native/native_reader.h"

struct heap;
struct waiting;

/* Of a process of which the heap is read. */
struct heap_process {
	int32_t pid;
	const char *name; /* comm, raw bytes */
	size_t name_len;
};

/* Allocates the reader; it is reused for all processes: some 3 MiB, mostly untouched. BYTES_MAX:
 * most bytes to read of one process. A reading is given up if waiting_look(WAITING), unless that
 * is NULL. Returns NULL if memory runs out. */
struct heap *heap_open(uint64_t bytes_max, struct waiting *waiting);
void heap_close(struct heap *heap);

/* Appends the block of one process. NATIVE_READ_DENIED: no permission to read its memory, and the
 * block says so. NATIVE_READ_GONE: it has ended, and nothing was appended. */
enum native_read heap_read(struct heap *heap, const struct native_reader *reader,
	const struct heap_process *process, struct buffer *into);

#endif
