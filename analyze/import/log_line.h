/* log_line.h - recognises lines of a log by their form alone, without a header. */
#ifndef LEAKLINE_LOG_LINE_H
#define LEAKLINE_LOG_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"
#include "../kinds.h"

enum {
	LOG_FIRST_LINES = 20
}; /* a banner or messages may come before the first line that shows the kind */

/* The kind of a line by its form (a row of `ps aux`, a size of status, the sums of pmap, a
 * mapping's first line), or KIND_NONE. */
enum kind log_line_kind(struct span line);

/* KIND_SMAPS (for maps, too) or KIND_SMAPS_ROLLUP if the line is the first of a mapping; otherwise
 * KIND_NONE. */
enum kind log_line_mapping_kind(struct span line);

/* log_line_kind of a line that begins with a date, as `echo "$(date) $(grep VmRSS /proc/7/status)"`
 * prints it. *date: the words of the date; *rest: the text after it; *time_ms as from parse_date.
 */
enum kind log_line_dated(struct span line, struct span *date, struct span *rest, int64_t *time_ms);

/* A name, a number and two shares: a row of ps aux, and surely no date. Most lines of most logs are
 * such, and to find out that they are no date takes longer than all else. */
bool log_line_is_row(struct span line);

/* The kind of the first of so many lines of a text that has either form, or KIND_NONE. */
enum kind log_line_first_kind(struct span text, uint64_t lines);

/* The time of day that top prints above its table (`top - 08:00:00 up 3 days`), uptime in its line,
 * and pidstat in front of its header (`08:00:00 AM  UID  PID ...`, with is_header). False: the line
 * has none. */
bool log_line_clock(struct span line, bool is_header, struct span *clock);

/* The columns of a header of ps from PID (with -t TGID) on: pidstat has the time in front. */
struct span log_line_columns(struct span header);

/* What identifies a line within its kind, to notice a repetition: the PID in a row of ps, VmRSS or
 * RssAnon in status, the sums of pmap -x or of pmap -d. Empty: nothing does. */
struct span log_line_told_by(enum kind kind, struct span line);

/* Is it a day with words behind it, but no value as in `2026-11-02 08:00:00 VmRSS: 9 kB`? *time_ms:
 * when. Or a time of day without its seconds: then -1. */
bool log_line_date_alone(struct span line, int64_t *time_ms);

/* The PID that a line tells and nothing else, as who greps a status puts one in front: PID: 4711,
 * pid=4711, Process 4711:, /proc/4711/status. 0: it is another line; so is `Pid:` of a status. */
int32_t log_line_told_pid(struct span line);

#endif
