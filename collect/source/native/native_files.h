/* native_files.h - maps, smaps and smaps_rollup of one target, as pmap and tail print them */
#ifndef LEAKLINE_NATIVE_FILES_H
#define LEAKLINE_NATIVE_FILES_H

#include <stdint.h>

#include "native_reader.h"

struct native_process;

/* The target, and what is needed to read its files. */
struct native_files {
	const struct native_reader *reader;
	const struct native_process *process;
	const struct buffer *cmdline;
	struct buffer *piece; /* work space that keeps its room */
	int64_t shm_minor;    /* as in struct native_pmap */
};

/* Reads maps once and appends it as the text of pmap, and unchanged after a tail header; either may
 * be NULL. Unless the result is NATIVE_READ_DONE, the appended text is invalid. */
enum native_read native_files_maps(
	const struct native_files *files, struct buffer *pmap_text, struct buffer *maps_text);

/* Appends a file unchanged after a tail header. If the kernel has no smaps_rollup for a process
 * without memory, appends nothing: some kernels fail the open, others the read. */
enum native_read native_files_copy(
	const struct native_files *files, const char *file, struct buffer *into);

#endif
