/* parse_ps_name.h - the program name in a command as ps prints it. */
#ifndef LEAKLINE_PARSE_PS_NAME_H
#define LEAKLINE_PARSE_PS_NAME_H

#include "../base/span.h"

/* Returns the base name of a command's first word, or the text between [ and ]: the closest to comm
 * that ps shows. */
struct span parse_ps_name(struct span command);

#endif
