/* json_system.c - the trends of the whole system as JSON. */
#include "json_system.h"

#include <math.h>

#include "../across/machine.h"
#include "../analysis.h"
#include "../history/system_series.h"
#include "../wording/wording.h"
#include "json_life.h"

static json_t *number_object(const struct report *report, size_t i)
{
	const struct analysis *analysis = report->analysis;
	const struct system_series *series = &analysis->processes.system[i];
	const struct system_finding *system = &analysis->system_findings[i];
	const struct finding *finding = system->finding;
	json_t *object = json_object();

	json_object_set_new(object, "key",
		json_string(series->key < SYSTEM_KEYS ? system_series_word(series->key) : "cache"));
	json_object_set_new(object, "name", json_life_text(report, series->name));
	json_object_set_new(object, "verdict", json_string(verdict_system_code(finding->verdict)));
	json_object_set_new(object, "reason", json_string(verdict_reason_code(finding->reason)));
	json_object_set_new(
		object, "provisional", json_boolean(finding->flags & 1u << FLAG_PROVISIONAL));
	json_object_set_new(
		object, "first", json_life_number(system->trend.n > 0, system->trend.first));
	json_object_set_new(
		object, "last", json_life_number(system->trend.n > 0, system->trend.last));
	json_life_late(report, object, &system->trend, &system->judged);
	json_object_set_new(object, "detectable_kib_per_round",
		json_life_number(finding->detectable >= 0,
			wording_per_round(analysis, finding->detectable)));
	json_object_set_new(
		object, "ends_s", json_life_number(system->ends_s >= 0, system->ends_s));
	json_object_set_new(
		object, "fails", json_boolean(machine_says(analysis, i) == MACHINE_FAILS));
	return object;
}

json_t *json_system(const struct report *report)
{
	const struct analysis *analysis = report->analysis;
	json_t *array = json_array();

	for (size_t i = 0; analysis->system_findings && i < analysis->processes.system_count; i++)
		if (analysis->system_findings[i].finding)
			json_array_append_new(array, number_object(report, i));
	return array;
}
