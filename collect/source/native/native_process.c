/* native_process.c - the native source's data from stat, status and cmdline of a process */
#include "native_process.h"

#include <signal.h>
#include <string.h>

#include "../../base/text.h"
#include "../cgroup/cgroup.h"
#include "../source.h"

/* Longest command that procps 4.0 prints. */
enum { COMMAND_MAX = 131071 };

/* PF_KTHREAD, include/linux/sched.h */
static const uint64_t KERNEL_THREAD = 0x00200000;

/* PID of kthreadd, the parent of all kernel threads. */
enum { KTHREADD = 2 };

static const char DEFUNCT[] = " <defunct>";

/* Reads a number and the blank or LF after it. */
static bool next_number(const char **at, const char *end, int64_t *value)
{
	if (!text_read_signed(at, end, value) || *at == end)
		return false;
	++*at;
	return true;
}

static bool next_unsigned(const char **at, const char *end, uint64_t *value)
{
	if (!text_read_decimal(at, end, value) || *at == end)
		return false;
	++*at;
	return true;
}

/* Fields 4 to 9: parent to flags. */
static bool read_relations(struct native_process *p, const char **at, const char *end)
{
	return next_number(at, end, &p->parent) && next_number(at, end, &p->group) &&
	       next_number(at, end, &p->session) && next_number(at, end, &p->terminal) &&
	       next_number(at, end, &p->terminal_group) && next_unsigned(at, end, &p->flags);
}

/* Fields 10 to 13: minor and major faults, each of its own and of its children. */
static bool read_faults(struct native_process *p, const char **at, const char *end)
{
	uint64_t major, children_major;

	if (!next_unsigned(at, end, &p->faults) || !next_unsigned(at, end, &p->children_faults) ||
		!next_unsigned(at, end, &major) || !next_unsigned(at, end, &children_major))
		return false;
	p->faults += major;
	p->children_faults += children_major;
	return true;
}

/* Fields 14 to 23, times to size, and 28, the stack. */
static bool read_figures(struct native_process *p, const char **at, const char *end)
{
	uint64_t system_ticks;

	if (!next_unsigned(at, end, &p->cpu_ticks) || !next_unsigned(at, end, &system_ticks))
		return false;
	p->cpu_ticks += system_ticks;
	*at = text_skip_words(*at, end, 3);
	if (!*at || !next_number(at, end, &p->nice) || !next_number(at, end, &p->threads))
		return false;
	*at = text_skip_words(*at, end, 1);
	if (!*at || !next_unsigned(at, end, &p->start_ticks) ||
		!next_unsigned(at, end, &p->space_bytes))
		return false;
	*at = text_skip_words(*at, end, 4);
	return *at != NULL && next_unsigned(at, end, &p->start_stack);
}

/* Field 33, a mask of signals: that of SIGCHLD. A record that ends before it is good. */
static void read_ignored(struct native_process *p, const char *at, const char *end)
{
	uint64_t ignored;

	at = text_skip_words(at, end, 4);
	if (at && next_unsigned(&at, end, &ignored))
		p->drops_children = ignored >> (SIGCHLD - 1) & 1;
}

bool native_process_read_stat(struct native_process *p, const char *stat, size_t len)
{
	const char *end = stat + len, *at = stat, *close = end;
	uint64_t pid;

	*p = (struct native_process){ .state = '?' };
	if (!text_read_decimal(&at, end, &pid) || pid > INT32_MAX)
		return false;
	p->pid = (int32_t)pid;
	/* the name is raw and may hold `) `: what follows the last one are numbers only */
	while (close > at && close[-1] != ')')
		close--;
	if (end - at < 2 || at[1] != '(' || close < at + 3 || end - close < 3)
		return false;
	p->name = at + 2;
	p->name_len = (size_t)(close - 1 - p->name);
	p->state = close[1];
	at = close + 3;
	if (!read_relations(p, &at, end) || !read_faults(p, &at, end) || !read_figures(p, &at, end))
		return false;
	read_ignored(p, at, end);
	return true;
}

