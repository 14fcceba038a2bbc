/* member_work.c - processes one member: by its name a file of a run, else by its content the output
 * of a loop or another tool. */
#include "member_work.h"

#include "../base/index.h"
#include "facts_bare.h"
#include "facts_read.h"
#include "../input/archive_kind.h"
#include "../input/archive_unpack.h"
#include "../import/log_line.h"
#include "../import/log_lines.h"
#include "../import/log_refusal.h"
#include "../import/log_rounds.h"
#include "../import/name_number.h"
#include "../import/kind_text.h"
#include "../kinds.h"
#include "../parse/parse_text.h"

/* The whole text is of one kind. */
static void one_piece(struct worker *worker, enum kind kind)
{
	worker->pieces = arena_take(&worker->scratch, sizeof *worker->pieces);
	*worker->pieces = (struct log_piece){
		.kind = kind, .text = worker->member->text, .time_ms = -1, .by_pid = true
	};
	worker->piece_count = 1;
}

static bool lacks_pid(const struct process_fact *fact)
{
	return fact->pid == FACTS_BARE_PID;
}

/* How many processes of a piece cannot be told apart. */
static size_t count_nameless(const struct facts *facts)
{
	size_t count = 0;

	for (size_t i = 0; i < facts->count; i++)
		count += lacks_pid(&facts->processes[i]);
	return count;
}

/* Has it a name but no PID? */
static bool has_name_alone(const struct process_fact *fact)
{
	return lacks_pid(fact) && !span_is(fact->name, FACTS_BARE_NAME);
}

/* The most frequent name among those without a PID: a majority survives the count (Boyer & Moore).
 */
static struct span main_name(const struct facts *facts)
{
	struct span name = span_of(FACTS_BARE_NAME);
	size_t weight = 0;

	for (size_t i = 0; i < facts->count; i++) {
		const struct process_fact *fact = &facts->processes[i];

		if (!has_name_alone(fact))
			continue;
		name = weight ? name : fact->name;
		weight += span_equal(fact->name, name) ? 1 : (size_t)-1;
	}
	return name;
}

/* Gives all processes without a PID one name: a name that something was printed into is the same
 * process. False: they have several. */
static bool share_name(struct facts *facts)
{
	struct span name = main_name(facts);
	size_t same = 0, others = 0;

	for (size_t i = 0; i < facts->count; i++) {
		struct process_fact *fact = &facts->processes[i];

		same += has_name_alone(fact) && span_equal(fact->name, name);
		others += has_name_alone(fact) && !span_equal(fact->name, name);
		if (lacks_pid(fact))
			fact->name = name;
	}
	return others <= same / 4;
}

/* Drops sums that cannot be assigned to a process from round to round. */
static void leave_out_several(
	struct worker *worker, const struct log_piece *piece, struct facts *facts)
{
	if (!piece->bare || piece->kind == KIND_PS ||
		(piece->by_pid ? share_name(facts) : count_nameless(facts) <= 1))
		return;
	notes_add(&worker->notes, 1,
		"several sums in a round, and no line names the process of each: left out");
	worker->hint =
		"sums of several processes in a round, and no line names the process of each: record their PIDs too, as `ps -o pid,rss,args` does";
	facts->count = 0;
}

static void read_pieces(struct worker *worker)
{
	worker->piece_facts = arena_take_array(
		&worker->scratch, worker->piece_count + 1, sizeof *worker->piece_facts);
	for (size_t i = 0; i < worker->piece_count; i++) {
		const struct log_piece *piece = &worker->pieces[i];
		struct facts *facts = &worker->piece_facts[i];

		*facts = worker->facts;
		facts->kind = piece->kind;
		facts->bare = piece->bare;
		facts->header = piece->header;
		facts->prefixed = piece->prefixed;
		worker->notes.lines_before = piece->lines_before;
		if (piece->owner)
			facts_of_process_smaps(
				piece->text, piece->owner, &worker->scratch, &worker->notes, facts);
		else if (facts_are_read(piece->kind))
			facts_read(
				piece->kind, piece->text, &worker->scratch, &worker->notes, facts);
		for (size_t j = 0; j < facts->count; j++)
			if (piece->group.len)
				facts->processes[j].owner = piece->group;
		leave_out_several(worker, piece, facts);
		worker->good |= facts->count || facts->system_count;
	}
}

