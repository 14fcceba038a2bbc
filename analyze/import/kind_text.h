/* kind_text.h - recognises the kind of a text by its content. */
#ifndef LEAKLINE_KIND_TEXT_H
#define LEAKLINE_KIND_TEXT_H

#include "../base/span.h"
#include "../kinds.h"

/* The kind that begins with this line, or KIND_NONE. */
enum kind kind_of_line(struct span line);

/* KIND_SMEMCAP if these bytes are such a tar and not a text; otherwise KIND_NONE. */
enum kind kind_by_bytes(struct span bytes);

/* The kind of a text by its first lines (ps header, Name: line, pmap block ...), or KIND_NONE. */
enum kind kind_by_content(struct span text);

#endif
