/* log_pieces.c - a file that a loop appended to (`while sleep 60; do date; ps aux; pmap -d 7; done
 * >> log`), in pieces. */
#include "log_pieces.h"

#include <string.h>

#include "../base/arena.h"
#include "../base/list.h"
#include "../base/notes.h"
#include "kind_text.h"
#include "log_form.h"
#include "log_line.h"
#include "log_lines.h"
#include "moment.h"
#include "parse_date.h"
#include "../parse/parse_ps.h"
#include "../parse/parse_ps_time.h"
#include "../parse/parse_status.h"

struct splitting {
	struct span group; /* the last heading: the container that the next lines belong to */
	struct log_piece *pieces;
	size_t count, capacity;
	struct arena *arena;
	enum kind forced;
	struct span table; /* the header line of the last table of ps */
	bool rows;         /* the pieces hold anything but headers */
	bool prefixed;     /* the lines of its tables begin with dates */
	struct moment moment;
	struct span header; /* header of the ps table that began the current round, from PID on;
			       empty: none yet */
	size_t headers, dates, unknown_dates;
	bool date_first; /* a date comes before the first piece */
	bool date_last;  /* a date comes after the last piece */
	bool new_round;
	bool by_header; /* rounds begin at a repeated header, not at a date */
	bool headed;    /* the header that separates rounds has just come */
	bool bare;      /* a piece without a header is in it */
	bool pidless;   /* no line of status gives a PID: grep kept Name but not Pid */
	int64_t time_ms;
	struct span date;     /* the date before the previous line; empty: none */
	enum kind dated;      /* the kind of the first line with that date */
	struct span dated_of; /* and what that line gives, see told_by */
};

/* Are the rounds of a log of that kind found by dates, headers and PIDs? */
static bool is_appended(enum kind kind)
{
	return kind != KIND_ATOP && kind != KIND_MPROF && kind != KIND_PSRECORD &&
	       kind != KIND_SMEMCAP && kind != KIND_READINGS && kind != KIND_NONE;
}

static void begin_piece(
	struct splitting *log, enum kind kind, const char *at, uint64_t lines_before)
{
	log->pieces = list_room_in(
		log->arena, log->pieces, log->count + 1, &log->capacity, sizeof *log->pieces);
	log->pieces[log->count++] = (struct log_piece){ .kind = kind,
		.text = { at, 0 },
		.lines_before = lines_before,
		.time_ms = log->time_ms,
		.by_header = log->by_header,
		.new_round = log->new_round };
	log->new_round = log->by_header = false;
	log->date_last = false;
}

static void take_date(struct splitting *log, int64_t time_ms)
{
	/* `date; date +%T`: of two dates in a row the one with a day counts */
	if (log->new_round && log->time_ms >= 0 && time_ms < 0)
		return;
	log->dates++;
	log->unknown_dates += time_ms < 0;
	log->date_first |= !log->rows;
	log->date_last = true;
	/* for dates that come after their tables: corrected at the end */
	log->time_ms = time_ms;
	log->new_round = true;
	log->by_header = false;
	log->header.len = 0;
}

/* The columns from PID (with -t TGID) on: pidstat has the time in front. */
static struct span columns_of(struct span header)
{
	ptrdiff_t pid = span_find_text(header, "PID"), tgid = span_find_text(header, "TGID");

	return span_from(header, pid > 0 ? (size_t)pid : tgid > 0 ? (size_t)tgid : 0);
}

/* A header of ps begins a new round if this round already has it. */
static void take_header(struct splitting *log, struct span line)
{
	struct span columns = columns_of(line);

	log->headers++;
	if (!log->header.len) {
		log->header = columns;
		log->headed = true;
		return;
	}
	if (!span_equal(columns, log->header))
		return;
	log->new_round = log->headed = log->by_header = true;
}

/* Dates that come after their tables: each date belongs to the piece before it. */
static void shift_times(struct splitting *log, int64_t last_ms)
{
	for (size_t i = 0; i < log->count; i++) {
		size_t next = i + 1;

		while (next < log->count && !log->pieces[next].new_round)
			next++;
		log->pieces[i].time_ms = next < log->count ? log->pieces[next].time_ms : last_ms;
	}
}

