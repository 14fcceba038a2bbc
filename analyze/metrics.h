/* metrics.h - the numbers followed over the rounds: an enum and a table that CSV, JSON and charts
 * loop over. */
#ifndef LEAKLINE_METRICS_H
#define LEAKLINE_METRICS_H

#include <stdbool.h>

/* The first four have one row each in trends.csv and may decide; the others explain. */
enum metric {
	METRIC_RSS,       /* VmRSS + VmSwap; for a process known only from ps, its RSS */
	METRIC_FOOTPRINT, /* RssAnon + VmSwap, or METRIC_RSS if there is no RssAnon: this decides */
	METRIC_PRIVATE,   /* writeable/private of pmap -d, or of maps, or VmData + VmStk */
	METRIC_REST,      /* VmRSS - RssAnon: pages of files and shared memory */
	METRIC_TRENDS,    /* number of metrics with trends.csv rows */
	METRIC_SWAP = METRIC_TRENDS,        /* VmSwap */
	METRIC_ANON,                        /* RssAnon */
	METRIC_VMRSS,                       /* VmRSS without swap, shown in series.csv as rss_kib */
	METRIC_SHARED,                      /* those before it can be divided among processes */
	METRIC_PAGE_TABLES = METRIC_SHARED, /* VmPTE + VmPMD */
	METRIC_THREADS,                     /* Threads: a count, not KiB */
	METRIC_FDS,                         /* open descriptors: a count */
	METRIC_OLD,       /* for a JVM: its old generation after each full collection, from jstat */
	METRIC_HEAP,      /* bytes in use of malloc, headers included: KiB with fractions */
	METRIC_HEAP_FREE, /* free bytes that malloc holds and can give out again */
	METRIC_HEAP_BLOCKS, /* blocks in use: a count */
	METRICS,
};

struct metric_row {
	const char *id;    /* as in trends.csv: rss, footprint, private, rest ... */
	const char *title; /* for sentences: "private memory" */
	const char *unit;  /* "KiB" or "threads" */
	bool decides;      /* footprint, private, rest */
};

/* Is it a count of things instead of KiB? */
bool metric_is_count(enum metric metric);

/* The row of a metric below METRICS. */
const struct metric_row *metric_row(enum metric metric);

/* The metrics below METRIC_TRENDS sorted by id: the order of a life's rows in trends.csv. */
void metric_trends_by_name(enum metric order[METRIC_TRENDS]);

#endif
