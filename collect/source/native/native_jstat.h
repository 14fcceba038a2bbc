/* native_jstat.h - the heap of a JVM, as `jstat -gc PID` of its JDK prints it. */
#ifndef LEAKLINE_NATIVE_JSTAT_H
#define LEAKLINE_NATIVE_JSTAT_H

#include <stdint.h>

#include "../../base/child.h"
#include "native_reader.h"

/* Appends `==> PID <==` and what jstat prints, of a process that has libjvm.so mapped; nothing of
 * another, or where the result is not CHILD_GOOD. maps: work space. */
enum child_end native_jstat_add(const struct native_reader *reader, struct waiting *waiting,
	int32_t pid, struct buffer *maps, struct buffer *into);

#endif
