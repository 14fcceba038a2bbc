/* headless.c - rows without the header that would name their columns. */
#include "headless.h"

#include <stdio.h>
#include <string.h>

#include "../base/arena.h"
#include "amount.h"
#include "moment.h"
#include "record_csv.h"

enum { TEXT = 400, NAMES = 200 };

static bool is_number(struct span word)
{
	double number;

	return span_decimal(word, &number);
}

/* The leading words of the line that are numbers; *words_follow: other words come after them. */
static size_t count_numbers(struct span line, struct span *words, size_t most, bool *words_follow)
{
	size_t count = 0;
	struct span word;

	*words_follow = false;
	while (span_field(&line, &word)) {
		if (!is_number(word)) {
			*words_follow = true;
			break;
		}
		if (count < most)
			words[count] = word;
		count++;
	}
	return count;
}

/* Names for columns of numbers, by what ps -o prints most. */
static const char *names_for(const struct span *words, size_t count)
{
	uint64_t first = 0, second = 0;
	bool point = false;

	for (size_t i = 0; i < count; i++)
		point |= span_find(words[i], '.') >= 0;
	if (count > 1 && span_number(words[0], INT64_MAX, &first) &&
		span_number(words[1], INT64_MAX, &second) && first >= second)
		return count == 2 ? "VSZ RSS" : point ? "VSZ RSS %MEM" : "VSZ RSS OTHER";
	return count == 1 ? "RSS" : count == 2 ? "ELAPSED RSS" : "ELAPSED RSS OTHER";
}

/* The columns of `24.5M`, `web 24.5M` and `web: 24004 kB`; NULL: the line is another. */
static const char *names_of_amount(struct span line)
{
	struct span rest = line, name;
	struct amount amount;

	if (amount_read(line, &amount) && amount.unit > 0 && amount.len == line.len)
		return "RSS";
	return span_field(&rest, &name) && !is_number(name) && (rest = span_trim(rest)).len &&
			       amount_read(rest, &amount) && amount.len == rest.len
		       ? "NAME RSS"
		       : NULL;
}

static const char *numbers_hint(struct span line, struct arena *arena)
{
	enum { MOST = 3 };
	struct span words[MOST];
	const char *names;
	bool follow;
	size_t count;
	char text[TEXT];

	count = count_numbers(line, words, MOST, &follow);
	/* 4711 4720 I art : GC freed 24 KB: a line of logcat, not of a table */
	if (follow && count == 2 && span_find_text(line, ": ") > 0)
		return NULL;
	if (follow && count > 1)
		return "a table without its header: put the names of its columns in front of it, as in `{ echo PID RSS COMMAND; cat log; } >named.log`";
	names = names_of_amount(line);
	if (!names && (!count || count > MOST || follow))
		return NULL;
	snprintf(text, sizeof text,
		"numbers alone do not tell what they are: put the names of their columns in front of them, as in `{ echo %s; cat log; } >named.log`, or record `ps -o pid,rss,args -p PID`",
		names ? names : names_for(words, count));
	return arena_copy(arena, span_of(text)).at;
}

/* What the cells of a row without a header may be. */
struct guess {
	char names[NAMES];
	bool time, pid, name;
	size_t memory; /* the cell that is taken for memory: the last number */
};

static bool is_amount(struct span cell)
{
	struct amount amount;

	return amount_read(cell, &amount) && amount.len == cell.len;
}

static bool is_moment(struct span cell)
{
	struct moment moment = { .any = false };
	const double epoch_from = 1e9;
	double number;

	if (span_decimal(cell, &number))
		return number >= epoch_from;
	return cell.len > 4 && span_is_digit(cell.at[0]) && moment_read(&moment, cell, 0) >= 0;
}

