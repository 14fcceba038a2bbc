/* analysis.h - everything that a report may know about a run, and the entry point of the stages
 * that compute it: read this file first. */
#ifndef LEAKLINE_ANALYSIS_H
#define LEAKLINE_ANALYSIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/notes.h"
#include "base/span.h"
#include "columns/rounds.h"
#include "history/design.h"
#include "history/happenings.h"
#include "history/pools.h"
#include "history/processes.h"
#include "input/run_events.h"
#include "verdict/verdict.h"
#include "verdict/verdict_attribution.h"
#include "verdict/verdict_pool.h"

struct analyze_options;

/* One judged run; read-only after analysis_read. */
struct analysis {
	struct span run_name; /* NAME of leakline-analyze(1) */
	struct span path;     /* as on the command line */
	bool left_out; /* sums without a PID are left out: it is unknown which process they belong
			  to */
	bool of_machines; /* all is left out, as each folder may be of another machine */
	bool in_turn;     /* also those below a PID, as they were of several processes in turn */
	size_t unread;    /* files of the operand that could not be read, and that may be logs */
	bool is_part; /* files of the operand were left out, unseen: of a sub-folder that cannot be
			 listed, beyond the limit of their number, or where an archive is cut off */
	bool lacks_lines;  /* lines of a log were left out, from where they could not be trusted */
	bool is_of_system; /* a log of the machine alone: its numbers are what is judged */
	struct run_info info;
	struct round_list rounds; /* built; those of the members, if it is of groups */
	bool is_folder;           /* the operand is a folder */
	bool has_events_file;     /* of a run that has ended, or a folder: not of a stream */
	uint32_t
		seen_round; /* the highest round that the events tell of, also if it was left out */
	bool by_time;       /* x is time: as asked, or because the intervals differ much */
	double round_mean_s; /* mean seconds of a round; 0: unknown */
	uint32_t skip; /* rounds with a smaller number are left out: --skip, else the warm-up of the
			  run */
	struct happenings happenings;
	struct design design;     /* which action was drawn for which round */
	double round_s;           /* median seconds between neighbouring rounds; 0: unknown */
	double mem_available_kib; /* at the end; < 0: unknown */
	struct processes processes;
	struct finding *findings;            /* processes.count of them, same order */
	const struct attributed *attributed; /* what growth is due to, one per finding; NULL: the
						run is no experiment */
	struct process_verdict
		*verdicts; /* one per target process (all its lives), in the order of the reports'
			      tables: gravest first, then by late slope, then by name */
	size_t verdict_count;
	struct pools pools;                 /* groups of processes */
	struct pool_finding *pool_findings; /* pools.count of them, same order */
	struct analysis *groups; /* the sums of these groups as a run of its own, whose processes
				    they are: for whatever judges, compares or prints a process.
				    It owns its own arena alone. NULL: no groups */
	const struct analysis *members; /* of such a run: the one that holds the members */
	struct span *missing; /* processes that the gate file names but the run does not have */
	size_t missing_count;
	struct system_finding *system_findings; /* processes.system_count of them, same order */
	struct outcome outcome;                 /* what the verdicts mean for the exit status */
	struct verdict_tests tests;
	struct verdict_settings
		settings; /* the settings used to judge the run: --inject judges again with them */
	double round_x;   /* x of one round: multiply a slope by it to get KiB a round */
	struct arena notes_arena;
	struct notes notes;
	const struct analyze_options *options;
	struct comparison *comparison; /* compare.h; NULL without --baseline */
	struct arena arena;
};

/*
 * Reads and judges the runs of one operand (a folder, an archive, a file, "-"): usually one run,
 * but an archive may hold several. Passes each run to take, which then owns it (analysis_free).
 * Returns 0, or -1 after printing one line if nothing could be read.
 */
int analysis_read(const char *path, const struct analyze_options *options,
	void (*take)(void *context, struct analysis *analysis), void *context);

/* The same of files that are parts of one log; path: what they are called together. */
int analysis_read_files(const char *path, const char *const *files, size_t count,
	const struct analyze_options *options,
	void (*take)(void *context, struct analysis *analysis), void *context);

/* Accepts NULL. */
void analysis_free(struct analysis *analysis);

#endif
