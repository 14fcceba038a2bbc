/* gate_answer.c - has a run an answer for each name of its gate? Missing data is no pass. */
#include "gate_answer.h"

#include <string.h>

#include "../analysis.h"
#include "../base/arena.h"
#include "../base/escape.h"
#include "../base/nearest.h"
#include "../base/say.h"
#include "../base/text.h"
#include "../history/name_match.h"
#include "gate.h"
#include "gate_file.h"

/* What a run has about the processes of a name, or a key of the system. */
enum presence { NOT_THERE, NOT_JUDGED, JUDGED };

static enum presence presence_of_key(const struct analysis *analysis, enum system_key key)
{
	for (size_t i = 0; i < analysis->processes.system_count; i++)
		if (analysis->processes.system[i].key == key)
			return analysis->system_findings[i].unseen ? NOT_JUDGED : JUDGED;
	return NOT_THERE;
}

static enum presence presence_of(const struct analysis *analysis, const struct gate_rule *rule)
{
	const struct analysis *run = rule->subject == GATE_GROUP ? analysis->groups : analysis;
	enum presence presence = NOT_THERE;

	if (rule->subject == GATE_SYSTEM)
		return presence_of_key(analysis, rule->key);

	for (size_t i = 0; run && i < run->verdict_count; i++) {
		const struct process_verdict *verdict = &run->verdicts[i];

		if (!gate_concerns(rule, run->findings[verdict->gravest].process))
			continue;
		if (verdict->verdict != VERDICT_INCONCLUSIVE)
			return JUDGED;
		presence = NOT_JUDGED;
	}
	return presence;
}

static bool is_answered(enum presence presence, bool allow_inconclusive)
{
	return presence == JUDGED || (presence == NOT_JUDGED && allow_inconclusive);
}

void gate_answer_list_missing(const struct gate *gate, struct analysis *analysis)
{
	analysis->missing = arena_take_array(
		&analysis->arena, gate ? gate->count : 0, sizeof *analysis->missing);
	for (size_t i = 0; gate && i < gate->count; i++) {
		struct span name = gate->rules[i].name;
		bool said = presence_of(analysis, &gate->rules[i]) != NOT_THERE;

		for (size_t j = 0; j < analysis->missing_count; j++)
			said |= span_equal(analysis->missing[j], name);
		if (!said)
			analysis->missing[analysis->missing_count++] = name;
	}
}

/* Did an earlier rule name it? */
static bool is_named_before(const struct gate *gate, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (span_equal(gate->rules[j].name, gate->rules[i].name))
			return true;
	return false;
}

static bool is_named_elsewhere(const struct analysis *analysis, struct span name)
{
	for (size_t i = 0; i < analysis->processes.target_count; i++)
		if (analysis->processes.items[i].is_named &&
			name_matches(&analysis->processes.items[i], name))
			return true;
	return false;
}

bool gate_answer_tell(const struct gate *gate, const struct analysis *analysis,
	bool allow_inconclusive, FILE *file, const char *before)
{
	const char *last = NULL;
	bool any = false;

	for (size_t i = 0; gate && i < gate->count; i++) {
		struct span name = gate->rules[i].name;
		enum presence presence = presence_of(analysis, &gate->rules[i]);
		const char *title = presence == NOT_JUDGED ? "no verdict: " : "not in the run: ";

		if (is_answered(presence, allow_inconclusive) || is_named_before(gate, i))
			continue;
		any = true;
		if (presence != NOT_THERE && is_named_elsewhere(analysis, name))
			continue;
		/* the second of a kind goes on with its list */
		fprintf(file, "%s%s%.*s", last ? ", " : before,
			last && strcmp(last, title) == 0 ? "" : title, (int)name.len, name.at);
		last = title;
	}
	return any;
}

/* "; did you mean ripd?": the target whose name is near that of a rule; "" if none is. */
static const char *meant(
	const struct analysis *analysis, const struct gate_rule *rule, struct arena *arena)
{
	enum { NAME_COLUMNS = 64 };
	struct nearest nearest = nearest_begin(rule->name);

	for (size_t i = 0; i < analysis->processes.target_count; i++)
		nearest_offer(&nearest, analysis->processes.items[i].name);
	return nearest.best.len ? text_format(arena, "; did you mean %s?",
					  escape_printable(arena, nearest.best, NAME_COLUMNS))
				: "";
}

void gate_answer_warn(
	const struct gate *gate, const struct analysis *analysis, bool allow_inconclusive)
{
	struct arena arena = { NULL, 0 };

	for (size_t i = 0; gate && i < gate->count; i++) {
		const struct gate_rule *rule = &gate->rules[i];
		enum presence presence = presence_of(analysis, rule);

		if (is_answered(presence, allow_inconclusive))
			continue;
		say("%s: %s: %s (the gate names it, and missing data is no pass%s)",
			analysis->run_name.at, rule->name.at,
			presence == NOT_JUDGED ? "inconclusive" : "not in the run",
			presence == NOT_THERE ? meant(analysis, rule, &arena) : "");
	}
	arena_free(&arena);
}
