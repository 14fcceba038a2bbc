/* store_name.c - names of a run's files, and the lines of events.tsv. */
#include "store_name.h"

#include <inttypes.h>
#include <string.h>

#include "../base/format.h"
#include "../base/io.h"
#include "../run_format.h"

void store_name(char *text, size_t size, uint32_t number, int64_t time_ms, const char *kind)
{
	char time[IO_TIME];

	io_time(time, time_ms);
	format_text(text, size, "%0*" PRIu32 "-%s.%s", RUN_ROUND_DIGITS, number, time, kind);
}

/* Reads digits, at least `least`; returns the address after them, or NULL. Round numbers have 32
 * bits. */
static const char *read_number(const char *at, const char *end, int least, int64_t *number)
{
	const char *begin = at;

	for (*number = 0; at < end && *at >= '0' && *at <= '9'; at++) {
		*number = *number * 10 + (*at - '0');
		if (*number > UINT32_MAX)
			return NULL;
	}
	return at - begin >= least ? at : NULL;
}

bool store_name_round(const char *name, int64_t *number)
{
	const char *end = name + strlen(name),
		   *at = read_number(name, end, RUN_ROUND_DIGITS, number);

	if (!at || (size_t)(end - at) < 1 + RUN_TIME_LENGTH + 2 || at[0] != '-')
		return false;
	return at[9] == 'T' && at[16] == '.' && at[20] == 'Z' && at[21] == '.';
}

static bool is_event(const char *at, const char *end, const char *event)
{
	size_t len = strlen(event);

	return (size_t)(end - at) > len && !memcmp(at, event, len) && at[len] == '\t';
}

/* The third field of a line, or NULL if it has fewer. */
static const char *find_number(const char *line, const char *end)
{
	const char *at = line;

	for (int field = 0; at != NULL && field < 2; field++) {
		at = memchr(at, '\t', (size_t)(end - at));
		at = at == NULL ? NULL : at + 1;
	}
	return at;
}

bool store_event_round(const char *line, size_t len, int64_t *number, enum store_event *event)
{
	const char *end = line + len, *at = find_number(line, end), *after;

	after = at ? read_number(at, end, 1, number) : NULL;
	if (!after || after == end || *after != '\t')
		return false;
	after++;
	*event = is_event(after, end, RUN_EVENT_ROUND)    ? STORE_EVENT_ROUND
		 : is_event(after, end, RUN_EVENT_ACTION) ? STORE_EVENT_ACTION
							  : STORE_EVENT_OTHER;
	return true;
}

bool store_event_is_sound(const char *line, size_t len)
{
	static const char *const events[] = { RUN_EVENT_ROUND, RUN_EVENT_ACTION, RUN_EVENT_APPEARED,
		RUN_EVENT_GONE, RUN_EVENT_RESTARTED, RUN_EVENT_DENIED, RUN_EVENT_ERROR,
		RUN_EVENT_THINNED, RUN_EVENT_START, RUN_EVENT_RESUME, RUN_EVENT_STOP };
	const char *end = line + len, *at = find_number(line, end);
	int64_t number;

	at = at ? read_number(at, end, 0, &number) : NULL;
	if (!at || at == end || *at != '\t')
		return false;
	at++;
	for (size_t i = 0; i < sizeof events / sizeof *events; i++)
		if (is_event(at, end, events[i])) {
			at += strlen(events[i]) + 1;
			return memchr(at, '\t', (size_t)(end - at)) == NULL;
		}
	return false;
}
