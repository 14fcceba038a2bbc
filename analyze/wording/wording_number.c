/* wording_number.c - numbers as all reports print them: sizes, slopes, rates, durations, times. */
#include "wording_number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../base/text.h"

#define NO_BREAK "\u00a0"

enum { KIB_OF_MIB = 1024, KIB_OF_GIB = 1024 * 1024 };

/* A number with its integer digits grouped by three; never "-0". */
static const char *fixed(struct arena *arena, double value, int decimals, bool plus)
{
	const char *digits = text_format(arena, "%.*f", decimals, fabs(value));
	size_t len = strlen(digits), whole = strcspn(digits, ".");
	bool zero = strspn(digits, "0.") == len;
	struct text text;

	text_begin(&text, arena);
	fputs(zero ? "" : value < 0 ? "-" : plus ? "+" : "", text.file);
	for (size_t i = 0; i < len; i++) {
		if (i && i < whole && (whole - i) % 3 == 0)
			fputs(NO_BREAK, text.file);
		fputc(digits[i], text.file);
	}
	return text_end(&text);
}

const char *wording_kib(struct arena *arena, double kib)
{
	return fixed(arena, kib, 0, false);
}

const char *wording_kib_change(struct arena *arena, double kib)
{
	return fixed(arena, kib, 0, true);
}

/* The number of decimals that shows an error of this size with one or two significant digits. */
static int decimals_for(double error)
{
	int decimals = 1;

	if (error >= 10)
		return 0;
	while (decimals < 4 && error < 0.95 * pow(10, -decimals))
		decimals++;
	return decimals;
}

/* The number of decimals for a value with unknown error: three significant digits. */
static int decimals_of(double value)
{
	double size = fabs(value);

	return size >= 100              ? 0
	       : size >= 1 || size == 0 ? 1
	       : size >= 0.1            ? 2
	       : size >= 0.01           ? 3
					: 4;
}

const char *wording_number(struct arena *arena, double value)
{
	return fixed(arena, value, decimals_of(value), false);
}

const char *wording_size(struct arena *arena, double kib)
{
	const char *number = fixed(arena,
		fabs(kib) < KIB_OF_MIB ? kib
				       : kib / (fabs(kib) < KIB_OF_GIB ? KIB_OF_MIB : KIB_OF_GIB),
		fabs(kib) < KIB_OF_MIB ? 0 : 1, false);
	return text_format(arena, "%s" NO_BREAK "%s", number,
		fabs(kib) < KIB_OF_MIB   ? "KiB"
		: fabs(kib) < KIB_OF_GIB ? "MiB"
					 : "GiB");
}

/* Is there no error but that of the arithmetic? */
static bool is_exact(double slope, double half)
{
	return half <= fmax(fabs(slope), 1) * 1e-9;
}

/* Is the error too small to be shown beside the value? */
static bool is_tiny(double slope, double half)
{
	return half < 1e-4 || half < fabs(slope) * 1e-4;
}

int wording_decimals(double slope, double low, double high)
{
	double half = (high - low) / 2;
	int decimals = decimals_of(slope);

	if (is_exact(slope, half))
		return decimals;
	if (!is_tiny(slope, half))
		return decimals_for(half);
	return half < 0.5 * pow(10, -decimals) ? decimals + 1 : decimals;
}

const char *wording_number_to(struct arena *arena, double value, int decimals)
{
	return fixed(arena, value, decimals, false);
}

bool wording_is_zero(double slope, double half)
{
	return fabs(slope) < 5e-5 && half < 1e-4;
}

const char *wording_slope_to(
	struct arena *arena, double slope, double low, double high, int decimals)
{
	double half = (high - low) / 2;
	const char *value, *error;

	if (wording_is_zero(slope, half))
		return "0";
	/* an error too small for the decimals is one unit of the last: "± 0.00" says that there is
	 * none */
	if (!is_exact(slope, half))
		half = fmax(half, pow(10, -decimals));
	value = fixed(arena, slope, decimals, true);
	error = fixed(arena, half > 0 ? half : 0, decimals, false);
	return text_format(arena, "%s ± %s", value, error);
}

const char *wording_slope(struct arena *arena, double slope, double low, double high)
{
	return wording_slope_to(arena, slope, low, high, wording_decimals(slope, low, high));
}

const char *wording_without_plus(const char *slope)
{
	return *slope == '+' ? slope + 1 : slope;
}

