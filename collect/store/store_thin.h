/* store_thin.h - removes bulky files of old rounds. */
#ifndef LEAKLINE_STORE_THIN_H
#define LEAKLINE_STORE_THIN_H

#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>

/* Of each tenth round all files stay. */
enum { STORE_THIN_KEPT = 10 };

/* Finds the files of bulky kinds (ps, maps, smaps, slabinfo) of rounds from first to last, but
 * those that stay, and removes them if asked to; *kinds is a bit set of 1u << enum kind of what was
 * found. Returns 0, or -1 with errno. Without removing, no file is touched. */
int store_thin(DIR *folder, int64_t first, int64_t last, bool removes, unsigned *kinds);

#endif
