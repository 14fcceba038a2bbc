/* run_events.c - events.tsv and run.info. */
#include "run_events.h"

#include "../base/notes.h"
#include "collect/run_format.h"
#include "member_name.h"

/* Cuts off the part before the next TAB. */
static struct span cut_tab(struct span *rest)
{
	ptrdiff_t tab = span_find(*rest, '\t');
	struct span part = { rest->at, tab < 0 ? rest->len : (size_t)tab };

	*rest = span_from(*rest, tab < 0 ? rest->len : (size_t)tab + 1);
	return part;
}

/* Accepts an empty text or a number; false for anything else. */
static bool read_optional(struct span text, int64_t *number)
{
	uint64_t read;

	*number = -1;
	if (!text.len)
		return true;
	if (!span_number(text, INT64_MAX, &read))
		return false;
	*number = (int64_t)read;
	return true;
}

void run_events_read(struct span text, struct notes *notes,
	void (*row)(void *context, const struct run_event *), void *context)
{
	uint64_t number = 0;
	struct span line;
	bool ended;

	while (span_line(&text, &line, &ended)) {
		struct run_event event;
		struct span rest = line, time = cut_tab(&rest), uptime = cut_tab(&rest),
			    round = cut_tab(&rest);

		number++;
		if (!line.len)
			continue;
		event.time_ms = member_name_time(time);
		event.event = cut_tab(&rest);
		event.detail = rest;
		if (!ended || !event.event.len || !read_optional(uptime, &event.uptime_ms) ||
			!read_optional(round, &event.round) || event.round > UINT32_MAX)
			notes_add_span(notes, number, ended ? "no event:" : "cut off:", line);
		else
			row(context, &event);
	}
}

struct span run_info_value(const struct run_info *info, const char *key)
{
	for (size_t i = 0; i < info->other_count; i++)
		if (span_is(info->other[i][0], key))
			return info->other[i][1];
	return (struct span){ NULL, 0 };
}

bool run_info_read(struct span text, struct notes *notes,
	void (*row)(void *context, struct span key, struct span value), void *context)
{
	uint64_t number = 0;
	struct span line;

	while (span_line(&text, &line, NULL)) {
		ptrdiff_t colon = span_find(line, ':');

		number++;
		if (number == 1) {
			if (span_is(line, RUN_FORMAT_LINE))
				continue;
			notes_add_span(
				notes, 1, "not the first line of a run.info that is known:", line);
			return false;
		}
		if (!line.len)
			continue;
		if (colon <= 0)
			notes_add_span(notes, number, "no `key: value`:", line);
		else
			row(context, (struct span){ line.at, (size_t)colon },
				span_trim(span_from(line, (size_t)colon + 1)));
	}
	return number > 0;
}
