/* test_collect_command.c - frames of answers, listings of processes, and what a shell is told */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "collect/base/buffer.h"
#include "collect/source/command/command_link.h"
#include "collect/source/command/command_listing.h"
#include "collect/source/command/command_script.h"
#include "collect/source/source.h"
#include "collect/base/waiting.h"

#define STAT(state, parent, start) \
	" " state " " parent " 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 " start " 4096 1 0 0 0 0 0 0\n"

static struct buffer text_of(const char *string)
{
	struct buffer text = { 0 };

	buffer_string(&text, string);
	return text;
}

static void listing_of_odd_names(void **state)
{
	struct buffer text = text_of("10 (ten)" STAT("S", "1", "5") "9 (two\nlines)" STAT(
		"S", "1", "6") "rubbish\n"
			       "8 (x\n7 (y) S 1)" STAT("R", "2",
				       "7") "\n"
					    "6 ()" STAT("Z", "1", "8") "5 (cut off) S 1 1");
	struct command_listing listing = { 0 }, before = { 0 };
	static const struct {
		int32_t pid;
		const char *name;
		uint64_t start;
	} want[] = { { 6, "", 8 }, { 8, "x\n7 (y) S 1", 7 }, { 9, "two\nlines", 6 },
		{ 10, "ten", 5 } };

	(void)state;
	command_listing_build(&listing, &text);
	command_listing_inherit(&listing, &before);
	assert_int_equal(listing.count, 4);
	for (size_t i = 0; i < 4; i++) {
		const struct command_process *entry = &listing.processes[i];

		assert_int_equal(entry->process.pid, want[i].pid);
		assert_int_equal(entry->process.start_ticks, want[i].start);
		assert_int_equal(entry->process.name_len, strlen(want[i].name));
		assert_memory_equal(entry->process.name, want[i].name, strlen(want[i].name));
		assert_int_equal(entry->record[entry->record_len - 1], '\n');
	}
	assert_null(command_listing_find(&listing, 7));
	command_listing_free(&listing);
	buffer_free(&text);
}

/* Whatever a host sends is read once: 16 MiB of it take some milliseconds of CPU, where 64 tries a
 * byte took half a minute. */
static void listing_of_rubbish_is_linear(void **state)
{
	static const char *const pieces[] = { "\n", "1 (\n", "1 (a)\n", "7 (x) S\n", ")\n(1 (" };

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct command_listing listing = { 0 }, before = { 0 };
		struct buffer text = { 0 };
		clock_t begin = clock();

		while (text.len < 16 << 20)
			buffer_string(&text, pieces[i]);
		command_listing_build(&listing, &text);
		command_listing_inherit(&listing, &before);
		assert_int_equal(listing.count, 0);
		assert_true(clock() - begin < 10 * CLOCKS_PER_SEC);
		command_listing_free(&listing);
		buffer_free(&text);
	}
}

static void listing_inherits(void **state)
{
	struct buffer first = text_of("1 (a)" STAT("S", "0", "1") "2 (b)" STAT(
		"S", "1", "2") "3 (c)" STAT("S", "1", "3") "4 (d)" STAT("S", "1", "4"));
	struct buffer second = text_of("1 (a)" STAT("S", "0", "1") "2 (new)" STAT(
		"S", "1", "2") "3 (c)" STAT("S", "1", "33"));
	struct command_listing before = { 0 }, now = { 0 };

	(void)state;
	command_listing_build(&before, &first);
	command_listing_inherit(&before, &now);
	for (size_t i = 0; i < before.count; i++) {
		buffer_string(&before.processes[i].cmdline, "command");
		before.processes[i].cmdline_known = true;
		before.processes[i].is_target = true;
	}
	command_listing_build(&now, &second);
	command_listing_inherit(&now, &before);
	assert_true(now.processes[0].cmdline_known && now.processes[0].is_target);
	assert_int_equal(now.processes[0].cmdline.len, 7);
	/* another name: perhaps another program */
	assert_false(now.processes[1].cmdline_known);
	assert_true(now.processes[1].is_target);
	/* the PID was used again */
	assert_false(now.processes[2].cmdline_known || now.processes[2].is_target);
	/* those that have ended are left */
	assert_int_equal(before.count, 2);
	assert_int_equal(before.processes[0].process.pid, 3);
	assert_int_equal(before.processes[1].process.pid, 4);
	command_listing_free(&before);
	command_listing_free(&now);
	buffer_free(&first);
	buffer_free(&second);
}

