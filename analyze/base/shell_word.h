/* shell_word.h - the words of a command, as a shell reads and writes them. */
#ifndef LEAKLINE_SHELL_WORD_H
#define LEAKLINE_SHELL_WORD_H

#include <stdbool.h>
#include <stdio.h>

#include "span.h"

struct arena;

/* Takes the next word of a command, without its quotes (single or double ones: XCU 2.2); it is in
 * arena. False at the end; then rest->len is 0 unless a quote is not ended or a backslash, $ or `
 * makes the word one that only a shell knows. */
bool shell_word_take(struct span *rest, struct arena *arena, struct span *word);

/* Writes a word, in quotes where a shell needs them; false if it has a control byte or a backslash,
 * which reports show escaped. */
bool shell_word_put(FILE *file, struct span word);

#endif
