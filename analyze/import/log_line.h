/* log_line.h - recognises lines of a log by their form alone, without a header. */
#ifndef LEAKLINE_LOG_LINE_H
#define LEAKLINE_LOG_LINE_H

#include <stdint.h>

#include "../base/span.h"
#include "../kinds.h"

enum {
	LOG_FIRST_LINES = 20
}; /* a banner or messages may stand before the first line that says what it is */

/* Of which kind a line is by its form: a row of `ps aux`, a size of status, the sums of pmap, a
 * mapping's first line. Or KIND_NONE. */
enum kind log_line_kind(struct span line);

/* KIND_SMAPS (maps, too) or KIND_SMAPS_ROLLUP where the line is the first of a mapping, else
 * KIND_NONE. */
enum kind log_line_mapping_kind(struct span line);

/*
 * log_line_kind of a line with a date in front, as `echo "$(date) $(grep VmRSS /proc/7/status)"`
 * prints it. *date: the words of the date, *rest: what stands behind it; *time_ms as of parse_date.
 */
enum kind log_line_dated(struct span line, struct span *date, struct span *rest, int64_t *time_ms);

/* The kind of the first of so many lines of a text that has either form, or KIND_NONE. */
enum kind log_line_first_kind(struct span text, uint64_t lines);

#endif
