/* test_native_ps.c - rows of ps against what procps 4.0.2 printed, and the rules one by one */
#include "native_tree.h"

#include <limits.h>

#include "collect/source/native/native_names.h"
#include "collect/source/native/native_process.h"
#include "collect/source/native/native_ps.h"

static const struct native_ps plain_table = { .mem_total_kib = 1000000,
	.uptime_ticks = 500000,
	.ticks_a_second = 100,
	.boot_s = 1700000000,
	.pid_width = 5 };

/* The row of a process that stat, status and cmdline tell of; free it. */
static char *row_of(const struct native_ps *ps, struct text stat, struct text status,
	struct text cmdline, struct native_ps_words words)
{
	struct native_process p;
	char *row;

	assert_true(native_process_read_stat(&p, stat.bytes, stat.len));
	native_process_read_status(&p, status.bytes, status.len);
	words.cmdline = cmdline.bytes;
	words.cmdline_len = cmdline.len;
	row = malloc(NATIVE_PS_ROW_MAX + strlen(words.terminal) +
		     native_process_command_max(&p, cmdline.len) + 1);
	assert_non_null(row);
	*native_ps_row(ps, &p, &words, row) = '\0';
	return row;
}

static void recorded_table(void **state)
{
	struct text want = tree_read("want.ps"), uptime = tree_read("tree/uptime");
	struct text boot = tree_read("tree/stat"), meminfo = tree_read("tree/meminfo");
	struct native_ps ps = { .ticks_a_second = 100, .pid_width = 5 };
	char *line, header[NATIVE_PS_ROW_MAX];

	(void)state;
	ps.mem_total_kib = strtoull(meminfo.bytes + strlen("MemTotal:"), NULL, 10);
	ps.boot_s = strtoll(boot.bytes + strlen("btime "), NULL, 10);
	ps.uptime_ticks = (uint64_t)(strtod(uptime.bytes, NULL) * 100);
	native_ps_set_now(&ps, (time_t)(ps.boot_s + (int64_t)ps.uptime_ticks / 100));
	*native_ps_header(&ps, header) = '\0';
	line = strchr(want.bytes, '\n') + 1;
	assert_memory_equal(header, want.bytes, strlen(header));
	for (char *next; *line != '\0'; line = next) {
		long pid = strtol(line + strcspn(line, " "), NULL, 10);
		struct native_ps_words words = { .terminal = "?" };
		struct text stat = tree_read_of(pid, "stat"), status = tree_read_of(pid, "status");
		struct text cmdline = tree_read_of(pid, "cmdline");
		char *row;

		next = strchr(line, '\n') + 1;
		if (strncmp(line, "root ", 5) == 0)
			words.user = "root";
		if (strncmp(line, "nobody ", 7) == 0)
			words.user = "nobody";
		if (strstr(line, " pts/0 ") != NULL && strstr(line, " pts/0 ") < next)
			words.terminal = "pts/0";
		row = row_of(&ps, stat, status, cmdline, words);
		assert_int_equal(strlen(row), next - line);
		assert_memory_equal(row, line, strlen(row));
		free(row);
		free(stat.bytes);
		free(status.bytes);
		free(cmdline.bytes);
	}
	free(want.bytes);
	free(uptime.bytes);
	free(boot.bytes);
	free(meminfo.bytes);
}

/* Fields of stat that a case wants to choose; the rest is fixed. */
struct made {
	const char *name, *cmdline;
	size_t cmdline_len;
	char state;
	long group, session, terminal_group, ticks, nice, threads, start;
	const char *status;
	const char *user, *terminal;
	const char *want;
};

