/* key_behind.h - a size whose name stands behind it: served 120 requests, 24000 KB RSS. */
#ifndef LEAKLINE_KEY_BEHIND_H
#define LEAKLINE_KEY_BEHIND_H

#include <stdbool.h>

#include "amount.h"

/*
 * The one size of the line, with its unit, that has RSS, resident or the like right behind it:
 * *amount and *key are that size and its name. False: there is none, or several; or the name is
 * that of the next value, or a word beside them says that it is a peak, a limit or a change.
 */
bool key_behind_find(struct span line, struct amount *amount, struct span *key);

#endif
