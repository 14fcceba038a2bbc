/* source.h - where the bytes of a round come from: /proc (source_native.c), or the tools, here or
 * elsewhere (source_command.c). */
#ifndef LEAKLINE_SOURCE_H
#define LEAKLINE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/buffer.h"
#include "../base/kinds.h"

struct waiting;
struct cgroup;

/* A process that the source has seen; pointers are valid during the call. */
struct source_process {
	int32_t pid;
	uint64_t start_ticks; /* since boot; 0: unknown */
	const char *name;     /* comm, raw bytes */
	size_t name_len;
	const char *cmdline; /* as /proc/PID/cmdline: arguments, each ended by NUL */
	size_t cmdline_len;
	char state;      /* R, S ... Z; '?': unknown */
	int64_t threads; /* 0: unknown */
	int64_t group;   /* process group; 0: unknown */
	int64_t parent, session;
	uint64_t start_stack;     /* an address in its first stack, which a child shares until it
				     executes a program; 0: unknown */
	uint64_t faults;          /* page faults of its own until now */
	uint64_t children_faults; /* and of the children that it has waited for */
	bool drops_children;      /* it ignores SIGCHLD: its children end without a trace */
	bool in_cgroup;           /* of a cgroup whose processes are targets */
	bool in_kin;              /* of one that tells whose child an orphan is */
	bool is_ours;             /* a shell of this source, or its child */
	bool has_memory;          /* of its own: false for kernel threads and what has ended */
	bool is_hidden;           /* even its stat may not be read: nothing but its PID is known */
	/* Set with the result: */
	bool heap_denied;  /* its heap was requested, but permission was denied */
	bool status_empty; /* its status was requested, and nothing is in it */
};

/* What became of a target in this round. */
enum source_result {
	SOURCE_RECORDED, /* all files that were wanted hold it, or it has no memory to show (a dead
			    leader) */
	SOURCE_DENIED,   /* its memory may not be read: stat and status alone hold it */
	SOURCE_GONE      /* it ended while it was read: none holds it */
};

/* One snapshot. The caller sets the first group; the source fills text. */
struct source_round {
	uint32_t number;
	unsigned kinds;     /* bit set of 1u << enum kind: the kinds requested */
	bool all_processes; /* every process is asked about; else only pids (then ps is not wanted)
			     */
	const int32_t *pids;
	size_t pid_count;
	void *context;
	/* Meets each process, ascending by PID; true: it is a target. */
	bool (*meet)(void *context, const struct source_process *process);
	/* Told for each target. */
	void (*result)(
		void *context, const struct source_process *process, enum source_result result);

	bool hides; /* of all processes, /proc does not show those of other users (hidepid) */
	struct buffer text[KINDS]; /* kept from round to round; empty: the kind is missing */
	struct buffer trouble;     /* lines (each ended by LF) for `error` events; the round is good
				      nevertheless */
};

/* How a snapshot ended. */
enum source_status {
	SOURCE_GOOD,
	SOURCE_DROPPED, /* a connection was lost and restored: the round is dropped (see trouble) */
	SOURCE_STOPPED, /* a second signal came: the round is dropped */
	SOURCE_FAILED   /* permanently; one line was printed */
};

/* Lines for run.info about the observed host. */
struct source_info {
	struct buffer text;    /* `host: ...`, `kernel: ...`, `boot_id: ...`, `page_size: ...`,
				  `clk_tck: ...`, `source: ...`, `tools: ...` */
	struct buffer boot_id; /* the boot_id alone, for the resume event */
};

struct source {
	enum source_status (*snapshot)(struct source *source, struct source_round *round);
	/* Appends to info. Returns 0, or -1 after printing one line. */
	int (*describe)(struct source *source, struct source_info *info);
	/* Adds the cgroup that wish->path names; wish says what it is for. Returns 0, or -1 after
	 * printing one line. */
	int (*add_cgroup)(struct source *source, const struct cgroup *wish);
	/* Adds the cgroups of processes, of which pids has int32_t. Returns whether any of them is
	 * in one that is mounted. */
	bool (*add_cgroups_of)(
		struct source *source, const struct buffer *pids, const struct cgroup *wish);
	void (*close)(struct source *source);
	unsigned unasked; /* kinds besides those of every source that cost it one call a target */
};

/* Reads the folder proc ("/proc"); waits for the tools of kinds that need some through waiting;
 * reads heap_max bytes of a target's heap in a round at most. NULL after printing one line. */
struct source *source_native_open(const char *proc, struct waiting *waiting, uint64_t heap_max);

/* What source_command_open needs. */
struct source_command_options {
	const char *via; /* NULL: the tools of this host */
	int64_t reconnect_ms;
	struct waiting *waiting; /* all waiting goes through it */
	bool quiet;
};

/* Starts the command; NULL after printing one line. */
struct source *source_command_open(const struct source_command_options *options);

#endif
