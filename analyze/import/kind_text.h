/* kind_text.h - the kind that a text is, by what stands in it. */
#ifndef LEAKLINE_KIND_TEXT_H
#define LEAKLINE_KIND_TEXT_H

#include "../base/span.h"
#include "../kinds.h"

/* The kind that begins with this line, or KIND_NONE. */
enum kind kind_of_line(struct span line);

/* KIND_SMEMCAP where these bytes are such a tar, no text; else KIND_NONE. */
enum kind kind_by_bytes(struct span bytes);

/* The kind that a text is by its first lines (ps header, Name: line, pmap block ...), or KIND_NONE.
 */
enum kind kind_by_content(struct span text);

#endif
