/* key_beside.c - sizes of a line that are not read: `rss of web 20000 kB, of db 24004 kB`. */
#include "key_beside.h"

#include "../cells/key_words.h"
#include "../cells/other_words.h"

/* Of a line without blanks each key would be all of it. */
enum { LONGEST_KEY = 48 };

void key_beside_end(struct form_reading *reading)
{
	const struct log_reading *keys = &reading->keys;
	int64_t kib = keys->rss >= 0 ? keys->rss : keys->private_kib;
	double read = reading->beside_read;

	/* the record at hand has not been passed on yet */
	if (reading->seen_count && kib >= 0 && reading->size_line == reading->beside_line)
		read = (double)kib + (read > 0 ? read : 0);
	left_sizes_row(&reading->table->left, reading->table->arena, read);
	reading->beside_read = -1;
}

/* Whose size it is, by what stands in front of the line and of the record. Of its key only letters
 * count: others change from line to line. */
static uint64_t id_of(const struct form_reading *reading, struct span key)
{
	bool is_same = reading->seen_count && reading->size_line == reading->line;
	uint64_t id = span_hash((uint64_t)reading->line_pid, reading->program);

	id = span_hash(
		id + reading->table->left.pending_count, is_same ? reading->keys.owner : key);
	for (size_t i = 0; i < key.len; i++)
		if (span_is_letter(key.at[i]))
			id = span_hash(id, (struct span){ key.at + i, 1 });
	return id;
}

void key_beside_take(struct form_reading *reading, struct span key, double kib)
{
	if (reading->line != reading->beside_line) {
		key_beside_end(reading);
		reading->beside_line = reading->line;
	}
	key = span_strip(key, " \t:=,;([", " \t:=,;)]");
	key = span_front(key, LONGEST_KEY);
	left_sizes_see(&reading->table->left, id_of(reading, key),
		key.len ? key : span_of("another size of the line"), kib);
}

/* `RSS 20000 24004`: does the number stand right behind the size that was taken, and may be one by
 * its height? A count of something is smaller. */
static bool follows_size(
	const struct form_reading *reading, struct span front, const struct amount *amount)
{
	enum { HEIGHT = 8 };
	double size = (double)reading->keys.rss;

	front = span_strip(front, "", " \t|,;/+&");
	return front.len && span_is_digit(front.at[front.len - 1]) && size > 0 &&
	       reading->size_line == reading->line &&
	       amount->number * reading->key_unit * HEIGHT >= size;
}

/* `of web 20000, of db 24004`, `init: 20000, now: 24004`: does a number without a unit follow one
 * of these? A counter grows, too. */
static bool is_meant(
	const struct form_reading *reading, struct span rest, const struct amount *amount)
{
	struct span front = { reading->whole.at, 0 }, word = { NULL, 0 };
	const char *at = rest.at - amount->len;
	size_t letters = 0;

	if (!(reading->key_unit > 0) || at <= front.at || at > front.at + reading->whole.len)
		return false;
	front.len = (size_t)(at - front.at);
	front = span_back(front, LONGEST_KEY);
	if (follows_size(reading, front, amount))
		return true;
	front = span_strip(front, "", " \t:=");
	while (letters < front.len && span_is_letter(front.at[front.len - letters - 1]))
		letters++;
	if (other_words_are_now(span_from(front, front.len - letters)))
		return true;
	span_last_field(&front, &word); /* X of `of X` */
	return span_last_field(&front, &word) && span_is(word, "of");
}

/* The first word behind the amount. */
static struct span word_behind(struct span rest)
{
	struct span word = { NULL, 0 };

	rest = span_front(rest, LONGEST_KEY);
	span_field(&rest, &word);
	return span_strip(word, "([", ":=,;.)]");
}

void key_beside_see(struct form_reading *reading, const struct column_name *name, struct span key,
	const struct amount *amount, struct span rest)
{
	struct column_name behind;
	struct span word;

	if (name->role != COLUMN_OTHER || name->rank > 0 ||
		(!(amount->unit > 0) && !is_meant(reading, rest, amount)))
		return;
	/* of the others it is known what they are, and that of `24004 kB private` counts */
	word = word_behind(rest);
	behind = column_name_read(word);
	if ((!key_words_are_wanted(behind.role) &&
		    (behind.role != COLUMN_OTHER || behind.rank > 0)) ||
		key_words_are_bound(rest) || key_words_lead_to_bound(key) ||
		other_words_have(span_front(key, LONGEST_KEY)) || other_words_have(word))
		return;
	key_beside_take(
		reading, key, amount_size(amount) * (amount->unit > 0 ? 1 : reading->key_unit));
}
