/* option_check.h - which options go together, and which need an ACTION. */
#ifndef LEAKLINE_COLLECT_OPTION_CHECK_H
#define LEAKLINE_COLLECT_OPTION_CHECK_H

struct collect_options;

/* Checks the options as they were given, before defaults are filled in. Returns 0, or -1 after
 * printing one line. */
int option_check(const struct collect_options *options);

#endif
