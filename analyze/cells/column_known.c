/* column_known.c - the names of columns and keys that are known, each with what it means. */
#include "column_known.h"

#include <stdlib.h>

#include "column_known_letters.h"

static const struct column_known_row ascii[] = {
	{ "abbildname", COLUMN_NAME, 6, 0 },
	{ "aika", COLUMN_TIME, 4, 0 },
	{ "anon", COLUMN_PRIVATE, 5, 0 },
	{ "anon_pages", COLUMN_SYSTEM, 3, 1 }, /* of meminfo: its end is no unit */
	{ "anon_rss", COLUMN_PRIVATE, 6, 0 },
	{ "anonymous", COLUMN_PRIVATE, 5, 0 },
	{ "app", COLUMN_NAME, 6, 0 },
	{ "application", COLUMN_NAME, 6, 0 },
	{ "arbeitssatz", COLUMN_RSS, 2, 0 },
	{ "arbeitsspeicher", COLUMN_RSS, 2, 0 },
	{ "arbeitsspeicherverbrauch", COLUMN_RSS, 2, 0 },
	{ "args", COLUMN_NAME, 5, 0 },
	{ "attributes_metadata_name", COLUMN_NAME, 8, 0 }, /* of crictl */
	{ "begin_time_seconds", COLUMN_TIME, 6, 1 },       /* of New Relic */
	{ "bellek", COLUMN_RSS, 2, 0 },
	{ "bellek_kullanımı", COLUMN_RSS, 2, 0 },
	{ "buffers", COLUMN_SYSTEM, 2, 0 },
	{ "cgroup_memory_usage", COLUMN_RSS, 9, 1.0 / 1024 },
	{ "clock", COLUMN_TIME, 7, 0 },
	{ "cmd", COLUMN_NAME, 6, 0 },
	{ "cmdline", COLUMN_NAME, 5, 0 },
	{ "comm", COLUMN_NAME, 8, 0 },
	{ "command", COLUMN_NAME, 6, 0 },
	{ "commande", COLUMN_NAME, 6, 0 },
	{ "container", COLUMN_OWNER, 6, 0 },
	{ "container_id", COLUMN_OWNER, 2, 0 },
	{ "container_memory_rss", COLUMN_RSS, 7, 1.0 / 1024 },
	{ "container_memory_usage", COLUMN_RSS, 5, 1.0 / 1024 },
	{ "container_memory_working_set", COLUMN_RSS, 6, 1.0 / 1024 },
	{ "container_name", COLUMN_NAME, 7, 0 },
	{ "control_group", COLUMN_NAME, 6, 0 },
	{ "counter_name", COLUMN_METRIC, 5, 0 },
	{ "cycle", COLUMN_ROUND, 4, 0 },
	{ "czas", COLUMN_TIME, 4, 0 },
	{ "daemon", COLUMN_NAME, 6, 0 },
	{ "data", COLUMN_DATE, 3, 0 },
	{ "data_hora", COLUMN_TIME, 4, 0 },
	{ "data_ora", COLUMN_TIME, 4, 0 },
	{ "date", COLUMN_DATE, 5, 0 },
	{ "date_heure", COLUMN_TIME, 4, 0 },
	{ "date_time", COLUMN_TIME, 9, 0 },
	{ "datetime", COLUMN_TIME, 9, 0 },
	{ "dato", COLUMN_DATE, 3, 0 },
	{ "datum", COLUMN_DATE, 3, 0 },
	{ "day", COLUMN_DATE, 3, 0 },
	{ "dotnet_process_memory_working_set_by", COLUMN_RSS, 9,
		1.0 / 1024 },          /* of dotnet-counters */
	{ "dyno", COLUMN_NAME, 8, 0 }, /* of Heroku's metrics */
	{ "elapsed", COLUMN_TIME, 5, 0 },
	{ "elapsed_time", COLUMN_TIME, 5, 0 },
	{ "elapsedtime", COLUMN_TIME, 5, 0 },
	{ "epoch", COLUMN_TIME, 8, 0 },
	{ "etime", COLUMN_TIME, 4, 0 },
	{ "exe", COLUMN_NAME, 6, 0 },
	{ "fecha", COLUMN_DATE, 3, 0 },
	{ "fecha_hora", COLUMN_TIME, 4, 0 },
	{ "fecha_y_hora", COLUMN_TIME, 4, 0 },
	{ "field", COLUMN_METRIC, 4, 0 }, /* of InfluxDB's CSV */
	{ "folyamat", COLUMN_NAME, 6, 0 },
	{ "free_mem", COLUMN_SYSTEM, 3, 0 },
	{ "free_memory", COLUMN_SYSTEM, 3, 0 },
	{ "geheugen", COLUMN_RSS, 2, 0 },
	{ "geheugengebruik", COLUMN_RSS, 2, 0 },
	{ "heure", COLUMN_TIME, 4, 0 },
	{ "hora", COLUMN_TIME, 4, 0 },
	{ "horodatage", COLUMN_TIME, 4, 0 },
	{ "host", COLUMN_OWNER, 3, 0 },
	{ "hostname", COLUMN_OWNER, 3, 0 },
	{ "hotproc_memory_rss", COLUMN_RSS, 9, 1 },
	{ "hotproc_psinfo_rss", COLUMN_RSS, 9, 1 },
	{ "hour", COLUMN_TIME, 4, 3600 },
	{ "hours", COLUMN_TIME, 4, 3600 },
	{ "hukommelse", COLUMN_RSS, 2, 0 },
	{ "hukommelsesforbrug", COLUMN_RSS, 2, 0 },
	{ "id_de_proceso", COLUMN_PID, 8, 0 },
	{ "id_del_proceso", COLUMN_PID, 8, 0 },
	{ "id_do_processo", COLUMN_PID, 8, 0 },
	{ "id_processo", COLUMN_PID, 8, 0 },
	{ "id_processus", COLUMN_PID, 8, 0 },
	{ "idő", COLUMN_TIME, 4, 0 },
	{ "image_name", COLUMN_NAME, 6, 0 },
	{ "instance", COLUMN_OWNER, 4, 0 },
	{ "iter", COLUMN_ROUND, 5, 0 },
	{ "iteration", COLUMN_ROUND, 5, 0 },
	{ "işlem", COLUMN_NAME, 6, 0 },
	{ "jid", COLUMN_PID, 6, 0 }, /* of IOS XR */
	{ "kbmemfree", COLUMN_SYSTEM, 3, 0 },
	{ "label", COLUMN_NAME, 3, 0 },
	{ "logged_at", COLUMN_TIME, 4, 0 },
	{ "main_pid", COLUMN_PID, 8, 0 }, /* of systemctl show */
	{ "marca_de_tiempo", COLUMN_TIME, 4, 0 },
	{ "mean_increment", COLUMN_RSS, 0, 0 }, /* its value, of dotnet-counters */
	{ "measured_at", COLUMN_TIME, 4, 0 },
	{ "measurement", COLUMN_METRIC, 2, 0 },
	{ "mem", COLUMN_RSS, 2, 0 },
	{ "mem_available", COLUMN_SYSTEM, 3, 0 },
	{ "mem_free", COLUMN_SYSTEM, 3, 0 },
	{ "mem_real", COLUMN_RSS, 7, 1024 },
	{ "mem_rss", COLUMN_RSS, 8, 0 },
	{ "mem_total", COLUMN_SYSTEM, 3, 0 },
	{ "mem_usage", COLUMN_RSS, 4, 0 },
	{ "mem_usage_limit", COLUMN_RSS, 4, 0 },
	{ "mem_used", COLUMN_RSS, 3, 0 },
	{ "mem_vm_rss", COLUMN_RSS, 9, 1e-3 }, /* of Fluent Bit, whose kB are 1,000 */
	{ "mem_vm_swap", COLUMN_SWAP, 3, 1e-3 },
	{ "memavailable", COLUMN_SYSTEM, 3, 0 },
	{ "memfree", COLUMN_SYSTEM, 3, 0 },
	{ "memoire", COLUMN_RSS, 2, 0 },
	{ "memoire_residente", COLUMN_RSS, 2, 0 },
	{ "memoire_utilisee", COLUMN_RSS, 2, 0 },
	{ "memoria", COLUMN_RSS, 2, 0 },
	{ "memoria_residente", COLUMN_RSS, 2, 0 },
	{ "memoria_usada", COLUMN_RSS, 2, 0 },
	{ "memoria_utilizzata", COLUMN_RSS, 2, 0 },
	{ "memory", COLUMN_RSS, 2, 0 },
	{ "memory_available", COLUMN_SYSTEM, 3, 0 },
	{ "memory_current", COLUMN_RSS, 4, 1.0 / 1024 }, /* of a cgroup, of systemctl show */
	{ "memory_free", COLUMN_SYSTEM, 3, 0 },
	{ "memory_raw", COLUMN_RSS, 5, 0 }, /* of the example of docker stats */
	{ "memory_rss", COLUMN_RSS, 8, 0 },
	{ "memory_stats_stats_anon", COLUMN_PRIVATE, 6, 1.0 / 1024 }, /* of Docker's API */
	{ "memory_stats_stats_rss", COLUMN_PRIVATE, 5, 1.0 / 1024 },
	{ "memory_stats_stats_total_rss", COLUMN_PRIVATE, 6, 1.0 / 1024 },
	{ "memory_stats_usage", COLUMN_RSS, 5, 1.0 / 1024 }, /* of Docker's API */
	{ "memory_timestamp", COLUMN_TIME, 8, 0 },
	{ "memory_total", COLUMN_SYSTEM, 3, 0 },
	{ "memory_usage", COLUMN_RSS, 4, 0 },
	{ "memory_use", COLUMN_RSS, 3, 0 }, /* of lxc-info */
	{ "memory_used", COLUMN_RSS, 3, 0 },
	{ "memory_utilized", COLUMN_RSS, 4, 1024 }, /* of ECS, in MB */
	{ "memory_working_set", COLUMN_RSS, 5, 0 },
	{ "memory_working_set_size", COLUMN_RSS, 8, 1 }, /* of Electron, in KiB */
	{ "memtotal", COLUMN_SYSTEM, 3, 0 },
	{ "memusage", COLUMN_RSS, 4, 0 },
	{ "memória", COLUMN_RSS, 2, 0 },
	{ "memória_residente", COLUMN_RSS, 2, 0 },
	{ "memória_usada", COLUMN_RSS, 2, 0 },
	{ "mem\363ria", COLUMN_RSS, 2, 0 }, /* in Latin-1 */
	{ "metric", COLUMN_METRIC, 5, 0 },
	{ "metric_name", COLUMN_METRIC, 5, 0 },
	{ "min", COLUMN_TIME, 4, 60 },
	{ "minne", COLUMN_RSS, 2, 0 },
	{ "minnebruk", COLUMN_RSS, 2, 0 },
	{ "minnesanvändning", COLUMN_RSS, 2, 0 },
	{ "minute", COLUMN_TIME, 4, 60 },
	{ "minutes", COLUMN_TIME, 4, 60 },
	{ "monit_memory", COLUMN_RSS, 4, 1.0 / 1024 }, /* of pm2 */
	{ "muisti", COLUMN_RSS, 2, 0 },
	{ "muistinkäyttö", COLUMN_RSS, 2, 0 },
	{ "mémoire", COLUMN_RSS, 2, 0 },
	{ "mémoire_résidente", COLUMN_RSS, 2, 0 },
	{ "mémoire_utilisée", COLUMN_RSS, 2, 0 },
	{ "m\351moire", COLUMN_RSS, 2, 0 }, /* in Latin-1 */
	{ "naam", COLUMN_NAME, 6, 0 },
	{ "name", COLUMN_NAME, 8, 0 },
	{ "name_der_anwendung", COLUMN_NAME, 6, 0 },
	{ "namedprocess_namegroup_memory", COLUMN_RSS, 6, 1.0 / 1024 },
	{ "namespace", COLUMN_OWNER, 3, 0 },
	{ "navn", COLUMN_NAME, 6, 0 },
	{ "nazwa", COLUMN_NAME, 6, 0 },
	{ "nimi", COLUMN_NAME, 6, 0 },
	{ "node", COLUMN_OWNER, 2, 0 },
	{ "nom", COLUMN_NAME, 6, 0 },
	{ "nom_de_l_image", COLUMN_NAME, 6, 0 }, /* of tasklist */
	{ "nom_du_processus", COLUMN_NAME, 6, 0 },
	{ "nombre", COLUMN_NAME, 6, 0 },
	{ "nombre_de_imagen", COLUMN_NAME, 6, 0 },
	{ "nombre_del_proceso", COLUMN_NAME, 6, 0 },
	{ "nome", COLUMN_NAME, 6, 0 },
	{ "nome_da_imagem", COLUMN_NAME, 6, 0 },
	{ "nome_do_processo", COLUMN_NAME, 6, 0 },
	{ "nome_immagine", COLUMN_NAME, 6, 0 },
	{ "nome_processo", COLUMN_NAME, 6, 0 },
	{ "nr", COLUMN_ROUND, 3, 0 },
	{ "ora", COLUMN_TIME, 4, 0 },
	{ "pamięć", COLUMN_RSS, 2, 0 },
	{ "paměť", COLUMN_RSS, 2, 0 },
	{ "physical", COLUMN_RSS, 3, 0 },
	{ "physical_footprint", COLUMN_RSS, 3, 0 }, /* of vmmap */
	{ "physical_mem", COLUMN_RSS, 3, 0 },       /* of Rust's memory-stats */
	{ "physical_memory", COLUMN_RSS, 3, 0 },
	{ "physical_memory_in_use", COLUMN_RSS, 8, 0 }, /* of SQL Server */
	{ "physical_memory_ram", COLUMN_SYSTEM, 3, 0 }, /* of MATLAB */
	{ "pid", COLUMN_PID, 9, 0 },
	{ "pm", COLUMN_PRIVATE, 5, 0 }, /* of Get-Process */
	{ "pod", COLUMN_OWNER, 5, 0 },
	{ "pod_name", COLUMN_OWNER, 5, 0 },
	{ "priv", COLUMN_PRIVATE, 7, 0 },
	{ "private", COLUMN_PRIVATE, 8, 0 },
	{ "private_bytes", COLUMN_PRIVATE, 7, 1.0 / 1024 }, /* of typeperf */
	{ "private_clean", COLUMN_PRIVATE, 7, 0 },
	{ "private_dirty", COLUMN_PRIVATE, 7, 0 },
	{ "private_memory", COLUMN_PRIVATE, 8, 0 },
	{ "private_memory_size64", COLUMN_PRIVATE, 8, 1.0 / 1024 },
	{ "proc", COLUMN_NAME, 7, 0 },
	{ "proc_bytes", COLUMN_RSS, 8, 1.0 / 1024 }, /* of Fluent Bit */
	{ "proc_memory_rss", COLUMN_RSS, 9, 1 },
	{ "proc_memory_vmrss", COLUMN_RSS, 9, 1 },
	{ "proc_name", COLUMN_NAME, 9, 0 },
	{ "proc_psinfo_rss", COLUMN_RSS, 9, 1 }, /* of PCP */
	{ "proces", COLUMN_NAME, 6, 0 },
	{ "proces_id", COLUMN_PID, 8, 0 },
	{ "proces_naam", COLUMN_NAME, 6, 0 },
	{ "proceso", COLUMN_NAME, 6, 0 },
	{ "process", COLUMN_NAME, 7, 0 },
	{ "process_id", COLUMN_PID, 8, 0 },
	{ "process_name", COLUMN_NAME, 9, 0 },
	{ "process_nlwp", COLUMN_NAME, 7, 0 }, /* of prstat */
	{ "process_pid", COLUMN_PID, 8, 0 },
	{ "process_resident_memory", COLUMN_RSS, 9, 1.0 / 1024 },
	{ "process_virtual_memory", COLUMN_SIZE, 3, 1.0 / 1024 },
	{ "processid", COLUMN_PID, 8, 0 },
	{ "processname", COLUMN_NAME, 9, 0 },
	{ "processo", COLUMN_NAME, 6, 0 },
	{ "processus", COLUMN_NAME, 6, 0 },
	{ "program", COLUMN_NAME, 7, 0 },
	{ "prosessi", COLUMN_NAME, 6, 0 },
	{ "prozess", COLUMN_NAME, 6, 0 },
	{ "prozess_id", COLUMN_PID, 8, 0 },
	{ "prozessname", COLUMN_NAME, 6, 0 },
	{ "pvt", COLUMN_PRIVATE, 7, 0 },
	{ "päivä", COLUMN_DATE, 3, 0 },
	{ "ram", COLUMN_RSS, 2, 0 },
	{ "ram_used", COLUMN_RSS, 3, 0 },
	{ "real", COLUMN_RSS, 3, 0 },                   /* of psrecord */
	{ "realtime_timestamp", COLUMN_TIME, 8, 1e-6 }, /* of the journal */
	{ "recorded_at", COLUMN_TIME, 4, 0 },
	{ "res", COLUMN_RSS, 8, 0 },
	{ "res_set", COLUMN_RSS, 8, 1 }, /* of nmon */
	{ "resident", COLUMN_RSS, 8, 0 },
	{ "resident_mem", COLUMN_RSS, 8, 0 },
	{ "resident_memory", COLUMN_RSS, 8, 0 },
	{ "resident_set", COLUMN_RSS, 8, 0 },
	{ "resident_set_size", COLUMN_RSS, 8, 0 },
	{ "resident_size", COLUMN_RSS, 8, 0 },
	{ "rgrow", COLUMN_OTHER, 0, 0 },
	{ "round", COLUMN_ROUND, 5, 0 },
	{ "rsize", COLUMN_RSS, 8, 0 },
	{ "rss", COLUMN_RSS, 9, 0 },
	{ "rss_anon", COLUMN_PRIVATE, 6, 0 },
	{ "rss_file", COLUMN_OTHER, 0, 0 }, /* a part of it, in status */
	{ "rss_memory", COLUMN_RSS, 8, 0 },
	{ "rss_shmem", COLUMN_OTHER, 0, 0 },
	{ "rss_size", COLUMN_RSS, 8, 0 },
	{ "rss_total", COLUMN_RSS, 7, 0 },
	{ "rssanon", COLUMN_PRIVATE, 6, 0 },
	{ "rsz", COLUMN_RSS, 8, 0 },
	{ "run", COLUMN_ROUND, 3, 0 },
	{ "runtime", COLUMN_TIME, 4, 0 },
	{ "sample", COLUMN_ROUND, 4, 0 },
	{ "sample_time", COLUMN_TIME, 4, 0 },
	{ "sampled_at", COLUMN_TIME, 4, 0 },
	{ "sec", COLUMN_TIME, 4, 1 },
	{ "second", COLUMN_TIME, 4, 1 },
	{ "seconds", COLUMN_TIME, 4, 1 },
	{ "secs", COLUMN_TIME, 4, 1 },
	{ "series", COLUMN_NAME, 4, 0 },
	{ "service", COLUMN_NAME, 6, 0 },
	{ "speicher", COLUMN_RSS, 2, 0 },
	{ "speicherauslastung", COLUMN_RSS, 2, 0 },
	{ "speicherbelegung", COLUMN_RSS, 2, 0 },
	{ "speichernutzung", COLUMN_RSS, 2, 0 },
	{ "speicherverbrauch", COLUMN_RSS, 2, 0 },
	{ "stat_comm", COLUMN_NAME, 8, 0 },
	{ "stat_pid", COLUMN_PID, 8, 0 },
	{ "stat_rss", COLUMN_RSS, 9, 4 }, /* of procpath, in pages */
	{ "svc", COLUMN_NAME, 6, 0 },
	{ "swap", COLUMN_SWAP, 2, 0 },
	{ "syslog_identifier", COLUMN_NAME, 7, 0 }, /* of the journal */
	{ "t", COLUMN_TIME, 4, 0 },
	{ "tarih", COLUMN_DATE, 3, 0 },
	{ "tgid", COLUMN_PID, 9, 0 },
	{ "tid", COLUMN_TIME, 4, 0 },
	{ "tidpunkt", COLUMN_TIME, 4, 0 },
	{ "tijd", COLUMN_TIME, 4, 0 },
	{ "tijdstip", COLUMN_TIME, 4, 0 },
	{ "time", COLUMN_TIME, 7, 0 },
	{ "time_elapsed", COLUMN_TIME, 5, 0 },
	{ "time_stamp", COLUMN_TIME, 9, 0 },
	{ "time_unix", COLUMN_TIME, 8, 0 },
	{ "timestamp", COLUMN_TIME, 9, 0 },
	{ "timestamp_per_minute", COLUMN_TIME, 8, 0 }, /* of Kibana */
	{ "total_mem", COLUMN_SYSTEM, 3, 0 },
	{ "total_memory", COLUMN_SYSTEM, 3, 0 },
	{ "total_rss", COLUMN_RSS, 7, 0 },
	{ "ts", COLUMN_TIME, 8, 0 },
	{ "uhrzeit", COLUMN_TIME, 4, 0 },
	{ "unique", COLUMN_PRIVATE, 8, 0 },
	{ "unique_set_size", COLUMN_PRIVATE, 8, 0 },
	{ "unit", COLUMN_NAME, 3, 0 },
	{ "unix_time", COLUMN_TIME, 8, 0 },
	{ "unixtime", COLUMN_TIME, 8, 0 },
	{ "uptime", COLUMN_TIME, 4, 0 },
	{ "usage", COLUMN_RSS, 1, 0 },
	{ "usage_memory", COLUMN_RSS, 4, 0 }, /* of the API of Kubernetes */
	{ "usage_mémoire", COLUMN_RSS, 2, 0 },
	{ "used_memory", COLUMN_RSS, 3, 1.0 / 1024 },
	{ "used_memory_rss", COLUMN_RSS, 9, 1.0 / 1024 },
	{ "uso_de_memoria", COLUMN_RSS, 2, 0 },
	{ "uso_de_memória", COLUMN_RSS, 2, 0 },
	{ "uso_memoria", COLUMN_RSS, 2, 0 },
	{ "uss", COLUMN_PRIVATE, 9, 0 },
	{ "utilisation_mémoire", COLUMN_RSS, 2, 0 },
	{ "utilizzo_memoria", COLUMN_RSS, 2, 0 },
	{ "użycie_pamięci", COLUMN_RSS, 2, 0 },
	{ "value", COLUMN_RSS, 0, 0 },
	{ "variable", COLUMN_METRIC, 3, 0 },
	{ "virt", COLUMN_SIZE, 3, 0 },
	{ "virtual", COLUMN_SIZE, 3, 0 },
	{ "vm_rss", COLUMN_RSS, 9, 1 },
	{ "vm_size", COLUMN_SIZE, 3, 0 },
	{ "vm_swap", COLUMN_SWAP, 3, 0 },
	{ "vmrss", COLUMN_RSS, 9, 1 },
	{ "vms", COLUMN_SIZE, 3, 0 },
	{ "vmsize", COLUMN_SIZE, 3, 0 },
	{ "vmswap", COLUMN_SWAP, 3, 0 },
	{ "vsize", COLUMN_SIZE, 3, 0 },
	{ "vss", COLUMN_SIZE, 3, 0 },
	{ "vsz", COLUMN_SIZE, 3, 0 },
	{ "využití_paměti", COLUMN_RSS, 2, 0 },
	{ "when", COLUMN_TIME, 4, 0 },
	{ "working_set", COLUMN_RSS, 5, 0 },
	{ "working_set64", COLUMN_RSS, 7, 1.0 / 1024 },
	{ "working_set_size", COLUMN_RSS, 7, 1.0 / 1024 }, /* of wmic */
	{ "writeable_private", COLUMN_OTHER, 0, 0 }, /* of pmap -d, which has a reader of its own */
	{ "ws", COLUMN_RSS, 7, 0 },                  /* of Get-Process */
	{ "wtime", COLUMN_TIME, 6, 0 },
	{ "zaman", COLUMN_TIME, 4, 0 },
	{ "zeit", COLUMN_TIME, 4, 0 },
	{ "zeitpunkt", COLUMN_TIME, 4, 0 },
	{ "zeitstempel", COLUMN_TIME, 4, 0 },
	{ "zużycie_pamięci", COLUMN_RSS, 2, 0 },
};

/* The first byte nearly always decides: each word of a log is looked up, in several readings. */
static int compare(const void *key, const void *row)
{
	const struct span *name = key;
	const char *other = ((const struct column_known_row *)row)->name;
	size_t i = 0;

	while (i < name->len && other[i] != '\0' && name->at[i] == other[i])
		i++;
	if (i == name->len || other[i] == '\0')
		return (i < name->len) - (other[i] != '\0');
	return (unsigned char)name->at[i] < (unsigned char)other[i] ? -1 : 1;
}

bool column_known_find(struct span name, struct column_name *out)
{
	size_t count = sizeof ascii / sizeof *ascii;
	const struct column_known_row *rows = ascii, *row;

	if (name.len && (unsigned char)*name.at >= 0x80)
		rows = column_known_letters(&count);
	row = bsearch(&name, rows, count, sizeof *rows, compare);
	if (!row)
		return false;
	out->role = row->role;
	out->rank = row->rank;
	out->unit = row->unit;
	return true;
}
