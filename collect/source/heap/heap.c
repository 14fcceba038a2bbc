/* heap.c - the live heap of a process: reads it until the sums agree, and reports how reliable it
 * is */
#include "heap.h"

#include <elf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <time.h>
#include <unistd.h>

#include "../../base/format.h"
#include "heap_bss.h"
#include "heap_elf.h"
#include "heap_glibc.h"
#include "heap_musl.h"
#include "heap_notes.h"
#include "heap_print.h"
#include "heap_python.h"
#include "heap_runtime.h"
#include "heap_target.h"

/* The process runs on while it is read: how often torn readings are repeated, and after what pause.
 */
enum { RETRIES_MAX = 4, RETRY_NS = 1500000 };

/* A process without malloc has at most this much anonymous memory: its stacks, and .bss. */
static const uint64_t ANON_SMALL = UINT64_C(1) << 20;

/* The allocator found. */
enum allocator { ALLOCATOR_UNKNOWN, ALLOCATOR_GLIBC, ALLOCATOR_MUSL_NG, ALLOCATOR_MUSL_OLD };

struct heap {
	uint64_t bytes_max;
	struct heap_target target;
	struct heap_glibc glibc;
	struct heap_runtime runtime;
	enum allocator allocator;
	struct buffer text; /* a piece of a file below /proc */
};

struct heap *heap_open(uint64_t bytes_max, struct waiting *waiting)
{
	struct heap *heap = calloc(1, sizeof *heap);
	struct heap_maps *maps;

	if (!heap)
		return NULL;
	heap->bytes_max = bytes_max;
	heap->target.memory.waiting = waiting;
	maps = &heap->target.maps;
	heap->target.memory.mem = heap->target.memory.pagemap = -1;
	maps->map = malloc(HEAP_MAPS_MAX * sizeof *maps->map);
	maps->module = malloc(HEAP_MODULES_MAX * sizeof *maps->module);
	maps->paths = malloc(HEAP_PATHS_MAX);
	heap->glibc.cache.fast = malloc(HEAP_FAST_MAX * sizeof *heap->glibc.cache.fast);
	heap->glibc.heaps = malloc(HEAP_RANGES_MAX * sizeof *heap->glibc.heaps);
	if (!heap_memory_open(&heap->target.memory) || !heap_census_open(&heap->target.census) ||
		!maps->map || !maps->module || maps->paths == NULL || !heap->glibc.cache.fast ||
		heap->glibc.heaps == NULL) {
		heap_close(heap);
		return NULL;
	}
	return heap;
}

void heap_close(struct heap *heap)
{
	if (!heap)
		return;
	heap_memory_close(&heap->target.memory);
	free(heap->target.maps.map);
	free(heap->target.maps.module);
	free(heap->target.maps.paths);
	heap_census_close(&heap->target.census);
	free(heap->glibc.cache.fast);
	free(heap->glibc.heaps);
	buffer_free(&heap->text);
	free(heap);
}

static int64_t microseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static enum native_read open_file(
	const struct native_reader *reader, int32_t pid, const char *file, int *fd)
{
	char name[NATIVE_READER_NAME];

	native_reader_name(name, pid, file);
	return native_reader_file(reader, name, fd);
}

static enum native_read read_maps(
	struct heap *heap, const struct native_reader *reader, int32_t pid)
{
	enum native_read result;
	long got;
	int fd;

	result = open_file(reader, pid, "maps", &fd);
	if (result != NATIVE_READ_DONE)
		return result;
	heap_maps_clear(&heap->target.maps);
	heap->text.len = 0;
	while ((got = native_reader_more(fd, &heap->text)) > 0)
		heap_maps_take(&heap->target.maps, &heap->text);
	if (got < 0)
		result = native_reader_error();
	close(fd);
	/* it had memory a moment ago: it has ended since */
	return result == NATIVE_READ_DONE && heap->target.maps.count == 0 ? NATIVE_READ_GONE
									  : result;
}

/* Reads the program's ELF header: from its file, or from the first file in memory that has one. */
static bool read_elf(
	struct heap *heap, const struct native_reader *reader, int32_t pid, struct heap_elf *elf)
{
	const struct heap_maps *maps = &heap->target.maps;
	uint8_t ident[HEAP_ELF_IDENT] = { 0 };
	bool found = false;
	int fd;

	if (open_file(reader, pid, "exe", &fd) == NATIVE_READ_DONE) {
		found = pread(fd, ident, sizeof ident, 0) == (ssize_t)sizeof ident &&
			heap_elf_read_ident(ident, elf);
		close(fd);
	}
	for (size_t i = 0; i < maps->module_count && !found; i++)
		found = heap_memory_copy(
				&heap->target.memory, maps->module[i].base, ident, sizeof ident) &&
			heap_elf_read_ident(ident, elf);
	return found;
}

/* The page size: this host's, or for a recorded tree from the auxiliary vector (getauxval(3),
 * AT_PAGESZ). */
