/* json_groups.c - groups of processes as JSON. */
#include "json_groups.h"

#include "../analysis.h"
#include "../wording/wording.h"
#include "../wording/wording_pool.h"
#include "json_life.h"

/* How members grow until they are replaced; null where they are not. */
static json_t *growth_object(const struct analysis *groups, const struct pool_growth *growth)
{
	json_t *object;

	if (!growth->slope.known)
		return json_null();
	object = json_object();
	json_object_set_new(object, "slope_kib_per_round",
		json_life_finite(wording_per_round(groups, growth->slope.slope)));
	json_object_set_new(
		object, "low", json_life_finite(wording_per_round(groups, growth->slope.low)));
	json_object_set_new(
		object, "high", json_life_finite(wording_per_round(groups, growth->slope.high)));
	json_object_set_new(object, "p", json_life_finite(growth->slope.p));
	json_object_set_new(object, "lives", json_integer((json_int_t)growth->slope.parts));
	json_object_set_new(object, "rounds_per_life", json_life_finite(growth->rounds));
	json_object_set_new(object, "height_kib", json_life_finite(growth->height_kib));
	json_object_set_new(object, "kib", json_life_finite(growth->growth_kib));
	json_object_set_new(object, "bounded", json_boolean(growth->bounded));
	return object;
}

/* The trend of one number beside the sum; null where it has none. */
static json_t *number_object(
	const struct report *view, const struct series *series, const struct finding *finding)
{
	json_t *object;

	if (!series->n)
		return json_null();
	object = json_object();
	json_object_set_new(object, "first", json_life_finite(series->value[0]));
	json_object_set_new(object, "last", json_life_finite(series->value[series->n - 1]));
	json_object_set_new(object, "verdict",
		finding ? json_string(verdict_system_code(finding->verdict)) : json_null());
	if (finding)
		json_life_late(view, object, &finding->trend[METRIC_FOOTPRINT],
			&finding->judged[METRIC_FOOTPRINT]);
	return object;
}

static void set_members(const struct report *view, json_t *object, size_t i)
{
	const struct pool *pool = &view->analysis->pools.items[i];
	bool known = pool->members.n > 0;

	json_object_set_new(object, "members_first", json_life_number(known, (double)pool->first));
	json_object_set_new(object, "members_last", json_life_number(known, (double)pool->last));
	json_object_set_new(object, "members_most", json_life_number(known, (double)pool->most));
	json_object_set_new(
		object, "lives", json_life_number(pool->life_count, (double)pool->life_count));
	json_object_set_new(object, "replaced", json_integer((json_int_t)pool->replaced));
	json_object_set_new(object, "members",
		number_object(view, &pool->members, view->analysis->pool_findings[i].members));
}

static json_t *group_object(const struct report *view, const struct process_verdict *verdict)
{
	static const char *const extras[POOL_EXTRAS] = { "kernel", "sock", "shmem", "current" };
	const struct analysis *groups = view->analysis;
	size_t i = verdict->gravest;
	const struct pool *pool = &groups->pools.items[i];
	const struct pool_finding *found = &groups->pool_findings[i];
	const struct finding *finding = &groups->findings[i];
	json_t *object = json_object();

	json_object_set_new(object, "name", json_life_text(view, finding->process->name));
	json_object_set_new(object, "kind", json_string(pool_kind_code(pool->kind)));
	set_members(view, object, i);
	json_object_set_new(object, "verdict", json_string(verdict_code(finding->verdict)));
	json_object_set_new(object, "reason", json_string(verdict_reason_code(finding->reason)));
	json_object_set_new(
		object, "because", json_string(wording_pool_because(view->arena, groups, i)));
	json_object_set_new(object, "known", json_boolean(verdict->known));
	json_object_set_new(object, "growth_per_life", growth_object(groups, &found->growth));
	json_object_set_new(object, "growth_per_life_kib",
		json_life_number(found->growth.slope.known, found->growth.growth_kib));
	json_object_set_new(object, "sum_of", json_string(pool->shares ? "pss" : "rss"));
	json_object_set_new(object, "sum", json_life(view, finding));
	for (enum pool_extra extra = 0; extra < POOL_EXTRAS; extra++)
		if (pool->extra[extra].n)
			json_object_set_new(object, extras[extra],
				number_object(view, &pool->extra[extra], found->extra[extra]));
	return object;
}

json_t *json_groups(const struct report *report)
{
	const struct analysis *groups = report->analysis->groups;
	struct report view = *report;
	json_t *array = json_array();

	view.analysis = groups;
	for (size_t k = 0; groups && k < groups->verdict_count; k++)
		json_array_append_new(array, group_object(&view, &groups->verdicts[k]));
	return array;
}
