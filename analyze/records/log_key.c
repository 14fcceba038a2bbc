/* log_key.c - lines of values after their keys. */
#include "log_key.h"

#include <string.h>

#include "../cells/amount.h"
#include "../cells/key_behind.h"
#include "key_beside.h"
#include "key_change.h"
#include "key_record.h"
#include "../cells/key_value.h"
#include "../cells/key_words.h"
#include "../cells/line_owner.h"
#include "log_set.h"
#include "record_amount.h"

/* /sys/fs/cgroup/web/memory.stat:anon 24580096 of `grep -H`: the lines of each cgroup have its path
 * in front. Gives what stands behind that; *owner: the path, or empty. */
static struct span behind_path(struct span line, struct span *owner)
{
	static const char file[] = "/memory.stat:";
	ptrdiff_t at = span_find_text(line, file);

	*owner = (struct span){ line.at, at > 0 && span_find(line, ' ') > at ? (size_t)at : 0 };
	return owner->len ? span_from(line, (size_t)at + sizeof file - 1) : line;
}

bool log_key_take_cgroup_stat(struct form_reading *reading, struct span line)
{
	static const struct {
		const char *key;
		int rank;
	} keys[] = { { "anon", 2 }, { "total_rss", 3 }, { "rss", 1 } };
	enum { PAGE_BYTES = 4096 };
	struct column_name name = { .role = COLUMN_PRIVATE };
	struct span key, value, owner;
	uint64_t bytes;

	line = behind_path(line, &owner);
	if (reading->no_cgroup_stat || !span_field(&line, &key) || !span_field(&line, &value) ||
		span_trim(line).len || !span_number(value, INT64_MAX, &bytes) ||
		span_is_digit(key.at[0]))
		return false;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (!span_is(key, keys[i].key))
			continue;
		/* its numbers are those of pages; `rss 24004` of virsh dommemstat is no such one */
		reading->no_cgroup_stat = bytes % PAGE_BYTES != 0;
		if (reading->no_cgroup_stat)
			return false;
		if (owner.len)
			owner = intern(&reading->table->names.texts, reading->table->arena, owner);
		key_record_begin(reading, key, owner);
		name.rank = keys[i].rank;
		key_record_take(reading, &name, (int64_t)(bytes / 1024), 4);
		return reading->cgroup_stat = true;
	}
	/* its other numbers */
	return reading->cgroup_stat;
}

static bool is_part_of_word(char c)
{
	return span_is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == '.' ||
	       (unsigned char)c >= 0x80;
}

/* Does an amount begin there, and not within a word? */
static bool amount_begins(struct span line, size_t at, struct amount *amount)
{
	return span_is_digit(line.at[at]) && !(at && is_part_of_word(line.at[at - 1])) &&
	       !span_starts(span_from(line, at), "0x") && amount_read(span_from(line, at), amount);
}

/* Is the unit of sizes without one known, from the first of them on? False: they cannot be KiB. */
static bool tells_unit(struct form_reading *reading, struct span key, const struct amount *amount)
{
	struct record_table *table = reading->table;
	bool is_first = !(reading->key_unit > 0) && !(reading->key_unit < 0);

	table->unit_key = key;
	if (is_first && amount->number > 0)
		reading->key_unit = record_amount_guess_unit(table, amount);
	/* 24, then 24.06: the first only looked like KiB */
	else if (reading->key_unit >= 1 && amount->step < 1)
		reading->key_unit = -1;
	if (!(reading->key_unit < 0))
		return record_amount_fits(table, amount, reading->key_unit, &reading->key_any_kib);
	table->is_doubtful = true;
	table->hint = record_amount_hint(
		table, "its sizes have decimals and no unit, so that they are no KiB");
	return false;
}

/* monitor[999]: pid: 4711, rss: 9 kB: it is not the one in front that tells of itself. Of several
 * programs each may be so in its container, where the PIDs of two can be the same. */
static void take_pid_key(struct form_reading *reading, int32_t pid)
{
	if (reading->tag_pid && reading->tag_pid != pid && !reading->has_programs &&
		!reading->has_hosts)
		reading->keys.name = reading->keys.owner = (struct span){ NULL, 0 };
	reading->keys.pid = pid;
	if (reading->line_pid)
		reading->line_pid = pid;
}

/* Puts a value and its key into the current record. */
static void take_keyed(struct form_reading *reading, const struct column_name *name,
	struct span key, struct amount *amount)
{
	struct record_table *table = reading->table;
	struct span owner =
		name->subject[0] ? intern(&table->names.texts, table->arena, span_of(name->subject))
				 : (struct span){ NULL, 0 };
	double unit = name->unit;
	int64_t grain, kib;

