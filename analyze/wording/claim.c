/* claim.c - the verdict on a process as the title of its chart. */
#include "claim.h"

#include <math.h>
#include <string.h>

#include "../base/escape.h"
#include "../base/text.h"
#include "claim_action.h"
#include "wording.h"
#include "wording_heap.h"
#include "wording_pool.h"

enum { KIB_OF_MIB = 1024, LEAST_NAME = 8, TITLE_COLUMNS = 76 };

/* What the clause is made of. */
struct claim {
	struct arena *arena;
	const struct analysis *analysis;
	const struct finding *finding;
};

/* "2.50 KiB", "5.8 MiB"; with so many decimals below 1 MiB. */
static const char *size_to(const struct claim *claim, double kib, int decimals)
{
	if (fabs(kib) >= KIB_OF_MIB)
		return wording_size(claim->arena, kib);
	return text_format(claim->arena, "%s KiB", wording_number_to(claim->arena, kib, decimals));
}

/* The rate of a metric, with the decimals that the sentence below has. */
static const char *rate_of(const struct claim *claim, enum metric metric)
{
	const struct trend *trend = &claim->finding->trend[metric];
	int decimals = wording_line_decimals(claim->analysis,
		&claim->finding->trend[METRIC_FOOTPRINT], &claim->finding->trend[METRIC_PRIVATE]);

	if (metric != METRIC_FOOTPRINT && metric != METRIC_PRIVATE)
		decimals = wording_decimals(wording_per_round(claim->analysis, trend->rate),
			wording_per_round(claim->analysis, trend->rate_low),
			wording_per_round(claim->analysis, trend->rate_high));
	return size_to(claim, wording_per_round(claim->analysis, trend->rate), decimals);
}

/* The action that the growth is due to, where the run is an experiment that tells; else NULL. */
static const struct attributed_part *due_to(const struct claim *claim, size_t *arm)
{
	const struct attributed *of = wording_attributed(claim->analysis, claim->finding);
	const struct attributed_part *most = NULL;

	if (!of || !of->arm ||
		(of->word != ATTRIBUTION_BY_ACTION && of->word != ATTRIBUTION_BY_BOTH))
		return NULL;
	for (size_t a = 0; a < claim->analysis->design.arm_count; a++)
		if (of->arm[a].grows && (!most || of->arm[a].slope > most->slope)) {
			most = &of->arm[a];
			*arm = a;
		}
	return most;
}

static const char *heap_rate(const struct claim *claim)
{
	return wording_heap_bytes(
		claim->arena, wording_per_round(claim->analysis, claim->finding->heap.trend->rate));
}

static const char *leak_claim(const struct claim *claim)
{
	const struct finding *finding = claim->finding;
	const char *note = finding->provisional == PROVISIONAL_NOT ? "" : " (provisional)",
		   *per = claim_action_unit(claim->arena, claim->analysis), *rate;
	size_t arm = 0;
	const struct attributed_part *part = due_to(claim, &arm);

	if (part) {
		rate = size_to(
			claim, part->slope, wording_decimals(part->slope, part->low, part->high));
		per = claim_action(claim->arena, claim->analysis, claim->analysis->design.arm[arm]);
	} else if (finding->decided_by == METRIC_HEAP && finding->heap.trend) {
		rate = heap_rate(claim);
	} else {
		rate = rate_of(claim, finding->decided_by == METRIC_OLD     ? METRIC_OLD
				      : finding->reason == REASON_BOTH_GROW ? METRIC_PRIVATE
									    : METRIC_FOOTPRINT);
	}
	return text_format(claim->arena, "leaks %s per %s%s", rate, per, note);
}

static const char *suspect_claim(const struct claim *claim)
{
	const char *per = claim_action_unit(claim->arena, claim->analysis), *what;
	enum metric metric;

	switch (claim->finding->reason) {
	case REASON_ONLY_PRIVATE:
	case REASON_NO_RSS:
		metric = METRIC_PRIVATE;
		what = "private memory";
		break;
	case REASON_ONLY_FILES:
		metric = METRIC_REST;
		what = "memory of files";
		break;
	default:
		metric = METRIC_FOOTPRINT;
		what = "resident memory";
	}
	if (claim->finding->decided_by == METRIC_HEAP || !claim->finding->trend[metric].has_late)
		return "is suspect";
	return text_format(claim->arena, "is suspect: %s grows by %s per %s", what,
		rate_of(claim, metric), per);
}

/* "2.3 KiB": the least leak that would have shown; NULL: unknown. */
static const char *shown(const struct claim *claim)
{
	const struct finding *finding = claim->finding;
	double kib = wording_per_round(claim->analysis, finding->detectable);

	if (finding->heap.is_read && finding->heap.verdict == VERDICT_STABLE &&
		finding->heap.detectable >= 0 && finding->process->heap.is_whole &&
		finding->heap.outside_kib < claim->analysis->settings.page_kib)
		return wording_heap_bytes(
			claim->arena, wording_per_round(claim->analysis, finding->heap.detectable));
	if (finding->detectable < 0)
		return NULL;
	return kib >= KIB_OF_MIB
		       ? wording_size(claim->arena, kib)
		       : text_format(claim->arena, "%s KiB", wording_number(claim->arena, kib));
}

