/* gate_file.h - reads the file of --gate: a rule a line. */
#ifndef LEAKLINE_GATE_FILE_H
#define LEAKLINE_GATE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/arena.h"
#include "../base/span.h"
#include "../history/system_series.h"
#include "../metrics.h"
#include "../quantity.h"

/* What a rule is about. */
enum gate_subject { GATE_PROCESS, GATE_GROUP, GATE_SYSTEM };

struct gate_rule {
	struct span name;   /* as in the file: "ripd", "group:nginx", "system slab" */
	struct span wanted; /* without "group:" */
	enum gate_subject subject;
	enum system_key key; /* of the system */
	bool known;          /* otherwise a budget */
	enum metric metric;  /* METRIC_THREADS, METRIC_FDS, METRIC_HEAP; METRIC_FOOTPRINT: memory */
	struct rate rate;    /* the budget, or a known leak's limit if given */
	int64_t until_ms;    /* known: the end of that day, UTC */
	struct span until;   /* that day */
	struct span why;     /* known: the comment behind it */
};

/* The rules in the order of their lines. All text is in the arena; each name ends in a NUL. */
struct gate {
	struct arena arena;
	struct gate_rule *rules;
	size_t count, capacity;
};

/*
 * Reads a gate file. Each line is empty, a comment (#), or one of
 *   budget NAME [memory|heap|fds|threads] RATE
 *   budget system KEY RATE
 *   budget group:NAME [memory|fds|threads] RATE
 *   known NAME [memory|heap|fds|threads] until YYYY-MM-DD [below RATE] [# why]
 * NAME is matched as TARGET is; one with blanks or # is double-quoted, with \" and \\ inside.
 * Returns NULL if the file cannot be read or a line is wrong, after printing one line for each
 * fault, with its line number. The caller frees it.
 */
struct gate *gate_file_read(const char *path);

/* Accepts NULL. */
void gate_file_free(const struct gate *gate);

/* Is one of its rates per time? Then it needs a run with times. Accepts NULL. */
bool gate_file_needs_times(const struct gate *gate);

#endif
