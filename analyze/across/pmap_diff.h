/* pmap_diff.h - --pmap-diff PID: a process's mappings that are new, gone, grown or shrunk between
 * its first and last round. */
#ifndef LEAKLINE_PMAP_DIFF_H
#define LEAKLINE_PMAP_DIFF_H

#include <stdint.h>
#include <stdio.h>

/*
 * Reads the pmap files of a run (folder, archive, "-") again and prints the difference in the form
 * of pmap -d: one mapping per line, matched by address. Returns 0, or -1 after printing one line if
 * the run cannot be read or lacks the process.
 */
int pmap_diff(const char *path, int32_t pid, FILE *file);

#endif
