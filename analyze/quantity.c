/* quantity.c - parses the numbers on the command line and in gate files. */
#include "quantity.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

bool quantity_count(struct span text, uint64_t low, uint64_t high, uint64_t *value)
{
	uint64_t number;

	if (!span_number(text, high, &number) || number < low)
		return false;
	*value = number;
	return true;
}

/* Digits with at most one point; an exponent is allowed too, since people write 1e-3. */
static bool positive_number(struct span text, double *value)
{
	struct span mantissa = text;
	double scale = 1.0;
	uint64_t power;
	ptrdiff_t e = span_find(text, 'e');

	if (e > 0) {
		struct span exponent = span_from(text, (size_t)e + 1);
		bool down = span_starts(exponent, "-");

		mantissa.len = (size_t)e;
		if (!span_number(span_from(exponent, down ? 1 : 0), 300, &power))
			return false;
		scale = pow(10.0, down ? -(double)power : (double)power);
	}
	if (span_starts(mantissa, "-") || !span_decimal(mantissa, value))
		return false;
	*value *= scale;
	return isfinite(*value);
}

bool quantity_probability(struct span text, double *value)
{
	double number;

	if (!positive_number(text, &number) || number <= 0.0 || number >= 1.0)
		return false;
	*value = number;
	return true;
}

/* The number before a period, as in 5min: without one it is 1. Leaves the unit in *period. */
static bool take_times(struct span *period, double *times)
{
	size_t digits = span_digits(*period);
	uint64_t number = 1;

	if (digits &&
		(!span_number((struct span){ period->at, digits }, 1000000, &number) || !number))
		return false;
	*period = span_from(*period, digits);
	*times = (double)number;
	return true;
}

/* Parses `SIZE/PERIOD`, with the size in units of scale KiB. */
static bool read_rate(struct span size, struct span period, double scale, struct rate *rate)
{
	static const struct {
		const char *suffix;
		enum rate_unit per;
		double seconds;
	} periods[] = {
		{ "round", RATE_PER_ROUND, 1.0 },
		{ "s", RATE_PER_SECOND, 1.0 },
		{ "m", RATE_PER_SECOND, 60.0 },
		{ "min", RATE_PER_SECOND, 60.0 },
		{ "minute", RATE_PER_SECOND, 60.0 },
		{ "h", RATE_PER_SECOND, 3600.0 },
		{ "hour", RATE_PER_SECOND, 3600.0 },
		{ "d", RATE_PER_SECOND, 86400.0 },
		{ "day", RATE_PER_SECOND, 86400.0 },
	};

	double times;

	if (!positive_number(size, &rate->kib) || !take_times(&period, &times))
		return false;
	for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
		if (!span_is(period, periods[i].suffix))
			continue;
		rate->kib *= scale / periods[i].seconds / times;
		rate->per = periods[i].per;
		rate->given = true;
		return true;
	}
	return false;
}

/* Cuts the unit of a size off its end; returns it in KiB, 0 if there is none. */
static double cut_unit(struct span *size)
{
	static const struct {
		const char *suffix;
		double kib;
	} units[] = { { "KiB", 1.0 }, { "MiB", 1024.0 }, { "GiB", 1024.0 * 1024.0 }, { "K", 1.0 },
		{ "M", 1024.0 }, { "G", 1024.0 * 1024.0 }, { "B", 1.0 / 1024.0 } };

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (span_ends(*size, units[i].suffix)) {
			size->len -= strlen(units[i].suffix);
			return units[i].kib;
		}
	return 0.0;
}

bool quantity_rate(struct span text, struct rate *rate)
{
	ptrdiff_t slash = span_find(text, '/');
	struct span size = { text.at, slash > 0 ? (size_t)slash : 0 };
	double scale = cut_unit(&size);

	return size.len && scale > 0.0 &&
	       read_rate(size, span_from(text, (size_t)slash + 1), scale, rate);
}

const char *quantity_rate_fault(struct span text)
{
	ptrdiff_t slash = span_find(text, '/');
	struct span size = { text.at, slash > 0 ? (size_t)slash : text.len };
	double scale = cut_unit(&size), number;

	if (slash < 0)
		return "it does not say a round, or in which time";
	if (scale <= 0.0 && span_ends(size, "T"))
		return "its unit is none of B, K, M and G (1T is 1024G)";
	if (scale <= 0.0 && span_ends(size, "k"))
		return "its unit is none of B, K, M and G: k may be 1000 or 1024 (K is 1024 bytes)";
	/* 4KB leaves 4K */
	if (scale <= 0.0 || (size.len && span_is_letter(size.at[size.len - 1])))
		return "its unit is none of B, K, M and G (K is 1024 bytes)";
	if (!size.len || !positive_number(size, &number))
		return "its size is no number";
	return "its time is none that is known";
}

bool quantity_count_rate(struct span text, struct rate *rate)
{
	ptrdiff_t slash = span_find(text, '/');

	return slash > 0 && read_rate((struct span){ text.at, (size_t)slash },
				    span_from(text, (size_t)slash + 1), 1.0, rate);
}

double quantity_per_round(const struct rate *rate, double round_s)
{
	if (!rate->given || (rate->per == RATE_PER_SECOND && round_s <= 0.0))
		return -1.0;
	return rate->per == RATE_PER_SECOND ? rate->kib * round_s : rate->kib;
}
