/* analysis_make.h - makes the analysis of a run from what was read of it. */
#ifndef LEAKLINE_ANALYSIS_MAKE_H
#define LEAKLINE_ANALYSIS_MAKE_H

#include <stdbool.h>
#include <stddef.h>

struct analysis;
struct analyze_options;
struct notes;
struct run_build;
struct run_list;

/* Where a run comes from. */
struct analysis_origin {
	const struct analyze_options *options; /* kept in the analysis */
	const char *path;                      /* the operand */
	bool is_folder;                        /* which is one */
	size_t unread;               /* files in it that could not be read, and that may be logs */
	bool is_part;                /* files in it were left out, unseen */
	bool lacks_lines;            /* lines of a log were, as they could not be trusted */
	const struct run_list *runs; /* all that it holds */
	const struct notes *shared;  /* notes about all of them */
};

/* Everything that is known of a run before it is judged (analysis_judge). Frees what the build
 * holds, but not the lists of groups and blocks that its facts point at. The caller owns the result
 * (analysis_free). */
struct analysis *analysis_make(const struct analysis_origin *origin, struct run_build *build);

#endif
