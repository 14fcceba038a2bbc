/* source_native.c - a snapshot by one pass over /proc, printed as the tools would print it */
#include "../source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "native_cgroup.h"
#include "native_fd.h"
#include "native_files.h"
#include "native_jstat.h"
#include "native_process.h"
#include "native_ps.h"
#include "native_reader.h"
#include "native_system.h"
#include "../../base/text.h"
#include "../../base/waiting.h"
#include "../heap/heap.h"

/* The source, and the current process; buffers keep their room from one round to the next. */
struct native {
	struct source source;
	struct native_reader reader;
	struct native_system system;
	struct buffer stat, status, cmdline;
	struct native_process process;
	struct buffer piece; /* of maps */
	struct waiting *waiting;
	struct cgroups cgroups;
	struct heap *heap; /* NULL until it is wanted */
	uint64_t heap_max;
	bool heap_denied;   /* of the current process */
	bool counts_fds;    /* the kernel does */
	bool jstat_missing; /* and it was said */
	bool kernel_euid_known;
	uint64_t kernel_euid;
	int64_t look_ms; /* when to look for stop signals again */
};

/* How often a snapshot of many processes looks for stop signals. */
enum { LOOK_MS = 100 };

static bool is_wanted(const struct source_round *round, enum kind kind)
{
	return (round->kinds & 1u << kind) != 0;
}

static struct buffer *wanted_text(struct source_round *round, enum kind kind)
{
	return is_wanted(round, kind) ? &round->text[kind] : NULL;
}

/* stat, and cmdline of what has any: a process without memory has none. */
static enum native_read read_identity(struct native *native, int32_t pid)
{
	struct native_process *p = &native->process;
	char name[NATIVE_READER_NAME];
	enum native_read result;

	native->stat.len = native->status.len = native->cmdline.len = 0;
	native_reader_name(name, pid, "stat");
	result = native_reader_piece(&native->reader, name, &native->stat);
	if (result != NATIVE_READ_DONE)
		return result;
	if (!native_process_read_stat(p, native->stat.bytes, native->stat.len))
		return NATIVE_READ_GONE;
	if (p->space_bytes == 0)
		return NATIVE_READ_DONE;
	native_reader_name(name, pid, "cmdline");
	return native_reader_piece(&native->reader, name, &native->cmdline);
}

static enum native_read read_status(struct native *native)
{
	struct native_process *p = &native->process;
	char name[NATIVE_READER_NAME];
	enum native_read result;

	native_reader_name(name, p->pid, "status");
	result = native_reader_piece(&native->reader, name, &native->status);
	if (result == NATIVE_READ_DONE)
		native_process_read_status(p, native->status.bytes, native->status.len);
	return result;
}

/* For a row of ps alone the status of a kernel thread need not be read: it has no sizes, and the
 * owner of the first one, as all are copies of kthreadd (kernel/kthread.c). */
static enum native_read read_kernel_status(struct native *native)
{
	enum native_read result;

	if (native->kernel_euid_known) {
		native->process.euid = native->kernel_euid;
		return NATIVE_READ_DONE;
	}
	result = read_status(native);
	native->kernel_euid = native->process.euid;
	native->kernel_euid_known = result == NATIVE_READ_DONE;
	return result;
}

static void add_row(struct native *native, struct buffer *ps)
{
	const struct native_process *p = &native->process;
	struct native_ps_words words = { .user = native_system_user(&native->system, p->euid),
		.terminal = native_system_terminal(&native->system, &native->reader, p->terminal),
		.cmdline = native->cmdline.bytes,
		.cmdline_len = native->cmdline.len };
	char *end;

	buffer_reserve(ps, NATIVE_PS_ROW_MAX + strlen(words.terminal) +
				   native_process_command_max(p, words.cmdline_len));
	end = native_ps_row(&native->system.ps, p, &words, ps->bytes + ps->len);
	ps->len = (size_t)(end - ps->bytes);
}

static enum native_read add_target_files(struct native *native, struct source_round *round)
{
	struct native_files files = { .reader = &native->reader,
		.process = &native->process,
		.cmdline = &native->cmdline,
		.piece = &native->piece,
		.shm_minor = native->system.shm_minor };
	struct buffer *pmap = wanted_text(round, KIND_PMAP), *maps = wanted_text(round, KIND_MAPS);
	enum native_read result = NATIVE_READ_DONE;

