/* other_words.c - sizes that grow while memory does not, or that are none of now. */
#include "other_words.h"

#include <string.h>

#include "lower.h"

enum { WORD_BYTES = 16 };

static bool is_other(struct span word)
{
	static const char *const words[] = { "read", "reads", "written", "wrote", "write", "writes",
		"sent", "received", "recv", "rx", "tx", "in", "out", "net", "network", "disk", "io",
		"file", "files", "log", "transferred", "processed", "downloaded", "uploaded",
		"bytes", "input", "output", "body", "size", "cache", "cached", "buffers", "peak",
		"hwm", "max", "maximum", "high", "highest", "limit", "min", "minimum", "total",
		"free", "available", "virtual", "virt", "vsz", "vms", "pss", "shr", "shared",
		"swap", "swapped", NULL };
	char lower[WORD_BYTES];

	if (word.len > WORD_BYTES)
		return false;
	memcpy(lower, word.at, word.len);
	lower_letters(lower, word.len);
	return span_is_one_of((struct span){ lower, word.len }, words);
}

bool other_words_have(struct span name)
{
	size_t begin = 0;

	/* NET I/O */
	if (span_find_text(name, "I/O") >= 0)
		return true;
	for (size_t i = 0; i <= name.len; i++) {
		if (i < name.len && span_is_letter(name.at[i]))
			continue;
		if (i > begin && is_other((struct span){ name.at + begin, i - begin }))
			return true;
		begin = i + 1;
	}
	return false;
}

bool other_words_are_now(struct span word)
{
	static const char *const words[] = { "now", "Now", "cur", "current", "Current", "currently",
		"present", "latest", NULL };

	return span_is_one_of(span_strip(word, "([", ")]:=,;."), words);
}
