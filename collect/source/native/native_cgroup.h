/* native_cgroup.h - the files and processes of cgroups, read from where they are mounted. */
#ifndef LEAKLINE_NATIVE_CGROUP_H
#define LEAKLINE_NATIVE_CGROUP_H

#include <stdint.h>

#include "native_reader.h"
#include "../cgroup/cgroup.h"

/* Adds the cgroup that the user calls name. Returns 0, or -1 after printing one line. */
int native_cgroup_add(
	const struct native_reader *reader, struct cgroups *cgroups, const char *name);

/* Adds the cgroups of processes, of which pids has int32_t. Returns whether any of them is in one
 * that is mounted. */
bool native_cgroup_add_of(const struct native_reader *reader, struct cgroups *cgroups,
	const struct buffer *pids, const struct cgroup *wish);

/* Once a round: which processes are in the cgroups. piece is work space. */
void native_cgroup_members(
	const struct native_reader *reader, struct cgroups *cgroups, struct buffer *piece);

/* Appends the files of the cgroups; those that are missing are left out. */
void native_cgroup_files(const struct native_reader *reader, const struct cgroups *cgroups,
	struct buffer *piece, struct buffer *into);

#endif
