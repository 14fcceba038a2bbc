/* option_set.h - the options of a call, as the command line gave them or by default. */
#ifndef LEAKLINE_COLLECT_OPTION_SET_H
#define LEAKLINE_COLLECT_OPTION_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "design.h"

/* Special numbers of rounds. */
enum { OPTIONS_UNTIL_STOPPED = -1, OPTIONS_NOT_GIVEN = -2 };

enum ps_when { PS_EACH, PS_ENDS, PS_NEVER };

struct pattern;

/* An expression of -m. */
struct collect_match {
	const char *text;
	struct pattern *compiled;
};

/* Strings point into argv; lists are allocated by options_parse and freed by options_free. */
struct collect_options {
	int64_t rounds; /* after the warm-up; or OPTIONS_UNTIL_STOPPED */
	int64_t warmup; /* recorded rounds before those that count */
	int64_t interval_ms, settle_ms;
	int64_t timeout_ms;  /* -1: none */
	int64_t duration_ms; /* -1: none */
	int64_t reconnect_ms;
	int64_t thin; /* rounds that keep all files; 0: all do */
	bool plan;
	int64_t plan_interval_ms; /* of the soak that is planned; 0: its rounds are as long as these
				   */
	bool more_rounds;         /* rounds are counted from those that there are */
	struct design design;
	bool keep_going, all, tree, resume, quiet, verbose;
	bool tools;         /* --source tools, or --via */
	const char *output; /* NULL: HOST-TIME.run */
	const char *via;    /* NULL: this host */
	const char *proc;
	const char *control; /* NULL: none */
	/* without `--`: a TARGET that is a program; NULL: none */
	const char *maybe_action;
	const char *cgroup; /* NULL: none; a name, or "auto": that of the targets */
	uint64_t heap_max;  /* most bytes to read of a target's heap per round */
	enum ps_when ps;
	unsigned kinds; /* bit set of 1u << enum kind; ps is decided per round */
	const char **targets;
	size_t target_count, target_room;
	struct collect_match *matches; /* -m */
	size_t match_count, match_room;
};

#endif
