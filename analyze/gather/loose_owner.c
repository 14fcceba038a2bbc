/* loose_owner.c - whose the readings of a piece are, where its lines alone do not say it. */
#include "loose_owner.h"

#include "../base/arena.h"
#include "../facts/facts_bare.h"
#include "../cells/name_number.h"

static bool lacks_pid(const struct process_fact *fact)
{
	return fact->pid == FACTS_BARE_PID;
}

/* How many processes of a piece cannot be told apart. */
static size_t count_nameless(const struct facts *facts)
{
	size_t count = 0;

	for (size_t i = 0; i < facts->count; i++)
		count += lacks_pid(&facts->processes[i]);
	return count;
}

/* Has it a name but no PID? */
static bool has_name_alone(const struct process_fact *fact)
{
	return lacks_pid(fact) && !span_is(fact->name, FACTS_BARE_NAME);
}

/* The most frequent name among those without a PID: a majority survives the count (Boyer & Moore).
 */
static struct span main_name(const struct facts *facts)
{
	struct span name = span_of(FACTS_BARE_NAME);
	size_t weight = 0;

	for (size_t i = 0; i < facts->count; i++) {
		const struct process_fact *fact = &facts->processes[i];

		if (!has_name_alone(fact))
			continue;
		name = weight ? name : fact->name;
		weight += span_equal(fact->name, name) ? 1 : (size_t)-1;
	}
	return name;
}

/* Gives all processes without a PID one name: a name that something was printed into is the same
 * process. False: they have several. */
static bool share_name(struct facts *facts)
{
	struct span name = main_name(facts);
	size_t same = 0, others = 0;

	for (size_t i = 0; i < facts->count; i++) {
		struct process_fact *fact = &facts->processes[i];

		same += has_name_alone(fact) && span_equal(fact->name, name);
		others += has_name_alone(fact) && !span_equal(fact->name, name);
	}
	for (size_t i = 0; others <= same / 4 && i < facts->count; i++)
		if (lacks_pid(&facts->processes[i]))
			facts->processes[i].name = name;
	return others <= same / 4;
}

/* Do their names tell those without a PID apart? In one round each stands once; over several, all
 * equally often, and no two of one name behind each other. */
static bool have_own_names(const struct facts *facts, bool one_round)
{
	struct intern_table names = { .count = 0 };
	struct index counts = { .count = 0 };
	struct arena scratch = { NULL, 0 };
	struct span before = { NULL, 0 };
	uint32_t least = UINT32_MAX, most = 0;
	bool good = true;

	for (size_t i = 0; good && i < facts->count; i++) {
		const struct process_fact *fact = &facts->processes[i];

		if (!lacks_pid(fact))
			continue;
		good = has_name_alone(fact) && !span_equal(fact->name, before);
		before = intern(&names, &scratch, fact->name);
		++*index_at(&counts, &scratch, index_key(before.at));
	}
	for (size_t i = 0; good && i < facts->count; i++) {
		const struct span name = facts->processes[i].name;
		uint32_t count;

		if (!lacks_pid(&facts->processes[i]))
			continue;
		count = index_find(&counts, index_key(intern(&names, &scratch, name).at));
		least = count < least ? count : least;
		most = count > most ? count : most;
	}
	arena_free(&scratch);
	return good && (one_round ? most <= 1 : most <= least + 1);
}

/* Tells processes without a PID apart by their names, from the first round on that has several.
 * False: the names do not. */
static bool own_by_name(struct loose_owner *owner, struct facts *facts)
{
	bool all = have_own_names(facts, owner->rule == LOG_BY_DATE);

	owner->by_name |= all;
	for (size_t i = 0; all && i < facts->count; i++)
		if (lacks_pid(&facts->processes[i]))
			facts->processes[i].owner = facts->processes[i].name;
	return all;
}

/* Takes sums as those of one process, where they may be. False: they are of several. */
static bool take_as_one(const struct loose_owner *owner, struct facts *facts)
{
	if (owner->by_name)
		return false;
	return owner->rule == LOG_BY_DATE ? count_nameless(facts) <= 1 : share_name(facts);
}

/* Drops sums that cannot be assigned to a process from round to round. */
static void leave_out_several(
	struct loose_owner *owner, const struct log_piece *piece, struct facts *facts)
{
	if (piece->form != PIECE_BARE || piece->kind == KIND_PS || take_as_one(owner, facts) ||
		own_by_name(owner, facts))
		return;
	notes_add(&owner->worker->notes, 1,
		"several sums in a round, and no line names the process of each: left out");
	owner->worker->hint =
		"sums of several processes in a round, and no line names the process of each: record their PIDs too, as `ps -o pid,rss,args` does";
	facts->count = 0;
}

