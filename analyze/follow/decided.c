/* decided.c - has a run that is still being written been decided? The rule of docs/method.md 17. */
#include "decided.h"

#include <math.h>

#include "../analysis.h"
#include "../base/list.h"
#include "../verdict/method.h"
#include "../verdict/verdict_fit.h"

/* So much of the rounds that are planned, but neither too few to tell nor more than a leak takes
 * without a plan. */
static size_t part_of(size_t planned, double part)
{
	double rounds = fmax(METHOD_LOOK_ROUNDS, part * (double)planned);

	return (size_t)fmin(METHOD_LOOK_LEAK, rounds);
}

/* So many rounds it takes until a verdict since that round has stood for its part of them. */
static size_t stands_at(size_t since, double part)
{
	return (size_t)ceil((double)since / part);
}

uint32_t decided_next(uint32_t round, size_t planned)
{
	uint64_t next, early = part_of(planned, METHOD_LOOK_STRAIGHT_PART) -
			       1; /* round 0 is one of them */

	if (round < METHOD_LOOK_FIRST)
		return METHOD_LOOK_FIRST;
	next = (uint64_t)round + round / METHOD_LOOK_PART + 1;
	if (planned && round < early && early < next)
		next = early;
	return next < UINT32_MAX ? (uint32_t)next : UINT32_MAX - 1;
}

struct watched *decided_find(const struct decided *decided, const struct process *process)
{
	for (size_t i = 0; i < decided->count; i++)
		if (decided->items[i].pid == process->pid &&
			span_equal(decided->items[i].name, process->name))
			return &decided->items[i];
	return NULL;
}

/* The same, added if it is new. */
static struct watched *watched_at(struct decided *decided, const struct process *process)
{
	struct watched *found = decided_find(decided, process);

	if (found)
		return found;
	decided->items = list_room_in(&decided->arena, decided->items, decided->count + 1,
		&decided->capacity, sizeof *decided->items);
	decided->items[decided->count] =
		(struct watched){ .name = arena_copy(&decided->arena, process->name),
			.pid = process->pid,
			.verdict = VERDICTS };
	return &decided->items[decided->count++];
}

static size_t judged_rounds(const struct analysis *analysis)
{
	size_t count = 0;

	for (size_t i = 0; i < analysis->rounds.count; i++)
		count += analysis->rounds.items[i].number >= analysis->skip;
	return count;
}

/* The rounds that its collector was asked for, round 0 and the warm-up among them; 0: not known. */
static size_t planned_rounds(const struct run_info *info)
{
	uint64_t rounds = 0;

	(void)span_number(run_info_value(info, "rounds"), UINT32_MAX, &rounds);
	return rounds ? 1 + (size_t)rounds + info->warmup_rounds : 0;
}

/* What the leak was called by. */
static const struct trend *leak_trend(const struct finding *finding)
{
	if (finding->decided_by != METRIC_HEAP)
		return &finding->trend[finding->decided_by];
	if (finding->reason == REASON_HEAP_CLASS)
		return finding->heap.blocks[finding->heap.class_at].trend;
	return finding->heap.trend;
}

/* Does it grow in a line from the first round on? What is left of its slope behind start, steps and
 * bends is nearly all of it. */
static bool is_straight(const struct finding *finding)
{
	const struct trend *trend = leak_trend(finding);

	return trend->judged_slope > 0.0 &&
	       trend->late >= METHOD_LOOK_STRAIGHT * trend->judged_slope;
}

/* How many rounds what may be garbage takes. A recording that is planned shorter decides in its
 * last part: more rounds will not come. */
static size_t collected_rounds(size_t planned)
{
	size_t part = (size_t)ceil(METHOD_LOOK_STOOD * (double)planned);

	if (planned >= METHOD_LOOK_COLLECTED)
		return METHOD_LOOK_COLLECTED;
	return part > METHOD_LOOK_ROUNDS ? part : METHOD_LOOK_ROUNDS;
}

/* How many rounds a leak takes to be decided, counted from the beginning of the recording, as
 * caches fill from then on. */
