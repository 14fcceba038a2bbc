/* test_collect_heap_truth.c - a heap read from outside against the account of the program itself,
 * after each of many random operations. HEAP_TRUTH: another program or command that behaves like
 * tests/heap-truth.c; HEAP_TRUTH_OPERATIONS: how many. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "collect/base/buffer.h"
#include "collect/source/heap/heap.h"

struct program {
	pid_t pid; /* of the program itself: a shell may stand between */
	int to, from;
};

struct account {
	uint64_t blocks, bytes, free, fast;
	bool has_bytes;
};

struct reading {
	char allocator[64], state[16];
	uint64_t used, blocks, free, top, class_blocks;
	int64_t unaccounted;
};

static void start(struct program *program, const char *threads)
{
	const char *command = getenv("HEAP_TRUTH"), *build = getenv("B");
	char line[500];
	int to[2], from[2];

	snprintf(line, sizeof line, "echo $$; exec %s%s 7 %s",
		command ? ""
		: build ? build
			: "build",
		command ? command : "/heap-truth", threads);
	assert_int_equal(pipe(to), 0);
	assert_int_equal(pipe(from), 0);
	program->pid = fork();
	if (program->pid == 0) {
		dup2(to[0], STDIN_FILENO);
		dup2(from[1], STDOUT_FILENO);
		close(to[1]);
		close(from[0]);
		execl("/bin/sh", "sh", "-c", line, (char *)NULL);
		_exit(127);
	}
	close(to[0]);
	close(from[1]);
	program->to = to[1];
	program->from = from[0];
}

static void read_line(const struct program *program, char *line, size_t room)
{
	size_t len = 0;

	while (len + 1 < room && read(program->from, line + len, 1) == 1 && line[len] != '\n')
		len++;
	line[len] = '\0';
}

static struct account ask(const struct program *program, char what)
{
	struct account account = { 0 };
	char line[200], *at;

	assert_int_equal(write(program->to, &what, 1), 1);
	read_line(program, line, sizeof line);
	account.blocks = strtoull(line, &at, 10);
	account.has_bytes = at[0] == ' ' && at[1] != '-';
	if (account.has_bytes) {
		account.bytes = strtoull(at, &at, 10);
		account.free = strtoull(at, &at, 10);
		account.fast = strtoull(at, &at, 10);
	}
	return account;
}

static uint64_t number_behind(const char *text, const char *key)
{
	const char *at = strstr(text, key);

	if (at == NULL)
		fail_msg("no %s in %.400s", key, text);
	return strtoull(at + strlen(key), NULL, 10);
}

static struct reading read_heap(
	struct heap *heap, const struct native_reader *reader, pid_t pid, struct buffer *text)
{
	struct heap_process process = { pid, "heap-truth", 10 };
	struct reading reading = { .state = "" };
	const char *line;

	text->len = 0;
	assert_int_equal(heap_read(heap, reader, &process, text), NATIVE_READ_DONE);
	buffer_add(text, "", 1);
	line = strstr(text->bytes, "\nallocator ");
	assert_non_null(line);
	assert_int_equal(sscanf(line, " allocator %63s %15s", reading.allocator, reading.state), 2);
	reading.used = number_behind(text->bytes, "\nused ");
	reading.blocks = number_behind(strstr(text->bytes, "\nused "), " bytes ");
	reading.free = number_behind(text->bytes, "\nfree ");
	reading.top = number_behind(text->bytes, "\ntop ");
	for (line = text->bytes; (line = strstr(line, "\nb ")) != NULL; line++)
		reading.class_blocks += strtoull(strchr(line + 3, ' '), NULL, 10);
	return reading;
}

static void compare(const struct account *account, const struct reading *reading,
	const struct reading *base, int operation)
{
	if (strcmp(reading->state, "complete") != 0 ||
		reading->blocks - base->blocks != account->blocks ||
		reading->class_blocks != reading->blocks ||
		(account->has_bytes &&
			(reading->used - base->used != account->bytes ||
				reading->free + reading->top + account->fast != account->free)))
		fail_msg("operation %d: %s %s, %" PRIu64 " blocks (truth %" PRIu64
			 ", in classes %" PRIu64 "), %" PRIu64 " bytes (truth %" PRIu64
			 "), %" PRIu64 " free (truth %" PRIu64 ")",
			operation, reading->allocator, reading->state,
			reading->blocks - base->blocks, account->blocks, reading->class_blocks,
			reading->used - base->used, account->bytes,
			reading->free + reading->top + account->fast, account->free);
}

static void check_program(const char *threads, int operations)
{
	struct heap *heap = heap_open(UINT64_C(1) << 30, NULL);
	struct native_reader reader;
	struct program program;
	struct buffer text = { 0 };
	struct reading base;
	char line[40];
	pid_t pid;

	assert_non_null(heap);
	assert_int_equal(native_reader_open(&reader, "/proc"), 0);
	start(&program, threads);
	read_line(&program, line, sizeof line);
	pid = (pid_t)strtol(line, NULL, 10);
	if (ask(&program, '?').blocks != 0)
		fail_msg("the program does not begin empty");
	base = read_heap(heap, &reader, pid, &text);
	if (strcmp(base.state, "unread") == 0)
		skip();
	/* each thread makes its cache and its arena with its first block */
	for (int i = 0; i < operations; i++) {
		struct account account = ask(&program, 'o');
		struct reading reading = read_heap(heap, &reader, pid, &text);

		if (i < 100 * (atoi(threads) + 1)) {
			base.blocks = reading.blocks - account.blocks;
			base.used = reading.used - account.bytes;
			continue;
		}
		compare(&account, &reading, &base, i);
	}
	close(program.to);
	close(program.from);
	waitpid(program.pid, NULL, 0);
	native_reader_close(&reader);
	buffer_free(&text);
	heap_close(heap);
}

static int operations(void)
{
	const char *number = getenv("HEAP_TRUTH_OPERATIONS");

#ifdef __SANITIZE_ADDRESS__
	return number ? atoi(number) : 1000;
#else
	return number ? atoi(number) : 10000;
#endif
}

static void one_thread(void **state)
{
	(void)state;
	check_program("0", operations());
}

static void eight_threads(void **state)
{
	(void)state;
	check_program("8", operations());
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(one_thread),
		cmocka_unit_test(eight_threads) };

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
