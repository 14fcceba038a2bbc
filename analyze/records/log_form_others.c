/* log_form_others.c - the kernel's OOM killer, and dumpsys meminfo of Android. */
#include "log_form_others.h"

#include "../cells/amount.h"

/* The text after `[ 4711]`, and its number; 0 for the header, `[ pid ]`. False: there is none. A
 * time of the kernel's clock, [100.5], may come first. */
static bool find_pid(struct span line, uint64_t *pid, struct span *rest)
{
	for (ptrdiff_t open; (open = span_find(line, '[')) >= 0;) {
		ptrdiff_t close;
		struct span inside;

		line = span_from(line, (size_t)open + 1);
		close = span_find(line, ']');
		if (close < 0)
			return false;
		inside = span_trim((struct span){ line.at, (size_t)close });
		*rest = span_from(line, (size_t)close + 1);
		*pid = 0;
		if (span_is(inside, "pid") || span_number(inside, INT32_MAX, pid))
			return true;
	}
	return false;
}

static void take_oom_header(struct form_reading *reading, struct span rest)
{
	struct span word;

	reading->oom_columns = 0;
	reading->oom_rss = reading->oom_anon = reading->oom_swap = -1;
	while (span_field(&rest, &word)) {
		if (span_is(word, "rss"))
			reading->oom_rss = reading->oom_columns;
		else if (span_is(word, "rss_anon"))
			reading->oom_anon = reading->oom_columns;
		else if (span_is(word, "swapents"))
			reading->oom_swap = reading->oom_columns;
		reading->oom_columns++;
	}
	reading->table->begins |= reading->table->date_ms < 0;
}

bool log_form_take_oom(struct form_reading *reading, struct span line)
{
	enum { PAGE_KIB = 4 };
	struct log_reading row = log_reading_empty();
	int64_t rss = -1, anon = -1, swap = 0;
	struct span rest, word;
	uint64_t pid, value;

	/* the kernel's line about its victim repeats a row of the table */
	if (reading->oom_columns && (span_find_text(line, "Out of memory") >= 0 ||
					    span_find_text(line, "Killed process") >= 0 ||
					    span_find_text(line, "oom-kill") >= 0))
		return true;
	if (!find_pid(line, &pid, &rest))
		return false;
	if (!pid && span_find_text(rest, "total_vm") > 0) {
		take_oom_header(reading, rest);
		return true;
	}
	if (!pid || reading->oom_columns < 1)
		return false;
	for (int i = 0; span_field(&rest, &word); i++) {
		row.name = word;
		if (i + 1 >= reading->oom_columns || !span_number(word, INT64_MAX / 1024, &value))
			continue;
		rss = i == reading->oom_rss ? (int64_t)value : rss;
		anon = i == reading->oom_anon ? (int64_t)value : anon;
		swap = i == reading->oom_swap ? (int64_t)value : swap;
	}
	if (rss < 0)
		return false;
	row.pid = (int32_t)pid;
	row.rss = rss * PAGE_KIB;
	row.swap = swap * PAGE_KIB;
	row.private_kib = anon >= 0 ? (anon + swap) * PAGE_KIB : -1;
	row.grain = PAGE_KIB;
	form_reading_send(reading, &row);
	return true;
}

/* ** MEMINFO in pid 4711 [com.example.app] ** */
static bool take_dumpsys_head(struct form_reading *reading, struct span line)
{
	static const char label[] = "** MEMINFO in pid ";
	struct span rest, word;
	uint64_t pid;

	if (!span_starts(line, label))
		return false;
	rest = span_from(line, sizeof label - 1);
	if (!span_field(&rest, &word) || !span_number(word, INT32_MAX, &pid))
		return false;
	reading->dumpsys_pid = (int32_t)pid;
	reading->dumpsys_name = (struct span){ NULL, 0 };
	if (span_field(&rest, &word) && word.len > 2 && word.at[0] == '[')
		reading->dumpsys_name = (struct span){ word.at + 1, word.len - 2 };
	return true;
}

/* Pss Private Private SwapPss Rss ...: since Android 11 Rss stands beside Pss. */
static void take_dumpsys_columns(struct form_reading *reading, struct span line)
{
	struct span word;

	if (!span_starts(span_trim(line), "Pss "))
		return;
	reading->dumpsys_rss = 0;
	for (size_t i = 1; span_field(&line, &word); i++)
		if (span_is(word, "Rss"))
			reading->dumpsys_rss = i;
}

