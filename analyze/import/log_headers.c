/* log_headers.c - the different headers of the tables in a log. */
#include "log_headers.h"

bool log_headers_are_same(struct span a, struct span b)
{
	struct span word, other;

	if (span_equal(a, b))
		return true;
	while (span_field(&a, &word))
		if (!span_field(&b, &other) || !span_equal(word, other))
			return false;
	return !span_field(&b, &other);
}

void log_headers_take(struct log_headers *headers, struct span header)
{
	if (headers->count && log_headers_are_same(header, headers->last)) {
		headers->repeated = true;
		return;
	}
	headers->last = header;
	for (size_t i = 0; i < headers->count; i++)
		headers->returned |= log_headers_are_same(header, headers->known[i]);
	if (headers->count < LOG_HEADERS)
		headers->known[headers->count++] = header;
	else
		headers->returned = true;
}

bool log_headers_follow(const struct log_headers *headers)
{
	return headers->count > 1 && headers->repeated && !headers->returned;
}
