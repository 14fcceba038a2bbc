/* test_history.c - lives that follow one another, ps and pmap read a second time, the index of
 * keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/base/index.h"
#include "analyze/base/notes.h"
#include "analyze/columns/columns_merge.h"
#include "analyze/columns/columns_status.h"
#include "analyze/columns/rounds.h"
#include "analyze/facts/facts.h"
#include "analyze/facts/facts_memory.h"
#include "analyze/facts/facts_read.h"
#include "analyze/history/processes.h"
#include "analyze/history/restarts.h"
#include "analyze/parse/parse_ps_time.h"

enum { MOST = 40 };

/* A life: its name, its first and last round, whether it is a target. */
struct life {
	const char *name;
	uint32_t first, last;
	bool is_target;
};

/* The rule in words, without any cleverness: of the lives of that name that ended before, the one
 * that ended last (of several the last in order) that none has followed. */
static void find_slowly(struct process *items, size_t count)
{
	size_t identities = 0;

	for (size_t i = 0; i < count; i++) {
		size_t before = SIZE_MAX;

		for (size_t j = i; j-- > 0;)
			if (items[i].is_target && items[j].is_target &&
				span_equal(items[i].name, items[j].name) &&
				items[j].last_round < items[i].first_round &&
				items[j].next_life == SIZE_MAX &&
				(before == SIZE_MAX ||
					items[j].last_round > items[before].last_round))
				before = j;
		items[i].next_life = SIZE_MAX;
		items[i].identity = before == SIZE_MAX ? identities++ : items[before].identity;
		items[i].first_life = before == SIZE_MAX ? i : items[before].first_life;
		items[i].life = before == SIZE_MAX ? 1 : items[before].life + 1;
		if (before != SIZE_MAX)
			items[before].next_life = i;
	}
	for (size_t i = count; i-- > 0;)
		items[i].lives = items[i].next_life == SIZE_MAX ? items[i].life
								: items[items[i].next_life].lives;
}

static void compare_restarts(const struct life *lives, size_t count)
{
	struct process fast[MOST], slow[MOST];
	struct processes processes = { .items = fast, .count = count };
	struct arena arena = { NULL, 0 };

	for (size_t i = 0; i < count; i++)
		fast[i] = slow[i] = (struct process){ .name = span_of(lives[i].name),
			.first_round = lives[i].first,
			.last_round = lives[i].last,
			.is_target = lives[i].is_target };
	restarts_find(&processes, &arena);
	find_slowly(slow, count);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(fast[i].identity, slow[i].identity);
		assert_int_equal(fast[i].first_life, slow[i].first_life);
		assert_int_equal(fast[i].next_life, slow[i].next_life);
		assert_int_equal(fast[i].life, slow[i].life);
		assert_int_equal(fast[i].lives, slow[i].lives);
	}
	arena_free(&arena);
}

static void restarts(void **state)
{
	static const struct life chain[] = { { "a", 0, 5, true }, { "a", 6, 9, true },
		{ "a", 10, 20, true }, { "b", 0, 3, true }, { "b", 0, 20, true },
		{ "b", 4, 20, true }, { "b", 21, 30, true }, { "b", 21, 30, true },
		{ "b", 0, 1, false }, { "b", 2, 3, false } };
	struct life lives[MOST];
	uint32_t random = 1;

	(void)state;
	compare_restarts(chain, sizeof chain / sizeof *chain);
	for (int trial = 0; trial < 2000; trial++) {
		uint32_t first = 0;
		size_t count = 1 + (size_t)(trial % (MOST - 1));

		for (size_t i = 0; i < count; i++) {
			random = random * 1664525 + 1013904223;
			first = i == count / 2 ? 0 : first + (random >> 28) % 3;
			lives[i] = (struct life){ i < count / 2 ? "a" : "b", first,
				first + (random >> 20) % 9, true };
		}
		compare_restarts(lives, count);
	}
}

/* What a worker reads of a text after others. */
struct worker {
	struct arena arena;
	struct notes notes;
	struct facts_memory memory;
	struct facts facts;
};

static const struct facts *read_text(struct worker *worker, enum kind kind, const char *text)
{
	arena_reset(&worker->arena);
	worker->notes = (struct notes){ .arena = &worker->arena };
	worker->facts =
		(struct facts){ .arena = &worker->arena, .memory = &worker->memory, .kind = kind };
	notes_file(&worker->notes, span_of("test"));
	facts_read(kind, span_of(text), &worker->arena, &worker->notes, &worker->facts);
	return &worker->facts;
}

