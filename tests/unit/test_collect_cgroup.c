/* test_collect_cgroup.c - the names of cgroups in what the kernel prints, and the nearest names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "collect/base/buffer.h"
#include "collect/base/nearest.h"
#include "collect/source/cgroup/cgroup.h"

static struct buffer text_of(const char *string)
{
	return (struct buffer){ (char *)(uintptr_t)string, strlen(string), 0 };
}

static void take_mounts(struct cgroups *cgroups, const char *mountinfo, bool wanted)
{
	struct buffer text = text_of(mountinfo);

	memset(cgroups, 0, sizeof *cgroups);
	assert_int_equal(cgroups_take_mounts(cgroups, &text), wanted);
}

static const char pure_v2[] =
	"25 23 0:22 / /proc rw - proc proc rw\n"
	"30 24 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";
static const char hybrid[] = "32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct\n"
			     "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
			     "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";
/* version 1 in a container whose names are those of its host */
static const char inside[] =
	"35 31 0:32 /docker/4711 /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n";

static void test_mounts(void **state)
{
	struct cgroups cgroups;

	(void)state;
	take_mounts(&cgroups, pure_v2, true);
	assert_string_equal(cgroups.mounts[CGROUP_V2].point, "/sys/fs/cgroup");
	assert_string_equal(cgroups.mounts[CGROUP_V2].root, "");
	assert_string_equal(cgroups.mounts[CGROUP_V1].point, "");
	take_mounts(&cgroups, hybrid, true);
	assert_string_equal(cgroups.mounts[CGROUP_V1].point, "/sys/fs/cgroup/memory");
	assert_string_equal(cgroups.mounts[CGROUP_V2].point, "/sys/fs/cgroup/unified");
	take_mounts(&cgroups, inside, true);
	assert_string_equal(cgroups.mounts[CGROUP_V1].root, "/docker/4711");
	/* memory is a word, not a part of one; other text is none */
	take_mounts(&cgroups, "35 31 0:32 / /m rw - cgroup cgroup rw,memoryless\n", false);
	take_mounts(&cgroups, "35 31 0:32 / /m rw - cgroup\n- - -\n\n35", false);
}

/* Looks for a name; returns the folder, or NULL. */
static const char *folder_of(const char *mountinfo, const char *name)
{
	static const char listed[] = "/sys/fs/cgroup\n/sys/fs/cgroup/system.slice\n"
				     "/sys/fs/cgroup/system.slice/nginx.service\n"
				     "/sys/fs/cgroup/memory\n/sys/fs/cgroup/memory/own\n"
				     "/sys/fs/cgroup/a/twice\n/sys/fs/cgroup/b/twice\n";
	static char folder[CGROUP_PATH_BYTES];
	struct cgroups cgroups;
	struct buffer folders = text_of(listed);
	int result;

	take_mounts(&cgroups, mountinfo, true);
	result = cgroups_add_named(&cgroups, name, &folders);
	if (!result)
		strcpy(folder, cgroups.list[0].folder);
	cgroups_free(&cgroups);
	return result ? NULL : folder;
}

static void test_names(void **state)
{
	static const char nginx[] = "/sys/fs/cgroup/system.slice/nginx.service";

	(void)state;
	assert_string_equal(folder_of(pure_v2, "/system.slice/nginx.service"), nginx);
	assert_string_equal(folder_of(pure_v2, "system.slice/nginx.service/"), nginx);
	assert_string_equal(folder_of(pure_v2, nginx), nginx);
	assert_string_equal(folder_of(pure_v2, "nginx.service"), nginx);
	assert_string_equal(folder_of(pure_v2, "/"), "/sys/fs/cgroup");
	assert_string_equal(folder_of(inside, "/docker/4711/own"), "/sys/fs/cgroup/memory/own");
	assert_string_equal(folder_of(inside, "/own"), "/sys/fs/cgroup/memory/own");
	/* a part of a name is none, and one that two have tells nothing */
	assert_null(folder_of(pure_v2, "ginx.service"));
	assert_null(folder_of(pure_v2, "twice"));
	assert_null(folder_of(pure_v2, "/system.slice/nginx"));
}

/* What is added for a process in a cgroup of that text, as --cgroup auto and --tree ask for it. */
static void check_of(const char *mountinfo, const char *text, const char *own, const char *folder,
	bool is_target)
{
	struct cgroups cgroups;
	struct cgroup wish = { .has_files = true, .is_target = true, .tells = true };
	struct buffer theirs = text_of(text), ours = text_of(own);
	bool found;

	take_mounts(&cgroups, mountinfo, true);
	found = cgroups_add_of(&cgroups, &theirs, &ours, &wish);
	assert_int_equal(found, folder != NULL);
	if (folder) {
		assert_string_equal(cgroups.list[0].folder, folder);
		assert_int_equal(cgroups.list[0].is_target, is_target);
		assert_int_equal(cgroups.list[0].tells, is_target);
		/* a second process of it adds nothing */
		cgroups_add_of(&cgroups, &theirs, &ours, &wish);
		assert_int_equal(cgroups.count, 1);
	}
	cgroups_free(&cgroups);
}

