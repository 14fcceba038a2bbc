/* loose_place.h - to which run and which round of it a file belongs that leakline did not name. */
#ifndef LEAKLINE_LOOSE_PLACE_H
#define LEAKLINE_LOOSE_PLACE_H

#include "base/span.h"
#include "input/name_number.h"
#include "member_work.h"

/* Gives the folder of the run, as a part of the path of the member at hand, and what counts the round: a number or date in the name of
 * the file, or of the folder that it lies in where each round has one. */
void loose_place(const struct worker *worker, struct name_number *number, struct span *folder);

#endif
