/* progress.c - the progress line on a terminal. */
#include "progress.h"

#include <inttypes.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/format.h"
#include "base/io.h"
#include "base/say.h"
#include "soak.h"
#include "base/text.h"

enum { DRAW_MS = 100 };

static bool wanted(const struct soak *soak)
{
	return !soak->options->quiet && isatty(STDERR_FILENO);
}

/* VmRSS of the first target in the text of status; -1 if unknown. */
static int64_t first_rss_kib(const struct soak *soak)
{
	static const char key[] = "\nVmRSS:";
	const struct buffer *text = &soak->round.text[KIND_STATUS];
	const char *end, *at = text->len ? text_find(text->bytes, text->len, key) : NULL;
	uint64_t kib;

	if (!at)
		return -1;
	end = text->bytes + text->len;
	for (at += sizeof key - 1; at < end && (*at == ' ' || *at == '\t'); at++)
		;
	return text_read_decimal(&at, end, &kib) && kib <= INT64_MAX ? (int64_t)kib : -1;
}

/* `round 17/60   ntpd 8124 KiB`: text has size bytes. */
static void describe(const struct soak *soak, uint32_t number, char *text, size_t size)
{
	int64_t kib = first_rss_kib(soak);
	char of[24] = "", memory[100] = "", name[32];

	if (soak->last_round >= 0)
		format_text(of, sizeof of, "/%" PRId64, soak->last_round);
	format_text(name, sizeof name, "%s", targets_first_name(&soak->targets));
	for (char *c = name; *c; c++)
		if (*c < ' ' || *c > '~')
			*c = '?';
	if (kib >= 0)
		format_text(memory, sizeof memory, "   %s %" PRId64 " KiB", name, kib);
	format_text(text, size, "%s %" PRIu32 "%s%s",
		number < soak->warmup_rounds ? "warm-up" : "round", number, of, memory);
}

void progress_round(const struct soak *soak, uint32_t number)
{
	char text[160];

	describe(soak, number, text, sizeof text);
	if (!wanted(soak) && soak->options->verbose)
		say("%s", text);
}

/* Allows at most ten lines a second. */
static bool may_draw(const struct soak *soak, int64_t now)
{
	return wanted(soak) && now - soak->drawn_ms >= DRAW_MS;
}

/* The most columns for the line: one that fills the terminal would wrap and leave its rest behind.
 */
static size_t columns(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1U
									       : 79;
}

/* Draws the line: the round before number, and what happens now. */
static void draw(struct soak *soak, uint32_t number, const char *what)
{
	static const char erase[] = "\r\033[K";
	char text[160], line[280];
	size_t len, most = sizeof erase - 1 + columns();

	describe(soak, number ? number - 1 : 0, text, sizeof text);
	len = (size_t)format_text(
		line, sizeof line, "%s%s   %s   ^C stops cleanly", erase, text, what);
	(void)io_write_all(STDERR_FILENO, line, len < most ? len : most);
	soak->drawn_ms = io_monotonic_ms();
}

int64_t progress_due(struct soak *soak, uint32_t number, int64_t deadline_ms)
{
	int64_t now = io_monotonic_ms(), rest = deadline_ms - now;
	char what[64];

	/* a wait that ends before anyone can read about it gets no line */
	if (rest < DRAW_MS || !may_draw(soak, now))
		return wanted(soak) && rest >= DRAW_MS ? now + DRAW_MS : deadline_ms;
	format_text(what, sizeof what, "next in %" PRId64 " s", (rest + 999) / 1000);
	draw(soak, number, what);
	return now + 1000;
}

void progress_action(struct soak *soak, uint32_t number)
{
	if (may_draw(soak, io_monotonic_ms()))
		draw(soak, number, "ACTION runs");
}

void progress_clear(const struct soak *soak)
{
	if (wanted(soak))
		(void)io_write_all(STDERR_FILENO, "\r\033[K", 4);
}
