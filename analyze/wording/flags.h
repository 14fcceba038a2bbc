/* flags.h - formats the flags of a finding as the text of one cell. */
#ifndef LEAKLINE_FLAGS_H
#define LEAKLINE_FLAGS_H

#include <stdint.h>

struct arena;

/* "warm-up;step", "" if none; the string is in arena. */
const char *flags_text(struct arena *arena, uint32_t flags);

#endif
