/* test_parse_forms.c - odd forms of text that no capture holds, kind by kind: what is taken of
 * them, and how many notes they give. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "analyze/base/arena.h"
#include "analyze/base/notes.h"
#include "analyze/facts/facts.h"
#include "analyze/facts/facts_memory.h"
#include "analyze/facts/facts_read.h"
#include "analyze/kinds.h"
#include "analyze/parse/parse_status.h"
#include "analyze/parse/parse_text.h"

/* `PID NAME rss R anon A swap S private P grain G`, what is not told left out, one a process. */
static void print_fact(char *out, size_t room, const struct process_fact *fact)
{
	const struct {
		const char *what;
		int64_t value;
	} values[] = { { "rss", fact->rss }, { "anon", facts_more(fact)->anon },
		{ "swap", facts_more(fact)->swap }, { "private", fact->private_kib },
		{ "grain", fact->grain > 1 ? fact->grain : -1 } };
	size_t len = strlen(out);

	len += (size_t)snprintf(out + len, room - len, "%s%d %.*s", len ? ", " : "", fact->pid,
		(int)fact->name.len, fact->name.len ? fact->name.at : "");
	for (size_t i = 0; i < sizeof values / sizeof *values && len < room; i++)
		if (values[i].value >= 0)
			len += (size_t)snprintf(out + len, room - len, " %s %lld", values[i].what,
				(long long)values[i].value);
}

static void expect_notes(enum kind kind, const char *text, const char *wanted, size_t wanted_notes)
{
	struct arena arena = { NULL, 0 };
	struct notes notes = { .arena = &arena };
	struct facts_memory memory = { .rows = { { .cursor = 0 } } };
	struct facts facts = { .arena = &arena, .memory = &memory, .kind = kind };
	char got[1024] = "";

	facts_read(kind, parse_text_prepare(span_of(text), &arena, &notes), &arena, &notes, &facts);
	for (size_t i = 0; i < facts.count; i++)
		print_fact(got, sizeof got, &facts.processes[i]);
	assert_string_equal(got, wanted);
	assert_int_equal(notes.count, wanted_notes);
	facts_memory_free(&memory);
	facts_memory_end(&memory);
	arena_free(&arena);
}

static void expect(enum kind kind, const char *text, const char *wanted)
{
	expect_notes(kind, text, wanted, 0);
}

#define AUX "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n"

static void test_ps_columns(void **state)
{
	(void)state;
	expect(KIND_PS,
		"    PID COMMAND           RSS    VSZ\n   2417 tmux: server     5000   9000\n    18 a 12 b   7   8\n",
		"2417 tmux: rss 5000, 18 a rss 7");
	expect(KIND_PS,
		"    PID                  STARTED   RSS COMMAND\n   2417 Mon Nov 23 05:16:00 2026  5000 ./leaky\n",
		"2417 leaky rss 5000");
	expect(KIND_PS,
		"    PID  STARTED   RSS COMMAND\n   2417   Nov 23  5000 ./leaky\n   18 05:16:00 7 x\n",
		"2417 leaky rss 5000, 18 x rss 7");
	expect(KIND_PS,
		"    PID COMMAND           RSS CMD\n   2417 leaky            5000 ./leaky 24\n",
		"2417 leaky rss 5000");
	expect(KIND_PS,
		"COMMAND           PID   RSS USER\nleaky            2417  5000 root\ntmux: server       18     7 Jo\n",
		"2417 leaky rss 5000, 18 tmux: rss 7");
	expect(KIND_PS, "    PID USER       RSS COMMAND\n   2417 Jo Smith  5000 ./leaky\n",
		"2417 leaky rss 5000");
	expect(KIND_PS,
		"PID   USER     VSZ  RSS  STAT TIME  COMMAND\n 2417 Jo Smith 2500 1504 S  <  0:00 /x/steady\n",
		"2417 steady rss 1504");
	expect(KIND_PS, "PID   USER     TIME  COMMAND\n 2417 Jo Smith 0:00 {leaky} ./l\n",
		"2417 leaky");
	/* the last number may be cut where no LF ends the row */
	expect_notes(KIND_PS, "    PID COMMAND  RSS\n   2417 leaky   500", "", 1);
}

