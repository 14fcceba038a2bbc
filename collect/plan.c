/* plan.c - --plan: what a short run shows of the targets, to plan a long one. */
#define _GNU_SOURCE /* memrchr */
#include "plan.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/format.h"
#include "base/buffer.h"
#include "base/io.h"
#include "base/say.h"
#include "base/kinds.h"
#include "base/text.h"
#include "disk_use.h"

enum { LINE_BYTES = 240 };

/* How names of mapped files begin, what they show, and what makes it collect its garbage (as in
 * leakline(7)). */
static const struct {
	const char *prefix, *name, *collect;
} runtimes[] = {
	{ "libc.so.6", "glibc", NULL },
	{ "libc-2.", "glibc", NULL },
	{ "ld-musl", "musl", NULL },
	{ "libjemalloc", "jemalloc", NULL },
	{ "libtcmalloc", "tcmalloc", NULL },
	{ "libmimalloc", "mimalloc", NULL },
	{ "libjvm.so", "JVM", "jcmd PID GC.run (and --also jstat)" },
	{ "libpython3", "CPython", "gc.collect()" },
	{ "python3", "CPython", "gc.collect()" },
	{ "node", "Node.js", "global.gc(), with node --expose-gc" },
	{ "php", "PHP", "gc_collect_cycles()" },
	{ "libphp", "PHP", "gc_collect_cycles()" },
	{ "libruby", "Ruby", "GC.start" },
	{ "libcoreclr.so", ".NET", "GC.Collect()" },
	{ "beam.smp", "Erlang", "erlang:garbage_collect(Pid) of each process" },
};
enum { RUNTIMES = sizeof runtimes / sizeof *runtimes };

/* The next line of *at without its LF, or NULL. */
static const char *next_line(const char **at, const char *end, size_t *len)
{
	const char *line = *at,
		   *line_end = line < end ? memchr(line, '\n', (size_t)(end - line)) : NULL;

	if (!line_end)
		return NULL;
	*len = (size_t)(line_end - line);
	*at = line_end + 1;
	return line;
}

/* The number behind a key at the start of the line. */
static bool read_field(const char *line, size_t len, const char *key, uint64_t *value)
{
	size_t key_len = strlen(key);
	const char *at = line + key_len;

	if (len <= key_len || memcmp(line, key, key_len))
		return false;
	while (at < line + len && (*at == '\t' || *at == ' '))
		at++;
	return text_read_decimal(&at, line + len, value);
}

static struct plan_target *find_target(struct plan *plan, int32_t pid)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->targets[i].pid == pid)
			return &plan->targets[i];
	return NULL;
}

/* The target of a block of status, or a new one; NULL: there are too many. */
static struct plan_target *take_target(
	struct plan *plan, int32_t pid, const char *name, size_t name_len)
{
	struct plan_target *target = find_target(plan, pid);

	if (target || plan->count == PLAN_TARGETS)
		return target;
	target = &plan->targets[plan->count++];
	*target = (struct plan_target){ .pid = pid, .least_kib = UINT64_MAX };
	name_len = name_len < sizeof target->name ? name_len : sizeof target->name - 1;
	(void)text_printable(target->name, name, name_len, '?');
	return target;
}

static void take_status(struct plan *plan, const struct buffer *text)
{
	const char *at = text->bytes, *end = at + text->len, *line, *name = "";
	struct plan_target *target = NULL;
	size_t len, name_len = 0;
	uint64_t value;

	while (text->len && (line = next_line(&at, end, &len)) != NULL) {
		if (len > 6 && !memcmp(line, "Name:\t", 6)) {
			name = line + 6;
			name_len = len - 6;
		} else if (read_field(line, len, "Pid:", &value)) {
			target = take_target(plan, (int32_t)value, name, name_len);
		} else if (target && read_field(line, len, "VmRSS:", &value)) {
			target->least_kib = value < target->least_kib ? value : target->least_kib;
			target->most_kib = value > target->most_kib ? value : target->most_kib;
			target->rounds++;
		}
	}
}

/* The PID in the first line of a process: `PID:   COMMAND` of pmap, `==> /proc/PID/maps <==`. */
static bool read_head(const char *line, size_t len, uint64_t *pid)
{
	static const char head[] = "==> /proc/";
	const char *at = line, *end = line + len;

	if (len > sizeof head - 1 && !memcmp(line, head, sizeof head - 1)) {
		at += sizeof head - 1;
		return text_read_decimal(&at, end, pid);
	}
	return text_read_decimal(&at, end, pid) && at < end && *at == ':';
}

/* Marks what a mapped file of that name belongs to. */
static void take_runtimes(struct plan_target *target, const char *name, size_t len)
{
	for (size_t i = 0; i < RUNTIMES; i++) {
		size_t prefix_len = strlen(runtimes[i].prefix);

		if (len >= prefix_len && !memcmp(name, runtimes[i].prefix, prefix_len))
			target->runtime |= UINT32_C(1) << i;
	}
}

