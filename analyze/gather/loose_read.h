/* loose_read.h - reads a file that leakline did not write: the output of a loop or another tool. */
#ifndef LEAKLINE_LOOSE_READ_H
#define LEAKLINE_LOOSE_READ_H

#include "worker.h"

/*
 * Reads the text of the current member: into the worker's pieces if it is one round, else into its
 * log. import: the user's description of it. is_alone: it is no file among others, but a run by
 * itself. is_text: it is no tar of smemcap. False: its bytes cannot be read as a text.
 */
bool loose_read(
	struct worker *worker, const struct import_spec *import, bool is_alone, bool is_text);

#endif
