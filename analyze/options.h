/* options.h - the command line of leakline-analyze: the option table and the parsed values. */
#ifndef LEAKLINE_OPTIONS_H
#define LEAKLINE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "history/pools.h"
#include "records/import_spec.h"
#include "kinds.h"
#include "quantity.h"

struct gate;
struct symbols;

enum format { FORMAT_TEXT, FORMAT_MD, FORMAT_JSON };
enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };
enum fail_on { FAIL_ON_LEAK, FAIL_ON_SUSPECT, FAIL_ON_NEVER, FAIL_ON_PROVISIONAL };
/* SOON, the default: growth of the system that uses up its memory soon. */
enum fail_on_system { FAIL_ON_SYSTEM_SOON, FAIL_ON_SYSTEM_GROWS, FAIL_ON_SYSTEM_NEVER };

/* The values of an option that may be repeated. */
struct option_list {
	const char **items;
	size_t count, capacity;
};

/* Strings point into argv; lists are allocated by options_parse and freed by options_free. */
struct analyze_options {
	const char *output; /* NULL: NAME.report, or leakline.report for several runs */
	double alpha;
	struct rate budget;
	bool skip_given;
	uint32_t skip;                /* rounds 0 to skip - 1 are left out */
	bool by_time, by_told;        /* --by; by_told: the option was given */
	struct option_list processes; /* -p */
	struct option_list baselines; /* --baseline */
	struct option_list maps;      /* --map OLD=NEW: each holds a = behind its first byte */
	struct rate inject;
	const char *gate;           /* NULL: none */
	const struct gate *rules;   /* the contents of that file; owned by the session */
	const char *symbols_folder; /* NULL: none */
	struct symbols *symbols;    /* its files; owned by the session */
	struct import_spec import;
	int32_t pmap_diff; /* PID, 0: none */
	bool merge;
	enum format format;
	enum when color;
	const char *render; /* NULL, "png", "svg", "pdf" */
	bool charts_all;    /* stable processes have a trend, too */
	const char *junit;  /* NULL: none */
	enum pool_choice group;
	enum fail_on fail_on;
	enum fail_on_system fail_on_system;
	bool allow_inconclusive;
	size_t jobs; /* 1 or more */
	bool no_report;
	bool follow, until_decided;
	bool is_look;        /* --follow reads a run that has not ended: its cut end is no error */
	bool is_silent;      /* it ended since no more rounds came, and the run has no end */
	uint32_t last_round; /* later rounds are left out; 0: none is */
	bool quiet, verbose;
	bool summary_short;
	const char **runs; /* operands */
	size_t run_count;
};

enum options_result {
	OPTIONS_GO,
	OPTIONS_DONE /* --help, --version: printed */,
	OPTIONS_WRONG /* already reported why */
};

/* Parses the command line; argv is permuted. */
enum options_result options_parse(int argc, char **argv, struct analyze_options *options);

void options_free(struct analyze_options *options);

#endif
