/* trial.c - what all parsers promise of their rows, notes and facts, held against hostile text. */
#include "trial.h"

#include <stdio.h>
#include <stdlib.h>

#include "analyze/facts/facts.h"
#include "analyze/facts/facts_memory.h"
#include "analyze/facts/facts_read.h"
#include "analyze/parse/parse_text.h"

void trial_promise(bool kept, const char *what)
{
	if (kept)
		return;
	fprintf(stderr, "broken promise: %s\n", what);
	abort();
}

void trial_inside(const struct trial *trial, struct span s)
{
	trial_promise(!s.len || (s.at >= trial->text.at &&
					s.at + s.len <= trial->text.at + trial->text.len),
		"a span outside of the text");
}

void trial_number(int64_t kib)
{
	trial_promise(kib >= -1, "a number below -1");
}

void trial_begin(struct trial *trial, struct span text)
{
	*trial = (struct trial){ .rows = 0 };
	trial->notes.arena = &trial->arena;
	notes_file(&trial->notes, span_of("input"));
	trial->text = parse_text_prepare(text, &trial->arena, &trial->notes);
	for (struct span rest = trial->text, line; span_line(&rest, &line, NULL);)
		trial_promise(span_find(line, '\0') < 0 || span_is_hole(line),
			"a NUL in a line of prepared text");
}

void trial_end(struct trial *trial)
{
	size_t lines = 1;

	for (size_t i = 0; i < trial->text.len; i++)
		lines += trial->text.at[i] == '\n';
	trial_promise(trial->rows <= lines, "more rows than lines");
	trial_promise(trial->notes.count <= NOTES_PER_FILE, "more notes of a file than are kept");
	for (size_t i = 0; i < trial->notes.count; i++)
		trial_promise(trial->notes.items[i].line <= lines, "a note behind the last line");
	arena_free(&trial->arena);
}

static void forget(struct facts_memory *memory)
{
	facts_memory_free(memory);
	facts_memory_end(memory);
}

/* Reads as the analyzer does; how many notes it wrote. */
static uint64_t read_facts(struct trial *trial, struct span text, struct trial_form form,
	struct facts_memory *memory, struct facts *facts)
{
	uint64_t before = trial->notes.total;

	*facts = (struct facts){
		.arena = &trial->arena, .memory = memory, .kind = form.kind, .lines = form.lines
	};
	notes_file(&trial->notes, span_of("input"));
	trial->notes.count = 0;
	facts_read(form.kind, text, &trial->arena, &trial->notes, facts);
	return trial->notes.total - before;
}

/* Each group of one list is in the other. */
static void same_groups(const struct group_list *list, const struct group_list *other)
{
	for (size_t i = 0; list && i < list->count; i++) {
		const struct group_sum *sum = group_list_sum(list, i), *found = NULL;

		if (!sum || !sum->count)
			continue;
		for (size_t j = 0; j < other->count && !found; j++)
			if (span_equal(list->table->names[i], other->table->names[j]))
				found = group_list_sum(other, j);
		trial_promise(found && found->count == sum->count && found->kib == sum->kib &&
				      found->rwx == sum->rwx && found->fourth == sum->fourth &&
				      found->fifth == sum->fifth,
			"a group is the same whatever was read before");
	}
}

static void same_facts(const struct facts *facts, const struct facts *others)
{
	trial_promise(facts->count == others->count, "as many processes whatever was read before");
	for (size_t i = 0; i < facts->count; i++) {
		const struct process_fact *fact = &facts->processes[i],
					  *other = &others->processes[i];
		const struct fact_more *more = facts_more(fact), *others_more = facts_more(other);

		trial_promise(fact->pid == other->pid && fact->rss == other->rss &&
				      fact->state == other->state && fact->grain == other->grain &&
				      more->anon == others_more->anon &&
				      more->swap == others_more->swap &&
				      more->data_stack == others_more->data_stack &&
				      more->page_tables == others_more->page_tables &&
				      more->peak == others_more->peak &&
				      more->threads == others_more->threads &&
				      more->start_ticks == others_more->start_ticks &&
				      more->stack == others_more->stack &&
				      fact->private_kib == other->private_kib &&
				      span_equal(fact->name, other->name) &&
				      span_equal(fact->command, other->command) &&
				      span_equal(fact->user, other->user) &&
				      !more->groups == !others_more->groups,
			"a process is the same whatever was read before");
		same_groups(more->groups, others_more->groups);
		same_groups(others_more->groups, more->groups);
		trial_number(fact->rss);
		trial_number(fact->private_kib);
		trial_number(more->data_stack);
	}
}

void trial_facts(struct trial *trial, struct trial_form form)
{
	struct facts_memory memory = { .rows = { { .cursor = 0 } } }, fresh = memory;
	ptrdiff_t part = span_find(trial->text, '\x1e');
	struct span first = trial->text, second = trial->text;
	struct facts facts, others;
	uint64_t notes;

	if (part >= 0) {
		first.len = (size_t)part;
		second = span_from(second, (size_t)part + 1);
	}
	read_facts(trial, first, form, &memory, &facts);
	notes = read_facts(trial, second, form, &memory, &facts);
	trial_promise(notes == read_facts(trial, second, form, &fresh, &others),
		"as many notes whatever was read before");
	same_facts(&facts, &others);
	forget(&memory);
	forget(&fresh);
}
