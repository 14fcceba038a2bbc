/* say.h - one-line messages to standard error, free of control bytes, each written with one call.
 */
#ifndef LEAKLINE_SAY_H
#define LEAKLINE_SAY_H

/* Prints "leakline-analyze: ", the message and LF. Control bytes (also in arguments) become '?'. At
 * most 4 KiB. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
