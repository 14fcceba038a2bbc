/* run_text.c - pages of a mapped file that were read are given back. */
#define _DEFAULT_SOURCE /* madvise */
#include "run_text.h"

#include <stdint.h>
#include <sys/mman.h>

/* So many bytes are given back at a time: few enough not to matter in memory, and enough that the
 * call costs little beside reading them. A multiple of any page size. */
enum { STEP = 1 << 20, AHEAD = 1 << 12 };

void run_text_passed(struct run_text *text, const char *at)
{
	size_t end;

	if (!text || !text->is_mapped || (uintptr_t)at <= (uintptr_t)text->span.at ||
		(uintptr_t)at > (uintptr_t)(text->span.at + text->span.len))
		return;
	end = (size_t)(at - text->span.at) / STEP * STEP;
	if (end <= text->passed)
		return;
	/* only advice: where it fails, the pages stay */
	(void)madvise((void *)(uintptr_t)(text->span.at + text->passed), end - text->passed,
		MADV_DONTNEED);
	text->passed = end;
}

struct span run_text_part(struct run_text *text, struct span *rest)
{
	struct span part = { rest->at, rest->len < STEP ? rest->len : STEP };

	run_text_passed(text, part.at);
	*rest = span_from(*rest, part.len);
	return part;
}

bool run_text_search(struct run_text *text, const char *at)
{
	size_t end = (size_t)(at - text->span.at);

	while (text->is_mapped && !text->is_holed && text->searched <= end &&
		text->searched < text->span.len) {
		struct span part = span_from(text->span, text->searched);

		part.len = part.len < AHEAD ? part.len : AHEAD;
		text->is_holed = span_find(part, '\0') >= 0;
		text->searched += part.len;
	}
	return !text->is_holed;
}

void run_text_searched(struct run_text *text, const char *at)
{
	size_t end = (size_t)(at - text->span.at);

	text->searched = end > text->searched ? end : text->searched;
}

bool run_text_search_all(struct run_text *text)
{
	struct span rest = text->span;

	while (rest.len && run_text_search(text, rest.at))
		run_text_part(text, &rest);
	run_text_rewind(text);
	return !text->is_holed;
}

void run_text_rewind(struct run_text *text)
{
	text->passed = 0;
}
