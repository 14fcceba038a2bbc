/* log_refusal.c - forms of logs that tell no memory of a process, or not enough. */
#include "log_refusal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../cells/amount.h"
#include "heap_refusal.h"
#include "names_refusal.h"
#include "page_refusal.h"
#include "told_refusal.h"

static bool is_report(struct span line)
{
	return span_find_text(line, "\"leakline-report 1\"") >= 0;
}

static bool is_vmstat(struct span line)
{
	return span_starts(line, "procs ---") || span_find_text(line, " swpd   free   buff") > 0 ||
	       /* translated */
	       (span_starts(span_trim(line), "r  b ") && span_find_text(line, " bi ") > 0 &&
		       span_find_text(line, " us sy id ") > 0);
}

/* In other languages only the numbers tell it: Speicher: 8142744 240000 5142744 1000 2600000
 * 7366000. The first is the total, and none of the others is more. */
static bool is_free_row(struct span line)
{
	enum { NUMBERS = 6 };
	ptrdiff_t colon = span_find(line, ':');
	struct span rest = span_from(line, (size_t)(colon + 1)), word;
	double total = 0;
	size_t count = 0;

	for (struct amount amount; colon > 0 && span_field(&rest, &word); count++) {
		if (!amount_read(word, &amount) || amount.len != word.len)
			return false;
		amount.number *= amount.unit > 0 ? amount.unit : 1;
		total = count ? total : amount.number;
		if (amount.number > total)
			return false;
	}
	for (ptrdiff_t i = 0; i < colon; i++)
		if (span_is_digit(line.at[i]))
			return false;
	return count == NUMBERS && total > 0;
}

static bool is_free(struct span line)
{
	return span_find_text(line, "total        used        free") > 0 ||
	       span_find_text(line, "total       used       free") > 0 || is_free_row(line);
}

static bool is_slabinfo_row(struct span line)
{
	return span_find_text(line, " : tunables ") > 0;
}

static bool is_sar(struct span line)
{
	return span_find_text(line, "kbmemfree") > 0;
}

static bool is_other_sar(struct span line)
{
	return span_find_text(line, "kbswpfree") > 0 || span_find_text(line, "pgpgin/s") > 0 ||
	       span_find_text(line, "pswpin/s") > 0 || span_find_text(line, "\"sysstat\":") > 0;
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

	return span_fields(line, f, FIELDS) == FIELDS && span_number(f[0], INT32_MAX, &number) &&
	       span_number(f[1], INT32_MAX, &number) && f[3].len <= 2 && span_ends(f[5], "%") &&
	       span_ends(f[6], "%");
}

/* prmon's summary at its end */
static bool is_prmon_summary(struct span line)
{
	return span_find_text(line, "\"Avg\"") >= 0 && span_find_text(line, "\"Max\"") >= 0;
}

static bool is_counters(struct span line)
{
	return span_starts(line, "Timestamp,Provider,Counter Name");
}

static bool is_changes(struct span line)
{
	return span_is(line, "Change in memory:");
}

/* dstat and dool, on a terminal and with --output */
static bool is_dstat(struct span line)
{
	return span_find_text(line, "-memory-usage-") >= 0 ||
	       span_find_text(line, "-most-memory-") >= 0 ||
	       (span_starts(line, "\"") &&
		       (span_find_text(line, "dstat ") > 0 || span_find_text(line, "Dstat ") > 0 ||
			       span_find_text(line, "dool ") > 0 ||
			       span_find_text(line, "Dool ") > 0));
}

/* memory_profiler's table of a function's lines: what each added, once */
static bool is_of_lines(struct span line)
{
	return span_starts(line, "Line #") && span_find_text(line, "Mem usage") > 0;
}

/* kubectl top node */
static bool is_nodes(struct span line)
{
	return span_starts(line, "NAME ") && span_find_text(line, "MEMORY(bytes)") > 0 &&
	       span_find_text(line, "MEMORY%") > 0;
}

