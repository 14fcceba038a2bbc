/* log_split.c - what the lines of a log do to its pieces: a line continues the piece at hand,
 * begins the next, or tells of which round, when and whose it is. */
#include "log_split.h"

#include "../base/arena.h"
#include "../base/list.h"
#include "../base/notes.h"
#include "../parse/parse_ps.h"
#include "../parse/parse_status.h"
#include "../records/log_form.h"
#include "log_line.h"
#include "../cells/parse_date.h"
#include "../records/tool_date.h"

/* Hands over the pieces of a round that ended. */
static void send_held(struct log_split *log, int64_t time_ms)
{
	for (size_t i = 0; i < log->held_count; i++) {
		log->held[i].time_ms = time_ms;
		log->sink->take(log->sink->context, &log->held[i]);
	}
	log->held_count = 0;
}

/* Ends the piece at hand. */
static void send_piece(struct log_split *log)
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
static void note_empty(struct log_split *log)
{
	if (log->piece.kind == KIND_NONE && log->piece.begin == PIECE_DATE && log->notes)
		notes_add(log->notes, log->piece.lines_before + 1,
			"no table follows this date: a round without values");
}

/* Text before the first known piece (a banner, a message) belongs to that piece, if no date is
 * between. */
static bool take_banner(struct log_split *log, enum kind kind)
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
	struct log_split *log, enum kind kind, const char *at, uint64_t lines_before)
{
	/* where only headers part rounds, an occasional date is not that of the next one */
	bool untimed = log->begin == PIECE_HEADER;

	log->told++;
	log_repeat_begin(&log->repeat);
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
	log->has_told_pid = false;
}

/* A time without its day, or a day without its year: what lies between two is right. */
static void take_clock(struct log_split *log, struct span text)
{
	int64_t time_ms = moment_read(&log->moment, text, 0);

	log->told++;
	if (time_ms < 0)
		return;
	log->clocks++;
	log->clock_ms = time_ms;
}

/* `# Time UID PID`, as pidstat -h has it: the first row below tells the time of the piece. */
static void take_clock_of_row(struct log_split *log, struct span line)
{
	struct span clock;

	if (!log->parts.dates && log->row_has_clock && log_line_clock(line, true, &clock)) {
		take_clock(log, clock);
		if (log->look->is_by_clock)
			log->piece.time_ms = log->clock_ms;
	}
	log->row_has_clock = false;
}

static void take_date(struct log_split *log, struct span text, int64_t time_ms)
{
	log->told++;
	if (time_ms < 0)
		take_clock(log, parse_date_alone(text));
	/* `date; date +%T`: of two dates in a row the one with a day counts */
	if (log->begin == PIECE_DATE && log->time_ms >= 0 && time_ms < 0)
		return;
	log->parts.dates++;
	log->parts.unknown_dates += time_ms < 0;
	log->parts.date_first |= !log->rows;
	log->time_ms = time_ms;
	log->begin = PIECE_DATE;
	log->header.len = 0;
}

