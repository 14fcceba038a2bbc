/* heap_refusal.c - logs that tell the heap of a runtime, and not what is resident. */
#include "heap_refusal.h"

#include <stdbool.h>
#include <stddef.h>

/* jstat -gc, and -gcutil, whose columns have other names */
static bool is_jstat(struct span line)
{
	return (span_find_text(line, " OU ") > 0 || span_find_text(line, " E      O ") > 0) &&
	       span_find_text(line, " FGC ") > 0;
}

/* jcmd PID GC.heap_info */
static bool is_heap_info(struct span line)
{
	return span_find_text(line, " heap   total ") > 0 && span_find_text(line, "K, used ") > 0;
}

/* runtime.MemStats of Go, as nearly all its examples print it */
static bool is_memstats(struct span line)
{
	return span_find_text(line, "TotalAlloc") >= 0 && span_find_text(line, "NumGC") > 0;
}

static bool is_massif(struct span line)
{
	return span_starts(line, "mem_heap_B=") || span_starts(line, "snapshot=");
}

static bool is_erlang(struct span line)
{
	return span_find_text(line, "{total,") >= 0 && span_find_text(line, "{processes,") > 0;
}

static bool is_jcmd(struct span line)
{
	return span_find_text(line, "Native Memory Tracking") >= 0 ||
	       (span_find_text(line, "reserved=") >= 0 && span_find_text(line, "committed=") > 0);
}

/* go tool pprof */
static bool is_pprof(struct span line)
{
	return span_starts(line, "Type: inuse_") || span_starts(line, "Type: alloc_") ||
	       span_starts(line, "Showing nodes accounting for ");
}

/* [gc] GC(7) Pause Young (Normal) (...) 64M->24M(512M) 3.456ms of -Xlog:gc */
static bool is_gc_log(struct span line)
{
	return span_find_text(line, "GC(") >= 0 && span_find_text(line, " Pause ") > 0 &&
	       span_find_text(line, "->") > 0;
}

static const struct {
	bool (*is)(struct span line);
	const char *advice;
} forms[] = {
	{ is_jstat,
		"jstat tells the heap of the JVM, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_heap_info,
		"jcmd tells the heap of the JVM, not what is resident: record /proc/PID/status beside it, or `ps -o pid,rss,args`" },
	{ is_memstats,
		"MemStats tells the heap of Go, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_massif,
		"massif tells the heap that a program asked for, under valgrind, not what is resident: record `ps -o pid,rss,args`, or /proc/PID/status, without it" },
	{ is_erlang,
		"erlang:memory() tells what the virtual machine allocated, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_jcmd,
		"jcmd tells what the JVM reserved and committed, not what is resident: record /proc/PID/status beside it, or `ps -o pid,rss,args`" },
	{ is_pprof,
		"pprof tells the heap of Go, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_gc_log,
		"the collector's log tells the heap of the JVM, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
};

const char *heap_refusal(struct span line)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (forms[i].is(line))
			return forms[i].advice;
	return NULL;
}