static void test_of_process(void **state)
{
	(void)state;
	check_of(pure_v2, "0::/x.slice/y\n", "0::/other\n", "/sys/fs/cgroup/x.slice/y", true);
	check_of(pure_v2, "0::/x.slice/y\n", "0::/x.slice/y\n", "/sys/fs/cgroup/x.slice/y", false);
	check_of(pure_v2, "0::/\n", "0::/x\n", "/sys/fs/cgroup", false);
	check_of(hybrid, "9:name=systemd:/z\n4:cpu,memory:/y\n0::/z\n", "4:cpu,memory:/z\n0::/z\n",
		"/sys/fs/cgroup/memory/y", true);
	check_of(inside, "4:memory:/docker/4711/y\n", "4:memory:/docker/4711\n",
		"/sys/fs/cgroup/memory/y", true);
	check_of(pure_v2, "", "0::/x\n", NULL, false);
	check_of(pure_v2, "4:memory:/y\n0:\n", "0::/x\n", NULL, false);
}

static void test_pids(void **state)
{
	static const char text[] = "30\n7\n4194304\n99999999999\n";
	struct cgroup one = { .is_target = true }, two = { .tells = true };
	struct cgroups cgroups = { .count = 0 };

	(void)state;
	cgroups_take_pids(&cgroups, &one, text, strlen(text));
	cgroups_take_pids(&cgroups, &one, "9\n", 2);
	cgroups_take_pids(&cgroups, &two, "8\n", 2);
	assert_true(cgroup_has_pid(&cgroups.targets, 7));
	assert_true(cgroup_has_pid(&cgroups.targets, 9));
	assert_true(cgroup_has_pid(&cgroups.targets, 30));
	assert_true(cgroup_has_pid(&cgroups.targets, 4194304));
	assert_false(cgroup_has_pid(&cgroups.targets, 8));
	assert_true(cgroup_has_pid(&cgroups.kin, 8));
	cgroups_clear_pids(&cgroups);
	assert_false(cgroup_has_pid(&cgroups.targets, 7));
	assert_false(cgroup_has_pid(&cgroups.kin, 8));
	cgroups_free(&cgroups);
}

/* A list that one above has is not read twice, unless it is for more. */
static void test_needed(void **state)
{
	struct cgroup list[] = { { .folder = "/c/a", .is_target = true, .tells = true },
		{ .folder = "/c/a/b", .tells = true }, { .folder = "/c/ab", .tells = true },
		{ .folder = "/c/ab/c", .is_target = true },
		{ .folder = "/c/d", .has_files = true } };
	static const bool needed[] = { true, false, true, true, false };
	struct cgroups cgroups = { .list = list, .count = 5 };

	(void)state;
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(cgroups_need_pids(&cgroups, &list[i]), needed[i]);
}

static void test_distance(void **state)
{
	static const struct {
		const char *a, *b;
		size_t distance;
	} rows[] = {
		{ "", "", 0 },
		{ "", "abc", 3 },
		{ "rounds", "rounds", 0 },
		{ "ronuds", "rounds", 1 },
		{ "round", "rounds", 1 },
		{ "rouds", "rounds", 1 },
		{ "roumds", "rounds", 1 },
		{ "ca", "abc", 3 },
		{ "kitten", "sitting", 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *a = rows[i].a, *b = rows[i].b;

		assert_int_equal(nearest_distance(a, strlen(a), b, strlen(b)), rows[i].distance);
		assert_int_equal(nearest_distance(b, strlen(b), a, strlen(a)), rows[i].distance);
	}
}

static void test_nearest(void **state)
{
	static const char *const names[] = { "nginx", "nginy", "nginx", "mginz", "ngin", "sshd" };
	struct nearest nearest;
	char text[100], small[12], longest[2 * NEAREST_BYTES];

	(void)state;
	nearest_begin(&nearest, "ngnix");
	nearest_text(&nearest, text, sizeof text);
	assert_string_equal(text, "");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		nearest_offer(&nearest, names[i], strlen(names[i]), NULL);
	nearest_text(&nearest, text, sizeof text);
	assert_string_equal(text, "did you mean nginx?");
	nearest_begin(&nearest, "nginxa");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		nearest_offer(&nearest, names[i], strlen(names[i]), NULL);
	nearest_text(&nearest, text, sizeof text);
	assert_string_equal(text, "did you mean nginx, nginy or ngin?");
	nearest_text(&nearest, small, sizeof small);
	assert_string_equal(small, "did you mea");
	/* a host may send NULs: what is in front of them may be the word itself */
	nearest_begin(&nearest, "sleep");
	nearest_offer(&nearest, "sleep\0x", 7, NULL);
	nearest_offer(&nearest, "\0sleep", 6, NULL);
	assert_int_equal(nearest.count, 0);
	nearest_offer(&nearest, "sleepy\0", 7, NULL);
	nearest_text(&nearest, text, sizeof text);
	assert_string_equal(text, "did you mean sleepy?");
	/* names of any length */
	memset(longest, 'x', sizeof longest);
	longest[sizeof longest - 1] = '\0';
	nearest_begin(&nearest, longest);
	nearest_offer(&nearest, longest, sizeof longest - 1, NULL);
	assert_int_equal(nearest.count, 1);
	assert_int_equal(strlen(nearest.best[0].text), NEAREST_BYTES - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mounts),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_of_process),
		cmocka_unit_test(test_pids),
		cmocka_unit_test(test_needed),
		cmocka_unit_test(test_distance),
		cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
