/* pattern_code.c - compiles an extended regular expression to steps (R. Pike's way, as explained by
 * R. Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009) */
#include "pattern_code.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../base/list.h"

/* An expression like (((a{255}){255}){255}) is refused. */
enum { STEPS_MAX = 20000, REPEAT_MAX = 255, DEPTH_MAX = 100, NO_LIMIT = -1 };

struct parser {
	struct pattern_code *code;
	const char *at;
	const char *error;
	int depth;
};

static void parse_alternatives(struct parser *parser);

static void fail(struct parser *parser, const char *why)
{
	if (!parser->error)
		parser->error = why;
}

/* Makes room for COUNT steps at PLACE by moving later steps up. */
static bool insert(struct parser *parser, size_t place, size_t count)
{
	struct pattern_code *code = parser->code;
	struct pattern_step *steps;

	if (code->count + count > STEPS_MAX) {
		fail(parser, "it is too big");
		return false;
	}
	steps = list_room(code->steps, code->count + count, &code->room, sizeof *steps);
	if (!steps) {
		fail(parser, "no memory");
		return false;
	}
	code->steps = steps;
	memmove(code->steps + place + count, code->steps + place,
		(code->count - place) * sizeof *code->steps);
	code->count += count;
	return true;
}

static void put(
	struct parser *parser, size_t place, enum pattern_op op, int64_t first, int64_t second)
{
	if (insert(parser, place, 1))
		parser->code->steps[place] =
			(struct pattern_step){ op, (int32_t)first, (int32_t)second };
}

static void append(struct parser *parser, enum pattern_op op, int64_t first, int64_t second)
{
	put(parser, parser->code->count, op, first, second);
}

static void append_set(struct parser *parser, const struct pattern_set *set)
{
	struct pattern_code *code = parser->code;
	struct pattern_set *sets =
		list_room(code->sets, code->set_count + 1, &code->set_room, sizeof *sets);

	if (!sets) {
		fail(parser, "no memory");
		return;
	}
	code->sets = sets;
	code->sets[code->set_count] = *set;
	append(parser, PATTERN_SET, (int64_t)code->set_count++, 0);
}

static void append_byte(struct parser *parser, char byte)
{
	struct pattern_set set = { 0 };

	pattern_set_add(&set, (unsigned char)byte);
	append_set(parser, &set);
}

/* Parses after `[`. */
static void parse_bracket(struct parser *parser)
{
	struct pattern_set set = { 0 };
	const char *error = pattern_set_bracket(&set, &parser->at);

	if (error)
		fail(parser, error);
	else
		append_set(parser, &set);
}

/* Parses after `\`. */
static void parse_escape(struct parser *parser)
{
	struct pattern_set set = { 0 };
	char byte = *parser->at;

	if (byte == '\0') {
		fail(parser, "a \\ at its end");
		return;
	}
	parser->at++;
	switch (byte) {
	case 'w':
	case 'W':
		pattern_set_class(&set, "alnum", 5);
		pattern_set_add(&set, '_');
		break;
	case 's':
	case 'S':
		pattern_set_class(&set, "space", 5);
		break;
	case '<':
		append(parser, PATTERN_WORD_BEGIN, 0, 0);
		return;
	case '>':
		append(parser, PATTERN_WORD_END, 0, 0);
		return;
	case 'b':
		append(parser, PATTERN_WORD_EDGE, 0, 0);
		return;
	default:
		if (isdigit((unsigned char)byte))
			fail(parser, "a reference to a group is no extended expression");
		append_byte(parser, byte);
		return;
	}
	if (byte == 'W' || byte == 'S')
		pattern_set_invert(&set);
	append_set(parser, &set);
}

static void parse_group(struct parser *parser)
{
	if (++parser->depth > DEPTH_MAX) {
		fail(parser, "too many ( in each other");
		return;
	}
	parse_alternatives(parser);
	parser->depth--;
	if (*parser->at != ')')
		fail(parser, "a ( without its )");
	else
		parser->at++;
}

static void parse_atom(struct parser *parser)
{
	struct pattern_set set = { 0 };
	char byte = *parser->at++;

	switch (byte) {
	case '(':
		parse_group(parser);
		break;
	case '[':
		parse_bracket(parser);
		break;
	case '\\':
		parse_escape(parser);
		break;
	case '^':
		append(parser, PATTERN_BEGIN, 0, 0);
		break;
	case '$':
		append(parser, PATTERN_END, 0, 0);
		break;
	case '.':
		pattern_set_invert(&set);
		append_set(parser, &set);
		break;
	case '*':
	case '+':
	case '?':
		fail(parser, "a repetition of nothing");
		break;
	case ')':
		fail(parser, "a ) without its (");
		break;
	default:
		append_byte(parser, byte);
		break;
	}
}

