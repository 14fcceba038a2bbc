/* log_pieces.c - a file that a loop appended to (`while sleep 60; do date; ps aux; pmap -d 7; done
 * >> log`), in pieces. It is gone through twice: the first look shows what parts its rounds, the
 * second hands its pieces over, so that a log of any size takes the memory of a round. */
#include "log_pieces.h"

#include <string.h>

#include "../base/list.h"
#include "../base/notes.h"
#include "../input/run_text.h"
#include "../parse/parse_ps.h"
#include "../parse/parse_status.h"
#include "log_form.h"
#include "log_headers.h"
#include "log_line.h"
#include "log_look.h"
#include "moment.h"
#include "parse_date.h"
#include "tool_date.h"

/* A log being gone through. */
struct splitting {
	const struct log_look *look;   /* in the first look: of what it begins with alone */
	const struct piece_sink *sink; /* NULL in the first look */
	struct arena *arena;
	struct notes *notes;
	struct log_piece piece, before; /* at hand, and before; KIND_NONE: nothing is known yet */
	size_t count;                   /* of pieces */
	struct log_piece *held;         /* of a round whose date comes after them */
	size_t held_count, held_room;
	struct span group;  /* the last heading: the container that the next lines belong to */
	struct span table;  /* the header line of the last table of ps */
	struct span header; /* the same from PID on, of the one that began the round; or empty */
	enum piece_begin begin; /* of the next line */
	bool rows;              /* something else than headers stood in it */
	bool bare;              /* a piece without a header was in it */
	size_t headers, dates, unknown_dates;
	struct log_headers different;
	bool date_first;      /* a date comes before the first piece */
	int64_t time_ms;      /* of the last date */
	int64_t clock_ms;     /* since the first day that it has, of the last time of day */
	struct moment moment; /* of those */
	bool row_has_clock;   /* the line before was a header whose rows begin with the time */
	size_t clocks;        /* dates that gave one; of top and pidstat, lines */
	struct span date;     /* in front of the previous line; empty: none */
	enum kind dated;      /* the kind of the first line with that date */
	struct span dated_of; /* and what that line gives, see log_line_told_by */
};

/* Hands over the pieces of a round that ended. */
static void send_held(struct splitting *log, int64_t time_ms)
{
	for (size_t i = 0; i < log->held_count; i++) {
		log->held[i].time_ms = time_ms;
		log->sink->take(log->sink->context, &log->held[i]);
	}
	log->held_count = 0;
}

/* Ends the piece at hand. */
static void send_piece(struct splitting *log)
{
	log->before = log->piece;
	if (!log->sink || !log->count || log->piece.kind == KIND_NONE)
		return;
	if (!log->look->is_late) {
		log->sink->take(log->sink->context, &log->piece);
		return;
	}
	if (log->piece.begin >= PIECE_HEADER)
		send_held(log, log->piece.time_ms);
	log->held = list_room_in(
		log->arena, log->held, log->held_count + 1, &log->held_room, sizeof *log->held);
	log->held[log->held_count++] = log->piece;
}

/* A round without a known piece is not a round. */
static void note_empty(struct splitting *log)
{
	if (log->piece.kind == KIND_NONE && log->piece.begin == PIECE_DATE && log->notes)
		notes_add(log->notes, log->piece.lines_before + 1,
			"no table follows this date: a round without values");
}

/* Text before the first known piece (a banner, a message) belongs to that piece, if no date is
 * between. */
static bool take_banner(struct splitting *log, enum kind kind)
{
	if (!log->count || log->piece.kind != KIND_NONE || kind == KIND_NONE ||
		log->begin >= PIECE_HEADER)
		return false;
	log->piece.kind = kind;
	if (log->look->is_by_clock)
		log->piece.time_ms = log->clock_ms;
	return true;
}

static void begin_piece(
	struct splitting *log, enum kind kind, const char *at, uint64_t lines_before)
{
	/* where only headers part rounds, an occasional date is not that of the next one */
	bool untimed = log->begin == PIECE_HEADER;

