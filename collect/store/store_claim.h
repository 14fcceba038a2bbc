/* store_claim.h - takes a folder for one run: it is ours, and nobody else writes to it. */
#ifndef LEAKLINE_STORE_CLAIM_H
#define LEAKLINE_STORE_CLAIM_H

#include <stdbool.h>

struct waiting;

/*
 * Makes the folder, or opens the one that is there, and locks it for as long as the descriptor that
 * is returned stays open; the caller closes it. Returns -1 after printing one line; *wrong is then
 * true if the name is at fault (no folder, another user's, in use), false if the system is.
 */
int store_claim(const char *path, struct waiting *waiting, bool *wrong);

#endif
