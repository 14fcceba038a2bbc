/* subjects.c - live but still processes of every odd kind, to compare ps and pmap texts on
 *
 * subjects DIR [LABEL]... starts them all, or those named, prints a line `LABEL PID` for each,
 * then `ready`, and ends them all when its standard input ends. DIR is a folder for files to
 * map. */
#define _GNU_SOURCE /* memfd_create */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <pwd.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct start {
	const char *dir;
	int argc;
	char **argv;
};

struct subject {
	const char *label;
	const char *name; /* what the main thread calls itself, NULL: leave it */
	void (*become)(const struct start *start);
	const char *args[5];
};

enum { PAGE = 4096 };

static void fail(const char *what)
{
	fprintf(stderr, "subjects: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void report(const char *label, pid_t pid)
{
	dprintf(STDOUT_FILENO, "%s %ld\n", label, (long)pid);
}

static void *rest(void *label)
{
	if (label != NULL)
		report(label, getpid());
	for (;;)
		pause();
	return NULL;
}

static void touch_heap(const struct start *start)
{
	volatile char *heap = malloc(3 << 20);

	(void)start;
	if (heap == NULL)
		fail("malloc");
	for (size_t i = 0; i < 3 << 20; i += PAGE)
		heap[i] = 1;
}

/* Fills the whole argument area, the last NUL too: the kernel then shows what stands there. */
static void rewrite_title(const struct start *start, const char *text)
{
	char *first = start->argv[0], *last = start->argv[start->argc - 1];
	size_t room = (size_t)(last + strlen(last) + 1 - first), len = strlen(text);

	memset(first, *text == '\0' ? '\0' : 'x', room);
	memcpy(first, text, len < room ? len : room);
}

static void become_title(const struct start *start)
{
	rewrite_title(start, "daemon: worker [idle]\nroot         1  0.0  0.0 /");
}

static void become_blank_end(const struct start *start)
{
	char *title = start->argv[0];
	size_t len = strlen(title);

	title[len] = ' ';
	title[len - 1] = '\0';
}

static void become_nul_command(const struct start *start)
{
	rewrite_title(start, "");
}

static void become_threads(const struct start *start)
{
	pthread_t thread;
	char *locked =
		mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)start;
	if (locked == MAP_FAILED || mlock(locked, 1 << 20) != 0)
		fail("mlock");
	for (int i = 0; i < 7; i++)
		if (pthread_create(&thread, NULL, rest, NULL) != 0)
			fail("pthread_create");
	setpriority(PRIO_PROCESS, 0, 7);
}

static void become_nice(const struct start *start)
{
	(void)start;
	setpriority(PRIO_PROCESS, 0, -5);
}

static void become_deadleader(const struct start *start)
{
	static char label[] = "deadleader";
	pthread_t thread;

	touch_heap(start);
	if (pthread_create(&thread, NULL, rest, label) != 0)
		fail("pthread_create");
	pthread_exit(NULL);
}

static void become_zombie_parent(const struct start *start)
{
	siginfo_t info;
	pid_t pid = fork();

	(void)start;
	if (pid < 0)
		fail("fork");
	if (pid == 0) {
		prctl(PR_SET_NAME, "zom) bie\n(Z");
		_exit(0);
	}
	waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT);
	report("zombie", pid);
}

static void become_many(const struct start *start)
{
	char *area = mmap(NULL, 1500 * PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)start;
	if (area == MAP_FAILED)
		fail("mmap");
	for (int i = 0; i < 1500; i += 2)
		mprotect(area + (size_t)i * PAGE, PAGE, PROT_READ | PROT_WRITE);
}

static void become_huge(const struct start *start)
{
	(void)start;
	for (int i = 0; i < 18; i++)
		mmap(NULL, (size_t)1 << 40, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
			-1, 0);
}

static int make_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0 || ftruncate(fd, 16 * PAGE) != 0)
		fail(path);
	return fd;
}

static void map_file(const char *dir, const char *name, int prot, int flags, bool removed)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	fd = make_file(path);
	mmap(NULL, 16 * PAGE, prot, flags, fd, 0);
	close(fd);
	if (removed)
		unlink(path);
}

static void map_descriptor(int fd, int prot, int flags)
{
	mmap(NULL, 16 * PAGE, prot, flags, fd, 0);
	if (fd >= 0)
		close(fd);
}

