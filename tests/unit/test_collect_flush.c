/* test_collect_flush.c - what a store writes and flushes, in which order, and what is left when one
 * of these calls fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "collect/base/buffer.h"
#include "collect/base/waiting.h"
#include "collect/run_format.h"
#include "collect/store/store.h"

/* as in the store: the libc does not declare it for POSIX alone */
long syscall(long number, ...);

enum { CALLS = 200, NAME = 80 };

/* The calls of the store since the last forget(), and the one that is to fail. */
static struct {
	struct {
		const char *what;
		char name[NAME];
	} call[CALLS];
	size_t count;
	const char *fail_what, *fail_name;
	bool interrupt; /* each write but the second in a row, which writes a byte */
} seen;

static void forget(void)
{
	seen.count = 0;
	seen.fail_what = seen.fail_name = NULL;
}

static bool ends_with(const char *name, const char *end)
{
	size_t len = strlen(name), end_len = strlen(end);

	return len >= end_len && !strcmp(name + len - end_len, end);
}

/* Notes a call; true where it is to fail. */
static bool note(const char *what, const char *name)
{
	const char *last = strrchr(name, '/');

	if (seen.count < CALLS) {
		seen.call[seen.count].what = what;
		snprintf(seen.call[seen.count].name, NAME, "%s", last ? last + 1 : name);
		seen.count++;
	}
	errno = EIO;
	return seen.fail_what && !strcmp(what, seen.fail_what) && ends_with(name, seen.fail_name);
}

static bool note_descriptor(const char *what, int fd)
{
	char link[40], name[4096];
	ssize_t len;

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	len = readlink(link, name, sizeof name - 1);
	name[len > 0 ? len : 0] = '\0';
	return note(what, name);
}

/* These stand in for those of the libc, in the store too. */
ssize_t write(int fd, const void *bytes, size_t len)
{
	static bool interrupted;

	if (fd > 2 && note_descriptor("write", fd))
		return -1;
	if (fd > 2 && seen.interrupt) {
		interrupted = !interrupted;
		errno = EINTR;
		return interrupted ? -1 : syscall(SYS_write, fd, bytes, 1);
	}
	return syscall(SYS_write, fd, bytes, len);
}

int fdatasync(int fd)
{
	return note_descriptor("flush", fd) ? -1 : (int)syscall(SYS_fdatasync, fd);
}

int fsync(int fd)
{
	return note_descriptor("flush", fd) ? -1 : (int)syscall(SYS_fsync, fd);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
	return note("rename", to)
		       ? -1
		       : (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, 0);
}

/* Where the call is in the list, counted from 1: the first, or the last, with that end of a name.
 * 0: nowhere. */
static size_t first(const char *what, const char *name)
{
	for (size_t i = 0; i < seen.count; i++)
		if (!strcmp(seen.call[i].what, what) && ends_with(seen.call[i].name, name))
			return i + 1;
	return 0;
}

static size_t last(const char *what, const char *name)
{
	size_t at = 0;

	for (size_t i = 0; i < seen.count; i++)
		if (!strcmp(seen.call[i].what, what) && ends_with(seen.call[i].name, name))
			at = i + 1;
	return at;
}

static struct buffer text_of(const char *string)
{
	struct buffer text = { NULL, 0, 0 };

	buffer_string(&text, string);
	return text;
}

static int give_info(struct store *store)
{
	struct buffer text = text_of("format: leakline-run 1\n");
	int result = store->info(store, &text);

	buffer_free(&text);
	return result;
}

/* A round with two files, a line of events before, and output of ACTION. */
static int give_round(struct store *store, uint32_t number)
{
	struct buffer text[KINDS] = { { NULL, 0, 0 } }, line = { NULL, 0, 0 };
	struct buffer event = text_of("20261123T051600.123Z\t1\t\tgap\t\n");
	struct buffer output = text_of("done\n");
	struct store_round round = { number, INT64_C(1795407360123), text };
	int result;

	text[KIND_STATUS] = text_of("Name:\tntpd\n");
	text[KIND_STAT] = text_of("1 (ntpd) S\n");
	buffer_string(&line, "20261123T051600.123Z\t1\t");
	buffer_number(&line, number);
	buffer_string(&line, "\tround\t\n");
	result = store->events(store, &event);
	if (!result)
		result = store->action(store, &round, &output);
	if (!result)
		result = store->commit(store, &round, &line);
	for (size_t i = 0; i < KINDS; i++)
		buffer_free(&text[i]);
	buffer_free(&line);
	buffer_free(&event);
	buffer_free(&output);
	return result;
}

/* A folder of the test's own, as set-up and tear-down have it. */
static int make_folder(void **state)
{
	static char folder[] = "/tmp/leakline-unit.XXXXXX";

	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
	*state = mkdtemp(folder);
	forget();
	return *state ? 0 : -1;
}

