/* stack.h - is the stack large enough? */
#ifndef LEAKLINE_COLLECT_STACK_H
#define LEAKLINE_COLLECT_STACK_H

/* Returns 0, or -1 after printing one line: the limit of the stack (ulimit -s) is lower than what
 * reading a heap takes. A function call that finds no stack would end the program by a signal. */
int stack_check(void);

#endif
