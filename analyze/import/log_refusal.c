/* log_refusal.c - forms of logs that tell no memory of a process, or not enough. */
#include "log_refusal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static size_t split_words(struct span line, struct span *words, size_t most)
{
	size_t count = 0;

	while (count < most && span_field(&line, &words[count]))
		count++;
	return count;
}

static bool is_report(struct span line)
{
	return span_find_text(line, "\"leakline-report 1\"") >= 0;
}

static bool is_vmstat(struct span line)
{
	return span_starts(line, "procs ---") || span_find_text(line, " swpd   free   buff") > 0;
}

static bool is_free(struct span line)
{
	return span_find_text(line, "total        used        free") > 0 ||
	       span_find_text(line, "total       used       free") > 0;
}

static bool is_sar(struct span line)
{
	return span_find_text(line, "kbmemfree") > 0;
}

static bool is_slabtop(struct span line)
{
	return span_find_text(line, "Active / Total Objects") >= 0 ||
	       span_find_text(line, "OBJS ACTIVE  USE OBJ SIZE") >= 0;
}

/* 994 1 root S 5988 1% 0% name: BusyBox's top tells the size of the address space alone. */
static bool is_busybox_row(struct span line)
{
	enum { FIELDS = 8 };
	struct span f[FIELDS];
	uint64_t number;

	return split_words(line, f, FIELDS) == FIELDS && span_number(f[0], INT32_MAX, &number) &&
	       span_number(f[1], INT32_MAX, &number) && f[3].len <= 2 && span_ends(f[5], "%") &&
	       span_ends(f[6], "%");
}

static bool is_jcmd(struct span line)
{
	return span_find_text(line, "Native Memory Tracking") >= 0 ||
	       (span_find_text(line, "reserved=") >= 0 && span_find_text(line, "committed=") > 0);
}

static bool is_pmap_total(struct span line)
{
	struct span f[3];

	return split_words(line, f, 3) == 2 && span_is(f[0], "total") && span_ends(f[1], "K");
}

static bool is_pmap_extended(struct span line)
{
	return span_find_text(line, "Address Perm") >= 0 && span_find_text(line, "Rss") > 0;
}

static bool is_vmsize(struct span line)
{
	return span_starts(span_trim(line), "VmSize:") || span_starts(span_trim(line), "VmPeak:") ||
	       span_starts(span_trim(line), "VmData:");
}

const char *log_refusal(struct span line)
{
	static const struct {
		bool (*is)(struct span line);
		const char *advice;
	} forms[] = {
		{ is_report,
			"it is a report of leakline-analyze: `leakline-analyze --merge` makes one table of such" },
		{ is_vmstat,
			"vmstat tells memory of the whole system, not of a process: record `ps -eo pid,rss,args`, and /proc/meminfo beside it" },
		{ is_free,
			"free tells memory of the whole system, not of a process: record `ps -eo pid,rss,args`, and /proc/meminfo beside it" },
		{ is_sar,
			"sar -r tells memory of the whole system, not of a process: record `ps -eo pid,rss,args`, and /proc/meminfo beside it" },
		{ is_slabtop,
			"slabtop tells memory of the kernel, not of a process: record /proc/slabinfo, and `ps -eo pid,rss,args` beside it" },
		{ is_busybox_row,
			"a row of BusyBox's top tells VSZ, the size of the address space, and no resident memory: record `ps -o pid,vsz,rss,args`, or /proc/PID/status" },
		{ is_jcmd,
			"jcmd tells what the JVM reserved and committed, not what is resident: record /proc/PID/status beside it, or `ps -o pid,rss,args`" },
		{ is_pmap_extended, "pmap -X is not read: record `pmap -x PID` or `pmap -d PID`" },
		{ is_pmap_total,
			"the total of pmap is the size of the address space, and no resident memory: record `pmap -x PID | tail -n 1`, or `ps -o pid,rss,args`" },
		{ is_vmsize,
			"VmSize is the size of the address space, and no resident memory: record `grep -E 'Pid|VmRSS|RssAnon' /proc/PID/status`" },
	};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (forms[i].is(line))
			return forms[i].advice;
	return NULL;
}
