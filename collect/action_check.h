/* action_check.h - can all that rounds are to run be run? Asked before the run begins. */
#ifndef LEAKLINE_ACTION_CHECK_H
#define LEAKLINE_ACTION_CHECK_H

#include <stdbool.h>

struct design;
struct waiting;

/* Is there a program for each action and for the control? Of a command for sh -c the first word is
 * asked for, if it is a plain one. false: after printing one line that says what to do. */
bool action_check(const struct design *design, struct waiting *waiting);

/* May the word be an ACTION: a program that is found, or a script in this folder? */
bool action_maybe(const char *word);

#endif
