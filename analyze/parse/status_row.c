/* status_row.c - the lines of a status that are read. */
#include "status_row.h"

const struct status_field status_row_fields[] = {
	{ "VmRSS", offsetof(struct status_row, rss), true },
	{ "RssAnon", offsetof(struct status_row, rss_anon), true },
	{ "RssFile", offsetof(struct status_row, rss_file), true },
	{ "RssShmem", offsetof(struct status_row, rss_shmem), true },
	{ "VmSwap", offsetof(struct status_row, swap), true },
	{ "VmSize", offsetof(struct status_row, size), true },
	{ "VmData", offsetof(struct status_row, data), true },
	{ "VmStk", offsetof(struct status_row, stack), true },
	{ "VmPTE", offsetof(struct status_row, page_tables), true },
	{ "VmPeak", offsetof(struct status_row, peak_size), true },
	{ "Threads", offsetof(struct status_row, threads), false },
	{ "voluntary_ctxt_switches", offsetof(struct status_row, switches), false },
	{ "nonvoluntary_ctxt_switches", offsetof(struct status_row, forced_switches), false },
	{ "Pid", offsetof(struct status_row, pid), false },
	{ "Tgid", offsetof(struct status_row, tgid), false },
};
_Static_assert(
	sizeof status_row_fields / sizeof *status_row_fields == STATUS_FIELDS, "a row for each");

const struct status_row status_row_unknown = { .pid = -1,
	.tgid = -1,
	.threads = -1,
	.switches = -1,
	.forced_switches = -1,
	.rss = -1,
	.rss_anon = -1,
	.rss_file = -1,
	.rss_shmem = -1,
	.swap = -1,
	.size = -1,
	.data = -1,
	.stack = -1,
	.page_tables = -1,
	.peak_size = -1 };

bool status_row_number(struct span value, bool kib, int64_t *number)
{
	uint64_t read;

	value = span_trim(value);
	if (kib) {
		if (!span_ends(value, " kB"))
			return false;
		value.len -= 3;
		value = span_trim(value);
	}
	if (!span_number(value, INT64_MAX / 1024, &read))
		return false;
	*number = (int64_t)read;
	return true;
}
