/* test_mapping_groups.c - which group a row of pmap -d belongs to, by what it says and what stands
 * beside it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "analyze/facts/mapping_groups.h"

enum { MOST = 12 };

/* A process's rows in ascending order, with the group that each must get. */
struct layout {
	const char *what;
	struct {
		uint64_t address;
		int64_t kib;
		const char *mode, *name, *group;
	} rows[MOST];
};

static const char anon[] = "[ anon ]";
static const uint64_t lib = UINT64_C(0x7f1e48a8c000), arena = UINT64_C(0x7f3a40000000);

static void check(const struct layout *layout)
{
	struct pmap_row rows[MOST];
	struct mapping_frame frame;
	size_t count = 0;

	for (; count < MOST && layout->rows[count].mode; count++) {
		rows[count] = (struct pmap_row){ .address = layout->rows[count].address,
			.kib = layout->rows[count].kib,
			.name = span_of(layout->rows[count].name) };
		strcpy(rows[count].mode, layout->rows[count].mode);
	}
	mapping_groups_frame(rows, count, &frame);
	for (size_t i = 0; i < count; i++) {
		struct span group = mapping_groups_name(rows, count, i, &frame);

		if (!span_is(group, layout->rows[i].group))
			fail_msg("%s: row %zu is %.*s, not %s", layout->what, i, (int)group.len,
				group.at, layout->rows[i].group);
	}
}

