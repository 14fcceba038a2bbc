/* info.c - the text of run.info. */
#include "info.h"

#include <string.h>

#include "base/io.h"
#include "options.h"
#include "base/kinds.h"
#include "run_format.h"
#include "source/source.h"

static void add_number(struct buffer *text, const char *key, int64_t number)
{
	buffer_string(text, key);
	buffer_number(text, number);
	buffer_string(text, "\n");
}

void info_targets(struct buffer *text, const struct collect_options *options)
{
	const char *between = "";

	for (size_t i = 0; i < options->target_count; i++, between = " ") {
		buffer_string(text, between);
		buffer_escaped_string(text, options->targets[i]);
	}
	for (size_t i = 0; i < options->match_count; i++, between = " ") {
		buffer_string(text, between);
		buffer_string(text, "-m ");
		buffer_escaped_string(text, options->matches[i].text);
	}
	if (options->all) {
		buffer_string(text, between);
		buffer_string(text, "-a");
	}
}

void info_write(struct buffer *text, const struct collect_options *options,
	const struct source_info *source, bool cgroup_holds)
{
	char time[IO_TIME];

	io_time(time, io_wall_ms());
	buffer_string(text, RUN_FORMAT_LINE "\ncollector: leakline-collect " VERSION "\nstarted: ");
	buffer_string(text, time);
	buffer_string(text, "\n");
	buffer_add(text, source->text.bytes, source->text.len);
	buffer_string(text, "targets: ");
	info_targets(text, options);
	if (options->tree)
		buffer_string(text, "\n" RUN_INFO_TREE);
	if (options->cgroup) {
		buffer_string(text, "\n" RUN_INFO_CGROUP);
		buffer_escaped_string(text, options->cgroup);
		if (cgroup_holds)
			buffer_string(text, "\n" RUN_INFO_CGROUP_HOLDS);
	}
	buffer_string(text, "\n");
	design_write(&options->design, text);
	add_number(text, "interval_ms: ", options->interval_ms);
	if (options->design.count)
		add_number(text, "settle_ms: ", options->settle_ms);
	if (options->warmup > 0)
		add_number(text, RUN_INFO_WARMUP, options->warmup);
	if (options->rounds >= 0)
		add_number(text, "rounds: ", options->rounds);
	if (info_lacks_heap(options))
		buffer_string(text, "heap: not recorded, as only the native source reads it\n");
}

bool info_lacks_heap(const struct collect_options *options)
{
	return options->tools && (options->kinds & 1u << KIND_HEAP) != 0;
}
