/* log_key.h - lines of values after their keys: `RSS: 427.36 MB`, `used_memory_rss:24580096`,
 * `anon 25165824`. */
#ifndef LEAKLINE_LOG_KEY_H
#define LEAKLINE_LOG_KEY_H

#include "form_reading.h"

/* KEY NUMBER of a cgroup's memory.stat, in bytes. */
bool log_key_take_cgroup_stat(struct form_reading *reading, struct span line);

/* Any line in which a value of memory follows its key. */
bool log_key_take(struct form_reading *reading, struct span line);

#endif
