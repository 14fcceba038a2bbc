/* report_blocks.h - the blocks that grew, as a table in each language. */
#ifndef LEAKLINE_REPORT_BLOCKS_H
#define LEAKLINE_REPORT_BLOCKS_H

#include "report.h"

struct finding;

/* Each prints nothing where no class of blocks grows. */
void report_blocks_text(const struct report *report, const struct finding *finding);
void report_blocks_markdown(const struct report *report, const struct finding *finding);
void report_blocks_html(const struct report *report, const struct finding *finding);

#endif