/* TOTAL: Pss, Private Dirty, Private Clean, ...: the first of a process. */
static bool take_dumpsys_total(struct form_reading *reading, struct span line)
{
	enum { FIRST = 3, MOST = 8 };
	struct log_reading row = log_reading_empty();
	uint64_t values[MOST];
	struct span rest = line, word;
	size_t count = 0;

	if (!reading->dumpsys_pid || !span_field(&rest, &word) || !span_is(word, "TOTAL"))
		return false;
	while (count < MOST && span_field(&rest, &word) &&
		span_number(word, INT64_MAX / 4, &values[count]))
		count++;
	if (count < FIRST)
		return false;
	row.pid = reading->dumpsys_pid;
	row.name = reading->dumpsys_name;
	row.rss = (int64_t)values[reading->dumpsys_rss && reading->dumpsys_rss <= count
					  ? reading->dumpsys_rss - 1
					  : 0];
	row.private_kib = (int64_t)(values[1] + values[2]);
	reading->dumpsys_pid = 0;
	reading->dumpsys_head = true;
	form_reading_send(reading, &row);
	return true;
}

/* `123,456K: com.example.app (pid 4711 / activities)` below `Total PSS by process:` */
static bool take_dumpsys_process(struct form_reading *reading, struct span line)
{
	struct log_reading row = log_reading_empty();
	ptrdiff_t colon = span_find_text(line, "K: "), open = span_find_text(line, " (pid ");
	struct span rest;
	uint64_t pid;
	int64_t kib = 0;
	size_t digits;

	if (span_starts(line, "Total ") && span_ends(line, ":")) {
		/* since Android 12 what is resident comes first */
		bool is_rss = span_is(line, "Total RSS by process:");

		reading->dumpsys_has_rss |= is_rss;
		reading->dumpsys_list = is_rss || (span_is(line, "Total PSS by process:") &&
							  !reading->dumpsys_has_rss);
		return span_find_text(line, " by ") > 0;
	}
	if (colon <= 0 || open <= colon)
		return false;
	for (ptrdiff_t i = 0; i < colon; i++) {
		if (!span_is_digit(line.at[i]) && line.at[i] != ',')
			return false;
		kib = line.at[i] == ',' || kib > INT64_MAX / 100 ? kib
								 : kib * 10 + line.at[i] - '0';
	}
	rest = span_from(line, (size_t)open + 6);
	digits = span_digits(rest);
	if (!span_number((struct span){ rest.at, digits }, INT32_MAX, &pid))
		return false;
	/* the same processes are in several lists */
	if (!reading->dumpsys_list)
		return true;
	row.pid = (int32_t)pid;
	row.name = (struct span){ line.at + colon + 3, (size_t)(open - colon - 3) };
	row.rss = kib;
	form_reading_send(reading, &row);
	return true;
}

/* Uptime: 1060000 Realtime: 1060000: in ms since the start, above all processes. Dates of a loop
 * tell more. */
static bool take_dumpsys_clock(struct form_reading *reading, struct span line)
{
	static const char label[] = " Realtime: ";
	ptrdiff_t at = span_find_text(line, label);
	uint64_t ms;

	if (!span_starts(line, "Uptime: ") || at < 0 ||
		!span_number(
			span_trim(span_from(line, (size_t)at + sizeof label - 1)), INT64_MAX, &ms))
		return false;
	if (!reading->table->dates)
		reading->table->date_ms = (int64_t)ms;
	return true;
}

bool log_form_take_dumpsys(struct form_reading *reading, struct span line)
{
	if (take_dumpsys_head(reading, line) || take_dumpsys_clock(reading, line))
		return true;
	/* the two lines of its header, and what follows its total */
	if ((reading->dumpsys_pid || reading->dumpsys_head) &&
		(span_find_text(line, "Private") >= 0 || span_find_text(line, "Dirty") >= 0 ||
			span_find_text(line, "Pss") >= 0)) {
		take_dumpsys_columns(reading, line);
		return true;
	}
	if (reading->dumpsys_head &&
		(span_starts(line, "TOTAL PSS:") || span_starts(line, "TOTAL:")))
		return true;
	return take_dumpsys_total(reading, line) || take_dumpsys_process(reading, line);
}