/* The PID in the folder name of a copy of /proc (proc/4711/smaps, 7/4711/smaps of round 7); 0: it
 * is no such copy. */
static int32_t pid_of_folder(const struct member_name *name)
{
	ptrdiff_t slash = span_rfind(name->folder, '/');
	struct span above = { name->folder.at, slash > 0 ? (size_t)slash : 0 };
	uint64_t pid;

	above = span_from(above, (size_t)(span_rfind(above, '/') + 1));
	if (!span_number(span_from(name->folder, (size_t)(slash + 1)), INT32_MAX, &pid) ||
		(!span_is(above, "proc") && !name_is_number(above)))
		return 0;
	return (int32_t)pid;
}

/* Finds the process of sums without a PID: in a copy of /proc, maps and smaps belong to the process
 * that status and stat next to them name. */
static void own_nameless(struct worker *worker)
{
	int32_t pid =
		kind_by_name(worker->name.base) != KIND_NONE ? pid_of_folder(&worker->name) : 0;

	for (size_t i = 0; pid > 0 && i < worker->piece_count; i++)
		for (size_t j = 0; j < worker->piece_facts[i].count; j++) {
			struct process_fact *fact = &worker->piece_facts[i].processes[j];

			if (!worker->pieces[i].bare || !lacks_pid(fact))
				continue;
			fact->pid = pid;
			fact->name.len = 0;
		}
}

/* Does a PID repeat in facts of one kind? Not in ps, which may list threads (ps aux, whose rows
 * need no header, lists none). */
static bool recurs(struct worker *worker)
{
	struct log_rounds rounds = { .round = 0 };

	for (size_t i = 0; i < worker->piece_count; i++) {
		const struct facts *facts = &worker->piece_facts[i];

		for (size_t j = 0; j < facts->count && (facts->kind != KIND_PS || facts->bare);
			j++) {
			const struct process_fact *fact = &facts->processes[j];

			if (log_rounds_take(&rounds, &worker->scratch,
				    &(struct log_record){ facts_key(facts->kind, fact),
					    fact->time_ms, fact->begins, true }))
				return true;
		}
	}
	return false;
}

