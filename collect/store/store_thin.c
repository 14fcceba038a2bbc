/* store_thin.c - removes bulky files of old rounds. */
#define _GNU_SOURCE
#include "store_thin.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "../base/kinds.h"
#include "store_name.h"

/* Verdicts come from the others: these show what else there was, and where in a process it is. */
static const unsigned BULKY =
	1u << KIND_PS | 1u << KIND_MAPS | 1u << KIND_SMAPS | 1u << KIND_SLABINFO;

/* The kind of a bulky file of one of these rounds; KINDS: it is none. */
static enum kind bulky_kind(const char *name, int64_t first, int64_t last)
{
	const char *suffix = strrchr(name, '.');
	enum kind kind;
	int64_t number;

	if (!store_name_round(name, &number) || number < first || number > last ||
		number % STORE_THIN_KEPT == 0)
		return KINDS;
	kind = kind_by_name(suffix + 1, strlen(suffix + 1));
	return kind < KINDS && (BULKY & 1u << kind) ? kind : KINDS;
}

int store_thin(DIR *folder, int64_t first, int64_t last, enum store_thin step, unsigned *kinds)
{
	struct dirent *entry;

	*kinds = 0;
	rewinddir(folder);
	while (errno = 0, (entry = readdir(folder)) != NULL) {
		enum kind kind = bulky_kind(entry->d_name, first, last);

		if (kind == KINDS)
			continue;
		*kinds |= 1u << kind;
		if (step == STORE_THIN_REMOVE && unlinkat(dirfd(folder), entry->d_name, 0) &&
			errno != ENOENT)
			return -1;
	}
	return errno ? -1 : 0;
}
