/* targets_log.c - logs that others wrote, names of files, events.tsv and run.info, on hostile
 * bytes. */
#include "analyze/records/import_spec.h"
#include "analyze/import/kind_text.h"
#include "analyze/records/log_lines.h"
#include "analyze/import/log_trial.h"
#include "analyze/import/log_pieces.h"
#include "analyze/cells/name_number.h"
#include "analyze/records/parse_log.h"
#include "analyze/input/member_name.h"
#include "analyze/input/run_events.h"
#include "analyze/input/run_text.h"
#include "targets.h"
#include "trial.h"

/* Of so many logs one is read as a run, too: all when they are replayed, and some by a fuzzer, as
 * to judge a log takes fifty times as long as to read it. */
#ifndef FUZZ_RUNS
#define FUZZ_RUNS 1
#endif

static void take_log(void *context, const struct log_reading *row)
{
	trial_promise(row->pid >= 0, "a PID below 0");
	trial_number(row->rss);
	trial_number(row->time_ms);
	((struct trial *)context)->rows++;
}

/* A parser of parse_log.h. */
typedef void log_parser(struct span text, struct notes *notes,
	void (*row)(void *context, const struct log_reading *), void *context);

static void fuzz_tool(struct span text, enum kind kind, log_parser *parse)
{
	struct trial trial;

	trial_begin(&trial, text);
	parse(trial.text, &trial.notes, take_log, &trial);
	trial_facts(&trial, (struct trial_form){ kind, PIECE_AS_PRINTED });
	trial_end(&trial);
}

void fuzz_atop(struct span text)
{
	fuzz_tool(text, KIND_ATOP, parse_atop);
}

void fuzz_mprof(struct span text)
{
	fuzz_tool(text, KIND_MPROF, parse_mprof);
}

void fuzz_psrecord(struct span text)
{
	fuzz_tool(text, KIND_PSRECORD, parse_psrecord);
}

static void take_reading(void *context, const struct log_reading *row)
{
	(void)context;
	trial_promise(row->pid >= 0, "a PID below 0");
	trial_promise(row->grain >= 1, "a grain below 1");
	trial_promise(row->rss >= 0 || row->private_kib >= 0, "a reading that tells memory");
	trial_number(row->rss);
	trial_number(row->private_kib);
	trial_number(row->swap);
	trial_number(row->time_ms);
}

/* Reads it as the user's table, or as what it is. */
static void read_readings(struct span text, const char *spec)
{
	struct import_spec import = { .kind = KIND_NONE };
	struct record_table *table;
	struct trial trial;

	trial_begin(&trial, text);
	table = arena_take(&trial.arena, sizeof *table);
	table->arena = &trial.arena;
	table->notes = &trial.notes;
	table->sink = (struct log_sink){ take_reading, NULL };
	if (spec && !import_spec_read(spec, &import))
		table->spec = &import.table;
	log_lines_read(trial.text, table);
	trial_promise(log_trial_hint(trial.text, &trial.arena) != NULL, "a hint for any text");
	trial_end(&trial);
}

void fuzz_readings(struct span text)
{
	struct trial trial;

	read_readings(text, NULL);
	read_readings(text, "csv:time=time,rss=rss,pid=pid,name=name,unit=MB");
	trial_begin(&trial, text);
	trial_facts(&trial, (struct trial_form){ KIND_READINGS, PIECE_AS_PRINTED });
	trial_end(&trial);
}

static void take_event(void *context, const struct run_event *event)
{
	trial_inside(context, event->event);
	trial_inside(context, event->detail);
	trial_number(event->time_ms);
	trial_number(event->uptime_ms);
	trial_number(event->round);
	((struct trial *)context)->rows++;
}

void fuzz_events(struct span text)
{
	struct trial trial;

	trial_begin(&trial, text);
	run_events_read(trial.text, &trial.notes, take_event, &trial);
	trial_end(&trial);
}

static void take_info(void *context, struct span key, struct span value)
{
	trial_inside(context, key);
	trial_inside(context, value);
	((struct trial *)context)->rows++;
}

void fuzz_info(struct span text)
{
	struct trial trial;

	trial_begin(&trial, text);
	run_info_read(trial.text, &trial.notes, take_info, &trial);
	trial_end(&trial);
}

/* Names, one a line; and what a text is by its first lines. */
void fuzz_names(struct span text)
{
	struct trial trial;
	struct span rest, line;

	trial_begin(&trial, text);
	for (rest = trial.text; span_line(&rest, &line, NULL);) {
		struct member_name name;
		struct name_number number;

		member_name_read(line, &name);
		trial_inside(&trial, name.folder);
		trial_inside(&trial, name.base);
		trial_number(name.time_ms);
		trial_promise(name.has_round == (name.time_ms >= 0),
			"a round and its time come together");
		trial_promise(span_find(name.base, '/') < 0, "no '/' in the last part of a name");
		number = name_number(name.base);
		trial_number(number.time_ms);
		trial_promise(
			number.found || (number.time_ms < 0 && !number.number && !number.first),
			"no number, no date");
		trial_promise(!name_is_number(name.base) || number.found,
			"a name of digits has a number");
	}
	trial_promise(kind_by_content(trial.text) <= KIND_NONE, "a kind that there is");
	trial_end(&trial);
}

/* What is known of the pieces so far. */
struct piece_trial {
	struct trial *trial;
	const char *at;
	uint64_t lines;
	uint64_t hash; /* of all that they say */
};

static void take_piece(void *context, const struct log_piece *piece)
{
	struct piece_trial *pieces = context;

	trial_inside(pieces->trial, piece->text);
	trial_promise(piece->kind < KIND_NONE, "a piece of a kind");
	trial_promise(!piece->text.len || piece->text.at >= pieces->at, "no piece in another");
	trial_promise(piece->lines_before >= pieces->lines, "lines rise");
	trial_number(piece->time_ms);
	pieces->at = piece->text.len ? piece->text.at + piece->text.len : pieces->at;
	pieces->lines = piece->lines_before;
	pieces->hash = span_hash(pieces->hash, piece->text) ^ piece->lines_before ^
		       (uint64_t)piece->time_ms << 8 ^ (uint64_t)piece->kind << 32 ^
		       (uint64_t)piece->begin << 40 ^ (uint64_t)piece->form << 48;
	pieces->trial->rows++;
}

/* Its pieces; each_line: rows that the table before has, too, are looked at again. */
static uint64_t read_pieces(
	struct trial *trial, struct run_text *log, struct log_look look, bool each_line)
{
	struct piece_trial pieces = { .trial = trial, .at = trial->text.at };

	look.each_line = each_line;
	trial->notes.lines_before = 0;
	trial->rows = 0;
	log_pieces_read(log, &look, &trial->arena, &trial->notes,
		&(struct piece_sink){ take_piece, &pieces });
	return pieces.hash;
}

/* A log that a loop appended to: pieces stand in the order of the text, none in another; then as a
 * run. */
void fuzz_log(struct span text)
{
	struct trial trial;
	struct run_text log;
	struct log_look look;

	trial_begin(&trial, text);
	log = (struct run_text){ .span = trial.text };
	look = log_pieces_look(&log, KIND_NONE, true, &trial.arena);
	trial_promise(
		read_pieces(&trial, &log, look, false) == read_pieces(&trial, &log, look, true),
		"rows that come again make no difference");
	trial_end(&trial);
	if (span_hash(0, text) % FUZZ_RUNS == 0)
		fuzz_archive(text);
}
