/* native_ps.c - prints what `ps aux` of procps 4.0.2-4.0.4 prints in the C locale */
#include "native_ps.h"

#include <string.h>

#include "../../base/text.h"

/* ps tracks two positions, where a column should start and where it does: a wide value shifts the
 * next ones only until there is slack, and the row then returns to its columns. */
struct row {
	char *out;
	long actual, correct;
};

/* Least widths, in the order of the columns; that of PID is native_ps.pid_width. */
enum {
	WIDTH_USER = 8,
	WIDTH_CPU = 4,
	WIDTH_MEM = 4,
	WIDTH_SIZE = 6,
	WIDTH_RSS = 5,
	WIDTH_TERMINAL = 8,
	WIDTH_STAT = 4,
	WIDTH_START = 5,
	WIDTH_TIME = 6
};

/* Width used without a terminal: the row is cut there. */
enum { WIDTH_SCREEN = 131072 };

static void begin_column(struct row *row, long pad)
{
	long space = row->correct - row->actual + pad;

	if (space < 1)
		space = row->correct > 0;
	row->actual += space;
	for (; space > 0; space--)
		*row->out++ = ' ';
}

static void left_column(struct row *row, const char *text, size_t len, int width)
{
	begin_column(row, 0);
	row->out = text_bytes(row->out, text, len);
	row->actual += (long)len;
	row->correct += width + 1;
}

static void right_column(struct row *row, const char *text, size_t len, int width)
{
	begin_column(row, (long)len < width ? width - (long)len : 0);
	row->out = text_bytes(row->out, text, len);
	row->actual += (long)len;
	row->correct += width + 1;
}

static void number_column(struct row *row, uint64_t value, int width)
{
	char text[TEXT_DECIMAL_MAX];
	const char *end = text_decimal(text, value, 0);

	right_column(row, text, (size_t)(end - text), width);
}

/* VALUE in tenths; a value of three digits has no decimal. */
static void tenths_column(struct row *row, uint64_t value, int width)
{
	char text[TEXT_DECIMAL_MAX + 2], *end = text_decimal(text, value / 10, 0);

	if (value <= 999) {
		*end++ = '.';
		*end++ = (char)('0' + value % 10);
	}
	right_column(row, text, (size_t)(end - text), width);
}

static void user_column(struct row *row, const char *name, uint64_t uid)
{
	char text[TEXT_DECIMAL_MAX];
	size_t len;

	if (!name) {
		len = (size_t)(text_decimal(text, uid, 0) - text);
		name = text;
	} else {
		len = strlen(name);
	}
	if (len <= WIDTH_USER) {
		left_column(row, name, len, WIDTH_USER);
		return;
	}
	memmove(text, name, WIDTH_USER - 1);
	text[WIDTH_USER - 1] = '+';
	left_column(row, text, WIDTH_USER, WIDTH_USER);
}

static void state_column(struct row *row, const struct native_process *p)
{
	char text[8], *end = text;

	*end++ = p->state;
	if (p->nice != 0)
		*end++ = p->nice < 0 ? '<' : 'N';
	if (p->locked_kib > 0)
		*end++ = 'L';
	if (p->session == p->pid)
		*end++ = 's';
	if (p->threads > 1)
		*end++ = 'l';
	if (p->terminal_group == p->group)
		*end++ = '+';
	left_column(row, text, (size_t)(end - text), WIDTH_STAT);
}

/* The time of day, the day, or the year, whichever is the first to differ from now's. */
static void start_column(struct row *row, const struct native_ps *ps, uint64_t start_ticks)
{
	static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
		"Sep", "Oct", "Nov", "Dec" };
	time_t start = (time_t)(ps->boot_s + (int64_t)(start_ticks / ps->ticks_a_second));
	char text[TEXT_DECIMAL_MAX], *end = text;
	struct tm then;

	if (!localtime_r(&start, &then))
		then = ps->today;
	if (then.tm_year != ps->today.tm_year) {
		end = text_decimal(end, (uint64_t)then.tm_year + 1900, 0);
	} else if (then.tm_yday != ps->today.tm_yday) {
		end = text_bytes(end, months[then.tm_mon], 3);
		end = text_two_digits(end, (unsigned)then.tm_mday);
	} else {
		end = text_two_digits(end, (unsigned)then.tm_hour);
		*end++ = ':';
		end = text_two_digits(end, (unsigned)then.tm_min);
	}
	right_column(row, text, (size_t)(end - text), WIDTH_START);
}

static void time_column(struct row *row, uint64_t seconds)
{
	char text[TEXT_DECIMAL_MAX + 4], *end = text_decimal(text, seconds / 60, 3);

	*end++ = ':';
	end = text_two_digits(end, (unsigned)(seconds % 60));
	right_column(row, text, (size_t)(end - text), WIDTH_TIME);
}

static uint64_t cpu_permille(const struct native_ps *ps, const struct native_process *p)
{
	if (ps->uptime_ticks <= p->start_ticks)
		return 0;
	return p->cpu_ticks * 1000 / (ps->uptime_ticks - p->start_ticks);
}

static uint64_t memory_permille(const struct native_ps *ps, const struct native_process *p)
{
	uint64_t permille = ps->mem_total_kib > 0 ? p->rss_kib * 1000 / ps->mem_total_kib : 0;

	return permille < 999 ? permille : 999;
}

void native_ps_set_now(struct native_ps *ps, time_t now)
{
	ps->now = now;
	if (!localtime_r(&now, &ps->today))
		ps->today = (struct tm){ .tm_mday = 1 };
}

char *native_ps_header(const struct native_ps *ps, char *out)
{
	struct row row = { .out = out };

	left_column(&row, "USER", 4, WIDTH_USER);
	right_column(&row, "PID", 3, ps->pid_width);
	right_column(&row, "%CPU", 4, WIDTH_CPU);
	right_column(&row, "%MEM", 4, WIDTH_MEM);
	right_column(&row, "VSZ", 3, WIDTH_SIZE);
	right_column(&row, "RSS", 3, WIDTH_RSS);
	left_column(&row, "TTY", 3, WIDTH_TERMINAL);
	left_column(&row, "STAT", 4, WIDTH_STAT);
	right_column(&row, "START", 5, WIDTH_START);
	right_column(&row, "TIME", 4, WIDTH_TIME);
	left_column(&row, "COMMAND", 7, 0);
	*row.out++ = '\n';
	return row.out;
}

char *native_ps_row(const struct native_ps *ps, const struct native_process *p,
	const struct native_ps_words *words, char *out)
{
	struct row row = { .out = out };

	user_column(&row, words->user, p->euid);
	number_column(&row, (uint64_t)p->pid, ps->pid_width);
	tenths_column(&row, cpu_permille(ps, p), WIDTH_CPU);
	tenths_column(&row, memory_permille(ps, p), WIDTH_MEM);
	number_column(&row, p->size_kib, WIDTH_SIZE);
	number_column(&row, p->rss_kib, WIDTH_RSS);
	left_column(&row, words->terminal, strlen(words->terminal), WIDTH_TERMINAL);
	state_column(&row, p);
	start_column(&row, ps, p->start_ticks);
	time_column(&row, p->cpu_ticks / ps->ticks_a_second);
	begin_column(&row, 0);
	row.out = native_process_command(p, words->cmdline, words->cmdline_len, row.out);
	if (row.out - out > WIDTH_SCREEN)
		row.out = out + WIDTH_SCREEN;
	*row.out++ = '\n';
	return row.out;
}
