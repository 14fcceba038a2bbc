/* analysis.h - all that a report may know of a run, and the list of stages that make it: the file
 * to read first. */
#ifndef LEAKLINE_ANALYSIS_H
#define LEAKLINE_ANALYSIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/notes.h"
#include "base/span.h"
#include "history/happenings.h"
#include "history/processes.h"
#include "history/rounds.h"
#include "input/run_events.h"
#include "verdict/verdict.h"

struct analyze_options;

/* One run, judged; read-only after analysis_read. */
struct analysis {
	struct span run_name; /* NAME of leakline-analyze(1) */
	struct span path;     /* as on the command line */
	bool left_out;        /* sums without a PID are: nobody knows which process they are of */
	struct run_info info;
	const struct round *rounds;
	size_t round_count;
	bool by_time;        /* the regressor is time: as asked, or as intervals differ much */
	double round_mean_s; /* mean seconds of a round; 0: not known */
	uint32_t skip; /* rounds of a smaller number are left out: --skip, else the run's warm-up */
	struct happenings happenings;
	double round_s;           /* median seconds between neighbouring rounds; 0: not known */
	double mem_available_kib; /* at the end; < 0 not known */
	struct processes processes;
	struct finding *findings; /* processes.count, same order */
	struct process_verdict
		*verdicts; /* one a target process (all its lives); order of the reports' tables:
			      gravest first, then by late slope, then name */
	size_t verdict_count;
	struct span *missing; /* processes that the gate names and the run does not have */
	size_t missing_count;
	struct system_finding *system_findings; /* processes.system_count, same order */
	struct outcome outcome;                 /* what the verdicts mean for the exit status */
	struct verdict_tests tests;
	struct verdict_settings settings; /* with which the run was judged: --inject judges again */
	double round_x; /* x of one round: multiply a slope by it to get KiB a round */
	struct arena notes_arena;
	struct notes notes;
	const struct analyze_options *options;
	struct comparison *comparison; /* compare.h; NULL without --baseline */
	struct arena arena;
};

/*
 * Reads and judges the runs of one operand (a folder, an archive, a file, "-"): usually one, an
 * archive may hold several. Each is passed to take, which owns it from then on (analysis_free).
 * Gives 0, or -1 where nothing could be read; then one line has said why.
 */
int analysis_read(const char *path, const struct analyze_options *options,
	void (*take)(void *context, struct analysis *analysis), void *context);

/* Takes NULL. */
void analysis_free(struct analysis *analysis);

#endif
