/*
 * targets_run.c - whole runs: read, judged, reported. The archive target gives the bytes as they
 * are; checksums would stop most changed ones early, so the run target makes a tar of pieces: a
 * line that begins with RS (0x1e) names a member, up to the next.
 */
#define _GNU_SOURCE
#include "targets.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "analyze/analysis.h"
#include "analyze/options.h"
#include "analyze/report/reports.h"

enum {
	TAR_BLOCK = 512,
	NAME_BYTES = 100,
	SIZE_AT = 124,
	CHECKSUM_AT = 148,
	TYPE_AT = 156,
	MAGIC_AT = 257
};

static void print_reports(void *context, struct analysis *analysis)
{
	const struct text_style style = { .utf8 = true, .width = 80, .verbose = true };
	FILE *nowhere = fopen("/dev/null", "w");
	struct arena arena = { NULL, 0 };
	struct report report = { analysis, nowhere, &arena, &style };

	(void)context;
	if (nowhere && analysis->verdict_count) {
		report_text(&report);
		report_markdown(&report);
		report_html(&report);
		if (report_json(&report, false))
			abort();
	}
	arena_free(&arena);
	if (nowhere)
		fclose(nowhere);
	analysis_free(analysis);
}

static void read_run(int fd)
{
	struct analyze_options options = {
		.alpha = 0.001, .import.kind = KIND_NONE, .jobs = 1, .quiet = true
	};
	char path[32];

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	(void)analysis_read(path, &options, print_reports, NULL); /* -1: nothing was in it */
	close(fd);
}

static void put(int fd, const void *bytes, size_t len)
{
	if (len && write(fd, bytes, len) != (ssize_t)len)
		abort();
}

void fuzz_archive(struct span text)
{
	int fd = memfd_create("archive", MFD_CLOEXEC);

	if (fd < 0)
		abort();
	put(fd, text.at, text.len);
	read_run(fd);
}

/* A member in the form of POSIX.1-1988 (ustar). */
static void put_member(int fd, struct span name, struct span content)
{
	static const char zeros[TAR_BLOCK];
	char header[TAR_BLOCK] = "";
	unsigned sum = 8 * ' ';

	if (name.len)
		memcpy(header, name.at, name.len < NAME_BYTES ? name.len : NAME_BYTES);
	memcpy(header + 100, "0000644", 8);
	snprintf(header + SIZE_AT, 12, "%011zo", content.len);
	header[TYPE_AT] = '0';
	memcpy(header + MAGIC_AT, "ustar\00000", 8);
	for (size_t i = 0; i < TAR_BLOCK; i++)
		if (i < CHECKSUM_AT || i >= CHECKSUM_AT + 8)
			sum += (unsigned char)header[i];
	snprintf(header + CHECKSUM_AT, 8, "%06o", sum & 0777777);
	header[CHECKSUM_AT + 7] = ' ';
	put(fd, header, TAR_BLOCK);
	put(fd, content.at, content.len);
	put(fd, zeros, (TAR_BLOCK - content.len % TAR_BLOCK) % TAR_BLOCK);
}

void fuzz_run(struct span text)
{
	int fd = memfd_create("run", MFD_CLOEXEC);
	struct span name;

	if (fd < 0)
		abort();
	while (span_find(text, '\x1e') >= 0) {
		struct span content;
		ptrdiff_t next;

		text = span_from(text, (size_t)span_find(text, '\x1e') + 1);
		if (!span_line(&text, &name, NULL))
			break;
		next = span_find(text, '\x1e');
		content = (struct span){ text.at, next < 0 ? text.len : (size_t)next };
		put_member(fd, name, content);
	}
	put_member(fd, span_of("end/"), (struct span){ NULL, 0 });
	if (lseek(fd, 0, SEEK_SET))
		abort();
	read_run(fd);
}
