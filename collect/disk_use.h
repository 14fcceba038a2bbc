/* disk_use.h - how much disk a run takes: said after its first round, before the others. */
#ifndef LEAKLINE_DISK_USE_H
#define LEAKLINE_DISK_USE_H

#include <stddef.h>
#include <stdint.h>

struct soak;

/* The bytes of the files of the current round. */
uint64_t disk_use_round(const struct soak *soak);

/* Writes a size as `41 KiB` or `1.2 GiB`; text has size bytes. */
void disk_use_text(uint64_t bytes, char *text, size_t size);

/* Prints what the run will take: a round, a day if rounds come at intervals, and all rounds if
 * their number is known; and what is free if that does not last. */
void disk_use_tell(const struct soak *soak);

#endif
