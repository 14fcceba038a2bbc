/* progress.c - draws a progress bar on a terminal while a run is read. */
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { BAR = 40, LEAST_BAR = 8, PERIOD_MS = 100 };

static int64_t now_ms(void)
{
	struct timespec now = { 0, 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The columns that a line may use: a line that fills the terminal would wrap, and its first part
 * would never be erased. */
static size_t columns(void)
{
	struct winsize size;

	return !ioctl(STDERR_FILENO, TIOCGWINSZ, &size) && size.ws_col > 1 ? size.ws_col - 1U : 79;
}

/* Draws "[####....] round 17, 68 of 200 files": the bar takes the room left by the words. Returns
 * false if it cannot be written. */
static bool draw(const struct progress *progress)
{
	static const char erase[] = "\r\033[K";
	char words[100], bar[BAR + 4] = "", line[sizeof words + sizeof bar + sizeof erase];
	size_t room = columns(), len;

	if (progress->total) {
		size_t wide, full,
			said = (size_t)snprintf(words, sizeof words,
				"round %" PRIu32 ", %zu of %zu files", progress->round,
				progress->done, progress->total);

		wide = room < said + 3 ? 0 : room - said - 3 < BAR ? room - said - 3 : BAR;
		full = progress->done < progress->total ? progress->done * wide / progress->total
							: wide;
		if (wide >= LEAST_BAR) {
			memset(bar, '.', wide + 1);
			memset(bar + 1, '#', full);
			bar[0] = '[';
			memcpy(bar + 1 + wide, "] ", 3);
		}
	} else {
		snprintf(words, sizeof words, "round %" PRIu32 ", %zu files read", progress->round,
			progress->done);
	}
	len = (size_t)snprintf(line, sizeof line, "%s%s%s", erase, bar, words);
	room += sizeof erase - 1;
	return write(STDERR_FILENO, line, len < room ? len : room) >= 0;
}

void progress_begin(struct progress *progress, bool quiet, size_t total)
{
	*progress = (struct progress){ .wanted = !quiet && isatty(STDERR_FILENO), .total = total };
	progress->next_ms = progress->wanted ? now_ms() + 3 * PERIOD_MS
					     : 0; /* work that finishes at once needs no bar */
}

void progress_step(struct progress *progress, uint32_t round)
{
	int64_t now;

	progress->done++;
	progress->round = round > progress->round ? round : progress->round;
	if (!progress->wanted || (progress->done & 15) || (now = now_ms()) < progress->next_ms)
		return;
	progress->next_ms = now + PERIOD_MS;
	progress->drawn = true;
	progress->wanted = draw(progress);
}

void progress_end(struct progress *progress)
{
	if (progress->drawn && write(STDERR_FILENO, "\r\033[K", 4) < 0)
		progress->wanted = false;
	progress->drawn = false;
}
