/*
 * test_parse_fixtures.c - every captured file in tests/fixtures gives what expected.csv says, at a
 * page that may not be read behind its last byte, and no prefix of it does harm. deviations.csv:
 * where the tool itself was wrong.
 */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyze/base/arena.h"
#include "analyze/base/notes.h"
#include "analyze/parse/parse_meminfo.h"
#include "analyze/parse/parse_pmap.h"
#include "analyze/parse/parse_ps.h"
#include "analyze/parse/parse_smaps.h"
#include "analyze/parse/parse_stat.h"
#include "analyze/parse/parse_status.h"
#include "analyze/parse/parse_text.h"

/* What a file said of one PID; -1 not told. */
struct said {
	int32_t pid;
	char name[512];
	int64_t rss, anon, swap, mapped, private_kib, shared, mappings;
};

struct reading {
	struct arena arena;
	struct notes notes;
	struct said *items;
	size_t count;
};

static struct said *said_of(struct reading *reading, int32_t pid)
{
	for (size_t i = 0; i < reading->count; i++)
		if (reading->items[i].pid == pid)
			return &reading->items[i];
	reading->items = realloc(reading->items, (reading->count + 1) * sizeof *reading->items);
	assert_non_null(reading->items);
	reading->items[reading->count] = (struct said){ .pid = pid,
		.rss = -1,
		.anon = -1,
		.swap = -1,
		.mapped = -1,
		.private_kib = -1,
		.shared = -1,
		.mappings = -1 };
	return &reading->items[reading->count++];
}

/* The escapes of expected.csv: \n \t \\ and \xHH for all outside printable ASCII. */
static void set_name(struct said *said, struct span name)
{
	size_t at = 0;

	for (size_t i = 0; i < name.len && at + 5 < sizeof said->name; i++) {
		unsigned char c = (unsigned char)name.at[i];

		if (c == '\n' || c == '\t' || c == '\\')
			at += (size_t)sprintf(said->name + at, "\\%c",
				c == '\n'   ? 'n'
				: c == '\t' ? 't'
					    : '\\');
		else if (c < 0x20 || c > 0x7e)
			at += (size_t)sprintf(said->name + at, "\\x%02x", c);
		else
			said->name[at++] = (char)c;
	}
	said->name[at] = '\0';
}

static void take_status(
	void *context, const struct status_row *row, struct span text, uint64_t lines)
{
	char name[64];
	struct said *said;

	(void)text, (void)lines;
	if (row->pid < 0 || row->name.len > sizeof name)
		return;
	said = said_of(context, (int32_t)row->pid);
	set_name(said, parse_status_unescape(row->name, name));
	said->rss = row->rss;
	said->anon = row->rss_anon;
	said->swap = row->swap;
}

static void take_stat(void *context, const struct stat_row *row, struct span text, uint64_t lines)
{
	(void)text, (void)lines;
	set_name(said_of(context, row->pid), row->name);
}

static void take_ps(void *context, const struct ps_row *row, struct span line)
{
	struct said *said = said_of(context, row->pid);

	(void)line;
	set_name(said, row->command);
	said->rss = row->rss;
}

static void count_row(void *context, const struct pmap_row *row)
{
	struct said *said = context;

	said->mappings++;
	if (parse_pmap_private(row))
		said->private_kib += row->kib;
	else if (row->mode[3] == 's')
		said->shared += row->kib;
	said->mapped += row->kib;
}

static void take_block(void *context, const struct pmap_block *block)
{
	struct reading *reading = context;
	struct said *said = said_of(reading, block->pid),
		    sums = { .mappings = 0, .private_kib = 0 };

	set_name(said, block->command);
	parse_pmap_rows(block, &reading->notes, count_row, &sums);
	if (!block->complete && !block->rows.len)
		return;
	said->mappings = sums.mappings;
	said->mapped = sums.mapped;
	said->shared = sums.shared;
	said->private_kib = block->private_kib >= 0 ? block->private_kib : sums.private_kib;
}

static int32_t maps_pid;

static void take_process(void *context, int32_t pid)
{
	(void)context;
	maps_pid = pid;
}