static int remove_folder(void **state)
{
	char command[80];

	snprintf(command, sizeof command, "rm -rf '%s'", (char *)*state);
	return system(command);
}

static struct store *open_waiting(const char *folder, bool resume, struct waiting *waiting)
{
	char path[80];
	bool wrong;

	snprintf(path, sizeof path, "%s/a.run", folder);
	return store_folder_open(path, resume, waiting, &wrong);
}

static struct store *open_run(const char *folder, bool resume)
{
	/* the folder keeps it */
	static struct waiting waiting = { .fd = -1, .reader = -1 };

	return open_waiting(folder, resume, &waiting);
}

static off_t size_of(const char *folder, const char *name)
{
	char path[160];
	struct stat info;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return stat(path, &info) ? -1 : info.st_size;
}

/* What a round's event vouches for is on the disk before that event is written. */
static void test_order(void **state)
{
	struct store *store = open_run(*state, false);
	size_t event;

	assert_non_null(store);
	assert_int_equal(give_info(store), 0);
	assert_int_equal(give_round(store, 0), 0);
	/* files of rounds without events would be somebody else's */
	assert_true(first("flush", RUN_EVENTS_NAME) < first("write", ".status"));
	forget();
	assert_int_equal(give_round(store, 1), 0);
	event = last("write", RUN_EVENTS_NAME);
	assert_true(first("write", ".status") < first("flush", ".status"));
	assert_true(first("flush", ".status") < first("rename", ".status"));
	assert_true(first("flush", ".stat") < first("rename", ".stat"));
	assert_true(last("rename", ".stat") < last("flush", "a.run"));
	assert_true(last("flush", "a.run") < event);
	assert_true(last("write", RUN_ACTION_NAME) < last("flush", RUN_ACTION_NAME));
	assert_true(last("flush", RUN_ACTION_NAME) < event);
	assert_true(event < last("flush", RUN_EVENTS_NAME));
	store->close(store);
}

/* Whichever call of the second round fails: it says so, the first stays whole, and the second
 * leaves nothing that --resume would go on from. */
static void test_failures(void **state)
{
	static const struct {
		const char *what, *name;
	} rows[] = {
		{ "write", ".status" },
		{ "write", ".stat" },
		{ "flush", ".status" },
		{ "rename", ".status" },
		{ "flush", "a.run" },
		{ "write", RUN_ACTION_NAME },
		{ "flush", RUN_ACTION_NAME },
		{ "write", RUN_EVENTS_NAME },
		{ "flush", RUN_EVENTS_NAME },
	};
	struct store *store;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		store = open_run(*state, false);
		assert_non_null(store);
		assert_int_equal(give_info(store), 0);
		assert_int_equal(give_round(store, 0), 0);
		forget();
		seen.fail_what = rows[i].what;
		seen.fail_name = rows[i].name;
		assert_int_equal(give_round(store, 1), -1);
		assert_true(first(rows[i].what, rows[i].name) > 0);
		store->close(store);
		forget();
		assert_int_equal(size_of(*state, "a.run/0000-20261123T041600.123Z.status"), 11);
		assert_int_equal(size_of(*state, "a.run/0001-20261123T041600.123Z.status"), -1);
		assert_int_equal(size_of(*state, "a.run/0001-20261123T041600.123Z.stat"), -1);
		assert_int_equal(size_of(*state, "a.run/.0001-20261123T041600.123Z.status"), -1);
		store = open_run(*state, true);
		assert_non_null(store);
		assert_true(store->resumed);
		assert_int_equal(store->next_round, 1);
		assert_int_equal(give_round(store, 1), 0);
		store->close(store);
		remove_folder(state);
		make_folder(state);
	}
}

/* Files that cannot be made: each has its name in the way. */
static void test_in_the_way(void **state)
{
	static const char *const names[] = { RUN_ACTION_NAME, RUN_EVENTS_NAME,
		".0000-20261123T041600.123Z.status" };
	char path[160];
	struct store *store;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		store = open_run(*state, false);
		assert_non_null(store);
		assert_int_equal(give_info(store), 0);
		snprintf(path, sizeof path, "%s/a.run/%s", (char *)*state, names[i]);
		assert_int_equal(mkdir(path, 0700), 0);
		assert_int_equal(give_round(store, 0), -1);
		store->close(store);
		assert_int_equal(size_of(*state, "a.run/0000-20261123T041600.123Z.status"), -1);
		remove_folder(state);
		make_folder(state);
	}
}

