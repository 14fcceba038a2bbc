/* member_work.c - processes one member: by its name a file of a run, else by its content the output
 * of a loop or another tool. */
#include "member_work.h"

#include "../import/kind_text.h"
#include "../input/archive_kind.h"
#include "../input/archive_unpack.h"
#include "../kinds.h"
#include "../parse/parse_text.h"
#include "facts_read.h"
#include "loose_read.h"

/* Text that is left of a larger one without its NULs. */
enum { HOLED_LIMIT = 1 << 30 };

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

/* Takes the NULs out of a text that may be larger than memory, such as a log that was cut off
 * while its writer went on at its old place: gigabytes of nothing. False: too much is left. */
static bool take_holes_out(struct worker *worker)
{
	struct run_text *text = &worker->text;
	struct run_buffer *into = &worker->unpacked;
	struct span rest = parse_text_behind_mark(text->span);
	struct parse_holes holes = { .len = 0 };

	while (rest.len && holes.len <= HOLED_LIMIT && !parse_text_is_utf16(text->span)) {
		struct span part = run_text_part(text, &rest);

		run_buffer_reserve(into, holes.len + 3 * part.len + 2, holes.len);
		holes.out = (char *)into->bytes;
		parse_holes_take(&holes, part, &worker->notes);
	}
	if (rest.len) {
		worker->hint =
			"it is too large for the NUL bytes in it: take them out (tr -d '\\000' <FILE >COPY)";
		notes_add(&worker->notes, 0, worker->hint);
		return false;
	}
	text->span = parse_holes_end(&holes);
	return true;
}

/* What copying did to the text is undone. A mapped file is looked through page by page. False: it
 * cannot be. */
static bool prepare_text(struct worker *worker)
{
	struct run_text *text = &worker->text;
	bool good = true;

	*text = (struct run_text){ .span = worker->member->text,
		.is_mapped = worker->member->is_mapped };
	if (text->is_mapped && !run_text_has(text, '\0')) {
		text->span = parse_text_behind_mark(text->span);
	} else {
		if (text->span.len > RUN_MEMBER_LIMIT)
			good = take_holes_out(worker);
		else
			text->span =
				parse_text_prepare(text->span, &worker->scratch, &worker->notes);
		text->is_mapped = false;
	}
	worker->member->text = text->span;
	return good;
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
		return prepare_text(worker);
	else
		worker->text = (struct run_text){ .span = member->text };
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
	worker->loose = worker->good = worker->packed = worker->unread = false;
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
		/* a file of a round is missing in its run; a log would be a run of its own */
		worker->unread = !worker->packed && !name->has_round && !name->info &&
				 !name->events && !run_input_is_plain(input);
		return;
	}
	if (is_no_part(name))
		return;
	worker->good =
		!run_input_is_plain(input) && (name->info || name->events || name->has_round);
	if (!worker->good) {
		loose_read(worker, import, run_input_is_plain(input), is_text);
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
