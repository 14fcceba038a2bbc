/* time_ticks.c - places ticks of elapsed time on an axis of rounds. */
#include "time_ticks.h"

#include "../analysis.h"
#include "axis.h"

enum { MOST_TICKS = 60 };

struct unit {
	const char *name;
	double seconds;
};

/* The unit that suits a duration. */
static struct unit unit_of(double seconds)
{
	static const struct unit units[] = { { "s", 1 }, { "min", 60 }, { "h", 3600 },
		{ "d", 86400 } };

	return units[seconds < 120 ? 0 : seconds < 7200 ? 1 : seconds < 259200 ? 2 : 3];
}

/* The step between ticks, in units: 1, 2, 5, 10, 15, 20, 30, 60 or 120, or more for a long time. */
static double step_of(double units, size_t most)
{
	static const double steps[] = { 1, 2, 5, 10, 15, 20, 30, 60, 120 };

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (units / steps[i] <= (double)most)
			return steps[i];
	return axis_step(units, 6);
}

/* The round number at which this much time had passed, interpolated between rounds; -1: never. */
static double round_at(const struct analysis *analysis, double elapsed_s)
{
	const struct round_list *rounds = &analysis->rounds;

	for (size_t i = 1; i < rounds->count; i++) {
		uint32_t from = rounds->items[i - 1].number, to = rounds->items[i].number;
		double before = rounds_time(rounds, i - 1)->elapsed_s,
		       after = rounds_time(rounds, i)->elapsed_s;

		if (after >= elapsed_s && after > before)
			return from + (to - from) * (elapsed_s - before) / (after - before);
	}
	return -1;
}

struct time_ticks time_ticks_of(
	struct arena *arena, const struct analysis *analysis, struct round_range range, size_t most)
{
	size_t rounds = analysis->rounds.count;
	double total = rounds ? rounds_time(&analysis->rounds, rounds - 1)->elapsed_s : 0, step;
	struct time_tick *ticks = arena_take_array(arena, MOST_TICKS, sizeof *ticks);
	struct time_ticks result = { ticks, 0, "" };
	struct unit unit = unit_of(total);

	if (!(total > 0))
		return result;
	result.unit = unit.name;
	step = step_of(total / unit.seconds, most) * unit.seconds;
	for (double s = 0; s <= total * 1.0001 && s / step < MOST_TICKS; s += step) {
		double x = s > 0 ? round_at(analysis, s) : (double)analysis->rounds.items[0].number;

		if (x >= range.first && x <= range.last)
			ticks[result.count++] = (struct time_tick){ x, s / unit.seconds };
	}
	return result;
}
