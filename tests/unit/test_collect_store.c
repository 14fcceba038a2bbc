/* test_collect_store.c - names of a run's files, lines of events, headers of tars, what a folder
 * holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "collect/base/buffer.h"
#include "collect/base/format.h"
#include "collect/base/io.h"
#include "collect/store/store_inventory.h"
#include "collect/store/store_name.h"
#include "collect/store/tar_header.h"

static void test_times(void **state)
{
	static const struct {
		int64_t ms;
		const char *text;
	} rows[] = {
		{ 0, "19700101T000000.000Z" },
		{ 1795407360123, "20261123T041600.123Z" },
		{ INT64_C(2147483648000), "20380119T031408.000Z" },
		{ INT64_C(4294967296001), "21060207T062816.001Z" },
		{ INT64_C(253402300799999), "99991231T235959.999Z" },
	};
	char text[IO_TIME];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		io_time(text, rows[i].ms);
		assert_string_equal(text, rows[i].text);
	}
}

static void test_names(void **state)
{
	static const struct {
		const char *name;
		int64_t number; /* -1: it is none */
	} rows[] = {
		{ "0000-20261123T051600.123Z.ps", 0 },
		{ "0017-20261123T051600.123Z.smaps_rollup", 17 },
		{ "123456-20261123T051600.123Z.stat", 123456 },
		{ "4294967295-20261123T051600.123Z.stat", UINT32_MAX },
		{ "4294967296-20261123T051600.123Z.stat", -1 },
		{ "017-20261123T051600.123Z.ps", -1 },
		{ "0017-20261123T051600.123Z", -1 },
		{ "0017-20261123T051600.123Z.", -1 },
		{ "0017_20261123T051600.123Z.ps", -1 },
		{ "0017-2026-11-23T05:16.ps", -1 },
		{ "run.info", -1 },
		{ "", -1 },
		{ "0017", -1 },
	};
	char text[80];
	int64_t number;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(
			store_name_round(rows[i].name, &number) ? number : -1, rows[i].number);
	store_name(text, sizeof text, 7, 0, "pmap");
	assert_string_equal(text, "0007-19700101T000000.000Z.pmap");
	store_name(text, sizeof text, UINT32_MAX, 0, "ps");
	assert_string_equal(text, "4294967295-19700101T000000.000Z.ps");
}

static void test_events(void **state)
{
	static const struct {
		const char *line;
		int64_t number; /* -1: none */
		enum store_event event;
	} rows[] = {
		{ "T\t1\t5\tround\t", 5, STORE_EVENT_ROUND },
		{ "T\t1\t5\trounds\t", 5, STORE_EVENT_OTHER },
		{ "T\t1\t5\tround", 5, STORE_EVENT_OTHER },
		{ "T\t1\t5\taction\tround\t", 5, STORE_EVENT_ACTION },
		{ "T\t1\t5\taction\t", 5, STORE_EVENT_ACTION },
		{ "T\t1\t5\tactions\t", 5, STORE_EVENT_OTHER },
		{ "T\t1\t\tround\t", -1, STORE_EVENT_OTHER },
		{ "T\t1\tx\tround\t", -1, STORE_EVENT_OTHER },
		{ "T\t1\t5", -1, STORE_EVENT_OTHER },
		{ "T\t1", -1, STORE_EVENT_OTHER },
		{ "", -1, STORE_EVENT_OTHER },
		{ "T\t1\t99999999999999999999\tround\t", -1, STORE_EVENT_OTHER },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		enum store_event event = STORE_EVENT_OTHER;
		int64_t number;
		bool found = store_event_round(rows[i].line, strlen(rows[i].line), &number, &event);

		assert_int_equal(found ? number : -1, rows[i].number);
		assert_int_equal(event, rows[i].event);
	}
}

/* An octal or base-256 field, as tar reads it. */
static uint64_t field(const char *bytes, size_t width)
{
	uint64_t value = 0;

	for (size_t i = 0; i < width && (bytes[0] & 0x80); i++)
		value = value << 8 | (uint64_t)((unsigned char)bytes[i] & (i ? 0xff : 0x7f));
	if (!(bytes[0] & 0x80))
		value = strtoull(bytes, NULL, 8);
	return value;
}

static void test_tar_numbers(void **state)
{
	static const uint64_t sizes[] = { 0, 1, 512, UINT64_C(8589934591), UINT64_C(8589934592),
		UINT64_C(9663676416), UINT64_C(1) << 50 };

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct buffer out = { NULL, 0, 0 };
		unsigned sum = 8 * ' ';

		tar_header(&out, "a.run/0000-x.ps", sizes[i], INT64_C(4294967296), '0');
		assert_int_equal(out.len, TAR_BLOCK);
		assert_int_equal(field(out.bytes + 124, 12), sizes[i]);
		assert_int_equal(field(out.bytes + 136, 12), INT64_C(4294967296));
		for (size_t at = 0; at < TAR_BLOCK; at++)
			sum += at < 148 || at >= 156 ? (unsigned char)out.bytes[at] : 0;
		assert_int_equal(field(out.bytes + 148, 8), sum);
		assert_memory_equal(out.bytes + 257,
			"ustar\0"
			"00",
			8);
		buffer_free(&out);
	}
}

