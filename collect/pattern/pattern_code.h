/* pattern_code.h - the steps that an expression is compiled to; for pattern.c and pattern_code.c */
#ifndef LEAKLINE_PATTERN_CODE_H
#define LEAKLINE_PATTERN_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pattern_set.h"

enum pattern_op {
	PATTERN_SET,   /* consumes a byte that is in the set */
	PATTERN_SPLIT, /* continues at both places */
	PATTERN_JUMP,  /* continues at the first place */
	PATTERN_BEGIN, /* continues at the beginning of the text */
	PATTERN_END,
	PATTERN_WORD_BEGIN, /* continues between a non-word character and a word */
	PATTERN_WORD_END,
	PATTERN_WORD_EDGE, /* either */
	PATTERN_MATCH
};

/* Places are relative to the step itself, so that a piece of code can be moved and copied. */
struct pattern_step {
	enum pattern_op op;
	int32_t first, second; /* of PATTERN_SET: `first` is the number of the set */
};

struct pattern_code {
	struct pattern_step *steps;
	size_t count, room;
	struct pattern_set *sets;
	size_t set_count, set_room;
};

/* Compiles. Returns NULL or an error text; free the code in both cases. */
const char *pattern_code_compile(struct pattern_code *code, const char *expression);
void pattern_code_free(struct pattern_code *code);

#endif
