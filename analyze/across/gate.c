/* gate.c - --gate FILE: budgets and known leaks of single processes. */
#include "gate.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../analysis.h"
#include "../base/arena.h"
#include "../base/calendar.h"
#include "../base/list.h"
#include "../base/room.h"
#include "../base/say.h"
#include "../base/text.h"
#include "../history/name_match.h"
#include "../history/system_series.h"
#include "../quantity.h"

/* What a rule is about. */
enum subject { SUBJECT_PROCESS, SUBJECT_GROUP, SUBJECT_SYSTEM };

struct rule {
	struct span name;   /* as in the file: "ripd", "group:nginx", "system slab" */
	struct span wanted; /* without "group:" */
	enum subject subject;
	enum system_key key; /* of the system */
	bool known;          /* otherwise a budget */
	enum metric metric;  /* METRIC_THREADS, METRIC_FDS, METRIC_HEAP; METRIC_FOOTPRINT: memory */
	struct rate rate;    /* the budget, or a known leak's limit if given */
	int64_t until_ms;    /* known: the end of that day, UTC */
	struct span until;   /* that day */
	struct span why;
};

static const char group_prefix[] = "group:";

struct gate {
	struct arena arena;
	struct rule *rules;
	size_t count, capacity;
};

/* The next word of a line, unquoted into arena; false at the end or a comment. */
static bool next_word(struct span *rest, struct arena *arena, struct span *word)
{
	char *text;
	size_t at = 0, len = 0;

	*rest = span_trim(*rest);
	if (!rest->len || rest->at[0] == '#')
		return false;
	if (rest->at[0] != '"')
		return span_field(rest, word);
	text = arena_take(arena, rest->len);
	for (at = 1; at < rest->len && rest->at[at] != '"'; at++) {
		if (rest->at[at] == '\\' && at + 1 < rest->len)
			at++;
		text[len++] = rest->at[at];
	}
	*word = (struct span){ text, len };
	*rest = span_from(*rest, at < rest->len ? at + 1 : at);
	return true;
}

static bool read_date(struct span text, int64_t *end_ms)
{
	static const unsigned days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	uint64_t year, month, day;

	if (text.len != 10 || text.at[4] != '-' || text.at[7] != '-' ||
		!span_number((struct span){ text.at, 4 }, 9999, &year) || year < 1970 ||
		!span_number((struct span){ text.at + 5, 2 }, 12, &month) || !month ||
		!span_number((struct span){ text.at + 8, 2 }, days[month - 1], &day) || !day ||
		(month == 2 && day == 29 && (year % 4 || (year % 100 == 0 && year % 400))))
		return false;
	*end_ms = calendar_ms((int64_t)year, (int64_t)month, (int64_t)day, 24, 0, 0);
	return true;
}

/* Reads the word for what a line is about, if there is one, and leaves *word at what follows.
 * False: the line ends. */
static bool read_metric(struct gate *gate, struct span *rest, struct rule *rule, struct span *word)
{
	static const struct {
		const char *word;
		enum metric metric;
	} words[] = { { "memory", METRIC_FOOTPRINT }, { "fds", METRIC_FDS },
		{ "threads", METRIC_THREADS }, { "heap", METRIC_HEAP } };

	rule->metric = METRIC_FOOTPRINT;
	if (!next_word(rest, &gate->arena, word))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_is(*word, words[i].word)) {
			rule->metric = words[i].metric;
			return next_word(rest, &gate->arena, word);
		}
	return true;
}

static bool read_rate(bool is_count, struct span word, struct rate *rate)
{
	return is_count ? quantity_count_rate(word, rate) : quantity_rate(word, rate);
}

static const char *fault_of_rate(bool is_count)
{
	return is_count ? "a budget of counts needs a plain rate, as 0.1/round or 5/h"
			: "a budget needs a rate, as 4K/round or 1M/h";
}

static const char *read_known(struct gate *gate, struct span *rest, struct rule *rule)
{
	struct span word;

	if (!read_metric(gate, rest, rule, &word) || !span_is(word, "until") ||
		!next_word(rest, &gate->arena, &rule->until) ||
		!read_date(rule->until, &rule->until_ms))
		return "a known leak needs a day that the calendar has: known NAME until YYYY-MM-DD";
	if (next_word(rest, &gate->arena, &word) &&
		(!span_is(word, "below") || !next_word(rest, &gate->arena, &word) ||
			!read_rate(metric_is_count(rule->metric), word, &rule->rate)))
		return "only 'below RATE' (as below 8K/round) and a # comment may follow the day";
	return NULL;
}

