/* blocks.c - a heap to measure a collector on: blocks MIB SIZE prints a line when it holds so many
 * MiB of blocks of SIZE bytes and up to twice that, and ends when its standard input ends. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = { "first", "second", "third", "fourth" };

int main(int argc, char **argv)
{
	size_t left = argc > 1 ? strtoul(argv[1], NULL, 10) << 20 : 0;
	size_t least = argc > 2 ? strtoul(argv[2], NULL, 10) : 32;

	for (unsigned i = 0; left > 0; i++) {
		size_t size = least + i * 2654435761u % least;
		const char **block = malloc(size);

		if (block == NULL)
			return 1;
		memset(block, 0, size);
		block[0] = kinds[i % 4];
		left -= size < left ? size : left;
	}
	puts("ready");
	fflush(stdout);
	while (getchar() != EOF)
		;
	return 0;
}