/* If the line begins with KEY, reads the number after it and blanks or tabs. */
static bool line_number(const char *line, const char *end, const char *key, uint64_t *value)
{
	size_t len = strlen(key);

	if ((size_t)(end - line) < len || memcmp(line, key, len))
		return false;
	line += len;
	while (line < end && (*line == ' ' || *line == '\t'))
		line++;
	return text_read_decimal(&line, end, value);
}

/* The second number of `Uid:`, the effective one. */
static bool line_euid(const char *line, const char *end, uint64_t *euid)
{
	uint64_t real;

	if (!line_number(line, end, "Uid:", &real))
		return false;
	line = memchr(line + 5, '\t', (size_t)(end - line) - 5); /* after `Uid:` TAB */
	if (!line)
		return false;
	line++;
	return text_read_decimal(&line, end, euid);
}

void native_process_read_status(struct native_process *p, const char *status, size_t len)
{
	const char *at = status, *end = status + len;
	/* VmSize, VmLck and VmRSS; a process without memory has none of them */
	int wanted = p->space_bytes > 0 ? 4 : 1;

	while (wanted > 0 && at < end) {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));

		if (!line_end)
			line_end = end;
		if (*at == 'U')
			wanted -= line_euid(at, line_end, &p->euid);
		else if (*at == 'V')
			wanted -= line_number(at, line_end, "VmSize:", &p->size_kib) ||
				  line_number(at, line_end, "VmLck:", &p->locked_kib) ||
				  line_number(at, line_end, "VmRSS:", &p->rss_kib);
		at = line_end + (line_end < end);
	}
}

struct source_process native_process_seen(
	const struct native_process *p, const struct cgroups *cgroups)
{
	return (struct source_process){ .pid = p->pid,
		.start_ticks = p->start_ticks,
		.name = p->name,
		.name_len = p->name_len,
		.state = p->state,
		.threads = p->threads,
		.group = p->group,
		.parent = p->parent,
		.session = p->session,
		.start_stack = p->start_stack,
		.faults = p->faults,
		.children_faults = p->children_faults,
		.drops_children = p->drops_children,
		.in_cgroup = cgroup_has_pid(&cgroups->targets, p->pid),
		.in_kin = cgroup_has_pid(&cgroups->kin, p->pid),
		.has_memory = p->space_bytes > 0 };
}

bool native_process_is_kernel(const struct native_process *p)
{
	/* All three: on kernels before 2.6.27 the flag meant something else. */
	return p->space_bytes == 0 && p->parent == KTHREADD && (p->flags & KERNEL_THREAD) != 0;
}

size_t native_process_command_max(const struct native_process *p, size_t len)
{
	size_t bracketed = p->name_len + 2 + sizeof DEFUNCT;

	return len > bracketed ? len : bracketed;
}

static char *bracketed_name(const struct native_process *p, char *out)
{
	*out++ = '[';
	out = text_printable(out, p->name, p->name_len, '.');
	*out++ = ']';
	if (p->state == 'Z')
		out = text_string(out, DEFUNCT);
	return out;
}

/* procps reads up to its buffer's size and drops trailing NULs, or one trailing blank; an empty
 * result is shown as `?`. */
char *native_process_command(
	const struct native_process *p, const char *cmdline, size_t len, char *out)
{
	if (len == 0)
		return bracketed_name(p, out);
	if (len > COMMAND_MAX)
		len = COMMAND_MAX;
	if (cmdline[len - 1] == ' ' || cmdline[len - 1] == '\n')
		len--;
	else
		while (len > 0 && cmdline[len - 1] == '\0')
			len--;
	if (len == 0)
		return text_string(out, "?");
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)cmdline[i];

		if (byte - 0x20u < 0x5fu)
			*out++ = (char)byte;
		else if (byte == '\0' || byte == '\n')
			*out++ = ' ';
		else
			out = text_printable(out, &cmdline[i], 1, '.');
	}
	return out;
}
