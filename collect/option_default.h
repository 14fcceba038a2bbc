/* option_default.h - the values of options that were not given, where they depend on others. */
#ifndef LEAKLINE_COLLECT_OPTION_DEFAULT_H
#define LEAKLINE_COLLECT_OPTION_DEFAULT_H

struct collect_options;

/* Fills in rounds, warm-up, interval and block, where they were not given. */
void option_default(struct collect_options *options);

#endif