static void test_tar_names(void **state)
{
	char name[400];

	(void)state;
	for (size_t folder = 1; folder < 300; folder++) {
		struct buffer out = { NULL, 0, 0 };
		const char *header;

		memset(name, 'f', folder);
		memcpy(name + folder, "/0000-20261123T051600.123Z.ps", 30);
		tar_header(&out, name, 0, 0, '0');
		header = out.bytes + out.len - TAR_BLOCK;
		if (strlen(name) <= 100) {
			assert_memory_equal(header, name, strlen(name));
		} else if (folder <= 155) {
			assert_int_equal(out.len, TAR_BLOCK);
			assert_memory_equal(header + 345, name, folder);
			assert_string_equal(header, name + folder + 1);
		} else {
			assert_int_equal(out.bytes[156], 'L');
			assert_int_equal(field(out.bytes + 124, 12), strlen(name) + 1);
			assert_string_equal(out.bytes + TAR_BLOCK, name);
		}
		buffer_free(&out);
	}
}

/* A member is padded to a whole block, and one that fills its blocks by nothing. */
static void test_tar_padding(void **state)
{
	static const struct {
		uint64_t size;
		size_t padding;
	} rows[] = { { 0, 0 }, { 1, 511 }, { 511, 1 }, { 512, 0 }, { 513, 511 }, { 1024, 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buffer out = { NULL, 0, 0 };

		tar_header_pad(&out, rows[i].size);
		assert_int_equal(out.len, rows[i].padding);
		buffer_free(&out);
	}
}

static void put_file(int folder, const char *name, const char *text)
{
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

/* Makes a folder of a template as mkdtemp() has it, and opens it. */
static int new_folder(char *path)
{
	assert_non_null(mkdtemp(path));
	return open(path, O_RDONLY | O_DIRECTORY);
}

static void test_inventory(void **state)
{
	static const char events[] =
		"T\t1\t\tstart\t\nT\t2\t0\tround\t\nT\t3\t4\taction\t\nT\t4\t3\tround\t\nT\t";
	const off_t events_size = sizeof events - 1;
	struct stat info;
	char path[] = "/tmp/leakline-unit-XXXXXX";
	struct inventory inventory = { .highest = -1 };
	const char *name;
	int folder;

	(void)state;
	folder = new_folder(path);
	assert_int_equal(store_inventory_take(&inventory, folder, &name), 0);
	assert_false(inventory.anything);
	put_file(folder, ".run.info", "format: leak");
	assert_int_equal(store_inventory_take(&inventory, folder, &name), 0);
	assert_false(inventory.anything || inventory.info);
	put_file(folder, "run.info", "format: leakline-run 1\nhost: x\n");
	put_file(folder, "events.tsv", events);
	put_file(folder, "0000-20261123T051600.123Z.ps", "whole");
	put_file(folder, "0003-20261123T051600.123Z.ps", "whole");
	put_file(folder, "0004-20261123T051600.123Z.ps", "torn");
	put_file(folder, ".0006-20261123T051600.123Z.ps", "torn");
	put_file(folder, ".0003-20261123T051600.123Z.pmap", "left over");
	put_file(folder, "notes.txt", "mine");
	assert_int_equal(store_inventory_take(&inventory, folder, &name), 0);
	assert_true(inventory.anything && inventory.info && inventory.rounds && inventory.events);
	assert_int_equal(inventory.highest, 6);
	assert_int_equal(store_inventory_whole_count(&inventory), 2);
	assert_int_equal(store_inventory_clean(&inventory, folder, &name), 0);
	assert_int_equal(faccessat(folder, "0000-20261123T051600.123Z.ps", F_OK, 0), 0);
	assert_int_equal(faccessat(folder, "0003-20261123T051600.123Z.ps", F_OK, 0), 0);
	assert_int_equal(faccessat(folder, "0004-20261123T051600.123Z.ps", F_OK, 0), -1);
	assert_int_equal(faccessat(folder, ".0006-20261123T051600.123Z.ps", F_OK, 0), -1);
	assert_int_equal(faccessat(folder, ".0003-20261123T051600.123Z.pmap", F_OK, 0), -1);
	assert_int_equal(faccessat(folder, "notes.txt", F_OK, 0), 0);
	assert_int_equal(fstatat(folder, "events.tsv", &info, 0), 0);
	assert_int_equal(info.st_size, events_size - 2); /* without the line that is cut */
	store_inventory_free(&inventory);
	static const char *const names[] = { ".run.info", "run.info", "events.tsv", "notes.txt",
		"0000-20261123T051600.123Z.ps", "0003-20261123T051600.123Z.ps" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_int_equal(unlinkat(folder, names[i], 0), 0);
	close(folder);
	assert_int_equal(rmdir(path), 0);
}

/* Writes events.tsv with one byte of the last line changed, and gives the round that is then taken
 * for torn. */
static int64_t torn_after_damage(int folder, const char *events, size_t at, char byte)
{
	struct inventory inventory = { .highest = -1, .torn = -1 };
	const char *name;
	char text[200];
	int64_t torn;

	memcpy(text, events, strlen(events) + 1);
	text[at] = byte;
	put_file(folder, "events.tsv", text);
	assert_int_equal(store_inventory_take(&inventory, folder, &name), 0);
	torn = inventory.torn;
	store_inventory_free(&inventory);
	return torn;
}

/* One wrong letter in any line, or between two, does not make the last round torn: its files stay.
 */
static void test_damaged_events(void **state)
{
	static const char bytes[] = { 'x', '0', '1', '5', '9', '\t', '\n', ' ', '\xff' };
	char events[200] = "T\t1\t\tstart\t\n", path[] = "/tmp/leakline-unit-XXXXXX";
	size_t begin = 0;
	int folder = new_folder(path);

	(void)state;
	put_file(folder, "run.info", "format: leakline-run 1\n");
	for (unsigned number = 0; number < 12; number++) {
		char name[64];

		begin = strlen(events) + strlen("T\t1\t");
		format_text(events + strlen(events), 20, "T\t1\t%u\tround\t\n", number);
		store_name(name, sizeof name, number, 0, "stat");
		put_file(folder, name, "whole");
	}
	for (size_t at = 0; events[at + 1]; at++)
		for (size_t i = 0; i < sizeof bytes; i++)
			assert_int_equal(torn_after_damage(folder, events, at, bytes[i]), -1);
	/* a line that is not there at all is a crash */
	events[begin - strlen("T\t1\t")] = '\0';
	assert_int_equal(torn_after_damage(folder, events, 0, 'T'), 11);
	for (unsigned number = 0; number < 12; number++) {
		char name[64];

		store_name(name, sizeof name, number, 0, "stat");
		assert_int_equal(unlinkat(folder, name, 0), 0);
	}
	assert_int_equal(unlinkat(folder, "run.info", 0), 0);
	assert_int_equal(unlinkat(folder, "events.tsv", 0), 0);
	close(folder);
	assert_int_equal(rmdir(path), 0);
}

/* How often the action ran in a round: neither a torn round nor a round that was cut short tells,
 * nor what earlier versions ran before round 0. */
static void test_actions(void **state)
{
	static const char events[] =
		"T\t1\t\tstart\t\nT\t1\t0\taction\t\nT\t1\t0\taction\t\nT\t1\t0\taction\t\nT\t1\t0\tround\t\n"
		"T\t1\t1\taction\t\nT\t1\t1\taction\t\nT\t1\t1\tround\t\n"
		"T\t1\t2\taction\t\nT\t1\t2\taction\t\nT\t1\t2\taction\t\nT\t1\t\tresume\t\n"
		"T\t1\t3\taction\t\nT\t1\t3\tgone\t\nT\t1\t3\taction\t\nT\t1\t3\tround\t\n"
		"T\t1\t4\taction\t\nT\t1\t4\tround\t\n";
	char path[] = "/tmp/leakline-unit-XXXXXX";
	struct inventory inventory = { .highest = -1 };
	const char *name;
	int folder;

	(void)state;
	folder = new_folder(path);
	put_file(folder, "run.info", "format: leakline-run 1\n");
	put_file(folder, "events.tsv", events);
	assert_int_equal(store_inventory_take(&inventory, folder, &name), 0);
	assert_int_equal(inventory.actions, 2);
	store_inventory_free(&inventory);
	assert_int_equal(unlinkat(folder, "run.info", 0), 0);
	assert_int_equal(unlinkat(folder, "events.tsv", 0), 0);
	close(folder);
	assert_int_equal(rmdir(path), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_times),
		cmocka_unit_test(test_names), cmocka_unit_test(test_events),
		cmocka_unit_test(test_tar_numbers), cmocka_unit_test(test_tar_names),
		cmocka_unit_test(test_tar_padding), cmocka_unit_test(test_inventory),
		cmocka_unit_test(test_damaged_events), cmocka_unit_test(test_actions) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
