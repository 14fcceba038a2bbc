/* form_reading.h - the state of a log that is read line by line, shared by all forms of lines. */
#ifndef LEAKLINE_FORM_READING_H
#define LEAKLINE_FORM_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../cells/line_tag.h"
#include "form_places.h"
#include "key_change.h"
#include "record_table.h"

enum { FORM_KEYS = 16 };

/* How the cells of a text table are separated. */
enum form_cells { FORM_WORDS, FORM_GAPS, FORM_PLACES, FORM_BARS };

/* The name that an earlier line told of a PID. */
struct form_name {
	int32_t pid;
	struct span text;
};

enum { FORM_NAMES = 4096 };

/* A log being read line by line. */
struct form_reading {
	struct record_table *table;
	struct span whole, above; /* the line at hand with what precedes it, and the one before */
	struct span header;       /* of the table at hand */
	struct span first_header; /* of the first one below the date at hand, */
	size_t first_dates;       /* which was the one of that number */
	enum form_cells cells;
	struct form_place places[RECORD_COLUMNS]; /* of its columns, if they have any: nothing
						     precedes them in their lines */
	bool has_places;
	struct span columns[RECORD_COLUMNS]; /* scratch: the cells of a line */
	struct log_reading keys;             /* values after keys, until a key is repeated */
	int ranks[COLUMN_ROLES];
	struct span seen[FORM_KEYS];
	size_t seen_count;
	struct span rss_key;  /* of the resident memory of keys */
	uint64_t rss_line;    /* in which that is */
	uint64_t size_line;   /* in which the size is that counts of them */
	uint64_t beside_line; /* that has sizes beside those which are read, */
	double beside_read;   /* and KiB that were read of it; -1: none yet */
	struct span left_key; /* one that was left out as a bound, and may be of a process; empty:
			       */
	double left_size;     /* its first size */
	bool left_differs;    /* from which another differs */
	bool has_subjects;    /* others have the name of a process in them */
	double key_unit;  /* KiB of one, of keys that tell no unit; 0: not known yet; -1: cannot be
			   */
	bool key_any_kib; /* one of these was no whole page in bytes */
	struct amount_points key_points; /* the same of points in all of them */
	struct key_change change;        /* of sizes that are told as one */
	bool are_parts;                  /* what is private of them is a sum of its parts so far */
	bool has_programs;               /* lines of several programs are in it */
	bool has_json_tags;              /* objects of JSON with a text tell who wrote it */
	bool has_program_pids;           /* or of several processes of one program */
	struct span tag_names[LINE_TAG_NAMES]; /* programs of which syslog has the PID in front */
	size_t tag_count;
	int32_t tag_pid;      /* the one of the line; 0: none */
	bool no_spring_pids;  /* that of Spring Boot tells of others */
	struct span host;     /* the first that syslog has in front of a program */
	bool has_hosts;       /* another one came */
	bool has_inner_dates; /* dates stand within its lines, and nowhere else */
	bool has_elapsed;     /* how long it runs stands in front of its lines */
	struct span date_key; /* that dates stand behind on lines of their own, or empty */
	bool is_date_behind;  /* they stand behind what they are the dates of, one by one */
	uint64_t date_rows;   /* rows of the table at the last of them */
	bool has_owners;      /* names in front of their values tell its lines apart */
	bool has_pids;        /* numbers that come again stand in front of its lines */
	int32_t line_pid;     /* the one in front of the line; 0: none */
	struct span program;  /* that syslog or the journal names in front of the line, or empty */
	bool has_services;    /* docker compose or kubectl logs put the service in front */
	size_t front_place; /* of the numbers in front of its lines, from 1 on, the PID; 0: none is
			     */
	bool has_bracket_pids;     /* numbers in brackets tell its lines apart */
	struct span keys_program;  /* the same of the keys at hand */
	bool has_series;           /* promtool's samples follow, */
	struct log_reading series; /* of that process */
	double series_unit;
	double pmval_unit; /* of pmval's numbers, 0: no such output */
	int32_t pmval_pid;
	uint64_t line;
	struct form_name *snmp_names; /* by PID, FORM_NAMES of them; NULL: none was told */
	int oom_columns, oom_rss, oom_anon, oom_swap; /* of the OOM killer's table; 0: none yet */
	size_t dumpsys_rss;  /* which number of its rows is Rss, from 1 on; 0: none is */
	int32_t dumpsys_pid; /* of the table of dumpsys at hand, until its total; 0: none */
	struct span dumpsys_name;
	bool dumpsys_head;      /* there was one */
	bool dumpsys_list;      /* what follows is the list by RSS, or by PSS where no other is */
	bool dumpsys_has_rss;   /* there was one by RSS */
	bool has_container_rss; /* container_memory_rss stands beside other metrics of containers */
	bool has_free_lines;    /* what is used stands beside what is free, in a line each */
	bool has_top_mem;       /* `Top-5 memory used:` stands below the lines of five processes */
	bool cgroup_stat;       /* a line of memory.stat was there */
	bool no_cgroup_stat;    /* one that only looked like it was there */
	bool cgroup_file;       /* the heading names a file of bytes */
	unsigned json_tries;    /* lines that begin no value of JSON, though they look like it */
	bool is_json;           /* the line at hand is an object of JSON that tells no memory */
};

/* Hands a reading to the sink, with the date and the heading that precede it. */
void form_reading_send(struct form_reading *reading, struct log_reading *row);

/* h2_web: the name of a program of another host than the first, whose PIDs are its own; else that
 * of the program. */
struct span form_reading_of_host(
	struct form_reading *reading, struct span host, struct span program);

#endif