static void worker_free(struct worker *worker)
{
	facts_memory_free(&worker->memory);
	facts_memory_end(&worker->memory);
	arena_free(&worker->arena);
}

#define PS "USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n"
#define PS_A "root         1  0.0  0.0  20000  9000 ?        Ss   05:00   0:01 /sbin/init\n"
#define PS_B "root         7  0.0  0.0  20000  1500 ?        Ss   05:00   0:01 ./x y\n"
#define PS_C "www-data     9  0.0  0.0  20000   900 ?        Ss   05:00   0:01 [z]\n"
#define PS_B2 "root         7  0.0  0.0  20000  1516 ?        Ss   05:00   0:01 ./x y\n"

static void ps_again(void **state)
{
	static const struct {
		const char *text;
		size_t count;
		int64_t rss; /* of PID 7; -1: it is not there */
	} rounds[] = { { PS PS_A PS_B PS_C, 3, 1500 }, { PS PS_A PS_B PS_C, 3, 1500 },
		{ PS PS_A PS_B2 PS_C, 3, 1516 }, { PS PS_A PS_C, 2, -1 },
		{ PS PS_B PS_A PS_C, 3, 1500 }, { PS PS_A PS_B, 2, 1500 },
		{ "  PID   RSS   VSZ COMMAND\n    1  9000 20000 init\n    7    44 20000 x\n", 2,
			44 },
		{ PS PS_A PS_B, 2, 1500 } };
	struct worker worker = { .memory = { .rows = { { .cursor = 0 } } } };

	(void)state;
	for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++) {
		const struct facts *facts = read_text(&worker, KIND_PS, rounds[i].text);
		int64_t rss = -1;

		assert_int_equal(facts->count, rounds[i].count);
		for (size_t k = 0; k < facts->count; k++) {
			const struct process_fact *fact = &facts->processes[k];

			rss = fact->pid == 7 ? fact->rss : rss;
			if (fact->pid == 7)
				assert_true(span_is(fact->name, "x"));
			if (fact->pid == 9)
				assert_true(span_is(fact->name, "z") &&
					    span_is(fact->user, "www-data"));
		}
		assert_int_equal(rss, rounds[i].rss);
		assert_int_equal(worker.notes.total, 0);
	}
	worker_free(&worker);
}

/* A process of a made member. */
struct made {
	unsigned pid, rss, name_len;
};

enum { MADE = 60, NAME_LEN = 900 };

static unsigned next_number(uint64_t *state, unsigned below)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(*state >> 33) % below;
}

/* Processes end, begin between others, and change. */
static size_t change(uint64_t *random, struct made *made, size_t count)
{
	unsigned gone = next_number(random, 4) ? 0 : next_number(random, 12),
		 at = next_number(random, MADE);

	for (unsigned i = 0; i < gone && at < count; i++) {
		memmove(made + at, made + at + 1, (count - at - 1) * sizeof *made);
		count--;
	}
	for (unsigned fresh = next_number(random, 4); fresh && count < MADE; fresh--) {
		at = next_number(random, (unsigned)count + 1);
		memmove(made + at + 1, made + at, (count - at) * sizeof *made);
		made[at] = (struct made){ 1 + next_number(random, 30000),
			next_number(random, 100000) + 1, 1 + next_number(random, NAME_LEN) };
		count++;
	}
	for (unsigned i = 0; count && i < 3; i++)
		made[next_number(random, (unsigned)count)].rss = 1 + next_number(random, 1000000);
	return count;
}

/* The member, now and then with a line that is odd. */
static void write_member(
	uint64_t *random, enum kind kind, const struct made *made, size_t count, char *text)
{
	char name[NAME_LEN + 1];

	text += sprintf(text, "%s", kind == KIND_PS ? PS : "");
	for (size_t i = 0; i < count; i++) {
		memset(name, 'a' + (int)made[i].pid % 26, made[i].name_len);
		name[made[i].name_len] = '\0';
		if (kind == KIND_PS)
			text += sprintf(text,
				"root %u 0.0 0.0 2000000 %u ? Ss 05:00 0:01 /bin/%s\n", made[i].pid,
				made[i].rss, name);
		else if (kind == KIND_STATUS)
			text += sprintf(text,
				"Name:\t%.15s%s\nState:\tS\nPid:\t%u\nVmRSS:\t%u kB\n", name,
				made[i].pid % 9 ? "" : "\\n", made[i].pid, made[i].rss);
		else
			text += sprintf(text,
				"%u (%.14s%s) S 1 1 1 0 -1 4194560 100 0 0 0 1 1 0 0 20 0 %u 0 %u 600 700\n",
				made[i].pid, name, made[i].pid % 9 ? "" : "\n", 1 + made[i].rss % 7,
				made[i].pid * 10);
		text += next_number(random, 150) ? 0 : sprintf(text, "what is this\n");
	}
}