	if (take_banner(log, kind))
		return;
	if (log->count && kind != KIND_NONE)
		note_empty(log);
	send_piece(log);
	log->piece = (struct log_piece){ .kind = kind,
		.begin = log->begin,
		.text = { at, 0 },
		.lines_before = lines_before,
		.time_ms = log->look->is_by_clock ? log->clock_ms
			   : untimed              ? -1
						  : log->time_ms };
	log->count++;
	log->begin = PIECE_GOES_ON;
}

/* A time without its day, or a day without its year: what lies between two is right. */
static void take_clock(struct splitting *log, struct span text)
{
	int64_t time_ms = moment_read(&log->moment, text, 0);

	if (time_ms < 0)
		return;
	log->clocks++;
	log->clock_ms = time_ms;
}

/* `# Time UID PID`, as pidstat -h has it: the first row below tells the time of the piece. */
static void take_clock_of_row(struct splitting *log, struct span line)
{
	struct span clock;

	if (!log->dates && log->row_has_clock && log_line_clock(line, true, &clock)) {
		take_clock(log, clock);
		if (log->look->is_by_clock)
			log->piece.time_ms = log->clock_ms;
	}
	log->row_has_clock = false;
}

static void take_date(struct splitting *log, struct span text, int64_t time_ms)
{
	if (time_ms < 0)
		take_clock(log, parse_date_alone(text));
	/* `date; date +%T`: of two dates in a row the one with a day counts */
	if (log->begin == PIECE_DATE && log->time_ms >= 0 && time_ms < 0)
		return;
	log->dates++;
	log->unknown_dates += time_ms < 0;
	log->date_first |= !log->rows;
	log->time_ms = time_ms;
	log->begin = PIECE_DATE;
	log->header.len = 0;
}

/* A header of ps begins a new round if this round already has it, and no date says otherwise. */
static void take_header(struct splitting *log, struct span line)
{
	struct span columns = log_line_columns(line);
	bool again = log->header.len > 0;

	log->headers++;
	log_headers_take(&log->different, columns);
	if (!log_look_parts(log->look, columns, log->header))
		return;
	log->header = columns;
	if (log->begin < PIECE_DATE)
		log->begin = again ? PIECE_HEADER : PIECE_FIRST_HEADER;
}

/* The kind of a line that needs no header, or KIND_NONE. Rows of ps count only if no table has a
 * header. Sums and sizes count only if nothing in the log names processes: otherwise it would be
 * unclear which process they belong to. */
static enum kind bare_kind(const struct splitting *log, enum kind at_hand, struct span line)
{
	bool alone = !log->count || at_hand == KIND_NONE || log->piece.form == PIECE_BARE;
	enum kind kind, forced = log->look->forced;

	if (!alone && (log->headers || kind_is_table(at_hand)))
		return KIND_NONE;
	kind = alone ? log_line_kind(line) : parse_ps_is_row(line) ? KIND_PS : KIND_NONE;
	return (kind == KIND_PS && log->headers) || (forced != KIND_NONE && kind != forced)
		       ? KIND_NONE
		       : kind;
}

/* The line continues the piece at hand or begins the next. */
static void add_line(struct splitting *log, struct span whole, enum kind kind, enum piece_form form,
	uint64_t number)
{
	struct log_piece *piece = &log->piece;

	if (!log->count || kind != piece->kind || form != piece->form ||
		log->begin >= PIECE_HEADER || !span_equal(piece->group, log->group)) {
		begin_piece(log, kind, whole.at, number - 1);
		piece->form = form;
		piece->header = log->table;
		piece->group = log->group;
		log->bare |= form == PIECE_BARE;
	}
	/* a banner may stand before the first header */
	if (log->begin > piece->begin)
		piece->begin = log->begin;
	log->begin = PIECE_GOES_ON;
	piece->text.len = (size_t)(whole.at + whole.len - piece->text.at);
}

