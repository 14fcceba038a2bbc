/* test_odd_rounds.c - a process whose files contradict each other: what is dropped, and what is
 * not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/base/notes.h"
#include "analyze/columns/columns_status.h"
#include "analyze/columns/odd_rounds.h"
#include "analyze/columns/rounds.h"

enum { ROUNDS = 80, PID = 7 };

/* What the files of a round say of one process; KiB. */
struct told {
	uint64_t start;
	uint32_t stack;
	uint32_t ticks, faults, stat_size;           /* stat */
	uint32_t switches, status_size, peak, data;  /* status */
	uint32_t private_kib, maps_kib;              /* pmap, maps */
	bool no_stat, no_status, no_pmap, with_maps; /* files that are missing, and one more */
	uint32_t collections;                        /* jstat; 0: no such file */
};

/* A process that works and grows by 4 KiB in each round. */
static void grow(struct told told[ROUNDS])
{
	for (uint32_t i = 0; i < ROUNDS; i++)
		told[i] = (struct told){ .start = 100,
			.ticks = 5 + i,
			.faults = 200 + i,
			.stat_size = 9000 + 4 * i,
			.switches = 50 + 3 * i,
			.status_size = 9000 + 4 * i,
			.peak = 9000 + 4 * i,
			.data = 3000 + 4 * i,
			.private_kib = 2996 + 4 * i,
			.maps_kib = 2996 + 4 * i };
}

static void add_points(struct pid_columns *pid, uint32_t at, const struct told *told)
{
	if (!told->no_stat)
		*(struct stat_point *)columns_add(&pid->stat, sizeof(struct stat_point)) =
			(struct stat_point){ .at = at,
				.start_ticks = told->start,
				.stack = told->stack & 0xffffff,
				.worked = told->ticks,
				.faults = told->faults,
				.size = told->stat_size };
	if (!told->no_status)
		columns_status_add(pid, &pid->status, at, 5000,
			&(struct status_rest){ .size = told->status_size,
				.peak = told->peak,
				.worked = told->switches,
				.data_stack = told->data });
	if (!told->no_pmap)
		*(struct pmap_point *)columns_add(&pid->pmap, sizeof(struct pmap_point)) =
			(struct pmap_point){ .at = at, .private_kib = told->private_kib };
	if (told->with_maps)
		*(struct pmap_point *)columns_add(&pid->maps, sizeof(struct pmap_point)) =
			(struct pmap_point){ .at = at, .private_kib = told->maps_kib };
	if (told->collections)
		*(struct jstat_point *)columns_add(&pid->jstat, sizeof(struct jstat_point)) =
			(struct jstat_point){ .at = at, .collections = told->collections };
}

/* Writes `SOURCE ROUND ...` of what was there and is gone. */
static void list_gone(char *out, size_t room, const char *name, const struct point_list *list,
	size_t size, const bool had[ROUNDS])
{
	for (uint32_t at = 0; at < ROUNDS; at++) {
		bool found = false;

		for (size_t i = 0; i < list->count; i++)
			found |= *(const uint32_t *)(const void *)((const char *)list->items +
								   i * size) == at;
		if (had[at] && !found)
			snprintf(out + strlen(out), room - strlen(out), "%s%s %u", *out ? ", " : "",
				name, (unsigned)at);
	}
}