static void test_ps_commands(void **state)
{
	(void)state;
	/* a command line that looks like a header is one of a process */
	expect(KIND_PS,
		AUX
		"root 18 0.0 0.0 100 7 ? Ss 05:16 0:00 grep USER PID COMMAND\nroot 2417 0.0 0.0 2500 5000 ? Ss 05:16 0:00 ./leaky\n",
		"18 grep rss 7, 2417 leaky rss 5000");
	expect_notes(KIND_PS,
		AUX
		"no PID for this COMMAND was found\nroot 2417 0.0 0.0 2500 5000 ? Ss 05:16 0:00 ./leaky\n",
		"2417 leaky rss 5000", 1);
	/* ps auxf */
	expect(KIND_PS,
		AUX
		"root 2417 0.0 0.0 2500 5000 ? Ss 05:16 0:00  |   \\_ /bin/leaky 24\nroot 18 0.0 0.0 2500 7 ? S 05:16 0:00  \\_ x\n",
		"2417 leaky rss 5000, 18 x rss 7");
}

static void test_ps_units(void **state)
{
	static const char head[] =
		"    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n";
	char text[256];

	(void)state;
	snprintf(text, sizeof text, "%s%s", head,
		"2417 root 20 0 1352556 1.3g 5612 S 0.0 5.4 0:00.82 leaky\n");
	expect(KIND_TOP, text, "2417 leaky rss 1363148 grain 104858");
	/* in capitals: toybox's top, pidstat --human */
	expect(KIND_TOP,
		"Tasks: 113 total\n  Mem:    24105M total\n  PID USER         PR  NI VIRT  RES  SHR S[%CPU] %MEM     TIME+ ARGS\n"
		"2417 root         20   0  23M  12M 6.4M R 12.1   0.0   0:00.03 /x/leaky -x\n",
		"2417 leaky rss 12288 grain 1024");
	expect(KIND_PIDSTAT,
		"# Time        UID       PID  minflt/s  majflt/s     VSZ     RSS   %MEM  Command\n"
		"01:09:22        0     2417     64.00      0.00    2.5M    1.6M   0.0%  leaky\n",
		"2417 leaky rss 1638 grain 103");
	snprintf(text, sizeof text, "%s%s", head,
		"2417 root 20 0 1352556 1,3g 5612 S 0,0 5,4 0:00.82 leaky\n");
	expect(KIND_TOP, text, "2417 leaky rss 1363148 grain 104858");
}

/* top and pidstat in other languages; the recorded ones are in tests/fixtures/logs. */
static void test_ps_languages(void **state)
{
	(void)state;
	expect(KIND_TOP,
		"top - 22:15:26 up 21 min\nT\xc3\xa2"
		"ches:   2 total\nMiB Mem :  24105,6 total\n\n"
		"  PID UTIL.     PR  NI    VIRT    RES    SHR S  %CPU  %MEM    TEMPS+ COM.\n 9050 root      20   0    2512   1580   1320 S   0,0   0,0   0:00.00 leaky\n",
		"9050 leaky rss 1580");
	expect(KIND_PIDSTAT,
		"10:15:26 PM IST   UID       PID  minflt/s  majflt/s     VSZ     RSS   %MEM  Command\n"
		"10:15:27 PM IST     0      9050     49.00      0.00    2512    1584   0.01  leaky\n\n"
		"Moyenne :      UID       PID  minflt/s  majflt/s     VSZ     RSS   %MEM  Command\n"
		"Moyenne :        0      9050     15.92      0.00    3326    2262   0.01  leaky\n",
		"9050 leaky rss 1584");
	expect(KIND_PIDSTAT,
		"# Time        UID       PID  minflt/s  majflt/s     VSZ     RSS   %MEM  Command\n"
		"10:15:27 PM IST    0      9050     49.00      0.00    2512    1584   0.01  leaky\n",
		"9050 leaky rss 1584");
	expect(KIND_PIDSTAT,
		"# Time     USER      TGID       TID  minflt/s  majflt/s     VSZ     RSS   %MEM  Command\n"
		"10:15:27 PM root      9050         -     49.00      0.00    2512    1584   0.01  leaky\n"
		"10:15:27 PM root         -      9050     49.00      0.00    2512    1584   0.01  |__leaky\n",
		"9050 leaky rss 1584");
}

static void test_status(void **state)
{
	(void)state;
	/* a kernel without MMU */
	expect(KIND_STATUS,
		"Name:\tleaky\nPid:\t7\nMem:\t  102400 bytes\nSlack:\t     100 bytes\nShared:\t    2048 bytes\nThreads:\t1\n",
		"7 leaky rss 102 anon 100");
	expect_notes(KIND_STATUS,
		"Name:\tleaky\nPid:\t7\nVmRSS:\t    51tail: cannot open x\n60 kB\n", "7 leaky", 2);
}

static void test_stat(void **state)
{
#define TAIL ") S 1 7 7 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 100 0 0\n"
	(void)state;
	expect(KIND_STAT, "7 (a\n5 (b" TAIL "8 () S 1\n9 (x" TAIL "9 (y" TAIL,
		"7 a\n5 (b, 8 ) S 1\n9 (x, 9 y");
	/* a record that was cut off is not the name of the next */
	expect_notes(KIND_STAT, "7 (leaky) S 1 7 7 0\n8 (steady" TAIL, "8 steady", 1);
}

