/* pmap_diff.h - --pmap-diff PID: the mappings of a process that are new, gone, grown or shrunk
 * between its first and last round. */
#ifndef LEAKLINE_PMAP_DIFF_H
#define LEAKLINE_PMAP_DIFF_H

#include <stdint.h>
#include <stdio.h>

/*
 * Reads the pmap files of a run (folder, archive, "-") once more, and prints the difference, as
 * pmap -d had it: one mapping a line, matched by address. Gives 0, or -1 where the run cannot be
 * read or does not hold the process; one line has said why.
 */
int pmap_diff(const char *path, int32_t pid, FILE *file);

#endif
