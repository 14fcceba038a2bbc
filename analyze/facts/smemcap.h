/* smemcap.h - a tar that smemcap wrote (smem(8)): one round of /proc/PID/smaps, stat and cmdline of
 * all processes. */
#ifndef LEAKLINE_SMEMCAP_H
#define LEAKLINE_SMEMCAP_H

#include "../base/span.h"

struct arena;
struct facts;
struct notes;

/* For the table of kinds: the tar's bytes -> facts. RSS is the sum of smaps' Rss, never that of
 * stat. */
void smemcap_facts(struct span text, struct arena *arena, struct notes *notes, struct facts *facts);

#endif
