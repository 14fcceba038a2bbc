/* inject.h - --inject: a leak of a known rate is added to every series; a gate that was never seen
 * to fire is not trusted. */
#ifndef LEAKLINE_INJECT_H
#define LEAKLINE_INJECT_H

#include <stdbool.h>
#include <stdio.h>

struct analysis;
struct analyze_options;

/*
 * Judges the run again with the leak of options->inject in each target's memory, and prints for
 * each process whether it would have been caught, the smallest rate that would, and as what a
 * missed one was called. Gives true where all would, or where nothing fails (--fail-on never).
 */
bool inject_report(
	const struct analysis *analysis, const struct analyze_options *options, FILE *file);

#endif
