/* fuzz_kind.c - libFuzzer's two entries. One program serves all targets: the name it is called by
 * (fuzz-ps) picks one. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "targets.h"

static const struct fuzz_target
	*chosen; /* libFuzzer hands nothing on from one entry to the other */

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *dash = strrchr((*argv)[0], '-');

	(void)argc;
	chosen = dash ? fuzz_target(dash + 1) : NULL;
	if (!chosen) {
		fprintf(stderr, "fuzz: no target of that name: %s\n", (*argv)[0]);
		exit(2);
	}
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	chosen->run((struct span){ (const char *)data, size });
	return 0;
}
