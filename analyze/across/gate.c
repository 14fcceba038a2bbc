/* gate.c - judges a run by the rules of a gate: budgets and known leaks of single processes. */
#include "gate.h"

#include "../analysis.h"
#include "../base/arena.h"
#include "../base/text.h"
#include "../history/name_match.h"
#include "gate_file.h"

bool gate_concerns(const struct gate_rule *rule, const struct process *process)
{
	ptrdiff_t slash = rule->subject == GATE_GROUP ? span_rfind(process->name, '/') : -1;

	return name_matches(process, rule->wanted) ||
	       (slash >= 0 &&
		       span_equal(span_from(process->name, (size_t)slash + 1), rule->wanted));
}

/* Is the rule for processes one for each member of a group? */
static bool is_for_members(
	const struct gate_rule *rule, const struct analysis *groups, const struct process *sum)
{
	const struct pool *pool = &groups->pools.items[sum - groups->processes.items];
	size_t i = 0;

	while (i < pool->life_count &&
		name_matches(&groups->members->processes.items[pool->lives[i]], rule->wanted))
		i++;
	return rule->subject == GATE_PROCESS && i > 0 && i == pool->life_count;
}

/* The last rule of that kind for a process of the run, or for a group: later lines win, as in most
 * configuration files. Where no line names a group, a rule on the memory of its members is also one
 * for the group. */
static const struct gate_rule *rule_for(const struct gate *gate, const struct analysis *analysis,
	const struct process *process, bool known, enum metric metric)
{
	enum gate_subject subject = analysis->members ? GATE_GROUP : GATE_PROCESS;
	const struct gate_rule *inherited = NULL;

	for (size_t i = gate->count; i-- > 0;) {
		const struct gate_rule *rule = &gate->rules[i];

		if (rule->known != known || rule->metric != metric)
			continue;
		if (rule->subject == subject && gate_concerns(rule, process))
			return rule;
		if (!inherited && analysis->members && metric == METRIC_FOOTPRINT &&
			is_for_members(rule, analysis, process))
			inherited = rule;
	}
	return inherited;
}

/* The rate of a rule in KiB a round; for a group by a rule for its members: of those whose budgets
 * it may use. */
static double rate_of(const struct gate_rule *rule, const struct analysis *analysis,
	const struct process *process)
{
	double rate = quantity_per_round(&rule->rate, analysis->round_s);
	bool each = analysis->members && rule->subject == GATE_PROCESS;

	return each && rate > 0
		       ? rate * (double)analysis->pools.items[process - analysis->processes.items]
					 .granted
		       : rate;
}

const double *gate_budgets(const struct gate *gate, enum metric metric,
	const struct analysis *analysis, struct arena *arena)
{
	const struct processes *processes = &analysis->processes;
	double *budgets;

	if (!gate)
		return NULL;
	budgets = arena_take_array(arena, processes->count + 1, sizeof *budgets);
	for (size_t i = 0; i < processes->count; i++) {
		const struct gate_rule *rule =
			rule_for(gate, analysis, &processes->items[i], false, metric);

		/* a heap is memory */
		if (!rule && metric == METRIC_HEAP)
			rule = rule_for(
				gate, analysis, &processes->items[i], false, METRIC_FOOTPRINT);
		budgets[i] = rule ? rate_of(rule, analysis, &processes->items[i]) : -1.0;
	}
	return budgets;
}

/* The known leak that covers the verdict: of memory, or of the heap where that decided. */
static const struct gate_rule *known_rule(
	const struct gate *gate, const struct analysis *analysis, const struct finding *finding)
{
	const struct gate_rule *rule =
		rule_for(gate, analysis, finding->process, true, METRIC_FOOTPRINT);

	return rule || finding->decided_by != METRIC_HEAP
		       ? rule
		       : rule_for(gate, analysis, finding->process, true, METRIC_HEAP);
}

/* Milliseconds since 1970; < 0: unknown. */
static int64_t end_of(const struct analysis *analysis)
{
	return analysis->rounds.count
		       ? rounds_time(&analysis->rounds, analysis->rounds.count - 1)->time_ms
		       : -1;
}

/* Did the run end, at a time that is known, by the day of that known leak? */
static bool is_in_force(const struct gate_rule *known, const struct analysis *analysis)
{
	int64_t end_ms = end_of(analysis);

	return known && end_ms >= 0 && end_ms < known->until_ms;
}

/* Is it faster than the limit that is known: the whole interval above it? */
static bool is_faster(const struct gate_rule *known, const struct analysis *analysis,
	const struct finding *finding)
{
	double limit = rate_of(known, analysis, finding->process);

	return known->rate.given &&
	       (limit < 0 ||
		       finding->trend[finding->decided_by].late_low * analysis->round_x > limit);
}

/* Why a known leak does not hold for a finding: "known until 2026-01-31 only"; NULL: it does. */
static const char *lapse_of(
	const struct gate_rule *known, struct analysis *analysis, const struct finding *finding)
{
	if (!is_in_force(known, analysis))
		return end_of(analysis) < 0 ? "known, but the run has no date"
					    : text_format(&analysis->arena, "known until %.*s only",
						      (int)known->until.len, known->until.at);
	return is_faster(known, analysis, finding) ? "known, but for a lower rate" : NULL;
}

