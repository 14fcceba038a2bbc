/* facts.h - the few numbers of one member that are kept: its text dies at once. */
#ifndef LEAKLINE_FACTS_H
#define LEAKLINE_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/arena.h"
#include "../base/span.h"
#include "../kinds.h"

struct facts_memory;
struct group_list;
struct notes;
struct status_row;
struct import_table;

/* What one member says of one process. KiB; -1 not told. */
struct process_fact {
	int32_t pid;
	struct span name, command, user; /* in the facts' arena; empty where not told */
	struct span owner; /* of a log: what tells it from others of its PID; empty: nothing */
	bool begins;       /* of a log: a round begins in front of it */
	char state;        /* 0 not told */
	int64_t threads;
	int64_t worked;       /* status: context switches; stat: ticks of CPU */
	uint64_t start_ticks; /* 0 not told */
	int64_t rss, anon, swap, data_stack, page_tables;
	int64_t peak; /* of the address space */
	int64_t private_kib;
	int64_t grain;                   /* of rss: 1, or a unit of BusyBox */
	uint32_t cpu, start;             /* of ps (parse_ps_time.h); 0 not told */
	int64_t time_ms;                 /* of a log's reading; -1 not told */
	const struct group_list *groups; /* of mappings; NULL where none were told. Shared, owned by
					    the reader's arena */
};

/* A number of the whole system. */
struct system_fact {
	struct span name;
	int64_t size;
	bool pages; /* size is in pages, else KiB */
};

/* What one member says; in the order of its text. All arrays are the arena's. */
struct facts {
	struct arena *arena;         /* scratch of the member */
	struct facts_memory *memory; /* the worker's; NULL: no groups of mappings */
	enum kind kind;
	bool bare; /* the text has no line that names columns or processes (log_pieces.h) */
	struct span header; /* of a table of ps whose header stands in front of this text; empty: in
			       it */
	bool prefixed;      /* its lines begin with dates */
	struct import_table *spec; /* what the user says of a table, or NULL */
	const char *hint;          /* why nothing could be read, or NULL */
	uint32_t form;             /* of ps: that of the last table (parse_ps.h); else 0 */
	struct process_fact *processes;
	size_t count, capacity;
	size_t expected; /* processes: as many as the worker's last member of the kind had, or 0 */
	struct system_fact *system;
	size_t system_count, system_capacity;
};

/* Readers for the table of kinds: text of that kind -> facts. */
void facts_of_status(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_stat(struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_ps(struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_pmap(struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_maps(struct span text, struct arena *arena, struct notes *notes,
	struct facts *facts); /* smaps too */
/* smaps or smaps_rollup of one process without a header that names it; its fact gets the sum of
 * Rss, too. */
void facts_of_process_smaps(struct span text, int32_t pid, struct arena *arena, struct notes *notes,
	struct facts *facts);
void facts_of_slabinfo(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_vmstat(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_meminfo(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);

/* What a process has once a round: of pmap two tables, where -x tells its resident memory and -d
 * does not. */
uint64_t facts_key(enum kind kind, const struct process_fact *fact);

/* A new fact at the end of the list, nothing told. */
struct process_fact *facts_add(struct facts *facts, int32_t pid);

/* Takes the numbers of a process's status over. */
void facts_set_status(struct process_fact *fact, const struct status_row *row);

#endif