static void same_as_afresh(const struct facts *facts, const struct notes *notes,
	const struct facts *afresh, const struct notes *others)
{
	assert_int_equal(facts->count, afresh->count);
	for (size_t i = 0; i < facts->count; i++) {
		const struct process_fact *a = &facts->processes[i], *b = &afresh->processes[i];

		const struct fact_more *more = facts_more(a), *others_more = facts_more(b);

		assert_true(a->pid == b->pid && a->rss == b->rss && a->state == b->state &&
			    a->grain == b->grain && more->threads == others_more->threads &&
			    more->start_ticks == others_more->start_ticks &&
			    more->stack == others_more->stack && more->peak == others_more->peak);
		assert_true(span_equal(a->name, b->name) && span_equal(a->command, b->command) &&
			    span_equal(a->user, b->user));
	}
	assert_int_equal(notes->total, others->total);
	for (size_t i = 0; i < notes->count; i++)
		assert_int_equal(notes->items[i].line, others->items[i].line);
}

/* What is remembered of the rows before changes nothing: neither numbers nor the lines of notes. */
static void rows_again(void **state)
{
	static const enum kind kinds[] = { KIND_PS, KIND_STATUS, KIND_STAT };
	static char text[MADE * (NAME_LEN + 200)];

	(void)state;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		struct worker worker = { .memory = { .rows = { { .cursor = 0 } } } };
		struct made made[MADE];
		size_t count = 0, rows = 0;
		uint64_t random = 7;

		for (int member = 0; member < 3000; member++) {
			struct worker afresh = { .memory = { .rows = { { .cursor = 0 } } } };
			const struct facts *facts;

			count = change(&random, made, count);
			write_member(&random, kinds[k], made, count, text);
			facts = read_text(&worker, kinds[k], text);
			rows += facts->count;
			same_as_afresh(facts, &worker.notes, read_text(&afresh, kinds[k], text),
				&afresh.notes);
			worker_free(&afresh);
		}
		assert_true(rows > 50000);
		worker_free(&worker);
	}
}

#define PMAP "7:   ./x\nAddress           Kbytes Mode  Offset           Device    Mapping\n"
#define MAP_A "000055c8a5b70000       4 r---- 0000000000000000 0fe:00001 x\n"
#define MAP_B "000055c8a5b77000     132 rw--- 0000000000000000 000:00000   [ anon ]\n"
#define MAP_B2 "000055c8a5b77000     264 rw--- 0000000000000000 000:00000   [ anon ]\n"
#define MAP_N "00007f0000000000     100 rw--- 0000000000000000 0fe:00001 new.so\n"
#define MAP_S "00007fff00000000     132 rw--- 0000000000000000 000:00000   [ stack ]\n"

/* KiB of the group of that name, -1 where there is none. */
static int64_t group_kib(const struct group_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct group_sum *sum = group_list_sum(list, i);

		if (sum && sum->count && span_is(list->table->names[i], name))
			return sum->kib;
	}
	return -1;
}