static void test_info(void **state)
{
	static const char *const calls[] = { "write", "flush", "rename" };
	struct store *store;

	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		store = open_run(*state, false);
		assert_non_null(store);
		forget();
		seen.fail_what = calls[i];
		seen.fail_name = RUN_INFO_NAME;
		assert_int_equal(give_info(store), -1);
		store->close(store);
		assert_int_equal(size_of(*state, "a.run/" RUN_INFO_NAME), -1);
		assert_int_equal(size_of(*state, "a.run/." RUN_INFO_NAME), -1);
		remove_folder(state);
		make_folder(state);
	}
}

/* A tar on a disk: each round is flushed, and one that could not be is cut off again. */
static void test_tar(void **state)
{
	char path[80];
	bool wrong;
	struct store *store;
	off_t size;

	snprintf(path, sizeof path, "%s/a.tar", (char *)*state);
	store = store_tar_open(path, "a", NULL, &wrong);
	assert_non_null(store);
	assert_int_equal(give_info(store), 0);
	assert_true(last("write", "a.tar") && last("write", "a.tar") < last("flush", "a.tar"));
	forget();
	assert_int_equal(give_round(store, 0), 0);
	assert_true(last("write", "a.tar") && last("write", "a.tar") < last("flush", "a.tar"));
	size = size_of(*state, "a.tar");
	forget();
	seen.fail_what = "flush";
	seen.fail_name = "a.tar";
	assert_int_equal(give_round(store, 1), -1);
	assert_int_equal(size_of(*state, "a.tar"), size);
	store->close(store);
}

/* Nobody else reads them, whatever the umask of whoever records. */
static void test_rights(void **state)
{
	static const char *const names[] = { "a.run", "a.run/" RUN_INFO_NAME,
		"a.run/" RUN_EVENTS_NAME, "a.run/" RUN_ACTION_NAME,
		"a.run/0000-20261123T041600.123Z.status" };
	static const mode_t masks[] = { 0, 0777 };
	struct stat info;
	char path[160];

	for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
		mode_t before = umask(masks[i] & ~(mode_t)0700);
		struct store *store = open_run(*state, false);

		umask(masks[i]);
		assert_non_null(store);
		assert_int_equal(give_info(store), 0);
		assert_int_equal(give_round(store, 0), 0);
		store->close(store);
		umask(before);
		for (size_t j = 0; j < sizeof names / sizeof *names; j++) {
			snprintf(path, sizeof path, "%s/%s", (char *)*state, names[j]);
			assert_int_equal(stat(path, &info), 0);
			assert_int_equal(info.st_mode & 0777, j ? 0600 : 0700);
		}
		remove_folder(state);
		make_folder(state);
	}
}

/* A write that a signal interrupted, or that took a part only, goes on. */
static void test_interrupted(void **state)
{
	struct store *store = open_run(*state, false);

	assert_non_null(store);
	assert_int_equal(give_info(store), 0);
	seen.interrupt = true;
	assert_int_equal(give_round(store, 0), 0);
	seen.interrupt = false;
	store->close(store);
	assert_int_equal(size_of(*state, "a.run/0000-20261123T041600.123Z.status"), 11);
	assert_int_equal(size_of(*state, "a.run/" RUN_ACTION_NAME), 5);
}

/* A second stop signal (or one that is overdue) while a round is flushed: nothing of it stays, and
 * the run ends in order. */
static void test_stopped(void **state)
{
	struct waiting waiting = { .fd = -1, .reader = -1 };
	struct store *store = open_waiting(*state, false, &waiting);
	struct buffer stop = text_of("20261123T051601.000Z\t2\t\tstop\tsignal 15\n");
	struct store_round round = { 0, INT64_C(1795407361000), NULL };
	off_t size;

	assert_non_null(store);
	assert_int_equal(give_info(store), 0);
	waiting.stops = 1;
	waiting.patient_ms = INT64_MAX;
	assert_int_equal(give_round(store, 0), 0);
	waiting.stops = 2;
	assert_int_equal(give_round(store, 1), -1);
	assert_true(store->round_dropped);
	assert_int_equal(size_of(*state, "a.run/0000-20261123T041600.123Z.status"), 11);
	assert_int_equal(size_of(*state, "a.run/0001-20261123T041600.123Z.status"), -1);
	assert_int_equal(size_of(*state, "a.run/.0001-20261123T041600.123Z.status"), -1);
	size = size_of(*state, "a.run/" RUN_EVENTS_NAME);
	assert_int_equal(store->end(store, &round, &stop), 0);
	assert_int_equal(size_of(*state, "a.run/" RUN_EVENTS_NAME), size + (off_t)stop.len);
	store->close(store);
	buffer_free(&stop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_order, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_failures, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_in_the_way, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_info, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_tar, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_rights, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_interrupted, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_stopped, make_folder, remove_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
