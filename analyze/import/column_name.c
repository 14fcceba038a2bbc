/* column_name.c - what the name of a table's column, or the key before a value, means. */
#include "column_name.h"

#include <string.h>

#include "amount.h"

enum { NAME_BYTES = 96 };

/* Names in lower case, words joined by `_`, without a unit. A higher rank is a more certain name.
 */
static const struct {
	const char *name;
	enum column_role role;
	int rank;
	double unit; /* the factor to KiB, if the name implies a unit */
} known[] = {
	{ "rss", COLUMN_RSS, 9, 0 },
	{ "vm_rss", COLUMN_RSS, 9, 1 },
	{ "vmrss", COLUMN_RSS, 9, 1 },
	{ "rsz", COLUMN_RSS, 8, 0 },
	{ "res", COLUMN_RSS, 8, 0 },
	{ "rsize", COLUMN_RSS, 8, 0 },
	{ "rgrow", COLUMN_OTHER, 0, 0 },
	{ "resident", COLUMN_RSS, 8, 0 },
	{ "resident_size", COLUMN_RSS, 8, 0 },
	{ "resident_set", COLUMN_RSS, 8, 0 },
	{ "resident_set_size", COLUMN_RSS, 8, 0 },
	{ "resident_memory", COLUMN_RSS, 8, 0 },
	{ "process_resident_memory", COLUMN_RSS, 9, 1.0 / 1024 },
	{ "proc_psinfo_rss", COLUMN_RSS, 9, 1 },
	{ "used_memory_rss", COLUMN_RSS, 9, 1.0 / 1024 },
	{ "memory_rss", COLUMN_RSS, 8, 0 },
	{ "mem_rss", COLUMN_RSS, 8, 0 },
	{ "rss_memory", COLUMN_RSS, 8, 0 },
	{ "rss_size", COLUMN_RSS, 8, 0 },
	{ "stat_rss", COLUMN_RSS, 9, 4 }, /* of procpath, in pages */
	{ "physical", COLUMN_RSS, 3, 0 },
	{ "physical_memory", COLUMN_RSS, 3, 0 },
	{ "res_set", COLUMN_RSS, 8, 1 }, /* of nmon */
	{ "real", COLUMN_RSS, 3, 0 },    /* of psrecord */
	{ "mem_real", COLUMN_RSS, 7, 1024 },
	{ "rss_total", COLUMN_RSS, 7, 0 },
	{ "ws", COLUMN_RSS, 7, 0 }, /* of Get-Process */
	{ "working_set64", COLUMN_RSS, 7, 1.0 / 1024 },
	{ "working_set_size", COLUMN_RSS, 7, 1.0 / 1024 }, /* of wmic */
	{ "total_rss", COLUMN_RSS, 7, 0 },
	{ "working_set", COLUMN_RSS, 5, 0 },
	{ "container_memory_working_set", COLUMN_RSS, 6, 1.0 / 1024 },
	{ "namedprocess_namegroup_memory", COLUMN_RSS, 6, 1.0 / 1024 },
	{ "container_memory_rss", COLUMN_RSS, 7, 1.0 / 1024 },
	{ "container_memory_usage", COLUMN_RSS, 5, 1.0 / 1024 },
	{ "memory_working_set", COLUMN_RSS, 5, 0 },
	{ "mem_usage_limit", COLUMN_RSS, 4, 0 },
	{ "mem_usage", COLUMN_RSS, 4, 0 },
	{ "memusage", COLUMN_RSS, 4, 0 },
	{ "memory_usage", COLUMN_RSS, 4, 0 },
	{ "memory_current", COLUMN_RSS, 4, 1.0 / 1024 }, /* of a cgroup, of systemctl show */
	{ "memory_used", COLUMN_RSS, 3, 0 },
	{ "mem_used", COLUMN_RSS, 3, 0 },
	{ "used_memory", COLUMN_RSS, 3, 1.0 / 1024 },
	{ "ram_used", COLUMN_RSS, 3, 0 },
	{ "memory", COLUMN_RSS, 2, 0 },
	{ "mem", COLUMN_RSS, 2, 0 },
	{ "ram", COLUMN_RSS, 2, 0 },
	{ "mem\xc3\xb3ria", COLUMN_RSS, 2, 0 },
	{ "memoria", COLUMN_RSS, 2, 0 },
	{ "m\xc3\xa9moire", COLUMN_RSS, 2, 0 },
	{ "speicher", COLUMN_RSS, 2, 0 },
	{ "usage", COLUMN_RSS, 1, 0 },
	{ "value", COLUMN_RSS, 0, 0 },
	{ "uss", COLUMN_PRIVATE, 9, 0 },
	{ "unique", COLUMN_PRIVATE, 8, 0 },
	{ "unique_set_size", COLUMN_PRIVATE, 8, 0 },
	{ "writeable_private", COLUMN_OTHER, 0, 0 }, /* of pmap -d, which has a reader of its own */
	{ "private", COLUMN_PRIVATE, 8, 0 },
	{ "private_memory", COLUMN_PRIVATE, 8, 0 },
	{ "private_memory_size64", COLUMN_PRIVATE, 8, 1.0 / 1024 },
	{ "private_bytes", COLUMN_PRIVATE, 7, 1.0 / 1024 }, /* of typeperf */
	{ "pm", COLUMN_PRIVATE, 5, 0 },                     /* of Get-Process */
	{ "private_dirty", COLUMN_PRIVATE, 7, 0 },
	{ "private_clean", COLUMN_PRIVATE, 6, 0 },
	{ "priv", COLUMN_PRIVATE, 7, 0 },
	{ "pvt", COLUMN_PRIVATE, 7, 0 },
	{ "rss_anon", COLUMN_PRIVATE, 6, 0 },
	{ "rssanon", COLUMN_PRIVATE, 6, 0 },
	{ "anon_rss", COLUMN_PRIVATE, 6, 0 },
	{ "anon", COLUMN_PRIVATE, 5, 0 },
	{ "anonymous", COLUMN_PRIVATE, 5, 0 },
	{ "swap", COLUMN_SWAP, 2, 0 },
	{ "vm_swap", COLUMN_SWAP, 3, 0 },
	{ "vmswap", COLUMN_SWAP, 3, 0 },
	{ "vsz", COLUMN_SIZE, 3, 0 },
	{ "vms", COLUMN_SIZE, 3, 0 },
	{ "vss", COLUMN_SIZE, 3, 0 },
	{ "vsize", COLUMN_SIZE, 3, 0 },
	{ "virt", COLUMN_SIZE, 3, 0 },
	{ "virtual", COLUMN_SIZE, 3, 0 },
	{ "vm_size", COLUMN_SIZE, 3, 0 },
	{ "vmsize", COLUMN_SIZE, 3, 0 },
	{ "process_virtual_memory", COLUMN_SIZE, 3, 1.0 / 1024 },
	{ "timestamp", COLUMN_TIME, 9, 0 },
	{ "time_stamp", COLUMN_TIME, 9, 0 },
	{ "datetime", COLUMN_TIME, 9, 0 },
	{ "date_time", COLUMN_TIME, 9, 0 },
	{ "epoch", COLUMN_TIME, 8, 0 },
	{ "unix_time", COLUMN_TIME, 8, 0 },
	{ "unixtime", COLUMN_TIME, 8, 0 },
	{ "time_unix", COLUMN_TIME, 8, 0 },
	{ "ts", COLUMN_TIME, 8, 0 },
	{ "clock", COLUMN_TIME, 7, 0 },
	{ "time", COLUMN_TIME, 7, 0 },
	{ "wtime", COLUMN_TIME, 6, 0 },
	{ "elapsed", COLUMN_TIME, 5, 0 },
	{ "elapsed_time", COLUMN_TIME, 5, 0 },
	{ "time_elapsed", COLUMN_TIME, 5, 0 },
	{ "elapsedtime", COLUMN_TIME, 5, 0 },
	{ "etime", COLUMN_TIME, 4, 0 },
	{ "uptime", COLUMN_TIME, 4, 0 },
	{ "runtime", COLUMN_TIME, 4, 0 },
	{ "t", COLUMN_TIME, 4, 0 },
	{ "seconds", COLUMN_TIME, 4, 1 },
	{ "secs", COLUMN_TIME, 4, 1 },
	{ "second", COLUMN_TIME, 4, 1 },
	{ "sec", COLUMN_TIME, 4, 1 },
	{ "minutes", COLUMN_TIME, 4, 60 },
	{ "minute", COLUMN_TIME, 4, 60 },
	{ "min", COLUMN_TIME, 4, 60 },
	{ "hours", COLUMN_TIME, 4, 3600 },
	{ "hour", COLUMN_TIME, 4, 3600 },
	{ "zeit", COLUMN_TIME, 4, 0 },
	{ "uhrzeit", COLUMN_TIME, 4, 0 },
	{ "heure", COLUMN_TIME, 4, 0 },
	{ "hora", COLUMN_TIME, 4, 0 },
	{ "ora", COLUMN_TIME, 4, 0 },
	{ "date", COLUMN_DATE, 5, 0 },
	{ "day", COLUMN_DATE, 3, 0 },
	{ "datum", COLUMN_DATE, 3, 0 },
	{ "fecha", COLUMN_DATE, 3, 0 },
	{ "data", COLUMN_DATE, 3, 0 },
	{ "round", COLUMN_ROUND, 5, 0 },
	{ "iteration", COLUMN_ROUND, 5, 0 },
	{ "iter", COLUMN_ROUND, 5, 0 },
	{ "cycle", COLUMN_ROUND, 4, 0 },
	{ "sample", COLUMN_ROUND, 4, 0 },
	{ "run", COLUMN_ROUND, 3, 0 },
	{ "nr", COLUMN_ROUND, 3, 0 },
	{ "pid", COLUMN_PID, 9, 0 },
	{ "tgid", COLUMN_PID, 9, 0 },
	{ "process_id", COLUMN_PID, 8, 0 },
	{ "processid", COLUMN_PID, 8, 0 },
	{ "process_pid", COLUMN_PID, 8, 0 },
	{ "stat_pid", COLUMN_PID, 8, 0 },
	{ "name", COLUMN_NAME, 8, 0 },
	{ "process_name", COLUMN_NAME, 9, 0 },
	{ "processname", COLUMN_NAME, 9, 0 },
	{ "comm", COLUMN_NAME, 8, 0 },
	{ "stat_comm", COLUMN_NAME, 8, 0 },
	{ "control_group", COLUMN_NAME, 6, 0 },
	{ "process", COLUMN_NAME, 7, 0 },
	{ "proc", COLUMN_NAME, 7, 0 },
	{ "process_nlwp", COLUMN_NAME, 7, 0 }, /* of prstat */
	{ "program", COLUMN_NAME, 7, 0 },
	{ "command", COLUMN_NAME, 6, 0 },
	{ "cmd", COLUMN_NAME, 6, 0 },
	{ "commande", COLUMN_NAME, 6, 0 },
	{ "processus", COLUMN_NAME, 6, 0 },
	{ "prozess", COLUMN_NAME, 6, 0 },
	{ "proceso", COLUMN_NAME, 6, 0 },
	{ "processo", COLUMN_NAME, 6, 0 },
	{ "cmdline", COLUMN_NAME, 5, 0 },
	{ "args", COLUMN_NAME, 5, 0 },
	{ "exe", COLUMN_NAME, 6, 0 },
	{ "daemon", COLUMN_NAME, 6, 0 },
	{ "service", COLUMN_NAME, 6, 0 },
	{ "application", COLUMN_NAME, 6, 0 },
	{ "app", COLUMN_NAME, 6, 0 },
	{ "series", COLUMN_NAME, 4, 0 },
	{ "label", COLUMN_NAME, 3, 0 },
	{ "unit", COLUMN_NAME, 3, 0 },
	{ "image_name", COLUMN_NAME, 6, 0 },
	{ "container_name", COLUMN_NAME, 7, 0 },
	{ "mem_total", COLUMN_SYSTEM, 3, 0 },
	{ "memtotal", COLUMN_SYSTEM, 3, 0 },
	{ "total_mem", COLUMN_SYSTEM, 3, 0 },
	{ "total_memory", COLUMN_SYSTEM, 3, 0 },
	{ "memory_total", COLUMN_SYSTEM, 3, 0 },
	{ "mem_free", COLUMN_SYSTEM, 3, 0 },
	{ "memfree", COLUMN_SYSTEM, 3, 0 },
	{ "free_mem", COLUMN_SYSTEM, 3, 0 },
	{ "free_memory", COLUMN_SYSTEM, 3, 0 },
	{ "memory_free", COLUMN_SYSTEM, 3, 0 },
	{ "mem_available", COLUMN_SYSTEM, 3, 0 },
	{ "memavailable", COLUMN_SYSTEM, 3, 0 },
	{ "memory_available", COLUMN_SYSTEM, 3, 0 },
	{ "kbmemfree", COLUMN_SYSTEM, 3, 0 },
	{ "buffers", COLUMN_SYSTEM, 2, 0 },
	{ "container", COLUMN_OWNER, 6, 0 },
	{ "container_id", COLUMN_OWNER, 2, 0 },
	{ "pod", COLUMN_OWNER, 5, 0 },
	{ "pod_name", COLUMN_OWNER, 5, 0 },
	{ "instance", COLUMN_OWNER, 4, 0 },
	{ "host", COLUMN_OWNER, 3, 0 },
	{ "hostname", COLUMN_OWNER, 3, 0 },
	{ "namespace", COLUMN_OWNER, 3, 0 },
	{ "node", COLUMN_OWNER, 2, 0 },
};

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
	bool gap = false;

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
	}
	return (struct span){ out, len };
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

