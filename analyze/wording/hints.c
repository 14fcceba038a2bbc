/* hints.c - possible causes of a growth: threads, arenas, an allocator's steps, deleted files,
 * reservations. */
#include "hints.h"

#include <math.h>

#include "../base/text.h"
#include "hints_heap.h"
#include "wording.h"

enum { MOST_HINTS = 8, LEAST_STEPS = 2, LEAST_KIB = 32, LEAST_SHARE = 10 };

struct hints {
	struct arena *arena;
	const char **items;
	size_t count;
};

static void add(struct hints *hints, const char *hint)
{
	if (hints->count < MOST_HINTS)
		hints->items[hints->count++] = hint;
}

static const char *plural(uint32_t count)
{
	return count == 1 ? "" : "s";
}

/* The group of that name if it grew in number or size, else NULL. */
static const struct mapping_group *grown_group(const struct process *process, const char *name)
{
	for (size_t i = 0; i < process->group_count; i++) {
		const struct mapping_group *group = &process->groups[i];

		if (span_is(group->name, name) && (group->count_last > group->count_first ||
							  group->kib_last > group->kib_first))
			return group;
	}
	return NULL;
}

/* Members that a group has more of at its end than at its start: each brought a thread. */
static double more_members(const struct analysis *analysis, const struct process *process)
{
	const struct pool *pool;

	if (!analysis->members)
		return 0;
	pool = &analysis->pools.items[process - analysis->processes.items];
	return (double)pool->last - (double)pool->first;
}

/* Ended threads that were neither joined nor detached keep their stacks (pthread_create(3)). One
 * more stack is a thread that began late. */
static void hint_threads(
	struct hints *hints, const struct analysis *analysis, const struct finding *finding)
{
	const struct trend *threads = &finding->trend[METRIC_THREADS];
	const struct mapping_group *stacks = grown_group(finding->process, "[thread stack]");

	if (threads->n && threads->last > threads->first &&
		threads->last - threads->first > more_members(analysis, finding->process)) {
		add(hints,
			text_format(hints->arena,
				"it has %.0f threads at the end, %.0f at the start: are there threads that never end?",
				threads->last, threads->first));
	} else if (stacks && stacks->count_last > stacks->count_first + 1) {
		add(hints,
			text_format(hints->arena,
				"%u thread stacks at the end, %u at the start%s: threads that are neither joined nor detached keep theirs",
				stacks->count_last, stacks->count_first,
				threads->n ? ", and no more threads" : ""));
	}
}

/* Does one group grow by so much that it is worth a word: a tenth of all growth, and some pages?
 * What is only reserved does not count, nor stacks of threads: they have 8 MiB each, of which
 * little is touched. */
static bool is_much(const struct process *process, const struct mapping_group *one)
{
	int64_t grown = one->kib_last - one->kib_first, sum = 0;

	for (size_t i = 0; i < process->group_count; i++) {
		const struct mapping_group *group = &process->groups[i];

		if (group->kib_last > group->kib_first && !span_is(group->name, "[reserved]") &&
			!span_is(group->name, "[thread stack]"))
			sum += group->kib_last - group->kib_first;
	}
	return grown >= LEAST_KIB && grown * LEAST_SHARE >= sum;
}

/* Did its size change before the first round that is judged? What it had at the start of the run
 * then says nothing of what grew since. */
static bool has_changed_before(const struct analysis *analysis, const struct mapping_group *group)
{
	const struct series *size = &group->size;
	size_t i = 0;

	while (i < size->n && size->x[i] < analysis->settings.skip_x)
		i++;
	return i > 0 && i < size->n && fabs(size->value[i] - size->value[0]) > 0;
}

/* glibc gives each thread an arena of its own, aligned to 64 MiB, and seldom gives memory back from
 * there (mallopt(3)). */
static void hint_arenas(
	struct hints *hints, const struct analysis *analysis, const struct finding *finding)
{
	const struct mapping_group *arenas = grown_group(finding->process, "[arena]");

	if (!arenas || !is_much(finding->process, arenas))
		return;
	if (arenas->count_last > arenas->count_first && !has_changed_before(analysis, arenas))
		add(hints,
			text_format(hints->arena,
				"%u arena%s of 64 MiB at the end, %u at the start: the allocator may only retain what was freed; try MALLOC_ARENA_MAX=1, and see whether the growth stays",
				arenas->count_last, plural(arenas->count_last),
				arenas->count_first));
	else
		add(hints,
			"arenas of threads grow: the allocator may only retain what was freed; try MALLOC_ARENA_MAX=1, and see whether the growth stays");
}

/* The number of rises of a series in the judged rounds if each is one step of the allocator, else
 * 0.
 */
static size_t steps_of(const struct series *series, double skip_x, double quantum, double page)
{
	size_t steps = 0;

	for (size_t i = 1; i < series->n; i++) {
		double rise = series->value[i] - series->value[i - 1];

		if (rise <= 0 || series->x[i - 1] < skip_x)
			continue;
		if (fabs(rise - quantum) > page)
			return 0;
		steps++;
	}
	return steps;
}