const char *wording_rate(struct arena *arena, double kib_per_hour)
{
	bool by_day = fabs(kib_per_hour) < 1;
	double kib = by_day ? kib_per_hour * 24 : kib_per_hour;
	const char *number =
		fabs(kib) < KIB_OF_MIB ? wording_number(arena, kib) : wording_size(arena, kib);
	return text_format(arena, "%s%s %s", number, fabs(kib) < KIB_OF_MIB ? NO_BREAK "KiB" : "",
		by_day ? "a day" : "an hour");
}

const char *wording_duration(struct arena *arena, double seconds)
{
	double whole = floor(seconds + 0.5), minutes = floor(whole / 60),
	       hours = floor(minutes / 60), days = floor(hours / 24);

	if (!isfinite(seconds))
		return "for ever";
	if (seconds < 9.95)
		return text_format(arena, "%.1f s", seconds > 0 ? seconds : 0);
	if (whole < 60)
		return text_format(arena, "%.0f s", whole);
	if (minutes < 60)
		return text_format(arena, "%.0f min %.0f s", minutes, whole - minutes * 60);
	if (hours < 48)
		return text_format(arena, "%.0f h %.0f min", hours, minutes - hours * 60);
	if (days < 10)
		return text_format(arena, hours > days * 24 ? "%.0f days %.0f h" : "%.0f days",
			days, hours - days * 24);
	if (days < 3 * 365)
		return text_format(arena, "%.0f days", days);
	return text_format(arena, "%.*f years", days < 9.95 * 365.25 ? 1 : 0, days / 365.25);
}

const char *wording_about(struct arena *arena, double seconds)
{
	double minutes = floor(seconds / 60 + 0.5), tens = floor(seconds / 600 + 0.5),
	       hours = floor(seconds / 3600 + 0.5), days = seconds / 86400;

	if (!isfinite(seconds) || seconds < 120 || days >= 3 * 365)
		return wording_duration(arena, seconds);
	if (minutes < 60)
		return text_format(arena, "%.0f min", minutes);
	if (tens < 60 && fmod(tens, 6) > 0)
		return text_format(arena, "%.0f h %.0f min", floor(tens / 6), fmod(tens, 6) * 10);
	if (hours < 48)
		return text_format(arena, "%.0f h", hours);
	if (days < 9.95 && fabs(days - floor(days + 0.5)) >= 0.05)
		return text_format(arena, "%.1f days", days);
	return text_format(arena, "%.0f days", days);
}

const char *wording_about_to(struct arena *arena, double low_s, double high_s)
{
	const char *low = wording_about(arena, low_s), *high = wording_about(arena, high_s);
	const char *unit = strchr(low, ' '), *high_unit = strchr(high, ' ');

	if (!strcmp(low, high))
		return low;
	/* "1 h 20 min" has two units, and is read alone */
	if (unit && high_unit && !strcmp(unit, high_unit) && !strchr(unit + 1, ' '))
		return text_format(arena, "%.*s to %s", (int)(unit - low), low, high);
	return text_format(arena, "%s to %s", low, high);
}

const char *wording_p(struct arena *arena, double p)
{
	if (p < 1e-300)
		return "<1e-300";
	if (p < 0.001)
		return text_format(arena, "%.0e", p);
	return text_format(arena, "%.2g", p);
}

const char *wording_percent(struct arena *arena, double share)
{
	double percent = share * 100;

	return text_format(arena, "%.*f" NO_BREAK "%%", percent < 9.95 ? 1 : 0, percent);
}

/* Converts days since 1970 to year, month, day (Howard Hinnant, "chrono-compatible low-level date
 * algorithms"). */
static void civil(int64_t days, int64_t *year, unsigned *month, unsigned *day)
{
	int64_t shifted = days + 719468, era = shifted / 146097;
	unsigned of_era = (unsigned)(shifted - era * 146097);
	unsigned of_year_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	unsigned of_year = of_era - (365 * of_year_era + of_year_era / 4 - of_year_era / 100);
	unsigned shifted_month = (5 * of_year + 2) / 153;

	*day = of_year - (153 * shifted_month + 2) / 5 + 1;
	*month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
	*year = (int64_t)of_year_era + era * 400 + (*month <= 2);
}

const char *wording_time(struct arena *arena, int64_t time_ms)
{
	int64_t year, second = time_ms / 1000;
	unsigned month, day;

	if (time_ms < 0)
		return "";
	civil(second / 86400, &year, &month, &day);
	return text_format(arena, "%04lld-%02u-%02uT%02d:%02d:%02d.%03dZ", (long long)year, month,
		day, (int)(second / 3600 % 24), (int)(second / 60 % 60), (int)(second % 60),
		(int)(time_ms % 1000));
}
