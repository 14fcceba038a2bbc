/* parse_smaps.c - maps, smaps and smaps_rollup (fs/proc/task_mmu.c, show_map_vma and show_smap). */
#include "parse_smaps.h"

#include <stddef.h>
#include <string.h>

#include "../base/notes.h"

static const struct {
	const char *key;
	size_t offset;
} keys[] = {
	{ "Rss", offsetof(struct maps_row, rss) },
	{ "Pss", offsetof(struct maps_row, pss) },
	{ "Private_Clean", offsetof(struct maps_row, private_clean) },
	{ "Private_Dirty", offsetof(struct maps_row, private_dirty) },
	{ "Anonymous", offsetof(struct maps_row, anonymous) },
	{ "Swap", offsetof(struct maps_row, swap) },
	{ "Pss_Anon", offsetof(struct maps_row, pss_anon) },
	{ "SwapPss", offsetof(struct maps_row, swap_pss) },
};

int32_t parse_smaps_header(struct span line)
{
	struct span rest;
	uint64_t pid;
	size_t digits;

	if (!span_starts(line, "==> /proc/") || !span_ends(line, " <=="))
		return -1;
	rest = span_from(line, strlen("==> /proc/"));
	digits = span_digits(rest);
	if (!span_number((struct span){ rest.at, digits }, INT32_MAX, &pid) || digits == rest.len ||
		rest.at[digits] != '/')
		return -1;
	return (int32_t)pid;
}

/* start-end perms offset dev inode [blanks name] */
static bool read_mapping(struct span line, struct maps_row *row)
{
	struct span rest = line, range, perms, offset, inode;
	ptrdiff_t dash;

	*row = (struct maps_row){ .rss = -1,
		.pss = -1,
		.private_clean = -1,
		.private_dirty = -1,
		.anonymous = -1,
		.swap = -1,
		.pss_anon = -1,
		.swap_pss = -1 };
	if (!span_field(&rest, &range) || !span_field(&rest, &perms) ||
		!span_field(&rest, &offset) || !span_field(&rest, &row->device) ||
		!span_field(&rest, &inode))
		return false;
	dash = span_find(range, '-');
	if (dash <= 0 || perms.len != 4 ||
		!span_hex((struct span){ range.at, (size_t)dash }, &row->start) ||
		!span_hex(span_from(range, (size_t)dash + 1), &row->end) || row->end < row->start ||
		!span_hex(offset, &row->offset) || !span_number(inode, UINT64_MAX, &row->inode))
		return false;
	memcpy(row->perms, perms.at, 4);
	row->perms[4] = '\0';
	while (rest.len && rest.at[0] == ' ')
		rest = span_from(rest, 1);
	row->name = rest;
	return true;
}

bool parse_smaps_first_line(struct span line, bool *rollup)
{
	struct maps_row row;

	if (!line.len || !(span_is_digit(line.at[0]) || (line.at[0] >= 'a' && line.at[0] <= 'f')) ||
		!read_mapping(line, &row))
		return false;
	*rollup = span_is(row.name, "[rollup]");
	return true;
}

/* `Key:   NUMBER kB`; true if it is a line of smaps at all. */
static bool read_key(
	struct span line, struct maps_row *row, bool ended, struct notes *notes, uint64_t number)
{
	ptrdiff_t colon = span_find(line, ':');
	struct span key, value;
	uint64_t kib;

	if (colon <= 0 || line.at[0] < 'A' || line.at[0] > 'Z')
		return false;
	key = (struct span){ line.at, (size_t)colon };
	value = span_trim(span_from(line, (size_t)colon + 1));
	if (span_is(key, "VmFlags")) {
		row->guarded = span_ends(value, " gu") || span_find_text(value, " gu ") >= 0;
		return true;
	}
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (!span_is(key, keys[i].key))
			continue;
		if (!span_ends(value, " kB")) {
			notes_add_span(notes, number, ended ? "not a number:" : "cut off:", value);
			return true;
		}
		value.len -= 3;
		if (span_number(span_trim(value), INT64_MAX / 1024, &kib))
			*(int64_t *)(void *)((char *)row + keys[i].offset) = (int64_t)kib;
		else
			notes_add_span(notes, number, "not a number:", value);
	}
	return true;
}