/* What is invalid in any line because it would be misread: an unmatched quote, text right after a
 * quote, a NUL. */
static const char *fault_of_text(struct span line)
{
	bool quoted = false;

	for (size_t i = 0; i < line.len; i++) {
		bool blank_before = !i || line.at[i - 1] == ' ' || line.at[i - 1] == '\t';

		if (!line.at[i])
			return "a NUL byte: this is no text of UTF-8";
		if (line.at[i] == '#' && !quoted && blank_before)
			return NULL;
		if (quoted && line.at[i] == '\\')
			i++;
		else if (line.at[i] == '"' && quoted && i + 1 < line.len && line.at[i + 1] != ' ' &&
			 line.at[i + 1] != '\t')
			return "a blank is missing after the quote that ends a name";
		else if (line.at[i] == '"' && (quoted || blank_before))
			quoted = !quoted;
	}
	return quoted ? "a quote is not ended" : NULL;
}

/* Reads what follows "budget system": a key and its rate. Returns NULL, or what is wrong with it.
 */
static const char *read_system(struct gate *gate, struct span *rest, struct rule *rule)
{
	struct span word;
	bool is_count;

	rule->subject = SUBJECT_SYSTEM;
	rule->key = next_word(rest, &gate->arena, &word) ? system_series_key(word) : SYSTEM_KEYS;
	if (rule->key == SYSTEM_KEYS)
		return "budget system needs one of available, slab, pagetables, kernelstack, percpu, shmem, threads, fds, unaccounted (a process of that name is quoted)";
	rule->name = span_of(text_format(&gate->arena, "system %s", system_series_word(rule->key)));
	is_count = system_series_is_count(rule->key);
	return next_word(rest, &gate->arena, &word) && read_rate(is_count, word, &rule->rate)
		       ? NULL
		       : fault_of_rate(is_count);
}

/* Parses one line; returns NULL, or what is wrong with it. */
static const char *read_rule(struct gate *gate, struct span line)
{
	struct rule rule = { .known = false };
	struct span word;
	const char *fault = fault_of_text(line);
	bool quoted;

	if (fault)
		return fault;
	if (!next_word(&line, &gate->arena, &word))
		return NULL;
	rule.known = span_is(word, "known");
	if (!rule.known && !span_is(word, "budget"))
		return "a line begins with budget or known";
	line = span_trim(line);
	quoted = span_starts(line, "\"");
	if (!next_word(&line, &gate->arena, &word) || !word.len)
		return "the name of a process is missing";
	rule.name = rule.wanted = arena_copy(&gate->arena, word);
	if (span_starts(word, group_prefix) && word.len > strlen(group_prefix)) {
		rule.subject = SUBJECT_GROUP;
		rule.wanted = span_from(rule.name, strlen(group_prefix));
	}
	if (!rule.known && !quoted && span_is(word, "system"))
		fault = read_system(gate, &line, &rule);
	else if (rule.known)
		fault = read_known(gate, &line, &rule);
	else if (!read_metric(gate, &line, &rule, &word) ||
		 !read_rate(metric_is_count(rule.metric), word, &rule.rate))
		fault = fault_of_rate(metric_is_count(rule.metric));
	if (fault)
		return fault;
	if (next_word(&line, &gate->arena, &word))
		return "there is more on the line than belongs there";
	line = span_trim(line);
	rule.why = arena_copy(&gate->arena, span_trim(span_from(line, line.len ? 1 : 0)));
	gate->rules = list_room_in(
		&gate->arena, gate->rules, gate->count + 1, &gate->capacity, sizeof *gate->rules);
	gate->rules[gate->count++] = rule;
	return NULL;
}

/* Reads a file of at most 1 MiB into arena; returns false after printing one line. */
static bool read_file(const char *path, struct arena *arena, struct span *text)
{
	enum { LIMIT = 1 << 20 };
	FILE *file = fopen(path, "re");
	char *bytes;
	bool good;

	if (!file) {
		say("%s: %s (--gate needs a file that can be read)", path, strerror(errno));
		return false;
	}
	bytes = arena_take(arena, LIMIT + 1);
	*text = (struct span){ bytes, fread(bytes, 1, LIMIT + 1, file) };
	good = !ferror(file) && text->len <= LIMIT;
	if (!good)
		say("%s: %s (--gate needs a file of at most 1 MiB)", path,
			ferror(file) ? strerror(errno) : "too large");
	fclose(file);
	return good;
}