	if (table->is_doubtful)
		return;
	if (name->role != COLUMN_PID && !(unit > 0) && !(amount->unit > 0)) {
		if (!tells_unit(reading, key, amount))
			return;
		unit = reading->key_unit;
	}
	if (!record_amount_settle(table, amount, unit, &reading->key_points))
		return;
	kib = amount_kib(amount, unit, &grain);
	/* monitor[999]: web rss: 9 kB: whose it is has another PID */
	if (owner.len && reading->tag_pid && !reading->front_place)
		reading->line_pid = 0;
	key_record_begin(reading, key, owner);
	if (name->role == COLUMN_PID)
		take_pid_key(reading, (int32_t)amount->number);
	else
		key_record_take(reading, name, kib, grain);
}

/* RSS from 10 MB to 512 MB allowed: is the value only where something began, and no change told by
 * it? */
static bool is_start(struct span key, struct span value)
{
	struct span word;

	return span_last_field(&key, &word) && span_is(word, "from") &&
	       span_find_text(value, "to ") < 0 && span_find(value, '>') < 0;
}

/* 24004 KB RSS of 512000 KB: does a size stand in front of the key, and `of` behind it? */
static bool is_bound_of(struct span line, struct span key, size_t at)
{
	struct span front = { line.at, (size_t)(key.at - line.at) }, word, number;
	struct span behind = { key.at, (size_t)(line.at + at - key.at) };
	struct amount amount;

	front = span_back(front, KEY_BYTES);
	if (!span_last_field(&behind, &word) || !span_is(word, "of") ||
		!span_last_field(&front, &word))
		return false;
	if (amount_unit(word) > 0)
		return span_last_field(&front, &number) && span_is_digit(number.at[0]);
	return amount_read(word, &amount) && amount.unit > 0;
}

/* Is that a value of memory, or a PID? If the key is an ordinary English word, the value needs a
 * unit. */
static bool is_told(const struct form_reading *reading, const struct column_name *name,
	const struct amount *amount, struct span line, struct span key, size_t at)
{
	struct span rest = span_from(line, at + amount->len);

	if (name->role == COLUMN_PID)
		return amount->number >= 1 && amount->number < INT32_MAX && amount->step >= 1;
	return key_words_are_wanted(name->role) &&
	       !(reading->has_free_lines && name->rank < COLUMN_SURE) &&
	       !is_start(key, (struct span){ line.at + at, amount->len }) &&
	       !is_bound_of(line, key, at) &&
	       !key_words_lead_to_bound((struct span){ key.at, (size_t)(line.at + at - key.at) }) &&
	       (name->role != COLUMN_RSS || amount->unit > 0 || name->unit > 0 ||
		       !key_words_count(line, (size_t)(key.at - line.at), at)) &&
	       !key_words_begin_with_least(key) && !key_words_are_bound(rest) &&
	       (amount->unit > 0 || !key_words_are_counted(rest)) &&
	       (name->rank >= COLUMN_ALONE || amount->unit > 0 || name->unit > 0);
}

/* 4711 VmRSS: 24004 kB */
static void take_pid(struct form_reading *reading, struct span *line)
{
	struct span rest = *line, word;
	uint64_t pid;

	reading->line_pid = reading->has_bracket_pids ? line_owner_pid(*line) : reading->tag_pid;
	if (!reading->has_pids || !span_field(&rest, &word) ||
		!span_number(span_strip(word, "", ":"), INT32_MAX, &pid) || !pid)
		return;
	reading->line_pid = (int32_t)pid;
	*line = rest;
}

/* name=web, container="db": whose line it is. */
static void take_name(struct form_reading *reading, struct span line)
{
	struct span word;

	while (span_find(line, '=') > 0 && span_field(&line, &word)) {
		ptrdiff_t set = span_find(word, '=');
		struct column_name name;

		if (set <= 0 || (size_t)set + 1 == word.len)
			continue;
		name = column_name_read((struct span){ word.at, (size_t)set });
		if ((name.role != COLUMN_NAME && name.role != COLUMN_OWNER) ||
			name.rank < COLUMN_ALONE + 2)
			continue;
		word = span_from(word, (size_t)set + 1);
		reading->program = span_strip(word, "\",;", "\",;");
		return;
	}
}

/* The one amount with a unit in the line; false: there are none or several. */
static bool find_amount(struct span line, struct amount *only, size_t *at)
{
	bool found = false;

	for (size_t i = 0; i < line.len; i++) {
		struct amount amount;

		if (!amount_begins(line, i, &amount))
			continue;
		if (amount.unit > 0) {
			if (found)
				return false;
			*only = amount;
			*at = i;
			found = true;
		}
		i += amount.len - 1;
	}
	return found;
}

/* Physical footprint (peak): 24.6M */
static bool is_peak(struct span word)
{
	static const char *const peaks[] = { "peak", "max", "maximum" };

	word = span_strip(word, "([", ")]:");
	for (size_t i = 0; i < sizeof peaks / sizeof *peaks; i++)
		if (span_is(word, peaks[i]))
			return true;
	return false;
}

