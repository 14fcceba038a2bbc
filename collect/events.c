/* events.c - lines of events.tsv. */
#include "events.h"

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

void events_process(struct buffer *lines, const char *name, size_t name_len, int32_t pid, uint64_t start_ticks)
{
	buffer_escaped(lines, name, name_len);
	buffer_string(lines, "[");
	buffer_number(lines, pid);
	buffer_string(lines, "] start=");
	buffer_number(lines, (int64_t)start_ticks);
}