/* Looks for rounds in the member; true if there are several. */
static bool find_rounds(struct worker *worker)
{
	for (size_t i = 0; i < worker->piece_count; i++) {
		const struct log_piece *piece = &worker->pieces[i];

		if (piece->kind == KIND_ATOP || piece->kind == KIND_MPROF ||
			piece->kind == KIND_PSRECORD || (i && piece->new_round))
			return true;
	}
	return worker->piece_count && worker->pieces[0].by_pid && recurs(worker);
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

static bool tells_memory(const struct worker *worker)
{
	for (size_t i = 0; i < worker->piece_count; i++)
		for (size_t j = 0; j < worker->piece_facts[i].count; j++) {
			const struct process_fact *fact = &worker->piece_facts[i].processes[j];

			if (fact->rss >= 0 || fact->private_kib >= 0 || fact->groups ||
				fact->anon >= 0 || fact->data_stack >= 0)
				return true;
		}
	return false;
}

/* Explains processes without a number: why, and what to record instead. An unread pmap table is not
 * one; values from status are reported. */
static void explain_nothing(struct worker *worker)
{
	const char *why = tells_memory(worker) ? NULL : find_refusal(worker->member->text);

	if (!why)
		return;
	notes_add(&worker->notes, 0, why);
	if (worker->pieces[0].kind == KIND_PMAP) {
		worker->hint = why;
		worker->good = false;
	}
}

static bool tells_process(const struct worker *worker)
{
	for (size_t i = 0; i < worker->piece_count; i++)
		if (worker->piece_facts[i].count)
			return true;
	return false;
}

/* Why nothing could be read: the reader's reason, or what the text looks like. */
static const char *hint_of(struct worker *worker)
{
	for (size_t i = 0; i < worker->piece_count; i++)
		if (worker->piece_facts[i].hint)
			return worker->piece_facts[i].hint;
	return log_lines_hint(worker->member->text, &worker->scratch);
}

static void read_loose(struct worker *worker, const struct run_input *input,
	const struct import_spec *import, bool is_text)
{
	worker->loose = true;
	worker->spec = import->table;
	worker->facts.spec = import->is_table ? &worker->spec : NULL;
	if (is_text)
		worker->piece_count = log_pieces_split(worker->member->text, import->kind,
			run_input_is_plain(input), &worker->scratch, &worker->notes,
			&worker->pieces);
	else
		one_piece(worker, KIND_SMEMCAP);
	read_pieces(worker);
	if (!worker->hint && is_text && !tells_process(worker))
		worker->hint = hint_of(worker);
	if (is_text && worker->good)
		explain_nothing(worker);
	own_nameless(worker);
	worker->is_log = run_input_is_plain(input) || find_rounds(worker);
}

/* A member compressed by itself (a rotated log, or gzip was run in the folder): unpacks its text,
 * and strips .gz from its name. */
static int unpack(struct worker *worker, const struct run_input *input)
{
	struct run_member *member = worker->member;

	if (run_input_is_compressed(input) || run_input_is_plain(input) ||
		!archive_kind_is_compressed(member->text))
		return 0;
	member_name_read(archive_unpacked_name(member->path), &worker->name);
	return archive_unpack(member->text, &worker->unpacked, &worker->notes, &member->text);
}

/* Gets its bytes, decoded if they are text (*is_text). False: there is nothing to read. */
static bool take_text(struct worker *worker, const struct run_input *input,
	const struct import_spec *import, bool *is_text)
{
	struct run_member *member = worker->member;

	if (run_input_read(input, member, &worker->buffer, &worker->notes) || unpack(worker, input))
		return false;
	*is_text = kind_by_bytes(member->text) == KIND_NONE && import->kind != KIND_SMEMCAP;
	worker->packed = *is_text &&
			 (archive_kind_is_read(member->text) || archive_kind_foreign(member->text));
	if (worker->packed)
		notes_add(&worker->notes, 0, "compressed, or an archive, within a run: left out");
	else if (*is_text)
		member->text = parse_text_prepare(member->text, &worker->scratch, &worker->notes);
	return !worker->packed;
}

static bool is_no_part(const struct member_name *name)
{
	return name->hidden || name->action || (name->has_round && name->kind == KIND_ACTION);
}

void member_work(struct worker *worker, struct run_member *member, const struct run_input *input,
	const struct import_spec *import)
{
	struct member_name *name = &worker->name;
	bool is_text;

	worker->member = member;
	arena_reset(&worker->scratch);
	member_name_read(member->path, name);
	worker->loose = worker->good = worker->is_log = worker->packed = false;
	worker->piece_count = 0;
	worker->hint = NULL;
	worker->facts = (struct facts){ .arena = &worker->scratch, .memory = &worker->memory };
	if (is_no_part(name))
		return;
	notes_file(&worker->notes, member->path);
	if (!take_text(worker, input, import, &is_text) || is_no_part(name))
		return;
	worker->good =
		!run_input_is_plain(input) && (name->info || name->events || name->has_round);
	if (!worker->good) {
		read_loose(worker, input, import, is_text);
	} else if (name->has_round && name->kind != KIND_EVENTS && facts_are_read(name->kind)) {
		worker->facts.kind = name->kind;
		worker->facts.expected = worker->expected[name->kind];
		facts_read(
			name->kind, member->text, &worker->scratch, &worker->notes, &worker->facts);
		worker->expected[name->kind] = worker->facts.count;
	}
}

int64_t member_work_only_pid(const struct worker *worker)
{
	int64_t only = -1;

	for (size_t i = 0; i < worker->piece_count; i++) {
		const struct facts *facts = &worker->piece_facts[i];

		for (size_t j = 0; j < facts->count; j++) {
			if (only >= 0 && facts->processes[j].pid != only)
				return -1;
			only = facts->processes[j].pid;
		}
	}
	return only;
}

void member_work_free(struct worker *worker)
{
	run_buffer_free(&worker->buffer);
	run_buffer_free(&worker->unpacked);
	facts_memory_free(&worker->memory);
	arena_free(&worker->scratch);
	arena_free(&worker->notes_arena);
}
