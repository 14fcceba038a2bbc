/* format.c - numbers and names put into a text, as snprintf does it, in a tenth of its code */
#include "format.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* A 64-bit number in decimal, with its sign. */
enum { DIGITS_MAX = 24 };

/* What is written: len is that of the whole text, of which size bytes have room. */
struct output {
	char *text;
	size_t size, len;
};

/* What stands between % and the letter of a conversion. */
struct conversion {
	bool is_left, has_zeros;
	int width;
	int longs; /* how often l; 2 stands for z, too, where that is as wide */
};

static void put(struct output *output, char byte)
{
	if (output->len + 1 < output->size)
		output->text[output->len] = byte;
	output->len++;
}

static void fill(struct output *output, char byte, int count)
{
	for (; count > 0; count--)
		put(output, byte);
}

/* LEN bytes, filled up to the width. */
static void put_field(
	struct output *output, const struct conversion *conversion, const char *bytes, size_t len)
{
	int missing = len < (size_t)conversion->width ? conversion->width - (int)len : 0;

	if (!conversion->is_left)
		fill(output, conversion->has_zeros ? '0' : ' ', missing);
	for (size_t i = 0; i < len; i++)
		put(output, bytes[i]);
	if (conversion->is_left)
		fill(output, ' ', missing);
}

static void put_number(struct output *output, const struct conversion *conversion, uint64_t number,
	unsigned base, bool is_negative)
{
	char digits[DIGITS_MAX], *at = digits + sizeof digits;

	do
		*--at = "0123456789abcdef"[number % base];
	while ((number /= base) > 0);
	if (is_negative)
		*--at = '-';
	put_field(output, conversion, at, (size_t)(digits + sizeof digits - at));
}

static const char *read_conversion(
	const char *format, struct conversion *conversion, va_list *arguments)
{
	*conversion = (struct conversion){ 0 };
	for (; *format == '-' || *format == '0'; format++) {
		conversion->is_left |= *format == '-';
		conversion->has_zeros |= *format == '0';
	}
	if (*format == '*') {
		conversion->width = va_arg(*arguments, int);
		format++;
	}
	for (; *format >= '0' && *format <= '9'; format++)
		conversion->width = conversion->width * 10 + (*format - '0');
	for (; *format == 'l' || *format == 'h' || *format == 'z'; format++)
		conversion->longs += *format == 'l'   ? 1
				     : *format == 'z' ? 2 * (SIZE_MAX > UINT32_MAX)
						      : 0;
	return format;
}

static int64_t take_signed(const struct conversion *conversion, va_list *arguments)
{
	return conversion->longs > 1    ? va_arg(*arguments, long long)
	       : conversion->longs == 1 ? va_arg(*arguments, long)
					: va_arg(*arguments, int);
}

static uint64_t take_unsigned(const struct conversion *conversion, va_list *arguments)
{
	return conversion->longs > 1    ? va_arg(*arguments, unsigned long long)
	       : conversion->longs == 1 ? va_arg(*arguments, unsigned long)
					: va_arg(*arguments, unsigned);
}

static void convert(
	struct output *output, const struct conversion *conversion, char letter, va_list *arguments)
{
	const char *string;
	int64_t number;
	char byte = letter;

	switch (letter) {
	case 's':
		string = va_arg(*arguments, const char *);
		put_field(output, conversion, string, strlen(string));
		break;
	case 'd':
		number = take_signed(conversion, arguments);
		put_number(output, conversion, number < 0 ? -(uint64_t)number : (uint64_t)number,
			10, number < 0);
		break;
	case 'u':
	case 'x':
		put_number(output, conversion, take_unsigned(conversion, arguments),
			letter == 'u' ? 10 : 16, false);
		break;
	case 'c':
		byte = (char)va_arg(*arguments, int);
		/* fall through */
	default:
		put(output, byte);
	}
}

int format_list(char *text, size_t size, const char *format, va_list arguments)
{
	struct output output = { text, size, 0 };
	struct conversion conversion;
	va_list rest; /* a parameter of this type has another type where it is an array */

	va_copy(rest, arguments);
	while (*format != '\0') {
		if (*format != '%') {
			put(&output, *format++);
			continue;
		}
		format = read_conversion(format + 1, &conversion, &rest);
		if (*format != '\0')
			convert(&output, &conversion, *format++, &rest);
	}
	va_end(rest);
	text[output.len < size ? output.len : size - 1] = '\0';
	return (int)output.len;
}

int format_text(char *text, size_t size, const char *format, ...)
{
	va_list arguments;
	int len;

	va_start(arguments, format);
	len = format_list(text, size, format, arguments);
	va_end(arguments);
	return len;
}
