/* klimit.c - what the kernel alone costs: opens, reads and closes what a round needs, keeps nothing
 *
 * klimit [-w DIR] ROUNDS PID... reads stat, status and cmdline of every process, and maps of the
 * PIDs named; with -w it also writes the bytes to five files in DIR. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct kept {
	char *bytes;
	size_t len, cap;
};

enum { STAT, STATUS, CMDLINE, MAPS, MEMINFO, KINDS };
enum { BUFFER = 65536 };

static void keep(struct kept *kept, const char *bytes, size_t len)
{
	if (kept->len + len > kept->cap) {
		kept->cap = (kept->len + len) * 2;
		kept->bytes = realloc(kept->bytes, kept->cap);
		if (kept->bytes == NULL)
			exit(1);
	}
	memcpy(kept->bytes + kept->len, bytes, len);
	kept->len += len;
}

/* Reads a file once, or to its end; KEPT may be NULL. */
static void read_file(int proc, const char *path, bool whole, struct kept *kept)
{
	static char buffer[BUFFER];
	int fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
	ssize_t len;

	if (fd < 0)
		return;
	while ((len = read(fd, buffer, sizeof(buffer))) > 0) {
		if (kept != NULL)
			keep(kept, buffer, (size_t)len);
		if (!whole)
			break;
	}
	close(fd);
}

static void round_of(DIR *folder, int pid_count, char **pids, struct kept *kept)
{
	int proc = dirfd(folder);
	struct dirent *entry;
	char path[300];

	rewinddir(folder);
	while ((entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] < '0' || entry->d_name[0] > '9')
			continue;
		snprintf(path, sizeof(path), "%s/stat", entry->d_name);
		read_file(proc, path, false, kept ? &kept[STAT] : NULL);
		snprintf(path, sizeof(path), "%s/status", entry->d_name);
		read_file(proc, path, false, kept ? &kept[STATUS] : NULL);
		snprintf(path, sizeof(path), "%s/cmdline", entry->d_name);
		read_file(proc, path, false, kept ? &kept[CMDLINE] : NULL);
	}
	for (int i = 0; i < pid_count; i++) {
		snprintf(path, sizeof(path), "%s/maps", pids[i]);
		read_file(proc, path, true, kept ? &kept[MAPS] : NULL);
	}
	if (kept != NULL)
		read_file(proc, "meminfo", true, &kept[MEMINFO]);
}

static void write_kept(const char *dir, int round, struct kept *kept)
{
	char path[4096];

	for (int i = 0; i < KINDS; i++) {
		snprintf(path, sizeof(path), "%s/%d.%d", dir, round, i);
		int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

		if (fd < 0 || write(fd, kept[i].bytes, kept[i].len) != (ssize_t)kept[i].len)
			exit(1);
		close(fd);
		kept[i].len = 0;
	}
}

int main(int argc, char **argv)
{
	struct kept kept[KINDS] = { 0 };
	const char *dir = NULL;
	DIR *folder;
	int rounds;

	if (argc > 3 && strcmp(argv[1], "-w") == 0) {
		dir = argv[2];
		argc -= 2;
		argv += 2;
	}
	if (argc < 2 || (folder = opendir("/proc")) == NULL) {
		fprintf(stderr, "usage: klimit [-w DIR] ROUNDS PID...\n");
		return 2;
	}
	rounds = atoi(argv[1]);
	for (int round = 0; round < rounds; round++) {
		round_of(folder, argc - 2, argv + 2, dir != NULL ? kept : NULL);
		if (dir != NULL)
			write_kept(dir, round, kept);
	}
	closedir(folder);
	return 0;
}
