/* machine.h - what the trends of the whole system mean for the exit status. */
#ifndef LEAKLINE_MACHINE_H
#define LEAKLINE_MACHINE_H

#include <stdbool.h>
#include <stddef.h>

struct analysis;
struct arena;

/* What one number of the system says: nothing, that the test did not pass, or that it failed. */
enum machine_says { MACHINE_NOTHING, MACHINE_OPEN, MACHINE_FAILS };

/* i: index into the system's numbers. By --fail-on-system, and by what --gate says of its key. */
enum machine_says machine_says(const struct analysis *analysis, size_t i);

/* "MemAvailable would be used up in 3 h 5 min (SUnreclaim grows)", "system slab over its budget":
 * why number i, which says something, does; with its name as it stood in the input. In arena. */
const char *machine_why(struct arena *arena, const struct analysis *analysis, size_t i);

/* "SUnreclaim grows by 12 KiB a round: at this pace the memory that is available is used up in 9
 * days. That is no pass ...": why the exit status is not 0 where no option asked for it. In arena,
 * our own words; NULL: it is not the machine's growth. */
const char *machine_plain(struct arena *arena, const struct analysis *analysis);

/* " (told, but not in the exit status: it is more than 30 days away; ...)": stands behind number
 * i's own line (wording_system.h) where that foresees the end of memory soonest, and the exit
 * status has nothing of the machine; "" for every other number. In arena, our own words. */
const char *machine_uncounted(struct arena *arena, const struct analysis *analysis, size_t i);

/* What machine_plain adds to number i's own line, to stand behind it: ". That is no pass; ...", or
 * machine_uncounted. In arena, our own words. */
const char *machine_aside(struct arena *arena, const struct analysis *analysis, size_t i);

/* The index of the number that uses up MemAvailable soonest, of those that say the most; SIZE_MAX:
 * none says anything. */
size_t machine_gravest(const struct analysis *analysis);

#endif