#define MAPPINGS \
	"55c8a5b77000-55c8a5b78000 rw-p 00000000 fe:00 12 /x\n55c8a5c00000-55c8a5d00000 rw-p 00000000 00:00 0 [heap]\n"

static void test_maps(void **state)
{
	(void)state;
	expect(KIND_MAPS, "==> /proc/7/maps <==\n" MAPPINGS "\n==> /proc/8/maps <==\n" MAPPINGS,
		"7  private 1028, 8  private 1028");
	/* where a mapping is lost the sum is not known */
	expect_notes(KIND_MAPS,
		"==> /proc/7/maps <==\n" MAPPINGS "\n==> /proc/8/maps <==\n" MAPPINGS
		"7ffd00000000-7ff",
		"7  private 1028", 1);
	expect_notes(KIND_MAPS,
		"==> /proc/7/maps <==\n" MAPPINGS
		"7ffd00000000-7ffd00021000 rtail: oops\nw-p 00000000 00:00 0\n",
		"", 2);
	expect(KIND_MAPS,
		"==> /proc/7/maps <==\n" MAPPINGS
		"\n7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0 [stack]\n",
		"7  private 1160");
	expect_notes(KIND_MAPS,
		"==> /proc/7/maps <==\n" MAPPINGS
		"7ffd00000000tail: oops\n-7ffd00021000 rw-p 00000000 00:00 0\n",
		"", 2);
	expect_notes(KIND_MAPS,
		"==> /proc/7/maps <==\n" MAPPINGS "5d79000-5d80000 rw-p 00000000 00:00 0 \n", "",
		1);
	expect_notes(
		KIND_MAPS, "==> /proc/7/maps <==\ntail: oops\n" MAPPINGS, "7  private 1028", 1);
	expect_notes(KIND_MAPS, MAPPINGS, "", 1);
}

static void test_rollup(void **state)
{
	(void)state;
	expect(KIND_SMAPS_ROLLUP,
		"==> /proc/7/smaps_rollup <==\n55c8a5b77000-7ffd00000000 ---p 00000000 00:00 0                          [rollup]\n"
		"Rss:                5000 kB\nAnonymous:          3000 kB\nSwap:                 12 kB\n\n==> /proc/8/smaps_rollup <==\n",
		"7  rss 5000 anon 3000 swap 12");
}

#define TITLE "Address           Kbytes Mode  Offset           Device    Mapping\n"
#define ROWS \
	"000055c8a5b77000       4 rw--- 0000000000000000 0fe:00000 leaky\n000055c8a5c00000     100 rw--- 0000000000000000 000:00000   [ anon ]\n"

static void test_pmap(void **state)
{
	(void)state;
	/* of BusyBox: size, PSS, private dirty, swap; the dirty pages count */
	expect(KIND_PMAP,
		"7: x\nAddress           Kbytes     PSS   Dirty    Swap Mode  Mapping\n"
		"000055c8a5b77000       4       4       4       0 rw--- leaky\n000055c8a5c00000     100      90      90       0 rw---   [heap]\n"
		"----------------  ------  ------  ------  ------\ntotal                104      94      94       0\n",
		"7 x private 94");
	/* behind its sum a block says nothing more: the header of another is lost */
	expect_notes(KIND_PMAP,
		"7:   x\n" TITLE ROWS "mapped: 104K    writeable/private: 104K    shared: 0K\n /y\n"
		"mapped: 9K    writeable/private: 9K    shared: 0K\n",
		"7 x private 104", 2);
	/* -q: neither title nor sum; a block is whole where another follows */
	expect_notes(KIND_PMAP, "7:   x\n" ROWS "8:   y\n" ROWS, "7 x private 104, 8 y", 1);
	expect_notes(KIND_PMAP,
		"7:   x\n" TITLE ROWS "8:   y\n" TITLE ROWS
		"mapped: 104K    writeable/private: 104K    shared: 0K\n",
		"7 x, 8 y private 104", 1);
	/* pmap without -d */
	expect(KIND_PMAP,
		"7:   x\n000055c8a5b77000      4K rw--- leaky\n total                4K\n",
		"7 x private 4");
	/* a footer that is cut off is none */
	expect_notes(KIND_PMAP, "7:   x\n" TITLE ROWS "mapped: 104K    writ", "7 x", 2);
	/* only `PID:` and a blank begin a process */
	expect_notes(KIND_PMAP,
		"7:   x\n" TITLE "12:30:01 up\n" ROWS
		"mapped: 104K    writeable/private: 104K    shared: 0K\n",
		"7 x private 104", 1);
	/* what pmap makes of a long line is left out, not what follows it */
	expect_notes(KIND_PMAP,
		"7: x\n000055c8a5b77000       4K rw-p  /x\nffffffffffffffff 999K rw-s  y\n000055c8a5c00000     100K rw-p  [heap]\nmapped: 104K\n",
		"7 x private 104", 1);
}

