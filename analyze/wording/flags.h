/* flags.h - the flags of a finding as the text of one cell. */
#ifndef LEAKLINE_FLAGS_H
#define LEAKLINE_FLAGS_H

#include <stdint.h>

/* "warm-up;step", "" for none. free() it. */
char *flags_text(uint32_t flags);

#endif
