/* info.h - the text of run.info. */
#ifndef LEAKLINE_INFO_H
#define LEAKLINE_INFO_H

#include <stdbool.h>

#include "base/buffer.h"

struct collect_options;
struct source_info;

/* Appends the operands, -m and -a as given, escaped. */
void info_targets(struct buffer *text, const struct collect_options *options);

/* Appends run.info: the format line, the options, and what the source reports about the observed
 * host. cgroup_holds: all targets are in the cgroup that was named. */
void info_write(struct buffer *text, const struct collect_options *options,
	const struct source_info *source, bool cgroup_holds);

/* Is the heap requested from a source that cannot read it? */
bool info_lacks_heap(const struct collect_options *options);

#endif
