/*
 * parse_pmap.c - pmap's text. Rows start with an address, blocks with `PID:`, and a footer ends a
 * block (procps src/pmap.c; BusyBox procps/pmap.c; toybox pmap.c).
 */
#include "parse_pmap.h"

#include <string.h>

#include "../base/notes.h"
#include "parse_pmap_footer.h"
#include "parse_text.h"

static bool is_hex(char c)
{
	return span_is_digit(c) || (c >= 'a' && c <= 'f');
}

/* The number of hex digits of a row's address; 0: the line is no row. */
static size_t address_digits(struct span line)
{
	size_t digits = 0;

	while (digits < line.len && digits <= 16 && is_hex(line.at[digits]))
		digits++;
	return digits >= 8 && digits <= 16 && digits < line.len && line.at[digits] == ' ' ? digits
											  : 0;
}

/* `PID:   COMMAND`, or with one blank as BusyBox and toybox print it. */
static bool read_header(struct span line, struct pmap_block *block)
{
	size_t digits = span_digits(line);
	uint64_t pid;

	/* no PID starts with 0, but the rest of a broken one may */
	if (digits == line.len || line.at[digits] != ':' || line.at[0] == '0' ||
		!span_number((struct span){ line.at, digits }, INT32_MAX, &pid) ||
		(digits + 1 < line.len && line.at[digits + 1] != ' '))
		return false;
	*block = (struct pmap_block){ .pid = (int32_t)pid,
		.command = span_trim(span_from(line, digits + 1)),
		.mapped = -1,
		.private_kib = -1,
		.shared = -1,
		.rss = -1,
		.used = -1 };
	return true;
}

/* State while reading a file: the current block and the position in the text. */
struct reading {
	struct notes *notes;
	struct pmap_block block;
	bool inside, had_title, any_footer;
	struct span title;
	bool split; /* the line before may be the start of a line that a message was printed into */
	uint64_t line;
	struct pmap_expected expected; /* the expected rows not yet matched */
	size_t tail;   /* bytes at the end of the block's rows that matched the expected ones */
	uint64_t rule; /* the number of the line of dashes before the block's sum; 0: none yet */
};

/* A block without a sum is complete only if it is one of -q, which prints no title either, and
 * another block follows. */
static void end_block(struct reading *reading, bool followed,
	void (*block)(void *context, const struct pmap_block *), void *context)
{
	bool sum = reading->block.complete || !reading->inside ||
		   (!reading->block.rows.len && !reading->had_title);

	if (!sum && followed && !reading->had_title && !reading->any_footer)
		reading->block.complete = true;
	else if (!sum)
		notes_add(reading->notes, reading->line,
			followed ? "the process before has no sum"
				 : "the last process has no sum: cut off");
	reading->any_footer |= sum && reading->block.complete;
	/* the tail counts only if it reaches the end of the expected rows */
	reading->block.same_tail = reading->expected.rows.len ? 0 : reading->tail;
	if (reading->inside)
		block(context, &reading->block);
	reading->inside = false;
}

/* The length of the whole lines that both start with. */
static size_t common_lines(struct span a, struct span b)
{
	size_t len = a.len < b.len ? a.len : b.len, at = 0;

	/* try large pieces first: most blocks are the same to their end */
	for (size_t piece = 8192; piece >= 128; piece /= 8)
		while (len - at >= piece && !memcmp(a.at + at, b.at + at, piece))
			at += piece;
	while (at < len && a.at[at] == b.at[at])
		at++;
	while (at && a.at[at - 1] != '\n')
		at--;
	return at;
}

static uint64_t count_lines(struct span text)
{
	uint64_t lines = 0;
	ptrdiff_t end;

	for (; (end = span_find(text, '\n')) >= 0; lines++)
		text = span_from(text, (size_t)end + 1);
	return lines;
}

