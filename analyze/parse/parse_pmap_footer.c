/* parse_pmap_footer.c - the sums at the end of a pmap block: numbers before a K, whatever words
 * precede them. */
#include "parse_pmap_footer.h"

#include <string.h>

/* A number between `: ` and K, k or a Cyrillic Ka; *at moves past it. */
static bool read_amount(struct span line, size_t *at, int64_t *kib)
{
	size_t begin = *at, end;
	uint64_t number;

	while (begin < line.len && line.at[begin] == ' ')
		begin++;
	end = begin + span_digits(span_from(line, begin));
	if (!span_number((struct span){ line.at + begin, end - begin }, INT64_MAX / 1024, &number))
		return false;
	while (end < line.len && line.at[end] == ' ')
		end++;
	if (end == line.len ||
		(line.at[end] != 'K' && line.at[end] != 'k' &&
			!(line.len - end >= 2 && !memcmp(line.at + end, "\xd0\x9a", 2))))
		return false;
	*kib = (int64_t)number;
	*at = end + 1;
	return true;
}

/* `total 5556K` in toybox, ` total 5556K` in procps. */
static bool read_total(struct span line, int64_t *kib)
{
	struct span rest = span_trim(line);
	size_t at = strlen("total");

	return span_starts(rest, "total") && read_amount(rest, &at, kib) && at == rest.len;
}

/*
 * The column sums of -x: `total kB 5556 2100 340` in procps (mapped, RSS, dirty; before 3.3 `-` for
 * an unknown one), `kB gesamt ...` in German; `total 5556 ...` in BusyBox and toybox, whose columns
 * are size, PSS, private dirty and swap; `total Kb ...` in Solaris (mapped, RSS, anonymous,
 * locked).
 */
static bool read_column_sums(struct span line, bool any_words, struct pmap_block *block)
{
	struct span rest = span_trim(line), field;
	bool is_solaris = span_starts(rest, "total Kb ");
	int64_t sums[4];
	size_t words = 0, count = 0;
	uint64_t number;

	if (!any_words && !span_starts(rest, "total"))
		return false;
	for (; span_field(&rest, &field); count++) {
		bool dash = span_is(field, "-");

		if (!count && !dash && !span_digits(field)) {
			words++;
			count--;
			continue;
		}
		if (count == 4 || (!dash && !span_number(field, INT64_MAX / 1024, &number)))
			return false;
		sums[count] = dash ? -1 : (int64_t)number;
	}
	if (!words || words > 4 || !count || sums[0] < 0)
		return false;
	block->mapped = sums[0];
	if ((count == 3 || (is_solaris && count == 4)) && sums[1] <= sums[0])
		block->rss = sums[1];
	if (count == 4 && sums[2] >= 0 && sums[2] <= sums[0])
		block->used = sums[2] + (sums[3] > 0 && !is_solaris ? sums[3] : 0);
	return true;
}

bool parse_pmap_footer(struct span line, bool behind_rule, struct pmap_block *block)
{
	int64_t amounts[3];
	size_t count = 0, at = 0;

	while (at < line.len) {
		ptrdiff_t colon = span_find(span_from(line, at), ':');

		if (colon < 0)
			break;
		at += (size_t)colon + 1;
		if (count == 3 || !read_amount(line, &at, &amounts[count]))
			return false;
		count++;
	}
	if (count == 0 && read_column_sums(line, behind_rule, block))
		return block->complete = true;
	if (count == 0 && read_total(line, &amounts[0]))
		count = 1;
	else if (count != 3 && (count != 1 || at < line.len))
		return false;
	block->mapped = amounts[0];
	if (count == 3) {
		block->private_kib = amounts[1];
		block->shared = amounts[2];
	}
	block->complete = true;
	return true;
}

bool parse_pmap_sums(struct span line, struct pmap_block *block)
{
	*block = (struct pmap_block){
		.mapped = -1, .private_kib = -1, .shared = -1, .rss = -1, .used = -1
	};
	return parse_pmap_footer(line, false, block) &&
	       (block->private_kib >= 0 || block->rss >= 0);
}
