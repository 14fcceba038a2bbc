/* test_history.c - lives that follow one another, ps and pmap read a second time, the index of keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/base/index.h"
#include "analyze/base/notes.h"
#include "analyze/history/facts.h"
#include "analyze/history/processes.h"
#include "analyze/history/restarts.h"

enum { MOST = 40 };

/* A life: its name, its first and last round, whether it is a target. */
struct life {
	const char *name;
	uint32_t first, last;
	bool is_target;
};

/* The rule in words, without any cleverness: of the lives of that name that ended before, the one that ended last (of several
 * the last in order) that none has followed. */
static void find_slowly(struct process *items, size_t count)
{
	size_t identities = 0;

	for (size_t i = 0; i < count; i++) {
		size_t before = SIZE_MAX;

		for (size_t j = i; j-- > 0;)
			if (items[i].is_target && items[j].is_target && span_equal(items[i].name, items[j].name) &&
				items[j].last_round < items[i].first_round && items[j].next_life == SIZE_MAX &&
				(before == SIZE_MAX || items[j].last_round > items[before].last_round))
				before = j;
		items[i].next_life = SIZE_MAX;
		items[i].identity = before == SIZE_MAX ? identities++ : items[before].identity;
		items[i].first_life = before == SIZE_MAX ? i : items[before].first_life;
		items[i].life = before == SIZE_MAX ? 1 : items[before].life + 1;
		if (before != SIZE_MAX)
			items[before].next_life = i;
	}
	for (size_t i = count; i-- > 0;)
		items[i].lives = items[i].next_life == SIZE_MAX ? items[i].life : items[items[i].next_life].lives;
}

static void compare_restarts(const struct life *lives, size_t count)
{
	struct process fast[MOST], slow[MOST];
	struct processes processes = { .items = fast, .count = count };
	struct arena arena = { NULL, 0 };

	for (size_t i = 0; i < count; i++)
		fast[i] = slow[i] = (struct process){ .name = span_of(lives[i].name), .first_round = lives[i].first,
			.last_round = lives[i].last, .is_target = lives[i].is_target };
	restarts_find(&processes, &arena);
	find_slowly(slow, count);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(fast[i].identity, slow[i].identity);
		assert_int_equal(fast[i].first_life, slow[i].first_life);
		assert_int_equal(fast[i].next_life, slow[i].next_life);
		assert_int_equal(fast[i].life, slow[i].life);
		assert_int_equal(fast[i].lives, slow[i].lives);
	}
	arena_free(&arena);
}

static void restarts(void **state)
{
	static const struct life chain[] = { { "a", 0, 5, true }, { "a", 6, 9, true }, { "a", 10, 20, true }, { "b", 0, 3, true },
		{ "b", 0, 20, true }, { "b", 4, 20, true }, { "b", 21, 30, true }, { "b", 21, 30, true }, { "b", 0, 1, false },
		{ "b", 2, 3, false } };
	struct life lives[MOST];
	uint32_t random = 1;

	(void)state;
	compare_restarts(chain, sizeof chain / sizeof *chain);
	for (int trial = 0; trial < 2000; trial++) {
		uint32_t first = 0;
		size_t count = 1 + (size_t)(trial % (MOST - 1));

		for (size_t i = 0; i < count; i++) {
			random = random * 1664525 + 1013904223;
			first = i == count / 2 ? 0 : first + (random >> 28) % 3;
			lives[i] = (struct life){ i < count / 2 ? "a" : "b", first, first + (random >> 20) % 9, true };
		}
		compare_restarts(lives, count);
	}
}

/* What a worker reads of a text after others. */
struct worker {
	struct arena arena;
	struct notes notes;
	struct mapping_reader mappings;
	struct row_memory rows[FACTS_ROWS];
	struct facts facts;
};

static const struct facts *read_text(struct worker *worker, enum kind kind, const char *text)
{
	arena_reset(&worker->arena);
	worker->notes = (struct notes){ .arena = &worker->arena };
	worker->facts = (struct facts){ .arena = &worker->arena, .mappings = &worker->mappings, .rows = worker->rows, .kind = kind };
	notes_file(&worker->notes, span_of("test"));
	kind_row(kind)->read(span_of(text), &worker->arena, &worker->notes, &worker->facts);
	return &worker->facts;
}

static void worker_free(struct worker *worker)
{
	mapping_reader_free(&worker->mappings);
	for (size_t i = 0; i < FACTS_ROWS; i++)
		row_memory_free(&worker->rows[i]);
	arena_free(&worker->mappings.arena);
	arena_free(&worker->arena);
}

