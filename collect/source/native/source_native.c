/* source_native.c - a snapshot by one pass over /proc, printed as the tools would print it */
#include "../../base/io.h"
#include "../../base/say.h"
#include "../source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "native_cgroup.h"
#include "native_fd.h"
#include "native_ps.h"
#include "native_see.h"
#include "../../base/waiting.h"
#include "../heap/heap.h"

/* How often a snapshot of many processes looks for stop signals. */
enum { LOOK_MS = 100 };

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
	bool is_denied = false;

	if (round->all_processes) {
		if (native_reader_list(&native->reader) != 0) {
			native_see_trouble(round, "the list of processes", 0, errno);
			return SOURCE_DROPPED;
		}
		pids = native->reader.pids;
		count = native->reader.pid_count;
	}
	for (size_t i = 0; i < count; i++) {
		if (look_for_stop(native))
			return SOURCE_STOPPED;
		switch (native_see(native, round, pids[i])) {
		case NATIVE_READ_FAILED:
			native_see_trouble(round, "process ", pids[i], errno);
			return SOURCE_DROPPED;
		case NATIVE_READ_DENIED:
			if (native->stat.len == 0) {
				native_see_hidden(native, round, pids[i]);
				is_denied = true;
			}
			break;
		case NATIVE_READ_GONE:
		case NATIVE_READ_DONE:
			break;
		}
	}
	if (round->all_processes) {
		native_see_hidden_members(native, round, pids, count);
		round->hides = native_see_hides(native, pids, count, is_denied);
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

		if (row->of_target || !row->file || !native_see_is_wanted(round, (enum kind)kind))
			continue;
		result = native_reader_whole(&native->reader, row->file, text);
		if (result == NATIVE_READ_FAILED ||
			(result == NATIVE_READ_DENIED && errno == ENXIO))
			native_see_trouble(round, row->file, 0, errno);
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
	if (native_see_is_wanted(round, KIND_CGROUP))
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
	round->hides = false;
	add_system_files(native, round);
	add_cgroups(native, round);
	if (native_see_is_wanted(round, KIND_PS)) {
		native_system_update(&native->system, &native->reader, &round->text[KIND_MEMINFO]);
		buffer_reserve(ps, NATIVE_PS_ROW_MAX);
		ps->len = (size_t)(native_ps_header(&native->system.ps, ps->bytes) - ps->bytes);
	}
	return see_all(native, round);
}

/* Appends `KEY: ` and the first line of a file below /proc, or OTHERWISE. A file that is not there,
 * or that we may not read, is left empty. */
static void add_fact(const struct native *native, struct buffer *text, const char *key,
	const char *file, const char *otherwise)
{
	struct buffer value = { 0 };
	enum native_read result = NATIVE_READ_DONE;
	size_t len = 0;

	buffer_string(text, key);
	if (native->reader.live && otherwise)
		buffer_string(&value, otherwise);
	else
		result = native_reader_whole(&native->reader, file, &value);
	if (result == NATIVE_READ_FAILED)
		say("/proc/%s: %s (the run goes on without)", file, strerror(errno));
	while (result == NATIVE_READ_DONE && len < value.len && value.bytes[len] != '\n')
		len++;
	buffer_escaped(text, value.bytes, len);
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
	buffer_number(text, (int64_t)getauxval(AT_PAGESZ));
	buffer_string(text, "\nclk_tck: ");
	buffer_number(text, (int64_t)getauxval(AT_CLKTCK));
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
	struct stat info;

	if (reader->live)
		return 0;
	if (strcmp(proc, "/proc") == 0) {
		say("/proc: it is not mounted (mount -t proc proc /proc)");
		return -1;
	}
	if (native_reader_list(reader) == 0 && reader->pid_count == 0 &&
		fstatat(dirfd(reader->folder), "meminfo", &info, 0) != 0) {
		say("%s: it holds no process (is it a /proc?)", proc);
		return -1;
	}
	return 0;
}

struct source *source_native_open(const char *proc, struct waiting *waiting, uint64_t heap_max)
{
	struct native *native = calloc(1, sizeof *native);

	if (!native || native_reader_open(&native->reader, proc) != 0) {
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
