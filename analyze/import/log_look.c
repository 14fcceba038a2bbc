/* log_look.c - what a log is by what it begins with. */
#include "log_look.h"

#include "../input/run_text.h"
#include "../parse/parse_ps.h"
#include "kind_text.h"
#include "log_headers.h"
#include "log_line.h"
#include "log_refusal.h"
#include "log_trial.h"
#include "../cells/moment.h"

/* Are the rounds of a log of that kind found by dates, headers and keys? */
static bool is_appended(enum kind kind)
{
	return kind != KIND_ATOP && kind != KIND_MPROF && kind != KIND_PSRECORD &&
	       kind != KIND_SMEMCAP && kind != KIND_READINGS && kind != KIND_NONE;
}

/* If a log was cut in two, its second half may begin with hundreds of rows. */
static enum kind further_kind(struct run_text *text)
{
	struct span rest = text->span, line;

	while (span_line(&rest, &line, NULL)) {
		enum kind kind = kind_of_line(line);

		if (is_appended(kind))
			return kind;
		run_text_passed(text, line.at);
	}
	run_text_rewind(text);
	return log_line_first_kind(text->span, UINT64_MAX);
}

/* Is it a header of pidstat? The times that it prints first are a column of its own. */
static bool is_of_pidstat(struct span line)
{
	return parse_ps_header(line) &&
	       (span_find_text(line, "/s") >= 0 || span_find_text(line, "%usr") >= 0);
}

/* Of one process pidstat prints a header once, and then a row each time: do rows below one header
 * begin with different times? */
static bool has_rows_of_pidstat(struct span text)
{
	struct moment moment = { .any = false };
	struct span line, rest;
	int64_t time_ms, before_ms = -1;
	bool headed = false;

	for (int lines = 0; lines < LOG_FIRST_LINES && span_line(&text, &line, NULL); lines++) {
		bool undated = !moment_take(&moment, line, &time_ms, &rest) || time_ms < 0;

		/* # Time UID PID: -h */
		if (undated ? is_of_pidstat(line) : is_of_pidstat(rest)) {
			headed = true;
			before_ms = -1;
		} else if (undated) {
			continue;
		} else if (headed && rest.len && before_ms >= 0 && time_ms != before_ms) {
			return true;
		} else if (rest.len) {
			before_ms = time_ms;
		}
	}
	return false;
}

/* Do the rows of its tables begin with dates, as ts(1), a logger or an echo put them? */
static bool has_dated_rows(struct span text)
{
	struct moment moment = { .any = false };
	struct span line, rest;
	bool headed = false;
	int64_t time_ms;

	for (int lines = 0; lines < LOG_FIRST_LINES && span_line(&text, &line, NULL); lines++) {
		struct span clock;
		bool dated = !log_line_clock(line, false, &clock) &&
			     moment_take(&moment, line, &time_ms, &rest) && rest.len &&
			     time_ms >= 0;

		if (dated && (parse_ps_header(rest) ? span_find_text(line, "/s") < 0
						    : headed && span_field(&rest, &line)))
			return true;
		if (!dated && parse_ps_header(line)) {
			if (is_of_pidstat(line))
				return false;
			headed = true;
		}
	}
	return false;
}

/* `grep -E 'Name|VmRSS' /proc/7/status`: a name is there, the PID is not. What grep takes once it
 * takes each time, so the first lines show it. */
static bool lacks_pid(struct span text)
{
	enum { ENOUGH = 1 << 16 };

	if (text.len > ENOUGH)
		text.len = ENOUGH;
	return span_find_text(text, "\nPid:\t") < 0 && span_find_text(text, "\nTgid:\t") < 0;
}

/* `tail -v -n 99 /proc/[47]/status | grep -E '==|VmRSS'`: a heading tells the PID of each, and no
 * line its name. */
static bool lacks_names(struct span text)
{
	enum { ENOUGH = 1 << 16 };

	if (text.len > ENOUGH)
		text.len = ENOUGH;
	return !span_starts(text, "Name:\t") && span_find_text(text, "\nName:\t") < 0;
}

/* `grep -i slab /proc/meminfo`: lines of meminfo without its first one. */
static bool is_of_meminfo(struct span text)
{
	static const char *const keys[] = {
		"MemFree:", "MemAvailable:", "Slab:", "SReclaimable:", "SUnreclaim:"
	};
	struct span line;

	for (int lines = 0; lines < LOG_FIRST_LINES && span_line(&text, &line, NULL); lines++)
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			if (span_starts(line, keys[i]) && span_ends(line, " kB"))
				return true;
	return false;
}

/* Does a TAB part the columns of its first table? No tool prints such: names and times in it may
 * hold blanks. */
static bool has_tabs(struct span text)
{
	struct span line;

	for (int lines = 0; lines < LOG_FIRST_LINES && span_line(&text, &line, NULL); lines++)
		if (parse_ps_header(line))
			return span_find(line, '\t') > 0;
	return false;
}

/* smemstat with an interval: its tables look like those without, but tell changes, no sizes; and
 * the CSV of dstat, whose columns are named after the system's memory. */
static bool looks_read(struct span text)
{
	struct span line;

	for (int lines = 0; lines < LOG_FIRST_LINES && span_line(&text, &line, NULL); lines++)
		if (log_refusal_looks_read(line))
			return true;
	return false;
}

struct log_look log_look_begin(struct run_text *text, enum kind forced, bool alone)
{
	struct span span = text->span;
	struct log_look look = { .kind = forced, .forced = forced };

	if (forced == KIND_NONE && looks_read(span))
		return look;
	if (forced == KIND_NONE)
		look.kind = kind_by_content(span);
	if (look.kind == KIND_NONE)
		look.kind = log_line_first_kind(span, LOG_FIRST_LINES);
	/* its first lines hold nothing about a process: it may have another form */
	if ((look.kind == KIND_NONE || kind_is_of_system(look.kind) ||
		    (look.kind == KIND_PS && forced == KIND_NONE && has_tabs(span))) &&
		log_trial_known(span))
		look.kind = KIND_READINGS;
	if (look.kind == KIND_NONE && is_of_meminfo(span))
		look.kind = look.forced = KIND_MEMINFO;
	if (look.kind == KIND_NONE && alone)
		look.kind = further_kind(text);
	look.is_pidless = look.kind == KIND_STATUS && lacks_pid(span);
	look.is_nameless = look.kind == KIND_STATUS && lacks_names(span);
	look.is_one = !is_appended(look.kind);
	if (kind_is_table(look.kind) && (has_dated_rows(span) || has_rows_of_pidstat(span))) {
		look.is_one = true;
		look.form = PIECE_DATED;
	}
	return look;
}

enum kind log_look_begun(const struct log_look *look, struct span line)
{
	return (look->is_pidless && span_starts(line, "Name:\t")) ||
			       (look->is_nameless && span_starts(line, "==> "))
		       ? KIND_NONE
		       : kind_of_line(line);
}

bool log_look_parts(const struct log_look *look, struct span header, struct span first)
{
	return look->rule != LOG_BY_DATE &&
	       (!first.len || look->headers_follow || log_headers_are_same(header, first));
}
