/* parse_meminfo.c - /proc/meminfo and /proc/vmstat. */
#include "parse_meminfo.h"

#include "../base/notes.h"

void parse_meminfo(struct span text, struct notes *notes,
	void (*row)(void *context, struct span key, int64_t kib), void *context)
{
	uint64_t number = 0, kib;
	struct span line;

	while (span_line(&text, &line, NULL)) {
		ptrdiff_t colon = span_find(line, ':');
		struct span value =
			span_trim(span_from(line, colon < 0 ? line.len : (size_t)colon + 1));

		number++;
		if (!line.len)
			continue;
		if (colon <= 0 || !value.len) {
			notes_add_span(notes, number, "no line of meminfo:", line);
			continue;
		}
		if (!span_ends(value, " kB"))
			continue;
		value.len -= 3;
		if (span_number(span_trim(value), INT64_MAX / 1024, &kib))
			row(context, (struct span){ line.at, (size_t)colon }, (int64_t)kib);
		else
			notes_add_span(notes, number, "not a number:", value);
	}
}

void parse_vmstat(struct span text, struct notes *notes,
	void (*row)(void *context, struct span key, uint64_t value), void *context)
{
	uint64_t number = 0, value;
	struct span line, key, field;
	bool ended;

	while (span_line(&text, &line, &ended)) {
		struct span rest = line;

		number++;
		if (!line.len)
			continue;
		if (!ended || !span_field(&rest, &key) || !span_field(&rest, &field) ||
			!span_number(field, UINT64_MAX, &value))
			notes_add_span(
				notes, number, ended ? "no line of vmstat:" : "cut off:", line);
		else
			row(context, key, value);
	}
}
