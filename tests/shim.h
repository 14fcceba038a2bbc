/* shim.h - what a program lost: shared by the library in it, and those who ask for losses. */
#ifndef LEAKLINE_SHIM_H
#define LEAKLINE_SHIM_H

#include <stdatomic.h>
#include <stdint.h>

struct shim_account {
	atomic_int owner;    /* PID of the process that loses blocks; 0: none yet */
	atomic_uint wanted;  /* rounds of losses that were asked for */
	atomic_uint done;    /* that have happened */
	atomic_ullong bytes; /* lost, headers included */
	atomic_ullong blocks;
};

#endif