	if (is_wanted(round, KIND_STAT))
		buffer_add(&round->text[KIND_STAT], native->stat.bytes, native->stat.len);
	if (is_wanted(round, KIND_STATUS))
		buffer_add(&round->text[KIND_STATUS], native->status.bytes, native->status.len);
	if (pmap != NULL || maps != NULL)
		result = native_files_maps(&files, pmap, maps);
	for (int kind = KIND_SMAPS; kind <= KIND_SMAPS_ROLLUP; kind++)
		if (result == NATIVE_READ_DONE && is_wanted(round, (enum kind)kind))
			result = native_files_copy(
				&files, kind_row((enum kind)kind)->file, &round->text[kind]);
	return result;
}

/* The blocks in use; of a process whose memory may not be read, that it may not. */
static void add_heap(struct native *native, struct source_round *round)
{
	const struct native_process *p = &native->process;
	struct heap_process process = { p->pid, p->name, p->name_len };

	if (native->heap == NULL)
		native->heap = heap_open(native->heap_max, native->waiting);
	if (native->heap == NULL) {
		buffer_string(&round->trouble, "heap: not enough memory to read it\n");
		return;
	}
	native->heap_denied = heap_read(native->heap, &native->reader, &process,
				      &round->text[KIND_HEAP]) == NATIVE_READ_DENIED;
}

/* The output of tools and folders, besides the files: a target without it is recorded all the same.
 */
static void add_beside(struct native *native, struct source_round *round)
{
	int32_t pid = native->process.pid;

	if (is_wanted(round, KIND_HEAP) && native->process.space_bytes > 0)
		add_heap(native, round);
	if (is_wanted(round, KIND_FD))
		(void)native_fd_add(
			&native->reader, native->counts_fds, pid, &round->text[KIND_FD]);
	if (!is_wanted(round, KIND_JSTAT) || native->jstat_missing)
		return;
	switch (native_jstat_add(
		&native->reader, native->waiting, pid, &native->piece, &round->text[KIND_JSTAT])) {
	case CHILD_GOOD:
		break;
	case CHILD_MISSING:
		native->jstat_missing = true;
		buffer_string(
			&round->trouble, "jstat: no such program (it is a part of the JDK)\n");
		break;
	default:
		buffer_string(&round->trouble, "jstat of ");
		buffer_number(&round->trouble, pid);
		buffer_string(&round->trouble, " gave nothing\n");
	}
}

/* NATIVE_READ_DONE where it is still the process whose stat was read, else GONE or why it could not
 * be read. Between two files of one round its PID may have become another's: their sizes must not
 * be mixed. */
static enum native_read read_stat_again(struct native *native)
{
	struct native_process now;
	char name[NATIVE_READER_NAME];
	enum native_read result;

	native->piece.len = 0;
	native_reader_name(name, native->process.pid, "stat");
	result = native_reader_piece(&native->reader, name, &native->piece);
	if (result != NATIVE_READ_DONE)
		return result;
	return native_process_read_stat(&now, native->piece.bytes, native->piece.len) &&
			       now.start_ticks == native->process.start_ticks
		       ? NATIVE_READ_DONE
		       : NATIVE_READ_GONE;
}

/* All files of a target, or none; of one whose memory we may not read, what all may read: stat and
 * status. */
static enum native_read add_target(struct native *native, struct source_round *round)
{
	size_t before[KINDS];
	enum native_read result;

	for (int kind = 0; kind < KINDS; kind++)
		before[kind] = round->text[kind].len;
	result = add_target_files(native, round);
	if (result == NATIVE_READ_DONE || result == NATIVE_READ_DENIED) {
		enum native_read again = read_stat_again(native);

		result = again == NATIVE_READ_DONE ? result : again;
	}
	if (result != NATIVE_READ_DONE)
		for (int kind = 0; kind < KINDS; kind++)
			if (kind_row((enum kind)kind)->of_target &&
				(result != NATIVE_READ_DENIED ||
					(kind != KIND_STAT && kind != KIND_STATUS)))
				round->text[kind].len = before[kind];
	if (result == NATIVE_READ_DONE || result == NATIVE_READ_DENIED)
		add_beside(native, round);
	return result;
}

static void tell(const struct source_round *round, const struct source_process *process,
	enum native_read result)
{
	static const enum source_result results[] = { [NATIVE_READ_DONE] = SOURCE_RECORDED,
		[NATIVE_READ_GONE] = SOURCE_GONE,
		[NATIVE_READ_DENIED] = SOURCE_DENIED,
		[NATIVE_READ_FAILED] = SOURCE_DENIED };

	round->result(round->context, process, results[result]);
}

/* One process: asks whether it is a target, and adds all that is wanted of it. */
static enum native_read see_process(struct native *native, struct source_round *round, int32_t pid)
{
	struct native_process *p = &native->process;
	enum native_read result = read_identity(native, pid);
	struct source_process seen;
	bool is_target;