/* A date, followed by a line that needs no header. */
static bool take_dated(struct splitting *log, struct span whole, struct span line, uint64_t number)
{
	struct span date, rest, told;
	int64_t time_ms;
	enum kind kind;

	if (log->headers || log->look->forced != KIND_NONE ||
		(log->count && log->piece.kind != KIND_NONE && log->piece.form != PIECE_BARE))
		return false;
	kind = log_line_dated(line, &date, &rest, &time_ms);
	if (kind == KIND_NONE)
		return false;
	told = log_line_told_by(kind, rest);
	/* after the same date as before, a new round begins when the first line is repeated */
	if (!span_equal(date, log->date) ||
		(kind == log->dated && span_equal(told, log->dated_of))) {
		take_date(log, date, time_ms);
		log->dated = kind;
		log->dated_of = told;
	}
	log->date = date;
	log->bare = true;
	begin_piece(log, kind, rest.at, number - 1);
	log->piece.form = PIECE_BARE;
	log->piece.text.len = (size_t)(whole.at + whole.len - log->piece.text.at);
	return true;
}

/* Finds the process whose mappings the piece at hand has: the one whose status, or other mappings,
 * come before it. If the log begins with mappings, they come before their status. */
static void own_piece(struct splitting *log)
{
	const struct log_piece *before = &log->before;

	if (log->count > 1 && before->kind != KIND_NONE && !log->bare)
		log->piece.owner = before->kind == KIND_STATUS ? parse_status_only_pid(before->text)
							       : before->owner;
}

/* A line that no row can be: a date, or `== web ==` in front of `docker exec web cat
 * /proc/1/status`. No line of a table begins with the first letters of a date. */
static bool take_between(struct splitting *log, struct span line, enum kind at_hand)
{
	int64_t time_ms;

	if (at_hand == KIND_PS && log_line_is_row(line))
		return false;
	if (tool_date_read(line, &time_ms) || parse_date(line, &time_ms) ||
		log_line_date_alone(line, &time_ms)) {
		take_date(log, line, time_ms);
		return true;
	}
	if (kind_is_table(at_hand) || !log_form_heading(line).len)
		return false;
	log->group = log_form_heading(line);
	return true;
}

static void take_line(struct splitting *log, struct span whole, struct span line, uint64_t number)
{
	enum kind kind = log_look_begun(log->look, line), forced = log->look->forced;
	enum kind at_hand = log->count ? log->piece.kind : KIND_NONE, alone = KIND_NONE;
	bool bare = log->count && log->piece.form == PIECE_BARE, header = kind != KIND_NONE;
	size_t count = log->count;
	struct span clock;

	if (!log->dates && log_line_clock(line, kind == KIND_PS, &clock))
		take_clock(log, clock);
	take_clock_of_row(log, line);
	log->row_has_clock = kind == KIND_PS && line.at[0] == '#';

	/* files of the system say one thing once: their first line begins a piece */
	if (kind_is_of_system(kind) && kind == at_hand && log->begin < PIECE_HEADER) {
		begin_piece(log, kind, whole.at, number - 1);
		log->piece.group = log->group;
	}

	if (!header && take_between(log, line, at_hand))
		return;
	if (!header)
		alone = bare_kind(log, at_hand, line);
	if (!header && alone == KIND_NONE && take_dated(log, whole, line, number))
		return;
	if (!header && !bare && (at_hand == KIND_STATUS || (count && log->piece.owner)))
		kind = log_line_mapping_kind(line);
	if (kind == KIND_PS)
		log->table = line;
	else
		log->rows |= at_hand != KIND_NONE || kind != KIND_NONE || alone != KIND_NONE;
	if (kind == KIND_PS && (forced == KIND_NONE || kind_is_table(forced))) {
		/* the log begins within a table */
		if (bare && at_hand == KIND_PS)
			log->header = log_line_columns(line);
		take_header(log, line);
	}
	bare = kind == KIND_NONE && (alone != KIND_NONE || bare);
	if (forced != KIND_NONE)
		kind = forced;
	else if (kind == KIND_NONE)
		kind = alone != KIND_NONE ? alone : at_hand;
	add_line(log, whole, kind, bare ? PIECE_BARE : PIECE_AS_PRINTED, number);
	if (!header && !bare && log->count > count &&
		(kind == KIND_SMAPS || kind == KIND_SMAPS_ROLLUP))
		own_piece(log);
}

