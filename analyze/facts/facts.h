/* facts.h - the few numbers kept of one member: its text is freed at once. */
#ifndef LEAKLINE_FACTS_H
#define LEAKLINE_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/arena.h"
#include "../base/span.h"
#include "../import/log_pieces.h"
#include "../kinds.h"

struct facts_memory;
struct group_list;
struct heap_reading;
struct notes;
struct status_row;
struct import_table;
struct run_text;

/* What only some kinds of files tell of a process. KiB; -1 if unknown. */
struct fact_more {
	int64_t threads;
	int64_t fds;                  /* open descriptors */
	int64_t old_kib, collections; /* of a JVM: old generation used, full collections */
	int64_t worked;               /* status: context switches; stat: ticks of CPU */
	int64_t faults;               /* of pages; stat only */
	uint64_t start_ticks;         /* 0 if unknown */
	uint64_t stack;               /* where its stack begins; 0 if unknown */
	int32_t parent, session;      /* from stat; 0 if unknown */
	int64_t anon, swap, data_stack, page_tables;
	int64_t size, peak;              /* of the address space; size: of stat, too */
	int64_t pss, pss_anon, swap_pss; /* its shares of what it shares; smaps_rollup only */
	const struct group_list
		*groups; /* mapping groups; NULL if unknown. Shared, owned by the reader's arena */
	const struct heap_reading *heap; /* its live heap; NULL if unknown. Owned likewise */
};

/* One member's data about one process: what tables tell, of which a log has millions of rows. KiB;
 * -1 if unknown. */
struct process_fact {
	int32_t pid;
	char state;     /* 0 if unknown */
	bool begins;    /* in a log: a round starts before it */
	bool is_thread; /* status of a thread other than the first */
	bool is_used;   /* private_kib, of a pmap, is of pages, not of whole mappings */
	uint64_t row;   /* two facts with one number are of the same bytes under the same header; 0:
			   not known */
	int64_t time_ms; /* of a log's reading; -1 if unknown */
	int64_t rss, private_kib;
	struct span owner; /* in a log: distinguishes processes of one PID; empty if nothing does */
	struct span name, command, user; /* in the facts' arena; empty if unknown */
	int64_t elapsed_s;               /* from ps: since its start; -1 if unknown */
	int64_t grain;                   /* of rss: 1, or a unit of BusyBox */
	uint32_t cpu, start;             /* from ps (parse_ps_time.h); 0 if unknown */
	struct fact_more *more;          /* in the facts' arena; NULL: nothing of it is known */
};

/* A number of the whole system. */
struct system_fact {
	struct span name;
	int64_t size;
	bool pages; /* size is in pages, else KiB */
};

enum { FACTS_BATCH = 4096 };

/* More is kept as this: 128 TiB, as much as a process of x86-64 can address. */
#define FACTS_LARGEST_KIB ((INT64_C(1) << 37) - 128)

/* One member's data, in text order. All arrays belong to the arena. */
struct facts {
	struct arena *arena;         /* scratch of the member */
	struct facts_memory *memory; /* the worker's; NULL: skip mapping groups */
	enum kind kind;
	enum piece_form lines; /* how they are to be read */
	struct span
		header; /* header of a ps table that precedes this text; empty: it is in the text */
	struct run_text *text; /* that it is a part of, if its reading is to be told of; or NULL */
	struct import_table *spec; /* the user's description of a table, or NULL */
	const char *hint;          /* why nothing could be read, or NULL */
	bool is_part;  /* lines were left out, from where they could not be trusted, or a size that
			  grows alone */
	uint32_t form; /* of ps: the form of the last table (parse_ps.h); else 0 */
	struct process_fact *processes;
	size_t count, capacity;
	struct fact_more **more; /* what else is known of some of them */
	size_t more_count, more_made, more_capacity;
	size_t expected; /* processes: as many as in the worker's last member of this kind, or 0 */
	/* Called before each FACTS_BATCH-th process is added, or NULL: may fold what is there, and
	 * set count and more_count to 0 and folded to how many it was, so that a log of any size
	 * takes the memory of a batch. */
	void (*full)(void *context, struct facts *facts);
	void *context;
	size_t folded;
	bool need_whole; /* what was folded is in the wrong order, or counts for nothing: only all
			    of them at once show it, so the text is to be read again without full */
	struct system_fact *system;
	size_t system_count, system_capacity;
};

/* Readers for the table of kinds: from a text of that kind to facts. */
void facts_of_status(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_stat(struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_ps(struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_pmap(struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_maps(struct span text, struct arena *arena, struct notes *notes,
	struct facts *facts); /* smaps too */
/* smaps or smaps_rollup of one process without a header that names it; its fact also gets the sum
 * of Rss. */
void facts_of_process_smaps(struct span text, int32_t pid, struct arena *arena, struct notes *notes,
	struct facts *facts);
void facts_of_fd(struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_jstat(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_heap(struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_slabinfo(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_vmstat(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_cgroup(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_meminfo(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);

/* The key of what a process has once per round: two for pmap, since -x has resident memory and -d
 * does not, and two for readings, of which some tables have a row for each of both. */
uint64_t facts_key(enum kind kind, const struct process_fact *fact);

/* Appends a new fact, all values unknown. */
struct process_fact *facts_add(struct facts *facts, int32_t pid);

/* Adds a fact whose content is undefined: the caller sets it. */
struct process_fact *facts_add_unset(struct facts *facts);

/* Appends a number of the whole system; the name must live as long as the facts. */
void facts_add_system(struct facts *facts, struct span name, int64_t size, bool pages);

/* What else is known of a process, to read it: all unknown if nothing is. */
const struct fact_more *facts_more(const struct process_fact *fact);

/* The same to set it. */
struct fact_more *facts_more_of(struct facts *facts, struct process_fact *fact);

/* Copies the numbers of a process's status. */
void facts_set_status(struct facts *facts, struct process_fact *fact, const struct status_row *row);

#endif
