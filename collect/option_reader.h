/* option_reader.h - takes the words of a command line apart: options with their values, and
 * operands. */
#ifndef LEAKLINE_COLLECT_OPTION_READER_H
#define LEAKLINE_COLLECT_OPTION_READER_H

struct option_row;

/* What a word is. */
enum option_word {
	OPTION_WORD_GOOD,         /* an option, and its value if it takes one */
	OPTION_WORD_END,          /* there is no other */
	OPTION_WORD_UNKNOWN,      /* no option's name */
	OPTION_WORD_ABBREVIATED,  /* the beginning of a long option's name */
	OPTION_WORD_LACKS_VALUE,  /* it takes one, and is the last word */
	OPTION_WORD_HAS_NO_VALUE, /* it takes none, and got one: --quiet=yes */
};

/* Begin with words and count, and next 1: the word after the program's name. Operands may stand
 * anywhere; after the last word they are words[1] to words[operands]. */
struct option_reader {
	char **words;
	int count, next, operands;
	const char *letters; /* what is left of a word of several, -kqv; or NULL */

	/* the option found */
	const struct option_row *row;
	const char *word;  /* as it was typed, for messages */
	const char *value; /* NULL: it takes none */
	char letter[3];    /* an unknown one is shown alone */
};

/* Finds the next option. */
enum option_word option_reader_next(struct option_reader *reader);

#endif