static bool find(struct span name, struct column_name *out)
{
	/* the first byte shows nearly always that it is another */
	for (size_t i = 0; name.len && i < sizeof known / sizeof *known; i++)
		if (known[i].name[0] == name.at[0] && span_is(name, known[i].name)) {
			out->role = known[i].role;
			out->rank = known[i].rank;
			out->unit = known[i].unit;
			return true;
		}
	return false;
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
	if (mark <= 0)
		return;
	*kib = amount_unit(unit);
	*seconds = seconds_of(unit);
	if (*kib > 0 || *seconds > 0)
		name->len = (size_t)mark;
	/* RSS in MB */
	if (*kib > 0 && span_ends(*name, "_in") && name->len > 3)
		name->len -= 3;
}

/* Words beside `rss` that say how it was counted, not which process it belongs to. */
static bool tells_how(struct span word)
{
	static const char *const others[] = { "human", "peak", "max", "min", "avg", "mean", "limit",
		"change_in", "change", "delta", "orig", "prev", "hwm", "high", "percent", "pct",
		"diff", "shared", "start", "first", "last", "old", "growth", "maximum", "huge",
		"thp", "average" };

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (span_is(word, others[i]))
			return true;
	return false;
}

/* beside: its word that stands beside the name of the value. */
static bool set_subject(struct span subject, struct span beside, struct column_name *out)
{
	static const char *const nobody[] = { "process", "proc", "current", "total", "memory",
		"mem", "cur", "now", "used", "memory_usage", "mem_usage", "usage", "stats",
		"app_memory", "memory_info", "memory_full_info", "mem_info", "the", "info", "warn",
		"debug", "error" };
	size_t len = subject.len < sizeof out->subject ? subject.len : sizeof out->subject - 1;

	if (tells_how(subject) || tells_how(beside))
		out->role = COLUMN_OTHER;
	for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
		if (span_is(subject, nobody[i]) || subject.len < 2)
			return true;

	memcpy(out->subject, subject.at, len);
	return true;
}

