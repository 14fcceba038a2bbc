/* other_words.c - sizes that grow while memory does not, or that are none of now. */
#include "other_words.h"

#include "lower.h"

static bool has_word(struct span name, const char *const *words)
{
	size_t begin = 0;

	for (size_t i = 0; i <= name.len; i++) {
		if (i < name.len && span_is_letter(name.at[i]))
			continue;
		if (i > begin &&
			lower_is_one_of((struct span){ name.at + begin, i - begin }, words))
			return true;
		begin = i + 1;
	}
	return false;
}

bool other_words_hold_files(struct span name)
{
	static const char *const words[] = { "usage", "working", "workingset", "wss", "mapped",
		"mmap", "mmapped", "cache", "cached", "file", "files", NULL };

	return has_word(name, words);
}

bool other_words_have(struct span name)
{
	static const char *const words[] = { "read", "reads", "written", "wrote", "write", "writes",
		"sent", "received", "recv", "rx", "tx", "in", "out", "net", "network", "disk", "io",
		"log", "transferred", "processed", "downloaded", "uploaded", "bytes", "input",
		"output", "body", "size", "buffers", "peak", "hwm", "max", "maximum", "high",
		"highest", "limit", "min", "minimum", "total", "free", "available", "virtual",
		"virt", "vsz", "vms", "pss", "shr", "shared", "swap", "swapped", "netio", "blockio",
		"wal", "journal", "storage", "payload", "response", "request", "totalalloc",
		"cumulative", "traffic", "download", "upload", "ingested", "flushed", "compacted",
		"streamed", "backup", "dump", NULL };

	/* NET I/O */
	return span_find_text(name, "I/O") >= 0 || other_words_hold_files(name) ||
	       has_word(name, words);
}

bool other_words_are_in_use(struct span text)
{
	struct span word;

	return span_field(&text, &word) && span_is(span_strip(word, "([", ""), "in") &&
	       span_field(&text, &word) && span_is(span_strip(word, "", ")]:=,;."), "use");
}

bool other_words_are_now(struct span word)
{
	static const char *const words[] = { "now", "Now", "cur", "current", "Current", "currently",
		"present", "latest", NULL };

	return span_is_one_of(span_strip(word, "([", ")]:=,;."), words);
}
