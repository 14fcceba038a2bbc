/*
 * replay.c - the corpus of each target without libFuzzer: every file, at a page that may not be read behind its last byte.
 * For plain, ASan and UBSan builds: what once broke a parser stays in tests/fuzz/corpus.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "targets.h"

static int replay(const struct fuzz_target *target, const char *path)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), size;
	struct stat info;
	char *map, *text;
	int fd = open(path, O_RDONLY);

	if (fd < 0 || fstat(fd, &info)) {
		perror(path);
		return -1;
	}
	size = ((size_t)info.st_size / page + 2) * page;
	map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (map == MAP_FAILED || mprotect(map + size - page, page, PROT_NONE)) {
		perror("mmap");
		exit(1);
	}
	text = map + size - page - info.st_size;
	if (read(fd, text, (size_t)info.st_size) != info.st_size) {
		perror(path);
		exit(1);
	}
	close(fd);
	target->run((struct span){ text, (size_t)info.st_size });
	munmap(map, size);
	return 0;
}

/* All files of a folder; how many, or -1. */
static int replay_folder(const struct fuzz_target *target, const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int files = 0;

	while (dir && (entry = readdir(dir)) != NULL) {
		char path[600];

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		printf("%s\n", path); /* the last line names what ended the program */
		fflush(stdout);
		if (replay(target, path))
			files = -1;
		else if (files >= 0)
			files++;
	}
	if (dir)
		closedir(dir);
	return files;
}

int main(void)
{
	int wrong = 0, targets = 0;

	for (const struct fuzz_target *target = fuzz_targets; target->name; target++, targets++) {
		char folder[256];

		snprintf(folder, sizeof folder, "tests/fuzz/corpus/%s", target->name);
		if (replay_folder(target, folder) <= 0) {
			fprintf(stderr, "%s: no file, or one that cannot be read\n", folder);
			wrong++;
		}
	}
	printf("[  PASSED  ] %d tests.\n", targets - wrong);
	return wrong > 0;
}
