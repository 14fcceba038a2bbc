/* machine.c - what the trends of the whole system mean for the exit status. */
#include "machine.h"

#include <math.h>
#include <stdint.h>

#include "../analysis.h"
#include "../history/system_series.h"
#include "../base/text.h"
#include "../options.h"
#include "../verdict/method.h"
#include "../wording/wording.h"

static const struct system_finding *finding_of(const struct analysis *analysis, size_t i)
{
	return &analysis->system_findings[i];
}

/* Does the system's number i grow? */
static bool grows(const struct analysis *analysis, size_t i)
{
	const struct finding *finding = finding_of(analysis, i)->finding;

	return finding && finding->verdict >= VERDICT_SUSPECT;
}

static bool is_memory(enum system_key key)
{
	return key < SYSTEM_KEYS && !system_series_is_count(key);
}

/* KiB per round that number i takes from the machine; 0: it is no memory. */
static double rate_of(const struct analysis *analysis, size_t i)
{
	const struct finding *finding = finding_of(analysis, i)->finding;

	if (!finding || !is_memory(analysis->processes.system[i].key))
		return 0;
	return finding->trend[METRIC_FOOTPRINT].rate * analysis->round_x;
}

/* Memory of the kernel's own: no process that begins cold fills it. */
static bool is_kernel(enum system_key key)
{
	return key == SYSTEM_SLAB || key == SYSTEM_PERCPU || key == SYSTEM_UNACCOUNTED;
}

/* The index of the number of that key; SIZE_MAX: not recorded. */
static size_t place_of(const struct analysis *analysis, enum system_key key)
{
	for (size_t i = 0; i < analysis->processes.system_count; i++)
		if (analysis->processes.system[i].key == key)
			return i;
	return SIZE_MAX;
}

/* KiB per round that MemAvailable loses: by its slope where it falls significantly, else as much as
 * it may lose, by the interval of its late slope. */
static double lost(const struct analysis *analysis, size_t available)
{
	const struct trend *trend = &finding_of(analysis, available)->trend;

	if (grows(analysis, available))
		return rate_of(analysis, available);
	return trend->has_late ? -trend->late_low * analysis->round_x : INFINITY;
}

/* Is it sure that MemAvailable loses only a small part of rate, because other memory makes up for
 * the rest? Where it does not fall, that takes a pass in which a fall at that rate would have
 * shown, and both of its intervals: that of the late slope, and that of the slope that is printed.
 */
static bool denies(const struct analysis *analysis, size_t available, double rate)
{
	const struct trend *trend = &finding_of(analysis, available)->trend;
	const struct finding *finding = finding_of(analysis, available)->finding;
	double most = lost(analysis, available), shown;

	if (!grows(analysis, available)) {
		shown = finding->detectable * analysis->round_x;
		if (finding->verdict != VERDICT_STABLE || shown < 0 || shown > rate)
			return false;
		most = fmax(most, -trend->rate_low * analysis->round_x);
	}
	return most < METHOD_EXPLAINED * rate;
}

/* Does number i grow, and does MemAvailable not contradict it? */
static bool takes(const struct analysis *analysis, size_t i)
{
	size_t available = place_of(analysis, SYSTEM_AVAILABLE);
	double rate;

	if (available == SIZE_MAX || !grows(analysis, i))
		return false;
	rate = rate_of(analysis, i);
	return rate > 0 && !denies(analysis, available, rate);
}

/* Does it also take a fair part of what MemAvailable loses, or may lose, and is that a fair part of
 * what it takes? */
static bool explains(const struct analysis *analysis, size_t i)
{
	double rate, most;

	if (!takes(analysis, i))
		return false;
	rate = rate_of(analysis, i);
	most = lost(analysis, place_of(analysis, SYSTEM_AVAILABLE));
	return rate >= METHOD_EXPLAINED * most && most >= METHOD_EXPLAINED * rate;
}

static bool kernel_explains(const struct analysis *analysis)
{
	for (size_t i = 0; i < analysis->processes.system_count; i++)
		if (is_kernel(analysis->processes.system[i].key) && explains(analysis, i))
			return true;
	return false;
}

static bool is_provisional(const struct analysis *analysis, size_t i)
{
	return finding_of(analysis, i)->finding->flags & 1u << FLAG_PROVISIONAL;
}

/* Is the end not too far away to be foreseen? What others begin and end on a machine moves its
 * numbers for seconds, and what the kernel keeps of a connection for a fixed time (TIME_WAIT, and
 * its entry in conntrack) gathers until that is over: it looks like growth in a run that is no
 * longer. */
