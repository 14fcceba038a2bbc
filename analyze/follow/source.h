/* source.h - a run that is still being written: a folder, or a stream on standard input. */
#ifndef LEAKLINE_FOLLOW_SOURCE_H
#define LEAKLINE_FOLLOW_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

/* What a wait ended with. */
enum source_news {
	SOURCE_MORE,    /* there is more than at the last look */
	SOURCE_ENDED,   /* the run ended in order, or the stream did */
	SOURCE_SILENT,  /* nothing came for so long */
	SOURCE_STOPPED, /* SIGINT or SIGTERM */
	SOURCE_FAILED   /* already reported */
};

struct source {
	const char *path; /* of the folder; NULL: a stream */
	int signals;      /* a signalfd of SIGINT and SIGTERM */
	int stream;       /* what standard input was */
	int64_t size;     /* bytes that are there: of the stream, or of events.tsv */
	bool ended;
};

/*
 * Opens RUN: a folder, or "-". A stream is copied to a file without a name in TMPDIR, which takes
 * the place of standard input: each look reads it from its begin. Returns 0, or -1 after printing
 * one line.
 */
int source_open(struct source *source, const char *run);

/* Waits until there is more than size bytes, at most silent_ms. */
enum source_news source_wait(struct source *source, int64_t size, int64_t silent_ms);

/* Makes the next read of standard input begin at the stream's begin. */
void source_rewind(const struct source *source);

void source_close(struct source *source);

#endif