/* glances --stdout mem.used */
static bool is_glances(struct span line)
{
	return span_starts(line, "mem.used: ") || span_starts(line, "mem.percent: ");
}

/* nvidia-smi --query-gpu */
static bool is_gpu(struct span line)
{
	return span_find_text(line, "memory.used [MiB]") >= 0 ||
	       span_find_text(line, "used_gpu_memory [MiB]") >= 0;
}

/* time,metric,value: had one of its metrics been read, this would not be asked. */
static bool is_of_metrics(struct span line)
{
	return span_find_text(line, "time") >= 0 && span_ends(line, ",value") &&
	       (span_find_text(line, ",metric,") > 0 || span_find_text(line, ",field,") > 0 ||
		       span_find_text(line, ",measurement,") > 0 ||
		       span_find_text(line, ",variable,") > 0);
}

/* proc.mem of Zabbix with another fifth parameter than rss */
static bool is_zabbix(struct span line)
{
	return span_find_text(line, "proc.mem[") >= 0 && span_find_text(line, ",rss]") < 0;
}

/* what collectd writes of a machine, or of the address space of a process */
static bool is_collectd(struct span line)
{
	return span_starts(line, "PUTVAL ") && span_find_text(line, "/ps_rss") < 0;
}

static bool is_vm_stat(struct span line)
{
	return span_starts(line, "Mach Virtual Memory Statistics");
}

/* [1793606400 ]4711 (web) S 1 4711 ...: /proc/PID/stat, also behind a time */
static bool is_stat(struct span line)
{
	enum { FIELDS = 40 };
	ptrdiff_t open = span_find_text(line, " ("), close = span_rfind(line, ')');
	struct span before = { line.at, open > 0 ? (size_t)open : 0 }, f[FIELDS], pid;
	uint64_t number;

	return open > 0 && close > open && span_last_field(&before, &pid) &&
	       span_number(pid, INT32_MAX, &number) &&
	       span_fields(span_from(line, (size_t)close + 1), f, FIELDS) >= FIELDS - 2 &&
	       f[0].len == 1;
}

/* TOTAL 23000 20500 500 0 24000: dumpsys meminfo of Android, by grep */
static bool is_dumpsys_total(struct span line)
{
	enum { NUMBERS = 5, MOST = 12 };
	struct span f[MOST];
	size_t count = span_fields(line, f, MOST), numbers = 1;
	uint64_t kib;

	while (numbers < count && span_number(f[numbers], INT64_MAX, &kib))
		numbers++;
	return count > NUMBERS && numbers == count && span_is(f[0], "TOTAL");
}

