/* targets_collect.c - what is fuzzed of the collector; it has a program of its own, since both
 * programs have functions of the same names. */
#include "targets.h"

#include <string.h>

const struct fuzz_target fuzz_targets[] = {
	{ "image", fuzz_image },
	{ NULL, NULL },
};

const struct fuzz_target *fuzz_target(const char *name)
{
	return strcmp(name, fuzz_targets[0].name) == 0 ? &fuzz_targets[0] : NULL;
}
