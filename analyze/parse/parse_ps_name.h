/* parse_ps_name.h - a command as ps prints it -> the name of its program. */
#ifndef LEAKLINE_PARSE_PS_NAME_H
#define LEAKLINE_PARSE_PS_NAME_H

#include "../base/span.h"

/* The base name of a command's first word, or what stands between [ and ]: the nearest to comm that
 * ps tells. */
struct span parse_ps_name(struct span command);

#endif
