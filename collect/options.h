/* options.h - the command line of leakline-collect: the option table and its parsed result. */
#ifndef LEAKLINE_COLLECT_OPTIONS_H
#define LEAKLINE_COLLECT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "design.h"

enum ps_when { PS_EACH, PS_ENDS, PS_NEVER };

struct pattern;

/* An expression of -m. */
struct collect_match {
	const char *text;
	struct pattern *compiled;
};

/* Strings point into argv; lists are allocated by options_parse and freed by options_free. */
struct collect_options {
	int64_t rounds; /* after the warm-up; -1: until stopped */
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

enum options_result {
	OPTIONS_GO,
	OPTIONS_DONE /* --help, --version: printed */,
	OPTIONS_UNWRITTEN /* the same, but it could not be written: the reason was printed */,
	OPTIONS_WRONG /* the reason was printed */
};

/* Parses the command line; permutes argv and cuts it at the first --. */
enum options_result options_parse(int argc, char **argv, struct collect_options *options);
void options_free(struct collect_options *options);

#endif
