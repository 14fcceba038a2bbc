/* native_tree.h - files of the recorded /proc in tests/fixtures/proc, for the tests of native_* */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text {
	char *bytes;
	size_t len;
};

/* The whole of tests/fixtures/proc/NAME, with a NUL behind it; free bytes. */
static inline struct text tree_read(const char *name)
{
	struct text text = { malloc(1 << 20), 0 };
	char path[300];
	FILE *file;

	snprintf(path, sizeof(path), "tests/fixtures/proc/%s", name);
	file = fopen(path, "rb");
	if (file == NULL)
		fail_msg("cannot open %s", path);
	text.len = fread(text.bytes, 1, (1 << 20) - 1, file);
	text.bytes[text.len] = '\0';
	fclose(file);
	return text;
}

/* The file NAME of one process. */
static inline struct text tree_read_of(long pid, const char *name)
{
	char path[100];

	snprintf(path, sizeof(path), "tree/%ld/%s", pid, name);
	return tree_read(path);
}