static void become_odd_maps(const struct start *start)
{
	static const char *const names[] = { "with space.bin", "new\nline.bin", "tab\tname.bin",
		"back\\slash\\012.bin", "looks (deleted)", "[heap]", "  [ anon ]",
		"mapped: 1K    writeable", "esc\033[31m.bin", "caf\303\251.bin", "bad\377\376.bin",
		"trailing space ", "SYSV00000000" };
	enum { RW = PROT_READ | PROT_WRITE };
	int segment = shmget(IPC_PRIVATE, 10 * PAGE, IPC_CREAT | 0600);

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		map_file(start->dir, names[i], RW, i % 4 == 3 ? MAP_SHARED : MAP_PRIVATE, false);
	map_file(start->dir, "read only", PROT_READ, MAP_SHARED, false);
	map_file(start->dir, "write only", PROT_WRITE, MAP_PRIVATE, false);
	map_file(start->dir, "none", PROT_NONE, MAP_SHARED, false);
	map_file(start->dir, "code", PROT_READ | PROT_EXEC, MAP_PRIVATE, false);
	map_file(start->dir, "gone.bin", RW, MAP_PRIVATE, true);
	map_file(start->dir, "gone shared.bin", RW, MAP_SHARED, true);
	map_descriptor(memfd_create("mem fd/with slash", 0), RW, MAP_PRIVATE);
	map_descriptor(memfd_create("plain", 0), RW, MAP_SHARED);
	map_descriptor(open("/dev/zero", O_RDWR | O_CLOEXEC), RW, MAP_PRIVATE);
	map_descriptor(open("/dev/zero", O_RDWR | O_CLOEXEC), RW, MAP_SHARED);
	map_descriptor(-1, RW, MAP_SHARED | MAP_ANONYMOUS);
	if (segment >= 0) {
		shmat(segment, NULL, 0);
		shmat(segment, NULL, SHM_RDONLY);
		shmctl(segment, IPC_RMID, NULL);
	}
}

/* A path of more than 1023 bytes, made step by step. */
static void become_long_path(const struct start *start)
{
	char name[201];

	memset(name, 'd', 200);
	name[200] = '\0';
	if (chdir(start->dir) != 0)
		fail(start->dir);
	for (int i = 0; i < 6; i++) {
		name[0] = (char)('a' + i);
		if ((mkdir(name, 0755) != 0 && errno != EEXIST) || chdir(name) != 0)
			fail("mkdir");
	}
	map_file(".", "private", PROT_READ | PROT_WRITE, MAP_PRIVATE, false);
	map_file(".", "shared end", PROT_READ | PROT_WRITE, MAP_SHARED, false);
}

static void become_user(uid_t uid)
{
	/* only real root may; others stay who they are */
	if (geteuid() == 0 && setresuid(uid, uid, uid) != 0)
		fail("setresuid");
}

static void become_no_user(const struct start *start)
{
	(void)start;
	become_user(1234567890);
}

static void become_nobody(const struct start *start)
{
	(void)start;
	become_user(65534);
}

static void become_long_user(const struct start *start)
{
	struct passwd *entry;

	(void)start;
	while ((entry = getpwent()) != NULL)
		if (strlen(entry->pw_name) > 8 && entry->pw_uid > 0)
			break;
	if (entry != NULL)
		become_user(entry->pw_uid);
	endpwent();
}

/* Where no terminal can be made (a chroot without /dev/pts) it is one more plain process, and that
 * is told. */
static void become_on_terminal(const struct start *start)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY), terminal;

	(void)start;
	if (master < 0) {
		perror("subjects: no terminal");
		return;
	}
	if (grantpt(master) != 0 || unlockpt(master) != 0)
		fail("unlockpt");
	terminal = open(ptsname(master), O_RDWR);
	if (terminal < 0 || ioctl(terminal, TIOCSCTTY, 0) != 0)
		fail("TIOCSCTTY");
	tcsetpgrp(terminal, getpgrp());
}

#define SELF "./subjects"

static const struct subject subjects[] = {
	{ "plain", NULL, touch_heap, { SELF, "--config", "/etc/some file.conf", "-v" } },
	{ "newline", "nl\nb\tc\\d x", NULL, { SELF } },
	{ "escape", "e\033[2Jx\a", NULL, { SELF, "arg\033[2Jx", "two\nlines", "tab\there\n" } },
	{ "paren", "): S 1 (x) y", NULL, { SELF, "): 1:   fake", "mapped: 1K    shared: 3K" } },
	{ "spaces", "  a  b  ", NULL, { SELF, "", "  ", "x" } },
	{ "emptyend", NULL, NULL, { SELF, "x", "" } },
	{ "blankend", NULL, NULL, { SELF, "x", " " } },
	{ "twoempty", NULL, NULL, { SELF, "", "" } },
	{ "badutf8", "\377\376x\200", NULL, { SELF, "\377\376", "caf\303\251", "\20031m" } },
	{ "utf8cut", "\303\251\303\251\303\251\303\251\303\251\303\251\303\251\303\251", NULL,
		{ SELF } },
	{ "trunc15", "abcdefghijklmnopqrst", NULL, { SELF } },
	{ "emptyname", "", NULL, { SELF } },
	{ "fakekworker", "kworker/0:1-evi", NULL, { SELF } },
	{ "bracketargv", NULL, NULL, { "[kworker/u8:0]" } },
	{ "title", NULL, become_title, { SELF, "room for a title", "that is long", "enough" } },
	{ "titleblank", NULL, become_blank_end, { "room for a title that ends in a blank ab" } },
	{ "nulcmd", NULL, become_nul_command, { SELF, "wiped" } },
	{ "emptyargv", NULL, NULL, { "" } },
	{ "blankargv", NULL, NULL, { " " } },
	{ "blanksargv", NULL, NULL, { "   ", " " } },
	{ "longcmd", NULL, NULL, { SELF, "3000" } },
	{ "hugecmd", NULL, NULL, { SELF, "100000", "100000" } },
	{ "zombieparent", NULL, become_zombie_parent, { SELF } },
	{ "deadleader", NULL, become_deadleader, { SELF } },
	{ "threads", NULL, become_threads, { SELF } },
	{ "niceneg", NULL, become_nice, { SELF } },
	{ "many1500", NULL, become_many, { SELF } },
	{ "huge", NULL, become_huge, { SELF } },
	{ "maps", NULL, become_odd_maps, { SELF } },
	{ "longpath", NULL, become_long_path, { SELF } },
	{ "nouser", NULL, become_no_user, { SELF } },
	{ "nobody", NULL, become_nobody, { SELF } },
	{ "longuser", NULL, become_long_user, { SELF } },
	{ "terminal", NULL, become_on_terminal, { SELF } },
};