/* The kind of a line that needs no header, or KIND_NONE. Rows of ps count only if no table has a
 * header. Sums and sizes count only if nothing in the log names processes: otherwise it would be
 * unclear which process they belong to. */
static enum kind bare_kind(const struct splitting *log, enum kind at_hand, struct span line)
{
	bool alone = !log->count || at_hand == KIND_NONE || log->pieces[log->count - 1].bare;
	enum kind kind;

	if (!alone && (log->headers || kind_is_table(at_hand)))
		return KIND_NONE;
	kind = alone ? log_line_kind(line) : parse_ps_is_row(line) ? KIND_PS : KIND_NONE;
	return (kind == KIND_PS && log->headers) ||
			       (log->forced != KIND_NONE && kind != log->forced)
		       ? KIND_NONE
		       : kind;
}

/* The line continues the current piece or begins the next. */
static void add_line(
	struct splitting *log, struct span whole, enum kind kind, bool bare, uint64_t number)
{
	struct log_piece *piece = log->count ? &log->pieces[log->count - 1] : NULL;

	if (!piece || kind != piece->kind || bare != piece->bare || log->new_round ||
		!span_equal(piece->group, log->group)) {
		begin_piece(log, kind, whole.at, number - 1);
		piece = &log->pieces[log->count - 1];
		piece->bare = bare;
		piece->header = log->table;
		piece->group = log->group;
		log->bare |= bare;
	}
	/* a banner may stand before the first header */
	piece->headed |= log->headed;
	log->headed = false;
	piece->text.len = (size_t)(whole.at + whole.len - piece->text.at);
}

/* What identifies a line within its kind, to notice a repetition: the PID in a row of ps, VmRSS or
 * RssAnon in status, the sums of pmap -x or of pmap -d. */
static struct span told_by(enum kind kind, struct span line)
{
	struct span field = { NULL, 0 };

	if (!span_field(&line, &field) || (kind == KIND_PS && !span_field(&line, &field)))
		return (struct span){ NULL, 0 };
	return field;
}

/* A date, followed by a line that needs no header. */
static bool take_dated(struct splitting *log, struct span whole, struct span line, uint64_t number)
{
	const struct log_piece *last = log->count ? &log->pieces[log->count - 1] : NULL;
	struct span date, rest, told;
	int64_t time_ms;
	enum kind kind;

	if (log->headers || log->forced != KIND_NONE ||
		(last && last->kind != KIND_NONE && !last->bare))
		return false;
	kind = log_line_dated(line, &date, &rest, &time_ms);
	if (kind == KIND_NONE)
		return false;
	told = told_by(kind, rest);
	/* after the same date as before, a new round begins when the first line is repeated */
	if (!span_equal(date, log->date) ||
		(kind == log->dated && span_equal(told, log->dated_of))) {
		take_date(log, time_ms);
		log->dated = kind;
		log->dated_of = told;
	}
	log->date = date;
	log->bare = true;
	begin_piece(log, kind, rest.at, number - 1);
	log->pieces[log->count - 1].bare = true;
	log->pieces[log->count - 1].text.len = (size_t)(whole.at + whole.len - rest.at);
	return true;
}

/* `grep -E 'Name|VmRSS' /proc/7/status`: a name is there, the PID is not. */
static bool lacks_pid(struct span text)
{
	return span_find_text(text, "\nPid:\t") < 0 && span_find_text(text, "\nTgid:\t") < 0;
}

/* Finds the process whose mappings the last piece holds: the one whose status, or other mappings,
 * come before it. If the log begins with mappings, they come before their status. */
static void own_last(struct splitting *log)
{
	const struct log_piece *before = log->count > 1 ? &log->pieces[log->count - 2] : NULL;

	if (before && !log->bare)
		log->pieces[log->count - 1].owner = before->kind == KIND_STATUS
							    ? parse_status_only_pid(before->text)
							    : before->owner;
}

