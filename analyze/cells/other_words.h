/* other_words.h - words in the name of a size which say that it is no memory of now. */
#ifndef LEAKLINE_OTHER_WORDS_H
#define LEAKLINE_OTHER_WORDS_H

#include <stdbool.h>

#include "../base/span.h"

/* Has it one that tells pages of files, too, as `usage` of a cgroup and `working_set` do? */
bool other_words_hold_files(struct span name);

/* Has the name of a size a word that makes it traffic, a file, a peak or a bound? */
bool other_words_have(struct span name);

/* Does the text behind a size begin with `in use`? */
bool other_words_are_in_use(struct span text);

/* now, current, cur: is the word of what is at the time of the line? */
bool other_words_are_now(struct span word);

#endif