static void pmap_again(void **state)
{
	static const struct {
		const char *text;
		int64_t heap, news, private_kib;
	} rounds[] = { { PMAP MAP_A MAP_B MAP_S
			       "mapped: 268K    writeable/private: 264K    shared: 0K\n",
			       132, -1, 264 },
		{ PMAP MAP_A MAP_B2 MAP_S "mapped: 400K    writeable/private: 396K    shared: 0K\n",
			264, -1, 396 },
		{ PMAP MAP_A MAP_B2 MAP_N MAP_S
			"mapped: 500K    writeable/private: 496K    shared: 0K\n",
			264, 100, 496 },
		{ PMAP MAP_A MAP_B MAP_S "mapped: 268K    writeable/private: 264K    shared: 0K\n",
			132, -1, 264 },
		{ PMAP MAP_A MAP_B MAP_S "mapped: 268K    writeable/private: 264K    shared: 0K\n",
			132, -1, 264 } };
	struct worker worker = { .memory = { .rows = { { .cursor = 0 } } } };
	const struct group_list *last = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++) {
		const struct facts *facts = read_text(&worker, KIND_PMAP, rounds[i].text);

		assert_int_equal(facts->count, 1);
		assert_int_equal(facts->processes[0].private_kib, rounds[i].private_kib);
		assert_int_equal(group_kib(facts_more(&facts->processes[0])->groups, "[heap]"),
			rounds[i].heap);
		assert_int_equal(group_kib(facts_more(&facts->processes[0])->groups, "new.so"),
			rounds[i].news);
		assert_int_equal(
			group_kib(facts_more(&facts->processes[0])->groups, "[stack]"), 132);
		if (i == 4)
			assert_ptr_equal(facts_more(&facts->processes[0])->groups, last);
		last = facts_more(&facts->processes[0])->groups;
	}
	worker_free(&worker);
}

#define AUX "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\n"
#define EF "PID RSS STIME TIME CMD\n"
#define BUSY "PID RSS COMMAND\n"
#define LSTART "PID RSS STARTED CMD\n"
enum { ROUNDS = 8 };

/* The lives of PID 7 in rounds that are folded in that order, as `NAME FIRST-LAST`. */
static void lives_of(const char *header, const char *const rows[ROUNDS], const size_t order[ROUNDS],
	char *out, size_t room)
{
	struct arena arena = { NULL, 0 };
	struct columns columns = { .arena = &arena };
	struct round_list rounds = { .count = 0 };
	struct processes_settings settings = { .rounds = &rounds, .page_kib = 4 };
	struct processes processes;
	struct notes notes = { .arena = &arena };
	struct worker worker = { .arena = { NULL, 0 } };
	size_t len = 0;

	for (size_t i = 0; i < ROUNDS && rows[order[i]]; i++) {
		const struct member_origin origin = { .round = (uint32_t)order[i],
			.order = (uint32_t)order[i],
			.kind = KIND_PS,
			.alone = true };
		char text[512];

		snprintf(text, sizeof text, "%s%s\n", header, rows[order[i]]);
		columns_fold(&columns, read_text(&worker, KIND_PS, text), &origin);
		rounds_take_kind(&rounds, rounds_at(&rounds, &arena, origin.round), KIND_PS);
		assert_int_equal(worker.notes.total, 0);
	}
	rounds_build(&rounds, &notes);
	columns_sort(&columns, &rounds);
	processes_build(&columns, &settings, &arena, &processes);
	out[0] = '\0';
	for (uint32_t round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < processes.count; i++) {
			const struct process *p = &processes.items[i];

			if (p->pid == 7 && p->first_round == round)
				len += (size_t)snprintf(out + len, room - len, "%s%.*s %u-%u",
					len ? ", " : "", (int)p->name.len, p->name.at,
					(unsigned)p->first_round, (unsigned)p->last_round);
		}
	}
	worker_free(&worker);
	columns_free(&columns);
	rounds_free(&rounds);
	arena_free(&arena);
}

static void expect_lives(const char *header, const char *const rows[ROUNDS], const char *want)
{
	static const size_t orders[][ROUNDS] = { { 0, 1, 2, 3, 4, 5, 6, 7 },
		{ 3, 2, 1, 0, 4, 5, 6, 7 }, { 2, 0, 3, 1, 4, 5, 6, 7 } };
	char got[256];

	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		lives_of(header, rows, orders[i], got, sizeof got);
		assert_string_equal(got, want);
	}
}

#define ROW(start, time, command) "root 7 0.0 0.0 9000 5000 ? S " start " " time " " command
#define OTHER(start) "\nroot 8 0.0 0.0 9000 5000 ? S " start " 0:00 y"
#define LIVES(header, want, ...) \
	expect_lives(header, (const char *const[ROUNDS]){ __VA_ARGS__ }, want)

