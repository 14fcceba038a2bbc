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

/* Reads maps once and appends it as the text of pmap, and as it is below a line of tail; either
 * may be NULL. If the result is not NATIVE_READ_DONE, what was appended is of no use. */
enum native_read native_files_maps(
	const struct native_files *files, struct buffer *pmap_text, struct buffer *maps_text);

/* Appends a file as it is below a line of tail. Where the kernel has no smaps_rollup of a process
 * without memory, there is none: some say so when it is opened, others when it is read. */
enum native_read native_files_copy(
	const struct native_files *files, const char *file, struct buffer *into);

#endif
