/* report_hidden.c - the lines below a table of verdicts, for the rows that it leaves out. */
#include "report_hidden.h"

#include <string.h>

#include "../base/text.h"
#include "../wording/wording.h"
#include "report_style.h"

const char report_hidden_replaced[] = "in a group";

void report_hidden_widen(struct report_hidden *hidden, const char *word)
{
	size_t columns = 2 + strlen(word);

	hidden->columns = columns > hidden->columns ? columns : hidden->columns;
}

/* "● stable  12 others, 5 of them counted with their group (-v shows them)" */
static void print_line(const struct report *report, const struct report_hidden *hidden,
	enum verdict_kind verdict, size_t count, const char *how)
{
	const char *what = verdict >= VERDICT_SUSPECT ? "more like those"
			   : hidden->has_rows         ? count == 1 ? "other" : "others"
			   : count == 1               ? "process"
						      : "processes";

	if (count)
		fprintf(report->file, "%s %-*s  %zu %s%s (-v shows %s)\n",
			wording_glyph(verdict, report->style->utf8), (int)hidden->columns - 2,
			verdict_code(verdict), count, what, how, count == 1 ? "it" : "them");
}

/* ", 52 of them counted with their group": so the last line does not count them itself. */
static const char *through_groups(const struct report *report, size_t count, size_t in_group)
{
	if (!in_group)
		return "";
	if (in_group < count)
		return text_format(report->arena, ", %zu of them counted with %s group", in_group,
			in_group == 1 ? "its" : "their");
	return count == 1 ? ", counted with its group" : ", all counted with their group";
}

/* Those that could not be judged are two lines: a member need not be, if its group was. */
static void print_open(const struct report *report, const struct report_hidden *hidden)
{
	size_t members = hidden->in_group[VERDICT_INCONCLUSIVE];

	print_line(report, hidden, VERDICT_INCONCLUSIVE,
		hidden->count[VERDICT_INCONCLUSIVE] - members, "");
	print_line(report, hidden, VERDICT_INCONCLUSIVE, members,
		members == 1 ? ", judged with its group" : ", judged with their group");
}

/* "0 stable" below rows of stable ones would be a contradiction. */
static void print_members(const struct report *report, const struct report_hidden *hidden)
{
	if (hidden->members)
		fprintf(report->file, "  %-*s  %zu of these %s group\n", (int)hidden->columns - 2,
			"", hidden->members,
			hidden->members == 1 ? "is counted with its" : "are counted with their");
}

void report_hidden_text(const struct report *report, const struct report_hidden *hidden)
{
	static const enum verdict_kind kinds[] = { VERDICT_LEAK, VERDICT_SUSPECT,
		VERDICT_INCONCLUSIVE, VERDICT_STABLE };

	print_members(report, hidden);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t count = hidden->count[kinds[i]];

		if (kinds[i] == VERDICT_INCONCLUSIVE)
			print_open(report, hidden);
		else
			print_line(report, hidden, kinds[i], count,
				through_groups(report, count, hidden->in_group[kinds[i]]));
	}
	if (hidden->replaced)
		fprintf(report->file, "  %-*s  %zu %s in time (-v shows %s)\n",
			(int)hidden->columns - 2, report_hidden_replaced, hidden->replaced,
			hidden->replaced == 1 ? "grows, and is replaced" : "grow, and are replaced",
			hidden->replaced == 1 ? "it" : "them");
}