static void expect_gone(const struct told told[ROUNDS], const char *want)
{
	struct arena arena = { NULL, 0 };
	struct columns columns = { .arena = &arena };
	struct notes notes = { .arena = &arena };
	struct round items[ROUNDS];
	struct round_list rounds = { .items = items, .count = ROUNDS };
	struct pid_columns *pid = columns_pid(&columns, PID);
	bool stat[ROUNDS], status[ROUNDS], pmap[ROUNDS], maps[ROUNDS], jstat[ROUNDS];
	char gone[512] = "";
	size_t commas = 0;

	for (uint32_t i = 0; i < ROUNDS; i++) {
		items[i] = (struct round){ .number = i };
		add_points(pid, i, &told[i]);
		stat[i] = !told[i].no_stat;
		status[i] = !told[i].no_status;
		pmap[i] = !told[i].no_pmap;
		maps[i] = told[i].with_maps;
		jstat[i] = told[i].collections > 0;
	}
	odd_rounds_drop(&columns, &rounds, &notes);
	list_gone(gone, sizeof gone, "stat", &pid->stat, sizeof(struct stat_point), stat);
	list_gone(gone, sizeof gone, "status", &pid->status, sizeof(struct status_point), status);
	list_gone(gone, sizeof gone, "pmap", &pid->pmap, sizeof(struct pmap_point), pmap);
	list_gone(gone, sizeof gone, "maps", &pid->maps, sizeof(struct pmap_point), maps);
	list_gone(gone, sizeof gone, "jstat", &pid->jstat, sizeof(struct jstat_point), jstat);
	assert_string_equal(gone, want);
	for (const char *c = gone; *c; c++)
		commas += *c == ',';
	assert_int_equal(notes.total, *gone ? commas + 1 : 0);
	columns_free(&columns);
	arena_free(&arena);
}