/* Mapped files, from pmap or maps: the last word of a line, without its folder. */
static void take_mappings(struct plan *plan, const struct buffer *text)
{
	const char *at = text->bytes, *end = at + text->len, *line;
	struct plan_target *target = NULL;
	size_t len;
	uint64_t pid;

	while (text->len && (line = next_line(&at, end, &len)) != NULL) {
		const char *blank = memrchr(line, ' ', len), *slash = memrchr(line, '/', len);
		const char *name = slash && slash > blank ? slash + 1 : blank ? blank + 1 : line;

		if (read_head(line, len, &pid))
			target = find_target(plan, (int32_t)pid);
		else if (target)
			take_runtimes(target, name, (size_t)(line + len - name));
	}
}

void plan_take(struct plan *plan, const struct buffer *text, int64_t now_ms)
{
	if (!plan->rounds++)
		plan->began_ms = now_ms;
	plan->ended_ms = now_ms;
	plan->round_bytes = disk_use_round(text);
	take_status(plan, &text[KIND_STATUS]);
	take_mappings(plan, &text[KIND_PMAP]);
	take_mappings(plan, &text[KIND_MAPS]);
}

/* Which allocators and runtimes are there; each once. */
static void add_runtimes(const struct plan_target *target, bool has_action, struct buffer *page)
{
	const char *last = "", *collect = NULL;

	for (size_t i = 0; i < RUNTIMES; i++) {
		if (!(target->runtime & UINT32_C(1) << i) || !strcmp(last, runtimes[i].name))
			continue;
		buffer_string(page, *last ? ", " : "  allocator and runtime: ");
		buffer_string(page, runtimes[i].name);
		last = runtimes[i].name;
		collect = runtimes[i].collect ? runtimes[i].collect : collect;
	}
	if (!*last)
		buffer_string(page, "  allocator and runtime: none of those that are known");
	buffer_string(page, "\n  ACTION: ");
	if (!has_action)
		buffer_string(page, "a command that uses the service, and undoes what it did");
	else if (!collect)
		buffer_string(page, "nothing to add");
	if (collect) {
		buffer_string(page, has_action ? "" : "; ");
		buffer_string(page, "add a full collection at its end: ");
		buffer_string(page, collect);
	}
	buffer_string(page, "\n");
}

static void add_target(const struct plan_target *target, bool has_action, struct buffer *page)
{
	char line[LINE_BYTES];

	if (target->rounds)
		format_text(line, sizeof line,
			"%s[%d]: RSS %llu to %llu KiB in %u rounds, a spread of %llu KiB\n",
			target->name, (int)target->pid, (unsigned long long)target->least_kib,
			(unsigned long long)target->most_kib, target->rounds,
			(unsigned long long)(target->most_kib - target->least_kib));
	else
		format_text(line, sizeof line, "%s[%d]: it has no memory of its own\n",
			target->name, (int)target->pid);
	buffer_string(page, line);
	add_runtimes(target, has_action, page);
}

/* What a round takes, and a day, and the time of as many rounds as a verdict needs. */
static void add_use(const struct plan *plan, int64_t ms, struct buffer *page)
{
	uint64_t round = plan->round_bytes;
	char one[DISK_USE_TEXT], day[DISK_USE_TEXT], hundred[DISK_USE_TEXT], line[LINE_BYTES];

	if (ms <= 0 && plan->rounds > 1)
		ms = (plan->ended_ms - plan->began_ms) / ((int64_t)plan->rounds - 1);
	disk_use_text(round, one);
	disk_use_text(disk_use_day(round, ms > 0 ? ms : 1), day);
	format_text(line, sizeof line,
		"disk: %llu bytes a round (%s), a day %s with a round in %lld %s\n",
		(unsigned long long)round, one, day, (long long)(ms < 10000 ? ms : ms / 1000),
		ms < 10000 ? "ms" : "s");
	buffer_string(page, line);
	disk_use_time(100 * ms, hundred);
	format_text(line, sizeof line, "time: 100 rounds take about %s\n", hundred);
	buffer_string(page, line);
}

int plan_print(const struct plan *plan, int64_t interval_ms, bool has_action, const char *path)
{
	struct buffer page = { 0 };
	int result;

	for (size_t i = 0; i < plan->count; i++)
		add_target(&plan->targets[i], has_action, &page);
	if (plan->count == PLAN_TARGETS)
		buffer_string(&page, "(and maybe others: 16 are listed at most)\n");
	add_use(plan, interval_ms, &page);
	buffer_string(&page, "leakline-analyze ");
	buffer_quoted(&page, path);
	buffer_string(&page, "\n");
	result = io_write_all(STDOUT_FILENO, page.bytes, page.len);
	buffer_free(&page);
	if (result)
		say("standard output: %s (the rounds are in %s)", strerror(errno), path);
	return result;
}
