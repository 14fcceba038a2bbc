/* heap_refusal.c - logs that tell the heap of a runtime or a server, and not what is resident. */
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

/* recon_alloc:memory(used) */
static bool is_recon(struct span line)
{
	return span_find_text(line, "recon_alloc:memory(") >= 0;
}

/* Jolokia, and JMX elsewhere */
static bool is_jmx(struct span line)
{
	return span_find_text(line, "HeapMemoryUsage") >= 0;
}

/* tracemalloc's snapshots: [ Top 10 ], then web.py:42: size=9 KiB, count=3, average=3 B */
static bool is_tracemalloc(struct span line)
{
	return span_ends(line, " ]") ? span_find_text(line, "[ Top ") >= 0
				     : span_find_text(line, ": size=") > 0 &&
					       span_find_text(line, ", count=") > 0 &&
					       span_find_text(line, ", average=") > 0;
}

/* malloc_stats() and malloc_info() of the C library */
static bool is_malloc_stats(struct span line)
{
	return span_starts(line, "system bytes     =") || span_starts(line, "in use bytes     =") ||
	       span_starts(line, "Total (incl. mmap):") || span_starts(line, "<malloc version=");
}

/* SHOW STATUS in a box and in batches, and the performance schema */
static bool is_mysql(struct span line)
{
	return (span_find_text(line, "Variable_name") >= 0 && span_find_text(line, "Value") > 0) ||
	       span_find_text(line, "memory/innodb/") >= 0 ||
	       span_find_text(line, "memory/sql/") >= 0 ||
	       span_starts(line, "event_name\tcurrent_alloc");
}

/* pg_log_backend_memory_contexts() */
static bool is_contexts(struct span line)
{
	return span_find_text(line, " total in ") > 0 && span_find_text(line, " chunks); ") > 0;
}

static bool is_memcached(struct span line)
{
	return span_starts(line, "STAT limit_maxbytes ") || span_starts(line, "STAT pid ") ||
	       span_starts(line, "STAT curr_items ") || span_starts(line, "STAT bytes ");
}

static bool is_fpm(struct span line)
{
	return span_starts(line, "last request memory:") ||
	       span_starts(line, "process manager:      ") ||
	       span_find_text(line, "\"last request memory\"") >= 0;
}

/* show info of HAProxy */
static bool is_haproxy(struct span line)
{
	return span_is(line, "Name: HAProxy") || span_starts(line, "PoolAlloc_MB:") ||
	       span_starts(line, "Memmax_MB:");
}

/* What Lua, .NET, Ruby and mallinfo() count, and erlang:memory() in any order of its words. */
static bool is_runtime(struct span line)
{
	static const char *const words[] = { "collectgarbage", "GetTotalMemory", "heap_live_slots",
		"uordblks" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_find_text(line, words[i]) >= 0)
			return true;
	return span_find_text(line, "processes") >= 0 && span_find_text(line, "atom") >= 0 &&
	       (span_find_text(line, "binary") >= 0 || span_find_text(line, "ets") >= 0);
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
	{ is_recon,
		"recon_alloc tells what the virtual machine of Erlang allocated, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_jmx,
		"HeapMemoryUsage tells the heap of the JVM, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_tracemalloc,
		"tracemalloc tells what lines of Python allocated, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_malloc_stats,
		"malloc's statistics tell its heap, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_mysql,
		"MySQL's variables tell what its own code counted, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_contexts,
		"PostgreSQL's memory contexts are a part of a backend, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_memcached,
		"memcached's STAT lines tell what it stores, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_fpm,
		"php-fpm's status tells what the last request allocated, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_haproxy,
		"HAProxy's info tells its pools, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
	{ is_runtime,
		"it tells what a runtime or malloc counts as its heap, not what is resident: record `ps -o pid,rss,args` beside it, or /proc/PID/status" },
};

const char *heap_refusal(struct span line)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (forms[i].is(line))
			return forms[i].advice;
	return NULL;
}
