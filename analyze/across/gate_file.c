/* gate_file.c - reads the file of --gate: a rule a line. */
#include "gate_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/calendar.h"
#include "../base/list.h"
#include "../base/room.h"
#include "../base/say.h"
#include "../base/text.h"

static const char group_prefix[] = "group:";

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
static bool read_metric(
	struct gate *gate, struct span *rest, struct gate_rule *rule, struct span *word)
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

static const char *read_known(struct gate *gate, struct span *rest, struct gate_rule *rule)
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
static const char *read_system(struct gate *gate, struct span *rest, struct gate_rule *rule)
{
	struct span word;
	bool is_count;

	rule->subject = GATE_SYSTEM;
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
	struct gate_rule rule = { .known = false };
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
		rule.subject = GATE_GROUP;
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

struct gate *gate_file_read(const char *path)
{
	struct gate *gate = room_resize(NULL, 1, sizeof *gate);
	struct span text, line;
	unsigned number = 0, faults = 0;

	*gate = (struct gate){ .arena = { NULL, 0 } };
	if (!read_file(path, &gate->arena, &text)) {
		gate_file_free(gate);
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
		gate_file_free(gate);
		return NULL;
	}
	return gate;
}

void gate_file_free(const struct gate *gate)
{
	struct gate *own = (struct gate *)gate;

	if (!own)
		return;
	arena_free(&own->arena);
	free(own);
}

bool gate_file_needs_times(const struct gate *gate)
{
	for (size_t i = 0; gate && i < gate->count; i++)
		if (gate->rules[i].rate.given && gate->rules[i].rate.per == RATE_PER_SECOND)
			return true;
	return false;
}