static void ps_reuse(void **state)
{
	(void)state;
	/* TIME that falls is proof; a minute more, an hour more, a day more are none */
	LIVES(AUX, "x 0-1, x 2-3", ROW("05:16", "0:59", "x"), ROW("05:16", "1:00", "x"),
		ROW("05:16", "0:01", "x"), ROW("05:16", "0:02", "x"));
	LIVES(AUX, "x 0-1, y 2-3", ROW("Nov23", "1:00", "x"), ROW("Nov23", "1:00", "x"),
		ROW("Nov23", "0:00", "y"), ROW("Nov23", "0:00", "y"));
	LIVES(EF, "x 0-3", "7 100 05:16 00:59:59 x", "7 100 05:16 01:00:00 x",
		"7 100 05:16 23:59:59 x", "7 100 05:16 1-00:00:00 x");
	LIVES(EF, "x 0-1, x 2-3", "7 100 05:16 23:59:59 x", "7 100 05:16 1-00:00:00 x",
		"7 100 05:16 23:00:00 x", "7 100 05:16 23:00:01 x");
	LIVES(AUX, "x 0-3", ROW("05:16", "999:59", "x"), ROW("05:16", "1000:00", "x"),
		ROW("05:16", "16h41", "x"), ROW("05:16", "4d04", "x"));
	/* threads have times of their own, and names */
	LIVES("PID LWP RSS TIME CMD\n", "z 0-3", "7 7 100 0:05 x\n7 9 100 0:09 x",
		"7 7 100 0:06 x\n7 9 100 0:09 x", "7 7 100 0:06 x",
		"7 7 100 0:07 x\n7 8 100 0:00 z");
	/* another name with another START */
	LIVES(AUX, "x 0-1, y 2-3", ROW("05:16", "0:00", "x"), ROW("05:16", "0:00", "x"),
		ROW("06:20", "0:00", "y"), ROW("06:20", "0:00", "y"));
	LIVES(AUX, "x 0-1, y 2-3", ROW("Nov23", "0:00", "x"), ROW("Nov23", "0:00", "x"),
		ROW("06:20", "0:00", "y"), ROW("Nov24", "0:00", "y"));
	/* exec and titles: the same START */
	LIVES(AUX, "daemon 0-3", ROW("05:16", "0:00", "/bin/sh ./run"),
		ROW("05:17", "0:00", "/bin/sh ./run"), ROW("05:16", "0:00", "daemon"),
		ROW("05:16", "0:00", "daemon"));
	LIVES(AUX, "c 0-3", ROW("05:16", "0:00", "a"), ROW("05:16", "0:00", "b"),
		ROW("05:16", "0:00", "a"), ROW("05:16", "0:00", "c"));
	/* START of another form by itself: the next day, the next year; and a title then */
	LIVES(AUX, "x 0-3", ROW("23:16", "0:00", "x"), ROW("Nov23", "0:00", "x"),
		ROW("2026", "0:00", "x"), ROW("2026", "0:01", "x"));
	LIVES(AUX, "nginx: 0-3", ROW("23:16", "0:00", "/usr/sbin/nginx -g"),
		ROW("Nov23", "0:00", "nginx: master"), ROW("Nov23", "0:00", "nginx: master"),
		ROW("Nov23", "0:00", "nginx: master"));
	LIVES(AUX, "postgres: 0-3", ROW("Nov23", "0:07", "gunicorn"),
		ROW("Nov23", "0:07", "postgres: idle"), ROW("Nov23", "0:08", "postgres: idle"),
		ROW("Nov23", "0:08", "postgres: SELECT"));
	/* START alone; not where the clock was set, which moves all, nor where TIME goes on */
	LIVES(AUX, "x 0-1, x 2-3", ROW("05:16", "0:00", "x"), ROW("05:17", "0:00", "x"),
		ROW("06:20", "0:00", "x"), ROW("06:20", "0:00", "x"));
	LIVES(AUX, "x 0-1, x 2-3", ROW("Nov23", "0:00", "x"), ROW("Nov23", "0:00", "x"),
		ROW("06:20", "0:00", "x"), ROW("06:20", "0:00", "x"));
	LIVES(AUX, "x 0-3", ROW("Nov23", "0:00", "x"), ROW("00:00", "0:00", "x"),
		ROW("Nov23", "0:00", "x"), ROW("00:00", "0:00", "x"));
	LIVES(AUX, "x 0-3", ROW("05:16", "0:00", "x") OTHER("05:20"),
		ROW("05:16", "0:00", "x") OTHER("05:20"), ROW("09:16", "0:00", "x") OTHER("09:21"),
		ROW("09:16", "0:00", "x") OTHER("09:21"));
	LIVES(AUX, "x 0-3", ROW("05:16", "0:10", "x"), ROW("05:16", "0:11", "x"),
		ROW("09:16", "0:12", "x"), ROW("09:16", "0:13", "x"));
	LIVES(LSTART, "x 0-1, x 2-3", "7 100 Mon Nov 23 05:16:00 2026 x",
		"7 100 Mon Nov 23 05:16:01 2026 x", "7 100 Mon Nov 23 07:30:00 2026 x",
		"7 100 Mon Nov 23 07:30:00 2026 x");
	/* nothing but a name: another program's, that stays; not titles, not one that was cut */
	LIVES(BUSY, "x 0-1, y 2-3", "7 100 x", "7 100 x", "7 100 y", "7 100 y");
	LIVES(BUSY, "x 0-3", "7 100 x", "7 100 y", "7 100 x", "7 100 x");
	LIVES(BUSY, "leakline 0-3", "7 100 leakline-analyze", "7 100 leakline-ana",
		"7 100 leakline-analyze", "7 100 leakline");
	LIVES(BUSY, "bash 0-3", "7 100 -bash", "7 100 -bash", "7 100 bash", "7 100 bash");
	/* a kernel worker has no memory, and many names */
	LIVES("PID VSZ RSS CMD\n", "", "7 0 0 [kworker/0:1]", "7 0 0 [kworker/0:1-events]",
		"7 0 0 [kworker/0:1-mm]");
}

