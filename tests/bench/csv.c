/* csv.c - csv FILE: what libcsv alone costs, the yardstick of logs.sh: the file is read in blocks
 * of 1 MiB and parsed with callbacks that do nothing. */
#define _POSIX_C_SOURCE 200809L
#include <csv.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { BLOCK = 1 << 20 };

static void take_cell(void *cell, size_t len, void *context)
{
	(void)cell, (void)len, (void)context;
}

static void end_row(int end, void *context)
{
	(void)end, (void)context;
}

int main(int argc, char **argv)
{
	int fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;
	char *block = malloc(BLOCK);
	struct csv_parser parser;
	ssize_t got;

	if (fd < 0 || !block || csv_init(&parser, 0))
		return 2;
	while ((got = read(fd, block, BLOCK)) > 0)
		csv_parse(&parser, block, (size_t)got, take_cell, end_row, NULL);
	csv_fini(&parser, take_cell, end_row, NULL);
	csv_free(&parser);
	free(block);
	close(fd);
	return got < 0 ? 2 : 0;
}
