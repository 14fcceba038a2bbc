/* targets.h - what is fuzzed: parsers with the facts made of their rows, names, run.info,
 * events.tsv, gzip, whole runs and archives. */
#ifndef LEAKLINE_FUZZ_TARGETS_H
#define LEAKLINE_FUZZ_TARGETS_H

#include <stddef.h>

#include "analyze/base/span.h"

struct fuzz_target {
	const char *name;              /* also of its corpus and dictionary */
	void (*run)(struct span text); /* stops the program where a promise of a header is broken */
};

/* All targets; the last one's name is NULL. */
extern const struct fuzz_target fuzz_targets[];

/* The target of that name, or NULL. */
const struct fuzz_target *fuzz_target(const char *name);

/* Text of the kernel, ps and pmap, a kind each (targets_parse.c). */
void fuzz_status(struct span text);
void fuzz_stat(struct span text);
void fuzz_ps(struct span text);
void fuzz_pmap(struct span text);
void fuzz_smaps(struct span text);
void fuzz_meminfo(struct span text);
void fuzz_slabinfo(struct span text);
void fuzz_heap(struct span text);

/* Logs of tools, tables and lines that others wrote, names of files, a run's own lists
 * (targets_log.c). */
void fuzz_atop(struct span text);
void fuzz_mprof(struct span text);
void fuzz_psrecord(struct span text);
void fuzz_readings(struct span text);
void fuzz_events(struct span text);
void fuzz_info(struct span text);
void fuzz_names(struct span text);
void fuzz_log(struct span text);

/* Runs whole: the bytes as a file, and pieces of the bytes as members of an archive
 * (targets_run.c). */
void fuzz_archive(struct span text);
void fuzz_run(struct span text);

/* gzip in pieces (targets_gunzip.c). */
void fuzz_gunzip(struct span text);

/* A file of --symbols (targets_symbols.c). */
void fuzz_symbols(struct span text);

/* The collector's reader of heaps, on an image of memory (targets_image.c). */
void fuzz_image(struct span text);

#endif
