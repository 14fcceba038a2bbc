/* native_ps.h - prints what `ps aux` of procps 4.0.2-4.0.4 prints in the C locale */
#ifndef LEAKLINE_NATIVE_PS_H
#define LEAKLINE_NATIVE_PS_H

#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "native_process.h"

/* What the rows of one round have in common. */
struct native_ps {
	uint64_t mem_total_kib;
	uint64_t uptime_ticks; /* 0: lifetimes are not known, %CPU is 0.0 */
	uint64_t ticks_a_second;
	int64_t boot_s;  /* seconds since 1970 */
	time_t now;      /* the same */
	struct tm today; /* now, local time */
	int pid_width;   /* digits of pid_max */
};

/* The most bytes that a row takes beside its COMMAND and USER. */
enum { NATIVE_PS_ROW_MAX = 320 };

/* Sets the moment, by the clock of whoever reads the table. */
void native_ps_set_now(struct native_ps *ps, time_t now);

/* Writes the header line; `out` has room for NATIVE_PS_ROW_MAX bytes. Returns the place after. */
char *native_ps_header(const struct native_ps *ps, char *out);

/* What native_ps_row needs from elsewhere: strings of the row. */
struct native_ps_words {
	const char *user;     /* NULL: the number of the user is printed */
	const char *terminal; /* `?`, `pts/0` */
	const char *cmdline;  /* the bytes of /proc/PID/cmdline */
	size_t cmdline_len;
};

/* Writes the row of p. `out` has room for NATIVE_PS_ROW_MAX + strlen(terminal) +
 * native_process_command_max() bytes. Returns the place after it. */
char *native_ps_row(const struct native_ps *ps, const struct native_process *p,
	const struct native_ps_words *words, char *out);

#endif
