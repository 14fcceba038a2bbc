/* log_pieces.c - a file that a loop appended to (`while sleep 60; do date; ps aux; pmap -d 7; done
 * >> log`), in pieces. It is gone through twice: the first look shows what parts its rounds, the
 * second hands its pieces over, so that a log of any size takes the memory of a round. */
#include "log_pieces.h"

#include "../base/notes.h"
#include "../input/run_text.h"
#include "log_split.h"

/* Is the next line within a table of ps? A row there says nothing but that it is one, so that the
 * same bytes in the same place are a row again. */
static bool in_table(const struct log_split *log)
{
	return log->count && log->piece.kind == KIND_PS && log->piece.form == PIECE_AS_PRINTED &&
	       log->parts.headers && log->begin == PIECE_GOES_ON && !log->row_has_clock &&
	       log->look->forced == KIND_NONE && !log->look->each_line;
}

/* Takes the rows at the beginning of *rest that the table before has, too; gives their number. */
static uint64_t pass_rows(struct log_split *log, struct run_text *text, struct span *rest)
{
	uint64_t rows = 0;
	size_t len = in_table(log) ? log_repeat_pass(&log->repeat, *rest, &rows) : 0;

	if (!rows)
		return 0;
	*rest = span_from(*rest, len);
	run_text_searched(text, rest->at);
	log->piece.text.len = (size_t)(rest->at - log->piece.text.at);
	return rows;
}

/* The first byte of the text that is still needed. */
static const char *first_needed(const struct log_split *log, const char *next)
{
	return log->repeat.before.count ? log->repeat.before.at
	       : log->count             ? log->piece.text.at
					: next;
}

static void take_lines(struct log_split *log, struct run_text *text)
{
	struct span rest = text->span, line;
	uint64_t number = 0;

	log->time_ms = log->clock_ms = -1;
	log->piece.kind = KIND_NONE;
	log->moment.of_day = true;
	log->repeat.arena = log->arena;
	run_text_rewind(text);
	while (run_text_search(text, rest.at) &&
		(number += pass_rows(log, text, &rest), span_line(&rest, &line, NULL))) {
		struct span whole = { line.at, (size_t)(rest.at - line.at) };
		bool within = in_table(log);
		size_t told = log->told;

		number++;
		if (line.len)
			log_split_line(log, whole, line, number);
		if (within && line.len && log->told == told)
			log_repeat_add(&log->repeat, whole);
		run_text_passed(text, first_needed(log, rest.at));
	}
}

struct log_look log_pieces_look(
	struct run_text *text, enum kind forced, bool alone, struct arena *arena)
{
	struct log_look look = log_look_begin(text, forced, alone);
	struct log_split log = { .look = &look, .arena = arena };

	if (look.kind != KIND_NONE && !look.is_one) {
		look.rule = LOG_BY_HEADER;
		take_lines(&log, text);
	}
	look.is_holed = !run_text_search_all(text);
	if (look.kind == KIND_NONE || look.is_one || look.is_holed)
		return look;
	log.parts.date_last = log.begin == PIECE_DATE;
	look.rule = log_rounds_rule(&log.parts);
	look.headers_follow = log_headers_follow(&log.different);
	look.is_late = log.parts.dates && !log.parts.date_first && log.parts.date_last;
	look.is_by_clock = log.clocks && log.parts.unknown_dates == log.parts.dates &&
			   (!log.parts.dates || log.clocks == log.parts.dates);
	look.last_ms = look.is_by_clock ? log.clock_ms : log.time_ms;
	look.are_unsure = log.parts.unknown_dates > 0 && !look.is_by_clock;
	return look;
}

void log_pieces_read(struct run_text *text, const struct log_look *look, struct arena *arena,
	struct notes *notes, const struct piece_sink *sink)
{
	struct log_split log = { .look = look, .sink = sink, .arena = arena, .notes = notes };
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
	log_split_end(&log);
	if (!look->are_unsure)
		return;
	notes->lines_before = 0;
	notes_add(notes, 0,
		"its dates do not tell their day for certain (in a language that is not known, 11/12/2026, without a year): rounds have their order, not their time");
}
