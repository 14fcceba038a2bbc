/* column_known.c - the names of columns and keys that are known, each with what it means. */
#include "column_known.h"

/* Names in lower case, words joined by `_`, without a unit. A higher rank is a more certain name.
 */
static const struct {
	const char *name;
	enum column_role role;
	int rank;
	double unit; /* the factor to KiB, if the name implies a unit */
} known[] = {
	{ "rss", COLUMN_RSS, 9, 0 },
	{ "vm_rss", COLUMN_RSS, 9, 1 },
	{ "vmrss", COLUMN_RSS, 9, 1 },
	{ "mem_vm_rss", COLUMN_RSS, 9, 1e-3 },       /* of Fluent Bit, whose kB are 1,000 */
	{ "proc_bytes", COLUMN_RSS, 8, 1.0 / 1024 }, /* the same */
	{ "rsz", COLUMN_RSS, 8, 0 },
	{ "res", COLUMN_RSS, 8, 0 },
	{ "rsize", COLUMN_RSS, 8, 0 },
	{ "rgrow", COLUMN_OTHER, 0, 0 },
	{ "rss_file", COLUMN_OTHER, 0, 0 }, /* parts of it, in status */
	{ "rss_shmem", COLUMN_OTHER, 0, 0 },
	{ "resident", COLUMN_RSS, 8, 0 },
	{ "resident_size", COLUMN_RSS, 8, 0 },
	{ "resident_set", COLUMN_RSS, 8, 0 },
	{ "resident_set_size", COLUMN_RSS, 8, 0 },
	{ "resident_memory", COLUMN_RSS, 8, 0 },
	{ "process_resident_memory", COLUMN_RSS, 9, 1.0 / 1024 },
	{ "proc_psinfo_rss", COLUMN_RSS, 9, 1 },
	{ "used_memory_rss", COLUMN_RSS, 9, 1.0 / 1024 },
	{ "memory_rss", COLUMN_RSS, 8, 0 },
	{ "mem_rss", COLUMN_RSS, 8, 0 },
	{ "rss_memory", COLUMN_RSS, 8, 0 },
	{ "rss_size", COLUMN_RSS, 8, 0 },
	{ "stat_rss", COLUMN_RSS, 9, 4 }, /* of procpath, in pages */
	{ "physical", COLUMN_RSS, 3, 0 },
	{ "physical_memory", COLUMN_RSS, 3, 0 },
	{ "physical_footprint", COLUMN_RSS, 3, 0 }, /* of vmmap */
	{ "res_set", COLUMN_RSS, 8, 1 },            /* of nmon */
	{ "real", COLUMN_RSS, 3, 0 },               /* of psrecord */
	{ "mem_real", COLUMN_RSS, 7, 1024 },
	{ "rss_total", COLUMN_RSS, 7, 0 },
	{ "ws", COLUMN_RSS, 7, 0 }, /* of Get-Process */
	{ "working_set64", COLUMN_RSS, 7, 1.0 / 1024 },
	{ "working_set_size", COLUMN_RSS, 7, 1.0 / 1024 }, /* of wmic */
	{ "total_rss", COLUMN_RSS, 7, 0 },
	{ "working_set", COLUMN_RSS, 5, 0 },
	{ "container_memory_working_set", COLUMN_RSS, 6, 1.0 / 1024 },
	{ "namedprocess_namegroup_memory", COLUMN_RSS, 6, 1.0 / 1024 },
	{ "container_memory_rss", COLUMN_RSS, 7, 1.0 / 1024 },
	{ "container_memory_usage", COLUMN_RSS, 5, 1.0 / 1024 },
	{ "memory_working_set", COLUMN_RSS, 5, 0 },
	{ "mem_usage_limit", COLUMN_RSS, 4, 0 },
	{ "mem_usage", COLUMN_RSS, 4, 0 },
	{ "memusage", COLUMN_RSS, 4, 0 },
	{ "memory_usage", COLUMN_RSS, 4, 0 },
	{ "memory_current", COLUMN_RSS, 4, 1.0 / 1024 },     /* of a cgroup, of systemctl show */
	{ "memory_raw", COLUMN_RSS, 5, 0 },                  /* of the example of docker stats */
	{ "memory_stats_usage", COLUMN_RSS, 5, 1.0 / 1024 }, /* of Docker's API */
	{ "monit_memory", COLUMN_RSS, 4, 1.0 / 1024 },       /* of pm2 */
	{ "usage_memory", COLUMN_RSS, 4, 0 },                /* of the API of Kubernetes */
	{ "memory_used", COLUMN_RSS, 3, 0 },
	{ "mem_used", COLUMN_RSS, 3, 0 },
	{ "used_memory", COLUMN_RSS, 3, 1.0 / 1024 },
	{ "ram_used", COLUMN_RSS, 3, 0 },
	{ "memory", COLUMN_RSS, 2, 0 },
	{ "mem", COLUMN_RSS, 2, 0 },
	{ "ram", COLUMN_RSS, 2, 0 },
	{ "mem\xc3\xb3ria", COLUMN_RSS, 2, 0 },
	{ "memoria", COLUMN_RSS, 2, 0 },
	{ "m\xc3\xa9moire", COLUMN_RSS, 2, 0 },
	{ "m\xe9moire", COLUMN_RSS, 2, 0 }, /* in Latin-1 */
	{ "mem\xf3ria", COLUMN_RSS, 2, 0 },
	{ "speicher", COLUMN_RSS, 2, 0 },
	{ "usage", COLUMN_RSS, 1, 0 },
	{ "value", COLUMN_RSS, 0, 0 },
	{ "uss", COLUMN_PRIVATE, 9, 0 },
	{ "unique", COLUMN_PRIVATE, 8, 0 },
	{ "unique_set_size", COLUMN_PRIVATE, 8, 0 },
	{ "writeable_private", COLUMN_OTHER, 0, 0 }, /* of pmap -d, which has a reader of its own */
	{ "private", COLUMN_PRIVATE, 8, 0 },
	{ "private_memory", COLUMN_PRIVATE, 8, 0 },
	{ "private_memory_size64", COLUMN_PRIVATE, 8, 1.0 / 1024 },
	{ "private_bytes", COLUMN_PRIVATE, 7, 1.0 / 1024 }, /* of typeperf */
	{ "pm", COLUMN_PRIVATE, 5, 0 },                     /* of Get-Process */
	{ "private_dirty", COLUMN_PRIVATE, 7, 0 },
	{ "private_clean", COLUMN_PRIVATE, 7, 0 },
	{ "priv", COLUMN_PRIVATE, 7, 0 },
	{ "pvt", COLUMN_PRIVATE, 7, 0 },
	{ "rss_anon", COLUMN_PRIVATE, 6, 0 },
	{ "rssanon", COLUMN_PRIVATE, 6, 0 },
	{ "anon_rss", COLUMN_PRIVATE, 6, 0 },
	{ "memory_stats_stats_anon", COLUMN_PRIVATE, 6, 1.0 / 1024 }, /* of Docker's API */
	{ "memory_stats_stats_total_rss", COLUMN_PRIVATE, 6, 1.0 / 1024 },
	{ "memory_stats_stats_rss", COLUMN_PRIVATE, 5, 1.0 / 1024 },
	{ "anon", COLUMN_PRIVATE, 5, 0 },
	{ "anonymous", COLUMN_PRIVATE, 5, 0 },
	{ "swap", COLUMN_SWAP, 2, 0 },
	{ "vm_swap", COLUMN_SWAP, 3, 0 },
	{ "vmswap", COLUMN_SWAP, 3, 0 },
	{ "mem_vm_swap", COLUMN_SWAP, 3, 1e-3 },
	{ "vsz", COLUMN_SIZE, 3, 0 },
	{ "vms", COLUMN_SIZE, 3, 0 },
	{ "vss", COLUMN_SIZE, 3, 0 },
	{ "vsize", COLUMN_SIZE, 3, 0 },
	{ "virt", COLUMN_SIZE, 3, 0 },
	{ "virtual", COLUMN_SIZE, 3, 0 },
	{ "vm_size", COLUMN_SIZE, 3, 0 },
	{ "vmsize", COLUMN_SIZE, 3, 0 },
	{ "process_virtual_memory", COLUMN_SIZE, 3, 1.0 / 1024 },
	{ "timestamp", COLUMN_TIME, 9, 0 },
	{ "time_stamp", COLUMN_TIME, 9, 0 },
	{ "datetime", COLUMN_TIME, 9, 0 },
	{ "date_time", COLUMN_TIME, 9, 0 },
	{ "epoch", COLUMN_TIME, 8, 0 },
	{ "unix_time", COLUMN_TIME, 8, 0 },
	{ "unixtime", COLUMN_TIME, 8, 0 },
	{ "time_unix", COLUMN_TIME, 8, 0 },
	{ "ts", COLUMN_TIME, 8, 0 },
	{ "realtime_timestamp", COLUMN_TIME, 8, 1e-6 }, /* of the journal */
	{ "memory_timestamp", COLUMN_TIME, 8, 0 },
	{ "clock", COLUMN_TIME, 7, 0 },
	{ "time", COLUMN_TIME, 7, 0 },
	{ "wtime", COLUMN_TIME, 6, 0 },
	{ "elapsed", COLUMN_TIME, 5, 0 },
	{ "elapsed_time", COLUMN_TIME, 5, 0 },
	{ "time_elapsed", COLUMN_TIME, 5, 0 },
	{ "elapsedtime", COLUMN_TIME, 5, 0 },
	{ "etime", COLUMN_TIME, 4, 0 },
	{ "uptime", COLUMN_TIME, 4, 0 },
	{ "runtime", COLUMN_TIME, 4, 0 },
	{ "t", COLUMN_TIME, 4, 0 },
	{ "seconds", COLUMN_TIME, 4, 1 },
	{ "secs", COLUMN_TIME, 4, 1 },
	{ "second", COLUMN_TIME, 4, 1 },
	{ "sec", COLUMN_TIME, 4, 1 },
	{ "minutes", COLUMN_TIME, 4, 60 },
	{ "minute", COLUMN_TIME, 4, 60 },
	{ "min", COLUMN_TIME, 4, 60 },
	{ "hours", COLUMN_TIME, 4, 3600 },
	{ "hour", COLUMN_TIME, 4, 3600 },
	{ "zeit", COLUMN_TIME, 4, 0 },
	{ "uhrzeit", COLUMN_TIME, 4, 0 },
	{ "heure", COLUMN_TIME, 4, 0 },
	{ "hora", COLUMN_TIME, 4, 0 },
	{ "ora", COLUMN_TIME, 4, 0 },
	{ "date", COLUMN_DATE, 5, 0 },
	{ "day", COLUMN_DATE, 3, 0 },
	{ "datum", COLUMN_DATE, 3, 0 },
	{ "fecha", COLUMN_DATE, 3, 0 },
	{ "data", COLUMN_DATE, 3, 0 },
	{ "round", COLUMN_ROUND, 5, 0 },
	{ "iteration", COLUMN_ROUND, 5, 0 },
	{ "iter", COLUMN_ROUND, 5, 0 },
	{ "cycle", COLUMN_ROUND, 4, 0 },
	{ "sample", COLUMN_ROUND, 4, 0 },
	{ "run", COLUMN_ROUND, 3, 0 },
	{ "nr", COLUMN_ROUND, 3, 0 },
	{ "metric", COLUMN_METRIC, 5, 0 },
	{ "metric_name", COLUMN_METRIC, 5, 0 },
	{ "field", COLUMN_METRIC, 4, 0 }, /* of InfluxDB's CSV */
	{ "variable", COLUMN_METRIC, 3, 0 },
	{ "measurement", COLUMN_METRIC, 2, 0 },
	{ "pid", COLUMN_PID, 9, 0 },
	{ "tgid", COLUMN_PID, 9, 0 },
	{ "process_id", COLUMN_PID, 8, 0 },
	{ "processid", COLUMN_PID, 8, 0 },
	{ "process_pid", COLUMN_PID, 8, 0 },
	{ "main_pid", COLUMN_PID, 8, 0 }, /* of systemctl show */
	{ "stat_pid", COLUMN_PID, 8, 0 },
	{ "name", COLUMN_NAME, 8, 0 },
	{ "process_name", COLUMN_NAME, 9, 0 },
	{ "proc_name", COLUMN_NAME, 9, 0 },
	{ "processname", COLUMN_NAME, 9, 0 },
	{ "comm", COLUMN_NAME, 8, 0 },
	{ "stat_comm", COLUMN_NAME, 8, 0 },
	{ "control_group", COLUMN_NAME, 6, 0 },
	{ "process", COLUMN_NAME, 7, 0 },
	{ "proc", COLUMN_NAME, 7, 0 },
	{ "process_nlwp", COLUMN_NAME, 7, 0 }, /* of prstat */
	{ "program", COLUMN_NAME, 7, 0 },
	{ "command", COLUMN_NAME, 6, 0 },
	{ "cmd", COLUMN_NAME, 6, 0 },
	{ "commande", COLUMN_NAME, 6, 0 },
	{ "processus", COLUMN_NAME, 6, 0 },
	{ "prozess", COLUMN_NAME, 6, 0 },
	{ "proceso", COLUMN_NAME, 6, 0 },
	{ "processo", COLUMN_NAME, 6, 0 },
	{ "cmdline", COLUMN_NAME, 5, 0 },
	{ "args", COLUMN_NAME, 5, 0 },
	{ "exe", COLUMN_NAME, 6, 0 },
	{ "daemon", COLUMN_NAME, 6, 0 },
	{ "dyno", COLUMN_NAME, 8, 0 }, /* of Heroku's metrics */
	{ "service", COLUMN_NAME, 6, 0 },
	{ "application", COLUMN_NAME, 6, 0 },
	{ "app", COLUMN_NAME, 6, 0 },
	{ "attributes_metadata_name", COLUMN_NAME, 8, 0 }, /* of crictl */
	{ "syslog_identifier", COLUMN_NAME, 7, 0 },        /* of the journal */
	{ "series", COLUMN_NAME, 4, 0 },
	{ "label", COLUMN_NAME, 3, 0 },
	{ "unit", COLUMN_NAME, 3, 0 },
	{ "image_name", COLUMN_NAME, 6, 0 },
	{ "container_name", COLUMN_NAME, 7, 0 },
	{ "mem_total", COLUMN_SYSTEM, 3, 0 },
	{ "memtotal", COLUMN_SYSTEM, 3, 0 },
	{ "total_mem", COLUMN_SYSTEM, 3, 0 },
	{ "total_memory", COLUMN_SYSTEM, 3, 0 },
	{ "memory_total", COLUMN_SYSTEM, 3, 0 },
	{ "mem_free", COLUMN_SYSTEM, 3, 0 },
	{ "memfree", COLUMN_SYSTEM, 3, 0 },
	{ "free_mem", COLUMN_SYSTEM, 3, 0 },
	{ "free_memory", COLUMN_SYSTEM, 3, 0 },
	{ "memory_free", COLUMN_SYSTEM, 3, 0 },
	{ "mem_available", COLUMN_SYSTEM, 3, 0 },
	{ "memavailable", COLUMN_SYSTEM, 3, 0 },
	{ "memory_available", COLUMN_SYSTEM, 3, 0 },
	{ "kbmemfree", COLUMN_SYSTEM, 3, 0 },
	{ "anon_pages", COLUMN_SYSTEM, 3, 1 }, /* of meminfo: its end is no unit */
	{ "buffers", COLUMN_SYSTEM, 2, 0 },
	{ "container", COLUMN_OWNER, 6, 0 },
	{ "container_id", COLUMN_OWNER, 2, 0 },
	{ "pod", COLUMN_OWNER, 5, 0 },
	{ "pod_name", COLUMN_OWNER, 5, 0 },
	{ "instance", COLUMN_OWNER, 4, 0 },
	{ "host", COLUMN_OWNER, 3, 0 },
	{ "hostname", COLUMN_OWNER, 3, 0 },
	{ "namespace", COLUMN_OWNER, 3, 0 },
	{ "node", COLUMN_OWNER, 2, 0 },
};

bool column_known_find(struct span name, struct column_name *out)
{
	/* the first byte shows nearly always that it is another */
	for (size_t i = 0; name.len && i < sizeof known / sizeof *known; i++)
		if (known[i].name[0] == name.at[0] && span_is(name, known[i].name)) {
			out->role = known[i].role;
			out->rank = known[i].rank;
			out->unit = known[i].unit;
			return true;
		}
	return false;
}
