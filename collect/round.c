/* round.c - one round: snapshot, events, commit. */
#include "round.h"

#include <string.h>

#include "base/io.h"
#include "base/say.h"
#include "disk_use.h"
#include "events.h"
#include "progress.h"
#include "run_format.h"
#include "soak.h"
#include "target_tell.h"

/* Old rounds are thinned when a tenth of those that are kept has come since. */
enum { THIN_PART = 10 };

enum source_status round_snapshot(struct soak *soak, uint32_t number, unsigned kinds)
{
	soak->round.number = number;
	soak->round.kinds = kinds;
	soak->round.trouble.len = 0;
	for (enum kind kind = 0; kind < KINDS; kind++)
		soak->round.text[kind].len = 0;
	targets_prepare(&soak->targets, &soak->round);
	return soak->source->snapshot(soak->source, &soak->round);
}

int round_put_events(struct soak *soak)
{
	int result = soak->lines.len ? soak->store->events(soak->store, &soak->lines) : 0;

	soak->lines.len = 0;
	return result;
}

/* --thin: finds what old rounds have to lose, and says so before it is removed. Now and then is
 * enough: the folder is read for it. */
static int find_thin(struct soak *soak, uint32_t number, unsigned *kinds)
{
	int64_t keep = soak->options->thin, last = number - keep;

	*kinds = 0;
	if (!keep || last <= soak->thinned || number % (keep / THIN_PART + 1) != 0)
		return 0;
	if (soak->store->thin(soak->store, soak->thinned + 1, last, STORE_THIN_FIND, kinds))
		return -1;
	if (*kinds)
		events_thinned(&soak->lines, number, *kinds, soak->thinned + 1, last);
	return 0;
}

static int thin(struct soak *soak, uint32_t number, unsigned kinds)
{
	int64_t last = number - soak->options->thin;

	if (!kinds)
		return 0;
	if (soak->store->thin(soak->store, soak->thinned + 1, last, STORE_THIN_REMOVE, &kinds))
		return -1;
	soak->thinned = last;
	return 0;
}

static void tell_disk_use(const struct soak *soak, uint32_t number)
{
	const struct collect_options *options = soak->options;
	int64_t settle_ms = options->design.count ? options->settle_ms : 0,
		least_ms = settle_ms > options->interval_ms ? settle_ms : options->interval_ms;
	const struct disk_use use = { disk_use_round(soak->round.text), options->interval_ms,
		options->duration_ms < 0 ? least_ms : 0, /* else it ends before */
		soak->last_round < 0 ? -1 : soak->last_round + 1 - (int64_t)number,
		soak->store->rounds_before > 0, soak->store->path };

	disk_use_tell(&use);
}

static int commit(struct soak *soak, uint32_t number, int64_t time_ms)
{
	unsigned kinds;
	struct store_round round = { number, time_ms, soak->round.text };
	struct buffer *text = &soak->text;

	text->len = 0;
	action_take_output(&soak->output, number, text);
	if (text->len && soak->store->action(soak->store, &round, text))
		return -1;
	if (find_thin(soak, number, &kinds) || round_put_events(soak))
		return -1;
	text->len = 0;
	events_add(text, number, RUN_EVENT_ROUND, NULL);
	if (soak->store->commit(soak->store, &round, text))
		return -1;
	soak->last_number = number;
	soak->last_time_ms = time_ms;
	soak->rounds_here++;
	soak->drops = 0;
	if (soak->options->plan)
		plan_take(&soak->plan, soak->round.text, soak->started_ms);
	else if (soak->rounds_here == 1 && !soak->options->quiet)
		tell_disk_use(soak, number);
	return thin(soak, number, kinds);
}

/* Did a stop signal come while the snapshot was made? */
static bool asked_to_stop(struct soak *soak)
{
	(void)waiting_look(soak->waiting);
	return soak->waiting->stops > 0;
}