/* A text being read. */
struct smaps_reading {
	const struct smaps_reader *reader;
	void *context;
	struct notes *notes;
	uint64_t number;     /* of the current line */
	struct maps_row row; /* the current mapping: reported when all its lines are read */
	bool any;            /* row is set */
	bool lost;           /* a mapping before the next one is lost */
	struct maps_row first, very_first; /* the first mapping of this process, and of the text */
	uint64_t last;                     /* address of the previous mapping */
	bool begun;                        /* a process has begun */
};

static void end_mapping(struct smaps_reading *reading)
{
	if (reading->any)
		reading->reader->mapping(reading->context, &reading->row);
	reading->any = false;
}

/* Records that an unreadable mapping was here. */
static void lose(struct smaps_reading *reading)
{
	if (reading->any)
		reading->row.damaged = true;
	else
		reading->lost = true;
}

static void take_process(struct smaps_reading *reading, int32_t pid)
{
	end_mapping(reading);
	reading->lost = false;
	reading->last = 0;
	reading->begun = false;
	reading->reader->process(reading->context, pid);
}

/* Same address, or same part of the same file: a restarted process has it at another address. */
static bool is_same_begin(const struct maps_row *row, const struct maps_row *first)
{
	return row->start == first->start || (row->name.len && row->offset == first->offset &&
						     span_equal(row->name, first->name));
}

/*
 * Without headers: does the mapping start a new process? Addresses go down there. If they go down
 * elsewhere, a line has lost its beginning and the process its sum; but another program may lie
 * lower, and its first mapping is the beginning of its file.
 */
static bool begins_process(const struct smaps_reading *reading, const struct maps_row *row)
{
	if (!reading->begun || span_is(row->name, "[rollup]"))
		return true;
	return row->start <= reading->last &&
	       (is_same_begin(row, &reading->first) || is_same_begin(row, &reading->very_first) ||
		       (row->start < reading->first.start && !row->offset &&
			       span_starts(row->name, "/")));
}

static void take_mapping(struct smaps_reading *reading, const struct maps_row *row)
{
	if (reading->reader->bare && begins_process(reading, row))
		take_process(reading, 0);
	end_mapping(reading);
	if (!reading->begun)
		reading->first = *row;
	if (!reading->very_first.end)
		reading->very_first = *row;
	reading->begun = true;
	/* the kernel lists ascending addresses; the rest of a broken line may start with any */
	reading->row = *row;
	reading->row.damaged = reading->lost || row->start < reading->last;
	if (row->start < reading->last)
		notes_add(reading->notes, reading->number,
			"an address below the one before: the process is left out");
	reading->last = row->start;
	reading->any = true;
	reading->lost = false;
}

/* Hex digits, at least one of them decimal: the start of a damaged mapping. A message of tail or
 * cat does not match. */
static bool begins_mapping(struct span line)
{
	bool digit = false;

	for (size_t i = 0; i < line.len &&
			   (span_is_digit(line.at[i]) || (line.at[i] >= 'a' && line.at[i] <= 'f'));
		i++)
		digit |= span_is_digit(line.at[i]);
	return digit;
}

static void take_line(struct smaps_reading *reading, struct span line, bool ended)
{
	struct maps_row next;

	if (!ended && !span_ends(line, "]") && !span_starts(line, "VmFlags:")) {
		notes_add_span(reading->notes, reading->number, "cut off:", line);
		lose(reading);
		return;
	}
	if (read_mapping(line, &next)) {
		take_mapping(reading, &next);
	} else if (!reading->any ||
		   !read_key(line, &reading->row, ended, reading->notes, reading->number)) {
		notes_add_span(reading->notes, reading->number, "no line of maps:", line);
		if (begins_mapping(line) || span_is_hole(line))
			lose(reading);
	}
}

void parse_smaps(
	struct span text, struct notes *notes, const struct smaps_reader *reader, void *context)
{
	struct smaps_reading reading = { .reader = reader, .context = context, .notes = notes };
	struct span line;
	bool ended;

	while (span_line(&text, &line, &ended)) {
		int32_t pid = parse_smaps_header(line);

		reading.number++;
		if (pid >= 0) {
			take_process(&reading, pid);
		} else if (line.len) {
			take_line(&reading, line, ended);
		}
	}
	end_mapping(&reading);
}