/* A number of repetitions; without digits OTHERWISE. */
static int parse_number(struct parser *parser, int otherwise)
{
	int number = 0;

	if (!isdigit((unsigned char)*parser->at))
		return otherwise;
	for (; isdigit((unsigned char)*parser->at); parser->at++)
		if (number <= REPEAT_MAX)
			number = number * 10 + (*parser->at - '0');
	if (number > REPEAT_MAX)
		fail(parser, "more than 255 repetitions");
	return number;
}

/* Parses `N}`, `N,}`, `,M}` or `N,M}` after `{`. */
static void parse_interval(struct parser *parser, int *least, int *most)
{
	*least = *most = parse_number(parser, 0);
	if (*parser->at == ',') {
		parser->at++;
		*most = parse_number(parser, NO_LIMIT);
	}
	if (*parser->at == '}')
		parser->at++;
	else
		fail(parser, "a { without its }");
	if (*most != NO_LIMIT && *most < *least)
		fail(parser, "a {N,M} with M less than N");
}

/* Copies the LEN steps at PLACE to the end. */
static void copy(struct parser *parser, size_t place, size_t len)
{
	size_t end = parser->code->count;

	if (insert(parser, end, len))
		memcpy(parser->code->steps + end, parser->code->steps + place,
			len * sizeof *parser->code->steps);
}

/* Makes the steps from BEGIN on, one atom, repeat LEAST to MOST times. */
static void repeat(struct parser *parser, size_t begin, int least, int most)
{
	struct pattern_code *code = parser->code;
	int64_t len = (int64_t)(code->count - begin);

	if (most == 0) {
		code->count = begin;
		return;
	}
	/* the atom itself serves as the first, or as the first that may be missing */
	for (int i = 1; i < least && !parser->error; i++)
		copy(parser, begin, (size_t)len);
	if (most == NO_LIMIT && least > 0) {
		append(parser, PATTERN_SPLIT, -len, 1);
	} else if (most == NO_LIMIT) {
		put(parser, begin, PATTERN_SPLIT, 1, len + 2);
		append(parser, PATTERN_JUMP, -(len + 1), 0);
	} else if (least == 0) {
		put(parser, begin, PATTERN_SPLIT, 1, len + 1);
		for (int i = 1; i < most && !parser->error; i++)
			copy(parser, begin, (size_t)len + 1);
	} else {
		for (int i = least; i < most && !parser->error; i++) {
			append(parser, PATTERN_SPLIT, 1, len + 1);
			copy(parser, begin, (size_t)len);
		}
	}
}

static void parse_repetitions(struct parser *parser, size_t begin)
{
	while (!parser->error) {
		int least = 0, most = NO_LIMIT;

		switch (*parser->at) {
		case '*':
			parser->at++;
			break;
		case '+':
			parser->at++;
			least = 1;
			break;
		case '?':
			parser->at++;
			most = 1;
			break;
		case '{':
			/* otherwise it is an ordinary character */
			if (parser->at[1] != ',' && !isdigit((unsigned char)parser->at[1]))
				return;
			parser->at++;
			parse_interval(parser, &least, &most);
			break;
		default:
			return;
		}
		if (!parser->error)
			repeat(parser, begin, least, most);
	}
}

static bool ends_branch(const struct parser *parser)
{
	return *parser->at == '\0' || *parser->at == '|' ||
	       (*parser->at == ')' && parser->depth > 0);
}

static void parse_branch(struct parser *parser)
{
	while (!parser->error && !ends_branch(parser)) {
		size_t begin = parser->code->count;

		parse_atom(parser);
		parse_repetitions(parser, begin);
	}
}

static void parse_alternatives(struct parser *parser)
{
	size_t begin = parser->code->count;

	parse_branch(parser);
	while (!parser->error && *parser->at == '|') {
		int64_t len = (int64_t)(parser->code->count - begin), right;
		size_t jump;

		parser->at++;
		put(parser, begin, PATTERN_SPLIT, 1, len + 2);
		jump = parser->code->count;
		append(parser, PATTERN_JUMP, 0, 0);
		parse_branch(parser);
		right = (int64_t)(parser->code->count - jump);
		if (!parser->error)
			parser->code->steps[jump].first = (int32_t)right;
	}
}

const char *pattern_code_compile(struct pattern_code *code, const char *expression)
{
	struct parser parser = { .code = code, .at = expression };

	*code = (struct pattern_code){ 0 };
	parse_alternatives(&parser);
	append(&parser, PATTERN_MATCH, 0, 0);
	return parser.error;
}

void pattern_code_free(struct pattern_code *code)
{
	free(code->steps);
	free(code->sets);
	*code = (struct pattern_code){ 0 };
}
