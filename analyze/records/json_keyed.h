/* json_keyed.h - objects of JSON whose keys are times, rounds, PIDs or names. */
#ifndef LEAKLINE_JSON_KEYED_H
#define LEAKLINE_JSON_KEYED_H

#include <jansson.h>

/*
 * {"2026-11-02T08:00:00Z": {"rss_kb": 24004}, ...}, {"4711": {"rss": 24580096}, ...}, {"web":
 * [{"time": 0, "rss_kb": 24004}, ...]}, or an object with one such as a member: a new list of
 * objects, each with its key as time, round, pid or name and with the other members of the object.
 * NULL: its keys are words of its own. The caller frees it.
 */
json_t *json_keyed_rows(json_t *object);

/* {"rss": [[1793606400, 24580096], ...], "uss": [...]}: a new list of objects, for each time one
 * with time, rss and uss; NULL: no member is a series of memory with its times in front. */
json_t *json_keyed_pairs(json_t *object);

#endif
