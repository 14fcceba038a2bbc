/* names_refusal.h - headers and keys whose names tell something else than resident memory. */
#ifndef LEAKLINE_NAMES_REFUSAL_H
#define LEAKLINE_NAMES_REFUSAL_H

#include <stdbool.h>

#include "../base/span.h"

/* Does a line, of which no memory was read, name a maximum; a percentile; a change; PSS, a share or
 * the size of the address space alone; memory of the whole system? */
bool names_refusal_peak(struct span line);
bool names_refusal_percentile(struct span line);
bool names_refusal_change(struct span line);
bool names_refusal_pss_alone(struct span line);
bool names_refusal_share_alone(struct span line);
bool names_refusal_size_alone(struct span line);
bool names_refusal_of_system(struct span line);

#endif
