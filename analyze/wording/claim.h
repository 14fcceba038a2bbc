/* claim.h - the verdict on a process as the title of its chart: one clause that a stranger
 * understands. */
#ifndef LEAKLINE_CLAIM_H
#define LEAKLINE_CLAIM_H

#include <stdbool.h>
#include <stddef.h>

#include "../analysis.h"

/* "ripd leaks 2.50 KiB per create-delete", "bgpd is stable: a leak above 0.8 KiB per round would
 * have shown": printable UTF-8 in arena, names and all. The name is elided where the whole would
 * take more columns than limit; it has its PID where another target has the same name. */
const char *claim_of(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t limit);

/* "its heap grows by 112 bytes per reload", "its heap does not grow": what the live heap of a
 * process shows, as the end of a title behind its name. In arena. */
const char *claim_of_heap(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);

/* "grows by 64.6 KiB per rip", "grows with time, not with the action": what an experiment tells of
 * a process, in the same way. */
const char *claim_of_attribution(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);

/* " leaks 438.3 KiB per round", ": kernel memory grows by 435 KiB per round": the verdict on group
 * i of groups, as the end of a title behind its name. */
const char *claim_of_group(struct arena *arena, const struct analysis *groups, size_t i);

/* "6 of 40 leak, 2 are suspect, 3 could not be judged": the verdicts of a run; of a single process
 * its claim. In arena. */
const char *claim_of_run(struct arena *arena, const struct analysis *analysis);

/* Has another target the same name? Lives of one process do not count. */
bool claim_is_name_shared(const struct analysis *analysis, const struct process *process);

#endif