static bool is_pmap_total(struct span line)
{
	struct span f[3];

	return span_fields(line, f, 3) == 2 && span_is(f[0], "total") && span_ends(f[1], "K");
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

static bool is_run_info(struct span line)
{
	return span_starts(line, "format: leakline-run");
}

/* smem -u: sums of all processes of a user */
static bool is_users(struct span line)
{
	struct span f[3];

	return span_fields(line, f, 3) >= 2 && span_is(f[0], "User") && span_is(f[1], "Count") &&
	       span_find_text(line, " RSS") > 0;
}

/* memory_get_usage() of PHP */
static bool is_php_heap(struct span line)
{
	return span_find_text(line, "memory_get_usage") >= 0 ||
	       span_find_text(line, "memory_get_peak_usage") >= 0;
}

/* procstat -v of FreeBSD */
static bool is_procstat_map(struct span line)
{
	return span_find_text(line, " START ") > 0 && span_find_text(line, " END PRT ") > 0;
}

/* showmap of Android, whose header has two lines */
static bool is_showmap(struct span line)
{
	return span_starts(span_trim(line), "virtual  ") && span_find_text(line, " shared ") > 0 &&
	       span_ends(span_trim(line), " private");
}

static bool is_worker_killer(struct span line)
{
	return span_find_text(line, "PumaWorkerKiller: ") >= 0;
}

/* pidin of QNX: the names in front of `code  data  stack`, or of its threads */
static bool is_pidin(struct span line)
{
	struct span f[3];

	return span_fields(line, f, 3) >= 2 && span_is(f[0], "pid") &&
	       (span_is(f[1], "tid") || span_is(f[1], "Arguments") || span_is(f[1], "name")) &&
	       (span_find_text(line, " STATE ") > 0 || span_find_text(line, " code ") > 0);
}

/* stub_status of nginx */
static bool is_nginx(struct span line)
{
	return span_starts(line, "Active connections: ") ||
	       span_is(span_trim(line), "server accepts handled requests");
}

/* xl list and xentop of Xen, qm list of Proxmox: the memory that a machine was given never changes
 */
static bool is_given(struct span line)
{
	struct span f[4];

	if (span_find_text(line, " MEM(k) ") > 0 && span_find_text(line, " MAXMEM(k) ") > 0)
		return true;
	return span_fields(span_trim(line), f, 4) == 4 &&
	       ((span_is(f[0], "Name") && span_is(f[1], "ID") && span_is(f[2], "Mem") &&
			span_is(f[3], "VCPUs")) ||
		       (span_is(f[0], "VMID") && span_is(f[1], "NAME") && span_is(f[2], "STATUS") &&
			       span_is(f[3], "MEM(MB)")));
}

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
	{ is_dstat,
		"dstat tells memory of the whole system, not of a process: record `ps -eo pid,rss,args`, and /proc/meminfo beside it" },
	{ is_glances,
		"glances tells memory of the whole system here, not of a process: record `ps -eo pid,rss,args`, and /proc/meminfo beside it" },
	{ is_of_lines,
		"memory_profiler's table has what each line added, once: record with `mprof run`, or `ps -o pid,rss,args -p PID` while it runs" },
	{ is_nodes,
		"kubectl top node tells memory of machines, not of a container: record `kubectl top pod --containers`, or `ps -eo pid,rss,args` there" },
	{ is_gpu,
		"nvidia-smi tells memory of the GPU, not what is resident: record `ps -eo pid,rss,args` beside it, or /proc/PID/status" },
	{ is_of_metrics,
		"none of its metrics is called after resident memory, as rss_kb and process_resident_memory_bytes are: rename the one that is, or record `ps -eo pid,rss,args`" },
	{ is_zabbix,
		"proc.mem of Zabbix tells the size of the address space, unless its fifth parameter is rss: record proc.mem[NAME,,,,rss], or `ps -o pid,rss,args`" },
	{ is_collectd,
		"collectd tells no ps_rss of a process here: name the processes to its plugin of that name, or record `ps -o pid,rss,args`" },
	{ is_vm_stat,
		"vm_stat tells memory of the whole system, not of a process: record `ps -eo pid,rss,args`" },
	{ is_slabinfo_row,
		"rows of /proc/slabinfo without its first line: record `cat /proc/slabinfo`, and `ps -eo pid,rss,args` beside it" },
	{ names_refusal_percentile,
		"a percentile is of many values, and tells nothing of one process: record `ps -o pid,rss,args`, or, if a column of the table is of one, name it with `--import csv:time=COL,rss=COL`" },
	{ names_refusal_peak,
		"a maximum never falls, and tells nothing of a process that goes on: record `ps -o pid,rss,args`, or /proc/PID/status, while it runs" },
	{ is_sar,
		"sar -r tells memory of the whole system, not of a process: record `ps -eo pid,rss,args`, and /proc/meminfo beside it" },
	{ is_other_sar,
		"sar tells of the whole system, and no memory of a process: record `ps -eo pid,rss,args`, and /proc/meminfo beside it" },
	{ is_slabtop,
		"slabtop tells memory of the kernel, not of a process: record /proc/slabinfo, and `ps -eo pid,rss,args` beside it" },
	{ is_busybox_row,
		"a row of BusyBox's top tells VSZ, the size of the address space, and no resident memory: record `ps -o pid,vsz,rss,args`, or /proc/PID/status" },
	{ is_stat,
		"the resident memory in /proc/PID/stat lags behind, and is not read: record /proc/PID/status, or `ps -o pid,rss,args`" },
	{ is_prmon_summary,
		"prmon's summary has averages and maxima alone: take its table, prmon.txt, which --filename names, or record `ps -o pid,rss,args`" },
	{ is_counters,
		"none of the counters of dotnet-counters here is the working set: record System.Runtime with it, or `ps -o pid,rss,args`" },
	{ is_changes,
		"smemstat with an interval tells changes, no sizes: record `smemstat` without one, or `ps -o pid,rss,args`" },
	{ is_users,
		"smem -u has sums of all processes of a user, which differ with their number: record `smem`" },
	{ is_php_heap,
		"memory_get_usage tells what PHP allocated, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_procstat_map,
		"procstat -v has the pages of each mapping: record `ps -o pid,rss,args`" },
	{ is_dumpsys_total,
		"the total of dumpsys meminfo without its header and its process: record `dumpsys meminfo PACKAGE` as a whole, or `ps -eo pid,rss,args`" },
	{ is_showmap,
		"showmap has a row a mapping: record `dumpsys meminfo PACKAGE`, or /proc/PID/status" },
	{ is_worker_killer,
		"PumaWorkerKiller tells the sum of all workers, and kills what grows: record `ps -eo pid,rss,args`" },
	{ is_given,
		"it tells the memory that each machine was given, not what is used: record `ps -eo pid,rss,args`" },
	{ is_pidin,
		"pidin tells the code, data and stack of QNX, not what is resident: record `ps -o pid,rss,args` where there is one" },
	{ is_nginx,
		"nginx's stub_status tells no memory: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_run_info, "it is one file of a run: name the folder that it is in" },
	{ is_pmap_extended, "pmap -X is not read: record `pmap -x PID` or `pmap -d PID`" },
	{ is_pmap_total,
		"the total of pmap is the size of the address space, and no resident memory: record `pmap -x PID | tail -n 1`, or `ps -o pid,rss,args`" },
	{ is_vmsize,
		"VmSize is the size of the address space, and no resident memory: record `grep -E 'Pid|VmRSS|RssAnon' /proc/PID/status`" },
	{ names_refusal_of_system,
		"it tells memory of the whole system, or of a heap, not of a process: record `ps -eo pid,rss,args`, and /proc/meminfo beside it" },
	{ names_refusal_change,
		"changes tell no size: record the sizes themselves, as `ps -o pid,rss,args` or /proc/PID/status" },
	{ names_refusal_pss_alone,
		"PSS falls and rises with how many others share: record `smem`, whose USS and RSS stand beside it, or `ps -o pid,rss,args`" },
	{ names_refusal_share_alone,
		"a share of the memory in percent is too coarse, and no size: record `ps -eo pid,rss,args`, or /proc/PID/status" },
	{ names_refusal_size_alone,
		"the size of the address space is no resident memory: record `ps -eo pid,vsz,rss,args`, or /proc/PID/status" },
};

bool log_refusal_looks_read(struct span line)
{
	return is_users(line) || is_procstat_map(line) || is_changes(line) || is_dstat(line) ||
	       is_of_lines(line) || is_nodes(line) || is_gpu(line) || is_glances(line) ||
	       is_showmap(line) || is_given(line) || told_refusal_looks_read(line);
}

const char *log_refusal(struct span line)
{
	const char *advice = heap_refusal(line);

	if (!advice)
		advice = page_refusal(line);
	if (advice)
		return advice;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (forms[i].is(line))
			return forms[i].advice;
	return told_refusal(line);
}
