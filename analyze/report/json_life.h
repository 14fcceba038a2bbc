/* json_life.h - a process with its lives, trends and mappings as JSON: keys as the columns of the
 * CSV files. */
#ifndef LEAKLINE_JSON_LIFE_H
#define LEAKLINE_JSON_LIFE_H

#include <jansson.h>
#include <stdbool.h>

#include "../base/span.h"
#include "report.h"

struct process_verdict;
struct trend;
struct judgement;

/* Values are the caller's; NULL where memory ran out, which jansson's setters take and pass on. */

/* Foreign text made printable; null where it is empty. */
json_t *json_life_text(const struct report *report, struct span s);

/* null where it is not known or no finite number. */
json_t *json_life_number(bool known, double value);

/* Sets the late slope and what belongs to it. */
void json_life_late(const struct report *report, json_t *object, const struct trend *trend,
	const struct judgement *judged);

json_t *json_life_process(const struct report *report, const struct process_verdict *verdict);

#endif