static const char *stable_claim(const struct claim *claim)
{
	const char *least = shown(claim), *per = claim_action_unit(claim->arena, claim->analysis);

	if (claim->finding->reason == REASON_BELOW_BUDGET &&
		claim->finding->decided_by != METRIC_HEAP)
		return text_format(claim->arena, "grows by %s per %s: within its budget",
			rate_of(claim, claim->finding->trend[METRIC_FOOTPRINT].rate >=
						       claim->finding->trend[METRIC_PRIVATE].rate
					       ? METRIC_FOOTPRINT
					       : METRIC_PRIVATE),
			per);
	if (!least)
		return text_format(claim->arena, "is stable in %zu rounds",
			claim->finding->process->rounds -
				wording_left_out(claim->analysis, claim->finding->process));
	return text_format(
		claim->arena, "is stable: a leak above %s per %s would have shown", least, per);
}

static const char *open_claim(const struct claim *claim)
{
	const char *least = shown(claim);

	if (claim->finding->reason != REASON_INSENSITIVE || !least)
		return "could not be judged";
	return text_format(claim->arena,
		"could not be judged: a leak under %s per %s would not have shown", least,
		claim_action_unit(claim->arena, claim->analysis));
}

bool claim_is_name_shared(const struct analysis *analysis, const struct process *process)
{
	const struct processes *processes = &analysis->processes;

	for (size_t i = 0; i < processes->target_count; i++)
		if (processes->items[i].identity != process->identity &&
			span_equal(processes->items[i].name, process->name))
			return true;
	return false;
}

const char *claim_of(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t limit)
{
	static const char *(*const clauses[VERDICTS])(const struct claim *claim) = {
		[VERDICT_LEAK] = leak_claim,
		[VERDICT_SUSPECT] = suspect_claim,
		[VERDICT_STABLE] = stable_claim,
		[VERDICT_INCONCLUSIVE] = open_claim,
	};
	const struct claim claim = { arena, analysis, finding };
	const struct process *process = finding->process;
	const char *clause = clauses[finding->verdict](&claim),
		   *pid = claim_is_name_shared(analysis, process)
				  ? text_format(arena, " (%d)", (int)process->pid)
				  : "";
	size_t columns = escape_columns(clause) + strlen(pid) + 1;

	return text_format(arena, "%s%s %s",
		escape_printable(arena, process->name,
			limit > columns + LEAST_NAME ? limit - columns : LEAST_NAME),
		pid, clause);
}

const char *claim_of_heap(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	const struct claim claim = { arena, analysis, finding };
	const struct heap_finding *heap = &finding->heap;

	if (heap->trend && heap->trend->has_late && heap->judged.state == STATE_GROW)
		return text_format(arena, "its heap grows by %s per %s", heap_rate(&claim),
			claim_action_unit(arena, analysis));
	if (finding->reason == REASON_HEAP_CLASS)
		return "a kind of block in its heap grows in number";
	return heap->is_read && heap->verdict == VERDICT_STABLE ? "its heap does not grow"
								: "its heap, not judged";
}

const char *claim_of_attribution(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	const struct claim claim = { arena, analysis, finding };
	const struct attributed *of = wording_attributed(analysis, finding);
	const struct attributed_part *part;
	size_t arm = 0;

	switch (of ? of->word : ATTRIBUTION_NONE) {
	case ATTRIBUTION_BY_TIME:
		return "grows with time, not with the action";
	case ATTRIBUTION_BY_BOTH:
		return "grows with the action, and with time";
	case ATTRIBUTION_BY_ACTION:
		break;
	case ATTRIBUTION_CANNOT_TELL:
		return "action or time: it cannot be told yet";
	default:
		return "nothing that grows, with the action or with time";
	}
	part = due_to(&claim, &arm);
	return part ? text_format(arena, "grows by %s per %s",
			      size_to(&claim, part->slope,
				      wording_decimals(part->slope, part->low, part->high)),
			      claim_action(claim.arena, claim.analysis, analysis->design.arm[arm]))
		    : "grows with the action, not with time";
}

/* The metric that wording_pool_rates prints. */
static const char *sum_rate(const struct claim *claim, enum metric metric)
{
	const struct trend *trend = &claim->finding->trend[metric];

	return size_to(claim, wording_per_round(claim->analysis, trend->rate),
		wording_line_decimals(claim->analysis, trend, trend));
}

/* What of a cgroup grows faster than its anonymous memory; NULL: nothing. */
static const struct finding *faster_extra(
	const struct analysis *groups, size_t i, const char **name)
{
	double most = groups->findings[i].trend[METRIC_FOOTPRINT].rate;
	const struct finding *faster = NULL;

	for (enum pool_extra extra = 0; extra < POOL_CURRENT; extra++) {
		const struct finding *of = groups->pool_findings[i].extra[extra];

		if (of && of->verdict >= VERDICT_SUSPECT &&
			of->trend[METRIC_FOOTPRINT].rate > most) {
			most = of->trend[METRIC_FOOTPRINT].rate;
			faster = of;
			*name = wording_pool_extra(extra);
		}
	}
	return faster;
}

