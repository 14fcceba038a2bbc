/* log_front.h - what loggers put in front of a message, taken off. */
#ifndef LEAKLINE_LOG_FRONT_H
#define LEAKLINE_LOG_FRONT_H

#include <stdbool.h>

#include "record.h"

/* <14>: the priority that syslog has in front. *is_new: RFC 5424, whose version stands behind it.
 */
struct span log_front_priority(struct span line, bool *is_new);

/* The tag that syslog has: web[4711], or web where no PID is told. It is the table's arena's. */
struct span log_front_tag(struct record_table *table, struct span program, struct span pid);

/* Takes off #12, which counts the line, a picture in front of a date, and the sign of a clock that
 * nothing sets. */
struct span log_front_count(struct span line);

/* host web 4711 - - RSS: 9 kB: what RFC 5424 has between the time and the message. Gives the
 * message, or the line if it is no such one. The tag is the table's arena's. */
struct span log_front_header(
	struct record_table *table, struct span line, struct span *tag, struct span *host);

#endif
