/* line_elapsed.c - how long a program runs, in front of a line: [60s], 60 s |, [   60.000]. */
#include "line_elapsed.h"

#include <string.h>

/* ms of a unit; 0: it is none. `m` may be a size as well, except in brackets. */
static double unit_ms(struct span word, bool in_brackets)
{
	static const struct {
		const char *name;
		double ms;
	} units[] = { { "ms", 1 }, { "s", 1e3 }, { "sec", 1e3 }, { "secs", 1e3 },
		{ "seconds", 1e3 }, { "min", 6e4 }, { "mins", 6e4 }, { "minutes", 6e4 },
		{ "h", 3.6e6 }, { "hours", 3.6e6 } };

	if (in_brackets && span_is(word, "m"))
		return 6e4;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (span_is(word, units[i].name))
			return units[i].ms;
	return 0;
}

static size_t letters_of(struct span text)
{
	size_t len = 0;

	while (len < text.len && span_is_letter(text.at[len]))
		len++;
	return len;
}

/* 60s: ..., 60s rss=...: does what is told begin there? `12 s total, ...` is time that was used. */
static bool begins_message(struct span rest)
{
	struct span word;

	if (!rest.len || strchr(":|,;", rest.at[0]))
		return true;
	return rest.at[0] == ' ' && span_field(&rest, &word) &&
	       (strchr("|-", word.at[0]) || span_find(word, '=') > 0 || span_find(word, ':') > 0);
}

int64_t line_elapsed_read(struct span line)
{
	enum { LONGEST = 40 };
	static const char after[] = "after ";
	struct span rest, number;
	bool in_brackets, has_point;
	double value, ms;
	size_t len = 0;

	line = span_front(span_trim(line), LONGEST);
	line = span_from(line, span_starts(line, after) ? sizeof after - 1 : 0);
	in_brackets = span_starts(line, "[");
	rest = span_strip(line, "[ ", "");
	rest = span_from(rest, span_starts(rest, "T+") ? 2 : span_starts(rest, "+"));
	while (len < rest.len && (span_is_digit(rest.at[len]) || rest.at[len] == '.'))
		len++;
	number = (struct span){ rest.at, len };
	has_point = span_find(number, '.') > 0;
	rest = span_strip(span_from(rest, len), " ", "");
	if (!span_decimal(number, &value) || value > 1e9)
		return -1;
	len = letters_of(rest);
	/* [   60.000] of the kernel */
	ms = len ? unit_ms((struct span){ rest.at, len }, in_brackets)
		 : (in_brackets && has_point ? 1e3 : 0);
	rest = span_from(rest, len);
	if (!(ms > 0) || (in_brackets ? !span_starts(rest, "]") : !begins_message(rest)))
		return -1;
	return (int64_t)(value * ms + 0.5);
}

void line_elapsed_see(struct line_elapsed *seen, struct span line)
{
	int64_t ms = line_elapsed_read(line);

	if (ms < 0)
		return;
	seen->falls |= ms < seen->last_ms;
	seen->rises += ms > seen->last_ms;
	seen->last_ms = ms;
}

bool line_elapsed_counts(const struct line_elapsed *seen)
{
	/* what a request took goes up and down */
	enum { LEAST = 6 };

	return seen->rises >= LEAST && !seen->falls;
}