	if (result != NATIVE_READ_DONE)
		return result;
	seen = (struct source_process){ .pid = p->pid,
		.start_ticks = p->start_ticks,
		.name = p->name,
		.name_len = p->name_len,
		.cmdline = native->cmdline.bytes,
		.cmdline_len = native->cmdline.len,
		.state = p->state,
		.threads = p->threads,
		.group = p->group,
		.parent = p->parent,
		.session = p->session,
		.in_cgroup = cgroup_has_pid(&native->cgroups.targets, p->pid),
		.in_kin = cgroup_has_pid(&native->cgroups.kin, p->pid),
		.has_memory = p->space_bytes > 0 };
	is_target = round->meet(round->context, &seen);
	if (!is_target && !is_wanted(round, KIND_PS))
		return NATIVE_READ_DONE;
	result = !is_target && native_process_is_kernel(p) ? read_kernel_status(native)
							   : read_status(native);
	if (result == NATIVE_READ_DONE && is_wanted(round, KIND_PS))
		add_row(native, &round->text[KIND_PS]);
	native->heap_denied = false;
	if (result == NATIVE_READ_DONE && is_target)
		result = add_target(native, round);
	seen.heap_denied = native->heap_denied;
	if (is_target)
		tell(round, &seen, result);
	return result;
}

/* A PID that was asked for and may not even be looked at (/proc mounted with hidepid). */
static void tell_hidden(const struct source_round *round, int32_t pid)
{
	struct source_process seen = { .pid = pid, .name = "", .cmdline = "", .state = '?' };

	if (round->meet(round->context, &seen))
		tell(round, &seen, NATIVE_READ_DENIED);
}

static void add_trouble(struct source_round *round, const char *what, int32_t pid, int why)
{
	buffer_string(&round->trouble, what);
	if (pid > 0)
		buffer_number(&round->trouble, pid);
	buffer_string(&round->trouble, ": ");
	buffer_string(&round->trouble, strerror(why));
	buffer_string(&round->trouble, "\n");
}

/* Returns whether all work ends now. Called for each of many processes: it looks a few times a
 * second. */
static bool look_for_stop(struct native *native)
{
	int64_t now = io_monotonic_ms();

	if (now < native->look_ms)
		return native->waiting->stops > 1;
	native->look_ms = now + LOOK_MS;
	return waiting_look(native->waiting);
}

/* SOURCE_DROPPED if the system is at fault: without all processes the round would be wrong. */
static enum source_status see_all(struct native *native, struct source_round *round)
{
	const int32_t *pids = round->pids;
	size_t count = round->pid_count;

	if (round->all_processes) {
		if (native_reader_list(&native->reader) != 0) {
			add_trouble(round, "the list of processes", 0, errno);
			return SOURCE_DROPPED;
		}
		pids = native->reader.pids;
		count = native->reader.pid_count;
	}
	for (size_t i = 0; i < count; i++) {
		if (look_for_stop(native))
			return SOURCE_STOPPED;
		switch (see_process(native, round, pids[i])) {
		case NATIVE_READ_FAILED:
			add_trouble(round, "process ", pids[i], errno);
			return SOURCE_DROPPED;
		case NATIVE_READ_DENIED:
			if (!round->all_processes && native->stat.len == 0)
				tell_hidden(round, pids[i]);
			break;
		case NATIVE_READ_GONE:
		case NATIVE_READ_DONE:
			break;
		}
	}
	return SOURCE_GOOD;
}

/* Files of the system; what this kernel does not have, or does not show us, is left empty. */
static void add_system_files(struct native *native, struct source_round *round)
{
	for (int kind = 0; kind < KINDS; kind++) {
		const struct kind_row *row = kind_row((enum kind)kind);
		struct buffer *text = &round->text[kind];
		enum native_read result;

		if (row->of_target || row->file == NULL || !is_wanted(round, (enum kind)kind))
			continue;
		result = native_reader_whole(&native->reader, row->file, text);
		if (result == NATIVE_READ_FAILED)
			add_trouble(round, row->file, 0, errno);
		if (result != NATIVE_READ_DONE)
			text->len = 0;
	}
}

/* The processes of the cgroups, before they are asked about, and their files. */
static void add_cgroups(struct native *native, struct source_round *round)
{
	if (native->cgroups.count == 0)
		return;
	native_cgroup_members(&native->reader, &native->cgroups, &native->piece);
	if (is_wanted(round, KIND_CGROUP))
		native_cgroup_files(&native->reader, &native->cgroups, &native->piece,
			&round->text[KIND_CGROUP]);
}

static enum source_status native_snapshot(struct source *source, struct source_round *round)
{
	struct native *native = (struct native *)source;
	struct buffer *ps = &round->text[KIND_PS];

