/* moment_forms.h - the ways to write a moment that need nothing of what was read before. Each gives
 * ms since 1970, or -1: the text has another form. */
#ifndef LEAKLINE_MOMENT_FORMS_H
#define LEAKLINE_MOMENT_FORMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

/* The number that so many digits are; -1: they are not all digits. */
int64_t moment_forms_digits(struct span s, size_t at, size_t len);

int64_t moment_forms_iso(struct span s);
int64_t moment_forms_day(struct span s);
int64_t moment_forms_short_year(struct span s);
int64_t moment_forms_american(struct span s);
int64_t moment_forms_named_month(struct span s);
int64_t moment_forms_web(struct span s);
int64_t moment_forms_joined(struct span s);
int64_t moment_forms_glog(struct span s);

/* day: a day alone, 20261102, is a moment, too. */
int64_t moment_forms_compact(struct span s, bool day);

/* A count since 1970 or since the beginning; unit: the length of one in seconds, 0 if its size is
 * to show it. */
int64_t moment_forms_count(struct span s, double unit);

/* +60s, +1m30s, T+00:01:00: since the beginning. -1: it is none of these. */
int64_t moment_forms_since(struct span s);

/* 1d 2h 3m, 1h2m30s, 90s: how long, in ms; -1: it is none. */
int64_t moment_forms_parts(struct span s);

/* Mon Nov  2 08:00:00 UTC of IOS XR: what follows the day of the week; the text if none is there.
 */
struct span moment_forms_behind_weekday(struct span s);

/* 1793606400:VmRSS: 9 kB, 2026-11-02-08:00:00:INFO: where the colon is that ends a date or the
 * seconds since 1970, with a word behind it; 0: none does. */
size_t moment_forms_colon(struct span line);

#endif