static void take_lines(struct splitting *log, struct run_text *text)
{
	struct span rest = text->span, line;

	log->time_ms = log->clock_ms = -1;
	log->piece.kind = KIND_NONE;
	log->moment.of_day = true;
	run_text_rewind(text);
	for (uint64_t number = 1; span_line(&rest, &line, NULL); number++) {
		struct span whole = { line.at, (size_t)(rest.at - line.at) };

		if (line.len)
			take_line(log, whole, line, number);
		run_text_passed(text, log->count ? log->piece.text.at : rest.at);
	}
}

/* If there are dates, only they separate rounds, however many tables follow one (`ps -C a; ps -C
 * b`, top by processor and by memory). But an occasional date only gives the time and does not
 * begin a round. */
static enum log_rule rule_of(const struct splitting *log)
{
	enum { TABLES = 8 }; /* of one round */
	/* `date; loop; date`: the last one begins nothing */
	size_t dates = log->dates - (log->date_first && log->begin == PIECE_DATE);

	/* some of what looks like dates and gives no time is none: headers tell more */
	if (log->unknown_dates == log->dates && dates && log->headers > dates &&
		log->headers % dates)
		return LOG_BY_HEADER;
	if (dates > 1 && log->headers <= TABLES * dates)
		return LOG_BY_DATE;
	if (log->headers > 1)
		return LOG_BY_HEADER;
	return log->dates > 1 || (log->dates && !log->bare) ? LOG_BY_DATE : LOG_BY_KEY;
}

struct log_look log_pieces_look(
	struct run_text *text, enum kind forced, bool alone, struct arena *arena)
{
	struct log_look look = log_look_begin(text, forced, alone);
	struct splitting log = { .look = &look, .arena = arena };

	if (look.kind == KIND_NONE || look.is_one)
		return look;
	look.rule = LOG_BY_HEADER;
	take_lines(&log, text);
	look.rule = rule_of(&log);
	look.headers_follow = log_headers_follow(&log.different);
	look.is_late = log.dates && !log.date_first && log.begin == PIECE_DATE;
	look.is_by_clock = log.clocks && log.unknown_dates == log.dates &&
			   (!log.dates || log.clocks == log.dates);
	look.last_ms = look.is_by_clock ? log.clock_ms : log.time_ms;
	look.are_unsure = log.unknown_dates > 0 && !look.is_by_clock;
	return look;
}

void log_pieces_read(struct run_text *text, const struct log_look *look, struct arena *arena,
	struct notes *notes, const struct piece_sink *sink)
{
	struct splitting log = { .look = look, .sink = sink, .arena = arena, .notes = notes };
	const struct log_piece all = {
		.kind = look->kind, .form = look->form, .text = text->span, .time_ms = -1
	};

	if (look->kind == KIND_NONE)
		return;
	/* rounds of its own, or none that anything but its readings part */
	if (look->is_one) {
		run_text_rewind(text);
		sink->take(sink->context, &all);
		return;
	}
	take_lines(&log, text);
	note_empty(&log);
	send_piece(&log);
	send_held(&log, look->last_ms);
	if (!look->are_unsure)
		return;
	notes->lines_before = 0;
	notes_add(notes, 0,
		"its dates do not tell their day for certain (in a language that is not known, 11/12/2026, without a year): rounds have their order, not their time");
}