static void ps_times(void **state)
{
	static const struct {
		const char *text;
		uint32_t seconds;
	} times[] = { { "0:00", 0 }, { "1:05", 65 }, { "1:05.99", 65 }, { "02:01:05", 7265 },
		{ "3-02:01:05", 266465 }, { "16h40", 60000 }, { "4d03", 356400 },
		{ "1000:5", 60005 }, { "14453:50", 867230 } };
	static const char *const none[] = { "", "-", "7", ":", "a:05", "1:0x", "h40", "-1:05",
		"1:05,5" };
	uint32_t step;

	(void)state;
	for (size_t i = 0; i < sizeof times / sizeof *times; i++)
		assert_int_equal(parse_ps_cpu(span_of(times[i].text)), times[i].seconds + 1);
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_int_equal(parse_ps_cpu(span_of(none[i])), 0);
	assert_int_equal(parse_ps_cpu(span_of("99999999999999999999999999:00")), 0);
	assert_int_equal(parse_ps_cpu(span_of("4294967295:59:59:59:59")), 0);
	assert_int_equal(parse_ps_starts(parse_ps_start(span_of("23:59")),
				 parse_ps_start(span_of("00:01")), &step),
		PS_STARTS_SAME);
	assert_int_equal(parse_ps_starts(parse_ps_start(span_of("05:16")),
				 parse_ps_start(span_of("Nov23")), &step),
		PS_STARTS_UNKNOWN);
	assert_int_equal(
		parse_ps_starts(0, parse_ps_start(span_of("05:16")), &step), PS_STARTS_UNKNOWN);
	assert_int_equal(parse_ps_starts(parse_ps_start(span_of("05:16")),
				 parse_ps_start(span_of("06:20:10")), &step),
		PS_STARTS_DIFFER);
	assert_int_equal(step, 64);
}

/* What is odd among rows is odd each time, and the rows are not taken for all of them. */
static void odd_pmap_again(void **state)
{
	static const char *const between[] = {
		"-------- 77000     132 rw--- 0000000000000000 000:00000   [ anon ]\n",
		"what is this\n", "----------------  ------  ------\n"
	};

	(void)state;
	for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
		struct worker worker = { .memory = { .rows = { { .cursor = 0 } } } };
		char text[1024];

		snprintf(text, sizeof text, "%s%s%s%s", PMAP MAP_A, between[i], MAP_B MAP_S,
			"mapped: 400K    writeable/private: 396K    shared: 0K\n");
		for (int round = 0; round < 3; round++) {
			const struct facts *facts = read_text(&worker, KIND_PMAP, text);

			assert_int_equal(facts->count, 1);
			assert_int_equal(facts->processes[0].private_kib, 396);
			assert_null(facts_more(&facts->processes[0])->groups);
			assert_int_equal(worker.notes.total, 1);
			assert_int_equal(worker.notes.items[0].line, 4);
		}
		worker_free(&worker);
	}
}

