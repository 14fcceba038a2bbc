/* worker_text.h - the text of a member, as it was before it was copied: without a byte order mark,
 * UTF-16 and NULs. */
#ifndef LEAKLINE_WORKER_TEXT_H
#define LEAKLINE_WORKER_TEXT_H

#include <stdbool.h>

#include "worker.h"

/* Prepares the text of the worker's member. A mapped file is searched for NULs at once, or on the
 * way through it (run_text_search). False: it cannot be prepared; the worker's hint says why. */
bool worker_text_prepare(struct worker *worker, bool at_once);

/* The same for a mapped file in which a NUL was found. */
bool worker_text_mend(struct worker *worker);

#endif
