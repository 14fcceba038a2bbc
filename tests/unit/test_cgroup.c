/* test_cgroup.c - the kind cgroup: files of both versions, and what is none; the numbers kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/base/arena.h"
#include "analyze/base/notes.h"
#include "analyze/facts/facts.h"
#include "analyze/parse/parse_cgroup.h"

static char told[512];

static void take(void *context, const struct cgroup_row *row)
{
	(void)context;
	snprintf(told + strlen(told), sizeof told - strlen(told), "%.*s|%.*s|%.*s=%llu;",
		(int)row->path.len, row->path.at, (int)row->file.len, row->file.at,
		(int)row->key.len, row->key.at ? row->key.at : "", (unsigned long long)row->value);
}

static void reads(const char *text, const char *wanted, size_t odd)
{
	struct arena arena = { NULL, 0 };
	struct notes notes = { .arena = &arena };

	told[0] = '\0';
	parse_cgroup(span_of(text), &notes, take, NULL);
	assert_string_equal(told, wanted);
	assert_int_equal(notes.total, odd);
	arena_free(&arena);
}

/* The facts of a text, as "NAME=SIZE;". */
static void keeps(const char *text, const char *wanted)
{
	struct arena arena = { NULL, 0 };
	struct notes notes = { .arena = &arena };
	struct facts facts = { .arena = &arena };

	told[0] = '\0';
	facts_of_cgroup(span_of(text), &arena, &notes, &facts);
	for (size_t i = 0; i < facts.system_count; i++)
		snprintf(told + strlen(told), sizeof told - strlen(told), "%.*s=%lld;",
			(int)facts.system[i].name.len, facts.system[i].name.at,
			(long long)facts.system[i].size);
	assert_string_equal(told, wanted);
	arena_free(&arena);
}

static void rows(void **state)
{
	(void)state;
	reads("", "", 0);
	reads("==> /a b/c/memory.current <==\n4096\n", "/a b/c|memory.current|=4096;", 0);
	reads("==> /memory.stat <==\nanon 8\n\nfile 9\n",
		"|memory.stat|anon=8;|memory.stat|file=9;", 0);
	/* there is no limit; a cut line may have lost digits; nothing before the first header */
	reads("==> /x/pids.max <==\nmax\n", "", 0);
	reads("==> /x/memory.current <==\n4096", "", 1);
	reads("anon 8\n==> /x/memory.stat <==\nanon -8\nanon x\nanon 99999999999999999999\n", "",
		4);
	reads("==> memory.current <==\n7\n", "|memory.current|=7;", 0);
}

static void numbers(void **state)
{
	(void)state;
	/* version 2, and an older kernel that tells only the parts of its own memory */
	keeps("==> /w/memory.current <==\n40960\n==> /w/memory.stat <==\nanon 8192\nkernel 4096\nslab 2048\nsock 1024\n==> /w/memory.swap.current <==\n2048\n==> /w/pids.current <==\n12\n",
		"cgroup anon /w=8;cgroup swap /w=2;cgroup kernel /w=4;cgroup sock /w=1;cgroup current /w=40;cgroup pids /w=12;");
	keeps("==> /w/memory.stat <==\nanon 8192\nkernel_stack 2048\npercpu 1024\nslab 3072\n",
		"cgroup anon /w=8;cgroup kernel /w=6;");
	/* version 1: the sums over the tree count */
	keeps("==> /w/memory.stat <==\nrss 1024\nshmem 5\ntotal_rss 9216\ntotal_swap 1024\n==> /w/memory.usage_in_bytes <==\n10240\n",
		"cgroup anon /w=9;cgroup swap /w=1;cgroup shmem /w=0;cgroup current /w=10;");
	/* two cgroups; what is not memory.stat has no such keys */
	keeps("==> /a/memory.stat <==\nanon 1024\n==> /b/memory.stat <==\nanon 2048\n==> /b/memory.events <==\nanon 9999\n",
		"cgroup anon /a=1;cgroup anon /b=2;");
	keeps("==> /a/memory.stat <==\nanon 18446744073709551615\n", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(rows), cmocka_unit_test(numbers) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