static void test_heap(void **state)
{
	const struct layout layouts[] = {
		{ "PIE", { { 0x5556000, 72, "r-x--", "d", "d" },
				 { 0x5570000, 16, "rw---", "d", "d" },
				 { 0x8000000, 264, "rw---", anon, "[heap]" },
				 { lib, 40, "rw---", anon, "[small anon]" },
				 { lib + 0x10000, 1400, "r-x--", "libc.so.6", "libc.so.6" } } },
		{ ".bss adjoins the data, the heap stands behind a gap",
			{ { 0x5556000, 72, "r-x--", "d", "d" },
				{ 0x5568000, 16, "rw---", "d", "d" },
				{ 0x556c000, 400, "rw---", anon, "d" },
				{ 0x8000000, 264, "rw---", anon, "[heap]" },
				{ 0x8042000, 132, "rw---", anon, "[heap]" },
				{ lib, 40, "rw---", anon, "[small anon]" } } },
		{ "without a gap there is one row for both",
			{ { 0x5556000, 72, "r-x--", "d", "d" },
				{ 0x5568000, 16, "rw---", "d", "d" },
				{ 0x556c000, 400, "rw---", anon, "[heap]" },
				{ lib, 40, "rw---", anon, "[small anon]" } } },
		{ "too far for a heap",
			{ { 0x5556000, 16, "rw---", "d", "d" },
				{ 0x5556000 + (UINT64_C(2) << 30), 400, "rw---", anon, "[anon]" },
				{ lib, 4, "r----", "l", "l" } } },
		{ "32 bits: 32 MiB at most",
			{ { 0x8048000, 16, "rw---", "d", "d" },
				{ 0x2aaaa000, 400, "rw---", anon, "[anon]" },
				{ 0xffdd0000, 132, "rw---", "[ stack ]", "[stack]" } } },
		{ "32 bits", { { 0x8048000, 16, "rw---", "d", "d" },
				     { 0x8955000, 400, "rw---", anon, "[heap]" },
				     { 0xf7fd0000, 16, "r----", anon, "[read-only anon]" },
				     { 0xffdd0000, 132, "rw---", "[ stack ]", "[stack]" } } },
		{ "maps names it: no other is",
			{ { 0x5556000, 16, "rw---", "d", "d" },
				{ 0x555a000, 400, "rw---", anon, "[anon]" },
				{ 0x8000000, 264, "rw---", "[heap]", "[heap]" } } },
		{ "static PIE, and by the loader: before the program",
			{ { UINT64_C(0x55557b46f000), 136, "rw---", anon, "[heap]" },
				{ lib, 72, "r-x--", "d", "d" },
				{ lib + 0x12000, 20, "rw---", anon, "[small anon]" } } },
		{ "a Java heap stands before the program, too",
			{ { 0xc0000000, 40000, "rw---", anon, "[large anon]" },
				{ UINT64_C(0x555555556000), 16, "rw---", "java", "java" },
				{ UINT64_C(0x555556000000), 264, "rw---", anon, "[heap]" } } },
		{ "another language",
			{ { 0x5556000, 16, "rw---", "d", "d" },
				{ 0x8000000, 264, "rw---", "[ anonym ]", "[heap]" },
				{ lib, 40, "rw---", "[ anonym ]", "[small anon]" },
				{ lib + 0x100000, 132, "rw---", "[ Stapel ]", "[stack]" } } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
		check(&layouts[i]);
}

static void test_others(void **state)
{
	const struct layout layouts[] = {
		{ "arenas", { { 0x5556000, 16, "rw---", "d", "d" },
				    { arena, 200, "rw---", anon, "[arena]" },
				    { arena + 200 * 1024, 65336, "-----", anon, "[reserved]" },
				    { arena + 0x4000000, 65536, "rw---", anon, "[arena]" },
				    { arena + 0x8001000, 200, "rw---", anon, "[anon]" } } },
		{ "stacks of threads",
			{ { 0x5556000, 16, "rw---", "d", "d" },
				{ lib, 4, "-----", anon, "[reserved]" },
				{ lib + 0x1000, 8192, "rw---", anon, "[thread stack]" },
				{ lib + 0x801000, 8192, "rw---", anon, "[anon]" } } },
		{ "stacks with their guards inside",
			{ { 0x5556000, 16, "rw---", "d", "d" },
				{ lib, 8196, "rw---", anon, "[thread stack]" },
				{ lib + 0x10000000, 8 * 8196, "rw---", anon, "[thread stack]" },
				{ lib + 0x20000000, 3 * 8256, "rw---", anon, "[thread stack]" },
				{ lib + 0x30000000, 8 * 8196 + 4, "rw---", anon, "[large anon]" },
				{ lib + 0x40000000, 8192, "rw---", anon, "[anon]" },
				{ lib + 0x50000000, 8196, "rwx--", anon, "[anon]" },
				{ lib + 0x60000000, 8196, "rw---",
					"[anon: glibc: pthread stack: 77]", "[thread stack]" } } },
		{ "shared",
			{ { 0x5556000, 16, "rw---", "d", "d" },
				{ lib, 64, "rw-s-", anon, "[shared anon]" },
				{ lib + 0x20000, 64, "rw-s-", "zero (deleted)", "[shared anon]" },
				{ lib + 0x40000, 64, "rw-s-", "[ shmid=0x1 ]", "[shm]" },
				{ lib + 0x60000, 64, "rw-s-", "SYSV00000000 (deleted)",
					"[shm]" } } },
		{ "nameless files",
			{ { 0x5556000, 16, "rw---", "d", "d" },
				{ lib, 64, "rw-s-", "memfd:frame (deleted)", "[memfd]" },
				{ lib + 0x20000, 64, "rw-s-", "buffer.1 (deleted)",
					"[deleted files]" },
				{ lib + 0x40000, 64, "rw-s-", "deleted", "deleted" },
				{ lib + 0x60000, 64, "rw---", "x (deleted).so",
					"x (deleted).so" } } },
		{ "shared memory by its folder",
			{ { 0x5556000, 16, "rw---", "d", "d" },
				{ lib, 64, "rw-s-", "/dev/shm/queue-1", "[shm]" },
				{ lib + 0x20000, 64, "rw-s-", "/dev/shm/queue-2", "[shm]" },
				{ lib + 0x40000, 64, "rw-s-", "/dev/shm/queue-3 (deleted)",
					"[deleted files]" } } },
		{ "sizes", { { 0x5556000, 16, "rw---", "d", "d" },
				   { lib, 124, "rw---", anon, "[small anon]" },
				   { lib + 0x100000, 128, "rw---", anon, "[anon]" },
				   { lib + 0x10000000, 32768, "rw---", anon, "[large anon]" },
				   { lib + 0x20000000, 64, "r----", anon, "[read-only anon]" } } },
		{ "nothing but anonymous rows", { { lib, 124, "rw---", anon, "[small anon]" } } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
		check(&layouts[i]);
}

/* Stacks that the kernel made one mapping count one by one; nothing else does. */
static void test_members(void **state)
{
	static const struct {
		int64_t kib;
		const char *mode, *name;
		uint32_t want;
	} cases[] = {
		{ 8196, "rw---", anon, 1 },
		{ 8 * 8196, "rw---", anon, 8 },
		{ 2 * 8256, "rw---", anon, 2 },
		{ 8 * 8196 + 4, "rw---", anon, 1 },
		{ 8 * 8196, "r----", anon, 1 },
		{ 8 * 8196, "rw---", "data.bin", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct pmap_row row = { .kib = cases[i].kib, .name = span_of(cases[i].name) };

		memcpy(row.mode, cases[i].mode, sizeof row.mode);
		assert_int_equal(mapping_groups_members(&row), cases[i].want);
	}
}

/* What smaps says of guard pages. */
static void test_guarded(void **state)
{
	const struct pmap_row rows[] = {
		{ .address = lib,
			.kib = 1028,
			.mode = "rw---",
			.name = span_of(anon),
			.guarded = true },
		{ .address = lib + 0x1000000, .kib = 1028, .mode = "rw---", .name = span_of(anon) },
	};
	struct mapping_frame frame;

	(void)state;
	mapping_groups_frame(rows, 2, &frame);
	assert_true(span_is(mapping_groups_name(rows, 2, 0, &frame), "[thread stack]"));
	assert_true(span_is(mapping_groups_name(rows, 2, 1, &frame), "[anon]"));
}

static void test_empty(void **state)
{
	struct mapping_frame frame;

	(void)state;
	mapping_groups_frame(NULL, 0, &frame);
	assert_int_equal(frame.heap_end, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_heap),
		cmocka_unit_test(test_others),
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_guarded),
		cmocka_unit_test(test_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
