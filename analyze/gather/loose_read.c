/* loose_read.c - a file that leakline did not write, by its content. Its pieces are read one after
 * the other. They are kept while they may be one round, a part of a run of files. As soon as a
 * second round begins it is a log: a run of its own, into which each piece is folded when it is
 * read. */
#include "loose_read.h"

#include "../base/list.h"
#include "../base/room.h"
#include "../facts/facts_read.h"
#include "../import/log_line.h"
#include "../import/log_refusal.h"
#include "../import/log_trial.h"
#include "loose_owner.h"
#include "run_build.h"
#include "worker_text.h"

/* A file being read. */
struct loose {
	struct worker *worker;
	struct log_look look;
	struct log_piece piece;   /* at hand */
	struct log_rounds rounds; /* of what was read until the log begins */
	struct loose_owner owner;
	size_t asked; /* how many processes of the piece at hand were asked for a second round */
	size_t room, facts_room;
	size_t expected; /* processes of a piece, as many as the last had */
	bool is_alone;   /* no file among others: a run, however few rounds it has */
	bool is_whole;   /* its readings must all be known before one of them is folded */
	bool need_whole; /* and that was not known before */
	bool tells_process, tells_memory;
	const char *hint; /* a reader's reason why nothing could be read */
};

static bool has_memory(const struct process_fact *fact)
{
	const struct fact_more *more = facts_more(fact);
	return fact->rss >= 0 || fact->private_kib >= 0 || more->groups || more->anon >= 0 ||
	       more->data_stack >= 0;
}

/* What is known of facts only from the file around them. */
static void complete_facts(struct loose *loose, struct facts *facts)
{
	loose_owner_find(&loose->owner, &loose->piece, facts);
	loose->worker->good |= facts->count || facts->system_count;
	loose->tells_process |= facts->count > 0;
	for (size_t i = 0; i < facts->count && !loose->tells_memory; i++)
		loose->tells_memory = has_memory(&facts->processes[i]);
	if (!loose->hint)
		loose->hint = facts->hint;
}

/* Does another round begin with these facts, or within them? Rows of ps may be of threads: only
 * their times count. */
static bool find_second_round(struct loose *loose, const struct facts *facts)
{
	const struct log_piece *piece = &loose->piece;
	bool is_table = kind_is_table(piece->kind), any = false;

	if (piece->kind == KIND_ATOP || piece->kind == KIND_MPROF || piece->kind == KIND_PSRECORD ||
		(loose->worker->piece_count && piece->begin >= PIECE_HEADER))
		return true;
	for (; loose->asked < facts->count; loose->asked++) {
		const struct process_fact *fact = &facts->processes[loose->asked];

		if (is_table && piece->form != PIECE_BARE && fact->time_ms < 0)
			continue;
		any |= log_rounds_take(&loose->rounds, &loose->worker->scratch,
			&(struct log_record){ facts_key(facts->kind, fact), fact->time_ms,
				fact->begins, is_table });
	}
	return any;
}

/* What was kept so far is folded. */
static void begin_log(struct loose *loose)
{
	struct worker *worker = loose->worker;

	worker->log = run_build_of_log(loose->look.rule);
	for (size_t i = 0; i < worker->piece_count; i++)
		run_build_fold_log(worker->log, &worker->pieces[i], &worker->piece_facts[i]);
	worker->piece_count = 0;
}

static void fold_facts(struct loose *loose, const struct facts *facts)
{
	run_build_fold_log(loose->worker->log, &loose->piece, facts);
	loose->piece.begin = PIECE_GOES_ON;
}

/* A batch of the facts of a long piece. */
static void take_batch(void *context, struct facts *facts)
{
	struct loose *loose = context;

	facts_note_clamped(facts, &loose->worker->notes);
	complete_facts(loose, facts);
	if (!loose->worker->log && !loose->is_alone && !find_second_round(loose, facts))
		return;
	if (!loose->worker->log)
		begin_log(loose);
	fold_facts(loose, facts);
	facts->folded += facts->count;
	facts->count = facts->more_count = facts->system_count = 0;
}

static void keep_piece(struct loose *loose, const struct facts *facts)
{
	struct worker *worker = loose->worker;
	size_t count = worker->piece_count++;

	worker->pieces = list_room_in(
		&worker->scratch, worker->pieces, count + 1, &loose->room, sizeof *worker->pieces);
	worker->piece_facts = list_room_in(&worker->scratch, worker->piece_facts, count + 1,
		&loose->facts_room, sizeof *worker->piece_facts);
	worker->pieces[count] = loose->piece;
	worker->piece_facts[count] = *facts;
}

/* Will it fill a batch? A list that grows to it leaves copies as large as itself in the arena. */
static bool is_long(const struct log_piece *piece)
{
	enum { LINE = 32 };

	return piece->text.len >= LINE * FACTS_BATCH;
}