#define PS "USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n"
#define PS_A "root         1  0.0  0.0  20000  9000 ?        Ss   05:00   0:01 /sbin/init\n"
#define PS_B "root         7  0.0  0.0  20000  1500 ?        Ss   05:00   0:01 ./x y\n"
#define PS_C "www-data     9  0.0  0.0  20000   900 ?        Ss   05:00   0:01 [z]\n"
#define PS_B2 "root         7  0.0  0.0  20000  1516 ?        Ss   05:00   0:01 ./x y\n"

static void ps_again(void **state)
{
	static const struct {
		const char *text;
		size_t count;
		int64_t rss;    /* of PID 7; -1: it is not there */
	} rounds[] = { { PS PS_A PS_B PS_C, 3, 1500 }, { PS PS_A PS_B PS_C, 3, 1500 }, { PS PS_A PS_B2 PS_C, 3, 1516 }, { PS PS_A PS_C, 2, -1 },
		{ PS PS_B PS_A PS_C, 3, 1500 }, { PS PS_A PS_B, 2, 1500 },
		{ "  PID   RSS   VSZ COMMAND\n    1  9000 20000 init\n    7    44 20000 x\n", 2, 44 }, { PS PS_A PS_B, 2, 1500 } };
	struct worker worker = { .rows = { { .cursor = 0 } } };

	(void)state;
	for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++) {
		const struct facts *facts = read_text(&worker, KIND_PS, rounds[i].text);
		int64_t rss = -1;

		assert_int_equal(facts->count, rounds[i].count);
		for (size_t k = 0; k < facts->count; k++) {
			const struct process_fact *fact = &facts->processes[k];

			rss = fact->pid == 7 ? fact->rss : rss;
			if (fact->pid == 7)
				assert_true(span_is(fact->name, "x"));
			if (fact->pid == 9)
				assert_true(span_is(fact->name, "z") && span_is(fact->user, "www-data"));
		}
		assert_int_equal(rss, rounds[i].rss);
		assert_int_equal(worker.notes.total, 0);
	}
	worker_free(&worker);
}

/* A process of a made member. */
struct made {
	unsigned pid, rss, name_len;
};

enum { MADE = 60, NAME_LEN = 900 };

static unsigned next_number(uint64_t *state, unsigned below)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(*state >> 33) % below;
}

/* Processes end, begin between others, and change. */
static size_t change(uint64_t *random, struct made *made, size_t count)
{
	unsigned gone = next_number(random, 4) ? 0 : next_number(random, 12), at = next_number(random, MADE);

	for (unsigned i = 0; i < gone && at < count; i++) {
		memmove(made + at, made + at + 1, (count - at - 1) * sizeof *made);
		count--;
	}
	for (unsigned fresh = next_number(random, 4); fresh && count < MADE; fresh--) {
		at = next_number(random, (unsigned)count + 1);
		memmove(made + at + 1, made + at, (count - at) * sizeof *made);
		made[at] = (struct made){ 1 + next_number(random, 30000), next_number(random, 100000) + 1, 1 + next_number(random, NAME_LEN) };
		count++;
	}
	for (unsigned i = 0; count && i < 3; i++)
		made[next_number(random, (unsigned)count)].rss = 1 + next_number(random, 1000000);
	return count;
}

/* The member, now and then with a line that is odd. */
static void write_member(uint64_t *random, enum kind kind, const struct made *made, size_t count, char *text)
{
	char name[NAME_LEN + 1];

	text += sprintf(text, "%s", kind == KIND_PS ? PS : "");
	for (size_t i = 0; i < count; i++) {
		memset(name, 'a' + (int)made[i].pid % 26, made[i].name_len);
		name[made[i].name_len] = '\0';
		if (kind == KIND_PS)
			text += sprintf(text, "root %u 0.0 0.0 2000000 %u ? Ss 05:00 0:01 /bin/%s\n", made[i].pid, made[i].rss, name);
		else if (kind == KIND_STATUS)
			text += sprintf(text, "Name:\t%.15s%s\nState:\tS\nPid:\t%u\nVmRSS:\t%u kB\n", name, made[i].pid % 9 ? "" : "\\n",
				made[i].pid, made[i].rss);
		else
			text += sprintf(text, "%u (%.14s%s) S 1 1 1 0 -1 4194560 100 0 0 0 1 1 0 0 20 0 %u 0 %u 600 700\n", made[i].pid, name,
				made[i].pid % 9 ? "" : "\n", 1 + made[i].rss % 7, made[i].pid * 10);
		text += next_number(random, 150) ? 0 : sprintf(text, "what is this\n");
	}
}

static void same_as_afresh(const struct facts *facts, const struct notes *notes, const struct facts *afresh, const struct notes *others)
{
	assert_int_equal(facts->count, afresh->count);
	for (size_t i = 0; i < facts->count; i++) {
		const struct process_fact *a = &facts->processes[i], *b = &afresh->processes[i];

		assert_true(a->pid == b->pid && a->rss == b->rss && a->threads == b->threads && a->start_ticks == b->start_ticks &&
			a->state == b->state && a->grain == b->grain && a->peak == b->peak);
		assert_true(span_equal(a->name, b->name) && span_equal(a->command, b->command) && span_equal(a->user, b->user));
	}
	assert_int_equal(notes->total, others->total);
	for (size_t i = 0; i < notes->count; i++)
		assert_int_equal(notes->items[i].line, others->items[i].line);
}

