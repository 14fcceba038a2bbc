/* options.h - parses the command line of leakline-collect. */
#ifndef LEAKLINE_COLLECT_OPTIONS_H
#define LEAKLINE_COLLECT_OPTIONS_H

#include "option_set.h"

enum options_result {
	OPTIONS_GO,
	OPTIONS_DONE /* --help, --version: printed */,
	OPTIONS_UNWRITTEN /* the same, but it could not be written: the reason was printed */,
	OPTIONS_WRONG /* the reason was printed */
};

/* Parses the command line; permutes argv and cuts it at the first --. */
enum options_result options_parse(int argc, char **argv, struct collect_options *options);

/* Frees the lists of targets and expressions. */
void options_free(struct collect_options *options);

#endif