static void read_piece(struct loose *loose, struct facts *facts)
{
	const struct log_piece *piece = &loose->piece;
	struct worker *worker = loose->worker;

	*facts = worker->facts;
	if (worker->log)
		arena_reset(&worker->piece_scratch);
	facts->arena = worker->log ? &worker->piece_scratch : &worker->scratch;
	facts->kind = piece->kind;
	facts->lines = piece->form;
	facts->header = piece->header;
	facts->text = &worker->text;
	facts->expected = is_long(piece) ? FACTS_BATCH : loose->expected;
	if (!loose->is_whole) {
		facts->full = take_batch;
		facts->context = loose;
	}
	worker->notes.lines_before = piece->lines_before;
	if (piece->owner)
		facts_of_process_smaps(
			piece->text, piece->owner, facts->arena, &worker->notes, facts);
	else if (facts_are_read(piece->kind))
		facts_read(piece->kind, piece->text, facts->arena, &worker->notes, facts);
	loose->expected = facts->count;
}

static void take_piece(void *context, const struct log_piece *piece)
{
	struct loose *loose = context;
	struct facts facts;

	loose->piece = *piece;
	loose->asked = 0;
	read_piece(loose, &facts);
	complete_facts(loose, &facts);
	loose->need_whole |= facts.need_whole;
	loose->worker->is_part |= facts.is_part;
	if (!loose->worker->log && (loose->is_alone || find_second_round(loose, &facts)))
		begin_log(loose);
	if (loose->worker->log)
		fold_facts(loose, &facts);
	else
		keep_piece(loose, &facts);
}

/* Does an early line show that the log's format has too little data? */
static const char *find_refusal(struct span text)
{
	struct span line;

	for (int lines = 0; lines < LOG_FIRST_LINES && span_line(&text, &line, NULL); lines++)
		if (log_refusal(line))
			return log_refusal(line);
	return NULL;
}

/* Explains processes without a number: why, and what to record instead. An unread pmap table is not
 * one; values from status are reported. */
static void explain_nothing(const struct loose *loose)
{
	struct worker *worker = loose->worker;
	const char *why =
		loose->tells_memory || !worker->good ? NULL : find_refusal(worker->text.span);

	if (!why || !loose->tells_process)
		return;
	notes_add(&worker->notes, 0, why);
	if (loose->look.kind == KIND_PMAP) {
		worker->hint = why;
		worker->good = false;
	}
}

/* Reads it as a text in pieces. False: what was read does not count, and it is to be read again;
 * what is odd in it is told once. */
static bool read_text(struct loose *loose)
{
	struct worker *worker = loose->worker;
	const struct piece_sink sink = { take_piece, loose };
	const struct notes before = worker->notes;

	loose->rounds.rule = loose->owner.rule = worker->rule = loose->look.rule;
	if (log_pieces_read(&worker->text, &loose->look, &worker->scratch, &worker->notes, &sink) &&
		!loose->need_whole)
		return true;
	if (!worker->notes.cut) {
		worker->notes.count = before.count;
		worker->notes.total = before.total;
		worker->notes.file_count = before.file_count;
	}
	worker->notes.lines_before = before.lines_before;
	worker->hint = NULL;
	run_build_discard(worker->log);
	worker->log = NULL;
	worker->piece_count = 0;
	worker->good = worker->is_part = false;
	*loose = (struct loose){ .worker = worker,
		.look = loose->look,
		.owner.worker = worker,
		.is_alone = loose->is_alone,
		.is_whole = loose->is_whole || loose->need_whole };
	return false;
}

static void take_smemcap(struct loose *loose)
{
	take_piece(loose,
		&(struct log_piece){
			.kind = KIND_SMEMCAP, .text = loose->worker->text.span, .time_ms = -1 });
}

/* Reads it as a text, with why nothing is known of it, if so. */
static bool read_log(struct loose *loose, enum kind kind)
{
	struct worker *worker = loose->worker;

	loose->look = log_pieces_look(&worker->text, kind, loose->is_alone, &worker->scratch);
	while (worker->text.is_holed || !read_text(loose)) {
		if (!worker->text.is_holed)
			continue;
		if (!worker_text_mend(worker))
			return false;
		loose->look =
			log_pieces_look(&worker->text, kind, loose->is_alone, &worker->scratch);
	}
	/* the reader's reason, or what the text looks like */
	if (!worker->hint && !loose->tells_process)
		worker->hint = loose->hint ? loose->hint
					   : log_trial_hint(worker->text.span, &worker->scratch);
	explain_nothing(loose);
	return true;
}

bool loose_read(
	struct worker *worker, const struct import_spec *import, bool is_alone, bool is_text)
{
	struct loose loose = { .worker = worker, .owner.worker = worker, .is_alone = is_alone };

	worker->spec = import->table;
	worker->facts.spec = import->is_table ? &worker->spec : NULL;
	worker->loose = !is_text || read_log(&loose, import->kind);
	if (!worker->loose)
		return false;
	if (!is_text)
		take_smemcap(&loose);
	if (!worker->good) {
		run_build_discard(worker->log);
		worker->log = NULL;
	}
	return true;
}