static bool has_peak(struct span text)
{
	struct span word;

	while (span_field(&text, &word))
		if (is_peak(word))
			return true;
	return false;
}

/* `Memory usage after 100 requests: 23.4 MB`: other words stand between the key and its value, the
 * only one of the line with a unit. */
static bool take_far(struct form_reading *reading, struct span line)
{
	struct amount amount;
	struct span rest, word, before = { NULL, 0 };
	size_t at;

	/* a share has its size behind it: log_key_take */
	if (!find_amount(line, &amount, &at) || span_find(line, '%') >= 0)
		return false;
	rest = (struct span){ line.at, at };
	if (has_peak(rest) || key_words_lead_to_bound(rest) ||
		key_words_are_bound(span_from(line, at + amount.len)))
		return false;
	for (; span_field(&rest, &word); before = word) {
		struct span after = rest, next = word, key;
		struct column_name name;

		span_field(&after, &next);
		key = (struct span){ word.at, (size_t)(next.at + next.len - word.at) };
		name = column_name_read(key);
		if (name.role == COLUMN_OTHER && name.rank > 0)
			return false;
		if (!key_words_are_wanted(name.role))
			name = column_name_read(key = word);
		if (!key_words_are_wanted(name.role) || name.rank < COLUMN_ALONE)
			continue;
		if (column_name_is_elsewhere(before, name.rank) ||
			(reading->has_free_lines && name.rank < COLUMN_SURE) ||
			key_words_are_of_system(reading->above, line, key, &name))
			return false;
		take_keyed(reading, &name, key, &amount);
		return true;
	}
	return false;
}

/* A share in percent, and the key in front of it. */
struct share {
	struct column_name name;
	struct span key;
	size_t end; /* behind its sign; 0: there is none */
};

/* memory usage  0.3% [23.4 MB]: a share, and what it is behind it in brackets. */
static bool explains_share(struct span line, const struct share *share, size_t at)
{
	bool open = false;

	for (size_t i = share->end; i < at; i++) {
		open |= line.at[i] == '[' || line.at[i] == '(';
		if (!strchr(" [(", line.at[i]))
			return false;
	}
	return share->end && open;
}

/* 24000 KB RSS: the name of the size that a line has behind it. */
static bool take_behind(
	struct form_reading *reading, struct span line, const struct amount *size, struct span key)
{
	struct column_name name = column_name_read(key);
	struct amount amount = *size;

	if (key_words_are_of_system(reading->above, line, key, &name))
		return false;
	take_keyed(reading, &name, key, &amount);
	return true;
}

bool log_key_take(struct form_reading *reading, struct span line)
{
	struct share share = { .end = 0 };
	bool taken = false, is_behind, told;
	struct amount size, amount;
	struct span size_key;
	size_t behind = 0, from = 0; /* where the text behind that name begins; that of the next */

	/* below a header these are only words between tables; JSON has a reader of its own */
	if (reading->table->count || reading->is_json)
		return false;
	if (log_set_take(reading, line))
		return true;
	take_pid(reading, &line);
	take_name(reading, line);
	is_behind = key_behind_find(line, &size, &size_key);
	if (is_behind)
		behind = (size_t)(size_key.at + size_key.len - line.at);
	for (size_t i = 0; i < line.len; i++) {
		struct column_name name;
		size_t begin = i;
		struct span key;

		if (!amount_begins(line, i, &amount))
			continue;
		from = i >= behind && from < behind ? behind : from;
		name = key_words_before(line, from, i, &key);
		if (explains_share(line, &share, i)) {
			name = share.name;
			key = share.key;
		}
		i += amount.len - 1;
		from = i + 1;
		share = (struct share){ name, key,
			from < line.len && line.at[from] == '%' ? from + 1 : 0 };
		key_record_see(reading, &name, key, &amount, span_from(line, from));
		told = (!key_words_are_wanted(name.role) && span_find(key, '/') <= 0) ||
		       key_value_settle(line, begin, key, &name, &amount);
		from = begin + amount.len;
		i = from - 1;
		/* Memory: 60 MB virtual, 24 MB RSS */
		told = told && is_told(reading, &name, &amount, line, key, begin) &&
		       !key_words_are_of_system(reading->above, line, key, &name) &&
		       !(is_behind && name.role == COLUMN_RSS && name.rank < COLUMN_SURE);
		if (!(amount.unit > 0))
			from = key_words_behind_count(line, from);
		if (!told) {
			key_beside_see(reading, &name, key, &amount, span_from(line, i + 1));
			continue;
		}
		/* RSS: 24 MB, arena 12 MB resident */
		is_behind &= name.role != COLUMN_RSS;
		key_change_take(&reading->change, &name, span_from(line, begin), &amount);
		take_keyed(reading, &name, key, &amount);
		taken = true;
	}
	if (is_behind)
		return take_behind(reading, line, &size, size_key) || taken;
	return taken || take_far(reading, line);
}
