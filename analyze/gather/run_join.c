/* run_join.c - joins recordings that continue in another file or folder into one run. */
#include "run_join.h"

#include <stdlib.h>
#include <string.h>

#include "../base/arena.h"
#include "../columns/columns_merge.h"
#include "../columns/nameless_turns.h"
#include "../cells/name_number.h"
#include "../input/archive_unpack.h"
#include "run_list.h"

/* A run that may continue in another, or be the continuation of one. */
struct part {
	struct run_build *build;
	struct span stem;          /* its path without the parts that may differ */
	int64_t first_ms, last_ms; /* -1 if unknown */
	uint64_t number;           /* in its name */
};

/* Where a date starts in a name; the name's length if there is none. */
static size_t date_begin(struct span name)
{
	size_t begin = name.len;

	for (size_t i = 0; i < name.len; i++)
		if (span_is_digit(name.at[i]) && (!i || !span_is_digit(name.at[i - 1])) &&
			name_number(span_from(name, i)).time_ms >= 0)
			begin = i;
	return begin;
}

/* Appends a component up to its date; for the last one, a log's, also without its last number. */
static size_t put_stem(struct span name, bool is_last, char *out)
{
	size_t len = date_begin(name), end = name.len, digits;

	memcpy(out, name.at, len);
	if (len < name.len || !is_last)
		return len;
	while (end && !span_is_digit(name.at[end - 1]))
		end--;
	for (digits = end; digits && span_is_digit(name.at[digits - 1]);)
		digits--;
	if (!end)
		return len;
	/* ps.log.1 comes before ps.log */
	if (digits && end == name.len && (name.at[digits - 1] == '.' || name.at[digits - 1] == '-'))
		digits--;
	memmove(out + digits, out + end, len - end);
	return digits + len - end;
}

/* is_log: the last component is a file's. */
static struct span stem_of(struct span path, bool is_log, struct arena *arena)
{
	char *out = arena_take_array(arena, path.len + 1, 1);
	size_t len = 0;

	for (struct span rest = path;;) {
		ptrdiff_t slash = span_find(rest, '/');
		struct span name = { rest.at, slash >= 0 ? (size_t)slash : rest.len };

		len += name.len ? put_stem(name, is_log && slash < 0, out + len) : 0;
		if (slash < 0)
			return (struct span){ out, len };
		out[len++] = '/';
		rest = span_from(rest, (size_t)slash + 1);
	}
}

/* The date in a path: from its last component that has one. */
static struct name_number path_number(struct span path)
{
	struct name_number number = name_number(path);

	for (struct span rest = path; rest.len;) {
		ptrdiff_t slash = span_rfind(rest, '/');
		struct name_number own = name_number(span_from(rest, (size_t)(slash + 1)));

		if (own.time_ms >= 0)
			return own;
		rest.len = slash > 0 ? (size_t)slash : 0;
	}
	number.time_ms = -1;
	return number;
}

static bool has_dates(const struct run_build *build)
{
	for (size_t i = 0; i < build->file_count; i++)
		if (build->files[i].date_ms >= 0)
			return true;
	return false;
}

/* Determines the times of its rounds; times relative to a log's start give no order. */
static void find_times(struct part *part)
{
	const int64_t epoch_from = (int64_t)1000000000 * 1000;
	struct run_build *build = part->build;
	struct name_number number = path_number(archive_unpacked_name(build->folder));

	part->first_ms = part->last_ms = -1;
	part->number = number.found ? number.number : 0;
	/* in a folder per round the date in its name is more reliable than the time of the copy */
	if (build->rounds.count == 1 && number.time_ms >= 0 && !has_dates(build))
		rounds_take_time(&build->rounds, 0, number.time_ms, UINT32_MAX);
	for (size_t i = 0; i < build->rounds.count; i++) {
		int64_t time_ms = rounds_time(&build->rounds, i)->time_ms;

		if (time_ms < epoch_from)
			continue;
		if (part->first_ms < 0 || time_ms < part->first_ms)
			part->first_ms = time_ms;
		if (time_ms > part->last_ms)
			part->last_ms = time_ms;
	}
	if (part->first_ms < 0)
		part->first_ms = part->last_ms = number.time_ms;
}

