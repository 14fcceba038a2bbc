/* native_see.h - the native source's state, and what a snapshot does with each process. */
#ifndef LEAKLINE_NATIVE_SEE_H
#define LEAKLINE_NATIVE_SEE_H

#include <stdbool.h>
#include <stdint.h>

#include "native_process.h"
#include "native_reader.h"
#include "native_system.h"
#include "../cgroup/cgroup.h"
#include "../source.h"

struct heap;
struct waiting;

/* The native source, and the process that it looks at. Buffers keep their room from one round to
 * the next. */
struct native {
	struct source source;
	struct native_reader reader;
	struct native_system system;
	struct buffer stat, status, cmdline; /* files of the current process */
	struct native_process process;       /* what they say */
	struct buffer piece;                 /* work space for a file */
	struct waiting *waiting;
	struct cgroups cgroups;
	struct heap *heap;      /* NULL until it is wanted */
	uint64_t heap_max;      /* at most so many bytes are read of one process */
	bool heap_denied;       /* the heap of the current process may not be read */
	bool counts_fds;        /* the kernel counts the descriptors of a process */
	bool jstat_missing;     /* there is no such program, which was said */
	bool kernel_euid_known; /* the owner of kernel threads, the same for all */
	uint64_t kernel_euid;
	int64_t look_ms; /* when to look for stop signals again */
};

/* Is this kind recorded in this round? */
bool native_see_is_wanted(const struct source_round *round, enum kind kind);

/*
 * Looks at one process: asks the round whether it is a target, and appends to the texts of the
 * round all that is wanted of it. NATIVE_READ_DONE, also if nothing was wanted; NATIVE_READ_GONE:
 * it ended meanwhile, nothing of it was appended; NATIVE_READ_DENIED: only what all may read was;
 * NATIVE_READ_FAILED: the system is at fault, errno says why.
 */
enum native_read native_see(struct native *native, struct source_round *round, int32_t pid);

/* Adds a line to what went wrong in the round: WHAT, the PID if it is one (0: none), and the errno
 * WHY; ENXIO is a file that is no regular one. */
void native_see_trouble(struct source_round *round, const char *what, int32_t pid, int why);

/* Tells the round of a PID that was asked for, by itself or by its cgroup, and may not even be
 * looked at (/proc mounted with hidepid). */
void native_see_hidden(const struct native *native, const struct source_round *round, int32_t pid);

/* The same of all processes of cgroups that /proc hides so well that they are not in its list, of
 * count PIDs, ascending (hidepid=2). */
void native_see_hidden_members(const struct native *native, const struct source_round *round,
	const int32_t *pids, size_t count);

/* Were these PIDs, ascending, all that /proc shows, and not all that there are (hidepid)?
 * is_denied: the stat of one of them might not be read. */
bool native_see_hides(
	const struct native *native, const int32_t *pids, size_t count, bool is_denied);

#endif
