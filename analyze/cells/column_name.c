/* column_name.c - what the name of a table's column, or the key before a value, means. */
#include "column_name.h"

#include <string.h>

#include "amount.h"
#include "column_known.h"
#include "lower.h"

enum { NAME_BYTES = 96, LONGEST = 4096 };

static char lower_of(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
}

static bool is_word_byte(char c)
{
	return (lower_of(c) >= 'a' && lower_of(c) <= 'z') || span_is_digit(c) ||
	       (unsigned char)c >= 0x80;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_letter(char c)
{
	return is_lower(c) || is_upper(c);
}

/* kB, MiB, also in rssMiB: the letter at i does not begin a word. */
static bool is_unit_of(struct span name, size_t i)
{
	if (i > 1 && name.at[i] == 'B' && name.at[i - 1] == 'i' && strchr("KMGT", name.at[i - 2]))
		return true;
	return i < 2 || !is_letter(name.at[i - 2]);
}

/* Words in lower case joined by `_`: "RSS(KB)", rssKb and RSS_KB are rss_kb. A percentage is empty.
 */
static struct span plain(struct span name, char *out)
{
	size_t len = 0;
	bool gap = false, wide = false;

	/* a line of megabytes without a blank, which is asked for in many ways */
	if (name.len > LONGEST)
		return (struct span){ out, 0 };
	for (size_t i = 0; i < name.len && len + 2 < NAME_BYTES; i++) {
		char c = name.at[i];

		if (c == '%')
			return (struct span){ out, 0 };
		if (!is_word_byte(c)) {
			gap = true;
			continue;
		}
		gap |= i && is_upper(c) && is_lower(name.at[i - 1]) && !is_unit_of(name, i);
		if (gap && len)
			out[len++] = '_';
		gap = false;
		out[len++] = lower_of(c);
		wide |= (unsigned char)c >= 0x80;
	}
	if (wide)
		lower_letters(out, len);
	return (struct span){ out, len };
}

/* Is it a name that plain() had no room for, whose end is another's: rss16 cut to rss? */
static bool is_cut(struct span name)
{
	return name.len + 2 >= NAME_BYTES;
}

/* Seconds of a unit of time; 0: none. */
static double seconds_of(struct span unit)
{
	static const struct {
		const char *name;
		double seconds;
	} units[] = { { "s", 1 }, { "sec", 1 }, { "secs", 1 }, { "seconds", 1 }, { "ms", 1e-3 },
		{ "msec", 1e-3 }, { "millis", 1e-3 }, { "milliseconds", 1e-3 }, { "us", 1e-6 },
		{ "usec", 1e-6 }, { "micros", 1e-6 }, { "ns", 1e-9 }, { "nsec", 1e-9 },
		{ "nanos", 1e-9 }, { "min", 60 }, { "minutes", 60 }, { "h", 3600 },
		{ "hours", 3600 } };

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (span_is(unit, units[i].name))
			return units[i].seconds;
	return 0;
}

static bool is_memory(enum column_role role)
{
	return role >= COLUMN_RSS && role < COLUMN_ROLES;
}

/* Takes a unit at the end off *name; of memory or of time. */
static void take_unit(struct span *name, double *kib, double *seconds)
{
	ptrdiff_t mark = span_rfind(*name, '_');
	struct span unit = span_from(*name, (size_t)(mark + 1));

	*kib = *seconds = 0;
	if (mark <= 0 || is_cut(*name))
		return;
	*kib = amount_unit(unit);
	*seconds = seconds_of(unit);
	if (*kib > 0 || *seconds > 0)
		name->len = (size_t)mark;
	/* RSS in MB */
	if (*kib > 0 && span_ends(*name, "_in") && name->len > 3)
		name->len -= 3;
}

/* Bounds, and what a service may be called as. */
static bool names_service(struct span word)
{
	static const char *const bounds[] = { "cap", "quota", "budget", "goal", "limits",
		"allowance", "reservation", NULL };

	return span_is_one_of(word, bounds);
}

/* Words beside `rss` that say how it was counted, not which process it belongs to. */
static bool tells_how(struct span word)
{
	static const char *const others[] = { "human", "peak", "max", "min", "avg", "ave", "mean",
		"limit", "change_in", "change", "delta", "orig", "prev", "hwm", "high", "percent",
		"pct", "diff", "shared", "start", "first", "last", "old", "growth", "maximum",
		"huge", "thp", "threshold", "ceiling", "allowed", "average", "up", "down", "grew",
		"grown", "increased", "decreased", "initial", "initially", "previous", "lowest",
		"highest", "minimum", "minimal", "low", "median", NULL };

	return span_is_one_of(word, others) || names_service(word);
}

/* rss_warn, rss_critical_mb, RSS target: bounds, where `WARN rss` and `target rss` are a level and
 * a process. */
static bool tells_bound(struct span word)
{
	static const char *const bounds[] = { "warn", "warning", "crit", "critical", "alert",
		"alarm", "target", "soft", "hard", "kill", "request", "requests", "requested",
		"expected", "baseline", NULL };

	return span_is_one_of(word, bounds);
}

bool column_name_is_elsewhere(struct span word, int rank)
{
	static const char *const memory[] = { "disk", "heap", "jvm", "gpu", "cuda", "vram",
		"filesystem", "quota", "free", "available", "avail", "system", "cached", "buffer",
		"buffers",
		/* and in other languages, where they stand in front */
		"freier", "freies", "freie", "frei", "verfügbarer", "gesamter", "virtueller",
		"gemeinsamer", "maximaler", "vrij", "beschikbaar", "totaal", "virtueel", "wolna",
		"ledigt", "vapaa", "свободная", NULL };
	/* parts of the memory of a process; managed: and kernel[4711] are services */
	static const char *const parts[] = { "kernel", "pinned", "committed", "managed", NULL };
	/* services may be called so, but of those memory is told, and not just usage */
	static const char *const usage[] = { "network", "bandwidth", "traffic", "upload",
		"download", "storage", "stack", "video", "space", NULL };
	bool is_tag = word.len && strchr(":])-", word.at[word.len - 1]);
	char text[NAME_BYTES];

	/* gpu[0] */
	if (span_find(word, '[') > 0)
		word.len = (size_t)span_find(word, '[');
	word = plain(word, text);
	return (rank < COLUMN_SURE && (span_is_one_of(word, memory) ||
					      (!is_tag && span_is_one_of(word, parts)))) ||
	       (rank < COLUMN_MEMORY && span_is_one_of(word, usage));
}

/* beside: its word that stands beside the name of the value. */
static bool set_subject(struct span subject, struct span beside, struct column_name *out)
{
	static const char *const nobody[] = { "process", "proc", "current", "total", "memory",
		"mem", "cur", "now", "used", "memory_usage", "mem_usage", "usage", "stats",
		"app_memory", "memory_info", "memory_full_info", "mem_info", "the", "info", "warn",
		"debug", "error", "log", "notice", "trace", "sample", "value", "smaps",
		"smaps_rollup", "memory_stats", "mem_stats", "of", "for", "after", "with", "per",
		"on", "from", NULL };

	/* Name: web VmRSS: 9 kB */
	subject = span_from(subject, span_starts(subject, "name_") ? sizeof "name_" - 1 : 0);
	/* 24004 KB RSS by 4711 */
	if (span_is(subject, "by") || tells_how(subject) || tells_how(beside) ||
		column_name_is_elsewhere(subject, out->rank)) {
		out->role = COLUMN_OTHER;
		out->may_be_owner = names_service(beside);
	}
	/* TID-abc INFO: RSS of Sidekiq: a thread is no process */
	if (span_is_one_of(subject, nobody) || subject.len < 2 || span_starts(subject, "tid_"))
		return true;
	subject = span_front(subject, sizeof out->subject - 1);
	memcpy(out->subject, subject.at, subject.len);
	return true;
}

static struct span first_word(struct span words)
{
	ptrdiff_t mark = span_find(words, '_');

	return mark < 0 ? words : (struct span){ words.at, (size_t)mark };
}

static struct span last_word(struct span words)
{
	return span_from(words, (size_t)(span_rfind(words, '_') + 1));
}

/* Does what stands behind a name say that it is no size of now: rss_max, rss_warn_limit,
 * rss_critical_mb? rss_request_handler is a process. */
static bool is_told_how(struct span tail)
{
	static const char *const what[] = { "level", "mark", "size", "value", "point", NULL };
	struct span first = first_word(tail), last = last_word(tail);

	return tells_how(first) || tells_how(last) ||
	       (tells_bound(first) &&
		       (tells_bound(last) || span_is_one_of(last, what) || amount_unit(last) > 0));
}

/* rss_target, rss_budget: a bound, or a process? rss_warn_limit is the first. */
static bool may_be_owner(struct span tail)
{
	return (tells_bound(first_word(tail)) || names_service(first_word(tail))) &&
	       (names_service(last_word(tail)) || !tells_how(last_word(tail)));
}

/* rss_kb_web: the unit may stand in front of the process. */
static struct span without_unit(struct span tail, struct column_name *out)
{
	struct span unit = first_word(tail);

	if (unit.len == tail.len || !(amount_unit(unit) > 0))
		return tail;
	out->unit = amount_unit(unit);
	return span_from(tail, unit.len + 1);
}

/* `web_rss`, `rss_web`: the name holds the process's name. Only certain names have one beside them:
 * active_anon, anon_thp and res_text are numbers of their own. */
static bool find_subject(struct span name, struct column_name *out)
{
	for (size_t i = 1; i + 1 < name.len; i++) {
		struct span head = { name.at, i }, tail = span_from(name, i + 1);

		if (name.at[i] != '_')
			continue;
		if (!is_cut(name) && column_known_find(tail, out) && is_memory(out->role) &&
			(tells_how(last_word(head)) ||
				out->rank >= (out->role == COLUMN_PRIVATE ? 7 : 3)))
			return set_subject(head, last_word(head), out);
		if (!column_known_find(head, out) || !is_memory(out->role))
			continue;
		tail = without_unit(tail, out);
		if (is_told_how(tail)) {
			out->may_be_owner = may_be_owner(tail);
			out->role = COLUMN_OTHER;
			return true;
		}
		if (out->rank >= 9)
			return set_subject(tail, first_word(tail), out);
	}
	*out = (struct column_name){ .role = COLUMN_OTHER };
	return false;
}

/* \\HOST\Process(web)\Working Set: a counter of Windows, in bytes, as typeperf writes them. */
static bool read_counter(struct span name, struct column_name *out)
{
	/* in English, German, French, Spanish and Italian; what is private is a part of the set */
	static const struct {
		const char *name;
		enum column_role role;
		int rank;
	} counters[] = {
		{ "Working Set", COLUMN_RSS, 9 },
		{ "Arbeitsseiten", COLUMN_RSS, 9 },
		{ "Plage de travail", COLUMN_RSS, 9 },
		{ "Espacio de trabajo", COLUMN_RSS, 9 },
		{ "Working set", COLUMN_RSS, 9 },
		{ "Working Set - Private", COLUMN_RSS, 8 },
		{ "Arbeitsseiten (privat)", COLUMN_RSS, 8 },
		{ "Arbeitsseiten - privat", COLUMN_RSS, 8 },
		{ "Private Bytes", COLUMN_PRIVATE, 9 },
		{ "Octets privés", COLUMN_PRIVATE, 9 },
		{ "Octets priv\xe9s", COLUMN_PRIVATE, 9 },
		{ "Bytes privados", COLUMN_PRIVATE, 9 },
		{ "Byte privati", COLUMN_PRIVATE, 9 },
	};
	ptrdiff_t last = span_rfind(name, '\\'), open, close;
	struct span object = { name.at, last > 0 ? (size_t)last : 0 }, counter;

	if (!span_starts(name, "\\\\") || last < 2)
		return false;
	counter = span_from(name, (size_t)last + 1);
	object = span_from(object, (size_t)(span_rfind(object, '\\') + 1));
	open = span_find(object, '(');
	close = span_rfind(object, ')');
	*out = (struct column_name){ .role = COLUMN_OTHER };
	if (open <= 0 || close <= open + 1)
		return true;
	for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
		/* as it was typed */
		if (lower_is_same(counter, span_of(counters[i].name))) {
			out->role = counters[i].role;
			out->rank = counters[i].rank;
		}
	if (out->role == COLUMN_OTHER)
		return true;
	out->unit = 1.0 / 1024;
	object = (struct span){ object.at + open + 1, (size_t)(close - open - 1) };
	memcpy(out->subject, object.at,
		object.len < sizeof out->subject ? object.len : sizeof out->subject - 1);
	return true;
}

/* {__name__="process_resident_memory_bytes", job="web"} of Grafana: the metric comes first. */
static struct span metric_first(struct span name, char *out)
{
	/* a quote within quotes is two in a CSV */
	static const char label[] = "{__name__=\"";
	struct span rest = span_strip(span_from(name, sizeof label - 1), "\"", "");
	ptrdiff_t end = span_find(rest, '"');
	size_t len = 2 * NAME_BYTES;

	if (!span_starts(name, label) || end <= 0 || rest.len > len)
		return name;
	memcpy(out, rest.at, rest.len);
	out[end] = '{';
	return (struct span){ out, rest.len };
}

struct column_name column_name_read(struct span name)
{
	struct column_name out = { .role = COLUMN_OTHER };
	char text[NAME_BYTES], metric[2 * NAME_BYTES];
	struct span word, whole;
	double kib, seconds;

	name = span_trim(name);
	/* web_rss.value 24580096 of a plugin of Munin */
	if (span_ends(name, ".value"))
		name.len -= sizeof ".value" - 1;
	/* used_memory_rss_human:23.44M of Redis */
	if (span_ends(name, "_human"))
		name.len -= sizeof "_human" - 1;
	whole = word = plain(metric_first(name, metric), text);
	if (read_counter(name, &out) || !word.len ||
		(column_known_find(whole, &out) && out.unit > 0))
		return out;
	/* (PDH-CSV 4.0) (Pacific Standard Time)(480): the first column of typeperf */
	if (span_starts(word, "pdh_csv"))
		return (struct column_name){ .role = COLUMN_TIME, .rank = 9 };
	take_unit(&word, &kib, &seconds);
	if (!column_known_find(word, &out) && !column_known_find(whole, &out) &&
		!find_subject(word, &out)) {
		/* --import may say that it is memory */
		out.unit = kib;
		return out;
	}
	/* Data(KB): the size of a segment, and no day in Italian */
	if (out.role == COLUMN_DATE && kib > 0)
		out = (struct column_name){ .role = COLUMN_OTHER };
	/* rss_min is a minimum, and no memory in minutes */
	if (is_memory(out.role) && seconds > 0)
		out.role = COLUMN_OTHER;
	out.is_part = out.role == COLUMN_PRIVATE &&
		      (span_ends(word, "private_dirty") || span_ends(word, "private_clean"));
	if (is_memory(out.role) && kib > 0)
		out.unit = kib;
	else if (out.role == COLUMN_TIME && seconds > 0)
		out.unit = seconds;
	return out;
}

enum column_role column_role_of(struct span name)
{
	static const struct {
		const char *name;
		enum column_role role;
	} roles[] = { { "time", COLUMN_TIME }, { "rss", COLUMN_RSS }, { "private", COLUMN_PRIVATE },
		{ "pid", COLUMN_PID }, { "name", COLUMN_NAME } };

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (span_is(name, roles[i].name))
			return roles[i].role;
	return COLUMN_ROLES;
}
