/* parse_status_bare.h - lines that grep cut out of /proc/PID/status. */
#ifndef LEAKLINE_PARSE_STATUS_BARE_H
#define LEAKLINE_PARSE_STATUS_BARE_H

#include "parse_status.h"

/* parse_status for the output of `grep VmRSS /proc/PID/status`, run repeatedly: for one process
 * without a PID (-1), or several with their paths. A row starts at another PID or a repeated line.
 */
void parse_status_bare(struct span text, struct notes *notes,
	void (*row)(void *context, const struct status_row *), void *context);

/* Is it a memory line from status (VmRSS, RssAnon ...) or its Name, with or without the file's
 * path?
 */
bool parse_status_bare_takes(struct span line);

#endif
