/* report_style.c - the colours of verdicts on a terminal. */
#include "report_style.h"

const char *report_style_color(const struct report *report, enum verdict_kind verdict)
{
	static const char *const colors[VERDICTS] = {
		[VERDICT_INCONCLUSIVE] = "2",
		[VERDICT_STABLE] = "32",
		[VERDICT_SUSPECT] = "33",
		[VERDICT_LEAK] = "1;31",
	};

	return report->style->color ? colors[verdict] : NULL;
}
