/* native_system.h - what the rows of ps and pmap need to know of the whole system */
#ifndef LEAKLINE_NATIVE_SYSTEM_H
#define LEAKLINE_NATIVE_SYSTEM_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "../../base/buffer.h"
#include "native_names.h"
#include "native_ps.h"

struct native_reader;

struct native_system {
	struct native_ps ps;
	int64_t shm_minor; /* as in struct native_pmap */
	struct native_names users, terminals;
	struct stat passwd; /* as it was when users were looked up */
	struct buffer text; /* a file, as long as it is needed */
	bool boot_known;
	int64_t boot_offset_s; /* wall clock minus time since boot, when boot_s was read */
};

/* Reads the constants: PID width, ticks, the device of shared memory. Cannot fail: an unknown one
 * gets procps's default. */
void native_system_open(struct native_system *system, const struct native_reader *reader);
void native_system_close(struct native_system *system);

/* Reads the data common to a round's ps table: the time, and the size of memory from the text of
 * meminfo. */
void native_system_update(struct native_system *system, const struct native_reader *reader,
	const struct buffer *meminfo);

/* The user's name, or NULL. Valid until the next call. */
const char *native_system_user(struct native_system *system, uint64_t uid);

/* The name of a terminal by field 7 of stat, `?` if there is none. Valid until the next call. */
const char *native_system_terminal(
	struct native_system *system, const struct native_reader *reader, int64_t terminal);

#endif
