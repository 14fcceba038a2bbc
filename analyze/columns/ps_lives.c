/* ps_lives.c - detects when a PID in ps belongs to another process than before. */
#include "ps_lives.h"

#include <string.h>

#include "../base/list.h"
#include "../base/room.h"
#include "../facts/facts.h"
#include "../parse/parse_ps_time.h"

enum {
	CPU_OF_ITS_OWN = 5, /* seconds: a new process does not use that much within a round */
	MANY_NAMES = 16     /* for one PID: they are titles */
};

static void fold_cpu(struct pid_columns *pid, uint32_t cpu, uint32_t at, bool repeated)
{
	if ((pid->cpu.count && pid->ps_cpu == cpu) || (repeated && !cpu))
		return;
	pid->cpu_mixed |= repeated && pid->cpu.count && pid->ps_cpu;
	pid->ps_cpu = cpu;
	*(struct ps_cpu *)columns_add(&pid->cpu, sizeof(struct ps_cpu)) =
		(struct ps_cpu){ at, cpu };
}

bool ps_lives_are_kept(const struct pid_columns *pid, const struct process_fact *fact)
{
	return span_equal(pid->ps_command, fact->command) && span_equal(pid->ps_name, fact->name) &&
	       span_equal(pid->ps_user, fact->user);
}

bool ps_lives_fold(struct columns *columns, struct pid_columns *pid,
	const struct process_fact *fact, uint32_t at, bool repeated)
{
	const struct ps_said *last = NULL;

	fold_cpu(pid, fact->cpu, at, repeated);
	/* rows mostly do not change, which needs no lookup in the list */
	if (pid->ps_kept && pid->ps_start == fact->start && ps_lives_are_kept(pid, fact))
		return true;
	if (pid->said.count)
		last = (struct ps_said *)pid->said.items + pid->said.count - 1;
	if (last && last->start == fact->start &&
		span_equal(columns_name(columns, last->command), fact->command) &&
		span_equal(columns_name(columns, last->name), fact->name) &&
		span_equal(columns_name(columns, last->user), fact->user))
		return true;
	pid->said_mixed |= repeated;
	pid->ps_kept = false;
	pid->ps_start = fact->start;
	*(struct ps_said *)columns_add(&pid->said, sizeof *last) = (struct ps_said){ at,
		fact->start, columns_name_id(columns, fact->name),
		columns_name_id(columns, fact->command), columns_name_id(columns, fact->user) };
	return false;
}

bool ps_lives_seen(
	const struct columns *columns, const struct pid_columns *pid, struct point_list *seen)
{
	bool any_cpu = pid->cpu.count > 1 && !pid->cpu_mixed,
	     any_said = pid->said.count > 1 && !pid->said_mixed;
	const struct ps_point *points = pid->ps.items;
	const struct ps_cpu *cpu = pid->cpu.items;
	const struct ps_said *said = pid->said.items;
	size_t c = 0, s = 0;
	struct ps_seen *items;

	if (!any_cpu && !any_said)
		return false;
	items = room_resize(NULL, pid->ps.count, sizeof *items);
	for (size_t i = 0; i < pid->ps.count; i++) {
		while (c + 1 < pid->cpu.count && cpu[c + 1].at <= points[i].at)
			c++;
		while (s + 1 < pid->said.count && said[s + 1].at <= points[i].at)
			s++;
		items[i] = (struct ps_seen){ points[i].at, columns->members[points[i].at].form,
			pid->cpu_mixed ? 0 : cpu[c].cpu, pid->said_mixed ? 0 : (uint32_t)s };
	}
	*seen = (struct point_list){ items, pid->ps.count, pid->ps.count };
	return true;
}

/* Whether START moved between two points, and by how much. */
static enum ps_starts compare_starts(const struct ps_said *said, const struct ps_seen *before,
	const struct ps_seen *now, uint32_t *step)
{
	*step = 0;
	return parse_ps_starts(said[before->said].start, said[now->said].start, step);
}

static uint64_t step_key(uint32_t at, uint32_t step)
{
	return (uint64_t)at << 32 | step;
}

bool ps_lives_steps(const struct pid_columns *pid, const struct point_list *seen,
	struct index *steps, struct arena *arena)
{
	const struct ps_seen *points = seen->items;
	bool any = false;
	uint32_t step;

	for (size_t i = 1; i < seen->count; i++) {
		if (points[i].said == points[i - 1].said || points[i].form != points[i - 1].form ||
			compare_starts(pid->said.items, &points[i - 1], &points[i], &step) !=
				PS_STARTS_DIFFER)
			continue;
		++*index_at(steps, arena, step_key(points[i].at, step));
		any = true;
	}
	return any;
}

/* The search for the lives of one PID. */
struct search {
	const struct columns *columns;
	const struct ps_said *said;
	const struct ps_seen *points;
	size_t count;
	const struct index *steps;
	size_t names; /* how often the name changed */
};