/* What is remembered of the rows before changes nothing: neither numbers nor the lines of notes. */
static void rows_again(void **state)
{
	static const enum kind kinds[] = { KIND_PS, KIND_STATUS, KIND_STAT };
	static char text[MADE * (NAME_LEN + 200)];

	(void)state;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		struct worker worker = { .rows = { { .cursor = 0 } } };
		struct made made[MADE];
		size_t count = 0, rows = 0;
		uint64_t random = 7;

		for (int member = 0; member < 3000; member++) {
			struct worker afresh = { .rows = { { .cursor = 0 } } };
			const struct facts *facts;

			count = change(&random, made, count);
			write_member(&random, kinds[k], made, count, text);
			facts = read_text(&worker, kinds[k], text);
			rows += facts->count;
			same_as_afresh(facts, &worker.notes, read_text(&afresh, kinds[k], text), &afresh.notes);
			worker_free(&afresh);
		}
		assert_true(rows > 50000);
		worker_free(&worker);
	}
}

#define PMAP "7:   ./x\nAddress           Kbytes Mode  Offset           Device    Mapping\n"
#define MAP_A "000055c8a5b70000       4 r---- 0000000000000000 0fe:00001 x\n"
#define MAP_B "000055c8a5b77000     132 rw--- 0000000000000000 000:00000   [ anon ]\n"
#define MAP_B2 "000055c8a5b77000     264 rw--- 0000000000000000 000:00000   [ anon ]\n"
#define MAP_N "00007f0000000000     100 rw--- 0000000000000000 0fe:00001 new.so\n"
#define MAP_S "00007fff00000000     132 rw--- 0000000000000000 000:00000   [ stack ]\n"

/* KiB of the group of that name, -1 where there is none. */
static int64_t group_kib(const struct group_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct group_sum *sum = group_list_sum(list, i);

		if (sum && sum->count && span_is(list->table->names[i], name))
			return sum->kib;
	}
	return -1;
}

static void pmap_again(void **state)
{
	static const struct {
		const char *text;
		int64_t heap, news, private_kib;
	} rounds[] = { { PMAP MAP_A MAP_B MAP_S "mapped: 268K    writeable/private: 264K    shared: 0K\n", 132, -1, 264 },
		{ PMAP MAP_A MAP_B2 MAP_S "mapped: 400K    writeable/private: 396K    shared: 0K\n", 264, -1, 396 },
		{ PMAP MAP_A MAP_B2 MAP_N MAP_S "mapped: 500K    writeable/private: 496K    shared: 0K\n", 264, 100, 496 },
		{ PMAP MAP_A MAP_B MAP_S "mapped: 268K    writeable/private: 264K    shared: 0K\n", 132, -1, 264 },
		{ PMAP MAP_A MAP_B MAP_S "mapped: 268K    writeable/private: 264K    shared: 0K\n", 132, -1, 264 } };
	struct worker worker = { .rows = { { .cursor = 0 } } };
	const struct group_list *last = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++) {
		const struct facts *facts = read_text(&worker, KIND_PMAP, rounds[i].text);

		assert_int_equal(facts->count, 1);
		assert_int_equal(facts->processes[0].private_kib, rounds[i].private_kib);
		assert_int_equal(group_kib(facts->processes[0].groups, "[heap]"), rounds[i].heap);
		assert_int_equal(group_kib(facts->processes[0].groups, "new.so"), rounds[i].news);
		assert_int_equal(group_kib(facts->processes[0].groups, "[stack]"), 132);
		if (i == 4)
			assert_ptr_equal(facts->processes[0].groups, last);
		last = facts->processes[0].groups;
	}
	worker_free(&worker);
}

static void keys(void **state)
{
	struct arena arena = { NULL, 0 };
	struct index index = { .count = 0 };

	(void)state;
	for (uint64_t i = 0; i < 10000; i++) {
		assert_int_equal(index_find(&index, i << 32), 0);
		assert_int_equal(*index_at(&index, &arena, i << 32), 0);
		*index_at(&index, &arena, i << 32) = (uint32_t)i + 1;
	}
	for (uint64_t i = 0; i < 10000; i++)
		assert_int_equal(index_find(&index, i << 32), i + 1);
	assert_int_equal(index_find(&index, 1), 0);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(restarts), cmocka_unit_test(ps_again), cmocka_unit_test(rows_again), cmocka_unit_test(pmap_again),
		cmocka_unit_test(keys) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