static char *made_row(const struct native_ps *ps, const struct made *made)
{
	struct native_ps_words words = { .user = made->user, .terminal = made->terminal };
	struct text status = { (char *)(size_t)made->status, strlen(made->status) };
	struct text cmdline = { (char *)(size_t)made->cmdline, made->cmdline_len };
	char bytes[512];
	int len = snprintf(bytes, sizeof(bytes),
		"77 (%s) %c 1 %ld %ld 0 %ld 0 1 2 3 4 %ld 0 0 0 "
		"20 %ld %ld 0 %ld 4096 1 2 3 4 5 0 0\n",
		made->name, made->state, made->group, made->session, made->terminal_group,
		made->ticks, made->nice, made->threads, made->start);

	return row_of(ps, (struct text){ bytes, (size_t)len }, status, cmdline, words);
}

#define STATUS(size, rss, lock) \
	"Name:\tx\nUid:\t5\t1001\t5\t5\nVmSize:\t" #size " kB\nVmLck:\t" #lock \
	" kB\nVmRSS:\t" #rss " kB\n"

static const struct made made_rows[] = {
	{ "x", "x\0", 2, 'S', 1, 1, -1, 0, 0, 1, 0, STATUS(10, 5, 0), "bin", "?",
		"bin         77  0.0  0.0     10     5 ?        S    22:13   0:00 x\n" },
	/* a user without a name, one of eight bytes, one of nine */
	{ "x", "x\0", 2, 'S', 1, 1, -1, 0, 0, 1, 0, STATUS(10, 5, 0), NULL, "?",
		"1001        77  0.0  0.0     10     5 ?        S    22:13   0:00 x\n" },
	{ "x", "x\0", 2, 'S', 1, 1, -1, 0, 0, 1, 0, STATUS(10, 5, 0), "12345678", "?",
		"12345678    77  0.0  0.0     10     5 ?        S    22:13   0:00 x\n" },
	{ "x", "x\0", 2, 'S', 1, 1, -1, 0, 0, 1, 0, STATUS(10, 5, 0), "123456789", "?",
		"1234567+    77  0.0  0.0     10     5 ?        S    22:13   0:00 x\n" },
	/* all letters of STAT: they push, and START and TIME have no slack */
	{ "x", "x\0", 2, 'S', 9, 77, 9, 0, 5, 3, 0, STATUS(10, 5, 1), "u", "tty1",
		"u           77  0.0  0.0     10     5 tty1     SNLsl+ 22:13   0:00 x\n" },
	{ "x", "x\0", 2, 'S', 9, 8, -1, 0, -5, 1, 0, STATUS(10, 5, 0), "u", "pts/12345",
		"u           77  0.0  0.0     10     5 pts/12345 S<  22:13   0:00 x\n" },
	/* wide sizes */
	{ "x", "x\0", 2, 'S', 1, 1, -1, 0, 0, 1, 0, STATUS(19327508912, 154988, 0), "u", "?",
		"u           77  0.0 15.4 19327508912 154988 ?  S    22:13   0:00 x\n" },
	{ "x", "x\0", 2, 'S', 1, 1, -1, 0, 0, 1, 0, STATUS(10, 99999999, 0), "u", "?",
		"u           77  0.0 99.9     10 99999999 ?     S    22:13   0:00 x\n" },
	/* %CPU has tenths to 99.9, and none above; minutes grow */
	{ "x", "x\0", 2, 'R', 1, 1, -1, 499999, 0, 1, 0, STATUS(10, 5, 0), "u", "?",
		"u           77 99.9  0.0     10     5 ?        R    22:13  83:19 x\n" },
	{ "x", "x\0", 2, 'R', 1, 1, -1, 1500000, 0, 1, 0, STATUS(10, 5, 0), "u", "?",
		"u           77  300  0.0     10     5 ?        R    22:13 250:00 x\n" },
	/* started in the future, as a clock that was set back shows it */
	{ "x", "x\0", 2, 'R', 1, 1, -1, 10, 0, 1, 500000, STATUS(10, 5, 0), "u", "?",
		"u           77  0.0  0.0     10     5 ?        R    23:36   0:00 x\n" },
	/* no memory: no sizes; names are bytes */
	{ "a) S b(", "", 0, 'I', 1, 1, -1, 0, 0, 1, 0, "Name:\tx\nUid:\t0\t0\t0\t0\n", "root", "?",
		"root        77  0.0  0.0      0     0 ?        I    22:13   0:00 [a) S b(]\n" },
	{ "e\033\n\303\251", "", 0, 'Z', 1, 1, -1, 0, 0, 1, 0, "Uid:\t0\t0\n", "root", "?",
		"root        77  0.0  0.0      0     0 ?        Z    22:13   0:00 [e..??] <defunct>\n" },
	/* command lines */
	{ "x", "a\0\0b \0\0\0", 8, 'S', 1, 1, -1, 0, 0, 1, 0, STATUS(1, 1, 0), "u", "?",
		"u           77  0.0  0.0      1     1 ?        S    22:13   0:00 a  b \n" },
	{ "x", "\0\0\0", 3, 'S', 1, 1, -1, 0, 0, 1, 0, STATUS(1, 1, 0), "u", "?",
		"u           77  0.0  0.0      1     1 ?        S    22:13   0:00 ?\n" },
	{ "x", "a\nb\t\177\200\0", 7, 'S', 1, 1, -1, 0, 0, 1, 0, STATUS(1, 1, 0), "u", "?",
		"u           77  0.0  0.0      1     1 ?        S    22:13   0:00 a b..?\n" },
	{ "x", "no nul ", 7, 'S', 1, 1, -1, 0, 0, 1, 0, STATUS(1, 1, 0), "u", "?",
		"u           77  0.0  0.0      1     1 ?        S    22:13   0:00 no nul\n" },
};

