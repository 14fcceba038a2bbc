/* report_stable.c - why stable processes are, below the table of the text report. */
#include "report_stable.h"

#include <math.h>

#include "../analysis.h"
#include "../base/text.h"
#include "../wording/wording.h"
#include "../wording/wording_heap.h"
#include "words.h"

enum { MOST_STABLE = 3, LEAST_RISE_KIB = 256 };

/* Is a change in the table that the rate beside it does not explain: a rise that has ended? */
static bool has_risen(const struct analysis *analysis, const struct finding *finding)
{
	const struct series *rss = &finding->process->value[METRIC_RSS];
	double first, last, change, span;

	if (!wording_ends(analysis, finding->process, METRIC_RSS, &first, &last))
		return false;
	change = last - first;
	span = rss->x[rss->n - 1] - fmax(rss->x[0], analysis->settings.skip_x);
	return fabs(change) >= LEAST_RISE_KIB &&
	       fabs(change - finding->trend[METRIC_RSS].rate * span) > fabs(change) / 2;
}

/* What stable ones ask for words: those that grow within their budget; of those in the table also
 * those with a rise that has ended, and those of which the table does not say all that would have
 * shown: the live heap tells of malloc's memory in bytes, and of the rest in pages. */
enum asking { ASKS_BUDGET, ASKS_RISE, ASKS_SHOWN };

static enum asking asking_of(const struct analysis *analysis, const struct finding *finding)
{
	if (finding->reason == REASON_BELOW_BUDGET)
		return ASKS_BUDGET;
	return has_risen(analysis, finding) ? ASKS_RISE : ASKS_SHOWN;
}

static const char *stable_words(
	const struct report *report, const struct finding *finding, enum asking asking)
{
	/* where such a leak may be all the same, the figure of the table is not the whole of it */
	if (asking != ASKS_SHOWN || finding->one_rise_kib > 0 || finding->free_room_kib > 0)
		return wording_because(report->arena, report->analysis, finding);
	return wording_heap_is_all(report->analysis, finding)
		       ? NULL
		       : wording_heap_shown(report->arena, report->analysis, finding);
}

/* "● leaky (812): a growth of 47 KiB a round is certain to be below the budget": of the stable ones
 * that ask so, until *shown are MOST_STABLE; returns how many more there are. */
static size_t print_asking(const struct report *report, enum asking asking, size_t *shown)
{
	size_t more = 0;

	for (size_t i = 0; i < report->analysis->verdict_count; i++) {
		const struct process_verdict *verdict = &report->analysis->verdicts[i];
		const struct finding *finding = wording_gravest(report->analysis, verdict);
		const char *words;

		if (verdict->verdict != VERDICT_STABLE ||
			asking_of(report->analysis, finding) != asking ||
			!(words = stable_words(report, finding, asking)))
			continue;
		if (*shown >= MOST_STABLE) {
			more++;
			continue;
		}
		if (!(*shown)++)
			fputc('\n', report->file);
		words_wrap(report, 0,
			text_format(report->arena, "%s %s (%d): %s",
				wording_glyph(VERDICT_STABLE, report->style->utf8),
				words_short_name(report, finding->process->name),
				finding->process->pid, words));
	}
	return more;
}

void report_stable(const struct report *report, bool in_table)
{
	size_t shown = 0, more = print_asking(report, ASKS_BUDGET, &shown);

	if (more)
		fprintf(report->file, "%zu more %s budget\n", more,
			more == 1 ? "grows within its" : "grow within their");
	if (!in_table)
		return;
	more = print_asking(report, ASKS_RISE, &shown);
	more += print_asking(report, ASKS_SHOWN, &shown);
	if (more)
		fprintf(report->file, "%zu more %s stable (-v says why)\n", more,
			more == 1 ? "is" : "are");
}