/* ATOP - host  2026/11/02  08:00:00  ----  10m0s elapsed */
static bool read_atop_date(struct span line, int64_t *time_ms)
{
	struct span rest = line, field, time;

	if (!span_starts(line, "ATOP - "))
		return false;
	while (span_field(&rest, &field)) {
		int64_t day_ms = parse_ps_day(field);

		if (day_ms >= 0 && span_field(&rest, &time)) {
			*time_ms = parse_ps_daytime(day_ms, time);
			return true;
		}
	}
	return false;
}

static void take_line(struct splitting *log, struct span whole, struct span line, uint64_t number)
{
	enum kind kind =
		log->pidless && span_starts(line, "Name:\t") ? KIND_NONE : kind_of_line(line);
	enum kind at_hand = log->count ? log->pieces[log->count - 1].kind : KIND_NONE, alone;
	bool bare = log->count && log->pieces[log->count - 1].bare, header = kind != KIND_NONE;
	size_t count = log->count;
	int64_t time_ms;

	/* no line of a table begins with the first letters of a date */
	if (kind == KIND_NONE && (parse_date(line, &time_ms) || moment_day(line, &time_ms) ||
					 read_atop_date(line, &time_ms))) {
		take_date(log, time_ms);
		return;
	}
	/* `docker exec web cat /proc/1/status` below `== web ==` */
	if (kind == KIND_NONE && !kind_is_table(at_hand) && log_form_heading(line).len) {
		log->group = log_form_heading(line);
		return;
	}
	alone = kind == KIND_NONE ? bare_kind(log, at_hand, line) : KIND_NONE;
	if (kind == KIND_NONE && alone == KIND_NONE && take_dated(log, whole, line, number))
		return;
	if (kind == KIND_NONE && !bare &&
		(at_hand == KIND_STATUS || (count && log->pieces[count - 1].owner)))
		kind = log_line_mapping_kind(line);
	if (kind == KIND_PS)
		log->table = line;
	else
		log->rows |= at_hand != KIND_NONE || kind != KIND_NONE || alone != KIND_NONE;
	if (kind == KIND_PS && (log->forced == KIND_NONE || kind_is_table(log->forced))) {
		/* the log begins within a table */
		log->new_round |= bare && at_hand == KIND_PS;
		take_header(log, line);
	}
	bare = kind == KIND_NONE && (alone != KIND_NONE || bare);
	if (log->forced != KIND_NONE)
		kind = log->forced;
	else if (kind == KIND_NONE)
		kind = alone != KIND_NONE ? alone : at_hand;
	add_line(log, whole, kind, bare, number);
	if (!header && !bare && log->count > count &&
		(kind == KIND_SMAPS || kind == KIND_SMAPS_ROLLUP))
		own_last(log);
}

/* Text before the first known piece (a banner, a message) belongs to that piece; a round without a
 * known piece is not a round. */
static void drop_unknown(struct splitting *log, struct notes *notes)
{
	size_t unknown = 0;

	while (unknown < log->count && log->pieces[unknown].kind == KIND_NONE)
		unknown++;
	if (unknown && unknown < log->count && !log->pieces[unknown].new_round) {
		struct log_piece *first = &log->pieces[unknown], *banner = &log->pieces[--unknown];

		first->text.len += (size_t)(first->text.at - banner->text.at);
		first->text.at = banner->text.at;
		first->lines_before = banner->lines_before;
		first->new_round = banner->new_round;
		first->time_ms = banner->time_ms;
		memmove(banner, first, (log->count - unknown - 1) * sizeof *banner);
		log->count--;
	}
	if (!unknown)
		return;
	if (log->pieces[unknown - 1].new_round)
		notes_add(notes, log->pieces[unknown - 1].lines_before + 1,
			"no table follows this date: a round without values");
	log->count -= unknown;
	memmove(log->pieces, log->pieces + unknown, log->count * sizeof *log->pieces);
}

/* If there are dates, only they separate rounds, however many tables follow one (`ps -C a; ps -C
 * b`, top by processor and by memory). But an occasional date only gives the time and does not
 * begin a round. */