static bool is_in_sight(const struct analysis *analysis, size_t i)
{
	const struct trend *trend = &finding_of(analysis, i)->finding->trend[METRIC_FOOTPRINT];
	double x_s = analysis->by_time ? 1.0 : analysis->round_mean_s;

	return trend->span * x_s >= METHOD_SETTLED_S ||
	       trend->rate * trend->span * METHOD_IN_SIGHT >= analysis->mem_available_kib;
}

/* Number i grows, and MemAvailable does not surely fall: it is too noisy to show a fall of that
 * size. Where its noise is many times as large, it is not known whether other memory makes up for
 * the growth: that is no pass. */
static enum machine_says says_alone(const struct analysis *analysis, size_t i)
{
	double ends_s = finding_of(analysis, i)->ends_s;

	if (!takes(analysis, i) || ends_s > METHOD_SOON_DAYS * 86400.0)
		return MACHINE_NOTHING;
	if (explains(analysis, i) && !is_provisional(analysis, i))
		return ends_s < 0 ? MACHINE_OPEN : MACHINE_FAILS;
	return is_in_sight(analysis, i) ? MACHINE_OPEN : MACHINE_NOTHING;
}

/* Without an option, growth counts where MemAvailable is used up soon, at the pace of its fall. In
 * a short cold run that may be the work of processes which begin, unless it is the kernel that
 * takes it. */
static enum machine_says by_default(const struct analysis *analysis, size_t i)
{
	size_t available = place_of(analysis, SYSTEM_AVAILABLE);
	double ends_s;

	if (available == SIZE_MAX)
		return MACHINE_NOTHING;
	if (!grows(analysis, available))
		return says_alone(analysis, i);
	ends_s = finding_of(analysis, available)->ends_s;
	if (ends_s > METHOD_SOON_DAYS * 86400.0 || !explains(analysis, i))
		return MACHINE_NOTHING;
	if (ends_s < 0 || (is_provisional(analysis, available) && !kernel_explains(analysis)))
		return MACHINE_OPEN;
	return MACHINE_FAILS;
}

enum machine_says machine_says(const struct analysis *analysis, size_t i)
{
	const struct system_finding *system = finding_of(analysis, i);
	const struct analyze_options *options = analysis->options;
	bool never = options->fail_on == FAIL_ON_NEVER;

	if (system->over)
		return never ? MACHINE_NOTHING : MACHINE_FAILS;
	if (system->unseen)
		return MACHINE_OPEN;
	if (!grows(analysis, i) || system->has_budget)
		return MACHINE_NOTHING;
	if (options->fail_on_system == FAIL_ON_SYSTEM_SOON)
		return never ? MACHINE_NOTHING : by_default(analysis, i);
	return options->fail_on_system == FAIL_ON_SYSTEM_GROWS ? MACHINE_FAILS : MACHINE_NOTHING;
}

size_t machine_gravest(const struct analysis *analysis)
{
	size_t gravest = SIZE_MAX;
	enum machine_says most = MACHINE_NOTHING;

	for (size_t i = 0; i < analysis->processes.system_count; i++) {
		enum machine_says says = machine_says(analysis, i);

		if (says < most || says == MACHINE_NOTHING ||
			(says == most && finding_of(analysis, i)->ends_s >=
						 finding_of(analysis, gravest)->ends_s))
			continue;
		most = says;
		gravest = i;
	}
	return gravest;
}

/* The index of the key that takes most of what MemAvailable loses; SIZE_MAX: none a fair part. */
static size_t greatest(const struct analysis *analysis)
{
	size_t most = SIZE_MAX;

	for (size_t i = 0; i < analysis->processes.system_count; i++)
		if (analysis->processes.system[i].key != SYSTEM_AVAILABLE &&
			analysis->processes.system[i].key < SYSTEM_KEYS && explains(analysis, i) &&
			(most == SIZE_MAX || rate_of(analysis, i) > rate_of(analysis, most)))
			most = i;
	return most;
}

const char *machine_why(struct arena *arena, const struct analysis *analysis, size_t i)
{
	const struct system_series *system = &analysis->processes.system[i];
	double ends_s = finding_of(analysis, i)->ends_s;
	const char *when;
	size_t by;
	struct span by_name;

	if (finding_of(analysis, i)->over)
		return text_format(
			arena, "system %s over its budget", system_series_word(system->key));
	if (ends_s < 0)
		return text_format(arena, "%.*s %s, in a run without times", (int)system->name.len,
			system->name.at, system->key == SYSTEM_AVAILABLE ? "falls" : "grows");
	if (!(ends_s <= METHOD_SOON_DAYS * 86400.0))
		return text_format(arena, "%.*s %s", (int)system->name.len, system->name.at,
			system->key == SYSTEM_AVAILABLE ? "falls" : "grows");
	when = wording_about(arena, ends_s);
	by = grows(analysis, place_of(analysis, SYSTEM_AVAILABLE)) ? greatest(analysis) : i;
	if (by == SIZE_MAX)
		return text_format(arena, "MemAvailable would be used up in %s", when);
	by_name = analysis->processes.system[by].name;
	return text_format(arena, "MemAvailable would be used up in %s (%.*s grows)", when,
		(int)by_name.len, by_name.at);
}

