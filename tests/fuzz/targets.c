/* targets.c - what is fuzzed of the analyzer. */
#include "targets.h"

#include <string.h>

const struct fuzz_target fuzz_targets[] = {
	{ "status", fuzz_status },
	{ "stat", fuzz_stat },
	{ "ps", fuzz_ps },
	{ "pmap", fuzz_pmap },
	{ "smaps", fuzz_smaps },
	{ "meminfo", fuzz_meminfo },
	{ "slabinfo", fuzz_slabinfo },
	{ "heap", fuzz_heap },
	{ "atop", fuzz_atop },
	{ "mprof", fuzz_mprof },
	{ "psrecord", fuzz_psrecord },
	{ "readings", fuzz_readings },
	{ "events", fuzz_events },
	{ "info", fuzz_info },
	{ "names", fuzz_names },
	{ "log", fuzz_log },
	{ "gunzip", fuzz_gunzip },
	{ "symbols", fuzz_symbols },
	{ "archive", fuzz_archive },
	{ "run", fuzz_run },
	{ NULL, NULL },
};

const struct fuzz_target *fuzz_target(const char *name)
{
	for (const struct fuzz_target *target = fuzz_targets; target->name; target++)
		if (!strcmp(target->name, name))
			return target;
	return NULL;
}