static void take_mapping(void *context, const struct maps_row *row)
{
	struct said *said = said_of(context, maps_pid);
	int64_t kib = (int64_t)((row->end - row->start) / 1024);

	if (said->mappings < 0)
		said->mappings = said->mapped = said->private_kib = said->shared = 0;
	said->mappings++;
	said->mapped += kib;
	if (row->perms[3] == 's')
		said->shared += kib;
	else if (row->perms[1] == 'w')
		said->private_kib += kib;
	if (row->rss >= 0)
		said->rss = (said->rss < 0 ? 0 : said->rss) + row->rss;
	if (row->anonymous >= 0)
		said->anon = (said->anon < 0 ? 0 : said->anon) + row->anonymous;
	if (row->swap >= 0)
		said->swap = (said->swap < 0 ? 0 : said->swap) + row->swap;
}

static void ignore_kib(void *context, struct span key, int64_t kib)
{
	(void)context, (void)key, (void)kib;
}

static void ignore_value(void *context, struct span key, uint64_t value)
{
	(void)context, (void)key, (void)value;
}

/* Parses a text by the kind that the file's name says. */
static void parse(struct reading *reading, const char *base, struct span text)
{
	static const struct smaps_reader smaps = { take_process, take_mapping, false };
	static const struct status_reader status = { NULL, take_status };
	static const struct stat_reader stat = { NULL, take_stat };
	static const struct ps_reader ps = { .row = take_ps };

	text = parse_text_prepare(text, &reading->arena, &reading->notes);
	if (!strncmp(base, "status", 6))
		parse_status(text, &reading->notes, &status, reading);
	else if (!strncmp(base, "stat", 4))
		parse_stat(text, &reading->notes, &stat, reading);
	else if (!strncmp(base, "pmap", 4))
		parse_pmap(text, &reading->notes, NULL, take_block, reading);
	else if (!strncmp(base, "ps", 2))
		parse_ps(text, &reading->notes, &ps, reading);
	else if (!strncmp(base, "meminfo", 7))
		parse_meminfo(text, &reading->notes, ignore_kib, reading);
	else if (!strncmp(base, "vmstat", 6))
		parse_vmstat(text, &reading->notes, ignore_value, reading);
	else if (strstr(base, "maps"))
		parse_smaps(text, &reading->notes, &smaps, reading);
}

static void begin(struct reading *reading)
{
	*reading = (struct reading){ .count = 0 };
	reading->notes.arena = &reading->arena;
}

static void end(struct reading *reading)
{
	arena_free(&reading->arena);
	free(reading->items);
}

/* A file's bytes right before a page that may not be read. */
struct guarded {
	char *map;
	size_t size;
	struct span text;
};

static struct guarded load(const char *path)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	struct guarded guarded;
	struct stat info;
	int fd = open(path, O_RDONLY);

	if (fd < 0 || fstat(fd, &info))
		fail_msg("%s cannot be read", path);
	guarded.size = ((size_t)info.st_size / page + 2) * page;
	guarded.map = mmap(
		NULL, guarded.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_true(guarded.map != MAP_FAILED);
	assert_int_equal(mprotect(guarded.map + guarded.size - page, page, PROT_NONE), 0);
	guarded.text = (struct span){ guarded.map + guarded.size - page - info.st_size,
		(size_t)info.st_size };
	assert_int_equal(
		read(fd, (char *)(uintptr_t)guarded.text.at, guarded.text.len), info.st_size);
	close(fd);
	return guarded;
}

/* The cells of a line of CSV, quotes undone in place. */
static size_t split(char *line, char **cells, size_t most)
{
	size_t count = 0;
	char *in = line;

	while (count < most) {
		char *out = in;
		bool quoted = *in == '"';

		cells[count++] = out;
		for (in += quoted; *in && (quoted || *in != ','); in++) {
			if (quoted && *in == '"') {
				if (in[1] != '"') {
					quoted = false;
					continue;
				}
				in++;
			}
			*out++ = *in;
		}
		if (!*in) {
			*out = '\0';
			break;
		}
		in++;
		*out = '\0';
	}
	return count;
}

/* Does deviations.csv say that this tool's field is wrong? */
static bool deviates(const char *file, const char *pid, const char *field)
{
	FILE *list = fopen("tests/fixtures/deviations.csv", "r");
	char line[4096], *cells[6];
	bool found = false;

	assert_non_null(list);
	while (!found && fgets(line, sizeof line, list)) {
		line[strcspn(line, "\n")] = '\0';
		found = split(line, cells, 6) == 6 && !strcmp(cells[0], file) &&
			!strcmp(cells[1], pid) &&
			(!strcmp(cells[2], field) || !strcmp(cells[2], "block"));
	}
	fclose(list);
	return found;
}