	for (int kind = 0; kind < KINDS; kind++)
		round->text[kind].len = 0;
	round->trouble.len = 0;
	add_system_files(native, round);
	add_cgroups(native, round);
	if (is_wanted(round, KIND_PS)) {
		native_system_update(&native->system, &native->reader, &round->text[KIND_MEMINFO]);
		buffer_reserve(ps, NATIVE_PS_ROW_MAX);
		ps->len = (size_t)(native_ps_header(&native->system.ps, ps->bytes) - ps->bytes);
	}
	return see_all(native, round);
}

/* Appends `KEY: ` and the first line of a file below /proc, or OTHERWISE. */
static void add_fact(const struct native *native, struct buffer *text, const char *key,
	const char *file, const char *otherwise)
{
	struct buffer value = { 0 };
	size_t len = 0;

	buffer_string(text, key);
	if (native->reader.live && otherwise != NULL) {
		buffer_escaped_string(text, otherwise);
	} else if (native_reader_whole(&native->reader, file, &value) == NATIVE_READ_DONE) {
		while (len < value.len && value.bytes[len] != '\n')
			len++;
		buffer_escaped(text, value.bytes, len);
	}
	buffer_string(text, "\n");
	buffer_free(&value);
}

static int native_describe(struct source *source, struct source_info *info)
{
	struct native *native = (struct native *)source;
	struct buffer *text = &info->text;
	struct utsname host;
	size_t before;

	if (uname(&host) != 0) {
		say("uname: %s", strerror(errno));
		return -1;
	}
	add_fact(native, text, "host: ", "sys/kernel/hostname", host.nodename);
	add_fact(native, text, "kernel: ", "sys/kernel/osrelease", host.release);
	before = text->len + strlen("boot_id: ");
	add_fact(native, text, "boot_id: ", "sys/kernel/random/boot_id", NULL);
	buffer_add(&info->boot_id, text->bytes + before, text->len - before - 1);
	buffer_string(text, "page_size: ");
	buffer_number(text, sysconf(_SC_PAGESIZE));
	buffer_string(text, "\nclk_tck: ");
	buffer_number(text, sysconf(_SC_CLK_TCK));
	buffer_string(text,
		"\nsource: native\ntools: ps=as ps aux of procps 4.0.2; pmap=as pmap -d of procps 4.0.2\n");
	return 0;
}

static int native_add_cgroup(struct source *source, const struct cgroup *wish)
{
	struct native *native = (struct native *)source;

	return native_cgroup_add(&native->reader, &native->cgroups, wish->path);
}

static bool native_add_cgroups_of(
	struct source *source, const struct buffer *pids, const struct cgroup *wish)
{
	struct native *native = (struct native *)source;

	return native_cgroup_add_of(&native->reader, &native->cgroups, pids, wish);
}

static void native_close(struct source *source)
{
	struct native *native = (struct native *)source;

	native_reader_close(&native->reader);
	native_system_close(&native->system);
	heap_close(native->heap);
	cgroups_free(&native->cgroups);
	buffer_free(&native->stat);
	buffer_free(&native->status);
	buffer_free(&native->cmdline);
	buffer_free(&native->piece);
	free(native);
}

/* Returns -1 if it is no /proc, and no copy of one, and says so: "no process of that name" would be
 * true of it, and of no help. */
static int look_at_proc(struct native_reader *reader, const char *proc)
{
	if (reader->live)
		return 0;
	if (strcmp(proc, "/proc") == 0) {
		say("/proc: it is not mounted (mount -t proc proc /proc)");
		return -1;
	}
	if (native_reader_list(reader) == 0 && reader->pid_count == 0 &&
		faccessat(dirfd(reader->folder), "meminfo", F_OK, 0) != 0) {
		say("%s: it holds no process (is it a /proc?)", proc);
		return -1;
	}
	return 0;
}

struct source *source_native_open(const char *proc, struct waiting *waiting, uint64_t heap_max)
{
	struct native *native = calloc(1, sizeof(*native));

	if (native == NULL || native_reader_open(&native->reader, proc) != 0) {
		say("%s: %s (is it a /proc?)", proc, strerror(errno));
		free(native);
		return NULL;
	}
	if (look_at_proc(&native->reader, proc) != 0) {
		native_reader_close(&native->reader);
		free(native);
		return NULL;
	}
	native->counts_fds = native_fd_is_cheap(&native->reader);
	native->waiting = waiting;
	native->heap_max = heap_max;
	native->source = (struct source){ native_snapshot, native_describe, native_add_cgroup,
		native_add_cgroups_of, native_close, native->counts_fds ? 1u << KIND_FD : 0 };
	native_system_open(&native->system, &native->reader);
	/* an empty command line is one of length 0, not a NULL pointer */
	buffer_reserve(&native->cmdline, 1);
	return &native->source;
}
