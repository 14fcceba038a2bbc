/* json_unwrap.h - objects and lists of JSON that hold what belongs to the object around them. */
#ifndef LEAKLINE_JSON_UNWRAP_H
#define LEAKLINE_JSON_UNWRAP_H

#include <jansson.h>

/* The object with the members of the one such object that holds memory by a certain name as its
 * own, in front, since what is inside is said of the process, and what is around it of the record.
 * An object that tells memory itself stays as it is. A reference that the caller drops: of the
 * object itself where it stays. */
json_t *json_unwrap(json_t *object);

/* The members of the object's lists of objects, each with what the object says of all; NULL: it has
 * no such list. The caller drops it. */
json_t *json_unwrap_lists(json_t *object);

#endif
