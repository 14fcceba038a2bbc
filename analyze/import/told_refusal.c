/* told_refusal.c - logs that are known by a text in a line, a row for each. */
#include "told_refusal.h"

#include <stddef.h>

#define BESIDE ": record `ps -o pid,rss,args` beside it, or /proc/PID/status"
#define INSTEAD ": record `ps -eo pid,rss,args`"

static const char go[] = "it tells the heap of Go, not what is resident" BESIDE;
static const char jvm[] = "it tells the heap of the JVM, not what is resident" BESIDE;
static const char v8[] = "it tells the heap of V8, not what is resident" BESIDE
			 ", or print process.memoryUsage().rss";
static const char tcmalloc[] = "tcmalloc's statistics tell its heap, not what is resident" BESIDE;
static const char redis[] =
	"it tells what Redis allocated, not what is resident: record `redis-cli info memory`, whose used_memory_rss counts, or `ps -o pid,rss,args`";
static const char device[] =
	"free memory of a device falls where what is used grows: print the size that is used, as in `printf(\"rss_bytes=%u\\n\", total - free)`";
static const char cisco[] =
	"it tells the pools of the whole router: record `show processes memory`, which has a row a process";
static const char router[] =
	"it tells memory of the whole device, not of a process: record its processes, as with `ps -eo pid,rss,args` in its shell";

static const struct {
	const char *text, *also; /* NULL: the first is enough */
	const char *advice;
	bool always; /* the sizes beside it look like those of a process */
} texts[] = {
	{ " ms clock, ", " MB goal", go, false }, /* GODEBUG=gctrace=1 */
	{ "heapAlloc=", NULL, go, false },
	{ "HeapAlloc", NULL, go, false },
	{ "HeapInuse", NULL, go, false },
	{ "go_memstats_", NULL, go, false },
	{ "runtime.alloc_bytes", NULL, go, false }, /* of Consul, Nomad and Vault */
	{ ": [GC", "K->", jvm, false },             /* -XX:+PrintGCDetails */
	{ "[Full GC", "K->", jvm, false },
	{ "jvm_memory_", NULL, jvm, false },    /* of Micrometer */
	{ "\"name\":\"jvm.", NULL, jvm, true }, /* of Spring's actuator */
	{ "\"name\": \"jvm.", NULL, jvm, true },
	{ "Heap Memory (MB)", NULL, jvm, false }, /* nodetool info of Cassandra */
	{ "heap.current", NULL, jvm, false },     /* _cat/nodes of Elasticsearch */
	{ " ms: Scavenge ", NULL, v8, false },    /* --trace-gc */
	{ " ms: Mark-", NULL, v8, false },
	{ "total_heap_size", NULL, v8, false }, /* v8.getHeapStatistics() */
	{ "MALLOC: ", NULL, tcmalloc, false },
	{ "tcmalloc heap stats:", NULL, tcmalloc, false },
	{ "prioritycache tune_memory ", NULL, tcmalloc, false }, /* of Ceph */
	{ "Memory:  total ", NULL,
		"etop tells what the virtual machine of Erlang allocated, not what is resident" BESIDE,
		false },
	{ "Partition of a set of ", NULL,
		"guppy tells the objects of Python, not what is resident" BESIDE, false },
	{ "useful-heap(B)", NULL,
		"massif tells the heap that a program asked for, under valgrind, not what is resident: record `ps -o pid,rss,args`, or /proc/PID/status, without it",
		false },
	{ "with outstanding allocations:", NULL,
		"memleak tells what is not yet freed, stack by stack, not what is resident" BESIDE,
		false },
	{ "BIRD memory usage", NULL, "it tells what BIRD allocated, not what is resident" BESIDE,
		false },
	{ "System allocator statistics:", NULL,
		"it tells what FRR allocated, not what is resident" BESIDE, false },
	{ "shmem:", "_size", "it tells the shared memory of Kamailio, not what is resident" BESIDE,
		false },
	{ "\"total.allocated\"", NULL, redis, false },
	{ "\"peak.allocated\"", NULL, redis, false },
	{ "------- data ------ ---", NULL, redis, false }, /* redis-cli --stat */
	{ "Maximum Resident Size:", NULL,
		"a maximum never falls, and tells nothing of a process that goes on" BESIDE,
		false },
	{ "maximum RSS    ", NULL,
		"procstat -r tells the maximum, which never falls: record `ps -o pid,rss,args`",
		true },
	{ "Endpoint: \"", NULL,
		"derailed prints MiB without a name: name them, as in `{ echo rss_mb; grep -E '^[0-9.]+$' log; } >named.log`",
		false },
	{ "Free heap", NULL, device, false },
	{ "free heap", NULL, device, false },
	{ "ree Heap", NULL, device, false },
	{ "largest_free_block", NULL, device, false },
	{ "max. allocated:", NULL, device, false }, /* of Zephyr */
	{ "Heap summary for capabilities", NULL, device, false },
	{ "FreeHeapSize", NULL, device, false },
	{ "avg block", "max block", device, false }, /* memShow of VxWorks */
	{ "Lowest(b)", "Largest(b)", cisco, false },
	{ "free-memory: ", NULL, router, false },  /* of MikroTik */
	{ "Max So Far", "In Use", router, false }, /* memory pools of SR OS */
	{ "Memory utilization", " percent",
		"a share of the memory in percent is too coarse, and no size: record `show system processes extensive`",
		false },
	{ "Sys::System Memory", NULL, router, false }, /* of tmsh */
	{ "Sys::Host Memory", NULL, router, false },
	{ "Run Time:  ", " days, ",
		"`diagnose sys top` tells shares in percent, and no sizes: record `diagnose sys top-mem`",
		false },
	{ "available_percent=", NULL,
		"the plugin mem of Telegraf tells memory of the whole system, not of a process: record its plugin procstat, or `ps -eo pid,rss,args`",
		false },
	{ "Pages purgeable:", NULL,
		"memory_pressure tells memory of the whole system, not of a process" INSTEAD,
		false },
	{ "ITEM  ", " LIMIT ", "vmstat -z tells memory of the kernel, not of a process" INSTEAD,
		false },
};

static bool has(size_t row, struct span line)
{
	return span_find_text(line, texts[row].text) >= 0 &&
	       (!texts[row].also || span_find_text(line, texts[row].also) >= 0);
}

const char *told_refusal(struct span line)
{
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (has(i, line))
			return texts[i].advice;
	return NULL;
}

bool told_refusal_looks_read(struct span line)
{
	/* a process may be called jvm.web */
	if (span_find_text(line, "rss") >= 0)
		return false;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i].always && has(i, line))
			return true;
	return false;
}