static int compare_parts(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	int stems = span_compare(x->stem, y->stem);

	if (stems)
		return stems;
	if (x->first_ms != y->first_ms)
		return x->first_ms < y->first_ms ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

/* Does the next one begin when the next round is due, with processes of the same names? Then the
 * recording went on, though all processes were restarted in between. */
static bool follows_at_once(const struct part *before, const struct part *after)
{
	size_t rounds = before->build->rounds.count;
	int64_t length = before->last_ms - before->first_ms;

	return before->first_ms >= 0 && rounds > 1 && after->first_ms > before->last_ms &&
	       after->first_ms - before->last_ms <= 2 * length / (int64_t)(rounds - 1) &&
	       columns_share_names(&before->build->columns, &after->build->columns);
}

/* Is the time between both more than that of many rounds? */
static bool is_paused(const struct part *before, const struct part *after)
{
	enum { MANY = 10 };
	size_t rounds = before->build->rounds.count;

	return before->first_ms >= 0 && rounds > 1 &&
	       after->first_ms - before->last_ms >
		       MANY * (before->last_ms - before->first_ms) / (int64_t)(rounds - 1);
}

static bool goes_on(const struct part *before, const struct part *after)
{
	bool timed = before->first_ms >= 0 && after->first_ms >= 0;
	struct columns_match match = columns_match(&before->build->columns, &after->build->columns);

	if (!span_equal(before->stem, after->stem) ||
		nameless_turns_restart(
			&before->build->columns, &after->build->columns, is_paused(before, after)))
		return false;
	if (match.same <= match.other)
		return follows_at_once(before, after);
	/* where we number processes, each file has its own numbers: all must mean the same */
	if ((before->build->owners.count || after->build->owners.count) && match.other)
		return false;
	return timed ? before->last_ms <= after->first_ms : match.older > match.younger;
}

static void join(struct part *to, const struct part *from)
{
	struct run_build *build = to->build, *next = from->build;
	uint32_t first = 0;

	for (size_t i = 0; i < build->rounds.count; i++)
		if (build->rounds.items[i].number >= first)
			first = build->rounds.items[i].number + 1;
	for (size_t i = 0; i < next->rounds.count; i++) {
		const struct round *round = &next->rounds.items[i];
		size_t own = rounds_at(&build->rounds, &build->arena, first + round->number);

		build->rounds.items[own].kinds = round->kinds;
		rounds_take_time(&build->rounds, own, rounds_time(&next->rounds, i)->time_ms, 0);
	}
	columns_merge(&build->columns, &next->columns, first);
	build->joined++;
	build->nameless.lines |= next->nameless.lines;
	build->nameless.sums |= next->nameless.sums;
	build->nameless.dated |= next->nameless.dated;
	build->nameless.any |= next->nameless.any;
	build->nameless.twice |= next->nameless.twice;
	build->owners.unnumbered |= next->owners.unnumbered;
	to->last_ms = from->last_ms;
	next->is_dropped = true;
}

/* Logs without times may be numbered from the newest, as logrotate does: processor time shows it.
 */
static bool is_backwards(const struct part *parts, size_t count)
{
	size_t falls = 0, grows = 0;

	for (size_t i = 1; i < count && parts[0].first_ms < 0; i++) {
		struct columns_match match =
			columns_match(&parts[i - 1].build->columns, &parts[i].build->columns);

		falls += match.younger > match.older;
		grows += match.older > match.younger;
	}
	return falls > grows;
}

static void join_stem(struct part *parts, size_t count)
{
	size_t at = 0;

	if (is_backwards(parts, count))
		for (size_t i = 0; i < count / 2; i++) {
			struct part part = parts[i];

			parts[i] = parts[count - 1 - i];
			parts[count - 1 - i] = part;
		}
	for (size_t i = 1; i < count; i++) {
		if (goes_on(&parts[at], &parts[i]))
			join(&parts[at], &parts[i]);
		else
			at = i;
	}
}

void run_list_join(struct run_list *list, struct arena *arena)
{
	struct part *parts = arena_take_array(arena, list->count + 1, sizeof *parts);
	size_t count = 0, end;

	for (size_t i = 0; i < list->count; i++) {
		struct run_build *build = list->items[i];

		if (!build->is_loose)
			continue;
		run_build_order(build);
		parts[count] = (struct part){ .build = build,
			.stem = stem_of(
				archive_unpacked_name(build->folder), !build->file_count, arena) };
		find_times(&parts[count++]);
	}
	if (count)
		qsort(parts, count, sizeof *parts, compare_parts);
	for (size_t begin = 0; begin < count; begin = end) {
		for (end = begin + 1;
			end < count && span_equal(parts[end].stem, parts[begin].stem);)
			end++;
		join_stem(parts + begin, end - begin);
	}
	run_list_drop(list);
}

static bool is_guess(const struct run_build *build)
{
	return build->file_count && build->ordered_by == LOOSE_NAME && build->rounds.count > 1 &&
	       !build->nameless.any && !columns_grow(&build->columns);
}

const char *run_list_drop_guesses(struct run_list *list)
{
	const char *why = NULL;

	for (size_t i = 0; i < list->count; i++) {
		if (!is_guess(list->items[i]))
			continue;
		list->items[i]->is_dropped = true;
		why = "neither names nor modification times show the order of its files: name them by numbers or dates, as in ps.1, ps.2";
	}
	run_list_drop(list);
	return why;
}
