/* stack.h - is the stack large enough? */
#ifndef LEAKLINE_STACK_H
#define LEAKLINE_STACK_H

/* What any thread gets, and the least for the main one: JSON that is nested as deep as is read
 * takes 190 KiB. A thread's default is what `ulimit -s` says, or 128 KiB (musl). */
enum { STACK_KIB = 2048, STACK_LEAST_KIB = 512 };

/* Raises the limit of the stack where it is too low. Returns 0, or -1 after printing one line. A
 * call that finds no stack would end the program by a signal. */
int stack_begin(void);

#endif
