/* key_record.c - the reading that values after their keys fill. */
#include "key_record.h"

#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "../cells/amount.h"
#include "../cells/key_words.h"
#include "../cells/other_words.h"
#include "key_beside.h"

void key_record_end(struct form_reading *reading)
{
	struct record_table *table = reading->table;
	struct log_reading row = reading->keys;

	if (reading->seen_count && (row.rss >= 0 || row.private_kib >= 0)) {
		if (row.rss < 0)
			row.rss = row.private_kib;
		if (reading->size_line == reading->beside_line)
			reading->beside_read =
				(double)row.rss +
				(reading->beside_read > 0 ? reading->beside_read : 0);
		if (row.time_ms < 0)
			row.time_ms = table->date_ms;
		if (!row.owner.len)
			row.owner = table->owner;
		if (!row.name.len && row.owner.len)
			row.name = row.owner;
		table->rows++;
		table->sink.take(table->sink.context, &row);
	}
	reading->keys = log_reading_empty();
	reading->seen_count = 0;
	memset(reading->ranks, 0, sizeof reading->ranks);
}

static bool was_seen(const struct form_reading *reading, struct span key)
{
	for (size_t i = 0; i < reading->seen_count; i++)
		if (span_equal(reading->seen[i], key))
			return true;
	return false;
}

/* pid=4711 web rss=9kB: what was told so far is whose the next values are. */
static bool waits_for_owner(const struct log_reading *keys)
{
	return keys->pid && !keys->owner.len && keys->rss < 0 && keys->private_kib < 0 &&
	       keys->swap < 0;
}

void key_record_begin(struct form_reading *reading, struct span key, struct span owner)
{
	struct record_table *table = reading->table;

	if (owner.len && waits_for_owner(&reading->keys))
		reading->keys.owner = reading->keys.name = owner;
	if (table->begins || was_seen(reading, key) || reading->seen_count == FORM_KEYS ||
		(reading->seen_count && reading->keys.time_ms != table->date_ms) ||
		(owner.len && !span_equal(owner, reading->keys.owner)) ||
		!span_equal(reading->program, reading->keys_program) ||
		(reading->line_pid && reading->line_pid != reading->keys.pid))
		key_record_end(reading);
	if (!reading->seen_count) {
		reading->keys_program = reading->program;
		reading->keys.pid = reading->line_pid;
		reading->keys.begins = table->begins;
		reading->keys.time_ms = table->date_ms;
		reading->keys.owner = reading->keys.name = owner.len ? owner : reading->program;
		table->begins = false;
	}
	reading->seen[reading->seen_count++] = key;
}

/* Notes once that a record has two sizes which differ; is_first: the first of them is the one that
 * is read. */
static void note_left(struct form_reading *reading, int64_t kib, int64_t grain, bool is_first)
{
	const struct log_reading *row = &reading->keys;
	struct span last = reading->seen[reading->seen_count - 1];
	struct span read = is_first ? reading->rss_key : last;
	struct span left = is_first ? last : reading->rss_key;

	if (llabs(kib - row->rss) > (grain > row->grain ? grain : row->grain))
		record_note(reading->table, NOTED_LEFT,
			text_format(reading->table->arena,
				"%.*s tells another size than %.*s, and is left out", (int)left.len,
				left.at, (int)read.len, read.at));
}

/* `rss init=20000kB cur=24004kB`, `rss: 20000 kB (init), 24004 kB (now)`: is the size, behind one
 * that was taken, what is resident now, and the one before not? */
static bool is_later(const struct form_reading *reading, struct span key, struct span rest)
{
	struct span word = { NULL, 0 };
	bool any = false;

	rest = span_front(rest, KEY_BYTES);
	key = span_strip(span_front(key, KEY_BYTES), " :=", " :=");
	/* RSS: 24 MB (12 MB used by the heap): what is before it is resident in any case */
	if (!key.len) {
		bool is_used = other_words_are_in_use(rest);

		return span_field(&rest, &word) &&
		       (other_words_are_now(word) ||
			       (reading->ranks[COLUMN_RSS] < COLUMN_SURE &&
				       (is_used ||
					       span_is(span_strip(word, "([", ")],;."), "used"))));
	}
	/* rss=24 MB current=12 MB: of Python's tracemalloc */
	if (span_find(reading->rss_key, ' ') < 0 && span_find(reading->rss_key, '=') < 0)
		return false;
	while (span_field(&key, &word)) {
		any = other_words_are_now(word);
		if (!any)
			return false;
	}
	return any && !key_words_are_bound(rest);
}