/* The number whose growth is said in plain words; SIZE_MAX: none. */
static size_t plain_place(const struct analysis *analysis)
{
	size_t i = machine_gravest(analysis);

	return i == SIZE_MAX || analysis->options->fail_on_system != FAIL_ON_SYSTEM_SOON ||
			       finding_of(analysis, i)->over || finding_of(analysis, i)->unseen
		       ? SIZE_MAX
		       : i;
}

static const char no_end[] = "how long memory lasts is not known, as the run has no times";
static const char no_pass[] =
	"That is no pass (`--fail-on-system never` takes it out of the exit status).";
static const char in_tmpfs[] = "with files in tmpfs, also the run's own";

const char *machine_plain(struct arena *arena, const struct analysis *analysis)
{
	size_t i = plain_place(analysis);
	const struct system_finding *system;
	const char *rate, *verb, *pace, *what;
	enum system_key key;
	struct span name;

	if (i == SIZE_MAX)
		return NULL;
	system = finding_of(analysis, i);
	name = analysis->processes.system[i].name;
	rate = wording_number(arena, fabs(wording_per_round(analysis, system->trend.rate)));
	key = analysis->processes.system[i].key;
	verb = key == SYSTEM_AVAILABLE ? "falls" : "grows";
	what = key == SYSTEM_SHMEM ? text_format(arena, " (%s)", in_tmpfs) : "";
	pace = system->ends_s < 0
		       ? no_end
		       : text_format(arena,
				 "at this pace the memory that is available is used up in %s",
				 wording_about(arena, system->ends_s));
	return text_format(arena, "%.*s%s %s by %s KiB a round: %s. %s", (int)name.len, name.at,
		what, verb, rate, pace, no_pass);
}

/* Why the end of memory that number i foresees does not count. */
static const char *why_uncounted(const struct analysis *analysis, size_t i)
{
	const struct system_finding *system = finding_of(analysis, i);
	size_t available = place_of(analysis, SYSTEM_AVAILABLE);

	if (system->has_budget)
		return "within its budget";
	if (analysis->options->fail_on == FAIL_ON_NEVER)
		return "--fail-on never";
	if (analysis->options->fail_on_system == FAIL_ON_SYSTEM_NEVER)
		return "--fail-on-system never";
	if (system->ends_s > METHOD_SOON_DAYS * 86400.0)
		return "it is more than 30 days away; --fail-on-system grows would count it";
	if (available != SIZE_MAX && grows(analysis, available))
		return "MemAvailable itself falls more slowly; --fail-on-system grows would count it";
	if (!takes(analysis, i))
		return "MemAvailable does not fall with it; --fail-on-system grows would count it";
	return "the run is too short to foresee it; --fail-on-system grows would count it";
}

/* The number that foresees the end of memory soonest; SIZE_MAX: none does. */
static size_t soonest(const struct analysis *analysis)
{
	size_t first = SIZE_MAX;

	for (size_t i = 0; i < analysis->processes.system_count; i++) {
		double ends_s = finding_of(analysis, i)->ends_s;

		if (grows(analysis, i) && is_memory(analysis->processes.system[i].key) &&
			ends_s >= 0 && !isinf(ends_s) &&
			(first == SIZE_MAX || ends_s < finding_of(analysis, first)->ends_s))
			first = i;
	}
	return first;
}

const char *machine_uncounted(struct arena *arena, const struct analysis *analysis, size_t i)
{
	if (machine_gravest(analysis) != SIZE_MAX || i != soonest(analysis))
		return "";
	return text_format(
		arena, " (told, but not in the exit status: %s)", why_uncounted(analysis, i));
}

const char *machine_aside(struct arena *arena, const struct analysis *analysis, size_t i)
{
	const struct system_finding *system = finding_of(analysis, i);
	bool shmem = analysis->processes.system[i].key == SYSTEM_SHMEM;

	if (i != plain_place(analysis))
		return machine_uncounted(arena, analysis, i);
	return text_format(arena, "%s%s. %s", shmem ? text_format(arena, " (%s)", in_tmpfs) : "",
		system->ends_s < 0 ? text_format(arena, "; %s", no_end) : "", no_pass);
}
