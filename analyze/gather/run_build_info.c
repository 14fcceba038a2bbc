/* run_build_info.c - what run.info and events.tsv say of a run being read. */
#include "run_build.h"

#include "../base/list.h"
#include "../parse/parse_status.h"
#include "collect/run_format.h"

/* One run.info being read. */
struct info_reading {
	struct run_info info;
	size_t capacity;
	struct arena *arena;
};

static void take_info(void *context, struct span key, struct span value)
{
	struct info_reading *reading = context;
	struct run_info *info = &reading->info;
	struct {
		const char *key;
		struct span *place;
	} places[] = {
		{ "collector", &info->collector },
		{ "started", &info->started },
		{ "host", &info->host },
		{ "kernel", &info->kernel },
		{ "boot_id", &info->boot_id },
		{ "source", &info->source },
		{ "tools", &info->tools },
		{ "targets", &info->targets },
		{ "action", &info->action },
	};
	uint64_t bytes, rounds;

	key = arena_copy(reading->arena, key);
	value = arena_copy(reading->arena, value);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (span_is(key, places[i].key))
			*places[i].place = parse_status_unescape(
				value, arena_take_array(reading->arena, value.len + 1, 1));
	if (span_is(key, "page_size") && span_number(value, 1 << 30, &bytes) && bytes >= 1024) {
		info->page_kib = (double)bytes / 1024;
		info->page_told = true;
	}
	if (span_is(key, "warmup_rounds") && span_number(value, UINT32_MAX, &rounds))
		info->warmup_rounds = (uint32_t)rounds;
	info->other = list_room_in(reading->arena, info->other, info->other_count + 1,
		&reading->capacity, sizeof *info->other);
	info->other[info->other_count][0] = key;
	info->other[info->other_count++][1] = value;
}

void run_build_info(struct run_build *build, struct span text, uint32_t order, struct notes *notes)
{
	struct info_reading reading = { .arena = &build->arena };

	run_info_read(text, notes, take_info, &reading);
	if (order < build->info_order)
		return;
	build->info = reading.info;
	build->info_order = order;
}

/* One member of events being read. */
struct events_reading {
	struct run_build *build;
	uint32_t order;
};

static void take_event(void *context, const struct run_event *event)
{
	const struct events_reading *reading = context;
	struct run_build *build = reading->build;

	if (span_is(event->event, RUN_EVENT_ROUND) && event->round > (int64_t)build->seen_round)
		build->seen_round = (uint32_t)event->round;
	if (build->last_round && event->round > (int64_t)build->last_round)
		return;
	happenings_take(&build->happenings, &build->arena, event);
	if (!span_is(event->event, RUN_EVENT_ROUND) || event->round < 0)
		return;
	rounds_take_event(&build->rounds,
		rounds_at(&build->rounds, &build->arena, (uint32_t)event->round),
		&(struct round_event){ reading->order, event->uptime_ms, event->time_ms });
}

void run_build_events(
	struct run_build *build, struct span text, uint32_t order, struct notes *notes)
{
	run_events_read(text, notes, take_event, &(struct events_reading){ build, order });
}
