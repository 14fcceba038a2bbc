/* verdict_works.c - the work spaces of all workers, kept from stage to stage. */
#include "verdict_works.h"

#include <stdlib.h>

#include "../base/room.h"
#include "../base/say.h"
#include "../stats/search_curves.h"
#include "method.h"
#include "verdict_rules.h"

struct verdict_works {
	struct search_curves *curves; /* NULL: too few rounds for any */
	size_t count;
	struct trend_work **work; /* NULL: its worker had nothing to do yet */
};

void verdict_works_lack(void)
{
	say("no memory to fit trends (give fewer --jobs, or fewer runs at once)");
	exit(2);
}

static struct trend_work *new_work(const struct search_curves *curves)
{
	struct trend_work *work = trend_work_new(curves);

	if (!work)
		verdict_works_lack();
	return work;
}

/* Most series have one point per round, from the first that is not skipped to the last. */
static struct search_curves *common_curves(
	const struct processes *processes, const struct verdict_settings *settings)
{
	struct series longest = { .n = 0 };

	for (size_t i = 0; i < processes->count; i++)
		if (processes->items[i].value[METRIC_RSS].n > longest.n)
			longest = processes->items[i].value[METRIC_RSS];
	longest = verdict_judged_series(&longest, settings->skip_x);
	if (longest.n < METHOD_MODEL_ROUNDS)
		return NULL;
	/* without memory for them each worker tries by itself, and says so */
	return search_curves_new(longest.n, longest.x);
}

struct verdict_works *verdict_works_new(
	const struct processes *processes, const struct verdict_settings *settings)
{
	struct verdict_works *works = room_resize(NULL, 1, sizeof *works);

	works->curves = common_curves(processes, settings);
	works->count = settings->jobs ? settings->jobs : 1;
	works->work = room_resize(NULL, works->count, sizeof(struct trend_work *));
	for (size_t i = 0; i < works->count; i++)
		works->work[i] = NULL;
	return works;
}

void verdict_works_free(struct verdict_works *works)
{
	for (size_t i = 0; i < works->count; i++)
		trend_work_free(works->work[i]);
	search_curves_free(works->curves);
	free(works->work);
	free(works);
}

struct trend_work *verdict_works_take(const struct verdict_settings *settings, size_t worker)
{
	struct verdict_works *works = settings->works;

	if (!works)
		return new_work(NULL);
	if (!works->work[worker])
		works->work[worker] = new_work(works->curves);
	return works->work[worker];
}

void verdict_works_give(const struct verdict_settings *settings, struct trend_work *work)
{
	if (!settings->works)
		trend_work_free(work);
}