void key_record_see(struct form_reading *reading, const struct column_name *name, struct span key,
	const struct amount *size, struct span rest)
{
	double kib = amount_size(size);

	if (size->unit > 0 && !key_words_are_wanted(name->role) && reading->rss_line &&
		reading->rss_line == reading->line && is_later(reading, key, rest)) {
		reading->table->is_doubtful = true;
		reading->table->hint =
			"a size that is the one of now stands behind another, and has no name: print it alone, as in `RSS: 24004 kB`, or record `ps -o pid,rss,args`";
	}

	reading->has_subjects |= name->role == COLUMN_RSS && name->subject[0];
	if (!name->may_be_owner)
		return;
	if (!reading->left_key.len) {
		reading->left_key = key;
		reading->left_size = kib;
	}
	reading->left_differs |=
		span_equal(key, reading->left_key) && amount_differs(kib, reading->left_size);
}

void key_record_say_left(const struct form_reading *reading)
{
	struct record_table *table = reading->table;
	struct span key = reading->left_key;

	if (!reading->has_subjects || !key.len)
		return;
	if (reading->left_differs) {
		table->is_doubtful = table->none_counts = true;
		table->hint = text_format(table->arena,
			"%.*s changes as a bound does not: if it is a process, put its name in front, as in `web_rss`, else leave it out",
			(int)key.len, key.at);
		return;
	}
	record_note(table, NOTED_LEFT,
		text_format(table->arena, "%.*s may be a bound or a process, and is left out",
			(int)key.len, key.at));
}

/* rss=9 kB RSS=24 MB: are these two sizes of one line equally certain, and of two things? Only the
 * first records tell: later on one may be damaged. */
static bool is_twin(const struct form_reading *reading, const struct column_name *name, int64_t kib,
	int64_t grain)
{
	enum { CERTAIN = COLUMN_SURE + 1, EARLY = 10 };
	const struct log_reading *row = &reading->keys;

	return row->rss >= 0 && name->role == COLUMN_RSS && name->rank >= CERTAIN &&
	       reading->ranks[COLUMN_RSS] >= CERTAIN && reading->line == reading->rss_line &&
	       reading->table->rows < EARLY &&
	       llabs(kib - row->rss) > (grain > row->grain ? grain : row->grain);
}

void key_record_take(
	struct form_reading *reading, const struct column_name *name, int64_t kib, int64_t grain)
{
	struct log_reading *row = &reading->keys;
	int64_t *place = name->role == COLUMN_RSS       ? &row->rss
			 : name->role == COLUMN_PRIVATE ? &row->private_kib
							: &row->swap;
	bool is_first;

	if (*place >= 0 && name->is_part && reading->are_parts) {
		*place += kib;
		return;
	}
	if (is_twin(reading, name, kib, grain)) {
		reading->table->is_doubtful = true;
		reading->table->hint =
			"two values of a line tell memory as one process has it, and differ: put a name in front of each, as in `web rss=24004 kB`, or record `ps -o pid,rss,args`";
	}
	is_first = *place >= 0 &&
		   (name->rank < reading->ranks[name->role] ||
			   (name->rank == reading->ranks[name->role] && grain >= row->grain));
	if (*place >= 0 && name->role == COLUMN_RSS) {
		note_left(reading, kib, grain, is_first);
		if (is_first)
			key_beside_take(
				reading, reading->seen[reading->seen_count - 1], (double)kib);
	}
	if (is_first)
		return;
	if (name->role == COLUMN_RSS) {
		reading->rss_key = reading->seen[reading->seen_count - 1];
		reading->rss_line = reading->line;
	}
	/* RSS 23MB | rss=24004KB: the same, in more digits */
	if (*place >= 0 && row->private_kib < 0)
		row->grain = grain;
	if (name->role == COLUMN_RSS || (name->role == COLUMN_PRIVATE && row->rss < 0))
		reading->size_line = reading->line;
	if (name->role == COLUMN_PRIVATE)
		reading->are_parts = name->is_part;
	*place = kib;
	reading->ranks[name->role] = name->rank;
	if (name->role != COLUMN_SWAP)
		row->grain = grain > row->grain ? grain : row->grain;
}
