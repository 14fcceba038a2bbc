/* native_fd.h - how many descriptors a process has open. */
#ifndef LEAKLINE_NATIVE_FD_H
#define LEAKLINE_NATIVE_FD_H

#include <stdbool.h>
#include <stdint.h>

#include "native_reader.h"

/* Is the size of /proc/PID/fd the number (fs/proc/fd.c, Linux 6.2 on)? Then it costs one call, and
 * needs no permission to list the folder. Never true for a recorded tree. */
bool native_fd_is_cheap(const struct native_reader *reader);

/* Appends `PID NUMBER` and LF; cheaply if native_fd_is_cheap, else counts the entries. Appends
 * nothing unless the result is NATIVE_READ_DONE. */
enum native_read native_fd_add(
	const struct native_reader *reader, bool cheap, int32_t pid, struct buffer *into);

#endif
