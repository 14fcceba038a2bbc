/* shim-round.c - the action of a soak of a program with tests/shim.c in it
 *
 *   shim-round ACCOUNT FIFO LINE    asks for one round of losses, writes LINE to FIFO so that the
 *                                   program does something, and waits until the losses happened
 *   shim-round ACCOUNT              makes the account, or prints it: OWNER ROUNDS BYTES BLOCKS
 *
 * Exit status 1 if nothing was lost in 5 seconds. */
#define _GNU_SOURCE
#include "shim.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { WAITS = 5000 };

static struct shim_account *open_account(const char *name)
{
	int fd = open(name, O_CREAT | O_RDWR, 0666);
	void *map;

	if (fd < 0 || ftruncate(fd, sizeof(struct shim_account)) != 0)
		return NULL;
	map = mmap(NULL, sizeof(struct shim_account), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	return map == MAP_FAILED ? NULL : map;
}

static int write_line(const char *fifo, const char *line)
{
	int fd = open(fifo, O_WRONLY | O_NONBLOCK);

	if (fd < 0 || dprintf(fd, "%s\n", line) < 0) {
		perror(fifo);
		return -1;
	}
	close(fd);
	return 0;
}

int main(int argc, char **argv)
{
	struct shim_account *account = argc > 1 ? open_account(argv[1]) : NULL;
	const struct timespec pause = { 0, 1000000 };

	if (account == NULL) {
		perror("shim-round");
		return 2;
	}
	if (argc < 4) {
		printf("%d %u %llu %llu\n", account->owner, account->done, account->bytes,
			account->blocks);
		return 0;
	}
	account->wanted++;
	if (write_line(argv[2], argv[3]) != 0)
		return 2;
	for (int i = 0; i < WAITS && account->done != account->wanted; i++)
		nanosleep(&pause, NULL);
	return account->done != account->wanted;
}