/* Determines whether this snapshot is the last of this session, if not yet known. */
static void find_end(struct soak *soak, uint32_t number)
{
	bool stop = asked_to_stop(soak);

	if (soak->end)
		return;
	if (soak->last_round >= 0 && number >= soak->last_round)
		soak->end = SOAK_ROUNDS_DONE;
	else if (soak->until_ms >= 0 && soak->started_ms >= soak->until_ms)
		soak->end = SOAK_TIME_OVER;
	else if (stop)
		soak->end = SOAK_SIGNAL;
	else if (targets_ended(&soak->targets))
		soak->end = SOAK_TARGETS_GONE;
}

static unsigned kinds_of(const struct soak *soak, bool first, bool last)
{
	unsigned kinds = soak->options->kinds | soak->source->unasked;
	bool ps = soak->options->ps == PS_EACH || (soak->options->ps == PS_ENDS && (first || last));

	return ps ? kinds | 1u << KIND_PS : kinds & ~(1u << KIND_PS);
}

/* Drops a round and keeps its events. */
static enum step drop(struct soak *soak, uint32_t number, enum source_status status)
{
	events_trouble(&soak->lines, number, &soak->round.trouble);
	if (round_put_events(soak))
		return STEP_FAILED;
	if (status == SOURCE_FAILED)
		return STEP_FAILED;
	return status == SOURCE_STOPPED || soak->waiting->stops > 1 ? STEP_NOW : STEP_DROPPED;
}

/* A target that was started anew may be in another cgroup: it is recorded from the next round on.
 */
static void look_for_cgroups(struct soak *soak)
{
	static const char why[] =
		"cgroup: it has no files to record (is its memory controller on?)";

	(void)soak_add_cgroups(soak);
	if (soak->rounds_here || !(soak->round.kinds & 1u << KIND_CGROUP) ||
		soak->round.text[KIND_CGROUP].len)
		return;
	buffer_string(&soak->round.trouble, why);
	buffer_string(&soak->round.trouble, "\n");
	if (!soak->options->quiet)
		say("%s", why);
}

/* That not all processes are seen which -a asks for is told once. */
static void look_for_others(struct soak *soak, uint32_t number)
{
	if (!soak->round.hides || !soak->options->all || soak->told_others)
		return;
	soak->told_others = true;
	target_tell_others(soak->options->quiet, number, &soak->lines);
}

enum step round_take(struct soak *soak, uint32_t number)
{
	bool first = !soak->rounds_here && number == 0;
	bool known_last = soak->end || (soak->last_round >= 0 && number >= soak->last_round);
	int64_t time_ms = io_wall_ms();
	enum source_status status;
	uint32_t empty = soak->targets.empty_rounds;

	soak->started_ms = io_monotonic_ms();
	if (soak->until_ms < 0 && soak->options->duration_ms >= 0)
		soak->until_ms = soak->started_ms + soak->options->duration_ms;
	status = round_snapshot(soak, number, kinds_of(soak, first, known_last));
	if (status != SOURCE_GOOD)
		return drop(soak, number, status);
	targets_finish(&soak->targets, number, &soak->lines);
	find_end(soak, number);
	if (soak->end && soak->options->ps == PS_ENDS && !(soak->round.kinds & 1u << KIND_PS)) {
		/* only now is this known to be the last round: take it again, with ps */
		time_ms = io_wall_ms();
		status = round_snapshot(soak, number, kinds_of(soak, first, true));
		if (status != SOURCE_GOOD)
			return drop(soak, number, status);
		soak->targets.empty_rounds = empty;
		targets_finish(&soak->targets, number, &soak->lines);
	}
	if (soak->waiting->stops > 1)
		return STEP_NOW;
	look_for_cgroups(soak);
	look_for_others(soak, number);
	events_trouble(&soak->lines, number, &soak->round.trouble);
	if (commit(soak, number, time_ms))
		return soak->store->round_dropped ? STEP_NOW : STEP_FAILED;
	progress_round(soak, number);
	return soak->end ? STEP_LAST : STEP_GOOD;
}
