/* member_work.c - processes one member: by its name a file of a run, else by its content the output
 * of a loop or another tool. */
#include "member_work.h"

#include "../facts/facts_read.h"
#include "../import/kind_text.h"
#include "../input/archive_kind.h"
#include "../input/archive_unpack.h"
#include "../kinds.h"
#include "loose_read.h"
#include "worker_text.h"

/* A member compressed by itself (a rotated log, or gzip was run in the folder): unpacks its text,
 * and strips .gz from its name. */
static int unpack(struct worker *worker, const struct run_input *input)
{
	struct run_member *member = worker->member;

	if (run_input_is_compressed(input) || run_input_is_plain(input) ||
		!archive_kind_is_compressed(member->text))
		return 0;
	member_name_read(archive_unpacked_name(member->path), &worker->name);
	member->is_mapped = false;
	return archive_unpack(member->text, &worker->unpacked, &worker->notes, member);
}

/* Is it named as a file of a run? */
static bool is_named(const struct worker *worker, const struct run_input *input)
{
	const struct member_name *name = &worker->name;

	return !run_input_is_plain(input) && (name->info || name->events || name->has_round);
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
		return worker_text_prepare(worker, is_named(worker, input));
	else
		worker->text = (struct run_text){ .span = member->text };
	return !worker->packed;
}

static bool is_no_part(const struct member_name *name)
{
	return name->hidden || name->action || (name->has_round && name->kind == KIND_ACTION);
}

/* A file of a round is missing in its run; a log would be a run of its own. */
static void tell_unread(struct worker *worker, const struct run_input *input)
{
	worker->unread = !worker->packed && !is_named(worker, input) && !run_input_is_plain(input);
}

void member_work(struct worker *worker, struct run_member *member, const struct run_input *input,
	const struct import_spec *import)
{
	struct member_name *name = &worker->name;
	bool is_text;

	worker->member = member;
	arena_reset(&worker->scratch);
	member_name_read(member->path, name);
	worker->loose = worker->good = worker->packed = worker->unread = worker->refused = false;
	worker->is_part = false;
	worker->piece_count = 0;
	worker->pieces = NULL;
	worker->piece_facts = NULL;
	worker->log = NULL;
	worker->hint = NULL;
	worker->facts = (struct facts){ .arena = &worker->scratch, .memory = &worker->memory };
	if (is_no_part(name))
		return;
	notes_file(&worker->notes, member->path);
	if (!take_text(worker, input, import, &is_text)) {
		worker->refused = is_named(worker, input);
		tell_unread(worker, input);
		return;
	}
	if (is_no_part(name))
		return;
	worker->good = is_named(worker, input);
	if (!worker->good) {
		if (!loose_read(worker, import, run_input_is_plain(input), is_text))
			tell_unread(worker, input);
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
	arena_free(&worker->piece_scratch);
	arena_free(&worker->notes_arena);
}
