/* facts_cgroup.h - the numbers that are kept of a cgroup, and their words. */
#ifndef LEAKLINE_FACTS_CGROUP_H
#define LEAKLINE_FACTS_CGROUP_H

enum cgroup_number {
	CGROUP_ANON, /* anonymous memory: this is judged */
	CGROUP_SWAP,
	CGROUP_KERNEL,
	CGROUP_SOCK,
	CGROUP_SHMEM,
	CGROUP_CURRENT, /* with page cache: shown, not judged */
	CGROUP_PIDS,    /* a count */
	CGROUP_NUMBERS
};

/* "anon", "current": the second word of their names among the system's numbers, which are called
 * `cgroup WORD PATH`. A constant text. */
const char *facts_cgroup_word(enum cgroup_number number);

#endif
