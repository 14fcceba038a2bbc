/* command_cgroup.h - the files and processes of cgroups, asked for in shell */
#ifndef LEAKLINE_COMMAND_CGROUP_H
#define LEAKLINE_COMMAND_CGROUP_H

#include <stdint.h>

#include "command_link.h"
#include "../cgroup/cgroup.h"

/* Adds the cgroup that the user calls name. Returns 0, or -1 after printing one line. */
int command_cgroup_add(struct command_link *link, struct cgroups *cgroups, const char *name);

/* Adds the cgroups of processes, of which pids has int32_t, by one request. Returns whether any of
 * them is in one that is mounted. */
bool command_cgroup_add_of(struct command_link *link, struct cgroups *cgroups,
	const struct buffer *pids, const struct cgroup *wish);

/* Takes a list of processes, if the file of an answer is one. */
void command_cgroup_take(struct cgroups *cgroups, const struct command_file *file);

/* Adds to the script of a round: the lists of processes, as files that command_cgroup_take takes,
 * and with has_files the files of the cgroups, as `cgroup`. */
void command_cgroup_script(struct buffer *script, const struct cgroups *cgroups, bool has_files);

#endif
