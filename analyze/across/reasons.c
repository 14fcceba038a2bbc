/* reasons.c - why no pass was earned, in words: what a run lacks as a whole. */
#include "reasons.h"

#include "../analysis.h"
#include "../history/name_match.h"
#include "../options.h"

void reasons_next(struct reasons *reasons)
{
	fputs(reasons->count++ ? ", " : "", reasons->file);
}

bool reasons_absent(struct reasons *reasons, const struct analysis *analysis)
{
	const struct option_list *names = &analysis->options->processes;
	bool any = false;

	for (size_t i = 0; i < names->count; i++) {
		bool there = false;

		for (size_t k = 0; k < analysis->processes.target_count; k++)
			there |= name_matches(
				&analysis->processes.items[k], span_of(names->items[i]));
		if (there)
			continue;
		if (!any)
			reasons_next(reasons);
		fprintf(reasons->file, "%s%s", any ? ", " : "not in the run: ", names->items[i]);
		any = true;
	}
	return any;
}

/* Targets that the collector might not read: nothing of them is in the run. With -p those that it
 * asks for. */
static bool name_unseen(struct reasons *reasons, const struct analysis *analysis)
{
	const struct option_list *names = &analysis->options->processes;
	size_t all, count = 0;
	const int32_t *pids = happenings_unseen(
		&analysis->happenings, &analysis->processes, reasons->arena, &all);

	for (size_t k = 0; k < all; k++) {
		const struct process process = { .pid = pids[k] };
		bool wanted = names->count == 0;

		for (size_t i = 0; i < names->count; i++)
			wanted |= name_matches(&process, span_of(names->items[i]));
		if (!wanted || ++count > REASONS_MOST_NAMES)
			continue;
		if (count == 1)
			reasons_next(reasons);
		fprintf(reasons->file, "%s%d", count == 1 ? "might not be read: " : ", ",
			(int)pids[k]);
	}
	if (count > REASONS_MOST_NAMES)
		fprintf(reasons->file, " and %zu more", count - REASONS_MOST_NAMES);
	return count > 0;
}

bool reasons_silence(struct reasons *reasons, const struct analysis *analysis)
{
	if (!analysis->options->is_silent)
		return false;
	reasons_next(reasons);
	fputs("no more rounds came", reasons->file);
	return true;
}

bool reasons_action(struct reasons *reasons, const struct analysis *analysis)
{
	size_t failed, count = happenings_actions(&analysis->happenings, analysis->skip, &failed);

	if (!analysis->settings.action_failed)
		return false;
	reasons_next(reasons);
	fprintf(reasons->file, "action failed in %zu of %zu rounds", failed, count);
	return true;
}

bool reasons_lack(struct reasons *reasons, const struct analysis *analysis)
{
	bool lacks = name_unseen(reasons, analysis);

	if (analysis->happenings.others_denied && !analysis->options->processes.count) {
		reasons_next(reasons);
		fputs("processes of other users were hidden", reasons->file);
		lacks = true;
	}
	if (analysis->unread) {
		reasons_next(reasons);
		fprintf(reasons->file, "%zu %s could not be read", analysis->unread,
			analysis->unread > 1 ? "files" : "file");
		lacks = true;
	}
	if (analysis->in_turn) {
		reasons_next(reasons);
		fputs("values of several processes in turn were left out", reasons->file);
		lacks = true;
	}
	if (analysis->is_part) {
		reasons_next(reasons);
		fputs("files were left out unseen", reasons->file);
		lacks = true;
	}
	if (analysis->lacks_lines) {
		reasons_next(reasons);
		fputs("lines or sizes of a log were left out", reasons->file);
		lacks = true;
	}
	return lacks;
}