enum { SUBJECTS = sizeof(subjects) / sizeof(*subjects) };

/* In the new program: becomes what SUBJECT says, and sleeps. */
static void become(const char *label, const struct start *start)
{
	for (size_t i = 0; i < SUBJECTS; i++) {
		if (strcmp(subjects[i].label, label) != 0)
			continue;
		if (subjects[i].name != NULL)
			prctl(PR_SET_NAME, subjects[i].name);
		if (subjects[i].become != NULL)
			subjects[i].become(start);
		report(label, getpid());
		rest(NULL);
	}
	exit(2);
}

/* An argument that is a number from 1000 up stands for that many letters. */
static char *argument(const char *text)
{
	long count = strtol(text, NULL, 10);
	char *made;

	if (count < 1000)
		return strdup(text);
	made = malloc((size_t)count + 1);
	if (made != NULL) {
		memset(made, 'w', (size_t)count);
		made[count] = '\0';
	}
	return made;
}

static pid_t launch(const struct subject *subject, const char *dir)
{
	char *argv[6] = { NULL }, label[64], folder[PATH_MAX + 16];
	char *env[] = { label, folder, NULL };
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setsid();
	snprintf(label, sizeof(label), "SUBJECT=%s", subject->label);
	snprintf(folder, sizeof(folder), "SUBJECT_DIR=%s", dir);
	for (int i = 0; i < 5 && subject->args[i] != NULL; i++)
		argv[i] = argument(subject->args[i]);
	execve("/proc/self/exe", argv, env);
	_exit(127);
}

static bool wanted(const char *label, char **labels)
{
	if (*labels == NULL)
		return true;
	for (; *labels != NULL; labels++)
		if (strcmp(*labels, label) == 0)
			return true;
	return false;
}

/* Starts one after another, waiting for each one's line, so that PIDs come in order. */
static void launch_all(const char *dir, char **labels, pid_t pids[SUBJECTS])
{
	int lines[2], out = dup(STDOUT_FILENO);
	char text[256];

	for (size_t i = 0; i < SUBJECTS; i++) {
		size_t len = 0;
		ssize_t got;

		if (!wanted(subjects[i].label, labels))
			continue;
		if (pipe(lines) != 0 || dup2(lines[1], STDOUT_FILENO) < 0)
			fail("pipe");
		close(lines[1]);
		fcntl(lines[0], F_SETFD, FD_CLOEXEC);
		pids[i] = launch(&subjects[i], dir);
		dup2(out, STDOUT_FILENO);
		do {
			got = read(lines[0], text + len, sizeof(text) - 1 - len);
			len += got > 0 ? (size_t)got : 0;
			text[len] = '\0';
		} while (got > 0 && strstr(text, subjects[i].label) == NULL);
		if (got <= 0)
			fprintf(stderr, "subjects: %s did not come up\n", subjects[i].label);
		if (write(out, text, len) != (ssize_t)len)
			fail("write");
		close(lines[0]);
	}
	usleep(100000);
	dprintf(out, "ready\n");
	close(out);
}

int main(int argc, char **argv)
{
	const char *label = getenv("SUBJECT");
	pid_t pids[SUBJECTS] = { 0 };
	char byte;

	if (label != NULL)
		become(label, &(struct start){ getenv("SUBJECT_DIR"), argc, argv });
	if (argc < 2) {
		fprintf(stderr, "usage: subjects DIR [LABEL]...\n");
		return 2;
	}
	launch_all(argv[1], argv + 2, pids);
	close(STDOUT_FILENO);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		continue;
	for (size_t i = 0; i < SUBJECTS; i++)
		if (pids[i] > 0)
			kill(pids[i], SIGKILL);
	return 0;
}
