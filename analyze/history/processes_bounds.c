/* processes_bounds.c - how many lives a run has at most, and what is said of those beyond. */
#include "processes_bounds.h"

#include <stdio.h>

#include "../base/notes.h"
#include "../facts/mapping_groups.h"
#include "processes.h"

void processes_bounds_count(struct life_counts *counts, size_t rounds)
{
	counts->lives++;
	if (rounds < PROCESSES_SHORT)
		counts->of[rounds]++;
}

uint32_t processes_bounds_rounds(const struct life_counts *counts, size_t names)
{
	size_t left = counts->lives;
	uint32_t least = 0;

	while (!names && left > PROCESSES_LIVES && least < PROCESSES_SHORT)
		left -= counts->of[least++];
	return least;
}

void processes_bounds_note(const struct processes *processes, struct notes *notes)
{
	size_t crowded = 0;
	char text[160];

	for (size_t i = 0; i < processes->count; i++)
		for (size_t k = 0; k < processes->items[i].group_count; k++)
			crowded += span_is(processes->items[i].groups[k].name, MAPPING_OTHERS);
	notes_file(notes, span_of("(run)"));
	if (processes->short_count) {
		snprintf(text, sizeof text,
			"%zu processes that were there in fewer than %u rounds are left out: there are more than %d (-p takes those it names)",
			processes->short_count, (unsigned)processes->short_rounds, PROCESSES_LIVES);
		notes_add(notes, 0, text);
	}
	if (crowded) {
		snprintf(text, sizeof text,
			"more than %d files are mapped at a time by %zu process%s: those that are no libraries are one group, " MAPPING_OTHERS,
			MAPPING_NAMES, crowded, crowded == 1 ? "" : "es");
		notes_add(notes, 0, text);
	}
}