static int compare_field(char **cells, size_t cell, const char *field, int64_t got)
{
	char text[24] = "";

	if (!*cells[cell])
		return 0;
	if (got >= 0)
		snprintf(text, sizeof text, "%lld", (long long)got);
	if (!strcmp(text, cells[cell]) || deviates(cells[0], cells[1], field))
		return 0;
	print_error(
		"%s PID %s %s: got %s, wanted %s\n", cells[0], cells[1], field, text, cells[cell]);
	return 1;
}

static int compare_row(struct reading *reading, char **cells)
{
	struct said *said = said_of(reading, (int32_t)strtol(cells[1], NULL, 10));
	int wrong = 0;

	wrong += compare_field(cells, 3, "VmRSS_kb", said->rss);
	wrong += compare_field(cells, 4, "RssAnon_kb", said->anon);
	wrong += compare_field(cells, 5, "VmSwap_kb", said->swap);
	wrong += compare_field(cells, 6, "mapped_kb", said->mapped);
	wrong += compare_field(cells, 7, "writeable_private_kb", said->private_kib);
	wrong += compare_field(cells, 8, "shared_kb", said->shared);
	wrong += compare_field(cells, 9, "n_mappings", said->mappings);
	if (*cells[2] && strncmp(said->name, cells[2], 400) != 0 && !strstr(cells[0], "/pmap") &&
		!deviates(cells[0], cells[1], "name")) {
		print_error("%s PID %s name: got %s, wanted %s\n", cells[0], cells[1], said->name,
			cells[2]);
		wrong++;
	}
	return wrong;
}

static void test_expected(void **state)
{
	FILE *list = fopen("tests/fixtures/expected.csv", "r");
	char *line = NULL, *cells[10], current[256] = "";
	size_t room = 0, rows = 0;
	struct reading reading;
	struct guarded guarded = { NULL, 0, { NULL, 0 } };
	int wrong = 0;

	(void)state;
	assert_non_null(list);
	begin(&reading);
	while (getline(&line, &room, list) > 0) {
		char path[512];

		line[strcspn(line, "\n")] = '\0';
		if (split(line, cells, 10) != 10 || !strcmp(cells[0], "file"))
			continue;
		if (strcmp(current, cells[0]) != 0) {
			end(&reading);
			begin(&reading);
			if (guarded.map)
				munmap(guarded.map, guarded.size);
			snprintf(current, sizeof current, "%s", cells[0]);
			snprintf(path, sizeof path, "tests/fixtures/%s", cells[0]);
			guarded = load(path);
			maps_pid = (int32_t)strtol(cells[1], NULL, 10);
			parse(&reading, strrchr(path, '/') + 1, guarded.text);
			/* the kernel's maps of what has no memory is empty */
			if (!guarded.text.len && strstr(path, "/maps."))
				*said_of(&reading, maps_pid) = (struct said){
					.pid = maps_pid, .rss = -1, .anon = -1, .swap = -1
				};
		}
		wrong += compare_row(&reading, cells);
		rows++;
	}
	end(&reading);
	munmap(guarded.map, guarded.size);
	free(line);
	fclose(list);
	assert_true(rows > 1400);
	assert_int_equal(wrong, 0);
}

enum { EVERY_PREFIX_BYTES = 32768 };
#ifdef __SANITIZE_ADDRESS__
static const bool every_prefix = false;
#else
static const bool every_prefix = true;
#endif

static void test_prefixes(void **state)
{
	FILE *list = popen("find tests/fixtures -name '*.txt' -size -200k | sort", "r");
	char path[512];
	size_t files = 0;

	(void)state;
	assert_non_null(list);
	while (fgets(path, sizeof path, list)) {
		struct guarded guarded;
		size_t stride;

		path[strcspn(path, "\n")] = '\0';
		guarded = load(path);
		stride = every_prefix && guarded.text.len <= EVERY_PREFIX_BYTES
				 ? 1
				 : guarded.text.len / 150 + 1;
		/* every prefix (of the very long and where sanitizers are slow some); each ends at
		 * the page that may not be read */
		for (size_t cut = 0; cut < guarded.text.len; cut += cut < 300 ? 1 : stride) {
			struct span part = { guarded.text.at + cut, guarded.text.len - cut };
			struct reading reading;

			memmove((char *)(uintptr_t)part.at, guarded.text.at, part.len);
			begin(&reading);
			parse(&reading, strrchr(path, '/') + 1, part);
			end(&reading);
			memmove((char *)(uintptr_t)guarded.text.at, part.at, part.len);
		}
		munmap(guarded.map, guarded.size);
		files++;
	}
	pclose(list);
	assert_true(files > 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_expected),
		cmocka_unit_test(test_prefixes) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