void gate_mark_known(const struct gate *gate, struct analysis *analysis)
{
	for (size_t i = 0; gate && i < analysis->verdict_count; i++) {
		struct process_verdict *verdict = &analysis->verdicts[i];
		const struct finding *finding = &analysis->findings[verdict->gravest];
		const struct gate_rule *rule = known_rule(gate, analysis, finding);

		if (!rule || verdict->verdict < VERDICT_SUSPECT)
			continue;
		verdict->lapsed = lapse_of(rule, analysis, finding);
		if (verdict->lapsed)
			continue;
		verdict->known = true;
		verdict->known_reason = rule->why;
	}
}

/* How a count compares with its budget: within, over, or unknown. */
enum standing { WITHIN, OVER, UNKNOWN };

static enum standing standing_of(const struct analysis *analysis, const struct finding *finding,
	enum metric metric, double budget)
{
	const struct trend *trend = &finding->trend[metric];
	enum trend_state state = finding->judged[metric].state;

	if (state == STATE_GROW)
		return trend->late_high * analysis->round_x < budget ? WITHIN : OVER;
	/* a count that is level passes only if growth beyond the budget would have shown */
	return state == STATE_FLAT && trend->has_late &&
			       (trend->constant || trend->detectable * analysis->round_x <= budget)
		       ? WITHIN
		       : UNKNOWN;
}

/* A heap with a budget of its own that was not read, or could not have shown growth beyond it.
 * (Growth beyond it that is seen is a leak: the verdict says so.) */
static void mark_heap(
	const struct gate *gate, const struct analysis *analysis, struct process_verdict *verdict)
{
	const struct finding *finding = &analysis->findings[verdict->gravest];
	bool shown = finding->heap.is_read && finding->heap.verdict != VERDICT_INCONCLUSIVE;

	if (!shown && rule_for(gate, analysis, finding->process, false, METRIC_HEAP))
		verdict->unseen |= 1u << METRIC_HEAP;
}

/* A count with a budget of its own that is over it, or could not have shown such a growth. */
static void mark_count(const struct gate *gate, const struct analysis *analysis, enum metric metric,
	struct process_verdict *verdict)
{
	const struct finding *finding = &analysis->findings[verdict->gravest];
	const struct gate_rule *rule = rule_for(gate, analysis, finding->process, false, metric);
	enum standing standing;

	if (!rule ||
		is_in_force(rule_for(gate, analysis, finding->process, true, metric), analysis))
		return;
	standing = standing_of(
		analysis, finding, metric, quantity_per_round(&rule->rate, analysis->round_s));
	verdict->over |= (unsigned)(standing == OVER) << metric;
	verdict->unseen |= (unsigned)(standing == UNKNOWN) << metric;
}

void gate_mark_counts(const struct gate *gate, struct analysis *analysis)
{
	for (size_t i = 0; gate && i < analysis->verdict_count; i++) {
		mark_heap(gate, analysis, &analysis->verdicts[i]);
		mark_count(gate, analysis, METRIC_THREADS, &analysis->verdicts[i]);
		mark_count(gate, analysis, METRIC_FDS, &analysis->verdicts[i]);
		/* what is over a budget of its own is graver than its group */
		if (analysis->verdicts[i].over)
			analysis->verdicts[i].in_group = false;
	}
}

const double *gate_system_budgets(const struct gate *gate, double round_s, struct arena *arena)
{
	double *budgets;

	if (!gate)
		return NULL;
	budgets = arena_take_array(arena, SYSTEM_KEYS, sizeof *budgets);
	for (enum system_key key = 0; key < SYSTEM_KEYS; key++)
		budgets[key] = -1.0;
	for (size_t i = 0; i < gate->count; i++)
		if (gate->rules[i].subject == GATE_SYSTEM)
			budgets[gate->rules[i].key] =
				quantity_per_round(&gate->rules[i].rate, round_s);
	return budgets;
}

/* Is an inconclusive number sure to be within its budget all the same: would growth beyond it have
 * shown, and is what it may grow by below it? */
static bool is_within(const struct analysis *analysis, const struct finding *finding, double budget)
{
	const struct trend *trend = &finding->trend[METRIC_FOOTPRINT];

	if (finding->reason == REASON_ROUNDS || finding->reason == REASON_SHORT)
		return false;
	return finding->detectable >= 0 && trend->has_late &&
	       finding->detectable * analysis->round_x <= budget &&
	       trend->late_high * analysis->round_x < budget;
}

void gate_mark_system(const struct gate *gate, struct analysis *analysis)
{
	for (size_t i = 0; gate && i < gate->count; i++)
		for (size_t k = 0; k < analysis->processes.system_count; k++) {
			struct system_finding *system = &analysis->system_findings[k];

			if (gate->rules[i].subject != GATE_SYSTEM ||
				analysis->processes.system[k].key != gate->rules[i].key)
				continue;
			system->has_budget = true;
			system->over = system->finding->verdict >= VERDICT_SUSPECT;
			system->unseen = system->finding->verdict == VERDICT_INCONCLUSIVE &&
					 !is_within(analysis, system->finding,
						 quantity_per_round(
							 &gate->rules[i].rate, analysis->round_s));
		}
}