static void keys(void **state)
{
	struct arena arena = { NULL, 0 };
	struct index index = { .count = 0 };

	(void)state;
	for (uint64_t i = 0; i < 10000; i++) {
		assert_int_equal(index_find(&index, i << 32), 0);
		assert_int_equal(*index_at(&index, &arena, i << 32), 0);
		*index_at(&index, &arena, i << 32) = (uint32_t)i + 1;
	}
	for (uint64_t i = 0; i < 10000; i++)
		assert_int_equal(index_find(&index, i << 32), i + 1);
	/* in the order of before, and in another one */
	for (uint64_t step = 1; step < 20000; step *= 3)
		for (uint64_t i = 0; i < 10000; i++)
			assert_int_equal(*index_at(&index, &arena, i * step % 10000 << 32),
				i * step % 10000 + 1);
	assert_int_equal(index_find(&index, 1), 0);
	arena_free(&arena);
}

/* A piece of a log is read with the header of its table in front, and begins with that header. */
static void row_behind_two_headers(void **state)
{
	const struct span header = span_of("PID RSS COMMAND"), row = span_of("7 4000 web\n");
	struct row_memory memory = { .cursor = 0 };
	struct process_fact fact = { .pid = 7, .rss = 4000 }, again;
	const struct fact_more *more;

	(void)state;
	row_memory_begin(&memory, header);
	row_memory_add(&memory, row, 1, &fact);
	row_memory_begin(&memory, header);
	row_memory_begin(&memory, header);
	assert_int_equal(row_memory_known(&memory, row), row.len);
	assert_int_equal(row_memory_take(&memory, row, &again, &more), 1);
	assert_int_equal(again.rss, 4000);
	/* under another header it means something else */
	row_memory_begin(&memory, span_of("PID VSZ COMMAND"));
	assert_int_equal(row_memory_known(&memory, row), 0);
	row_memory_free(&memory);
}

/* Adds a point of status that says nothing but VmRSS, the name and VmSwap. */
static void add_status(
	struct columns *columns, uint32_t at, uint32_t rss, const char *name, uint32_t swap)
{
	columns_status_add(columns_pid(columns, 7), &columns_pid(columns, 7)->status, at, rss,
		&(struct status_rest){ .name = columns_name_id(columns, span_of(name)),
			.anon = UINT32_MAX,
			.swap = swap,
			.peak = UINT32_MAX });
}

static const struct status_rest *rest_at(struct columns *columns, size_t i)
{
	struct pid_columns *pid = columns_pid(columns, 7);

	return columns_status_rest(pid, (struct status_point *)pid->status.items + i);
}

/* What status says besides VmRSS is kept once while it stays the same, also where two kinds of
 * lines alternate; a point has its own again when it is joined or appended to another recording. */
static void rests_of_status(void **state)
{
	struct arena arena = { NULL, 0 };
	struct columns columns = { .arena = &arena }, more = { .arena = &arena };
	struct pid_columns *pid = columns_pid(&columns, 7);
	struct status_point *points;

	(void)state;
	for (uint32_t i = 0; i < 100; i++)
		add_status(&columns, i, 5000 + i, "a", i % 2 ? UINT32_MAX : 8);
	assert_int_equal(pid->status.count, 100);
	assert_int_equal(pid->rests.count, 2);
	/* of two in one member the later counts */
	add_status(&columns, 99, UINT32_MAX, "a", UINT32_MAX);
	assert_int_equal(pid->status.count, 100);
	points = pid->status.items;
	columns_status_join(pid, &points[99], &points[98]);
	assert_int_equal(points[99].rss, 5098);
	assert_int_equal(rest_at(&columns, 99)->swap, 8);
	assert_int_equal(rest_at(&columns, 97)->swap, UINT32_MAX);
	add_status(&more, 0, 6000, "b", 9);
	columns_merge(&columns, &more, 100);
	assert_int_equal(pid->status.count, 101);
	assert_int_equal(rest_at(&columns, 100)->swap, 9);
	assert_true(span_is(columns_name(&columns, rest_at(&columns, 100)->name), "b"));
	assert_true(span_is(columns_name(&columns, rest_at(&columns, 0)->name), "a"));
	columns_free(&columns);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(restarts), cmocka_unit_test(ps_again),
		cmocka_unit_test(rests_of_status), cmocka_unit_test(rows_again),
		cmocka_unit_test(row_behind_two_headers), cmocka_unit_test(pmap_again),
		cmocka_unit_test(odd_pmap_again), cmocka_unit_test(ps_reuse),
		cmocka_unit_test(ps_times), cmocka_unit_test(keys) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
