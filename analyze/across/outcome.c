/* outcome.c - what the verdicts of a run mean for the exit status, and what decided it. */
#include "outcome.h"

#include <string.h>

#include "../analysis.h"
#include "../base/text.h"
#include "../options.h"
#include "gate.h"
#include "gate_answer.h"
#include "gate_file.h"
#include "machine.h"
#include "reasons.h"

static bool is_provisional(const struct analysis *analysis, const struct process_verdict *verdict)
{
	return verdict->verdict == VERDICT_LEAK &&
	       analysis->findings[verdict->gravest].flags & 1u << FLAG_PROVISIONAL;
}

bool outcome_fails(const struct analysis *analysis, const struct process_verdict *verdict)
{
	enum fail_on fail_on = analysis->options->fail_on;

	if (verdict->over && fail_on != FAIL_ON_NEVER)
		return true;
	if (verdict->known || fail_on == FAIL_ON_NEVER)
		return false;
	if (verdict->verdict == VERDICT_LEAK)
		return !is_provisional(analysis, verdict) || fail_on != FAIL_ON_LEAK;
	return verdict->verdict == VERDICT_SUSPECT && fail_on == FAIL_ON_SUSPECT;
}

/* Asked of each process, of a metric or of none; the first life's is that of the named process. */
typedef bool asked(
	const struct analysis *analysis, const struct process_verdict *verdict, enum metric metric);

/* Of a group: was it the same members all the time, and has each a verdict? Then these answer. */
static bool members_answer(const struct analysis *groups, size_t place)
{
	const struct analysis *run = groups->members;
	const struct pool *pool = &groups->pools.items[place];

	if (!pool->life_count || pool->replaced || pool->first != pool->life_count)
		return false;
	for (size_t i = 0; i < run->verdict_count; i++)
		if (run->pools.of[run->verdicts[i].gravest] == place &&
			run->verdicts[i].verdict == VERDICT_INCONCLUSIVE)
			return false;
	return true;
}

/* Does the gate ask for that group? Then it also says what the group lacks. */
static bool is_asked_for(const struct analysis *groups, const struct process *group)
{
	const struct gate *gate = groups->options->rules;

	for (size_t i = 0; gate && i < gate->count; i++)
		if (gate->rules[i].subject == GATE_GROUP && gate_concerns(&gate->rules[i], group))
			return true;
	return false;
}

static bool lacks_verdict(
	const struct analysis *analysis, const struct process_verdict *verdict, enum metric metric)
{
	const struct finding *finding = &analysis->findings[verdict->gravest];

	(void)metric;
	return verdict->verdict == VERDICT_INCONCLUSIVE && finding->process->is_named &&
	       !analysis->options->allow_inconclusive &&
	       !(analysis->members && (members_answer(analysis, verdict->gravest) ||
					      is_asked_for(analysis, finding->process)));
}

static bool is_over(
	const struct analysis *analysis, const struct process_verdict *verdict, enum metric metric)
{
	(void)analysis;
	return verdict->over & 1u << metric;
}

static bool is_unseen(
	const struct analysis *analysis, const struct process_verdict *verdict, enum metric metric)
{
	(void)analysis;
	return verdict->unseen & 1u << metric;
}

static bool has_lapsed(
	const struct analysis *analysis, const struct process_verdict *verdict, enum metric metric)
{
	(void)metric;
	return verdict->lapsed &&
	       (outcome_fails(analysis, verdict) || outcome_is_open(analysis, verdict));
}

static bool has_ended(
	const struct analysis *analysis, const struct process_verdict *verdict, enum metric metric)
{
	(void)metric;
	for (size_t i = verdict->first; i != SIZE_MAX; i = analysis->processes.items[i].next_life)
		if (analysis->processes.items[i].ended_early)
			return true;
	return false;
}

bool outcome_is_half_seen(const struct analysis *analysis, const struct process_verdict *verdict)
{
	const struct process *process = analysis->findings[verdict->gravest].process;

	return verdict->verdict == VERDICT_SUSPECT && !verdict->known && process->is_named &&
	       !analysis->options->allow_inconclusive && verdict_is_unread(process);
}