struct gate *gate_read(const char *path)
{
	struct gate *gate = room_resize(NULL, 1, sizeof *gate);
	struct span text, line;
	unsigned number = 0, faults = 0;

	*gate = (struct gate){ .arena = { NULL, 0 } };
	if (!read_file(path, &gate->arena, &text)) {
		gate_free(gate);
		return NULL;
	}
	if (span_starts(text, "\xef\xbb\xbf")) /* the byte order mark that Windows editors write
						  before UTF-8 */
		text = span_from(text, 3);
	while (span_line(&text, &line, NULL)) {
		const char *fault = read_rule(gate, line);

		number++;
		if (fault && ++faults <= 20)
			say("%s:%u: %s (see leakline-analyze(1), GATE FILE)", path, number, fault);
	}
	if (faults) {
		gate_free(gate);
		return NULL;
	}
	return gate;
}

void gate_free(const struct gate *gate)
{
	struct gate *own = (struct gate *)gate;

	if (!own)
		return;
	arena_free(&own->arena);
	free(own);
}

/* As a process, or a cgroup by the last part of its path. */
static bool subject_matches(const struct process *process, const struct rule *rule)
{
	ptrdiff_t slash = rule->subject == SUBJECT_GROUP ? span_rfind(process->name, '/') : -1;

	return name_matches(process, rule->wanted) ||
	       (slash >= 0 &&
		       span_equal(span_from(process->name, (size_t)slash + 1), rule->wanted));
}

/* Is the rule for processes one for each member of a group? */
static bool is_for_members(
	const struct rule *rule, const struct analysis *groups, const struct process *sum)
{
	const struct pool *pool = &groups->pools.items[sum - groups->processes.items];
	size_t i = 0;

	while (i < pool->life_count &&
		name_matches(&groups->members->processes.items[pool->lives[i]], rule->wanted))
		i++;
	return rule->subject == SUBJECT_PROCESS && i > 0 && i == pool->life_count;
}

/* The last rule of that kind for a process of the run, or for a group: later lines win, as in most
 * configuration files. What is known or granted of the memory of all members is of their group,
 * where no line names that. */
static const struct rule *rule_for(const struct gate *gate, const struct analysis *analysis,
	const struct process *process, bool known, enum metric metric)
{
	enum subject subject = analysis->members ? SUBJECT_GROUP : SUBJECT_PROCESS;
	const struct rule *inherited = NULL;

	for (size_t i = gate->count; i-- > 0;) {
		const struct rule *rule = &gate->rules[i];

		if (rule->known != known || rule->metric != metric)
			continue;
		if (rule->subject == subject && subject_matches(process, rule))
			return rule;
		if (!inherited && analysis->members && metric == METRIC_FOOTPRINT &&
			is_for_members(rule, analysis, process))
			inherited = rule;
	}
	return inherited;
}

/* The rate of a rule in KiB a round; for a group by a rule for its members: of all that live at a
 * time. */
static double rate_of(
	const struct rule *rule, const struct analysis *analysis, const struct process *process)
{
	double rate = quantity_per_round(&rule->rate, analysis->round_s);
	bool each = analysis->members && rule->subject == SUBJECT_PROCESS;

	return each && rate > 0
		       ? rate * (double)analysis->pools.items[process - analysis->processes.items]
					 .most
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
		const struct rule *rule =
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
static const struct rule *known_rule(
	const struct gate *gate, const struct analysis *analysis, const struct finding *finding)
{
	const struct rule *rule =
		rule_for(gate, analysis, finding->process, true, METRIC_FOOTPRINT);

	return rule || finding->decided_by != METRIC_HEAP
		       ? rule
		       : rule_for(gate, analysis, finding->process, true, METRIC_HEAP);
}

/* Milliseconds since 1970; < 0: unknown. */
static int64_t end_of(const struct analysis *analysis)
{
	return analysis->round_count ? analysis->rounds[analysis->round_count - 1].time_ms : -1;
}

/* Did the run end, at a time that is known, by the day of that known leak? */
static bool is_in_force(const struct rule *known, const struct analysis *analysis)
{
	int64_t end_ms = end_of(analysis);

	return known && end_ms >= 0 && end_ms < known->until_ms;
}

/* Is it faster than the limit that is known: the whole interval above it? */
static bool is_faster(
	const struct rule *known, const struct analysis *analysis, const struct finding *finding)
{
	double limit = rate_of(known, analysis, finding->process);

	return known->rate.given &&
	       (limit < 0 ||
		       finding->trend[finding->decided_by].late_low * analysis->round_x > limit);
}

/* Why a known leak does not hold for a finding: "known until 2026-01-31 only"; NULL: it does. */
static const char *lapse_of(
	const struct rule *known, struct analysis *analysis, const struct finding *finding)
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
		const struct rule *rule = known_rule(gate, analysis, finding);

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
	/* what is level must have shown a growth beyond the budget */
	return state == STATE_FLAT && trend->has_late &&
			       (trend->constant || trend->detectable * analysis->round_x <= budget)
		       ? WITHIN
		       : UNKNOWN;
}

