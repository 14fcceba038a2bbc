/* fleet_outcome.c - what the runs of a table mean together for the exit status, and what decided
 * it. */
#include "fleet_outcome.h"

#include "../base/text.h"
#include "../options.h"
#include "fleet.h"
#include "outcome.h"

/* Runs that are no pass for other reasons than the verdicts on their processes. */
struct troubled {
	size_t open;     /* a pass lacks something */
	size_t machines; /* their machine fails them */
	size_t over;     /* a count is beyond its budget */
};

static struct troubled count_troubled(const struct fleet *fleet)
{
	struct troubled runs = { 0, 0, 0 };

	for (size_t i = 0; i < fleet->run_count; i++) {
		runs.open += fleet->runs[i].lacks;
		runs.machines += fleet->runs[i].machine_fails;
		runs.over += fleet->runs[i].over;
	}
	return runs;
}

/* How many verdicts, or runs, are what --fail-on asks for. */
static size_t count_failures(
	const struct outcome *outcome, enum fail_on fail_on, const struct troubled *runs)
{
	size_t leaks = outcome->count[VERDICT_LEAK], others = runs->machines + runs->over;

	switch (fail_on) {
	case FAIL_ON_NEVER:
		return 0;
	case FAIL_ON_LEAK:
		return others + leaks - outcome->provisional;
	case FAIL_ON_SUSPECT:
		return others + leaks + outcome->count[VERDICT_SUSPECT];
	case FAIL_ON_PROVISIONAL:
		break;
	}
	return others + leaks;
}

struct outcome fleet_outcome(const struct fleet *fleet, const struct analyze_options *options)
{
	struct outcome outcome = { .decided = "", .provisional = fleet_provisional(fleet) };
	const struct troubled runs = count_troubled(fleet);

	for (enum verdict_kind kind = 0; kind < VERDICTS; kind++)
		outcome.count[kind] = fleet_count(fleet, kind);
	if (count_failures(&outcome, options->fail_on, &runs))
		outcome.status = EXIT_STATUS_FOUND;
	else if (runs.open || (outcome.provisional && options->fail_on == FAIL_ON_LEAK) ||
		 !(outcome_is_judged(&outcome) || options->allow_inconclusive))
		outcome.status = EXIT_STATUS_NOTHING;
	return outcome;
}

const char *fleet_outcome_decided(const struct fleet *fleet, const struct outcome *outcome,
	bool any_unread, struct arena *arena)
{
	const struct troubled runs = count_troubled(fleet);

	switch (outcome->status) {
	case EXIT_STATUS_ERROR:
		return "input or output failed (standard error says which)";
	case EXIT_STATUS_FOUND:
		if (runs.machines)
			return text_format(arena,
				"the machine itself fails %zu of %zu runs (their last lines say why)",
				runs.machines, fleet->run_count);
		if (runs.over)
			return text_format(arena, "a count beyond its budget in %zu of %zu runs",
				runs.over, fleet->run_count);
		return outcome->count[VERDICT_LEAK]
			       ? ""
			       : "one of the runs failed (its own last line says why)";
	case EXIT_STATUS_NOTHING:
		if (any_unread)
			return "files could not be read";
		return runs.open ? text_format(arena, "no pass in %zu of %zu runs", runs.open,
					   fleet->run_count)
				 : "";
	default:
		return "";
	}
}
