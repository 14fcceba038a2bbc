/* metrics.c - the table of metrics. */
#include "metrics.h"

#include <string.h>

static const struct metric_row rows[METRICS] = {
	[METRIC_RSS] = { "rss", "resident memory (RSS and swap)", "KiB", false },
	[METRIC_FOOTPRINT] = { "footprint", "resident memory of its own", "KiB", true },
	[METRIC_PRIVATE] = { "private", "private memory", "KiB", true },
	[METRIC_REST] = { "rest", "file and shared pages", "KiB", true },
	[METRIC_SWAP] = { "swap", "swapped memory", "KiB", false },
	[METRIC_ANON] = { "anon", "anonymous resident memory", "KiB", false },
	[METRIC_VMRSS] = { "vmrss", "resident memory without swap", "KiB", false },
	[METRIC_PAGE_TABLES] = { "page_tables", "page tables", "KiB", false },
	[METRIC_THREADS] = { "threads", "threads", "threads", false },
	[METRIC_FDS] = { "fds", "open descriptors", "descriptors", false },
	[METRIC_OLD] = { "old", "old generation after full collections", "KiB", false },
	[METRIC_HEAP] = { "heap", "heap in use", "KiB", false },
	[METRIC_HEAP_FREE] = { "heap_free", "free heap", "KiB", false },
	[METRIC_HEAP_BLOCKS] = { "heap_blocks", "blocks in use", "blocks", false },
};

void metric_trends_by_name(enum metric order[METRIC_TRENDS])
{
	for (enum metric metric = 0; metric < METRIC_TRENDS; metric++) {
		enum metric place = metric;

		for (; place > 0 && strcmp(rows[order[place - 1]].id, rows[metric].id) > 0; place--)
			order[place] = order[place - 1];
		order[place] = metric;
	}
}

bool metric_is_count(enum metric metric)
{
	return strcmp(rows[metric].unit, "KiB") != 0;
}

const struct metric_row *metric_row(enum metric metric)
{
	return &rows[metric];
}
