/* test_parse_heap.c - the kind heap: whole blocks, classes, and what is no reading. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/base/arena.h"
#include "analyze/base/notes.h"
#include "analyze/parse/parse_heap.h"

static char told[1024];

#define TELL(...) snprintf(told + strlen(told), sizeof told - strlen(told), __VA_ARGS__)

static void begin(void *context, int32_t pid)
{
	(void)context;
	TELL("%d{", (int)pid);
}

static void take_module(void *context, struct span file, struct span build_id)
{
	(void)context;
	TELL("%.*s=%.*s ", (int)file.len, file.at, (int)build_id.len, build_id.at);
}

static void take_blocks(void *context, const struct heap_class_row *row)
{
	(void)context;
	TELL("%s%dx%d", row->is_pooled ? "py" : "", (int)row->count, (int)row->size);
	if (row->module.len)
		TELL("@%u:%.*s+%x", row->position, (int)row->module.len, row->module.at,
			(unsigned)row->offset);
	TELL(" ");
}

static void end(void *context, const struct heap_row *row)
{
	static const char *const states[] = { "complete", "partial", "unread" };

	(void)context;
	TELL("%.*s %.*s %s %d/%d %d %d}", (int)row->name.len, row->name.at, (int)row->allocator.len,
		row->allocator.at, states[row->state], (int)row->used_bytes, (int)row->used_blocks,
		(int)row->free_bytes, (int)row->system_bytes);
}

static void reads(const char *text, const char *wanted, size_t odd)
{
	static const struct heap_reader reader = { begin, take_module, take_blocks, end };
	struct arena arena = { NULL, 0 };
	struct notes notes = { .arena = &arena };

	told[0] = '\0';
	parse_heap(span_of(text), &notes, &reader, NULL);
	assert_string_equal(told, wanted);
	assert_int_equal(notes.total, odd);
	arena_free(&arena);
}

#define SUMS(blocks) \
	"used 640 bytes " blocks " blocks\nfree 96 bytes 2 blocks\ncached 64 bytes 1 blocks\n" \
	"top 1000\nmmapped 0 bytes 0 blocks\n"
#define SYSTEM \
	"system 1800 unaccounted 0 mmapped-missed 0\n" \
	"arenas 1 runs 1 skipped 0 lost 0 read 4096 us 33\n"
#define HEAD "heap 7 ripd\nallocator glibc64 complete retries 0\n"

static void whole(void **state)
{
	(void)state;
	reads("", "", 0);
	reads(HEAD SUMS("6") SYSTEM
		"mod libfrr.so 1f2e\nmod ripd -\nb 64 4\n 2 @0 libfrr.so+0x17ab\n 1 @8 a+b+0x0\nb 128 2\n\n",
		"7{libfrr.so=1f2e ripd= 2x64@0:libfrr.so+17ab 1x64@8:a+b+0 1x64 2x128 "
		"ripd glibc64 complete 640/6 96 1800}",
		0);
	/* blocks that follow one another without an empty line; a name with blanks */
	reads("heap 7 a b\nallocator glibc64+python complete retries 1\n" SUMS(
		      "3") "pools 400 bytes 1 pools used 128 bytes 2 blocks\n" SYSTEM
			   "b 48 1\npy 64 2\n 2 @8 python3.11+0x60\n"
			   "heap 8 sshd\nallocator unknown64 unread retries 0\n",
		"7{1x48 py2x64@8:python3.11+60 a b glibc64+python complete 640/3 96 1800}"
		"8{sshd unknown64 unread -1/-1 -1 -1}",
		0);
}

/* A reading that could not be whole is none. */
static void partial(void **state)
{
	(void)state;
	/* no `system`: nothing was checked */
	reads(HEAD SUMS("2") "b 64 2\n\n", "7{2x64 ripd glibc64 partial 640/2 96 -1}", 0);
	reads("heap 7 x\nallocator glibc64 partial retries 4\n" SUMS("2") SYSTEM "b 64 2\n\n",
		"7{2x64 x glibc64 partial 640/2 96 1800}", 0);
	/* cut within a line, and between two */
	reads(HEAD SUMS("2") SYSTEM "b 64 1\nb 12", "7{1x64 ripd glibc64 partial 640/2 96 1800}",
		2);
	reads(HEAD SUMS("2") SYSTEM "b 64 1\n", "7{1x64 ripd glibc64 partial 640/2 96 1800}", 1);
	reads(HEAD SUMS("1") SYSTEM "b 64 1\n", "7{1x64 ripd glibc64 complete 640/1 96 1800}", 0);
	reads(HEAD "used 640 bytes 6 blocks\n" SYSTEM "\n", "7{ripd glibc64 partial 640/6 -1 1800}",
		0);
	reads("heap 7 x\n\n", "7{x  unread -1/-1 -1 -1}", 0);
}

static void odd(void **state)
{
	(void)state;
	/* more blocks hold the pointer than there are; no size above; nonsense */
	reads(HEAD SUMS("2") SYSTEM "b 64 2\n 3 @0 a+0x1\n\n",
		"7{2x64 ripd glibc64 partial 640/2 96 1800}", 1);
	reads(HEAD SUMS("0") SYSTEM " 1 @0 a+0x1\n\n", "7{ripd glibc64 partial 640/0 96 1800}", 1);
	reads("b 64 1\nheap 0 x\nheap 99999999999 x\nheap\n", "", 4);
	reads(HEAD SUMS("1") SYSTEM
		"b 64 1\nb 0 1\nb 64\nb -1 2\nb 64 x\nb 999999999999999999999 1\nwh4t 1\n\n",
		"7{1x64 ripd glibc64 partial 640/1 96 1800}", 6);
	reads(HEAD SUMS("4") SYSTEM
		"b 64 4\n 1 8 a+0x1\n 1 @x a+0x1\n 1 @0 a+1\n 1 @0 +0x1\n 1 @0 a+0xg\n 0 @0 a+0x1\n\n",
		"7{4x64 ripd glibc64 partial 640/4 96 1800}", 6);
}

/* Lines of later forms are passed over, unless blocks are missing: then it was a line of them. */
static void later_forms(void **state)
{
	(void)state;
	reads(HEAD SUMS("6") "huge-pages 3 of 4\n" SYSTEM "tagged\nb 64 4\nb 128 2\n\n",
		"7{4x64 2x128 ripd glibc64 complete 640/6 96 1800}", 0);
	reads(HEAD SUMS("6") SYSTEM "b 64 4\nc 128 2\n\n",
		"7{4x64 ripd glibc64 partial 640/6 96 1800}", 1);
	reads(HEAD SUMS("6") SYSTEM "b 64 4\nc 128 2\nheap 8 x\n\n",
		"7{4x64 ripd glibc64 partial 640/6 96 1800}8{x  unread -1/-1 -1 -1}", 1);
	reads(HEAD SUMS("4") SYSTEM "b 64 4\n-x 1\n\n",
		"7{4x64 ripd glibc64 partial 640/4 96 1800}", 1);
}

static void whole_heap(void **state)
{
	(void)state;
	assert_true(parse_heap_is_whole(span_of("glibc64+python")));
	assert_true(parse_heap_is_whole(span_of("musl-ng64")));
	assert_false(parse_heap_is_whole(span_of("jvm-not-read")));
	assert_false(parse_heap_is_whole(span_of("unknown64")));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(whole), cmocka_unit_test(partial),
		cmocka_unit_test(odd), cmocka_unit_test(later_forms),
		cmocka_unit_test(whole_heap) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
