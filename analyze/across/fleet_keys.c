/* fleet_keys.c - the keys of run.info by which runs are grouped: those that people added to the
 * collector's. */
#include <stdlib.h>

#include "../analysis.h"
#include "fleet.h"

/* The keys that leakline-run(5) defines: host, kernel and collector have groups of their own, the
 * others do not distinguish devices. */
static bool of_the_format(struct span key)
{
	static const char *const names[] = { "format", "collector", "started", "host", "kernel",
		"boot_id", "page_size", "clk_tck", "source", "tools", "targets", "tree", "cgroup",
		"cgroup_holds", "action", "program", "control", "arms", "block", "seed", "times",
		"interval_ms", "settle_ms", "warmup_rounds", "rounds" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_is(key, names[i]))
			return true;
	return false;
}

/* A key becomes a column title: ASCII letters, digits and _.-, at most 32. */
static bool fit_for_title(struct span key)
{
	if (!key.len || key.len > 32)
		return false;
	for (size_t i = 0; i < key.len; i++) {
		char c = key.at[i];

		if (!(span_is_letter(c) || span_is_digit(c) || c == '_' || c == '.' || c == '-'))
			return false;
	}
	return true;
}

bool fleet_key_add(struct span key, struct span value, struct fleet_key *keys, size_t *count)
{
	size_t at = *count;

	if (of_the_format(key) || !fit_for_title(key) || *count == FLEET_KEYS)
		return false;
	for (size_t i = 0; i < *count; i++)
		if (span_equal(keys[i].key, key))
			return false;
	for (; at > 0 && span_compare(keys[at - 1].key, key) > 0; at--)
		keys[at] = keys[at - 1];
	keys[at] = (struct fleet_key){ key, value };
	(*count)++;
	return true;
}

size_t fleet_keys(const struct run_info *info, struct fleet_key *keys)
{
	size_t count = 0;

	for (size_t i = 0; i < info->other_count; i++)
		fleet_key_add(info->other[i][0], info->other[i][1], keys, &count);
	return count;
}

struct span fleet_key_value(const struct fleet_run *run, struct span key)
{
	for (size_t i = 0; i < run->key_count; i++)
		if (span_equal(run->keys[i].key, key))
			return run->keys[i].value;
	return (struct span){ NULL, 0 };
}

size_t fleet_key_names(const struct fleet *fleet, struct span *names)
{
	struct fleet_key keys[FLEET_KEYS];
	size_t count = 0;

	for (size_t r = 0; r < fleet->run_count; r++)
		for (size_t i = 0; i < fleet->runs[r].key_count; i++)
			fleet_key_add(fleet->runs[r].keys[i].key, fleet->runs[r].keys[i].value,
				keys, &count);
	for (size_t i = 0; i < count; i++)
		names[i] = keys[i].key;
	return count;
}
