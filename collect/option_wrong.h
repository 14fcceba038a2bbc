/* option_wrong.h - what is said of a wrong command line, and what may be meant. */
#ifndef LEAKLINE_COLLECT_OPTION_WRONG_H
#define LEAKLINE_COLLECT_OPTION_WRONG_H

struct option_row;

/* Each of the first three prints one line. */

/* WHAT: WHY. */
void option_wrong(const char *what, const char *why);

/* The value of an option cannot be taken: with the option's help text, and the units of an amount
 * or the word that is meant. word is the option as it was given. */
void option_wrong_value(
	const char *word, const struct option_row *row, const char *value, const char *why);

/* There is no such option: with the one that is meant; or, if it is near none, that program may be
 * an ACTION without its `--` (NULL: no program was given). */
void option_wrong_name(const char *program, const char *word, const char *why);

/* Without a `--` among the arguments: the word that may begin a forgotten ACTION, which is the
 * first after the first TARGET that names a program. NULL: there is none. */
const char *option_wrong_program(int argc, char **argv);

#endif
