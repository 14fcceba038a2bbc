/* heap-truth.c - a program that knows its heap: random operations, and an account of each block
 *
 *   heap-truth SEED THREADS           for each byte on standard input one operation, then a line:
 *                                     BLOCKS BYTES FREE FAST, a dash for what this libc does not
 * tell heap-truth SEED THREADS N DIR     N operations, then DIR/1/{maps,mem,pagemap,auxv,exe,...}:
 * an image of itself that leakline-collect --proc reads, and DIR/account with the same line
 *
 * HEAP_TRUTH_SHARES_BRK in the environment: somebody else takes memory of brk, too.
 * HEAP_TRUTH_NO_BRK: brk fails from the beginning.
 *
 * BYTES: of the chunks with their headers, as malloc's own header says; FREE: what mallinfo2 calls
 * free, in bins and top; FAST: in fastbins. The second form is for processors that are only
 * emulated. */
#define _GNU_SOURCE
#include <elf.h>
#include <fcntl.h>
#include <inttypes.h>
#include <malloc.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SLOTS = 400, THREADS_MAX = 64 };

static void *slot[SLOTS];
static uint32_t state;
static sem_t wanted[THREADS_MAX], done;

static uint32_t next_random(uint32_t below)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % below;
}

/* Mostly small, some of a page or more, a few with a mapping of their own. */
static size_t random_size(void)
{
	switch (next_random(20)) {
	case 0:
		return next_random(next_random(4) == 0 ? 400000 : 60000);
	case 1:
	case 2:
		return next_random(6000);
	default:
		return next_random(next_random(2) ? 1100 : 150);
	}
}

static void operate(void)
{
	void **block = &slot[next_random(SLOTS)];
	size_t size = random_size();
	void *grown;

	if (next_random(50) == 0 && *block) {
		grown = realloc(*block, size + 1);
		*block = grown ? grown : *block;
		return;
	}
	free(*block);
	*block = NULL;
	if (next_random(3) == 0)
		return;
	if (next_random(40) == 0) {
		if (posix_memalign(block, (size_t)32 << next_random(10), size))
			*block = NULL;
	} else {
		*block = next_random(10) ? malloc(size) : calloc(1, size);
	}
	/* the second word may look like anything */
	if (*block && size > 0)
		memset(*block, (int)next_random(256), size);
}

static void *work(void *which)
{
	sem_t *mine = which;

	for (;;) {
		sem_wait(mine);
		operate();
		sem_post(&done);
	}
	return NULL;
}

static int write_account(char *line, size_t room)
{
	uint64_t blocks = 0, bytes = 0;

	for (int i = 0; i < SLOTS; i++)
		if (slot[i]) {
			blocks++;
			bytes += ((size_t *)slot[i])[-1] & ~(size_t)7;
		}
#ifdef __GLIBC__
#if __GLIBC_PREREQ(2, 33)
	struct mallinfo2 info = mallinfo2();
#else
	struct mallinfo info = mallinfo();
#endif
	return snprintf(line, room, "%" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", blocks,
		bytes, (uint64_t)info.fordblks, (uint64_t)info.fsmblks);
#else
	(void)bytes;
	return snprintf(line, room, "%" PRIu64 " - - -\n", blocks);
#endif
}

/* Memory of brk that malloc does not have. */
static void take_brk(void)
{
	static int shares_brk = -1;

	if (shares_brk < 0)
		shares_brk = getenv("HEAP_TRUTH_SHARES_BRK") != NULL;
	if (shares_brk && next_random(60) == 0)
		(void)!sbrk((intptr_t)(8 * (1 + next_random(2000))));
}

/* Something that lies where brk would go: it fails from then on. */
static void block_brk(void)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t end = ((uintptr_t)sbrk(0) + page - 1) & ~(page - 1);

	if (mmap((void *)end, page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) ==
		MAP_FAILED)
		exit(2);
}

