/* native_process.h - what the native source takes from stat, status and cmdline of a process */
#ifndef LEAKLINE_NATIVE_PROCESS_H
#define LEAKLINE_NATIVE_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One process at one moment. Memory is KiB, times are clock ticks (CLK_TCK a second). */
struct native_process {
	int32_t pid;
	char state;
	int64_t parent, group, session, terminal, terminal_group;
	uint64_t flags;
	uint64_t faults, children_faults; /* as in struct source_process */
	bool drops_children;
	uint64_t cpu_ticks; /* user and system together */
	int64_t nice, threads;
	uint64_t start_ticks; /* since boot */
	uint64_t space_bytes; /* size of the address space; 0: has no memory of its own */
	uint64_t start_stack; /* an address in the stack of the first thread; 0: unknown */
	const char *name;     /* of the main thread, raw bytes; points into the text of stat */
	size_t name_len;
	/* from status; a line that is missing is 0, as ps prints it */
	uint64_t euid;
	uint64_t size_kib, rss_kib, locked_kib;
};

/* Takes the text of /proc/PID/stat, len bytes; p->name points into it afterwards. The fields of
 * status become 0. False if it is no such text. */
bool native_process_read_stat(struct native_process *p, const char *stat, size_t len);

struct cgroups;
struct source_process;

/* What the round is told of it: all but its command line, and whose shell it is. It points to the
 * same name. */
struct source_process native_process_seen(
	const struct native_process *p, const struct cgroups *cgroups);

/* Takes the text of /proc/PID/status. */
void native_process_read_status(struct native_process *p, const char *status, size_t len);

/* A thread of the kernel's own: started by kthreadd, without memory, and with its owner. */
bool native_process_is_kernel(const struct native_process *p);

/* Writes the command as ps and pmap of procps 4.0.2-4.0.4 show it in the C locale: the arguments
 * of cmdline (len bytes) joined by blanks, or [name], and returns the place after it. `out` has
 * room for native_process_command_max(p, len) bytes. */
char *native_process_command(
	const struct native_process *p, const char *cmdline, size_t len, char *out);
size_t native_process_command_max(const struct native_process *p, size_t len);

#endif
