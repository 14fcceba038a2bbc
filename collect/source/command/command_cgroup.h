/* command_cgroup.h - the files and processes of cgroups, asked for in shell */
#ifndef LEAKLINE_COMMAND_CGROUP_H
#define LEAKLINE_COMMAND_CGROUP_H

#include <stdint.h>

#include "command_link.h"
#include "../cgroup/cgroup.h"

/* Adds the cgroup that wish->path names or, if pid is not 0, that of the process. Returns 0, or -1:
 * after printing one line if it was named. */
int command_cgroup_add(
	struct command_link *link, struct cgroups *cgroups, int32_t pid, const struct cgroup *wish);

/* Takes a list of processes, if the file of an answer is one. */
void command_cgroup_take(struct cgroups *cgroups, const struct command_file *file);

/* Adds to the script of a round: the lists of processes, as files that command_cgroup_take takes,
 * and with has_files the files of the cgroups, as `cgroup`. */
void command_cgroup_script(struct buffer *script, const struct cgroups *cgroups, bool has_files);

#endif
