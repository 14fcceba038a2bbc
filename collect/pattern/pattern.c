/* pattern.c - runs the steps of an expression over a text, all alternatives at once */
#include "pattern.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pattern_code.h"

/* Steps that wait for the next byte; each is in it once. */
struct ways {
	uint32_t *steps;
	size_t count;
};

struct pattern {
	struct pattern_code code;
	struct ways now, next;
	uint32_t *stack;
	uint32_t *seen; /* per step: the position in the text where it was last reached */
	uint32_t place;
	/* Bytes that a match can begin with; only used if it must begin with a byte. */
	struct pattern_set first;
	bool begins_with_byte;
};

static bool is_word_at(const char *bytes, size_t len, size_t at)
{
	return at < len && pattern_set_is_word((unsigned char)bytes[at]);
}

/* Can this step be passed without a byte, before the byte at `at`? */
static bool holds(enum pattern_op op, const char *bytes, size_t len, size_t at)
{
	bool before = at > 0 && is_word_at(bytes, len, at - 1), after = is_word_at(bytes, len, at);

	switch (op) {
	case PATTERN_BEGIN:
		return at == 0;
	case PATTERN_END:
		return at == len;
	case PATTERN_WORD_BEGIN:
		return !before && after;
	case PATTERN_WORD_END:
		return before && !after;
	case PATTERN_WORD_EDGE:
		return before != after;
	default:
		return true;
	}
}

/* Follows all ways from STEP that consume no byte. True if one of them ends in a match. */
static bool follow(struct pattern *pattern, struct ways *ways, uint32_t step, const char *bytes,
	size_t len, size_t at)
{
	size_t depth = 0;

	pattern->stack[depth++] = step;
	while (depth > 0) {
		uint32_t place = pattern->stack[--depth];
		const struct pattern_step *this = &pattern->code.steps[place];

		if (pattern->seen[place] == pattern->place)
			continue;
		pattern->seen[place] = pattern->place;
		switch (this->op) {
		case PATTERN_MATCH:
			return true;
		case PATTERN_SET:
			ways->steps[ways->count++] = place;
			break;
		case PATTERN_SPLIT:
			pattern->stack[depth++] = (uint32_t)((int32_t)place + this->second);
			pattern->stack[depth++] = (uint32_t)((int32_t)place + this->first);
			break;
		case PATTERN_JUMP:
			pattern->stack[depth++] = (uint32_t)((int32_t)place + this->first);
			break;
		default:
			if (holds(this->op, bytes, len, at))
				pattern->stack[depth++] = place + 1;
			break;
		}
	}
	return false;
}

/* A new position in the text: no step is reached there yet. */
static void new_place(struct pattern *pattern)
{
	if (++pattern->place == 0) {
		memset(pattern->seen, 0, pattern->code.count * sizeof *pattern->seen);
		pattern->place = 1;
	}
}

static bool step_over(struct pattern *pattern, const char *bytes, size_t len, size_t at)
{
	struct ways swap;

	new_place(pattern);
	pattern->next.count = 0;
	for (size_t i = 0; i < pattern->now.count; i++) {
		uint32_t step = pattern->now.steps[i];
		const struct pattern_set *set =
			&pattern->code.sets[pattern->code.steps[step].first];

		if (pattern_set_has(set, (unsigned char)bytes[at]) &&
			follow(pattern, &pattern->next, step + 1, bytes, len, at + 1))
			return true;
	}
	swap = pattern->now;
	pattern->now = pattern->next;
	pattern->next = swap;
	return false;
}

bool pattern_matches(struct pattern *pattern, const char *bytes, size_t len)
{
	pattern->now.count = 0;
	new_place(pattern);
	for (size_t at = 0;; at++) {
		if (pattern->now.count == 0 && pattern->begins_with_byte)
			while (at < len &&
				!pattern_set_has(&pattern->first, (unsigned char)bytes[at]))
				at++;
		if (follow(pattern, &pattern->now, 0, bytes, len, at))
			return true;
		if (at >= len)
			return false;
		if (step_over(pattern, bytes, len, at))
			return true;
	}
}

/* Finds the bytes that can start a match: the sets reachable from the first step. */
static void find_first(struct pattern *pattern)
{
	pattern->begins_with_byte = true;
	for (size_t i = 0; i < pattern->code.count; i++)
		if (pattern->code.steps[i].op > PATTERN_JUMP &&
			pattern->code.steps[i].op < PATTERN_MATCH)
			pattern->begins_with_byte = false;
	pattern->now.count = 0;
	new_place(pattern);
	if (follow(pattern, &pattern->now, 0, "", 0, 0))
		pattern->begins_with_byte = false;
	for (size_t i = 0; i < pattern->now.count; i++)
		for (size_t word = 0; word < 8; word++)
			pattern->first.bits[word] |=
				pattern->code.sets[pattern->code.steps[pattern->now.steps[i]].first]
					.bits[word];
}

struct pattern *pattern_compile(const char *expression, const char **error)
{
	struct pattern *pattern = calloc(1, sizeof *pattern);
	size_t count;

	*error = "no memory";
	if (!pattern)
		return NULL;
	*error = pattern_code_compile(&pattern->code, expression);
	if (*error) {
		pattern_free(pattern);
		return NULL;
	}
	count = pattern->code.count;
	pattern->now.steps = calloc(count, sizeof(uint32_t));
	pattern->next.steps = calloc(count, sizeof(uint32_t));
	pattern->seen = calloc(count, sizeof(uint32_t));
	/* each step is left once and leads to two others */
	pattern->stack = calloc(2 * count + 1, sizeof(uint32_t));
	if (!pattern->now.steps || !pattern->next.steps || !pattern->seen ||
		pattern->stack == NULL) {
		*error = "no memory";
		pattern_free(pattern);
		return NULL;
	}
	find_first(pattern);
	return pattern;
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	pattern_code_free(&pattern->code);
	free(pattern->now.steps);
	free(pattern->next.steps);
	free(pattern->seen);
	free(pattern->stack);
	free(pattern);
}
