/* events.c - lines of events.tsv. */
#include "events.h"

#include <string.h>

#include "action.h"
#include "base/io.h"
#include "base/kinds.h"
#include "run_format.h"
#include "store/store_thin.h"

void events_begin(struct buffer *lines, int64_t number, const char *event)
{
	char time[IO_TIME];

	io_time(time, io_wall_ms());
	buffer_string(lines, time);
	buffer_string(lines, "\t");
	buffer_number(lines, io_uptime_ms());
	buffer_string(lines, "\t");
	if (number >= 0)
		buffer_number(lines, number);
	buffer_string(lines, "\t");
	buffer_string(lines, event);
	buffer_string(lines, "\t");
}

void events_end(struct buffer *lines)
{
	buffer_string(lines, "\n");
}

void events_add(struct buffer *lines, int64_t number, const char *event, const char *detail)
{
	events_begin(lines, number, event);
	if (detail)
		buffer_string(lines, detail);
	events_end(lines);
}

void events_process(
	struct buffer *lines, const char *name, size_t name_len, int32_t pid, uint64_t start_ticks)
{
	buffer_escaped(lines, name, name_len);
	buffer_string(lines, "[");
	buffer_number(lines, pid);
	buffer_string(lines, "] start=");
	buffer_number(lines, (int64_t)start_ticks);
}

void events_trouble(struct buffer *lines, int64_t number, const struct buffer *trouble)
{
	for (size_t begin = 0, i = 0; i < trouble->len; i++) {
		if (trouble->bytes[i] != '\n')
			continue;
		events_begin(lines, number, RUN_EVENT_ERROR);
		buffer_escaped(lines, trouble->bytes + begin, i - begin);
		events_end(lines);
		begin = i + 1;
	}
}

void events_thinned(
	struct buffer *lines, int64_t number, unsigned kinds, int64_t first, int64_t last)
{
	const char *between = "";

	events_begin(lines, number, RUN_EVENT_THINNED);
	for (int kind = 0; kind < KINDS; kind++) {
		if (!(kinds & 1u << kind))
			continue;
		buffer_string(lines, between);
		buffer_string(lines, kind_row((enum kind)kind)->name);
		between = ",";
	}
	buffer_string(lines, " rounds=");
	buffer_number(lines, first);
	buffer_string(lines, "-");
	buffer_number(lines, last);
	buffer_string(lines, " kept=");
	buffer_number(lines, STORE_THIN_KEPT);
	events_end(lines);
}

void events_action(struct buffer *lines, int64_t number, const struct action_result *result,
	const char *arm, uint32_t times)
{
	bool exited = result->exit_status >= 0;

	events_begin(lines, number, result->started ? RUN_EVENT_ACTION : RUN_EVENT_ERROR);
	if (!result->started) {
		buffer_string(lines, "ACTION could not be started: ");
		buffer_string(lines, strerror(result->error));
	} else {
		buffer_string(lines, exited ? "exit=" : "signal=");
		buffer_number(lines, exited ? result->exit_status : result->signal);
		buffer_string(lines, " ms=");
		buffer_number(lines, result->ms);
		buffer_string(lines, result->timed_out ? " timeout" : "");
	}
	if (arm) {
		buffer_string(lines, " arm=");
		buffer_string(lines, arm);
		buffer_string(lines, " times=");
		buffer_number(lines, times);
	}
	events_end(lines);
}
