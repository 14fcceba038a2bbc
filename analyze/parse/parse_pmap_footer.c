/* parse_pmap_footer.c - the sums at the end of a block of pmap: numbers before a K, whatever the words in front say. */
#include "parse_pmap_footer.h"

#include <string.h>

/* A number behind `: ` and before K, k or a Cyrillic Ka; *at moves behind it. */
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
	if (end == line.len || (line.at[end] != 'K' && line.at[end] != 'k' &&
		!(line.len - end >= 2 && !memcmp(line.at + end, "\xd0\x9a", 2))))
		return false;
	*kib = (int64_t)number;
	*at = end + 1;
	return true;
}

/* `total 5556K` of toybox, ` total 5556K` of procps, `total kB 5556 ...` of its -x, `total 5556 ...` of toybox's. */
static bool read_total(struct span line, int64_t *kib)
{
	struct span rest = span_trim(line), field;
	uint64_t number;
	size_t at = strlen("total");

	if (!span_starts(rest, "total"))
		return false;
	if (read_amount(rest, &at, kib))
		return at == rest.len;
	rest = span_from(rest, at);
	if (!span_field(&rest, &field) || (span_is(field, "kB") && !span_field(&rest, &field)) ||
		!span_number(field, INT64_MAX / 1024, &number))
		return false;
	*kib = (int64_t)number;
	return true;
}

bool parse_pmap_footer(struct span line, struct pmap_block *block)
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
	*block = (struct pmap_block){ .mapped = -1, .private_kib = -1, .shared = -1 };
	return parse_pmap_footer(line, block) && block->private_kib >= 0;
}
