/* test_columns_fold.c - a row of ps that was folded before, byte for byte, takes the short way: it
 * leaves what the long way leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/base/notes.h"
#include "analyze/columns/columns.h"
#include "analyze/facts/facts_memory.h"
#include "analyze/facts/facts_read.h"
#include "own_arena.h"

enum { TEXT = 1024, MEMBERS = 24 };

static uint32_t next(uint32_t *random, uint32_t below)
{
	*random = *random * 1664525 + 1013904223;
	return (*random >> 8) % below;
}

/* A table of a few rows, most of which come again and again; now and then with private memory, or a
 * PID twice. */
static struct span make_table(char *text, uint32_t *random)
{
	static const char *const tables[2][5] = {
		{ "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\n",
			"root 7 0.0 0.1 900 500 ? S 05:16 0:01 x\n",
			"root 8 0.0 0.1 900 500 ? S 05:16 0:01 y z\n",
			"root 8 0.0 0.1 900 504 ? S 05:16 0:01 y z\n",
			"root 9 0.0 0.0 0 0 ? S 05:16 0:00 [k]\n" },
		{ "PID RSS USS COMMAND\n", "7 500 300 x\n", "8 500 300 y z\n", "8 504 304 y z\n",
			"9 24m 300 k\n" }
	};
	const char *const *table = tables[next(random, 8) == 0];
	size_t len = strlen(table[0]);

	memcpy(text, table[0], len);
	for (size_t row = 1; row < 5; row++)
		for (size_t times = row == 3 ? next(random, 6) == 0 : next(random, 9) > 0;
			times < 3 && times; times += next(random, 12) ? 2 : 1) {
			memcpy(text + len, table[row], strlen(table[row]));
			len += strlen(table[row]);
		}
	/* the same table twice in a file */
	if (!next(random, 6)) {
		memcpy(text + len, text, len);
		len *= 2;
	}
	return (struct span){ text, len };
}

static void assert_same_span(struct span a, struct span b)
{
	assert_int_equal(a.len, b.len);
	assert_true(!a.len || !memcmp(a.at, b.at, a.len));
}

static void assert_same(const struct columns *a, const struct columns *b)
{
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++) {
		const struct pid_columns *x = &a->pids[i], *y = &b->pids[i];

		assert_int_equal(x->pid, y->pid);
		assert_int_equal(x->ps_told, y->ps_told);
		assert_int_equal(x->ps_grain, y->ps_grain);
		assert_int_equal(x->grains.exact, y->grains.exact);
		assert_int_equal(x->cpu_mixed, y->cpu_mixed);
		assert_int_equal(x->said_mixed, y->said_mixed);
		assert_same_span(x->ps_name, y->ps_name);
		assert_same_span(x->ps_command, y->ps_command);
		for (enum points p = 0; p < POINTS; p++) {
			const struct point_list *l = columns_list_of(x, p),
						*m = columns_list_of(y, p);

			assert_int_equal(l->count, m->count);
			if (l->count)
				assert_memory_equal(l->items, m->items, l->count * columns_size(p));
		}
	}
}

/* The same facts by the long way: nothing tells that a row came before. */
static void fold_long(
	struct columns *columns, struct facts *facts, const struct member_origin *origin)
{
	for (size_t i = 0; i < facts->count; i++)
		facts->processes[i].row = 0;
	columns_fold(columns, facts, origin);
}

/* Members read by two workers, in an order of their own; gives how many rows came again. */
static size_t compare(uint32_t random)
{
	struct columns brief = { .arena = &own_arena }, whole = { .arena = &own_arena };
	struct facts_memory memories[2];
	struct notes notes = { .arena = &own_arena };
	size_t again = 0;
	char text[TEXT];

	memset(memories, 0, sizeof memories);
	for (size_t i = 0; i < 2; i++)
		facts_memory_begin(&memories[i], i);
	for (uint32_t member = 0; member < MEMBERS; member++) {
		struct facts_memory *memory = &memories[next(&random, 2)];
		struct facts facts = { .arena = &own_arena, .kind = KIND_PS, .memory = memory };
		const struct member_origin origin = {
			.round = member / 2, .order = member ^ next(&random, 2), .kind = KIND_PS
		};

		notes_file(&notes, span_of("test"));
		facts_read(KIND_PS, arena_copy(&own_arena, make_table(text, &random)), &own_arena,
			&notes, &facts);
		for (size_t i = 0; i < facts.count; i++)
			again += facts.processes[i].row > 0;
		columns_fold(&brief, &facts, &origin);
		fold_long(&whole, &facts, &origin);
	}
	assert_same(&brief, &whole);
	columns_free(&brief);
	columns_free(&whole);
	for (size_t i = 0; i < 2; i++) {
		facts_memory_free(&memories[i]);
		facts_memory_end(&memories[i]);
	}
	return again;
}

static void rows_folded_again(void **state)
{
	size_t again = 0;

	(void)state;
	for (uint32_t seed = 1; seed <= 500; seed++) {
		again += compare(seed);
		arena_reset(&own_arena);
	}
	assert_true(again >= 500 * MEMBERS);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(rows_folded_again) };

	return cmocka_run_group_tests(tests, NULL, free_arena);
}