static void settle_headers(struct splitting *log)
{
	enum { TABLES = 8 }; /* of one round */
	bool dated = log->dates > 1 && log->headers <= TABLES * log->dates;

	for (size_t i = 0; i < log->count; i++) {
		struct log_piece *piece = &log->pieces[i];

		if (!piece->by_header)
			continue;
		if (dated)
			piece->new_round = false;
		else
			piece->time_ms = -1;
	}
}

/* If a log was cut in two, its second half may begin with hundreds of rows. */
static enum kind further_kind(struct span text)
{
	struct span rest = text, line;

	while (span_line(&rest, &line, NULL)) {
		enum kind kind = kind_of_line(line);

		if (is_appended(kind))
			return kind;
	}
	return log_line_first_kind(text, UINT64_MAX);
}

/* Its first lines hold nothing about a process: it may have another form. */
static bool tells_no_process(enum kind kind)
{
	return kind == KIND_NONE || kind == KIND_MEMINFO || kind == KIND_VMSTAT ||
	       kind == KIND_SLABINFO;
}

/* Do the rows of its tables begin with dates, as ts(1), a logger or an echo put them? The times
 * that pidstat prints first are a column of its own. */
static bool has_prefix(struct span text)
{
	struct moment moment = { .any = false };
	struct span line, rest;
	bool headed = false;
	int64_t time_ms;

	for (int lines = 0; lines < LOG_FIRST_LINES && span_line(&text, &line, NULL); lines++) {
		bool dated =
			moment_take(&moment, line, &time_ms, &rest) && rest.len && time_ms >= 0;

		if (dated && (parse_ps_header(rest) ? span_find_text(line, "/s") < 0
						    : headed && span_field(&rest, &line)))
			return true;
		if (!dated && parse_ps_header(line)) {
			if (span_find_text(line, "/s") >= 0 || span_find_text(line, "%usr") >= 0)
				return false;
			headed = true;
		}
	}
	return false;
}

size_t log_pieces_split(struct span text, enum kind forced, bool alone, struct arena *arena,
	struct notes *notes, struct log_piece **pieces)
{
	struct splitting log = { .arena = arena, .forced = forced, .time_ms = -1 };
	enum kind kind = forced != KIND_NONE ? forced : kind_by_content(text);
	struct span rest = text, line;

	if (kind == KIND_NONE)
		kind = log_line_first_kind(text, LOG_FIRST_LINES);
	if (tells_no_process(kind) && log_lines_known(text))
		kind = KIND_READINGS;
	if (kind == KIND_NONE && alone)
		kind = further_kind(text);
	log.pidless = kind == KIND_STATUS && lacks_pid(text);
	if (!is_appended(kind)) {
		if (kind != KIND_NONE)
			begin_piece(&log, kind, text.at, 0);
		if (log.count) {
			log.pieces[0].text = text;
			log.pieces[0].by_pid = true;
		}
		*pieces = log.pieces;
		return log.count;
	}
	if (kind_is_table(kind) && has_prefix(text)) {
		begin_piece(&log, kind, text.at, 0);
		log.pieces[0].text = text;
		log.pieces[0].by_pid = log.pieces[0].prefixed = true;
		*pieces = log.pieces;
		return log.count;
	}
	for (uint64_t number = 1; span_line(&rest, &line, NULL); number++) {
		struct span whole = { line.at, (size_t)(rest.at - line.at) };

		if (line.len)
			take_line(&log, whole, line, number);
	}
	drop_unknown(&log, notes);
	settle_headers(&log);
	if (log.dates && !log.date_first && log.date_last)
		shift_times(&log, log.time_ms);
	for (size_t i = 0; i < log.count; i++) {
		log.pieces[i].headed &= !log.dates;
		log.pieces[i].by_pid = (!log.dates || (log.bare && log.dates < 2)) &&
				       (!kind_is_table(log.pieces[i].kind) || log.headers < 2);
	}
	if (log.unknown_dates)
		notes_add(notes, 0,
			"its dates do not tell their day for certain (in a language that is not known, 11/12/2026, without a year): rounds have their order, not their time");
	*pieces = log.pieces;
	return log.count;
}
