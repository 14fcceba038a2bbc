/* cgroup.h - the cgroups of a run: where they are mounted, what they are called, who is in them.
 *
 * Nothing here reads a file: the source, on this host or another, gives the texts. */
#ifndef LEAKLINE_CGROUP_H
#define LEAKLINE_CGROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../base/buffer.h"

/* Where version 1 has its memory controller, and version 2 all (cgroups(7)). */
enum { CGROUP_V1, CGROUP_V2, CGROUP_MOUNTS };

/* CGROUPS_MOST: a service that is started anew for months has a new one each time. */
enum { CGROUP_PATH_BYTES = 512, CGROUPS_MOST = 256 };

struct cgroup_mount {
	char point[CGROUP_PATH_BYTES]; /* empty: not mounted */
	char root[CGROUP_PATH_BYTES];  /* the cgroup that is seen there; empty: the topmost */
};

/* One that is recorded; strings. */
struct cgroup {
	char path[CGROUP_PATH_BYTES];   /* as the run names it; empty: the topmost */
	char folder[CGROUP_PATH_BYTES]; /* where its files are */
	bool has_files;                 /* its files are recorded */
	bool is_target;                 /* its processes are targets */
	bool tells; /* --tree: an orphan in it descends from the targets in it */
};

/* All zero is empty. */
struct cgroups {
	struct cgroup_mount mounts[CGROUP_MOUNTS];
	struct cgroup *list;
	size_t count;
	struct buffer store;        /* memory of list */
	struct buffer path;         /* work space of a source */
	struct buffer targets, kin; /* PIDs of the processes in those with is_target, with tells:
				       int32_t, ascending */
};

/* The files of a cgroup that are recorded, of both versions, NULL-ended; memory controllers have a
 * part of them. */
extern const char *const cgroup_files[];

/* Takes the text of /proc/self/mountinfo. Returns false if no cgroup file system that has memory is
 * mounted. */
bool cgroups_take_mounts(struct cgroups *cgroups, const struct buffer *mountinfo);

/* The two functions below add no cgroup beyond CGROUPS_MOST. */

/* Adds the cgroup that the user calls name. folders: the paths of all folders below the mounts, a
 * line each. Returns 0, or -1 after printing one line with the nearest names. */
int cgroups_add_named(struct cgroups *cgroups, const char *name, const struct buffer *folders);

/*
 * Adds the cgroup of a process, from the text of its /proc/PID/cgroup; own is that of the
 * collector. wish says what it is for. The processes of a cgroup that is also the collector's, or
 * the topmost, are neither targets nor tell anything. Returns false if the text names no cgroup
 * that is mounted.
 */
bool cgroups_add_of(struct cgroups *cgroups, const struct buffer *text, const struct buffer *own,
	const struct cgroup *wish);

/* Appends the line before a file, as `tail -v` prints it. */
void cgroup_add_header(const struct cgroup *cgroup, const char *file, struct buffer *into);

/* Must the list of its processes be read? Not if nobody wants it, or that of one above it is read
 * for as much. */
bool cgroups_need_pids(const struct cgroups *cgroups, const struct cgroup *cgroup);

/* Begins the lists of processes anew. */
void cgroups_clear_pids(struct cgroups *cgroups);

/* Adds the lines of the cgroup.procs of a cgroup and of those below it. */
void cgroups_take_pids(
	struct cgroups *cgroups, const struct cgroup *cgroup, const char *text, size_t len);

/* Is the PID in a list of struct cgroups: targets, or kin? */
bool cgroup_has_pid(const struct buffer *pids, int32_t pid);

/* Frees everything; cgroups is then empty. */
void cgroups_free(struct cgroups *cgroups);

#endif