const char *claim_of_group(struct arena *arena, const struct analysis *groups, size_t i)
{
	const char *what = "";
	const struct finding *finding = &groups->findings[i],
			     *extra = faster_extra(groups, i, &what);
	const struct claim claim = { arena, groups, extra ? extra : finding };
	bool sum = finding->trend[METRIC_FOOTPRINT].has_late;

	if (extra)
		return text_format(arena, ": %s grows by %s per round", what,
			sum_rate(&claim, METRIC_FOOTPRINT));
	if (groups->pool_findings[i].growth.bounded)
		return " is stable: its workers grow, and are replaced in time";
	if (finding->reason == REASON_MEMBERS_GROW)
		return " is suspect: its members grow in number";
	if (finding->verdict >= VERDICT_SUSPECT && (sum || finding->trend[METRIC_PRIVATE].has_late))
		return text_format(arena, " %s %s per round%s",
			finding->verdict == VERDICT_LEAK ? "leaks" : "is suspect, by",
			sum_rate(&claim, sum ? METRIC_FOOTPRINT : METRIC_PRIVATE),
			finding->provisional == PROVISIONAL_NOT ? "" : " (provisional)");
	return finding->verdict == VERDICT_LEAK      ? " leaks"
	       : finding->verdict == VERDICT_SUSPECT ? " is suspect"
	       : finding->verdict == VERDICT_STABLE  ? " is stable"
						     : " could not be judged";
}

/* How many of a run leak, are stable and so on, as its last line means it. */
struct counts {
	size_t of[VERDICTS];
	size_t replaced;   /* grow, and are replaced in time */
	size_t with_group; /* could not be judged alone */
	bool provisional;  /* all leaks are */
};

static struct counts counts_of(const struct analysis *analysis)
{
	struct counts counts = { .provisional = true };

	for (size_t i = 0; i < analysis->verdict_count; i++) {
		const struct process_verdict *verdict = &analysis->verdicts[i];

		if (wording_pool_bounds(analysis, verdict)) {
			counts.replaced++;
			continue;
		}
		if (verdict->verdict == VERDICT_INCONCLUSIVE && verdict->in_group) {
			counts.with_group++;
			continue;
		}
		counts.of[verdict->verdict]++;
		if (verdict->verdict == VERDICT_LEAK &&
			wording_gravest(analysis, verdict)->provisional == PROVISIONAL_NOT)
			counts.provisional = false;
	}
	return counts;
}

static enum verdict_kind gravest_group(const struct analysis *groups)
{
	enum verdict_kind gravest = VERDICT_STABLE;

	for (size_t i = 0; groups && i < groups->verdict_count; i++)
		if (groups->verdicts[i].verdict > gravest)
			gravest = groups->verdicts[i].verdict;
	return gravest;
}

/* Where no process grows by itself: what is said of all of them. */
static const char *claim_of_quiet(
	struct arena *arena, const struct analysis *analysis, const struct counts *counts)
{
	size_t all = analysis->verdict_count;
	enum verdict_kind group = gravest_group(analysis->groups);

	if (counts->replaced)
		return text_format(arena, "%zu of %zu grow%s, and %s replaced in time",
			counts->replaced, all, counts->replaced == 1 ? "s" : "",
			counts->replaced == 1 ? "is" : "are");
	if (group >= VERDICT_SUSPECT)
		return text_format(arena, "Their group %s, none of %zu does by itself",
			group == VERDICT_LEAK ? "leaks" : "may leak", all);
	if (!counts->of[VERDICT_STABLE])
		return text_format(arena, "All %zu are judged with their group", all);
	return text_format(arena, "%zu of %zu are stable", counts->of[VERDICT_STABLE], all);
}

const char *claim_of_run(struct arena *arena, const struct analysis *analysis)
{
	size_t all = analysis->verdict_count, open, leaks, suspects;
	struct counts counts;
	const char *first, *more = "";

	if (all == 1)
		return claim_of(arena, analysis, wording_gravest(analysis, &analysis->verdicts[0]),
			TITLE_COLUMNS);
	counts = counts_of(analysis);
	open = counts.of[VERDICT_INCONCLUSIVE];
	leaks = counts.of[VERDICT_LEAK];
	suspects = counts.of[VERDICT_SUSPECT];
	if (open == all)
		return text_format(arena, "None of %zu could be judged", all);
	if (leaks) {
		first = text_format(arena, "%zu of %zu leak%s%s", leaks, all, leaks == 1 ? "s" : "",
			counts.provisional ? " (provisional)" : "");
		if (suspects)
			more = text_format(
				arena, ", %zu %s suspect", suspects, suspects == 1 ? "is" : "are");
	} else if (suspects) {
		first = text_format(arena, "%zu of %zu %s suspect", suspects, all,
			suspects == 1 ? "is" : "are");
	} else {
		first = claim_of_quiet(arena, analysis, &counts);
	}
	return open ? text_format(arena, "%s%s, %zu could not be judged", first, more, open)
		    : text_format(arena, "%s%s", first, more);
}
