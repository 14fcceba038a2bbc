/* say.h - one-line messages on standard error. */
#ifndef LEAKLINE_COLLECT_SAY_H
#define LEAKLINE_COLLECT_SAY_H

/* Prints "leakline-collect: ", the message and LF with one write; control bytes become '?'. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
