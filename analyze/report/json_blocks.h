/* json_blocks.h - the live heap of a process as JSON: its readings, and its classes of blocks. */
#ifndef LEAKLINE_JSON_BLOCKS_H
#define LEAKLINE_JSON_BLOCKS_H

#include <jansson.h>

#include "report.h"

struct compare_row;
struct process_verdict;

/* Sets "heap_readings" and "blocks" in each life of a process from json_life_process(), if its heap
 * was recorded. */
void json_blocks_add(
	const struct report *report, const struct process_verdict *verdict, json_t *process);

/* Sets "blocks" in the object of a process that is compared with a baseline. */
void json_blocks_compare(
	const struct report *report, const struct compare_row *row, json_t *process);

#endif
