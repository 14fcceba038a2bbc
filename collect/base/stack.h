/* stack.h - is the stack large enough? */
#ifndef LEAKLINE_COLLECT_STACK_H
#define LEAKLINE_COLLECT_STACK_H

/* Raises the limit of the stack (ulimit -s) where it is lower than what reading a heap takes;
 * ACTION gets the raised one, too. Returns 0, or -1 after printing one line. A function call that
 * finds no stack would end the program by a signal. */
int stack_begin(void);

#endif