static struct span first_word(struct span words)
{
	ptrdiff_t mark = span_find(words, '_');

	return mark < 0 ? words : (struct span){ words.at, (size_t)mark };
}

/* `web_rss`, `rss_web`: the name holds the process's name. Only certain names have one beside them:
 * active_anon, anon_thp and res_text are numbers of their own. */
static bool find_subject(struct span name, struct column_name *out)
{
	for (size_t i = 1; i + 1 < name.len; i++) {
		struct span head = { name.at, i }, tail = span_from(name, i + 1);

		if (name.at[i] != '_')
			continue;
		if (find(tail, out) && is_memory(out->role) &&
			out->rank >= (out->role == COLUMN_PRIVATE ? 7 : 3))
			return set_subject(
				head, span_from(head, (size_t)(span_rfind(head, '_') + 1)), out);
		if (find(head, out) && is_memory(out->role) && out->rank >= 9)
			return set_subject(tail, first_word(tail), out);
	}
	*out = (struct column_name){ .role = COLUMN_OTHER };
	return false;
}

/* \\HOST\Process(web)\Working Set: a counter of Windows, in bytes, as typeperf writes them. */
static bool read_counter(struct span name, struct column_name *out)
{
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
	out->rank = 9;
	if (span_is(counter, "Working Set"))
		out->role = COLUMN_RSS;
	else if (span_is(counter, "Working Set - Private")) /* a part of it */
		*out = (struct column_name){ .role = COLUMN_RSS, .rank = 8 };
	else if (span_is(counter, "Private Bytes"))
		out->role = COLUMN_PRIVATE;
	if (out->role == COLUMN_OTHER)
		return true;
	out->unit = 1.0 / 1024;
	object = (struct span){ object.at + open + 1, (size_t)(close - open - 1) };
	memcpy(out->subject, object.at,
		object.len < sizeof out->subject ? object.len : sizeof out->subject - 1);
	return true;
}

struct column_name column_name_read(struct span name)
{
	struct column_name out = { .role = COLUMN_OTHER };
	char text[NAME_BYTES];
	struct span word = plain(span_trim(name), text), whole = word;
	double kib, seconds;

	if (read_counter(name, &out) || !word.len || (find(whole, &out) && out.unit > 0))
		return out;
	/* (PDH-CSV 4.0) (Pacific Standard Time)(480): the first column of typeperf */
	if (span_starts(word, "pdh_csv"))
		return (struct column_name){ .role = COLUMN_TIME, .rank = 9 };
	take_unit(&word, &kib, &seconds);
	if (!find(word, &out) && !find(whole, &out) && !find_subject(word, &out))
		return out;
	out.is_part = span_is(word, "private_dirty") || span_is(word, "private_clean");
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
