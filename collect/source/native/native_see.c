/* native_see.c - one process of a snapshot: is it a target, and what is recorded of it? */
#include "native_see.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "../../base/proc_mount.h"
#include "native_fd.h"
#include "native_files.h"
#include "native_jstat.h"
#include "native_ps.h"
#include "../heap/heap.h"

bool native_see_is_wanted(const struct source_round *round, enum kind kind)
{
	return (round->kinds & 1u << kind) != 0;
}

static struct buffer *wanted_text(struct source_round *round, enum kind kind)
{
	return native_see_is_wanted(round, kind) ? &round->text[kind] : NULL;
}

/* A stat that cannot be read as one says nothing of its process, not even that it has ended: a
 * target remains one, of which this round has nothing. */
static void see_unclear(struct source_round *round, int32_t pid)
{
	struct source_process seen = { .pid = pid, .name = "", .cmdline = "", .state = '?' };

	native_see_trouble(round, "stat of ", pid, EBADMSG);
	round->result(round->context, &seen, SOURCE_DENIED);
}

/* stat, and cmdline of what has any: a process without memory has none. */
static enum native_read read_identity(
	struct native *native, struct source_round *round, int32_t pid)
{
	struct native_process *p = &native->process;
	char name[NATIVE_READER_NAME];
	enum native_read result;

	native->stat.len = native->status.len = native->cmdline.len = 0;
	native_reader_name(name, pid, "stat");
	result = native_reader_piece(&native->reader, name, &native->stat);
	if (result != NATIVE_READ_DONE)
		return result;
	if (!native_process_read_stat(p, native->stat.bytes, native->stat.len)) {
		see_unclear(round, pid);
		return NATIVE_READ_GONE;
	}
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

	if (native_see_is_wanted(round, KIND_STAT))
		buffer_add(&round->text[KIND_STAT], native->stat.bytes, native->stat.len);
	if (native_see_is_wanted(round, KIND_STATUS))
		buffer_add(&round->text[KIND_STATUS], native->status.bytes, native->status.len);
	if (pmap || maps != NULL)
		result = native_files_maps(&files, pmap, maps);
	for (int kind = KIND_SMAPS; kind <= KIND_SMAPS_ROLLUP; kind++)
		if (result == NATIVE_READ_DONE && native_see_is_wanted(round, (enum kind)kind))
			result = native_files_copy(
				&files, kind_row((enum kind)kind)->file, &round->text[kind]);
	return result;
}

/* The blocks in use; of a process whose memory may not be read, that it may not. */
static void add_heap(struct native *native, struct source_round *round)
{
	const struct native_process *p = &native->process;
	struct heap_process process = { p->pid, p->name, p->name_len };

	if (!native->heap)
		native->heap = heap_open(native->heap_max, native->waiting);
	if (!native->heap) {
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

	if (native_see_is_wanted(round, KIND_HEAP) && native->process.space_bytes > 0)
		add_heap(native, round);
	if (native_see_is_wanted(round, KIND_FD) &&
		native_fd_add(&native->reader, native->counts_fds, pid, &round->text[KIND_FD]) ==
			NATIVE_READ_FAILED)
		native_see_trouble(round, "fd of ", pid, errno);
	if (!native_see_is_wanted(round, KIND_JSTAT) || native->jstat_missing)
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

enum native_read native_see(struct native *native, struct source_round *round, int32_t pid)
{
	struct native_process *p = &native->process;
	enum native_read result = read_identity(native, round, pid);
	struct source_process seen;
	bool is_target;

	if (result != NATIVE_READ_DONE)
		return result;
	seen = native_process_seen(p, &native->cgroups);
	seen.cmdline = native->cmdline.bytes;
	seen.cmdline_len = native->cmdline.len;
	is_target = round->meet(round->context, &seen);
	if (!is_target && !native_see_is_wanted(round, KIND_PS))
		return NATIVE_READ_DONE;
	result = !is_target && native_process_is_kernel(p) ? read_kernel_status(native)
							   : read_status(native);
	if (result == NATIVE_READ_DONE && native_see_is_wanted(round, KIND_PS))
		add_row(native, &round->text[KIND_PS]);
	native->heap_denied = false;
	if (result == NATIVE_READ_DONE && is_target)
		result = add_target(native, round);
	seen.heap_denied = native->heap_denied;
	seen.status_empty = result == NATIVE_READ_DONE && native->status.len == 0 &&
			    native_see_is_wanted(round, KIND_STATUS);
	if (is_target)
		tell(round, &seen, result);
	return result;
}

void native_see_trouble(struct source_round *round, const char *what, int32_t pid, int why)
{
	buffer_string(&round->trouble, what);
	if (pid > 0)
		buffer_number(&round->trouble, pid);
	buffer_string(&round->trouble, ": ");
	buffer_string(&round->trouble, why == ENXIO     ? "it is no regular file"
				       : why == EBADMSG ? "it is not understood"
							: strerror(why));
	buffer_string(&round->trouble, "\n");
}

void native_see_hidden(const struct native *native, const struct source_round *round, int32_t pid)
{
	struct source_process seen = { .pid = pid,
		.name = "",
		.cmdline = "",
		.state = '?',
		.in_cgroup = cgroup_has_pid(&native->cgroups.targets, pid),
		.is_hidden = true };

	if (round->meet(round->context, &seen))
		tell(round, &seen, NATIVE_READ_DENIED);
}

void native_see_hidden_members(const struct native *native, const struct source_round *round,
	const int32_t *pids, size_t count)
{
	const struct buffer *members = &native->cgroups.targets;
	size_t at = 0;
	bool hides = false;

	if (!native->reader.live) /* a recorded tree: its PIDs are not those of this host */
		return;
	for (size_t offset = 0; offset < members->len; offset += sizeof(int32_t)) {
		int32_t pid;

		memcpy(&pid, members->bytes + offset, sizeof pid);
		while (at < count && pids[at] < pid)
			at++;
		/* one that ended since the cgroup was read gives ESRCH */
		if ((at < count && pids[at] == pid) || kill(pid, 0) == 0 || errno != EPERM)
			continue;
		hides = hides || proc_mount_hides_here();
		if (!hides)
			return;
		native_see_hidden(native, round, pid);
	}
}

/* Everywhere some process has PID 1. */
bool native_see_hides(
	const struct native *native, const int32_t *pids, size_t count, bool is_denied)
{
	return native->reader.live && (is_denied || !count || pids[0] != 1) &&
	       proc_mount_hides_here();
}
