/* log_pieces.c - a file that a loop appended to (`while sleep 60; do date; ps aux; pmap -d 7; done
 * >> log`), in pieces. A first look at its beginning shows what parts its rounds; then its pieces
 * are handed over one by one, so that a log of any size takes the memory of a round. Whether the
 * rest of it agrees with its beginning is known at its end. */
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

/* What those lines of a log show that were gone through. Where they are not all of them, a log that
 * does not begin with a date is taken for one that ends with one. */
static void take_rule(const struct log_split *log, bool is_all, struct log_look *look)
{
	struct log_partings parts = log->parts;

	parts.date_last = is_all ? log->begin == PIECE_DATE : !parts.date_first;
	look->rule = log_rounds_rule(&parts);
	look->headers_follow = log_headers_follow(&log->different);
	look->is_late = parts.dates && !parts.date_first && parts.date_last;
	look->is_by_clock = log->clocks && parts.unknown_dates == parts.dates &&
			    (!parts.dates || log->clocks == parts.dates);
	look->is_all = is_all;
}

static bool are_same(const struct log_look *a, const struct log_look *b)
{
	return a->rule == b->rule && a->headers_follow == b->headers_follow &&
	       a->is_late == b->is_late && a->is_by_clock == b->is_by_clock;
}

/* The bytes of a text that are looked at before it is read: all, or whole lines. */
static size_t beginning(struct span text)
{
	enum { ENOUGH = 4 << 20 };
	ptrdiff_t end = text.len > ENOUGH ? span_rfind((struct span){ text.at, ENOUGH }, '\n') : -1;

	return end < 0 ? text.len : (size_t)end + 1;
}

struct log_look log_pieces_look(
	struct run_text *text, enum kind forced, bool alone, struct arena *arena)
{
	struct log_look look = log_look_begin(text, forced, alone);
	struct log_split log = { .look = &look, .arena = arena };
	size_t len = text->span.len;

	if (look.kind == KIND_NONE || look.is_one) {
		run_text_search_all(text);
		return look;
	}
	look.rule = LOG_BY_HEADER;
	text->span.len = beginning(text->span);
	take_lines(&log, text);
	run_text_search_all(text);
	take_rule(&log, text->span.len == len, &look);
	text->span.len = len;
	return look;
}

bool log_pieces_read(struct run_text *text, struct log_look *look, struct arena *arena,
	struct notes *notes, const struct piece_sink *sink)
{
	struct log_split log = { .look = look, .sink = sink, .arena = arena, .notes = notes };
	const struct log_piece all = {
		.kind = look->kind, .form = look->form, .text = text->span, .time_ms = -1
	};
	struct log_look shown = *look;

	if (look->kind == KIND_NONE)
		return true;
	/* rounds of its own, or none that anything but its readings part */
	if (look->is_one) {
		run_text_rewind(text);
		sink->take(sink->context, &all);
		return true;
	}
	take_lines(&log, text);
	if (!run_text_search_all(text))
		return false;
	take_rule(&log, true, &shown);
	if (!look->is_all && !are_same(look, &shown)) {
		*look = shown;
		return false;
	}
	log_split_end(&log);
	if (!log.parts.unknown_dates || look->is_by_clock)
		return true;
	notes->lines_before = 0;
	notes_add(notes, 0,
		"its dates do not tell their day for certain (in a language that is not known, 11/12/2026, without a year): rounds have their order, not their time");
	return true;
}
