/* lower.h - letters in lower case, beyond those of English. */
#ifndef LEAKLINE_LOWER_H
#define LEAKLINE_LOWER_H

#include <stddef.h>

#include "../base/span.h"

/* Puts the letters of a UTF-8 text into lower case where it stands: Latin with its accents, and
 * Cyrillic. Its length does not change; what is no UTF-8 stays as it is. */
void lower_letters(char *text, size_t len);

/* Are two words the same but for the case of English letters? Empty ones are not. */
bool lower_is_same(struct span word, struct span other);

/* Is it one of the words, but for that? Their last is NULL. */
bool lower_is_one_of(struct span word, const char *const *words);

#endif