#define TITLE_X "Address           Kbytes     RSS   Dirty Mode  Mapping\n"
#define ROWS_X \
	"000055c8a5b77000       4       4       0 r---- leaky\n000055c8a5c00000     100      90      80 rw---   [ anon ]\n"
#define RULE_X "---------------- ------- ------- ------- \n"

/* pmap -x tells how much of each mapping is resident, and the sum of it. */
static void test_pmap_x(void **state)
{
	(void)state;
	expect(KIND_PMAP,
		"7:   x\n" TITLE_X ROWS_X RULE_X "total kB             104      94      80\n",
		"7 x rss 94 private 100");
	expect(KIND_PMAP,
		"7:   x\nAdresse            kByte     RSS   Dirty Modus Zuordnung\n" ROWS_X RULE_X
		"kB gesamt            104      94      80\n",
		"7 x rss 94 private 100");
	expect(KIND_PMAP,
		"7:   x\n" TITLE_X ROWS_X RULE_X
		"총계  kB             104      94      80\n8:   y\n" TITLE_X ROWS_X RULE_X
		"total kB             104      93      80\n",
		"7 x rss 94 private 100, 8 y rss 93 private 100");
	/* procps 3.2 did not know */
	expect(KIND_PMAP,
		"7:   x\nAddress           Kbytes     RSS    Anon  Locked Mode   Mapping\n"
		"000055c8a5c00000     100       -       -       - rw---   [ anon ]\n---------------- ------ ------ ------ ------\n"
		"total kB     100       -       -       -\n",
		"7 x private 100");
	/* Solaris, and a sum that ends behind what is mapped */
	expect(KIND_PMAP,
		"7:   x\n" TITLE_X ROWS_X RULE_X
		"total Kb 104 94 80 -\n8:   y\n" TITLE_X ROWS_X RULE_X "total Kb 104\n",
		"7 x rss 94 private 80, 8 y private 100");
	/* without dashes in front only the word total tells a sum */
	expect_notes(KIND_PMAP,
		"7:   x\n" TITLE_X ROWS_X "kB gesamt            104      94      80\n", "7 x", 2);
	/* more is resident than mapped; more is mapped than the sum says: it is another process's
	 */
	expect(KIND_PMAP,
		"7:   x\n" TITLE_X ROWS_X RULE_X "total kB             104     940      80\n",
		"7 x private 100");
	expect(KIND_PMAP,
		"7:   x\n" TITLE_X ROWS_X RULE_X "total kB              50      40      30\n",
		"7 x private 100");
	/* words or numbers too many, a number cut off by a letter */
	expect_notes(KIND_PMAP, "7:   x\n" TITLE_X ROWS_X RULE_X "this is no sum at all 104\n",
		"7 x", 2);
	expect_notes(
		KIND_PMAP, "7:   x\n" TITLE_X ROWS_X RULE_X "total kB 104 94 80 3 2\n", "7 x", 2);
	expect_notes(
		KIND_PMAP, "7:   x\n" TITLE_X ROWS_X RULE_X "total kB 104 9Warning\n", "7 x", 2);
}

/* Names of status as the kernel escapes them (seq_escape_str of LF and
 * backslash, fs/proc/array.c): also at their end. */
static void unescaped_names(void **state)
{
	static const struct {
		const char *name, *plain;
	} rows[] = {
		{ "ntpd", "ntpd" },
		{ "a\\nb", "a\nb" },
		{ "a\\n", "a\n" },
		{ "a\\\\", "a\\" },
		{ "a\\", "a\\" },
		{ "\\x", "\\x" },
		{ "\\\\n", "\\n" },
		{ "", "" },
	};
	char out[40];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct span plain = parse_status_unescape(span_of(rows[i].name), out);

		assert_true(span_is(plain, rows[i].plain));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unescaped_names),
		cmocka_unit_test(test_ps_columns),
		cmocka_unit_test(test_ps_commands),
		cmocka_unit_test(test_ps_units),
		cmocka_unit_test(test_ps_languages),
		cmocka_unit_test(test_status),
		cmocka_unit_test(test_stat),
		cmocka_unit_test(test_maps),
		cmocka_unit_test(test_rollup),
		cmocka_unit_test(test_pmap),
		cmocka_unit_test(test_pmap_x),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
