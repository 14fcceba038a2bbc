/* native_jstat.c - the heap of a JVM, as `jstat -gc PID` of its JDK prints it. */
#include "native_jstat.h"

#include <inttypes.h>
#include <string.h>

#include "../../base/format.h"
#include "../../base/buffer.h"
#include "../../base/io.h"
#include "../../base/text.h"

/* jstat is a JVM itself: it starts in half a second on a quiet machine. */
enum { JSTAT_MS = 20000 };

static bool find_jvm(const struct native_reader *reader, int32_t pid, struct buffer *maps)
{
	char name[NATIVE_READER_NAME];

	maps->len = 0;
	native_reader_name(name, pid, "maps");
	return native_reader_whole(reader, name, maps) == NATIVE_READ_DONE && maps->len &&
	       text_find(maps->bytes, maps->len, "/libjvm.so") != NULL;
}

enum child_end native_jstat_add(const struct native_reader *reader, struct waiting *waiting,
	int32_t pid, struct buffer *maps, struct buffer *into)
{
	char tool[] = "jstat", option[] = "-gc", number[16];
	char *argv[] = { tool, option, number, NULL };
	size_t before = into->len;
	enum child_end result;

	if (!find_jvm(reader, pid, maps))
		return CHILD_GOOD;
	format_text(number, sizeof number, "%" PRId32, pid);
	buffer_string(into, "==> ");
	buffer_string(into, number);
	buffer_string(into, " <==\n");
	result = child_output(argv, waiting, io_monotonic_ms() + JSTAT_MS, into);
	if (result != CHILD_GOOD)
		into->len = before;
	return result;
}
