/* pmap_diff.c - --pmap-diff PID: the raw difference of pmap -d between first and last round. */
#include "pmap_diff.h"

#include <inttypes.h>
#include <langinfo.h>
#include <stdbool.h>
#include <string.h>

#include "../base/arena.h"
#include "../base/list.h"
#include "../base/notes.h"
#include "../base/say.h"
#include "../input/member_name.h"
#include "../input/run_input.h"
#include "../parse/parse_pmap.h"
#include "../parse/parse_text.h"
#include "../base/escape.h"

/* The process's mappings in one round. */
struct snapshot {
	bool there;
	uint32_t round;
	struct arena arena; /* rows and their text */
	struct pmap_row *rows;
	size_t count, capacity;
};

struct searching {
	int32_t pid;
	struct notes *notes;
	struct snapshot *into; /* where the current block is stored */
	bool found;
};

static void keep_row(void *context, const struct pmap_row *row)
{
	struct snapshot *snapshot = context;

	snapshot->rows = list_room_in(&snapshot->arena, snapshot->rows, snapshot->count + 1,
		&snapshot->capacity, sizeof *snapshot->rows);
	snapshot->rows[snapshot->count] = *row;
	snapshot->rows[snapshot->count++].name = arena_copy(&snapshot->arena, row->name);
}

static void take_block(void *context, const struct pmap_block *block)
{
	struct searching *searching = context;

	if (block->pid != searching->pid || !block->complete || !block->rows.len)
		return;
	arena_reset(&searching->into->arena);
	searching->into->rows = NULL;
	searching->into->count = searching->into->capacity = 0;
	parse_pmap_rows(block, searching->notes, keep_row, searching->into);
	searching->found = true;
}

/* Stores that member's snapshot of the process if it is the first or the last so far. */
static void search_member(
	struct span text, uint32_t round, struct searching *searching, struct snapshot *ends[2])
{
	for (int end = 0; end < 2; end++) {
		struct snapshot *snapshot = ends[end];

		if (snapshot->there && (end ? round < snapshot->round : round >= snapshot->round))
			continue;
		searching->into = snapshot;
		searching->found = false;
		parse_pmap(text, searching->notes, NULL, take_block, searching);
		snapshot->there |= searching->found;
		if (searching->found)
			snapshot->round = round;
	}
}

/* Reads all members; keeps the first and the last round that have the process. */
static int read_snapshots(
	const char *path, int32_t pid, struct snapshot *first, struct snapshot *last)
{
	struct run_input *input = run_input_open(path);
	struct run_batch batch = { .count = 0 };
	struct run_buffer buffer = { .bytes = NULL };
	struct snapshot *ends[2] = { first, last };
	struct arena scratch = { NULL, 0 };
	struct notes notes = { .arena = &scratch };

	if (!input)
		return -1;
	while (run_input_next(input, &batch, &notes)) {
		for (size_t i = 0; i < batch.count; i++) {
			struct run_member *member = &batch.members[i];
			struct searching searching = { .pid = pid, .notes = &notes };
			struct member_name name;

			member_name_read(member->path, &name);
			if (name.kind == KIND_PMAP && !name.hidden &&
				!run_input_read(input, member, &buffer, &notes))
				search_member(parse_text_prepare(member->text, &scratch, &notes),
					name.round, &searching, ends);
			notes = (struct notes){ .arena = &scratch };
			arena_reset(&scratch);
		}
	}
	run_buffer_free(&batch.buffer);
	run_buffer_free(&buffer);
	run_input_close(input);
	arena_free(&scratch);
	return 0;
}

/* Prints text from the run, escaped for this terminal. */
static void print_foreign(struct span text, FILE *file)
{
	if (!strcmp(nl_langinfo(CODESET), "UTF-8"))
		escape_terminal(file, text);
	else
		escape_ascii(file, text);
}

static void print_row(
	const char *what, const struct pmap_row *row, int64_t before, int64_t now, FILE *file)
{
	fprintf(file, "%-7s %016" PRIx64 " ", what, row->address);
	print_foreign(span_of(row->mode), file);
	fprintf(file, " %9" PRId64 " %9" PRId64 " %+9" PRId64 "  ", before, now, now - before);
	print_foreign(row->name, file);
	fputc('\n', file);
}

/* Another mapping may now be at the same address, or the same one with other rights: equal size
 * does not make it the same. */
static bool is_same_mapping(const struct pmap_row *a, const struct pmap_row *b)
{
	return !strcmp(a->mode, b->mode) && span_equal(a->name, b->name);
}

/* Both are sorted by address, as the kernel lists them. */
static void print_difference(const struct snapshot *first, const struct snapshot *last, FILE *file)
{
	size_t i = 0, j = 0, same = 0;

	fprintf(file, "%-7s %-16s %-5s %9s %9s %9s  %s\n", "", "ADDRESS", "MODE", "KiB", "KiB",
		"CHANGE", "MAPPING");
	while (i < first->count || j < last->count) {
		const struct pmap_row *before = i < first->count ? &first->rows[i] : NULL,
				      *now = j < last->count ? &last->rows[j] : NULL;

		if (before && (!now || before->address < now->address)) {
			print_row("gone", before, before->kib, 0, file);
			i++;
		} else if (now && (!before || now->address < before->address)) {
			print_row("new", now, 0, now->kib, file);
			j++;
		} else if (before && now) {
			if (!is_same_mapping(before, now)) {
				print_row("gone", before, before->kib, 0, file);
				print_row("new", now, 0, now->kib, file);
			} else if (now->kib != before->kib) {
				print_row(now->kib > before->kib ? "grown" : "shrunk", now,
					before->kib, now->kib, file);
			} else {
				same++;
			}
			i++;
			j++;
		}
	}
	fprintf(file, "%zu mapping%s as %s\n", same, same == 1 ? " is" : "s are",
		same == 1 ? "it was" : "they were");
}

int pmap_diff(const char *path, int32_t pid, FILE *file)
{
	struct snapshot first = { .there = false }, last = { .there = false };
	int result = read_snapshots(path, pid, &first, &last);

	if (!result && !first.there) {
		say("%s: no pmap of PID %" PRId32
		    " is in it, in files named as leakline-run(5) has them",
			path, pid);
		result = -1;
	}
	if (!result) {
		fprintf(file, "PID %" PRId32 ", round %" PRIu32 " to round %" PRIu32 ":\n", pid,
			first.round, last.round);
		print_difference(&first, &last, file);
	}
	arena_free(&first.arena);
	arena_free(&last.arena);
	return result;
}
