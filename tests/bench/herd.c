/* herd.c - sleeping processes to measure a collector on
 *
 * herd COUNT SMALL BIG starts COUNT processes, of them SMALL with some 30 mappings and BIG with
 * some 2,000, prints the PIDs of these, then an empty line, and ends them when its standard input
 * ends. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGE = 4096 };

/* Neighbours differ in what is allowed, so that the kernel keeps them apart. */
static void make_mappings(int count)
{
	char *area =
		mmap(NULL, (size_t)count * PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (area == MAP_FAILED)
		exit(1);
	for (int i = 0; i < count; i += 2)
		mprotect(area + (size_t)i * PAGE, PAGE, PROT_READ | PROT_WRITE);
}

static pid_t start(int mappings)
{
	int ready[2];
	char byte;
	pid_t pid;

	if (pipe(ready) != 0 || (pid = fork()) < 0)
		exit(1);
	if (pid == 0) {
		close(ready[0]);
		make_mappings(mappings);
		close(ready[1]);
		for (;;)
			pause();
	}
	close(ready[1]);
	if (read(ready[0], &byte, 1) != 0)
		exit(1);
	close(ready[0]);
	return pid;
}

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 0, small = argc > 2 ? atoi(argv[2]) : 0;
	int big = argc > 3 ? atoi(argv[3]) : 0;
	pid_t *pids = calloc((size_t)count + 1, sizeof(*pids));
	char byte;

	if (pids == NULL || count < small + big)
		return 2;
	for (int i = 0; i < count; i++) {
		pids[i] = start(i < small ? 10 : i < small + big ? 1980 : 2);
		if (i < small + big)
			printf("%ld\n", (long)pids[i]);
	}
	printf("\n");
	fflush(stdout);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		continue;
	for (int i = 0; i < count; i++)
		kill(pids[i], SIGKILL);
	return 0;
}