static uint64_t page_size(struct heap *heap, const struct native_reader *reader, int32_t pid)
{
	const struct heap_memory *memory = &heap->target.memory;
	char name[NATIVE_READER_NAME];
	size_t word = memory->word;

	heap->text.len = 0;
	native_reader_name(name, pid, "auxv");
	if (!reader->live && native_reader_whole(reader, name, &heap->text) == NATIVE_READ_DONE)
		for (size_t at = 0; at + 2 * word <= heap->text.len; at += 2 * word) {
			const uint8_t *pair = (const uint8_t *)heap->text.bytes + at;

			if (heap_word(memory, pair) == AT_PAGESZ)
				return heap_word(memory, pair + word);
		}
	return getauxval(AT_PAGESZ);
}

/* Determines the process's machine. False: an unknown one. */
static bool read_machine(struct heap *heap, const struct native_reader *reader, int32_t pid)
{
	struct heap_memory *memory = &heap->target.memory;
	const uint16_t one = 1;
	bool is_big_endian_here = *(const uint8_t *)&one == 0;
	struct heap_elf elf;

	memory->page = getauxval(AT_PAGESZ);
	memory->is_foreign = false;
	if (!read_elf(heap, reader, pid, &elf))
		return false;
	memory->word = elf.word;
	memory->is_big_endian = elf.is_big_endian;
	memory->is_foreign = elf.is_big_endian != is_big_endian_here;
	memory->page = page_size(heap, reader, pid);
	heap->target.machine = elf.machine;
	return memory->page >= 4096 && memory->page <= HEAP_PAGE_MAX &&
	       (memory->page & (memory->page - 1)) == 0;
}

static void begin_count(struct heap *heap)
{
	heap_census_clear(&heap->target.census);
	heap_memory_forget(&heap->target.memory);
	heap->target.memory.is_sparse = false;
}

static void read_glibc(struct heap *heap, bool keeps_on)
{
	struct heap_glibc *glibc = &heap->glibc;

	glibc->cache.has_learnt_late = glibc->cache.is_cut = false;
	if (heap_glibc_read(&heap->target, glibc, keeps_on))
		heap->allocator = ALLOCATOR_GLIBC;
	if (glibc->cache.has_learnt_late) {
		/* now the keys are known from the first block on */
		begin_count(heap);
		(void)heap_glibc_read(&heap->target, glibc, keeps_on);
	}
}

static void read_musl(struct heap *heap)
{
	if (heap_musl_read_ng(&heap->target))
		heap->allocator = ALLOCATOR_MUSL_NG;
	else if (heap_musl_read_old(&heap->target))
		heap->allocator = ALLOCATOR_MUSL_OLD;
	else
		begin_count(heap);
}

/* Counts everything once. */
static void count(struct heap *heap, bool keeps_on)
{
	begin_count(heap);
	heap_bss_end(&heap->target);
	heap->allocator = ALLOCATOR_UNKNOWN;
	if (!heap->runtime.has_musl)
		read_glibc(heap, keeps_on);
	if (heap->allocator == ALLOCATOR_UNKNOWN && !heap->runtime.has_glibc)
		read_musl(heap);
	if (heap->runtime.has_python)
		heap_python_read(&heap->target);
}

/* Is there nothing that an allocator could own: no [heap], little anonymous memory? */
static bool has_no_heap(const struct heap_maps *maps)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < maps->count; i++) {
		if (maps->map[i].kind == HEAP_MAP_BRK)
			return false;
		if (maps->map[i].kind == HEAP_MAP_ANON && maps->map[i].module == HEAP_NO_MODULE)
			bytes += maps->map[i].end - maps->map[i].start;
	}
	return bytes < ANON_SMALL;
}

/* Do the sums agree, and was everything seen? */
static bool is_complete(const struct heap *heap)
{
	const struct heap_census *census = &heap->target.census;
	int64_t unaccounted = heap_census_unaccounted(census);

	if (census->torn > 0 || census->mmapped_missed != 0 || heap->target.maps.is_cut ||
		heap->glibc.cache.is_cut || heap->target.memory.is_exhausted ||
		heap->target.memory.is_cut || heap->runtime.has_old_glibc)
		return false;
	if (heap->allocator == ALLOCATOR_UNKNOWN)
		return heap->runtime.unread != NULL || has_no_heap(&heap->target.maps);
	/* bytes that aligned the first chunk may be unknown */
	return unaccounted < 16 && unaccounted > -16;
}

static enum native_read count_until_complete(
	struct heap *heap, const struct native_reader *reader, struct heap_reading *reading)
{
	const struct timespec pause = { 0, RETRY_NS };
	enum native_read result;

