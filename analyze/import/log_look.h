/* log_look.h - what a log is by what it begins with. */
#ifndef LEAKLINE_LOG_LOOK_H
#define LEAKLINE_LOG_LOOK_H

#include "log_pieces.h"

/* Its kind, and how it is to be read, without what only the whole text shows. Arguments as of
 * log_pieces_look. */
struct log_look log_look_begin(struct run_text *text, enum kind forced, bool alone);

#endif