/* Each file of another round, from before and from after, far away and beside it. */
static void one_file_copied(void **state)
{
	static const struct {
		uint32_t to, from;
		const char *status, *stat, *pmap;
	} cases[] = {
		{ 6, 2, "status 6", "stat 6", "pmap 6" },
		{ 6, 9, "status 6", "stat 6", "pmap 6" },
		{ 6, 5, "status 6", "stat 6", "pmap 6" },
		{ 6, 7, "status 6", "stat 6", "pmap 6" },
		{ 0, 4, "status 0", "stat 0", "pmap 0" },
		{ 79, 3, "status 79", "stat 79", "pmap 79" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct told truth[ROUNDS], told[ROUNDS];
		struct told *to = &told[cases[i].to];
		const struct told *from = &truth[cases[i].from];

		grow(truth);
		grow(told);
		to->switches = from->switches;
		to->status_size = from->status_size;
		to->peak = from->peak;
		to->data = from->data;
		expect_gone(told, cases[i].status);
		grow(told);
		to->ticks = from->ticks;
		to->faults = from->faults;
		to->stat_size = from->stat_size;
		expect_gone(told, cases[i].stat);
		grow(told);
		to->private_kib = from->private_kib;
		expect_gone(told, cases[i].pmap);
	}
}

static void nothing_odd(void **state)
{
	struct told told[ROUNDS];

	(void)state;
	grow(told);
	expect_gone(told, "");
	/* it allocates between two readings now and then, and keeps it; the last of them is another
	 * round's */
	for (size_t i = 10; i <= 50; i += 20)
		told[i].private_kib = told[i + 1].private_kib;
	expect_gone(told, "");
	told[60].private_kib = told[2].private_kib;
	expect_gone(told, "pmap 60");
	/* the last round has no next one; and more than a twentieth of the rounds is a habit */
	told[60].private_kib = 2996 + 4 * 60;
	told[79].private_kib += 4;
	expect_gone(told, "");
	told[20].private_kib = told[60].private_kib = told[2].private_kib;
	expect_gone(told, "");
	grow(told);
	for (size_t i = 10; i <= 50; i += 20)
		told[i].status_size = told[i + 1].status_size;
	expect_gone(told, "");
	/* one that grows fast is caught between two readings, if only once; what it had in another
	 * round is that file */
	grow(told);
	told[30].private_kib += 3;
	expect_gone(told, "");
	told[30].private_kib = told[31].private_kib;
	expect_gone(told, "pmap 30");
	told[30].private_kib = told[31].private_kib + 1;
	expect_gone(told, "pmap 30");
	grow(told);
	told[79].private_kib += 3;
	expect_gone(told, "pmap 79");
	/* sizes that often differ prove nothing */
	grow(told);
	for (size_t i = 1; i < ROUNDS; i += 3)
		told[i].private_kib = 1000;
	expect_gone(told, "");
	/* nor does a number that never moves: it may be another one */
	grow(told);
	for (size_t i = 0; i < ROUNDS; i++)
		told[i].private_kib = 800;
	expect_gone(told, "");
}

/* Without stat, or without pmap, or with maps: who is wrong? */
static void fewer_witnesses(void **state)
{
	struct told told[ROUNDS];

	(void)state;
	grow(told);
	for (size_t i = 0; i < ROUNDS; i++)
		told[i].no_stat = true;
	told[6].private_kib = told[2].private_kib;
	expect_gone(told, "status 6, pmap 6");
	grow(told);
	for (size_t i = 0; i < ROUNDS; i++)
		told[i].no_pmap = true;
	told[6].status_size = told[2].status_size;
	expect_gone(told, "stat 6, status 6");
	grow(told);
	for (size_t i = 0; i < ROUNDS; i++)
		told[i].with_maps = told[i].no_stat = true;
	told[6].maps_kib = told[2].maps_kib;
	expect_gone(told, "maps 6");
	told[6].private_kib = told[2].private_kib;
	told[3].data = told[9].data;
	expect_gone(told, "status 3, status 6");
}

/* Counts that go back and return; those of another process do not return. */
static void counts(void **state)
{
	struct told told[ROUNDS];

	(void)state;
	grow(told);
	told[4].peak = 90000;
	expect_gone(told, "status 4");
	grow(told);
	for (size_t i = 6; i < ROUNDS; i++) {
		told[i].start = 900;
		told[i].switches -= 60;
		told[i].ticks -= 10;
		told[i].peak -= 20;
	}
	expect_gone(told, "");
	/* the start time is not known: it falls, and stays low */
	for (size_t i = 0; i < ROUNDS; i++)
		told[i].no_stat = true;
	expect_gone(told, "");
	/* exec lowers the peak, and with another program sizes differ by another amount */
	grow(told);
	for (size_t i = 0; i < ROUNDS; i++)
		told[i].stack = i && i < ROUNDS - 1 ? 5 : 6;
	told[0].peak = 99000;
	told[ROUNDS - 1].peak = 1000;
	told[ROUNDS - 1].data -= 400;
	expect_gone(told, "");
	told[0].stack = told[ROUNDS - 1].stack = 5;
	expect_gone(told, "status 0, status 79");
	/* nobody knows */
	grow(told);
	told[0].peak = 99000;
	told[ROUNDS - 1].peak = 1000;
	expect_gone(told, "");
	grow(told);
	for (size_t i = 0; i < ROUNDS; i++)
		told[i].collections = (uint32_t)i + 1;
	told[8].collections = 3;
	expect_gone(told, "jstat 8");
	/* unknown counts are no counts */
	grow(told);
	for (size_t i = 0; i < ROUNDS; i++)
		told[i].switches = i == 5 ? columns_count(-1) : told[i].switches;
	expect_gone(told, "");
}

static void start_times(void **state)
{
	struct told told[ROUNDS];

	(void)state;
	grow(told);
	told[5].start = 900;
	expect_gone(told, "stat 5");
	/* two rounds of it are another process */
	told[6].start = 900;
	expect_gone(told, "");
	grow(told);
	told[79].start = 900;
	expect_gone(told, "");
}

/* The status of the round before, in a process whose size does not move. */
static void stands_still(void **state)
{
	struct told told[ROUNDS];

	(void)state;
	grow(told);
	for (size_t i = 0; i < ROUNDS; i++) {
		told[i].stat_size = told[i].status_size = told[i].peak = 9000;
		told[i].data = told[i].private_kib = 3000;
	}
	told[7].switches = told[6].switches;
	expect_gone(told, "status 6, status 7");
	/* it did nothing in that round */
	told[7].ticks = told[6].ticks;
	told[7].faults = told[6].faults;
	expect_gone(told, "");
	/* its threads work, and the first one rarely */
	grow(told);
	for (size_t i = 0; i < ROUNDS; i++)
		told[i].switches = 50 + (uint32_t)i / 3;
	expect_gone(told, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(one_file_copied),
		cmocka_unit_test(nothing_odd), cmocka_unit_test(fewer_witnesses),
		cmocka_unit_test(counts), cmocka_unit_test(start_times),
		cmocka_unit_test(stands_still) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