/* The program name in a title: `nginx: worker` for nginx, `-bash` for bash, (sd-pam). */
static struct span bare_name(struct span name)
{
	return span_strip(name, "-(", ":)");
}

/* Do they name different programs? If one starts with the other, it was cut or is a title. */
static bool differ(const struct search *search, uint32_t a, uint32_t b)
{
	struct span x, y;
	size_t len;

	if (a == b)
		return false;
	x = bare_name(columns_name(search->columns, a));
	y = bare_name(columns_name(search->columns, b));
	len = x.len < y.len ? x.len : y.len;
	return len && memcmp(x.at, y.at, len) != 0;
}

static uint32_t name_at(const struct search *search, size_t i)
{
	return search->said[search->points[i].said].name;
}

/*
 * Does the new name mean another process, if START is unknown? A process that keeps its CPU time
 * has rewritten its title or called exec; one that returns to an earlier name, or has many names,
 * shows titles.
 */
static bool name_tells(const struct search *search, size_t i)
{
	uint32_t before = name_at(search, i - 1), now = name_at(search, i);

	if (search->points[i - 1].cpu > 1 && search->points[i].cpu >= search->points[i - 1].cpu)
		return false;
	if (search->names > MANY_NAMES)
		return false;
	for (size_t k = 0; k < search->count; k++)
		if (!differ(search, name_at(search, k), k < i ? now : before))
			return false;
	return true;
}

/* Does another START mean another process of the same name? Not if other processes moved alike, nor
 * if its CPU time continues. */
static bool start_tells(const struct search *search, size_t i, uint32_t step)
{
	const struct ps_seen *before = &search->points[i - 1], *now = &search->points[i];
	uint32_t alike = index_find(search->steps, step_key(now->at, step));

	/* minutes are truncated: the same step may differ by one */
	alike += index_find(search->steps, step_key(now->at, step + 1)) +
		 index_find(search->steps, step_key(now->at, step - 1));
	return alike < 2 && !(before->cpu > CPU_OF_ITS_OWN && now->cpu >= before->cpu);
}

/* Is the process of point i another than that of the previous point? */
static bool is_other(const struct search *search, size_t i)
{
	const struct ps_seen *before = &search->points[i - 1], *now = &search->points[i];
	uint32_t step;
	enum ps_starts starts;

	if (before->form != now->form)
		return false;
	if (before->cpu && now->cpu && now->cpu < before->cpu)
		return true;
	if (before->said == now->said)
		return false;
	starts = compare_starts(search->said, before, now, &step);
	if (!differ(search, name_at(search, i - 1), name_at(search, i)))
		return starts == PS_STARTS_DIFFER && start_tells(search, i, step);
	return starts == PS_STARTS_DIFFER || (starts == PS_STARTS_UNKNOWN && name_tells(search, i));
}

/* Adds a life that starts at point i. */
static void add_life(
	struct columns *columns, struct pid_columns *pid, const struct search *search, size_t i)
{
	pid->ps_lives = list_room_in(columns->arena, pid->ps_lives, pid->ps_life_count + 1,
		&pid->ps_life_capacity, sizeof *pid->ps_lives);
	pid->ps_lives[pid->ps_life_count++] = (struct ps_life){ .at = search->points[i].at };
}

/* Names a life by its last row. */
static void name_life(
	const struct columns *columns, struct ps_life *life, const struct ps_said *said)
{
	life->name = columns_name(columns, said->name);
	life->command = columns_name(columns, said->command);
	life->user = columns_name(columns, said->user);
}

void ps_lives_find(struct columns *columns, struct pid_columns *pid, const struct point_list *seen,
	const struct index *steps)
{
	struct search search = { .columns = columns,
		.said = pid->said.items,
		.points = seen->items,
		.count = seen->count,
		.steps = steps };

	for (size_t i = 1; i < search.count; i++)
		search.names += name_at(&search, i) != name_at(&search, i - 1);
	for (size_t i = 1; i < search.count; i++) {
		if (!is_other(&search, i))
			continue;
		if (!pid->ps_life_count)
			add_life(columns, pid, &search, 0);
		name_life(columns, &pid->ps_lives[pid->ps_life_count - 1],
			&search.said[search.points[i - 1].said]);
		add_life(columns, pid, &search, i);
	}
	if (pid->ps_life_count)
		name_life(columns, &pid->ps_lives[pid->ps_life_count - 1],
			&search.said[search.points[search.count - 1].said]);
}

const struct ps_life *ps_lives_at(const struct pid_columns *pid, uint32_t at)
{
	size_t low = 0, high = pid->ps_life_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (pid->ps_lives[middle].at <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return pid->ps_life_count ? &pid->ps_lives[low ? low - 1 : 0] : NULL;
}