/* A header of ps begins a new round if this round already has it, and no date says otherwise. */
static void take_header(struct log_split *log, struct span line)
{
	struct span columns = log_line_columns(line);
	bool again = log->header.len > 0;

	log->told++;
	log->parts.headers++;
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
static enum kind bare_kind(const struct log_split *log, enum kind at_hand, struct span line)
{
	bool alone = !log->count || at_hand == KIND_NONE || log->piece.form == PIECE_BARE;
	enum kind kind, forced = log->look->forced;

	if (!alone && (log->parts.headers || kind_is_table(at_hand)))
		return KIND_NONE;
	kind = alone ? log_line_kind(line) : parse_ps_is_row(line) ? KIND_PS : KIND_NONE;
	return (kind == KIND_PS && log->parts.headers) || (forced != KIND_NONE && kind != forced)
		       ? KIND_NONE
		       : kind;
}

/* The line continues the piece at hand or begins the next. */
static void add_line(struct log_split *log, struct span whole, enum kind kind, enum piece_form form,
	uint64_t number)
{
	struct log_piece *piece = &log->piece;

	if (!log->count || kind != piece->kind || form != piece->form ||
		log->begin >= PIECE_HEADER || !span_equal(piece->group, log->group) ||
		log->has_told_pid) {
		begin_piece(log, kind, whole.at, number - 1);
		piece->form = form;
		piece->header = log->table;
		piece->group = log->group;
		piece->pid = log->pid;
		log->has_no_pid |= form == PIECE_BARE && !log->pid;
		log->parts.bare |= form == PIECE_BARE;
	}
	/* a banner may stand before the first header */
	if (log->begin > piece->begin)
		piece->begin = log->begin;
	log->begin = PIECE_GOES_ON;
	piece->text.len = (size_t)(whole.at + whole.len - piece->text.at);
}

/* A date, followed by a line that needs no header. */
static bool take_dated(struct log_split *log, struct span whole, struct span line, uint64_t number)
{
	struct span date, rest, told;
	int64_t time_ms;
	enum kind kind;

	if (log->parts.headers || log->look->forced != KIND_NONE ||
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
	log->parts.bare = true;
	begin_piece(log, kind, rest.at, number - 1);
	log->piece.form = PIECE_BARE;
	log->piece.text.len = (size_t)(whole.at + whole.len - log->piece.text.at);
	return true;
}

/* Finds the process whose mappings the piece at hand has: the one whose status, or other mappings,
 * come before it. If the log begins with mappings, they come before their status. */
static void own_piece(struct log_split *log)
{
	const struct log_piece *before = &log->before;

	if (log->count > 1 && before->kind != KIND_NONE && !log->parts.bare)
		log->piece.owner = before->kind == KIND_STATUS ? parse_status_only_pid(before->text)
							       : before->owner;
}

/* A line that no row can be: a date, or `== web ==` in front of `docker exec web cat
 * /proc/1/status`. No line of a table begins with the first letters of a date. */
static bool take_between(struct log_split *log, struct span line, enum kind at_hand)
{
	int64_t time_ms;

	if (at_hand == KIND_PS && log_line_is_row(line))
		return false;
	if (tool_date_read(line, &time_ms) || parse_date_again(line, &log->dates, &time_ms) ||
		log_line_date_alone(line, &time_ms)) {
		take_date(log, line, time_ms);
		log->has_no_pid = false;
		return true;
	}
	if (kind_is_table(at_hand))
		return false;
	if (log_line_told_pid(line)) {
		/* one below the first sizes may be theirs, and none of what comes next */
		log->has_pids_behind |= log->has_no_pid;
		log->pid = log->has_pids_behind ? 0 : log_line_told_pid(line);
		log->has_told_pid = true;
		return true;
	}
	if (!log_form_heading(line).len)
		return false;
	log->group = log_form_heading(line);
	return true;
}

/* The kind that a line begins; most tables of ps have the header of the one before. */
static enum kind begun_by(const struct log_split *log, struct span line)
{
	return log->table.len && span_equal(line, log->table) ? KIND_PS
							      : log_look_begun(log->look, line);
}

void log_split_line(struct log_split *log, struct span whole, struct span line, uint64_t number)
{
	enum kind kind = begun_by(log, line), forced = log->look->forced;
	enum kind at_hand = log->count ? log->piece.kind : KIND_NONE, alone = KIND_NONE;
	bool bare = log->count && log->piece.form == PIECE_BARE, header = kind != KIND_NONE;
	size_t count = log->count;
	struct span clock;

	if (!log->parts.dates && log_line_clock(line, kind == KIND_PS, &clock))
		take_clock(log, clock);
	take_clock_of_row(log, line);
	log->row_has_clock = kind == KIND_PS && line.at[0] == '#';

	/* files of the system say one thing once: their first line begins a piece */
	if (kind_is_of_system(kind) && kind == at_hand && log->begin < PIECE_HEADER) {
		begin_piece(log, kind, whole.at, number - 1);
		log->piece.group = log->group;
		log->piece.pid = log->pid;
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

void log_split_end(struct log_split *log)
{
	note_empty(log);
	send_piece(log);
	send_held(log, log->look->is_by_clock ? log->clock_ms : log->time_ms);
}
