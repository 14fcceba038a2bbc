/* leaks.c - a process for each way of losing memory: what the reports' hints are tested on
 *
 * leaks KIND DIR calls itself KIND, prints its PID when it is ready, loses some memory at each
 * SIGUSR1 and ends at SIGTERM. DIR is a folder for files that are mapped. */
#define _GNU_SOURCE /* memfd_create */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

enum {
	KIB = 1024,
	MIB = 1024 * 1024,
	PAGE = 4096,
	WORKERS = 3,
	RESERVED = 96 * MIB /* not the size of an arena of glibc */
};

#ifdef BSS_KIB
static char bss[BSS_KIB * KIB]; /* uninitialised data that takes pages of its own */
#endif

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static char *map(size_t size, int flags, int fd)
{
	char *at = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, fd, 0);

	if (at == MAP_FAILED)
		fail("mmap");
	return at;
}

/* Blocks of 1 KB that nobody frees. */
static void lose_blocks(size_t count)
{
	while (count-- > 0) {
		char *block = malloc(1000);

		if (block == NULL)
			fail("malloc");
		memset(block, 1, 1000);
	}
}

static void lose_heap(unsigned round, const char *dir)
{
	(void)round;
	(void)dir;
	lose_blocks(24);
}

/* Loses blocks in an arena of its own each time that the main thread tells it to. */
static void *work(void *go)
{
	for (;;) {
		pthread_barrier_wait(go);
		lose_blocks(20);
	}
	return NULL;
}

/* One more worker in each of the first rounds: one more arena. */
static void lose_in_arenas(unsigned round, const char *dir)
{
	static pthread_barrier_t go[WORKERS];

	(void)dir;
	if (round <= WORKERS) {
		pthread_t thread;

		pthread_barrier_init(&go[round - 1], NULL, 2);
		if (pthread_create(&thread, NULL, work, &go[round - 1]))
			fail("pthread_create");
	}
	for (unsigned i = 0; i < WORKERS && i < round; i++)
		pthread_barrier_wait(&go[i]);
}

static void *stay(void *unused)
{
	for (;;)
		pause();
	return unused;
}

static void *leave(void *unused)
{
	return unused;
}

static void lose_thread(unsigned round, const char *dir)
{
	pthread_t thread;

	(void)round;
	(void)dir;
	if (pthread_create(&thread, NULL, stay, NULL))
		fail("pthread_create");
}

static void lose_ended_thread(unsigned round, const char *dir)
{
	pthread_t thread;

	(void)round;
	(void)dir;
	if (pthread_create(&thread, NULL, leave, NULL))
		fail("pthread_create");
}

static void lose_deleted_file(unsigned round, const char *dir)
{
	char path[4200];
	int fd;

	snprintf(path, sizeof path, "%s/buffer.%u", dir, round);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);
	if (fd < 0 || ftruncate(fd, 64 * KIB))
		fail(path);
	memset(map(64 * KIB, MAP_SHARED, fd), 1, 64 * KIB);
	close(fd);
	unlink(path);
}

static void lose_memfd(unsigned round, const char *dir)
{
	int fd = memfd_create("frame", 0);

	(void)round;
	(void)dir;
	if (fd < 0 || ftruncate(fd, 64 * KIB))
		fail("memfd_create");
	memset(map(64 * KIB, MAP_SHARED, fd), 1, 64 * KIB);
	close(fd);
}

/* Memory that was reserved long before, touched bit by bit. */
static void touch(unsigned round, const char *dir)
{
	static char *reserved;

	(void)dir;
	if (reserved == NULL)
		reserved = map(RESERVED, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1);
	memset(reserved + (size_t)round * 16 * PAGE, 1, 16 * PAGE);
}

/* Reserved and never touched. */
static void reserve(unsigned round, const char *dir)
{
	(void)round;
	(void)dir;
	map(MIB, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1);
}

/* One page in each of many stretches that have a page table of their own (2 MiB with pages of 4
 * KiB). */
static void lose_page_tables(unsigned round, const char *dir)
{
	(void)round;
	(void)dir;
	for (int i = 0; i < 16; i++) {
		char *at = map(4 * MIB, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1);

		madvise(at, 4 * MIB, MADV_NOHUGEPAGE);
		at[2 * MIB] = 1;
	}
}

static const struct {
	const char *kind;
	void (*lose)(unsigned round, const char *dir); /* round: from 1; 0 makes ready */
	int ready;                                     /* wants a call with round 0 */
} ways[] = {
	{ "heap", lose_heap, 0 },
	{ "arenas", lose_in_arenas, 0 },
	{ "threads", lose_thread, 0 },
	{ "unjoined", lose_ended_thread, 0 },
	{ "deleted", lose_deleted_file, 0 },
	{ "memfd", lose_memfd, 0 },
	{ "touched", touch, 1 },
	{ "reserved", reserve, 0 },
	{ "tables", lose_page_tables, 0 },
};

int main(int argc, char **argv)
{
	size_t way = 0, count = sizeof ways / sizeof *ways;
	sigset_t wanted;
	int number;

	while (way < count && argc == 3 && strcmp(ways[way].kind, argv[1]) != 0)
		way++;
	if (argc != 3 || way == count) {
		fprintf(stderr, "leaks KIND DIR\n");
		return 2;
	}
#ifdef BSS_KIB
	memset(bss, 1, sizeof bss);
#endif
	prctl(PR_SET_NAME, argv[1]);
	sigemptyset(&wanted);
	sigaddset(&wanted, SIGUSR1);
	sigaddset(&wanted, SIGTERM);
	sigprocmask(SIG_BLOCK, &wanted, NULL);
	if (ways[way].ready)
		ways[way].lose(0, argv[2]);
	printf("%ld\n", (long)getpid());
	fclose(stdout);
	for (unsigned round = 1; !sigwait(&wanted, &number) && number == SIGUSR1; round++)
		ways[way].lose(round, argv[2]);
	return 0;
}
