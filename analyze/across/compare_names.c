/* compare_names.c - which process of an earlier run is the one of this run? */
#include "compare_names.h"

#include "../options.h"

struct span compare_names_now(const struct analysis *run, struct span name)
{
	const struct option_list *maps = &run->options->maps;

	for (size_t i = maps->count; i-- > 0;) {
		struct span map = span_of(maps->items[i]);
		ptrdiff_t equals = span_find(map, '=');

		if (span_equal((struct span){ map.at, (size_t)equals }, name))
			return span_from(map, (size_t)equals + 1);
	}
	return name;
}

/* The name of a process of the run as it is called now; is_before: the run is a baseline. */
static struct span name_in(
	const struct analysis *run, const struct process *process, bool is_before)
{
	return is_before ? compare_names_now(run, process->name) : process->name;
}

const struct finding *compare_names_find(
	const struct analysis *run, bool is_before, struct span name, size_t nth)
{
	for (size_t i = 0; i < run->processes.target_count; i++) {
		const struct process *process = &run->processes.items[i];

		if (!span_equal(name_in(run, process, is_before), name) || process->life != 1 ||
			nth-- > 0)
			continue;
		for (size_t j = 0; j < run->verdict_count; j++)
			if (run->verdicts[j].identity == process->identity)
				return &run->findings[run->verdicts[j].gravest];
	}
	return NULL;
}

size_t compare_names_number(const struct analysis *run, const struct finding *finding)
{
	size_t number = 0;

	for (size_t i = 0; i < run->processes.target_count; i++) {
		const struct process *process = &run->processes.items[i];

		if (process->identity == finding->process->identity)
			return number;
		number += process->life == 1 && span_equal(process->name, finding->process->name);
	}
	return number;
}
