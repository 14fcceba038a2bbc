/* progress.c - a bar on a terminal while a run is read. */
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BAR = 40, PERIOD_MS = 100 };

static int64_t now_ms(void)
{
	struct timespec now = { 0, 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void progress_begin(struct progress *progress, bool quiet, size_t total)
{
	*progress = (struct progress){ .wanted = !quiet && isatty(STDERR_FILENO), .total = total };
	progress->next_ms = progress->wanted ? now_ms() + 3 * PERIOD_MS : 0; /* what is done at once needs no bar */
}

void progress_step(struct progress *progress, uint32_t round)
{
	char line[160], bar[BAR + 1];
	int64_t now;
	int len;

	progress->done++;
	progress->round = round > progress->round ? round : progress->round;
	if (!progress->wanted || (progress->done & 15) || (now = now_ms()) < progress->next_ms)
		return;
	progress->next_ms = now + PERIOD_MS;
	if (progress->total) {
		size_t full = progress->done * BAR / progress->total;

		memset(bar, '.', BAR);
		memset(bar, '#', full < BAR ? full : BAR);
		bar[BAR] = '\0';
		len = snprintf(line, sizeof line, "\r\033[K[%s] round %" PRIu32 ", %zu of %zu files", bar, progress->round,
			progress->done, progress->total);
	} else {
		len = snprintf(line, sizeof line, "\r\033[Kround %" PRIu32 ", %zu files read", progress->round, progress->done);
	}
	progress->drawn = true;
	if (write(STDERR_FILENO, line, (size_t)len) < 0)
		progress->wanted = false;
}

void progress_end(struct progress *progress)
{
	if (progress->drawn && write(STDERR_FILENO, "\r\033[K", 4) < 0)
		progress->wanted = false;
	progress->drawn = false;
}
