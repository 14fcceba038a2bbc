/* verdict_stand_in.c - judges numbers that are no process's memory as if they were. */
#include "verdict_stand_in.h"

#include "../base/arena.h"
#include "method.h"

struct stand_ins verdict_stand_in_list(size_t room, enum stand_in_unit unit,
	const struct verdict_settings *settings, struct arena *arena)
{
	const bool counts = unit == STAND_IN_COUNTS;
	struct stand_ins list = {
		.settings = *settings, .unit = counts ? 1 : settings->page_kib, .arena = arena
	};

	list.settings.budget_kib_per_round = -1.0;
	list.settings.budgets = NULL;
	list.settings.any_level = counts;
	list.settings.least_kib = METHOD_MATTERS_PAGES * settings->page_kib;
	if (counts)
		list.settings.page_kib = (double)METHOD_FLOOR_COUNT / METHOD_FLOOR_PAGES;
	list.judged.items = arena_take_array(arena, room + 1, sizeof *list.judged.items);
	list.findings = arena_take_array(arena, room + 1, sizeof *list.findings);
	return list;
}

const struct finding *verdict_stand_in_add(
	struct stand_ins *list, struct span name, const struct series *series)
{
	size_t place = list->judged.count++;
	struct process *process = &list->judged.items[place];

	list->judged.target_count = list->judged.count;
	*process = (struct process){ .name = name,
		.is_target = true,
		.life = 1,
		.lives = 1,
		.identity = place,
		.first_life = place,
		.next_life = SIZE_MAX,
		.quantum_kib = list->unit,
		.rounds = series->n };
	process->value[METRIC_FOOTPRINT] = process->value[METRIC_PRIVATE] =
		process->value[METRIC_RSS] = *series;
	return &list->findings[place];
}

void verdict_stand_in_judge(const struct stand_ins *list)
{
	struct verdict_tests tests;

	if (list->judged.count)
		verdict_judge(&list->judged, &list->settings, list->arena, list->findings, &tests);
}
