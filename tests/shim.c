/* shim.c - a library for LD_PRELOAD that loses known blocks in the program that it is loaded into
 *
 * The program itself allocates and frees as ever. Each time that an account's `wanted` rises (by
 * shim-round), the next call of malloc or free in it also allocates blocks and forgets them: in
 * the thread, the arena and the moment of the program's own calls. What was lost is in the account.
 *
 *   SHIM_ACCOUNT=FILE    a struct shim_account; the first process that maps it is the one
 *   SHIM_BLOCKS="104x1 24x3"    bytes asked for, and how many of them a round; two kinds at most
 *
 * The first word of a lost block points to lost_first or lost_second. */
#define _GNU_SOURCE
#include "shim.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { KINDS = 2 };

/* glibc's own functions by the names that it exports beside the usual ones. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);

static struct shim_account *account;
static size_t kind_bytes[KINDS], kind_count[KINDS];
static atomic_flag is_busy = ATOMIC_FLAG_INIT;

void lost_first(void);
void lost_second(void);

void lost_first(void)
{
}

void lost_second(void)
{
}

static void lose(size_t kind)
{
	void (**block)(void) = __libc_malloc(kind_bytes[kind]);

	memset(block, 0x11, kind_bytes[kind]);
	*block = kind == 0 ? lost_first : lost_second;
	/* what malloc took for it: with its header */
	account->bytes += malloc_usable_size(block) + sizeof(size_t);
	account->blocks++;
}

/* Loses what is due. A child that was forked has the account, too, and loses nothing. */
static void settle(void)
{
	if (account == NULL || account->done == account->wanted || account->owner != getpid() ||
		atomic_flag_test_and_set(&is_busy))
		return;
	while (account->done != account->wanted) {
		for (size_t kind = 0; kind < KINDS; kind++)
			for (size_t i = 0; i < kind_count[kind]; i++)
				lose(kind);
		account->done++;
	}
	atomic_flag_clear(&is_busy);
}

__attribute__((constructor)) static void begin(void)
{
	const char *file = getenv("SHIM_ACCOUNT"), *blocks = getenv("SHIM_BLOCKS");
	int fd = file == NULL ? -1 : open(file, O_RDWR | O_CLOEXEC), none = 0;
	struct shim_account *mapped;

	if (fd < 0)
		return;
	mapped = mmap(NULL, sizeof *mapped, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	/* a program that another one became has the number of that one */
	if (mapped == MAP_FAILED ||
		(!atomic_compare_exchange_strong(&mapped->owner, &none, (int)getpid()) &&
			none != (int)getpid()))
		return;
	sscanf(blocks == NULL ? "" : blocks, "%zux%zu %zux%zu", &kind_bytes[0], &kind_count[0],
		&kind_bytes[1], &kind_count[1]);
	account = mapped;
}

void *malloc(size_t size)
{
	settle();
	return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	settle();
	return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
	settle();
	return __libc_realloc(block, size);
}

void free(void *block)
{
	settle();
	__libc_free(block);
}
