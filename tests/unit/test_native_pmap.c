/* test_native_pmap.c - pmap -d against what procps 4.0.2 printed, and the rules one by one */
#include "native_tree.h"

#include "collect/source/native/native_pmap.h"
#include "collect/source/native/native_process.h"

/* Device minor number of shared memory on the host that was recorded. */
enum { RECORDED_SHM = 1 };

/* Rows and footer of maps, fed in pieces of PIECE bytes; free it. */
static char *text_of(struct native_pmap pmap, const char *maps, size_t len, size_t piece)
{
	char *out = malloc(native_pmap_rows_max(len) + NATIVE_PMAP_FOOT_MAX + 1), *end = out;
	size_t from = 0, to = 0, used;

	assert_non_null(out);
	while (to < len) {
		to = to + piece < len ? to + piece : len;
		end = native_pmap_rows(&pmap, maps + from, to - from, &used, end);
		from += used;
	}
	*native_pmap_footer(&pmap, end) = '\0';
	return out;
}

/* What stands for PID in want.pmap. */
static char *block_of(const struct text *want, long pid, size_t *len)
{
	char begin[40], *block, *end;

	snprintf(begin, sizeof(begin), "\n%ld:   ", pid);
	block = strncmp(want->bytes, begin + 1, strlen(begin + 1)) == 0
			? want->bytes
			: strstr(want->bytes, begin);
	if (block == NULL)
		return NULL;
	block += *block == '\n';
	end = strstr(block, "\nmapped: ");
	*len = (size_t)(strchr(end + 1, '\n') + 1 - block);
	return block;
}

static void check_process(const struct text *want, long pid, size_t piece)
{
	struct text stat = tree_read_of(pid, "stat"), cmdline = tree_read_of(pid, "cmdline");
	struct text maps = tree_read_of(pid, "maps");
	struct native_pmap pmap = { .shm_minor = RECORDED_SHM };
	struct native_process p;
	char head[4096], *block, *end, *text;
	size_t len;

	assert_true(native_process_read_stat(&p, stat.bytes, stat.len));
	pmap.start_stack = p.start_stack;
	end = native_pmap_begin(p.pid, head);
	end = native_process_command(&p, cmdline.bytes, cmdline.len, end);
	end = native_pmap_header(end);
	text = text_of(pmap, maps.bytes, maps.len, piece);
	block = block_of(want, pid, &len);
	if (block != NULL) {
		assert_int_equal(len, (size_t)(end - head) + strlen(text));
		assert_memory_equal(block, head, (size_t)(end - head));
		assert_memory_equal(block + (end - head), text, strlen(text));
	}
	free(text);
	free(stat.bytes);
	free(cmdline.bytes);
	free(maps.bytes);
}

static void recorded_texts(void **state)
{
	struct text want = tree_read("want.pmap"), pids = tree_read("pids");
	int blocks = 0;

	(void)state;
	/* the addresses of a 32-bit pmap are narrow: tests/cli/21-proc-folder.sh has those */
	if (sizeof(void *) < 8)
		skip();
	check_process(&want, 2, 4096);
	for (char *line = pids.bytes; *line != '\0'; line = strchr(line, '\n') + 1) {
		long pid = strtol(strchr(line, ' '), NULL, 10);

		check_process(&want, pid, 1 << 20);
		check_process(&want, pid, 7);
		blocks++;
	}
	assert_true(blocks > 20);
	free(want.bytes);
	free(pids.bytes);
}