static void rules(void **state)
{
	struct native_ps ps = plain_table;

	(void)state;
	native_ps_set_now(&ps, (time_t)ps.boot_s + 5000);
	for (size_t i = 0; i < sizeof(made_rows) / sizeof(*made_rows); i++) {
		char *row = made_row(&ps, &made_rows[i]);

		assert_string_equal(row, made_rows[i].want);
		free(row);
	}
}

/* The forms of START: the same day, another one, another year. */
static void start_forms(void **state)
{
	static const struct {
		long now_after, start_s;
		const char *want;
	} cases[] = {
		{ 5000, 0, "22:13" },
		{ 7000, 0, "Nov14" },
		{ 7000, 6500, "00:01" },
		{ 86400L * 60, 0, " 2023" },
		{ 86400L * 365, 0, " 2023" },
		{ 86400L * 5, 0, "Nov14" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct native_ps ps = plain_table;
		struct made made = made_rows[0];
		char *row;

		made.start = cases[i].start_s * 100;
		native_ps_set_now(&ps, (time_t)(ps.boot_s + cases[i].now_after));
		row = made_row(&ps, &made);
		assert_memory_equal(row + 52, cases[i].want, 5);
		free(row);
	}
}

static void wide_pids(void **state)
{
	struct native_ps ps = plain_table;
	char header[NATIVE_PS_ROW_MAX], *row;

	(void)state;
	ps.pid_width = 7;
	native_ps_set_now(&ps, (time_t)ps.boot_s + 5000);
	*native_ps_header(&ps, header) = '\0';
	assert_string_equal(header, "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   "
				    "TIME COMMAND\n");
	row = made_row(&ps, &made_rows[0]);
	assert_memory_equal(row, "bin           77  0.0", 21);
	free(row);
}

/* A command line of more than 131,071 bytes, and a row of more than 131,072 columns. */
static void long_command(void **state)
{
	struct native_ps ps = plain_table;
	struct made made = made_rows[0];
	char *cmdline = malloc(200000), *row;

	(void)state;
	assert_non_null(cmdline);
	memset(cmdline, 'w', 200000);
	made.cmdline = cmdline;
	made.cmdline_len = 200000;
	native_ps_set_now(&ps, (time_t)ps.boot_s + 5000);
	row = made_row(&ps, &made);
	assert_int_equal(strlen(row), 131073);
	free(row);
	free(cmdline);
}

/* Texts that are no stat, and every beginning of one: refused or taken, never read past. */
static void odd_stat(void **state)
{
	static const char *const texts[] = { "", "1", "1 (", "1 ()", "x (a) S 1",
		"99999999999 (a) S 1 1 1", "1 (a) S", "1 (a) S a b c d e f", "1 (a)\n", ")",
		"1 (a) S 1 1 1 0 -1 0 1 2 3 4 5 6\n" };
	const char *whole = "7 (a) b) S 1 2 3 0 -1 64 0 0 0 0 5 6 0 0 20 0 1 0 99 4096 1 0 0 0 7 "
			    "0\n";
	struct native_process p;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_false(native_process_read_stat(&p, texts[i], strlen(texts[i])));
	for (size_t len = 0; len <= strlen(whole); len++) {
		char *copy = malloc(len + 1);

		memcpy(copy, whole, len);
		if (native_process_read_stat(&p, copy, len))
			assert_true(len > 60);
		free(copy);
	}
	assert_true(native_process_read_stat(&p, whole, strlen(whole)));
	assert_int_equal(p.name_len, 4);
	assert_int_equal(p.cpu_ticks, 11);
	assert_int_equal(p.start_ticks, 99);
	assert_int_equal(p.start_stack, 7);
}

static void user_names(void **state)
{
	static const char passwd[] =
		"root:x:0:0:::\n# no user\n:x:5:\nJo Smith:x:6:6\nnofields\n"
		"a_name_that_is_longer_than_the_room:x:7:7\ntoor:x:0:0:::\nlast:x:8";
	static const struct {
		uint64_t uid;
		const char *want;
	} cases[] = { { 0, "root" }, { 5, NULL }, { 6, "Jo Smith" },
		{ 7, "a_name_that_is_longer_" }, { 8, "last" }, { 80, NULL },
		{ UINT64_MAX, NULL } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct native_name entry = { 0 };

		native_names_user(passwd, strlen(passwd), cases[i].uid, &entry);
		assert_int_equal(entry.known, cases[i].want != NULL);
		if (entry.known)
			assert_string_equal(entry.name, cases[i].want);
	}
}

static void terminal_names(void **state)
{
	static const char drivers[] =
		"/dev/tty             /dev/tty        5       0 system:/dev/tty\n"
		"/dev/vc/0            /dev/vc/0       4       0 system:vtmaster\n"
		"serial               /dev/ttyS       4 64-95 serial\n"
		"pty_slave            /dev/pts      136 0-1048575 pty:slave\n"
		"unknown              /dev/tty        4 1-63 console\n"
		"broken /dev/\nmore";
	static const struct {
		int64_t terminal;
		const char *want;
	} cases[] = { { 0x401, "tty1" }, { 0x440, "ttyS0" }, { 0x8800, "pts/0" },
		{ 0x8903, "pts/259" }, { 0x108807, "pts/263" }, { 0xffff, NULL } };
	char name[23];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		bool found =
			native_names_terminal(drivers, strlen(drivers), cases[i].terminal, 0, name);

		assert_int_equal(found, cases[i].want != NULL);
		if (found)
			assert_string_equal(name, cases[i].want);
	}
	assert_false(native_names_terminal(
		drivers, strlen(drivers), 0x401, NATIVE_TERMINAL_GUESSES, name));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(recorded_table),
		cmocka_unit_test(rules),
		cmocka_unit_test(start_forms),
		cmocka_unit_test(wide_pids),
		cmocka_unit_test(long_command),
		cmocka_unit_test(odd_stat),
		cmocka_unit_test(user_names),
		cmocka_unit_test(terminal_names),
	};

	setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests_name("native_ps", tests, NULL, NULL);
}
