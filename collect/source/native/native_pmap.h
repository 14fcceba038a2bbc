/* native_pmap.h - prints what `pmap -d` of procps 4.0.2-4.0.4 prints in the C locale */
#ifndef LEAKLINE_NATIVE_PMAP_H
#define LEAKLINE_NATIVE_PMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One process: data known in advance, and the sums over the rows written so far. */
struct native_pmap {
	uint64_t start_stack; /* field 28 of stat */
	/* Device minor number of the kernel's own shared memory, where SysV segments are (its major
	 * is 0); -1: not known, they are shown by their name then. */
	int64_t shm_minor;
	uint64_t rows;
	uint64_t mapped_bytes, writable_private_bytes, shared_bytes;
};

/* The most bytes that head and foot take beside the command. */
enum { NATIVE_PMAP_HEAD_MAX = 96, NATIVE_PMAP_FOOT_MAX = 128 };

/* The bytes that rows made of len bytes of maps may take. */
size_t native_pmap_rows_max(size_t len);

/* Write `PID:   ` and, behind the command that native_process_command() writes in between, LF and
 * the header. out of the first has room for NATIVE_PMAP_HEAD_MAX bytes and the command. They return
 * the place after what they wrote, as all functions here do. */
char *native_pmap_begin(int32_t pid, char *out);
char *native_pmap_header(char *out);

/* Writes a row for each complete line of maps, of any length, and adds it to the sums. out has room
 * for native_pmap_rows_max(len) bytes; *used is the number of bytes consumed: the rest has no LF
 * yet. */
char *native_pmap_rows(
	struct native_pmap *pmap, const char *maps, size_t len, size_t *used, char *out);

/* Writes the line with the sums: NATIVE_PMAP_FOOT_MAX bytes at most. */
char *native_pmap_footer(const struct native_pmap *pmap, char *out);

#endif