/* Takes the lines that equal the next expected ones; returns their length. */
static size_t take_same(struct reading *reading, struct span *text, struct pmap_expected left)
{
	struct pmap_block *block = &reading->block;
	size_t len = common_lines(*text, left.rows);
	uint64_t lines;

	if (!len)
		return 0;
	reading->split = false; /* as after any row */
	lines = len == left.rows.len ? left.lines : count_lines((struct span){ text->at, len });
	if (!block->rows.len) {
		block->rows.at = text->at;
		block->first_line = reading->line + 1;
		block->same_head = len;
	}
	block->rows.len = (size_t)(text->at + len - block->rows.at);
	block->lines += lines;
	reading->line += lines;
	reading->expected = (struct pmap_expected){ span_from(left.rows, len), left.lines - lines };
	reading->tail = len;
	*text = span_from(*text, len);
	return len;
}

static struct pmap_expected without_line(struct pmap_expected left)
{
	ptrdiff_t end = span_find(left.rows, '\n');

	if (end < 0)
		return (struct pmap_expected){ { NULL, 0 }, 0 };
	return (struct pmap_expected){ span_from(left.rows, (size_t)end + 1), left.lines - 1 };
}

/* An unexpected row was taken: the expected rows may continue after it, or some may be gone; finds
 * where. */
static void take_up(struct reading *reading, struct span *text)
{
	struct pmap_expected left = reading->expected, next;

	if (!left.rows.len)
		return;
	next = without_line(left);
	if (take_same(reading, text, next) || take_same(reading, text, left) ||
		take_same(reading, text, without_line(next)))
		return;
	reading->expected = next;
}

static void take_row(struct reading *reading, struct span line, const char *next)
{
	struct pmap_block *block = &reading->block;

	if (reading->rule) {
		notes_add(reading->notes, reading->rule, "dashes among rows of pmap");
		block->odd = true;
		reading->rule = 0;
	}
	if (!block->rows.len) {
		block->rows.at = line.at;
		block->first_line = reading->line;
	}
	block->rows.len = (size_t)(next - block->rows.at);
	block->lines++;
	reading->tail = 0;
}

/* Dashes before a sum, one group per column. */
static bool is_rule(struct span line)
{
	if (!span_starts(line, "--------"))
		return false;
	for (size_t i = 0; i < line.len; i++)
		if (line.at[i] != '-' && line.at[i] != ' ')
			return false;
	return true;
}

/* Handles a line of a block that is no row: title, footer, or odd. */
static void take_other(struct reading *reading, struct span line, bool ended)
{
	reading->split = parse_text_splits_number(line);
	if (!reading->inside) {
		notes_add_span(reading->notes, reading->line, "no line of pmap:", line);
		return;
	}
	/* lines after a sum belong to another process whose header is lost */
	if (!reading->block.complete && is_rule(line)) {
		/* rows must not continue after it */
		reading->rule = reading->block.rows.len ? reading->line : 0;
		return;
	}
	if (!reading->block.complete && parse_pmap_footer(line, reading->rule > 0, &reading->block))
		return;
	if (!reading->had_title && !reading->block.rows.len && !reading->block.complete &&
		!span_is_hole(line)) {
		reading->had_title = true; /* Address Kbytes Mode ..., in the device's language */
		reading->title = line;
		return;
	}
	if (!reading->block.complete)
		reading->block.mixed |=
			span_is_hole(line) ||
			(reading->block.rows.len && span_equal(line, reading->title));
	reading->block.odd = true;
	notes_add_span(
		reading->notes, reading->line, ended ? "no line of pmap:" : "cut off:", line);
}

/* After `4Warning: ...` the rest of PID 4711 follows: the owner of that block is unknown. */
static void begin_block(struct reading *reading, const struct pmap_block *next)
{
	reading->block = *next;
	reading->inside = !reading->split;
	if (reading->split)
		notes_add(reading->notes, reading->line,
			"the beginning of this line is lost: the process is left out");
	reading->had_title = reading->split = false;
	reading->rule = 0;
	reading->expected = (struct pmap_expected){ { NULL, 0 }, 0 };
	reading->tail = 0;
}