/* A heap with a budget of its own that was not read, or could not have shown such a growth: that it
 * is beyond it is a leak, which the verdict says. */
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
	const struct rule *rule = rule_for(gate, analysis, finding->process, false, metric);
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
		if (gate->rules[i].subject == SUBJECT_SYSTEM)
			budgets[gate->rules[i].key] =
				quantity_per_round(&gate->rules[i].rate, round_s);
	return budgets;
}

void gate_mark_system(const struct gate *gate, struct analysis *analysis)
{
	for (size_t i = 0; gate && i < gate->count; i++)
		for (size_t k = 0; k < analysis->processes.system_count; k++) {
			struct system_finding *system = &analysis->system_findings[k];

			if (gate->rules[i].subject != SUBJECT_SYSTEM ||
				analysis->processes.system[k].key != gate->rules[i].key)
				continue;
			system->has_budget = true;
			system->over = system->finding->verdict >= VERDICT_SUSPECT;
			system->unseen = system->finding->verdict == VERDICT_INCONCLUSIVE;
		}
}

/* What a run has about the processes of a name, or a key of the system. */
enum presence { NOT_THERE, NOT_JUDGED, JUDGED };

static enum presence presence_of_key(const struct analysis *analysis, enum system_key key)
{
	for (size_t i = 0; i < analysis->processes.system_count; i++)
		if (analysis->processes.system[i].key == key)
			return analysis->system_findings[i].unseen ? NOT_JUDGED : JUDGED;
	return NOT_THERE;
}

static enum presence presence_of(const struct analysis *analysis, const struct rule *rule)
{
	const struct analysis *run = rule->subject == SUBJECT_GROUP ? analysis->groups : analysis;
	enum presence presence = NOT_THERE;

	if (rule->subject == SUBJECT_SYSTEM)
		return presence_of_key(analysis, rule->key);

	for (size_t i = 0; run && i < run->verdict_count; i++) {
		const struct process_verdict *verdict = &run->verdicts[i];

		if (!subject_matches(run->findings[verdict->gravest].process, rule))
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

void gate_mark_missing(const struct gate *gate, struct analysis *analysis)
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

bool gate_needs_times(const struct gate *gate)
{
	for (size_t i = 0; gate && i < gate->count; i++)
		if (gate->rules[i].rate.given && gate->rules[i].rate.per == RATE_PER_SECOND)
			return true;
	return false;
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

bool gate_tell(const struct gate *gate, const struct analysis *analysis, bool allow_inconclusive,
	FILE *file, const char *before)
{
	bool any = false;

	for (size_t i = 0; gate && i < gate->count; i++) {
		struct span name = gate->rules[i].name;
		enum presence presence = presence_of(analysis, &gate->rules[i]);

		if (is_answered(presence, allow_inconclusive) || is_named_before(gate, i))
			continue;
		if (presence == NOT_THERE || !is_named_elsewhere(analysis, name))
			fprintf(file, "%s%s: %.*s", any ? ", " : before,
				presence == NOT_JUDGED ? "no verdict" : "not in the run",
				(int)name.len, name.at);
		any = true;
	}
	return any;
}

bool gate_answered(
	const struct gate *gate, const struct analysis *analysis, bool allow_inconclusive)
{
	bool all = true;

	for (size_t i = 0; gate && i < gate->count; i++) {
		const struct rule *rule = &gate->rules[i];
		enum presence presence = presence_of(analysis, rule);

		if (is_answered(presence, allow_inconclusive))
			continue;
		say("%s: %s: %s (the gate names it, and missing data is no pass)",
			analysis->run_name.at, rule->name.at,
			presence == NOT_JUDGED ? "inconclusive" : "not in the run");
		all = false;
	}
	return all;
}
