/* doses.c - memory against actions done so far, of a run that drew its rounds by lot. */
#include "doses.h"

#include "../verdict/verdict_rules.h"

static double actions_between(const struct design *design, uint64_t from, uint64_t to)
{
	double done = 0;

	for (uint64_t number = from + 1; number <= to; number++) {
		const struct design_round *round = design_at(design, number);

		done += round && round->arm >= 0 ? round->times : 0;
	}
	return done;
}

static void add(struct doses *doses, const struct dose *dose, size_t i, size_t step)
{
	if (i % step)
		return;
	doses->items[doses->count++] = *dose;
	axis_add(&doses->x, dose->done);
	axis_add(&doses->y, dose->kib);
}

struct doses doses_of(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t most)
{
	const struct attributed *of = &analysis->attributed[finding - analysis->findings];
	const struct series *series = verdict_leading(finding->process);
	struct doses doses = { .x = axis_empty, .y = axis_empty };
	uint32_t before = 0;
	double done = 0;

	if (!of->arm)
		return doses;
	doses.items = arena_take_array(arena, series->n + 1, sizeof *doses.items);
	for (size_t i = 0; i < series->n; i++) {
		uint32_t number = analysis->rounds.items[series->at[i]].number;
		const struct design_round *round = design_at(&analysis->design, number);
		struct dose dose;

		if (series->x[i] < analysis->settings.skip_x)
			continue;
		if (doses.count)
			done += actions_between(&analysis->design, before, number);
		before = number;
		dose = (struct dose){ done, series->value[i], round ? round->arm : DESIGN_NO_ARM };
		add(&doses, &dose, i, series->n / most + 1);
	}
	axis_widen(&doses.x, 1);
	axis_widen(&doses.y, axis_height(&doses.y));
	return doses;
}
