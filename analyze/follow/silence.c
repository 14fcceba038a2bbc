/* silence.c - how long a run may be without a new round until its watching ends. */
#include "silence.h"

#include <stdbool.h>

/* Ten intervals, of a second at least. Where no interval is known, a run may wait for its first
 * rounds for ten minutes; for an hour where each lasts as long as ACTION does. */
enum { INTERVALS = 10, LEAST_MS = 1000, UNKNOWN_MS = 600000, ACTION_MS = 3600000 };

int64_t silence_told(struct span value)
{
	uint64_t told;

	return span_number(value, INT32_MAX, &told) ? (int64_t)told : -1;
}

static bool is_known(const struct silence *silence)
{
	return silence->round_ms > 0 || silence->told_ms > 0;
}

int64_t silence_ms(const struct silence *silence)
{
	int64_t interval = silence->round_ms > 0 ? silence->round_ms : silence->told_ms;

	if (!is_known(silence))
		return silence->told_ms == 0 ? ACTION_MS : UNKNOWN_MS;
	return INTERVALS * (interval > LEAST_MS ? interval : LEAST_MS);
}

const char *silence_words(const struct silence *silence)
{
	if (is_known(silence))
		return "ten intervals";
	return silence->told_ms == 0 ? "an hour" : "ten minutes";
}