void parse_pmap(struct span text, struct notes *notes,
	struct pmap_expected (*expected)(void *context, int32_t pid),
	void (*block)(void *context, const struct pmap_block *), void *context)
{
	struct reading reading = { .notes = notes };
	struct span line;
	bool ended;

	while (span_line(&text, &line, &ended)) {
		struct pmap_block next;

		reading.line++;
		if (!line.len) {
			reading.block.odd = true;
			continue;
		}
		if (address_digits(line)) {
			reading.split = false;
			if (reading.inside && !reading.block.complete && ended) {
				take_row(&reading, line, text.at);
				take_up(&reading, &text);
			} else
				notes_add_span(notes, reading.line,
					ended ? "a row outside of a process:" : "cut off:", line);
			continue;
		}
		if (!read_header(line, &next)) {
			take_other(&reading, line, ended);
			if (expected && reading.inside && reading.had_title &&
				!reading.block.rows.len && !reading.block.complete)
				take_same(&reading, &text,
					reading.expected = expected(context, reading.block.pid));
			continue;
		}
		end_block(&reading, true, block, context);
		begin_block(&reading, &next);
	}
	end_block(&reading, false, block, context);
}

/* rw--- in procps, rw-p in BusyBox. */
static bool is_mode(struct span field)
{
	return (field.len == 4 || field.len == 5) && (field.at[0] == 'r' || field.at[0] == '-') &&
	       (field.at[1] == 'w' || field.at[1] == '-') &&
	       (field.at[2] == 'x' || field.at[2] == '-');
}

/* Reads size and mode after the address (with -x other numbers come between), then the fields
 * before the name. */
static bool read_row(struct span line, struct pmap_row *row)
{
	size_t digits = address_digits(line);
	struct span rest = span_from(line, digits), kib, mode, field, after;
	uint64_t number;
	bool found = false;

	if (!digits || !span_hex((struct span){ line.at, digits }, &row->address) ||
		!span_field(&rest, &kib))
		return false;
	if (kib.len > 1 && kib.at[kib.len - 1] == 'K')
		kib.len--;
	if (!span_number(kib, INT64_MAX / 1024, &number))
		return false;
	for (int fields = 0; fields < 5 && !found && span_field(&rest, &mode); fields++)
		found = is_mode(mode);
	if (!found)
		return false;
	row->kib = (int64_t)number;
	memcpy(row->mode, mode.at, mode.len);
	row->mode[mode.len] = '\0';
	row->offset = row->device = (struct span){ NULL, 0 };
	row->guarded = false;
	after = rest;
	if (span_field(&after, &field) && field.len == 16 && span_hex(field, &number)) {
		row->offset = field;
		if (!span_field(&after, &row->device) || span_find(row->device, ':') < 3)
			return false;
		rest = span_from(after, after.len ? 1 : 0);
	}
	while (rest.len && rest.at[0] == ' ')
		rest = span_from(rest, 1);
	row->name = rest;
	return true;
}

size_t parse_pmap_rows(const struct pmap_block *block, struct notes *notes,
	void (*row)(void *context, const struct pmap_row *), void *context)
{
	size_t lost = 0;
	struct span rest = block->rows, line;
	uint64_t number = block->first_line, last = 0;
	bool any = false;

	for (; span_line(&rest, &line, NULL); number++) {
		struct pmap_row read;

		if (!line.len)
			continue;
		if (!read_row(line, &read)) {
			lost++;
			if (address_digits(line)) /* the others were noted when they were read */
				notes_add_span(notes, number, "not understood:", line);
			continue;
		}
		/* a 32-bit tool shows every address beyond its range as ffffffff, with size 0 */
		if (read.address == UINT64_MAX ||
			(any && (read.address < last ||
					(read.address == last &&
						!(last == UINT32_MAX && !read.kib))))) {
			notes_add(notes, number,
				"a row that pmap made of the end of a long line: left out");
			continue;
		}
		last = read.address;
		any = true;
		row(context, &read);
	}
	return lost;
}

bool parse_pmap_private(const struct pmap_row *row)
{
	return row->mode[1] == 'w' && (row->mode[3] == '-' || row->mode[3] == 'p');
}