static bool is_half_seen(
	const struct analysis *analysis, const struct process_verdict *verdict, enum metric metric)
{
	(void)metric;
	return outcome_is_half_seen(analysis, verdict);
}

bool outcome_is_open(const struct analysis *analysis, const struct process_verdict *verdict)
{
	return is_provisional(analysis, verdict) && !verdict->known &&
	       analysis->options->fail_on == FAIL_ON_LEAK;
}

/* The names after a title, being written. */
struct naming {
	struct reasons *reasons;
	const char *title;
	asked *is_so;
	enum metric metric;
	size_t count;
};

static void name_in(struct naming *naming, const struct analysis *analysis)
{
	FILE *file = naming->reasons->file;

	for (size_t i = 0; i < analysis->verdict_count; i++) {
		const struct process_verdict *verdict = &analysis->verdicts[i];
		struct span name = analysis->findings[verdict->gravest].process->name;

		if (verdict->in_group || !naming->is_so(analysis, verdict, naming->metric) ||
			++naming->count > REASONS_MOST_NAMES)
			continue;
		if (naming->count == 1)
			reasons_next(naming->reasons);
		fprintf(file, "%s%s%.*s", naming->count == 1 ? naming->title : ", ",
			analysis->members ? "group:" : "", (int)name.len, name.at);
	}
}

/* Writes "TITLE: a, b, c and 2 more" for the groups and processes to which it applies; returns
 * whether there is any. */
static bool name_those(struct reasons *reasons, const struct analysis *analysis, const char *title,
	asked *is_so, enum metric metric)
{
	struct naming naming = { reasons, title, is_so, metric, 0 };

	if (analysis->groups)
		name_in(&naming, analysis->groups);
	name_in(&naming, analysis);
	if (naming.count > REASONS_MOST_NAMES)
		fprintf(reasons->file, " and %zu more", naming.count - REASONS_MOST_NAMES);
	return naming.count > 0;
}

/* Writes why the system's numbers decide, if they do so in this way. */
static bool tell_system(
	struct reasons *reasons, const struct analysis *analysis, enum machine_says says)
{
	size_t i = machine_gravest(analysis);

	if (i == SIZE_MAX || machine_says(analysis, i) != says)
		return false;
	if (says == MACHINE_OPEN && analysis->system_findings[i].unseen)
		return true; /* the gate has said it */
	reasons_next(reasons);
	fputs(machine_why(reasons->arena, analysis, i), reasons->file);
	return true;
}

bool outcome_is_judged(const struct outcome *outcome)
{
	return outcome->count[VERDICT_LEAK] || outcome->count[VERDICT_SUSPECT] ||
	       outcome->count[VERDICT_STABLE];
}

/* In a log of the machine alone its numbers are the targets: they grow for certain, or do not; but
 * no number of the machine is a leak by itself. */
static bool count_system(const struct analysis *analysis, struct outcome *outcome)
{
	bool fails = false;

	for (size_t i = 0; i < analysis->processes.system_count; i++) {
		const struct finding *finding = analysis->system_findings[i].finding;
		enum verdict_kind verdict = finding ? finding->verdict : VERDICT_INCONCLUSIVE;

		if (!finding)
			continue;
		if (verdict == VERDICT_LEAK)
			verdict = VERDICT_SUSPECT;
		outcome->count[verdict]++;
		fails |=
			verdict == VERDICT_SUSPECT && analysis->options->fail_on == FAIL_ON_SUSPECT;
	}
	return fails;
}

static bool any_open(const struct analysis *analysis)
{
	for (size_t i = 0; i < analysis->verdict_count; i++)
		if (!analysis->verdicts[i].in_group &&
			outcome_is_open(analysis, &analysis->verdicts[i]))
			return true;
	return false;
}

/* Writes every reason why no pass was earned, whatever --fail-on says of leaks; false: there is
 * none. */
static bool tell_open(
	struct reasons *reasons, const struct analysis *analysis, struct outcome *outcome)
{
	bool allow = analysis->options->allow_inconclusive;
	bool open = !outcome_is_judged(outcome) && !allow;