	heap_cache_clear(&heap->glibc.cache);
	heap->target.memory.bytes_read = heap->target.memory.pages_asked = 0;
	heap->target.memory.look_at = 0;
	heap->target.memory.bytes_max = heap->bytes_max;
	heap->target.memory.is_exhausted = heap->target.memory.is_cut = false;
	for (reading->retries = 0;; reading->retries++) {
		count(heap, reading->retries == RETRIES_MAX);
		reading->state = is_complete(heap) ? HEAP_COMPLETE : HEAP_PARTIAL;
		if (reading->state == HEAP_COMPLETE || reading->retries == RETRIES_MAX ||
			heap->target.memory.is_exhausted || heap->target.memory.is_cut)
			return NATIVE_READ_DONE;
		nanosleep(&pause, NULL);
		result = read_maps(heap, reader, reading->pid);
		if (result != NATIVE_READ_DONE)
			return result;
	}
}

/* glibc64, musl-ng32, glibc64+python; v8-not-read if a runtime has its own heap. */
static void name_allocator(const struct heap *heap, struct heap_reading *reading)
{
	static const char *const names[] = { [ALLOCATOR_UNKNOWN] = "unknown",
		[ALLOCATOR_GLIBC] = "glibc",
		[ALLOCATOR_MUSL_NG] = "musl-ng",
		[ALLOCATOR_MUSL_OLD] = "musl-old" };
	const char *name = names[heap->allocator];
	const char *python = heap->target.census.pools.blocks > 0 ? "+python" : "";

	/* libc is there, but malloc was never called */
	if (heap->allocator == ALLOCATOR_UNKNOWN && reading->state == HEAP_COMPLETE &&
		heap->runtime.has_glibc)
		name = names[ALLOCATOR_GLIBC];
	if (heap->runtime.unread)
		format_text(reading->allocator, sizeof reading->allocator, "%s-not-read%s",
			heap->runtime.unread, python);
	else
		format_text(reading->allocator, sizeof reading->allocator, "%s%u%s", name,
			heap->target.memory.word * 8, python);
}

/* A Go program has its own heap; its notes identify it. */
static void recognise_go(struct heap *heap, const struct native_reader *reader, int32_t pid)
{
	struct heap_elf_notes notes;

	if (heap->runtime.unread || heap->target.maps.module_count == 0)
		return;
	heap_notes_read(&heap->target, reader, pid, 0, &notes);
	if (notes.is_go)
		heap->runtime.unread = "go";
}

/* Reads a process whose files are open. */
static enum native_read read_open(struct heap *heap, const struct native_reader *reader,
	struct heap_reading *reading, struct buffer *into)
{
	int64_t started = microseconds();
	enum native_read result = read_maps(heap, reader, reading->pid);

	if (result == NATIVE_READ_DONE && !read_machine(heap, reader, reading->pid))
		return NATIVE_READ_DENIED;
	if (result == NATIVE_READ_DONE) {
		heap_runtime_recognise(&heap->target.maps, &heap->runtime);
		recognise_go(heap, reader, reading->pid);
		result = count_until_complete(heap, reader, reading);
	}
	if (result != NATIVE_READ_DONE)
		return result;
	name_allocator(heap, reading);
	heap_census_sort(&heap->target.census);
	reading->microseconds = microseconds() - started;
	heap_print_head(reading, into);
	heap_print_sums(reading, &heap->target, into);
	heap_notes_print(&heap->target, reader, reading->pid, into);
	heap_print_classes(&heap->target, into);
	buffer_string(into, "\n");
	return NATIVE_READ_DONE;
}

/* Opens memory and its map of pages. */
static enum native_read open_memory(
	struct heap_memory *memory, const struct native_reader *reader, int32_t pid)
{
	enum native_read result = open_file(reader, pid, "mem", &memory->mem);

	if (result != NATIVE_READ_DONE)
		return result;
	result = open_file(reader, pid, "pagemap", &memory->pagemap);
	/* a kernel without CONFIG_PROC_PAGE_MONITOR: which pages are in memory is unknown */
	return result == NATIVE_READ_GONE ? NATIVE_READ_DENIED : result;
}

static void close_memory(struct heap_memory *memory)
{
	if (memory->mem >= 0)
		close(memory->mem);
	if (memory->pagemap >= 0)
		close(memory->pagemap);
	memory->mem = memory->pagemap = -1;
}

enum native_read heap_read(struct heap *heap, const struct native_reader *reader,
	const struct heap_process *process, struct buffer *into)
{
	struct heap_reading reading = {
		.pid = process->pid, .name = process->name, .name_len = process->name_len
	};
	struct heap_memory *memory = &heap->target.memory;
	enum native_read result;

	memory->word = sizeof(void *);
	result = open_memory(memory, reader, process->pid);
	if (result == NATIVE_READ_DONE)
		result = read_open(heap, reader, &reading, into);
	close_memory(memory);
	if (result == NATIVE_READ_DONE || (result == NATIVE_READ_GONE && reader->live))
		return result;
	reading.state = HEAP_UNREAD;
	reading.retries = 0;
	format_text(reading.allocator, sizeof reading.allocator, "unknown%u", memory->word * 8);
	heap_print_head(&reading, into);
	buffer_string(into, "\n");
	return NATIVE_READ_DENIED;
}
