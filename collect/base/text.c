/* text.c - numbers and names written into memory, and read from it, without stdio */
#include "text.h"

#include <string.h>

char *text_bytes(char *at, const char *from, size_t count)
{
	memcpy(at, from, count);
	return at + count;
}

char *text_string(char *at, const char *string)
{
	return text_bytes(at, string, strlen(string));
}

char *text_decimal(char *at, uint64_t value, int width)
{
	char digits[TEXT_DECIMAL_MAX];
	int count = 0;

	do {
		digits[count++] = (char)('0' + value % 10);
		value /= 10;
	} while (value > 0);
	for (; width > count; width--)
		*at++ = ' ';
	while (count > 0)
		*at++ = digits[--count];
	return at;
}

char *text_two_digits(char *at, unsigned value)
{
	*at++ = (char)('0' + value / 10 % 10);
	*at++ = (char)('0' + value % 10);
	return at;
}

char *text_printable(char *at, const char *from, size_t count, char control)
{
	for (size_t i = 0; i < count; i++) {
		unsigned char byte = (unsigned char)from[i];

		if (byte < 0x20 || byte == 0x7f)
			byte = (unsigned char)control;
		else if (byte >= 0x80)
			byte = '?';
		*at++ = (char)byte;
	}
	return at;
}

char *text_find(const char *bytes, size_t len, const char *what)
{
	size_t what_len = strlen(what);
	const char *end = bytes + len, *at = bytes;

	while ((size_t)(end - at) >= what_len &&
		(at = memchr(at, *what, (size_t)(end - at) - what_len + 1)) != NULL) {
		if (!memcmp(at, what, what_len))
			return (char *)at;
		at++;
	}
	return NULL;
}

bool text_read_decimal(const char **at, const char *end, uint64_t *value)
{
	const char *p = *at;
	uint64_t sum = 0;

	for (; p < end && *p >= '0' && *p <= '9'; p++) {
		uint64_t digit = (uint64_t)(*p - '0');

		if (sum > (UINT64_MAX - digit) / 10)
			return false;
		sum = sum * 10 + digit;
	}
	if (p == *at)
		return false;
	*at = p;
	*value = sum;
	return true;
}

bool text_read_hex(const char **at, const char *end, uint64_t *value)
{
	const char *p = *at;
	uint64_t sum = 0;

	for (; p < end; p++) {
		unsigned digit = (unsigned)*p - '0', letter = (unsigned)*p - 'a';

		if (digit > 9) {
			if (letter > 5)
				break;
			digit = letter + 10;
		}
		sum = sum << 4 | digit;
	}
	if (p == *at || p - *at > 16)
		return false;
	*at = p;
	*value = sum;
	return true;
}

bool text_read_signed(const char **at, const char *end, int64_t *value)
{
	const char *p = *at;
	bool negative = p < end && *p == '-';
	uint64_t size;

	if (negative)
		p++;
	if (!text_read_decimal(&p, end, &size) || size > INT64_MAX)
		return false;
	*at = p;
	*value = negative ? -(int64_t)size : (int64_t)size;
	return true;
}

const char *text_skip_words(const char *at, const char *end, unsigned count)
{
	for (; count > 0; count--) {
		while (at < end && *at != ' ')
			at++;
		if (at == end)
			return NULL;
		at++;
	}
	return at;
}
