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

/* Processes, and groups in the place of their members, by what counts of their verdicts. */
struct tally {
	size_t known[VERDICTS];     /* a gate knows them */
	size_t provisional;         /* leaks that are not known, and only provisional */
	size_t withdrawn[VERDICTS]; /* what was a leak, or suspect, in its own run, and is less
				       after the correction over all */
};

static void tally_process(struct tally *tally, const struct fleet_life *lives, size_t count,
	enum verdict_kind gravest)
{
	enum verdict_kind own = VERDICT_INCONCLUSIVE;
	bool sure = false, known = true;

	for (size_t i = 0; i < count; i++) {
		known &= lives[i].known;
		own = lives[i].verdict > own ? lives[i].verdict : own;
		sure |= lives[i].corrected == VERDICT_LEAK && !lives[i].provisional;
	}
	if (known) {
		tally->known[gravest]++;
		return;
	}
	tally->provisional += gravest == VERDICT_LEAK && !sure;
	tally->withdrawn[own] += gravest < own;
}

static struct tally tally_of(const struct fleet *fleet)
{
	struct tally tally = { .provisional = 0 };
	enum verdict_kind gravest;

	for (size_t i = 0, end; i < fleet->life_count; i = end) {
		end = fleet_process(fleet, i, &gravest);
		if (!fleet->lives[i].in_group)
			tally_process(&tally, fleet->lives + i, end - i, gravest);
	}
	return tally;
}

/* Those among them that --fail-on would have asked for. */
static size_t count_withdrawn(const struct tally *tally, enum fail_on fail_on)
{
	if (fail_on == FAIL_ON_NEVER)
		return 0;
	return tally->withdrawn[VERDICT_LEAK] +
	       (fail_on == FAIL_ON_SUSPECT ? tally->withdrawn[VERDICT_SUSPECT] : 0);
}

/* How many verdicts, or runs, are what --fail-on asks for. */
static size_t count_failures(const struct outcome *outcome, const struct tally *tally,
	enum fail_on fail_on, const struct troubled *runs)
{
	size_t leaks = outcome->count[VERDICT_LEAK] - tally->known[VERDICT_LEAK],
	       others = runs->machines + runs->over;

	switch (fail_on) {
	case FAIL_ON_NEVER:
		return 0;
	case FAIL_ON_LEAK:
		return others + leaks - tally->provisional;
	case FAIL_ON_SUSPECT:
		return others + leaks + outcome->count[VERDICT_SUSPECT] -
		       tally->known[VERDICT_SUSPECT];
	case FAIL_ON_PROVISIONAL:
		break;
	}
	return others + leaks;
}

struct outcome fleet_outcome(const struct fleet *fleet, const struct analyze_options *options)
{
	const struct tally tally = tally_of(fleet);
	const struct troubled runs = count_troubled(fleet);
	struct outcome outcome = {
		.decided = "", .provisional = tally.provisional, .known = tally.known[VERDICT_LEAK]
	};

	for (enum verdict_kind kind = 0; kind < VERDICTS; kind++)
		outcome.count[kind] = fleet_count(fleet, kind);
	if (count_failures(&outcome, &tally, options->fail_on, &runs))
		outcome.status = EXIT_STATUS_FOUND;
	else if (runs.open || (outcome.provisional && options->fail_on == FAIL_ON_LEAK) ||
		 (!options->allow_inconclusive && (count_withdrawn(&tally, options->fail_on) ||
							  !outcome_is_judged(&outcome))))
		outcome.status = EXIT_STATUS_NOTHING;
	return outcome;
}

/* What is no pass for what its runs lack, or what the correction took away; or "". */
static const char *nothing_decided(
	const struct fleet *fleet, const struct analyze_options *options, struct arena *arena)
{
	const struct tally tally = tally_of(fleet);
	size_t open = count_troubled(fleet).open, lost = count_withdrawn(&tally, options->fail_on);

	if (open)
		return text_format(arena, "no pass in %zu of %zu runs", open, fleet->run_count);
	return lost ? text_format(arena, "%zu found in %s own run %s not proven over all runs",
			      lost, lost == 1 ? "its" : "their", lost == 1 ? "is" : "are")
		    : "";
}

const char *fleet_outcome_decided(const struct fleet *fleet, const struct analyze_options *options,
	const struct outcome *outcome, bool any_unread, struct arena *arena)
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
		return any_unread ? "files could not be read"
				  : nothing_decided(fleet, options, arena);
	default:
		return "";
	}
}
