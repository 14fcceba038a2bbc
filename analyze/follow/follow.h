/* follow.h - watches a run that is being written, until it ends or is decided. */
#ifndef LEAKLINE_FOLLOW_H
#define LEAKLINE_FOLLOW_H

#include <stdbool.h>
#include <stdint.h>

struct analyze_options;

/* How the watching ended. */
struct follow_end {
	const char *path;    /* what to judge and report now: an operand of analysis_read */
	uint32_t last_round; /* up to this round: where it was decided; 0: all that is there */
	bool silent;         /* no round came for ten intervals: said */
	bool is_empty;       /* and there is no run to judge: no round has come */
};

/*
 * Watches RUN (a folder, or "-") and prints what the verdicts are so far: on a terminal a summary
 * that is drawn anew, else a line for each change. Looks are at fixed numbers of rounds, whatever
 * the pace of the run: the same run is decided at the same round each time. Returns 0, or -1 after
 * printing one line.
 */
int follow_run(const struct analyze_options *options, const char *run, struct follow_end *end);

#endif
