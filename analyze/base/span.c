/* span.c - borrowed bytes with a length. */
#define _GNU_SOURCE /* memrchr */
#include "span.h"

#include <math.h>
#include <string.h>

bool span_line(struct span *rest, struct span *line, bool *ended)
{
	const char *end;

	if (!rest->len)
		return false;
	end = memchr(rest->at, '\n', rest->len);
	*line = (struct span){ rest->at, end ? (size_t)(end - rest->at) : rest->len };
	*rest = span_from(*rest, line->len + (end ? 1 : 0));
	if (ended)
		*ended = end != NULL;
	while (line->len && line->at[line->len - 1] == '\r')
		line->len--;
	return true;
}

bool span_field(struct span *rest, struct span *field)
{
	size_t begin = 0, end;

	while (begin < rest->len && span_is_blank(rest->at[begin]))
		begin++;
	if (begin == rest->len)
		return false;
	for (end = begin; end < rest->len && !span_is_blank(rest->at[end]); end++)
		;
	*field = (struct span){ rest->at + begin, end - begin };
	*rest = span_from(*rest, end);
	return true;
}

size_t span_fields(struct span line, struct span *fields, size_t most)
{
	size_t count = 0;

	while (count < most && span_field(&line, &fields[count]))
		count++;
	return count;
}

bool span_last_field(struct span *rest, struct span *field)
{
	size_t end = rest->len, begin;

	while (end && span_is_blank(rest->at[end - 1]))
		end--;
	for (begin = end; begin && !span_is_blank(rest->at[begin - 1]); begin--)
		;
	*field = (struct span){ end > begin ? rest->at + begin : NULL, end - begin };
	rest->len = begin;
	return end > begin;
}

/* strchr() finds the end of the set, too. */
static bool is_of(char c, const char *set)
{
	return c && strchr(set, c);
}

struct span span_strip(struct span s, const char *front, const char *back)
{
	while (s.len && is_of(s.at[0], front))
		s = span_from(s, 1);
	while (s.len && is_of(s.at[s.len - 1], back))
		s.len--;
	return s;
}

int span_compare(struct span a, struct span b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.at, b.at, len) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

ptrdiff_t span_rfind(struct span s, char c)
{
	const char *found = s.len ? memrchr(s.at, c, s.len) : NULL;

	return found ? found - s.at : -1;
}

ptrdiff_t span_find_text(struct span s, const char *text)
{
	size_t len = strlen(text), at = 0;

	if (!len)
		return 0;
	while (at + len <= s.len) {
		ptrdiff_t found =
			span_find((struct span){ s.at + at, s.len - at - len + 1 }, text[0]);

		if (found < 0)
			return -1;
		at += (size_t)found;
		if (!memcmp(s.at + at, text, len))
			return (ptrdiff_t)at;
		at++;
	}
	return -1;
}

bool span_number(struct span s, uint64_t max, uint64_t *value)
{
	enum { ALWAYS_FITS = 19 }; /* digits: 10^19 - 1 < 2^64 */
	uint64_t number = 0;

	if (!s.len)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		unsigned digit = (unsigned char)s.at[i] - (unsigned)'0';

		if (digit > 9 || (i >= ALWAYS_FITS && number > (UINT64_MAX - digit) / 10))
			return false;
		number = number * 10 + digit;
	}
	if (number > max)
		return false;
	*value = number;
	return true;
}

bool span_hex(struct span s, uint64_t *value)
{
	uint64_t number = 0;

	if (!s.len)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		unsigned c = (unsigned char)s.at[i], digit;

		if (c >= '0' && c <= '9')
			digit = c - '0';
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			digit = (c | 32) - 'a' + 10;
		else
			return false;
		if (number >> 60)
			return false;
		number = number << 4 | digit;
	}
	*value = number;
	return true;
}

bool span_decimal(struct span s, double *value)
{
	bool minus = s.len && s.at[0] == '-';
	size_t i = minus ? 1 : 0, digits = 0;
	double number = 0, scale = 1;
	bool fraction = false;

	for (; i < s.len; i++) {
		if (s.at[i] == '.' && !fraction) {
			fraction = true;
			continue;
		}
		if (!span_is_digit(s.at[i]))
			return false;
		number = number * 10 + (s.at[i] - '0');
		scale = fraction ? scale * 10 : scale;
		digits++;
	}
	if (!digits || !isfinite(number) || !isfinite(scale))
		return false;
	*value = (minus ? -number : number) / scale;
	return true;
}
