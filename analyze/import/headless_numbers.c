/* headless_numbers.c - names for rows of numbers between blanks that have no header. */
#include "headless_numbers.h"

#include <stdio.h>

#include "../base/arena.h"
#include "../cells/amount.h"
#include "headless_trend.h"

enum { TEXT = 400, NAMES = 100 };

/* A process has a MB at least: smaller numbers are threads, shares and sizes in MB. */
enum { LEAST_KIB = 1000 };

/* A row being named, from its left. */
struct naming {
	struct headless_number numbers[HEADLESS_NUMBERS];
	enum headless_trend trends[HEADLESS_NUMBERS];
	size_t count, at; /* of its numbers; the first without a name */
	bool has_command; /* words are behind them */
	char names[NAMES];
	size_t len;
};

static void add_name(struct naming *naming, const char *name)
{
	naming->len += (size_t)snprintf(naming->names + naming->len, NAMES - naming->len, "%s%s",
		naming->len ? " " : "", name);
	naming->at++;
}

/* May the number be resident memory, so that the one before it is none? */
static bool may_be_memory(const struct naming *naming, size_t at)
{
	return at < naming->count &&
	       (naming->numbers[at].has_unit || naming->numbers[at].value >= LEAST_KIB ||
		       naming->numbers[at - 1].value < LEAST_KIB ||
		       naming->trends[at] == HEADLESS_RISES);
}

/* VSZ and RSS, as ps prints them: the address space is never smaller. */
static bool are_sizes(const struct naming *naming)
{
	const struct headless_number *first = &naming->numbers[naming->at], *next = first + 1;

	/* 26000 9000 web: a PID, and not VSZ, stands in front of RSS and a command */
	if (naming->has_command && !naming->at && naming->count == 2)
		return false;
	return naming->at + 1 < naming->count && first->is_whole && next->is_whole &&
	       !first->has_unit && first->value >= next->value && next->value >= LEAST_KIB;
}

/* Seconds since 1970: no process has as many KiB. */
static bool is_epoch(const struct headless_number *number)
{
	const double from = 1e9;

	return !number->has_unit && number->value >= from;
}

static bool is_of_memory(const struct headless_number *number)
{
	return number->has_unit || (number->is_whole && number->value >= LEAST_KIB);
}

/* What may be memory stands behind it, too, so that a share, a parent's PID or a count of threads
 * is none. */
static bool is_in_front(const struct naming *naming, size_t at)
{
	size_t next = at + 1;

	if (at >= naming->count || is_of_memory(&naming->numbers[at]))
		return at < naming->count && is_epoch(&naming->numbers[at]);
	while (next < naming->count && !is_of_memory(&naming->numbers[next]))
		next++;
	return next < naming->count;
}

/* The first number behind the one at hand that may be memory; the number itself: none is. */
static const struct headless_number *next_memory(const struct naming *naming)
{
	size_t next = naming->at + 1;

	while (is_in_front(naming, next))
		next++;
	return next < naming->count ? &naming->numbers[next] : &naming->numbers[naming->at];
}

static bool is_pid(const struct naming *naming, bool first)
{
	const struct headless_number *number = &naming->numbers[naming->at];
	enum headless_trend trend = naming->trends[naming->at];

	return number->is_whole && !number->has_unit && number->value >= 1 && !are_sizes(naming) &&
	       !is_epoch(number) &&
	       (may_be_memory(naming, naming->at + 1) || is_in_front(naming, naming->at + 1)) &&
	       (trend == HEADLESS_SAME || (trend == HEADLESS_FALLS && first &&
						  number->value < next_memory(naming)->value));
}

static void name_memory(struct naming *naming)
{
	const struct headless_number *number = &naming->numbers[naming->at];

	add_name(naming, number->is_whole || number->has_unit ? "RSS" : "RSS_MB");
	for (number++; naming->at < naming->count; number++)
		add_name(naming, number->is_whole ? "OTHER" : "%MEM");
}

static void name_numbers(struct naming *naming, bool has_date)
{
	bool timed = !has_date && naming->trends[0] == HEADLESS_RISES &&
		     !naming->numbers[0].has_unit && !are_sizes(naming) &&
		     (may_be_memory(naming, 1) || is_epoch(&naming->numbers[0]));

	if (timed)
		add_name(naming, "ELAPSED");
	else if (is_epoch(&naming->numbers[0]))
		add_name(naming, "OTHER");
	if (naming->at < naming->count && is_pid(naming, !timed))
		add_name(naming, "PID");
	while (is_in_front(naming, naming->at))
		add_name(naming, "OTHER");
	if (are_sizes(naming))
		add_name(naming, "VSZ");
	if (naming->at < naming->count)
		name_memory(naming);
}

/* `07:00 00:00:10 web`: times of START and TIME in front of the command; ps prints no third one. */
static void name_times(struct naming *naming, struct span behind)
{
	enum { MOST = 2 };
	struct span word;

	for (int times = 0; times < MOST && span_field(&behind, &word) &&
			    span_is_digit(word.at[0]) && span_find(word, ':') > 0;
		times++)
		add_name(naming, "OTHER");
}

/* The columns of `web 24.5M`, `web: 24004 kB` and `100s 24004`; NULL: the row is another. */
static const char *names_of_amount(struct span row)
{
	struct amount amount;
	struct span name;

	if (!span_field(&row, &name) || !(row = span_trim(row)).len || !amount_read(row, &amount) ||
		amount.len != row.len)
		return NULL;
	if (span_is_digit(name.at[0]))
		return "ELAPSED RSS";
	return amount.unit > 0 || amount.step >= 1 ? "NAME RSS" : "NAME RSS_MB";
}

static const char *advise(const char *what, const char *names, const char *end, struct arena *arena)
{
	char text[TEXT];

	snprintf(text, sizeof text, "%s, as in `{ echo %s; cat log; } >named.log`%s", what, names,
		end);
	return arena_copy(arena, span_of(text)).at;
}

const char *headless_numbers_hint(
	struct span line, struct span row, struct span text, struct arena *arena)
{
	static const char of_numbers[] =
		"numbers alone do not tell what they are: put the names of their columns in front of them";
	static const char recorded[] = ", or record `ps -o pid,rss,args -p PID`";
	struct naming naming = { .names = "" };
	const char *names;
	struct span behind;

	naming.count = headless_trend_numbers(row, naming.numbers, &behind);
	if (!naming.count) {
		names = names_of_amount(row);
		return names ? advise(of_numbers, names, recorded, arena) : NULL;
	}
	/* 4711 4720 I art : GC freed 24 KB: a line of logcat, not of a table */
	if (behind.len && (naming.count < 2 || span_find_text(row, ": ") > 0))
		return NULL;
	for (size_t i = 0; i < naming.count; i++)
		naming.trends[i] = headless_trend_find(text, ' ', i);
	naming.has_command = behind.len > 0;
	name_numbers(&naming, row.at != line.at);
	if (!behind.len)
		return advise(of_numbers, naming.names, recorded, arena);
	name_times(&naming, behind);
	add_name(&naming, "COMMAND");
	return advise("a table without its header: put the names of its columns in front of it",
		naming.names, "", arena);
}
