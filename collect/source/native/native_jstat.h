/* native_jstat.h - the heap of a JVM, as `jstat -gc PID` of its JDK prints it. */
#ifndef LEAKLINE_NATIVE_JSTAT_H
#define LEAKLINE_NATIVE_JSTAT_H

#include <stdint.h>

#include "../../base/child.h"
#include "native_reader.h"

/* Appends `==> PID <==` and what jstat prints. Appends nothing for a process that does not have
 * libjvm.so mapped (the result is CHILD_GOOD then), and nothing where jstat failed. maps: work
 * space. */
enum child_end native_jstat_add(const struct native_reader *reader, struct waiting *waiting,
	int32_t pid, struct buffer *maps, struct buffer *into);

#endif
