/* main.c - parses options, then runs analysis, reports and charts for each run; returns the exit
 * status. */
#define _DEFAULT_SOURCE /* on_exit */
#include <errno.h>
#include <jansson.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>

#include "base/room.h"
#include "base/stack.h"
#include "options.h"
#include "base/out.h"
#include "input/run_map.h"
#include "session.h"
#include "stats/trend.h"

/* Marks an exit status as that of main; the caller of the program sees the lower eight bits. */
enum { OURS = 0x100 };

#ifdef __GLIBC__
/* libarchive ends the program itself if a name finds no memory: with 1, as if there were a leak. */
static void end_of_a_library(int status, void *unused)
{
	(void)unused;
	if (!(status & OURS))
		_Exit(EXIT_STATUS_ERROR);
}
#endif

int main(int argc, char **argv)
{
	struct analyze_options options;
	struct session session;
	struct out out;
	int status = EXIT_STATUS_ERROR;

	/* `| head` may stop reading early: the reports of the other runs and the JUnit file are
	 * still wanted */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGCHLD, SIG_DFL); /* a parent may ignore it: then no wait for gnuplot succeeds */
	room_begin();
#ifdef __GLIBC__
	on_exit(end_of_a_library, NULL);
#endif
	signal(SIGXFSZ, SIG_IGN); /* then write() past RLIMIT_FSIZE fails with EFBIG, just as a full
				     disk fails with ENOSPC */
	run_map_guard();
	trend_init();
	json_set_alloc_funcs(room_take, free); /* by its own, keys would be missing */
	errno = 0;
	if (!setlocale(LC_CTYPE, "") && errno == ENOMEM)
		room_lacks();
	switch (options_parse(argc, argv, &options)) {
	case OPTIONS_DONE:
		out_stdout(&out);
		status = out_close(&out) ? EXIT_STATUS_ERROR : EXIT_STATUS_GOOD;
		break;
	case OPTIONS_GO:
		if (stack_begin())
			break;
		session_begin(&session, &options);
		for (size_t i = 0; options.follow && i < options.run_count; i++)
			session_follow(&session, &options, options.runs[i]);
		for (size_t i = 0; !options.follow && i < options.run_count;)
			i += session_operands(&session, options.runs + i, options.run_count - i);
		status = session_end(&session);
		break;
	case OPTIONS_WRONG:
		break;
	}
	options_free(&options);
	return status | OURS;
}
