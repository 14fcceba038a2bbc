/* worker_text.c - the text of a member, as it was before it was copied. */
#include "worker_text.h"

#include "../parse/parse_text.h"

/* Text that is left of a larger one without its NULs. */
enum { HOLED_LIMIT = 1 << 30 };

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

bool worker_text_mend(struct worker *worker)
{
	struct run_text *text = &worker->text;
	bool good = true;

	*text = (struct run_text){ .span = worker->member->text, .is_mapped = text->is_mapped };
	if (text->span.len > RUN_MEMBER_LIMIT)
		good = take_holes_out(worker);
	else
		text->span = parse_text_prepare(text->span, &worker->scratch, &worker->notes);
	text->is_mapped = false;
	worker->member->text = text->span;
	return good;
}

bool worker_text_prepare(struct worker *worker, bool at_once)
{
	struct run_text *text = &worker->text;

	*text = (struct run_text){ .span = worker->member->text,
		.is_mapped = worker->member->is_mapped };
	if (!text->is_mapped)
		return worker_text_mend(worker);
	text->span = parse_text_behind_mark(text->span);
	if (!at_once)
		return true;
	if (!run_text_search_all(text))
		return worker_text_mend(worker);
	worker->member->text = text->span;
	return true;
}
