/* parse_smaps.c - maps, smaps and smaps_rollup (fs/proc/task_mmu.c, show_map_vma and show_smap). */
#include "parse_smaps.h"

#include <stddef.h>
#include <string.h>

#include "../base/notes.h"

static const struct {
	const char *key;
	size_t offset;
} keys[] = {
	{ "Rss", offsetof(struct maps_row, rss) }, { "Pss", offsetof(struct maps_row, pss) },
	{ "Private_Clean", offsetof(struct maps_row, private_clean) }, { "Private_Dirty", offsetof(struct maps_row, private_dirty) },
	{ "Anonymous", offsetof(struct maps_row, anonymous) }, { "Swap", offsetof(struct maps_row, swap) },
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

int32_t parse_smaps_header(struct span line)
{
	struct span rest;
	uint64_t pid;
	size_t digits = 0;

	if (!span_starts(line, "==> /proc/") || !span_ends(line, " <=="))
		return -1;
	rest = span_from(line, strlen("==> /proc/"));
	while (digits < rest.len && is_digit(rest.at[digits]))
		digits++;
	if (!span_number((struct span){ rest.at, digits }, INT32_MAX, &pid) || digits == rest.len || rest.at[digits] != '/')
		return -1;
	return (int32_t)pid;
}

/* start-end perms offset dev inode [blanks name] */
static bool read_mapping(struct span line, struct maps_row *row)
{
	struct span rest = line, range, perms, offset, inode;
	ptrdiff_t dash;

	*row = (struct maps_row){ .rss = -1, .pss = -1, .private_clean = -1, .private_dirty = -1, .anonymous = -1, .swap = -1 };
	if (!span_field(&rest, &range) || !span_field(&rest, &perms) || !span_field(&rest, &offset) ||
		!span_field(&rest, &row->device) || !span_field(&rest, &inode))
		return false;
	dash = span_find(range, '-');
	if (dash <= 0 || perms.len != 4 || !span_hex((struct span){ range.at, (size_t)dash }, &row->start) ||
		!span_hex(span_from(range, (size_t)dash + 1), &row->end) || row->end < row->start || !span_hex(offset, &row->offset) ||
		!span_number(inode, UINT64_MAX, &row->inode))
		return false;
	memcpy(row->perms, perms.at, 4);
	row->perms[4] = '\0';
	while (rest.len && rest.at[0] == ' ')
		rest = span_from(rest, 1);
	row->name = rest;
	return true;
}

/* `Key:   NUMBER kB`; true where it is a line of smaps at all. */
static bool read_key(struct span line, struct maps_row *row, bool ended, struct notes *notes, uint64_t number)
{
	ptrdiff_t colon = span_find(line, ':');
	struct span key, value;
	uint64_t kib;

	if (colon <= 0 || line.at[0] < 'A' || line.at[0] > 'Z')
		return false;
	key = (struct span){ line.at, (size_t)colon };
	value = span_trim(span_from(line, (size_t)colon + 1));
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

void parse_smaps(struct span text, struct notes *notes, const struct smaps_reader *reader, void *context)
{
	struct maps_row row, next;
	uint64_t number = 0;
	struct span line;
	bool any = false, ended;

	while (span_line(&text, &line, &ended)) {
		int32_t pid = parse_smaps_header(line);

		number++;
		if (!line.len)
			continue;
		if (pid >= 0) {
			if (any)
				reader->mapping(context, &row);
			any = false;
			reader->process(context, pid);
		} else if (read_mapping(line, &next)) {
			if (any)
				reader->mapping(context, &row);
			row = next;
			any = ended || next.name.len;
			if (!any)
				notes_add(notes, number, "cut off");
		} else if (!any || !read_key(line, &row, ended, notes, number)) {
			notes_add_span(notes, number, ended ? "no line of maps:" : "cut off:", line);
		}
	}
	if (any)
		reader->mapping(context, &row);
}
