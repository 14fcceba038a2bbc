/* inject.h - --inject: adds a leak of a known rate to every series; do not trust a gate that was
 * never seen to fire. */
#ifndef LEAKLINE_INJECT_H
#define LEAKLINE_INJECT_H

#include <stdbool.h>
#include <stdio.h>

struct analysis;
struct analyze_options;

/*
 * Judges the run again with the leak of options->inject in each target's memory, and prints for
 * each process whether it would be caught, the smallest rate that would be, and the verdict of a
 * missed one. Returns true if all would be caught, or if nothing fails (--fail-on never).
 */
bool inject_report(
	const struct analysis *analysis, const struct analyze_options *options, FILE *file);

#endif
