/* line_pids.c - are the numbers in front of the lines of a log PIDs? */
#include "line_pids.h"

#include <math.h>

#include "amount.h"
#include "key_behind.h"
#include "key_words.h"
#include "line_owner.h"

/* The first amount behind the word of memory that comes first, or the one that it is the name of,
 * in KiB where it names a unit; -1: there is none. */
static double first_amount(struct span line)
{
	struct amount amount;
	struct span key;

	if (key_behind_find(line, &amount, &key))
		return amount.number * amount.unit;
	for (size_t memory = line_owner_memory_at(line), at = memory; at < line.len; at++) {
		size_t behind = span_is_digit(line.at[at]) ? key_words_count(line, memory, at) : 0;

		if (behind)
			at = behind - 1;
		else if (span_is_digit(line.at[at]) && amount_read(span_from(line, at), &amount))
			return amount_size(&amount);
	}
	return -1;
}

/* Does a line tell the same value at the same time as the one before: that of another process?
 * Where no time was read, it may stand in the brackets of the PID. */
static bool is_twice(const struct line_pids *pids, struct span line, int64_t time_ms)
{
	struct span front = { line.at,
		span_find(line, ']') > 0 ? (size_t)span_find(line, ']') : 0 };

	return pids->before_ms == time_ms &&
	       span_equal(line_owner_memory_key(line), line_owner_memory_key(pids->line)) &&
	       (time_ms >= 0 ||
		       (span_find(front, ':') > 0 && pids->line.len > front.len &&
			       span_equal(front, (struct span){ pids->line.at, front.len })));
}

/* Did memory rise in the number at hand, and fall when the next one came? */
static void take_tooth(struct line_pids *pids, int32_t pid, double amount)
{
	double fall = pids->amount_before - amount;

	if (pids->before == pid && !pids->is_paused)
		return;
	if (pids->before && !pids->is_paused && pids->begun >= 0) {
		pids->least = !pids->changes || fall < pids->least ? fall : pids->least;
		pids->changes++;
		pids->fallen += fall;
		pids->teeth += fall > 0 && pids->amount_before - pids->begun >= fall / 2;
	}
	pids->first = pids->before ? pids->first : amount;
	if (pids->before && !pids->is_paused)
		pids->last = amount;
	pids->begun = pids->is_paused ? -1 : amount;
}

void line_pids_take(struct line_pids *pids, struct span line, int32_t pid, int64_t time_ms)
{
	double amount;
	size_t i = 0;

	if (line_owner_memory_at(line) == line.len)
		return;
	pids->lines++;
	if (!pid)
		return;
	amount = first_amount(line);
	pids->with_pid++;
	pids->sure += line_owner_pid_is_sure(line);
	while (i < pids->count && pids->pids[i] != pid)
		i++;
	pids->come_back |= i < pids->count && pids->before != pid;
	pids->are_beside |= pids->before && pids->before != pid && !pids->is_paused &&
			    (time_ms < 0 || time_ms - pids->before_ms <= LINE_AT_ONCE_MS);
	pids->are_twice |= pids->before == pid && !pids->is_paused && is_twice(pids, line, time_ms);
	pids->any_lower |= pid < pids->before;
	if (pids->before && pids->before != pid && !pids->is_paused) {
		pids->steps++;
		pids->by_one += pid == pids->before + 1;
	}
	if (pids->before == pid && !pids->is_paused) {
		pids->moved += fabs(amount - pids->amount_before);
		pids->moves++;
	}
	if (i == pids->count && i < LINE_PIDS)
		pids->fell[i] = pids->amount_before - amount;
	take_tooth(pids, pid, amount);
	pids->is_paused = false;
	pids->line = line;
	pids->amount_before = amount;
	pids->before = pid;
	pids->before_ms = time_ms;
	if (i == LINE_PIDS) {
		pids->are_many = true;
		return;
	}
	pids->count += i == pids->count;
	pids->pids[i] = pid;
	pids->counts[i]++;
}

void line_pids_pause(struct line_pids *pids)
{
	pids->is_paused = true;
}

/* Is that more than lines of one number differ anyway? */
static bool is_fall(const struct line_pids *pids, double fall)
{
	enum { SURELY = 3 };

	return fall > 0 && fall * (double)pids->moves > SURELY * pids->moved;
}

/* Was there less with half of the new ones? */
static bool fell(const struct line_pids *pids)
{
	size_t falls = 0;

	for (size_t i = 1; i < pids->count; i++)
		falls += is_fall(pids, pids->fell[i]);
	return falls * 2 >= pids->count - 1;
}

/* May each be a life of one process? Nearly all lines have one, it stays for some of them, never
 * tells one value twice at a time, and a new one mostly begins with less. */
static bool are_lives(const struct line_pids *pids)
{
	enum { LINES_EACH = 6 };

	return !pids->are_twice && pids->with_pid * 10 >= pids->lines * 9 &&
	       pids->with_pid >= pids->count * LINES_EACH && fell(pids);
}

bool line_pids_tell(const struct line_pids *pids)
{
	if (pids->are_many)
		return false;
	if (!pids->come_back && !pids->are_beside && pids->count)
		return are_lives(pids) &&
		       (pids->count > 1 || pids->pids[0] >= LINE_OWNER_LEAST_PID);
	return (pids->are_beside || (pids->sure && pids->sure == pids->with_pid)) &&
	       line_owner_are_usual(pids->counts, pids->count, pids->with_pid, pids->lines);
}

/* Do the numbers count on, or by tens? Those between two parts of a log were not seen. */
static bool are_counts(const struct line_pids *pids)
{
	bool by_one = true, by_ten = true;

	for (size_t i = 0; i < pids->count; i++) {
		by_one &= !i || pids->pids[i] == pids->pids[i - 1] + 1;
		by_ten &= pids->pids[i] % 10 == 0;
	}
	return by_one || by_ten || (pids->steps && pids->by_one == pids->steps && !pids->any_lower);
}

/* Does memory rise in each of them, and fall at its end to where it began at first? Then none of
 * them alone is a pass. */
static bool are_teeth(const struct line_pids *pids)
{
	double rise = pids->last - pids->first;

	return pids->changes > 1 && pids->teeth == pids->changes && is_fall(pids, pids->least) &&
	       2 * rise * (double)pids->changes < pids->fallen;
}

bool line_pids_change(const struct line_pids *pids)
{
	bool may_count = are_counts(pids);

	if (pids->are_many || pids->come_back || pids->count < 2)
		return false;
	for (size_t i = 0; i < pids->count; i++)
		may_count |= pids->pids[i] < LINE_OWNER_LEAST_PID;
	return (!may_count || are_teeth(pids)) && are_lives(pids);
}
