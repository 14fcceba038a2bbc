/* log_headers.h - the different headers of the tables in a log. */
#ifndef LEAKLINE_LOG_HEADERS_H
#define LEAKLINE_LOG_HEADERS_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/span.h"

enum { LOG_HEADERS = 8 };

/* The headers of a log, while it is gone through. All zero to begin. */
struct log_headers {
	struct span known[LOG_HEADERS], last;
	size_t count;  /* of known */
	bool repeated; /* one came twice in a row */
	bool returned; /* one came again behind another, or there are too many */
};

/* Takes the next header; it has to stay where it is. */
void log_headers_take(struct log_headers *headers, struct span header);

/* Does each header end before another comes, as where a log goes on with other columns? Then each
 * begins a round; else several tables are of one round. */
bool log_headers_follow(const struct log_headers *headers);

/* Have they the same words? Some tools make columns as wide as what is in them. */
bool log_headers_are_same(struct span a, struct span b);

#endif
