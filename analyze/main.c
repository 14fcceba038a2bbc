/* main.c - parses options, then runs analysis, reports and charts for each run; returns the exit
 * status. */
#include <locale.h>
#include <signal.h>
#include <signal.h>

#include "base/room.h"
#include "options.h"
#include "base/out.h"
#include "session.h"
#include "stats/trend.h"

int main(int argc, char **argv)
{
	struct analyze_options options;
	struct session session;
	struct out out;
	int status = EXIT_STATUS_ERROR;

	/* `| head` may stop reading early: the reports of the other runs and the JUnit file are
	 * still wanted */
	signal(SIGPIPE, SIG_IGN);
	room_begin();
	signal(SIGXFSZ, SIG_IGN); /* then write() past RLIMIT_FSIZE fails with EFBIG, just as a full
				     disk fails with ENOSPC */
	trend_init();
	setlocale(LC_CTYPE, "");
	switch (options_parse(argc, argv, &options)) {
	case OPTIONS_DONE:
		out_stdout(&out);
		status = out_close(&out) ? EXIT_STATUS_ERROR : EXIT_STATUS_GOOD;
		break;
	case OPTIONS_GO:
		session_begin(&session, &options);
		for (size_t i = 0; i < options.run_count; i++)
			options.follow ? session_follow(&session, &options, options.runs[i])
				       : session_operand(&session, options.runs[i]);
		status = session_end(&session);
		break;
	case OPTIONS_WRONG:
		break;
	}
	options_free(&options);
	return status;
}