static void operate_somewhere(int threads)
{
	int which = (int)next_random((uint32_t)threads + 1);

	take_brk();

	if (which == threads) {
		operate();
		return;
	}
	sem_post(&wanted[which]);
	sem_wait(&done);
}

static int create(const char *folder, const char *name)
{
	char path[300];
	int fd;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	fd = open(path, O_CREAT | O_TRUNC | O_RDWR, 0600);
	if (fd < 0) {
		perror(path);
		exit(2);
	}
	return fd;
}

static void copy(const char *from, int to)
{
	char bytes[4096];
	ssize_t got;
	int fd = open(from, O_RDONLY);

	if (fd < 0)
		exit(2);
	while ((got = read(fd, bytes, sizeof bytes)) > 0)
		if (write(to, bytes, (size_t)got) != got)
			exit(2);
	close(fd);
	close(to);
}

/* Pages that can be read go into mem at their addresses, and are present in pagemap. */
static void dump_memory(const char *folder)
{
	static char maps[1 << 16];
	int fd = open("/proc/self/maps", O_RDONLY), mem = create(folder, "1/mem");
	int pagemap = create(folder, "1/pagemap"), text = create(folder, "1/maps");
	size_t page = (size_t)sysconf(_SC_PAGESIZE), len = 0;
	ssize_t got;

	while ((got = read(fd, maps + len, sizeof maps - 1 - len)) > 0)
		len += (size_t)got;
	if (write(text, maps, len) != (ssize_t)len)
		exit(2);
	for (char *line = maps; line < maps + len; line = strchr(line, '\n') + 1) {
		char *at, *bracket;
		uint64_t start = strtoull(line, &at, 16), end = strtoull(at + 1, &at, 16);

		bracket = memchr(line, '[', strcspn(line, "\n"));

		/* [vvar] and [vsyscall] cannot be read */
		if (at[1] != 'r' || (bracket && bracket[1] == 'v'))
			continue;
		for (uint64_t address = start; address < end; address += page) {
			uint64_t entry = UINT64_C(1) << 63;

			if (pwrite(mem, (void *)(uintptr_t)address, page, (off_t)address) ==
				(ssize_t)page)
				(void)!pwrite(pagemap, &entry, sizeof entry,
					(off_t)(address / page * sizeof entry));
		}
	}
}

static void dump(const char *folder)
{
	unsigned long vector[4] = { AT_PAGESZ, (unsigned long)sysconf(_SC_PAGESIZE), 0, 0 };
	char path[300], line[200];
	int fd;

	snprintf(path, sizeof path, "%s/1", folder);
	mkdir(path, 0700);
	fd = create(folder, "account");
	if (write(fd, line, (size_t)write_account(line, sizeof line)) < 0)
		exit(2);
	copy("/proc/self/exe", create(folder, "1/exe"));
	fd = create(folder, "1/auxv");
	if (write(fd, vector, sizeof vector) < 0)
		exit(2);
	dump_memory(folder);
}

int main(int argc, char **argv)
{
	int threads = argc > 2 ? atoi(argv[2]) : 0;
	pthread_t thread;
	char line[200], byte;

	state = argc > 1 ? (uint32_t)atoi(argv[1]) * 2654435761u + 1 : 1;
	if (getenv("HEAP_TRUTH_NO_BRK"))
		block_brk();
	sem_init(&done, 0, 0);
	for (int i = 0; i < threads; i++) {
		sem_init(&wanted[i], 0, 0);
		if (pthread_create(&thread, NULL, work, &wanted[i]))
			return 2;
	}
	if (argc > 4) {
		for (int i = atoi(argv[3]); i > 0; i--)
			operate_somewhere(threads);
		dump(argv[4]);
		return 0;
	}
	while (read(STDIN_FILENO, &byte, 1) == 1) {
		int len;

		if (byte == 'o')
			operate_somewhere(threads);
		len = write_account(line, sizeof line);
		if (write(STDOUT_FILENO, line, (size_t)len) != len)
			return 1;
	}
	return 0;
}