static void files_of_an_answer(void **state)
{
	struct command_link link = { .token = "0123456789abcdef0123456789abcdef" };
	struct buffer answer =
		text_of("\n0123456789abcdef0123456789abcdef file list\none\n"
			"\n0123456789abcdef0123456789abcdef file empty\n"
			"\n0123456789abcdef0123456789abcdef file odd\n"
			"x 0123456789abcdef0123456789abcdef file no mark\nno LF at its end"
			"\n0123456789abcdef0123456789abcdef file last\n\n\n");
	static const char *const want[][2] = { { "list", "one\n" }, { "empty", "" },
		{ "odd", "x 0123456789abcdef0123456789abcdef file no mark\nno LF at its end" },
		{ "last", "\n" } };
	struct command_file file;
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_true(command_link_next(&link, &answer, &at, &file));
		assert_int_equal(file.name_len, strlen(want[i][0]));
		assert_memory_equal(file.name, want[i][0], file.name_len);
		assert_int_equal(file.len, strlen(want[i][1]));
		assert_memory_equal(file.bytes, want[i][1], file.len);
	}
	assert_false(command_link_next(&link, &answer, &at, &file));
	/* any beginning of it is read without reading past it */
	for (size_t len = 0; len <= answer.len; len++) {
		struct buffer part = { 0 };

		buffer_add(&part, answer.bytes, len);
		for (at = 0; command_link_next(&link, &part, &at, &file);)
			assert_true(at <= len);
		buffer_free(&part);
	}
	buffer_free(&answer);
}

/* A shell of this host: what it is told, it does; raw bytes come back as they are. */
static void a_real_shell(void **state)
{
	struct waiting waiting;
	struct command_link link = { .waiting = &waiting, .answer_max = 1 << 20 };
	struct buffer script = { 0 }, answer = { 0 };
	struct command_file file;
	size_t at;

	(void)state;
	assert_int_equal(waiting_open(&waiting), 0);
	assert_int_equal(command_link_open(&link), 0);
	for (int i = 0; i < 3; i++) {
		script.len = at = 0;
		command_link_mark(&script, "bytes");
		buffer_string(&script, "printf 'a\\000b\\r\\n\\377'; cat; ls /no/such/file; ");
		command_link_mark(&script, "time");
		buffer_string(&script, "echo \"$TZ $LC_ALL $COLUMNS\"; ");
		assert_int_equal(command_link_ask(&link, &script, &answer), LINK_GOOD);
		assert_true(command_link_next(&link, &answer, &at, &file));
		assert_int_equal(file.len, 6);
		assert_memory_equal(file.bytes, "a\0b\r\n\377", 6);
		assert_true(command_link_next(&link, &answer, &at, &file));
		assert_int_equal(file.len, strlen("UTC C \n"));
		assert_memory_equal(file.bytes, "UTC C \n", file.len);
	}
	script.len = 0;
	buffer_string(&script, "exit; ");
	assert_int_equal(command_link_ask(&link, &script, &answer), LINK_LOST);
	assert_int_equal(link.pid, 0);
	assert_string_equal(link.why, "the connection ended");
	waiting_close(&waiting);
	buffer_free(&script);
	buffer_free(&answer);
}

static void a_round_is_one_line(void **state)
{
	struct command_tools tools = { .ps = "ps aux", .has_pmap = false };
	struct buffer text = text_of("7 (a)" STAT("S", "1", "1")), script = { 0 };
	struct command_listing listing = { 0 }, before = { 0 };
	struct source_round round = { .kinds = 1u << KIND_PMAP | 1u << KIND_STATUS | 1u << KIND_PS,
		.all_processes = true };

	(void)state;
	command_listing_build(&listing, &text);
	command_listing_inherit(&listing, &before);
	listing.processes[0].is_target = true;
	command_script_round(&script, &tools, &round, &listing);
	buffer_add(&script, "", 1);
	assert_null(strchr(script.bytes, '\n'));
	assert_non_null(strstr(script.bytes, "p='7 '"));
	assert_non_null(strstr(script.bytes, "ps aux"));
	assert_null(strstr(script.bytes, "pmap -d"));
	assert_non_null(strstr(script.bytes, "file smaps_rollup"));
	tools.has_pmap = true;
	command_script_round(&script, &tools, &round, &listing);
	buffer_add(&script, "", 1);
	assert_non_null(strstr(script.bytes, "for i in $r"));
	assert_non_null(strstr(script.bytes, "pmap -d $a"));
	assert_null(strstr(script.bytes, "smaps_rollup"));
	assert_true(command_script_cmdlines(&script, &listing, 99));
	assert_false(command_script_cmdlines(&script, &listing, 1));
	command_listing_free(&listing);
	buffer_free(&text);
	buffer_free(&script);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(listing_of_odd_names),
		cmocka_unit_test(listing_of_rubbish_is_linear),
		cmocka_unit_test(listing_inherits),
		cmocka_unit_test(files_of_an_answer),
		cmocka_unit_test(a_real_shell),
		cmocka_unit_test(a_round_is_one_line),
	};

	setenv("COLUMNS", "40", 1);
	return cmocka_run_group_tests_name("collect_command", tests, NULL, NULL);
}
