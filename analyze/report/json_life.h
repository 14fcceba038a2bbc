/* json_life.h - a process with its lives, trends and mappings as JSON: the keys are the column
 * names of the CSV files. */
#ifndef LEAKLINE_JSON_LIFE_H
#define LEAKLINE_JSON_LIFE_H

#include <jansson.h>
#include <stdbool.h>

#include "../base/span.h"
#include "report.h"

struct process_verdict;
struct finding;
struct trend;
struct judgement;

/* The caller owns the returned values; NULL if out of memory, which jansson's setters accept and
 * report as an error. */

/* Foreign text made printable; null if it is empty. */
json_t *json_life_text(const struct report *report, struct span s);

/* null if it is not a finite number. */
json_t *json_life_finite(double value);

/* The same, and null if it is unknown. */
json_t *json_life_number(bool known, double value);

/* Sets the late slope and the values that belong to it. */
void json_life_late(const struct report *report, json_t *object, const struct trend *trend,
	const struct judgement *judged);

/* One life, or the sums of a group. */
json_t *json_life(const struct report *report, const struct finding *finding);

json_t *json_life_process(const struct report *report, const struct process_verdict *verdict);

#endif
