/* store_thin.h - removes bulky files of old rounds. */
#ifndef LEAKLINE_STORE_THIN_H
#define LEAKLINE_STORE_THIN_H

#include <dirent.h>
#include <stdint.h>

#include "store.h"

/* Of each tenth round all files stay. */
enum { STORE_THIN_KEPT = 10 };

/* Finds the files of bulky kinds (ps, maps, smaps, slabinfo) of rounds from first to last, but
 * those that stay, and removes them in that step; *kinds is a bit set of 1u << enum kind of what
 * was found. Returns 0, or -1 with errno. STORE_THIN_FIND touches no file. */
int store_thin(DIR *folder, int64_t first, int64_t last, enum store_thin step, unsigned *kinds);

#endif