/* malloc asks for M_TOP_PAD (128 KiB) more than it needs each time it moves the program break
 * (mallopt(3)). */
static void hint_steps(
	struct hints *hints, const struct analysis *analysis, const struct finding *finding)
{
	const struct process *process = finding->process;

	for (size_t i = 0; i < process->group_count; i++) {
		size_t steps;

		if (!span_is(process->groups[i].name, "[heap]"))
			continue;
		steps = steps_of(&process->groups[i].size, analysis->settings.skip_x,
			process->quantum_kib, analysis->settings.page_kib);
		if (steps >= LEAST_STEPS)
			add(hints,
				text_format(hints->arena,
					"the heap grew %zu times, by %.0f KiB each: so malloc takes memory for many small blocks; are they freed, and all of them?",
					steps, process->quantum_kib));
		return;
	}
}

/* A file that was deleted, or never had a name in a folder, lives as long as it is mapped or open.
 */
static void hint_nameless(struct hints *hints, const struct finding *finding)
{
	const struct mapping_group *deleted = grown_group(finding->process, "[deleted files]"),
				   *memory = grown_group(finding->process, "[memfd]");

	if (deleted)
		add(hints,
			text_format(hints->arena,
				"deleted files stay mapped, %u at the start, %u at the end: are they unmapped and closed?",
				deleted->count_first, deleted->count_last));
	if (memory)
		add(hints,
			text_format(hints->arena,
				"files in memory (memfd_create) stay mapped, %u at the start, %u at the end: are they unmapped and closed?",
				memory->count_first, memory->count_last));
}

/* Did a metric that does not grow for certain stay where it was, beside one that does? One that
 * rose in a few steps did not. */
static bool stays(const struct analysis *analysis, const struct process *process,
	enum metric metric, enum metric grown)
{
	double first, last, grown_first, grown_last;

	if (!wording_ends(analysis, process, metric, &first, &last) ||
		!wording_ends(analysis, process, grown, &grown_first, &grown_last))
		return true;
	return last - first < LEAST_KIB || LEAST_SHARE * (last - first) < grown_last - grown_first;
}

static void hint_one_sided(
	struct hints *hints, const struct analysis *analysis, const struct finding *finding)
{
	const struct process *process = finding->process;

	if (finding->reason == REASON_ONLY_RSS &&
		stays(analysis, process, METRIC_PRIVATE, METRIC_RSS))
		add(hints,
			"resident memory grows where private memory does not: pages that were reserved before, or are shared, are touched for the first time; does it end when all are?");
	if (finding->reason == REASON_ONLY_PRIVATE &&
		stays(analysis, process, METRIC_RSS, METRIC_PRIVATE))
		add(hints,
			"private memory grows where resident memory does not: memory is reserved and never touched, as the stacks of threads and large buffers are");
	if (finding->reason == REASON_ONLY_FILES)
		add(hints,
			"pages of files or shared memory become resident: the kernel can take back those of files; shared memory (shm, memfd, tmpfs) it cannot");
}

/* Is all that grew much in the mappings of glibc's malloc? Another allocator retains none of it. */
static bool is_of_glibc(const struct process *process)
{
	bool has_grown = false;

	for (size_t i = 0; i < process->group_count; i++) {
		const struct mapping_group *group = &process->groups[i];

		if (!is_much(process, group))
			continue;
		if (!span_is(group->name, "[heap]") && !span_is(group->name, "[arena]"))
			return false;
		has_grown = true;
	}
	return has_grown;
}

static void hint_allocator(struct hints *hints, const struct finding *finding)
{
	const struct process *process = finding->process;

	if (process->allocator.len && finding->verdict >= VERDICT_SUSPECT && !is_of_glibc(process))
		add(hints,
			text_format(hints->arena,
				"its allocator is not glibc's and takes some %s at a time: part of the growth may be memory that it retains",
				wording_size(hints->arena, process->quantum_kib)));
}

/* The live heap shows that what grows is in use: no allocator retains it. */
static bool is_in_use(const struct finding *finding)
{
	return finding->heap.is_read && finding->heap.verdict == VERDICT_LEAK;
}

static void hint_heap(
	struct hints *hints, const struct analysis *analysis, const struct finding *finding)
{
	const char *found[HINTS_HEAP_MAX];
	size_t count = hints_heap(hints->arena, analysis, finding, found);

	for (size_t i = 0; i < count; i++)
		add(hints, found[i]);
}

const char *const *hints_of(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t *count)
{
	struct hints hints = { arena, arena_take_array(arena, MOST_HINTS, sizeof *hints.items), 0 };

	hint_heap(&hints, analysis, finding);
	hint_threads(&hints, analysis, finding);
	if (!is_in_use(finding))
		hint_arenas(&hints, analysis, finding);
	hint_steps(&hints, analysis, finding);
	hint_nameless(&hints, finding);
	hint_one_sided(&hints, analysis, finding);
	if (!is_in_use(finding))
		hint_allocator(&hints, finding);
	*count = hints.count;
	return hints.items;
}