static size_t leak_rounds(
	const struct decided *decided, const struct watched *watched, const struct finding *finding)
{
	size_t planned = decided->planned;
	bool is_line;

	if (planned < finding->process->rounds) /* no plan, or outrun */
		return finding->awaits_collection ? METHOD_LOOK_COLLECTED : METHOD_LOOK_LEAK;
	if (finding->awaits_collection)
		return collected_rounds(planned);
	is_line = watched->straight &&
		  stands_at(watched->straight, METHOD_LOOK_STOOD) <= decided->rounds;
	return part_of(planned, is_line ? METHOD_LOOK_STRAIGHT_PART : METHOD_LOOK_BENT_PART);
}

/* How many rounds a verdict lacks. For a pass only judged rounds count. */
static size_t rounds_lacking(
	const struct decided *decided, const struct watched *watched, const struct finding *finding)
{
	size_t there = decided->rounds, wanted = METHOD_LOOK_ROUNDS;

	if (watched->verdict == VERDICT_LEAK) {
		there = finding->process->rounds;
		wanted = leak_rounds(decided, watched, finding);
	}
	return there < wanted ? wanted - there : 0;
}

size_t decided_at(const struct decided *decided, const struct watched *watched)
{
	double part = watched->verdict == VERDICT_LEAK ? METHOD_LOOK_STOOD : METHOD_LOOK_HELD;
	size_t stood = stands_at(watched->since, part), enough = decided->rounds + watched->lacks;

	return stood > enough ? stood : enough;
}

/* A verdict counts once it stood at all looks of the last part of the run, and for enough rounds. A
 * leak must go on at its pace; a pass counts only under a budget, which tells what it is a pass of.
 */
static bool is_settled(const struct decided *decided, const struct watched *watched)
{
	return decided_at(decided, watched) <= decided->rounds &&
	       ((watched->verdict == VERDICT_LEAK && watched->keeps_pace) ||
		       (watched->verdict == VERDICT_STABLE && watched->has_budget));
}

static void take(struct decided *decided, const struct analysis *analysis,
	const struct process_verdict *verdict)
{
	const struct finding *finding = &analysis->findings[verdict->gravest];
	struct watched *watched = watched_at(decided, finding->process);
	bool other = watched->verdict != verdict->verdict || watched->look + 1 != decided->looks;
	bool was = watched->decided;

	if (other) {
		watched->since = decided->rounds;
		watched->straight = 0;
	}
	watched->known = verdict->known;
	watched->has_budget = verdict_budget_of(&analysis->settings, verdict->gravest) >= 0.0;
	watched->verdict = verdict->verdict;
	watched->provisional = finding->flags & 1u << FLAG_PROVISIONAL;
	watched->keeps_pace = finding->last_to_middle >= METHOD_LOOK_PACE;
	if (verdict->verdict != VERDICT_LEAK || !watched->keeps_pace || !is_straight(finding))
		watched->straight = 0;
	else if (!watched->straight)
		watched->straight = decided->rounds;
	watched->lacks = rounds_lacking(decided, watched, finding);
	watched->look = decided->looks;
	watched->decided = is_settled(decided, watched);
	watched->changed = other || watched->decided != was;
}

void decided_look(struct decided *decided, const struct analysis *analysis)
{
	bool all = analysis->verdict_count > 0, leak = false;

	decided->looks++;
	decided->rounds = judged_rounds(analysis);
	decided->planned = planned_rounds(&analysis->info);
	for (size_t i = 0; i < analysis->verdict_count; i++)
		take(decided, analysis, &analysis->verdicts[i]);
	for (size_t i = 0; i < decided->count; i++) {
		struct watched *watched = &decided->items[i];

		if (watched->look != decided->looks)
			continue; /* its life was joined to another */
		all &= watched->decided;
		leak |= watched->decided && watched->verdict == VERDICT_LEAK && !watched->known;
	}
	decided->is_decided = leak || all;
}

void decided_free(struct decided *decided)
{
	arena_free(&decided->arena);
	*decided = (struct decided){ .count = 0 };
}
