/* wording_number.h - numbers as all reports print them: sizes, slopes, rates, durations, times. */
#ifndef LEAKLINE_WORDING_NUMBER_H
#define LEAKLINE_WORDING_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

/* The strings are in arena: plain UTF-8. */

/* "1 234 567": digits grouped by three with a no-break space; of a change the sign too: "+1 752".
 */
const char *wording_kib(struct arena *arena, double kib);
const char *wording_kib_change(struct arena *arena, double kib);

/* "28.1 MiB", "780 KiB": a size in the unit that reads best. */
const char *wording_size(struct arena *arena, double kib);

/* A slope with half the width of its interval: "+18.8 ± 0.3", with decimals that suit the error;
 * "0" if there is none. */
const char *wording_slope(struct arena *arena, double slope, double low, double high);

/* The same with so many decimals. */
const char *wording_slope_to(
	struct arena *arena, double slope, double low, double high, int decimals);

/* Is a slope with an interval of half that width shown as "0" alone? */
bool wording_is_zero(double slope, double half);

/* The text behind its plus: for a sentence that says that it grows. */
const char *wording_without_plus(const char *slope);

/* The number of decimals of such a slope. */
int wording_decimals(double slope, double low, double high);

/* A rate without an interval: "18.8"; with so many decimals, or with three digits. */
const char *wording_number_to(struct arena *arena, double value, int decimals);
const char *wording_number(struct arena *arena, double value);

/* "2.2 MiB an hour", "24 KiB a day": a rate given in KiB an hour, in the unit that reads best. */
const char *wording_rate(struct arena *arena, double kib_per_hour);

/* "30 min 12 s", "3 h 5 min", "12 days". */
const char *wording_duration(struct arena *arena, double seconds);

/* The same for what is only estimated, with some two digits: "14 min", "3 h 10 min", "3.6 days". */
const char *wording_about(struct arena *arena, double seconds);

/* "3 to 4 days", "50 min to 2 h"; one of them where both read the same. */
const char *wording_about_to(struct arena *arena, double low_s, double high_s);

/* A p-value: "0.03", "4e-12", "<1e-300". */
const char *wording_p(struct arena *arena, double p);

/* "2026-11-23T05:16:00.123Z" from milliseconds since 1970 (UTC); "" if negative. */
const char *wording_time(struct arena *arena, int64_t time_ms);

/* "96 %" for 0.96. */
const char *wording_percent(struct arena *arena, double share);

#endif
