/* design.c - a run as an experiment: which action was drawn for which round. */
#include "design.h"

#include "../base/arena.h"
#include "../input/run_events.h"
#include "happenings.h"

/* A run has an event for every round that it drew. Rounds whose events are missing cost memory: at
 * most so many for each event are allowed. */
enum { MOST_PER_EVENT = 64 };

/* Names of the collector for rounds without an action of the user's. */
static bool is_control(struct span name)
{
	return span_is(name, "idle") || span_is(name, "control");
}

/* Takes the names of run.info's `arms: NAME NAME idle`. */
static void read_arms(struct span names, struct design *design)
{
	struct span name;

	while (span_field(&names, &name)) {
		if (is_control(name))
			design->control = name;
		else if (design->arm_count < DESIGN_ARMS)
			design->arm[design->arm_count++] = name;
		else
			design->too_many = true;
	}
}

static int find_arm(const struct design *design, struct span name)
{
	for (size_t a = 0; a < design->arm_count; a++)
		if (span_equal(design->arm[a], name))
			return (int)a;
	return is_control(name) ? DESIGN_CONTROL : DESIGN_NO_ARM;
}

/* Blocks begin behind the warm-up, every so many rounds, and wherever another arm begins. */
static void number_blocks(struct design_round *round, size_t count, uint32_t first, uint32_t length)
{
	uint32_t block = 0, place = 0;
	int arm = DESIGN_NO_ARM;

	for (size_t i = 0; i < count; i++) {
		uint32_t here = length ? ((uint32_t)i + length - first % length) / length : 0;
		bool other = arm != DESIGN_NO_ARM && round[i].arm != DESIGN_NO_ARM &&
			     round[i].arm != arm;

		if (i && (here != place || other)) {
			block++;
			arm = DESIGN_NO_ARM;
		}
		place = here;
		arm = round[i].arm != DESIGN_NO_ARM ? round[i].arm : arm;
		round[i].block = block;
	}
}

static bool times_vary(const struct design_round *round, size_t count)
{
	uint32_t times = 0;

	for (size_t i = 0; i < count; i++) {
		if (round[i].arm < 0)
			continue;
		if (times && round[i].times != times)
			return true;
		times = round[i].times;
	}
	return false;
}

struct design design_build(
	const struct run_info *info, const struct happenings *happenings, struct arena *arena)
{
	struct design design = { .arm_count = 0 };
	struct design_round *round;
	uint64_t length = 0;

	read_arms(run_info_value(info, "arms"), &design);
	if (!design.arm_count || !happenings->action_count)
		return (struct design){ .arm_count = 0 };
	(void)span_number(run_info_value(info, "block"), UINT32_MAX, &length);
	design.first_round = happenings->actions[0].round;
	design.round_count =
		happenings->actions[happenings->action_count - 1].round - design.first_round + 1;
	if (design.round_count > MOST_PER_EVENT * happenings->action_count)
		return (struct design){ .arm_count = 0 };
	round = arena_take_array(arena, design.round_count, sizeof *round);
	for (size_t i = 0; i < design.round_count; i++)
		round[i] = (struct design_round){ DESIGN_NO_ARM, 0, 0 };
	for (size_t i = 0; i < happenings->action_count; i++) {
		const struct happened_action *action = &happenings->actions[i];

		if (!action->failed)
			round[action->round - design.first_round] =
				(struct design_round){ find_arm(&design, action->arm),
					action->times, 0 };
	}
	/* round 1 + warm-up begins the first block */
	number_blocks(round, design.round_count,
		info->warmup_rounds + 1 > design.first_round
			? info->warmup_rounds + 1 - design.first_round
			: 0,
		(uint32_t)length);
	design.varies = times_vary(round, design.round_count);
	design.round = round;
	return design;
}

const struct design_round *design_at(const struct design *design, uint64_t number)
{
	if (number < design->first_round || number - design->first_round >= design->round_count)
		return NULL;
	return &design->round[number - design->first_round];
}

struct span design_undrawn(const struct design *design, uint32_t from)
{
	bool ran[DESIGN_ARMS] = { false };
	size_t arm = 0;

	if (design->too_many)
		return (struct span){ NULL, 0 };
	for (size_t i = 0; i < design->round_count; i++) {
		const struct design_round *round = &design->round[i];

		if (round->arm >= 0 && round->times && (!from || design->first_round + i > from))
			ran[round->arm] = true;
	}
	while (arm < design->arm_count && ran[arm])
		arm++;
	return arm < design->arm_count ? design->arm[arm] : (struct span){ NULL, 0 };
}
