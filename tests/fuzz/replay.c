/*
 * replay.c - the corpus of each target without libFuzzer: every member of
 * tests/fuzz/corpus/TARGET.tar.xz, at a page that may not be read behind its last byte. For plain,
 * ASan and UBSan builds: what once broke a parser stays in its corpus.
 */
#define _GNU_SOURCE
#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "targets.h"

/* The member whose header was read last; false where its bytes do not come. */
static bool replay(const struct fuzz_target *target, struct archive *corpus, size_t len)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), size = (len / page + 2) * page;
	char *map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *text;
	bool is_whole;

	if (map == MAP_FAILED || mprotect(map + size - page, page, PROT_NONE)) {
		perror("mmap");
		exit(1);
	}
	text = map + size - page - len;
	is_whole = archive_read_data(corpus, text, len) == (la_ssize_t)len;
	if (is_whole)
		target->run((struct span){ text, len });
	munmap(map, size);
	return is_whole;
}

/* Is there a corpus of at least one file, and was it read to its end? */
static bool replay_corpus(const struct fuzz_target *target)
{
	struct archive *corpus = archive_read_new();
	struct archive_entry *entry;
	char path[256];
	int files = 0, result;

	snprintf(path, sizeof path, "tests/fuzz/corpus/%s.tar.xz", target->name);
	archive_read_support_format_tar(corpus);
	archive_read_support_filter_xz(corpus);
	result = archive_read_open_filename(corpus, path, 65536);
	while (result == ARCHIVE_OK &&
		(result = archive_read_next_header(corpus, &entry)) == ARCHIVE_OK) {
		if (archive_entry_filetype(entry) != AE_IFREG)
			continue;
		printf("%s: %s\n", path,
			archive_entry_pathname(
				entry)); /* the last line names what ended the program */
		fflush(stdout);
		if (!replay(target, corpus, (size_t)archive_entry_size(entry)))
			break;
		files++;
	}
	if (result != ARCHIVE_EOF || !files)
		fprintf(stderr, "%s: %s\n", path,
			archive_error_string(corpus) ? archive_error_string(corpus)
						     : "no file in it");
	archive_read_free(corpus);
	return result == ARCHIVE_EOF && files;
}

int main(void)
{
	int wrong = 0, targets = 0;

	for (const struct fuzz_target *target = fuzz_targets; target->name; target++, targets++)
		wrong += !replay_corpus(target);
	printf("[  PASSED  ] %d tests.\n", targets - wrong);
	return wrong > 0;
}
