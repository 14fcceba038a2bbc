/* names_refusal.c - headers and keys whose names tell something else than resident memory. */
#include "names_refusal.h"

#include <stddef.h>
#include <string.h>

#include "../cells/lower.h"

enum { LINE_BYTES = 200 };

/* `time,pid,%mem`, `time,pid,vsz`: a header without resident memory. */
static bool is_header_with(struct span line, const char *const *names, const char *const *others)
{
	char lower[LINE_BYTES + 1];
	size_t len = line.len < LINE_BYTES ? line.len : LINE_BYTES;
	struct span text = { lower, len };

	memcpy(lower, line.at, len);
	lower_letters(lower, len);
	for (; *others; others++)
		if (span_find_text(text, *others) >= 0)
			return false;
	for (; *names; names++)
		if (span_find_text(text, *names) >= 0)
			return true;
	return false;
}

/* /usr/bin/time -v, getrusage(2), VmHWM, a column or key with a peak alone */
bool names_refusal_peak(struct span line)
{
	static const char *const names[] = { "maximum resident set size", "maxrss", "max_rss",
		"max rss", "rss_max", "rss max", "peak_rss", "peak rss", "rss_peak", "rss peak",
		"peakrss", "vmhwm", "vm_hwm", "peak_mem", "peak mem", "peakmem", "mem_peak",
		"memory_peak", "memory peak", "max_mem", "max mem", "peakworkingset",
		"peak working set", "memory.peak", "max_usage_in_bytes", NULL };
	static const char *const others[] = { NULL };

	return is_header_with(line, names, others);
}

/* rss_p50,rss_p95 of a dashboard */
bool names_refusal_percentile(struct span line)
{
	static const char *const names[] = { "rss_p50", "rss p50", "p50_rss", "rss_p90", "rss p90",
		"p90_rss", "rss_p95", "rss p95", "p95_rss", "rss_p99", "rss p99", "p99_rss",
		"mem_p50", "mem_p95", "mem_p99", "memory_p50", "memory_p95", "memory_p99", NULL };
	static const char *const others[] = { NULL };

	return is_header_with(line, names, others);
}

bool names_refusal_change(struct span line)
{
	static const char *const names[] = { "rss_delta", "delta_rss", "rss delta", "rss_change",
		"rss_diff", "rss_growth", "mem_delta", "memory_delta", "memory_growth", NULL };
	static const char *const others[] = { NULL };

	return is_header_with(line, names, others);
}

bool names_refusal_pss_alone(struct span line)
{
	static const char *const names[] = { "pss", NULL };
	static const char *const others[] = { "rss", "uss", "private", NULL };

	return is_header_with(line, names, others);
}

bool names_refusal_share_alone(struct span line)
{
	static const char *const names[] = { "%mem", "mem%", "mem %", "%memory", "memory%",
		"memory %", "mem_percent", "memory_percent", "mem_pct", ",pmem", " pmem", ";pmem",
		"\tpmem", "\"pmem", NULL };
	static const char *const others[] = { "rss", "res", "uss", NULL };

	return is_header_with(line, names, others);
}

bool names_refusal_size_alone(struct span line)
{
	static const char *const names[] = { "vsz", "vmsize", "vms", "virt", "vsize", NULL };
	static const char *const others[] = { "rss", "res", "uss", NULL };

	return is_header_with(line, names, others);
}

bool names_refusal_of_system(struct span line)
{
	static const char *const names[] = { "mem_total", "memtotal", "total_mem", "memory_total",
		"mem_free", "memfree", "memory_free", "free_mem", "total memory", " free=", NULL };
	static const char *const others[] = { "rss", "uss", NULL };

	return is_header_with(line, names, others);
}
