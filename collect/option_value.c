/* option_value.c - the values of options */
#include "option_value.h"

#include <stddef.h>
#include <string.h>

#include "base/kinds.h"

bool option_value_count(const char *text, int64_t low, int64_t high, int64_t *value)
{
	int64_t number = 0;

	if (!*text)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9' || number > (INT64_MAX - 9) / 10)
			return false;
		number = number * 10 + (*text - '0');
	}
	if (number < low || number > high)
		return false;
	*value = number;
	return true;
}

bool option_value_duration(const char *text, int64_t *ms)
{
	static const struct {
		const char *name;
		double ms;
	} units[] = { { "", 1e3 }, { "s", 1e3 }, { "sec", 1e3 }, { "ms", 1 }, { "m", 6e4 },
		{ "min", 6e4 }, { "h", 36e5 }, { "d", 864e5 } };
	double number = 0, scale = 1;
	bool digits = false, point = false;

	for (; (*text >= '0' && *text <= '9') || (*text == '.' && !point); text++) {
		if (*text == '.') {
			point = true;
			continue;
		}
		digits = true;
		number = number * 10 + (*text - '0');
		scale = point ? scale * 10 : scale;
	}
	for (size_t i = 0; digits && i < sizeof units / sizeof *units; i++)
		if (!strcmp(text, units[i].name) && number / scale * units[i].ms < 4e12) {
			*ms = (int64_t)(number / scale * units[i].ms + 0.5);
			return true;
		}
	return false;
}

bool option_value_size(const char *text, uint64_t *bytes)
{
	static const char *const units[] = { "", "K", "M", "G" };
	size_t digits = strspn(text, "0123456789");
	uint64_t number = 0;

	if (digits == 0 || digits > 9)
		return false;
	for (size_t i = 0; i < digits; i++)
		number = number * 10 + (uint64_t)(text[i] - '0');
	text += digits;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++, number *= 1024) {
		size_t len = strlen(units[i]);

		*bytes = number;
		if (!strncmp(text, units[i], len) &&
			(!text[len] || !strcmp(text + len, len ? "iB" : "B")))
			return number > 0;
	}
	return false;
}

bool option_value_kinds(const char *text, unsigned *kinds)
{
	for (;;) {
		size_t len = strcspn(text, ",");
		enum kind kind = kind_by_name(text, len);

		if (kind == KINDS)
			return false;
		*kinds |= 1u << kind;
		if (!text[len])
			return true;
		text += len + 1;
	}
}

bool option_value_choice(const char *text, const char *const *list, int *index)
{
	for (*index = 0; list[*index]; ++*index)
		if (!strcmp(text, list[*index]))
			return true;
	return false;
}
