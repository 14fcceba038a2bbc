/* metrics.h - the numbers that are followed over the rounds: an enum and a table that CSV, JSON and
 * charts loop over. */
#ifndef LEAKLINE_METRICS_H
#define LEAKLINE_METRICS_H

#include <stdbool.h>

/* The first four have a row each in trends.csv and may decide; the others explain. */
enum metric {
	METRIC_RSS,       /* VmRSS + VmSwap; for a process that only ps shows, its RSS */
	METRIC_FOOTPRINT, /* RssAnon + VmSwap, without RssAnon the same as METRIC_RSS: what decides
			   */
	METRIC_PRIVATE,   /* writeable/private of pmap -d, else of maps, else VmData + VmStk */
	METRIC_REST,      /* VmRSS - RssAnon: pages of files and shared memory */
	METRIC_TRENDS,    /* how many have trends.csv rows */
	METRIC_SWAP = METRIC_TRENDS, /* VmSwap */
	METRIC_ANON,                 /* RssAnon */
	METRIC_VMRSS,                /* VmRSS without swap, what series.csv shows as rss_kib */
	METRIC_PAGE_TABLES,          /* VmPTE + VmPMD */
	METRIC_THREADS,              /* Threads: a count, not KiB */
	METRIC_FDS,                  /* open descriptors: a count */
	METRIC_OLD, /* of a JVM: old generation after each full collection, as jstat tells it */
	METRICS,
};

struct metric_row {
	const char *id;    /* as in trends.csv: rss, footprint, private, rest ... */
	const char *title; /* in a sentence: "private memory" */
	const char *unit;  /* "KiB" or "threads" */
	bool decides;      /* footprint, private, rest */
};

/* Is it a number of things, not KiB? */
bool metric_is_count(enum metric metric);

/* The row of a metric below METRICS. */
const struct metric_row *metric_row(enum metric metric);

/* Those below METRIC_TRENDS by id: the order of the rows of a life in trends.csv. */
void metric_trends_by_name(enum metric order[METRIC_TRENDS]);

#endif
