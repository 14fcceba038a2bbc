/* soak_wait.c - the waits of a run: for a moment, or a signal to stop. */
#include "base/io.h"
#include "base/say.h"
#include "soak.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

#include "progress.h"

enum step soak_wait(struct soak *soak, int64_t deadline_ms, uint32_t number)
{
	for (;;) {
		int64_t redraw = progress_due(soak, number, deadline_ms);
		enum wait_result woke = wait_for(soak->waiting, soak->output.read_fd, POLLIN,
			redraw < deadline_ms ? redraw : deadline_ms);

		if (woke == WAIT_STOP && soak->waiting->stops > 1)
			return STEP_NOW;
		if (woke == WAIT_STOP) {
			soak->end = SOAK_SIGNAL;
			return STEP_LAST;
		}
		/* processes that ACTION left running still print */
		if (woke == WAIT_READY)
			action_drain(&soak->output);
		if (woke == WAIT_FAILED) {
			say("waiting: %s (the run cannot go on)", strerror(errno));
			return STEP_FAILED;
		}
		if (io_monotonic_ms() >= deadline_ms)
			return STEP_GOOD;
	}
}