/* The PID in the folder name of a copy of /proc (proc/4711/smaps, 7/4711/smaps of round 7); 0: it
 * is no such copy. */
static int32_t pid_of_folder(const struct member_name *name)
{
	ptrdiff_t slash = span_rfind(name->folder, '/');
	struct span above = { name->folder.at, slash > 0 ? (size_t)slash : 0 };
	uint64_t pid;

	above = span_from(above, (size_t)(span_rfind(above, '/') + 1));
	if (!span_number(span_from(name->folder, (size_t)(slash + 1)), INT32_MAX, &pid) ||
		(!span_is(above, "proc") && !name_is_number(above)))
		return 0;
	return (int32_t)pid;
}

/* Finds the process of sums without a PID: in a copy of /proc, maps and smaps belong to the process
 * that status and stat next to them name. */
static void own_nameless(
	const struct loose_owner *owner, const struct log_piece *piece, struct facts *facts)
{
	const struct member_name *name = &owner->worker->name;
	int32_t pid = kind_by_name(name->base) != KIND_NONE ? pid_of_folder(name) : 0;

	for (size_t i = 0; pid > 0 && piece->form == PIECE_BARE && i < facts->count; i++)
		if (lacks_pid(&facts->processes[i])) {
			facts->processes[i].pid = pid;
			facts->processes[i].name.len = 0;
		}
}

/* Threads may have names of their own, but have the memory of their process. */
static bool are_two(
	const struct facts *facts, const struct process_fact *a, const struct process_fact *b)
{
	return !span_equal(a->name, b->name) && (facts->kind == KIND_STATUS || a->rss != b->rss);
}

/* Rise their PIDs, as in most tables? Then none is in it twice. */
static bool do_pids_rise(const struct facts *facts)
{
	for (size_t i = 1; i < facts->count; i++)
		if (facts->processes[i].pid <= facts->processes[i - 1].pid)
			return false;
	return true;
}

/* Finds PIDs that two processes have at a time, as the first of two containers: with another name
 * in one round, or where no date parts rounds with a name that comes again behind another one. */
static void find_shared(struct loose_owner *owner, const struct facts *facts)
{
	struct arena scratch = { NULL, 0 };
	struct index last = { .count = 0 }, first = { .count = 0 };
	bool by_date = owner->rule == LOG_BY_DATE;

	for (size_t i = 0; i < facts->count; i++) {
		const struct process_fact *fact = &facts->processes[i];
		uint32_t *begin = index_at(&first, &scratch, (uint32_t)fact->pid);
		uint32_t *before = index_at(&last, &scratch, (uint32_t)fact->pid);
		bool is_other = *before && are_two(facts, &facts->processes[*before - 1], fact);

		*begin = *begin ? *begin : (uint32_t)i + 1;
		if (is_other &&
			(by_date || span_equal(facts->processes[*begin - 1].name, fact->name)))
			*index_at(&owner->shared, &owner->worker->scratch, (uint32_t)fact->pid) = 1;
		*before = (uint32_t)i + 1;
	}
	arena_free(&scratch);
}

/* Such processes are told apart by their names. */
static void own_shared(
	struct loose_owner *owner, const struct log_piece *piece, struct facts *facts)
{
	bool is_dated_table = facts->kind == KIND_PS && owner->rule == LOG_BY_DATE;

	if ((facts->kind != KIND_STATUS && !is_dated_table) || piece->form != PIECE_AS_PRINTED)
		return;
	if (!do_pids_rise(facts))
		find_shared(owner, facts);
	for (size_t i = 0; owner->shared.count && i < facts->count; i++)
		if (!facts->processes[i].owner.len &&
			index_find(&owner->shared, (uint32_t)facts->processes[i].pid))
			facts->processes[i].owner = facts->processes[i].name;
}

void loose_owner_find(struct loose_owner *owner, const struct log_piece *piece, struct facts *facts)
{
	for (size_t i = 0; piece->group.len && i < facts->count; i++) {
		struct process_fact *fact = &facts->processes[i];

		fact->owner = piece->group;
		if (lacks_pid(fact) && !has_name_alone(fact))
			fact->name = piece->group;
	}
	/* of several below one PID nobody knows whose the others are */
	for (size_t i = 0; piece->pid && count_nameless(facts) == 1 && i < facts->count; i++)
		if (lacks_pid(&facts->processes[i]))
			facts->processes[i].pid = piece->pid;
	own_shared(owner, piece, facts);
	leave_out_several(owner, piece, facts);
	own_nameless(owner, piece, facts);
}
