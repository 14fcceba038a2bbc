/*
 * parse_slabinfo.c - /proc/slabinfo 2.x (mm/slab_common.c): name active num objsize objperslab
 * pagesperslab : tunables ... A name may hold a blank in vendors' kernels: the numbers are the five
 * before " : tunables".
 */
#include "parse_slabinfo.h"

#include <stdbool.h>

#include "../base/notes.h"

enum { NUMBERS = 5 };

static bool read_row(struct span line, struct span *name, int64_t *kib)
{
	ptrdiff_t tunables = span_find_text(line, " : tunables");
	struct span head = { line.at, tunables > 0 ? (size_t)tunables : 0 }, field;
	uint64_t numbers[NUMBERS];

	for (size_t i = NUMBERS; i-- > 0;)
		if (!span_last_field(&head, &field) || !span_number(field, UINT32_MAX, &numbers[i]))
			return false;
	*name = span_trim(head);
	/* num_objs of objsize bytes */
	*kib = (int64_t)(numbers[1] * numbers[2] / 1024);
	return name->len > 0;
}

void parse_slabinfo(struct span text, struct notes *notes,
	void (*row)(void *context, struct span name, int64_t kib), void *context)
{
	uint64_t number = 0;
	struct span line, name;
	int64_t kib;

	while (span_line(&text, &line, NULL)) {
		number++;
		if (span_starts(line, "slabinfo - version: ")) {
			if (!span_starts(line, "slabinfo - version: 2.")) {
				notes_add_span(notes, number, "a version that is not known:", line);
				return;
			}
			continue;
		}
		if (!line.len || line.at[0] == '#')
			continue;
		if (read_row(line, &name, &kib))
			row(context, name, kib);
		else
			notes_add_span(notes, number, "no line of slabinfo:", line);
	}
}
