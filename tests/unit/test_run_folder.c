/* test_run_folder.c - a folder's members where the file system does not say what a name is, fails
 * in the middle, or has a sub-folder that cannot be opened. */
#define _GNU_SOURCE /* DT_UNKNOWN, RTLD_NEXT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyze/base/notes.h"
#include "analyze/input/run_folder.h"

/* What the next calls of readdir do beside reading. */
static struct {
	bool unknown;      /* no entry says what it is, as on some network file systems */
	size_t fail_after; /* so many entries are read, then an error; 0: no error */
	size_t entries;    /* read so far */
} world;

/* Stands in for that of the libc. */
struct dirent *readdir(DIR *dir)
{
	static struct dirent *(*real)(DIR *);
	struct dirent *entry;

	if (!real) {
		void *found = dlsym(RTLD_NEXT, "readdir64");

		found = found ? found : dlsym(RTLD_NEXT, "readdir");
		memcpy(&real, &found, sizeof real);
	}
	if (world.fail_after && ++world.entries > world.fail_after) {
		errno = EIO;
		return NULL;
	}
	entry = real(dir);
	if (entry && world.unknown)
		entry->d_type = DT_UNKNOWN;
	return entry;
}

static const char *path_of(const char *folder, const char *name, char path[static 100])
{
	snprintf(path, 100, "%s/%s", folder, name);
	return path;
}

static void put(const char *folder, const char *name)
{
	char path[100];
	int fd = open(path_of(folder, name, path), O_WRONLY | O_CREAT, 0600);

	assert_true(fd >= 0);
	close(fd);
}

/* A file, a sub-folder with a file, a link to a file, a FIFO. */
static int make_run(void **state)
{
	static char folder[] = "/tmp/leakline-unit.XXXXXX";
	char path[100];

	memset(&world, 0, sizeof world);
	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
	*state = mkdtemp(folder);
	if (!*state)
		return -1;
	assert_int_equal(mkdir(path_of(folder, "sub", path), 0700), 0);
	assert_int_equal(symlink("0001.ps", path_of(folder, "link", path)), 0);
	assert_int_equal(mkfifo(path_of(folder, "fifo", path), 0600), 0);
	put(folder, "0001.ps");
	put(folder, "sub/0002.ps");
	return 0;
}

static int remove_run(void **state)
{
	static const char *const names[] = { "sub/0002.ps", "0001.ps", "fifo", "link" };
	char path[100];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlink(path_of(*state, names[i], path));
	rmdir(path_of(*state, "sub", path));
	return rmdir(*state);
}

static struct run_folder list(const char *path, int *result)
{
	struct run_folder folder = { .fd = open(path, O_RDONLY | O_DIRECTORY) };

	assert_true(folder.fd >= 0);
	*result = run_folder_list(&folder);
	return folder;
}

static void end(struct run_folder *folder)
{
	int fd = folder->fd;

	run_folder_free(folder);
	close(fd);
}

/* Whether the file system says what a name is or not: the same members. */
static void unknown_types(void **state)
{
	for (size_t i = 0; i < 2; i++) {
		struct run_folder folder;
		int result;

		world.unknown = i == 1;
		folder = list(*state, &result);
		assert_int_equal(result, 0);
		assert_int_equal(folder.count, 2);
		assert_string_equal(folder.names[0], "0001.ps");
		assert_string_equal(folder.names[1], "sub/0002.ps");
		assert_null(folder.unlisted);
		end(&folder);
	}
}

/* What was listed before an error stays, and that there may be more is told; nothing at all is an
 * error. */
static void broken_listing(void **state)
{
	for (size_t entries = 1; entries <= 5; entries++) {
		struct run_folder folder;
		int result;

		world.fail_after = entries;
		world.entries = 0;
		errno = 0;
		folder = list(*state, &result);
		assert_int_equal(result, folder.count ? 0 : -1);
		assert_int_equal(folder.count ? folder.error : errno, EIO);
		assert_non_null(folder.unlisted);
		end(&folder);
	}
}

/* Names above the limit are left out, and that is told; as many as the limit are not. */
static void too_many_names(void **state)
{
	for (size_t limit = 1; limit <= 3; limit++) {
		struct run_folder folder = { .fd = open(*state, O_RDONLY | O_DIRECTORY),
			.limit = limit };

		assert_true(folder.fd >= 0);
		assert_int_equal(run_folder_list(&folder), 0);
		assert_int_equal(folder.count, limit < 2 ? limit : 2);
		assert_int_equal(folder.over, limit < 2);
		assert_null(folder.unlisted);
		end(&folder);
	}
}

/* Lists the folder where no more than so many descriptors are free. */
static struct run_folder list_with(const char *path, rlim_t free_fds, int *result)
{
	struct run_folder folder = { .fd = open(path, O_RDONLY | O_DIRECTORY) };
	struct rlimit before, limit;
	int error;

	assert_true(folder.fd >= 0);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	limit = before;
	limit.rlim_cur = (rlim_t)folder.fd + 1 + free_fds;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	*result = run_folder_list(&folder);
	error = errno;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	errno = error;
	return folder;
}

/* Without a descriptor there is no list, and with one none of the sub-folder: each says why. */
static void no_descriptors(void **state)
{
	int result;
	struct run_folder folder = list_with(*state, 0, &result);

	assert_int_equal(errno, EMFILE);
	assert_int_equal(result, -1);
	end(&folder);
	folder = list_with(*state, 1, &result);
	assert_int_equal(result, 0);
	assert_int_equal(folder.count, 1);
	assert_string_equal(folder.unlisted, "sub");
	assert_int_equal(folder.error, EMFILE);
	end(&folder);
}

static void left_out(const char *folder, const char *name)
{
	struct run_folder one = { .fd = open(folder, O_RDONLY | O_DIRECTORY) };
	struct run_member member = { .path = span_of(name) };
	struct run_buffer buffer = { 0 };
	struct arena arena = { NULL, 0 };
	struct notes notes = { .arena = &arena };

	assert_int_equal(run_folder_read(&one, &member, &buffer, &notes), -1);
	assert_int_equal(notes.total, 1);
	arena_free(&arena);
	run_buffer_free(&buffer);
	close(one.fd);
}

/* What has the name of a run's file and is none is left out with a note; what has another name is
 * nobody's. */
static void no_regular_files(void **state)
{
	static const char *const names[] = { "0002-20260101T000000.000Z.status",
		"0003-20260101T000000.000Z.status", "0004-20260101T000000.000Z.status" };
	struct run_folder folder;
	char path[100];
	int result;

	assert_int_equal(mkfifo(path_of(*state, names[0], path), 0600), 0);
	assert_int_equal(symlink("0001.ps", path_of(*state, names[1], path)), 0);
	assert_int_equal(mkdir(path_of(*state, names[2], path), 0700), 0);
	folder = list(*state, &result);
	assert_int_equal(result, 0);
	assert_int_equal(folder.count, 5);
	end(&folder);
	for (size_t i = 0; i < 3; i++) {
		left_out(*state, names[i]);
		assert_int_equal(remove(path_of(*state, names[i], path)), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(unknown_types, make_run, remove_run),
		cmocka_unit_test_setup_teardown(broken_listing, make_run, remove_run),
		cmocka_unit_test_setup_teardown(too_many_names, make_run, remove_run),
		cmocka_unit_test_setup_teardown(no_descriptors, make_run, remove_run),
		cmocka_unit_test_setup_teardown(no_regular_files, make_run, remove_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