static const struct {
	const char *maps, *want;
	uint64_t stack;
} rows[] = {
	{ "", "mapped: 0K    writeable/private: 0K    shared: 0K\n", 0 },
	{ "1000-3000 rw-p 00000000 00:00 0 \n",
		"0000000000001000       8 rw--- 0000000000000000 000:00000   [ anon ]\n"
		"mapped: 8K    writeable/private: 8K    shared: 0K\n",
		0 },
	/* the stack is found by an address, both ends belong to it */
	{ "1000-3000 rw-p 00000000 00:00 0 [heap]\n",
		"0000000000001000       8 rw--- 0000000000000000 000:00000   [ stack ]\n"
		"mapped: 8K    writeable/private: 8K    shared: 0K\n",
		0x3000 },
	{ "1000-3000 -w-p 00001000 fd:100000 7 /a/b c (deleted)\n",
		"0000000000001000       8 -w--- 0000000000001000 0fd:100000 b c (deleted)\n"
		"mapped: 8K    writeable/private: 8K    shared: 0K\n",
		0 },
	{ "1000-3000 r--s 00001000 fd:01 7 /a/\n2000-3000 ---p 0 1:2 0 [anon:a/b]\n",
		"0000000000001000       8 r--s- 0000000000001000 0fd:00001 /\n"
		"0000000000002000       4 ----- 0000000000000000 001:00002 b]\n"
		"mapped: 12K    writeable/private: 0K    shared: 8K\n",
		0 },
	{ "7f0000000000-ffffffffffffffff rwxp ffffffffffffffff fff:fffff 18446744073709551615 /\t\1\n",
		"00007f0000000000 18014262144270335 rwx-- ffffffffffffffff fff:fffff ??\n"
		"mapped: 18014262144270335K    writeable/private: 18014262144270335K    shared: 0K\n",
		0 },
	/* a SysV segment, and what only looks like one */
	{ "1000-2000 rw-s 00000000 00:01 524326                     /SYSV00000000 (deleted)\n"
	  "2000-3000 rw-s 00000000 00:02 524326                     /SYSV00000000 (deleted)\n",
		"0000000000001000       4 rw-s- 0000000000000000 000:00001   [ shmid=0x80026 ]\n"
		"0000000000002000       4 rw-s- 0000000000000000 000:00002 SYSV00000000 (deleted)\n"
		"mapped: 8K    writeable/private: 0K    shared: 8K\n",
		0 },
	/* without MMU: shown, summed nowhere */
	{ "1000-2000 rw-S 00000000 00:00 0 \n",
		"0000000000001000       4 rw-S- 0000000000000000 000:00000   [ anon ]\n"
		"mapped: 0K    writeable/private: 0K    shared: 0K\n",
		0 },
	/* what is no line of maps is left out */
	{ "x\n\n1000 rw-p\n1000-0 rw-p 0 0:0 0\n1-2 rw-p 0 0:0 x\n11111111111111111-2 rwxp 0 0:0 0\n1-2 ",
		"mapped: 0K    writeable/private: 0K    shared: 0K\n", 0 },
};

static void rules(void **state)
{
	(void)state;
	if (sizeof(long) != 8)
		skip();
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct native_pmap pmap = { .shm_minor = 1, .start_stack = rows[i].stack };

		/* an address of 0 would be taken for the stack's */
		if (pmap.start_stack == 0)
			pmap.start_stack = 1;
		for (size_t piece = 1; piece < 100; piece += 9) {
			char *text = text_of(pmap, rows[i].maps, strlen(rows[i].maps), piece);

			assert_string_equal(text, rows[i].want);
			free(text);
		}
	}
}

/* Lines as short as they come never outgrow what native_pmap_rows_max says. */
static void shortest_lines(void **state)
{
	enum { LINES = 1000, LEN = 17 };
	char *maps = malloc(LINES * LEN + 1), *text;

	(void)state;
	assert_non_null(maps);
	for (int i = 0; i < LINES; i++)
		memcpy(maps + i * LEN, "0-1 rw-p 0 0:0 0\n", LEN);
	text = text_of((struct native_pmap){ .shm_minor = -1 }, maps, LINES * LEN, LINES * LEN);
	assert_true(strlen(text) < native_pmap_rows_max(LINES * LEN) + NATIVE_PMAP_FOOT_MAX);
	free(text);
	free(maps);
}

/* A path of many thousand bytes is one row, with the sums of one mapping: procps from 3.3.4 on
 * takes what stands behind its first 1023 bytes for another one. */
static void long_path(void **state)
{
	char maps[9000], *at = maps + sprintf(maps, "1000-2000 rw-s 00000000 fe:00 9 /"), *text;

	(void)state;
	memset(at, 'd', 8000);
	strcpy(at + 8000, "/shared end\n");
	text = text_of((struct native_pmap){ .start_stack = 1 }, maps, strlen(maps), 1000);
	assert_non_null(strstr(text, " 0fe:00000 shared end\nmapped: 4K    "));
	assert_non_null(strstr(text, "shared: 4K\n"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(recorded_texts),
		cmocka_unit_test(rules),
		cmocka_unit_test(shortest_lines),
		cmocka_unit_test(long_path),
	};

	return cmocka_run_group_tests_name("native_pmap", tests, NULL, NULL);
}