	if (open) {
		reasons_next(reasons);
		fputs("nothing could be judged", reasons->file);
	} else {
		open = name_those(reasons, analysis, "no verdict: ", lacks_verdict, METRICS);
	}
	open |= name_those(reasons, analysis, "suspect, and half unread: ", is_half_seen, METRICS);
	open |= reasons_absent(reasons, analysis);
	outcome->of_run = reasons_lack(reasons, analysis);
	open |= outcome->of_run;
	if (gate_answer_tell(analysis->options->rules, analysis, allow, reasons->file,
		    reasons->count ? ", " : "")) {
		reasons->count++;
		open = true;
	}
	open |= name_those(reasons, analysis, "no verdict on fds: ", is_unseen, METRIC_FDS);
	open |= name_those(reasons, analysis, "no verdict on threads: ", is_unseen, METRIC_THREADS);
	open |= name_those(reasons, analysis, "no verdict on the heap: ", is_unseen, METRIC_HEAP);
	open |= reasons_silence(reasons, analysis);
	open |= reasons_action(reasons, analysis);
	open |= name_those(reasons, analysis, "ended early: ", has_ended, METRICS);
	return open | tell_system(reasons, analysis, MACHINE_OPEN);
}

/* Counts the verdicts that no group stands for; returns whether one of them fails. */
static bool count_verdicts(const struct analysis *analysis, struct outcome *outcome)
{
	bool fails = false;

	for (size_t i = 0; i < analysis->verdict_count; i++) {
		const struct process_verdict *verdict = &analysis->verdicts[i];

		if (verdict->in_group)
			continue;
		outcome->count[verdict->verdict]++;
		outcome->provisional += is_provisional(analysis, verdict);
		outcome->known += verdict->known && verdict->verdict == VERDICT_LEAK;
		outcome->over |= verdict->over != 0;
		fails |= outcome_fails(analysis, verdict);
	}
	return fails;
}

/* Writes what failed beside the verdicts that are counted; false: nothing failed. */
static bool tell_failure(struct reasons *reasons, const struct analysis *analysis, bool fails)
{
	if (!tell_system(reasons, analysis, MACHINE_FAILS) && !fails)
		return false;
	name_those(reasons, analysis, "fds over their budget: ", is_over, METRIC_FDS);
	name_those(reasons, analysis, "threads over their budget: ", is_over, METRIC_THREADS);
	name_those(reasons, analysis, "no longer known: ", has_lapsed, METRICS);
	return true;
}

struct outcome outcome_of(const struct analysis *analysis, struct arena *arena)
{
	struct outcome outcome = { .status = EXIT_STATUS_GOOD, .decided = "" };
	struct text failure, lack;
	struct reasons failed, lacking;
	bool fails = false;

	fails = count_verdicts(analysis, &outcome);
	if (analysis->groups)
		fails |= count_verdicts(analysis->groups, &outcome);
	if (analysis->is_of_system)
		fails |= count_system(analysis, &outcome);
	text_begin(&failure, arena);
	text_begin(&lack, arena);
	failed = (struct reasons){ failure.file, arena, 0 };
	lacking = (struct reasons){ lack.file, arena, 0 };
	/* also of what fails: a merge may forgive that, and must not forget this */
	outcome.lacks = tell_open(&lacking, analysis, &outcome);
	if (tell_failure(&failed, analysis, fails)) {
		outcome.status = EXIT_STATUS_FOUND;
	} else if (outcome.lacks || any_open(analysis) ||
		   (analysis->groups && any_open(analysis->groups))) {
		outcome.status = EXIT_STATUS_NOTHING;
		name_those(&lacking, analysis, "no longer known: ", has_lapsed, METRICS);
	}
	outcome.of_run &= outcome.status == EXIT_STATUS_NOTHING;
	outcome.decided = text_end(outcome.status == EXIT_STATUS_NOTHING ? &lack : &failure);
	(void)text_end(outcome.status == EXIT_STATUS_NOTHING ? &failure : &lack);
	return outcome;
}

enum exit_status outcome_graver(enum exit_status a, enum exit_status b)
{
	static const enum exit_status order[] = { EXIT_STATUS_ERROR, EXIT_STATUS_FOUND,
		EXIT_STATUS_NOTHING };

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (a == order[i] || b == order[i])
			return order[i];
	return EXIT_STATUS_GOOD;
}