static const char *guess_name(struct guess *guess, size_t i, struct span cell)
{
	uint64_t pid;

	if (i == guess->memory)
		return is_number(cell) ? "rss_kb" : "rss";
	if (!guess->time && is_moment(cell)) {
		guess->time = true;
		return "time";
	}
	if (!guess->pid && span_number(cell, INT32_MAX, &pid) && pid) {
		guess->pid = true;
		return "pid";
	}
	if (!guess->name && cell.len && !is_amount(cell) && !is_moment(cell)) {
		guess->name = true;
		return "name";
	}
	return "other";
}

/* Finds the last number among cells of a table: numbers, dates and words, no sentences. False: they
 * are none. */
static bool find_memory(const struct span *cells, size_t count, size_t *memory)
{
	enum { LONGEST = 60, WORDS = 4 };
	struct span words[WORDS];

	*memory = count;
	for (size_t i = 0; i < count; i++) {
		if (is_moment(cells[i]))
			continue;
		if (is_amount(cells[i]))
			*memory = i;
		else if (cells[i].len > LONGEST || span_fields(cells[i], words, WORDS) == WORDS)
			return false;
	}
	return *memory < count;
}

/* How each separator is typed in a command. */
static const struct separator {
	char separator;
	const char *echo, *typed, *end;
} separators[] = {
	{ ',', "echo ", ",", "" },
	{ ';', "echo '", ";", "'" },
	{ '|', "echo '", "|", "'" },
	{ '\t', "printf '", "\\t", "\\n'" },
};

/* 2026-11-02 08:00:00,4711,web,24004 */
static const char *csv_hint(struct span line, const struct separator *by, struct arena *arena)
{
	enum { MOST = NAMES / 8 };
	struct span cells[RECORD_COLUMNS];
	size_t count = record_csv_cells(line, by->separator, cells), len = 0;
	struct guess guess = { .names = "" };
	char text[TEXT];

	if (count < 2 || count > MOST || !find_memory(cells, count, &guess.memory))
		return NULL;
	for (size_t i = 0; i < count; i++)
		len += (size_t)snprintf(guess.names + len, NAMES - len, "%s%s", i ? by->typed : "",
			guess_name(&guess, i, cells[i]));
	snprintf(text, sizeof text,
		"%s: put the names of %s columns in front of %s, as in `{ %s%s%s; cat log; } >named.log`",
		guess.name ? "a CSV without its header" : "numbers alone do not tell what they are",
		guess.name ? "its" : "their", guess.name ? "it" : "them", by->echo, guess.names,
		by->end);
	return arena_copy(arena, span_of(text)).at;
}

/* 4711 root /usr/bin/web -d 0 20004 20504 24004: swap, USS, PSS and RSS of smem, each at least the
 * one before it. */
static const char *smem_hint(struct span row)
{
	enum { SIZES = 4, SWAP = 0 };
	uint64_t pid, sizes[SIZES];
	struct span rest = row, word;

	if (!span_field(&rest, &word) || !span_number(word, INT32_MAX, &pid) || !pid)
		return NULL;
	for (size_t i = SIZES; i-- > 0;)
		if (!span_last_field(&rest, &word) || !span_number(word, INT64_MAX, &sizes[i]))
			return NULL;
	for (size_t i = SWAP + 2; i < SIZES; i++)
		if (!sizes[i - 1] || sizes[i] < sizes[i - 1])
			return NULL;
	if (!span_field(&rest, &word) || is_number(word) || !span_trim(rest).len)
		return NULL;
	return "a table without its header: if it is of smem, put the names of its columns in front of it, as in `{ echo PID USER COMMAND Swap USS PSS RSS; cat log; } >named.log`, or record `smem` without -H";
}

const char *headless_hint(struct span line, struct span row, struct arena *arena)
{
	const char *hint = smem_hint(row);

	for (size_t i = 0; !hint && i < sizeof separators / sizeof *separators; i++)
		hint = csv_hint(line, &separators[i], arena);
	return hint ? hint : numbers_hint(row, arena);
}
