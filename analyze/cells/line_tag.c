/* line_tag.c - the program and PID that syslog and the journal put in front of a line. */
#include "line_tag.h"

#include <string.h>

#include "line_owner.h"

/* web of web[4711] and web(4711) */
struct span line_tag_name(struct span tag)
{
	size_t len = 0;

	while (len < tag.len && tag.at[len] != '[' && tag.at[len] != '(')
		len++;
	return (struct span){ tag.at, len };
}

/* gpu[2], queue[3]: a part of the machine or of a program, and no PID. What is told of each may
 * differ, so that they are not one. */
static bool is_part(struct span name)
{
	static const char *const parts[] = { "gpu", "GPU", "cuda", "CUDA", "cpu", "CPU", "core",
		"device", "dev", "thread", "Thread", "queue", "channel", "lane", "port", "disk" };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (span_is(name, parts[i]))
			return true;
	return false;
}

/* Does a bracket that was opened in it end it? */
static bool ends_tag(struct span tag)
{
	return span_ends(tag, span_find(tag, '[') > 0 ? "]" : ")");
}

int32_t line_tag_pid(struct span tag)
{
	struct span name = line_tag_name(tag), digits = span_from(tag, name.len + 1);
	uint64_t pid;

	if (!digits.len || digits.at[0] == '0' || !ends_tag(tag) || is_part(name))
		return 0;
	digits.len--;
	return span_number(digits, INT32_MAX, &pid) && pid > 1 ? (int32_t)pid : 0;
}

/* main.c[200] is a line of a source. What is run without a compiler, as backup.pl is, may be a
 * program. */
static bool is_source(struct span name)
{
	static const char *const ends[] = { ".c", ".cc", ".cpp", ".cxx", ".h", ".hpp", ".hh", ".go",
		".rs", ".java", ".kt", ".cs", ".swift", ".m", ".mm", ".zig", ".f90" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (span_ends(name, ends[i]))
			return true;
	return false;
}

/* May a word in front of a tag be the name or address of a host, and no level or thread? */
static bool is_host(struct span word)
{
	if (!word.len || line_owner_is_level(word) || span_digits(word) == word.len)
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (!span_is_letter(word.at[i]) && !span_is_digit(word.at[i]) &&
			(!i || !strchr(".-_:", word.at[i])))
			return false;
	return !strchr(".-_:", word.at[word.len - 1]);
}

enum { LONGEST = 512 }; /* of a host and a program with its PID */

struct span line_tag_find(struct span line, struct span *host)
{
	struct span rest = span_front(line, LONGEST), word, none = { NULL, 0 };

	*host = none;
	for (int words = 0; words < 2 && span_field(&rest, &word); words++) {
		struct span name, digits, whole = word;

		if (span_ends(word, ":"))
			word.len--;
		name = line_tag_name(word);
		digits = span_from(word, name.len + 1);
		if (!name.len || name.len == word.len || !ends_tag(word) ||
			span_digits(digits) + 1 != digits.len) {
			*host = is_host(whole) ? whole : none;
			continue;
		}
		return is_source(name) || line_owner_is_level(name) ? none : word;
	}
	return none;
}

struct span line_tag_spring(struct span line, int32_t *pid)
{
	struct span rest = line, word, dashes;
	ptrdiff_t colon;
	uint64_t value;

	*pid = 0;
	/* behind a time without milliseconds, INFO has been read as its zone */
	if (!span_field(&rest, &word) || (line_owner_is_level(word) && !span_field(&rest, &word)) ||
		!span_number(word, INT32_MAX, &value) || !span_field(&rest, &dashes) ||
		!span_is(dashes, "---"))
		return line;
	colon = span_find_text(rest, " : ");
	if (colon < 0)
		return line;
	*pid = value > 1 ? (int32_t)value : 0;
	return span_trim(span_from(rest, (size_t)colon + 3));
}

void line_tags_take(struct line_tags *tags, const struct line_tag *line)
{
	struct span tag = line->tag;
	size_t i = 0;

	if (!tag.len)
		return;
	while (i < tags->count && !span_equal(tags->tags[i], tag))
		i++;
	if (tags->before.len) {
		bool is_same = span_equal(line_tag_name(tags->before), line_tag_name(tag));

		tags->are_several |= !is_same;
		tags->are_in_turn |= is_same && i < tags->count && !span_equal(tags->before, tag);
	}
	tags->before = tag;
	if (!line->key.len || i == LINE_TAGS)
		return;
	tags->are_twice[i] |=
		tags->counts[i] && line->time_ms >= 0 && line->time_ms == tags->times_ms[i] &&
		span_equal(line->key, tags->keys[i]) && span_equal(line->host, tags->hosts[i]);
	tags->count += i == tags->count;
	tags->tags[i] = tag;
	tags->keys[i] = line->key;
	tags->hosts[i] = line->host;
	tags->times_ms[i] = line->time_ms;
	tags->counts[i]++;
}

/* Has each PID of a program so many lines in the mean? Two lines each may be those of step[12]. */
static bool come_again(const struct line_tags *tags, struct span name)
{
	enum { LINES_EACH = 6 };
	size_t lines = 0, pids = 0;

	for (size_t i = 0; i < tags->count; i++)
		if (span_equal(line_tag_name(tags->tags[i]), name)) {
			lines += tags->counts[i];
			pids++;
			if (!line_tag_pid(tags->tags[i]) || tags->are_twice[i])
				return false;
		}
	return lines >= pids * LINES_EACH;
}

size_t line_tags_names(const struct line_tags *tags, struct span names[LINE_TAG_NAMES])
{
	size_t count = 0;

	for (size_t i = 0; i < tags->count && count < LINE_TAG_NAMES; i++) {
		struct span name = line_tag_name(tags->tags[i]);
		size_t n = 0;

		while (n < count && !span_equal(names[n], name))
			n++;
		if (n == count && come_again(tags, name))
			names[count++] = name;
	}
	return count;
}
