/* parse_heap.c - the live heap of each target, from the text form of leakline-run(5). */
#include "parse_heap.h"

#include "../base/notes.h"

/* Numbers above this are no sizes: the address space of x86-64 ends at 2^57. */
#define MOST_BYTES ((uint64_t)1 << 57)

/* The block of lines being read. */
struct reading {
	struct notes *notes;
	const struct heap_reader *reader;
	void *context;
	uint64_t number;  /* of the line */
	bool is_open;     /* a line `heap` came */
	bool is_odd;      /* some line of it was */
	bool has_unknown; /* some line has a word that nobody knows */
	struct heap_row row;
	struct heap_class_row size; /* the last line b or py */
	int64_t unnamed;            /* of its blocks, those that no line below has claimed */
	int64_t blocks;             /* of all sizes */
};

static bool take_number(struct span *rest, int64_t *value)
{
	struct span field;
	uint64_t number;

	if (!span_field(rest, &field) || !span_number(field, MOST_BYTES, &number))
		return false;
	*value = (int64_t)number;
	return true;
}

static bool take_word(struct span *rest, const char *word)
{
	struct span field;

	return span_field(rest, &field) && span_is(field, word);
}

/* A number that may be negative and is not used here. */
static bool pass_number(struct span *rest)
{
	struct span field;
	double value;

	return span_field(rest, &field) && span_decimal(field, &value);
}

/* Reports the blocks of the last size that hold no known pointer. */
static void end_size(struct reading *r)
{
	if (r->size.count && r->unnamed > 0) {
		r->size.count = r->unnamed;
		r->size.module.len = 0;
		r->size.position = 0;
		r->size.offset = 0;
		r->reader->blocks(r->context, &r->size);
	}
	r->size.count = 0;
}

static void end_process(struct reading *r)
{
	bool has_sums = r->row.used_bytes >= 0 && r->row.used_blocks >= 0 &&
			r->row.free_bytes >= 0 && r->row.cached_bytes >= 0 &&
			r->row.top_bytes >= 0 && r->row.system_bytes >= 0;

	if (!r->is_open)
		return;
	end_size(r);
	/* after the last line: may an unknown line have been one of blocks? */
	if (r->has_unknown && r->row.state == HEAP_COMPLETE && r->blocks != r->row.used_blocks) {
		notes_add(r->notes, r->number, "blocks are missing");
		r->is_odd = true;
	}
	if (r->row.state == HEAP_COMPLETE && (!has_sums || r->is_odd))
		r->row.state = HEAP_PARTIAL;
	r->reader->end(r->context, &r->row);
	r->is_open = false;
}

static bool read_heap(struct reading *r, struct span rest)
{
	int64_t pid;

	end_process(r);
	if (!take_number(&rest, &pid) || pid < 1 || pid > INT32_MAX)
		return false;
	r->row = (struct heap_row){ .pid = (int32_t)pid,
		.name = span_trim(rest),
		.state = HEAP_UNREAD,
		.used_bytes = -1,
		.used_blocks = -1,
		.free_bytes = -1,
		.cached_bytes = -1,
		.top_bytes = -1,
		.pool_bytes = -1,
		.pool_used_bytes = -1,
		.system_bytes = -1,
		.arenas = -1 };
	r->is_open = true;
	r->is_odd = r->has_unknown = false;
	r->blocks = 0;
	r->reader->begin(r->context, r->row.pid);
	return true;
}

static bool read_allocator(struct reading *r, struct span rest)
{
	struct span state;

	if (!span_field(&rest, &r->row.allocator) || !span_field(&rest, &state))
		return false;
	if (span_is(state, "complete"))
		r->row.state = HEAP_COMPLETE;
	else if (span_is(state, "partial"))
		r->row.state = HEAP_PARTIAL;
	else
		return span_is(state, "unread");
	return true;
}

/* `N bytes N blocks` */
static bool read_sum(struct span rest, int64_t *bytes, int64_t *blocks)
{
	return take_number(&rest, bytes) && take_word(&rest, "bytes") &&
	       take_number(&rest, blocks) && take_word(&rest, "blocks");
}

static bool read_used(struct reading *r, struct span rest)
{
	return read_sum(rest, &r->row.used_bytes, &r->row.used_blocks);
}

static bool read_free(struct reading *r, struct span rest)
{
	int64_t blocks;

	return read_sum(rest, &r->row.free_bytes, &blocks);
}

static bool read_cached(struct reading *r, struct span rest)
{
	int64_t blocks;

	return read_sum(rest, &r->row.cached_bytes, &blocks);
}

static bool read_top(struct reading *r, struct span rest)
{
	return take_number(&rest, &r->row.top_bytes);
}

static bool read_mmapped(struct reading *r, struct span rest)
{
	int64_t bytes, blocks;

	(void)r; /* it is part of used */
	return read_sum(rest, &bytes, &blocks);
}

/* `N bytes N pools used N bytes N blocks` */
static bool read_pools(struct reading *r, struct span rest)
{
	int64_t number;

	return take_number(&rest, &r->row.pool_bytes) && take_word(&rest, "bytes") &&
	       take_number(&rest, &number) && take_word(&rest, "pools") &&
	       take_word(&rest, "used") && read_sum(rest, &r->row.pool_used_bytes, &number);
}

/* `N unaccounted N mmapped-missed N` */
static bool read_system(struct reading *r, struct span rest)
{
	return take_number(&rest, &r->row.system_bytes) && take_word(&rest, "unaccounted") &&
	       pass_number(&rest) && take_word(&rest, "mmapped-missed") && pass_number(&rest);
}

/* `N runs N skipped N lost N read N us N` */
static bool read_arenas(struct reading *r, struct span rest)
{
	struct span field;
	int64_t read_us;

	if (!take_number(&rest, &r->row.arenas))
		return false;
	while (span_field(&rest, &field))
		if (span_is(field, "us"))
			return take_number(&rest, &read_us);
	return true;
}

static bool read_module(struct reading *r, struct span rest)
{
	struct span file, build_id;

	if (!span_field(&rest, &file) || !span_field(&rest, &build_id))
		return false;
	if (r->reader->module)
		r->reader->module(r->context, file,
			span_is(build_id, "-") ? (struct span){ NULL, 0 } : build_id);
	return true;
}

static bool read_size(struct reading *r, struct span rest, bool is_pooled)
{
	int64_t size, count;

	end_size(r);
	if (!take_number(&rest, &size) || !take_number(&rest, &count) || !size || !count ||
		span_trim(rest).len)
		return false;
	r->size = (struct heap_class_row){ .is_pooled = is_pooled, .size = size, .count = count };
	r->unnamed = count;
	r->blocks += count;
	return true;
}

static bool read_blocks(struct reading *r, struct span rest)
{
	return read_size(r, rest, false);
}

static bool read_pooled(struct reading *r, struct span rest)
{
	return read_size(r, rest, true);
}

/* ` COUNT @POSITION FILE+0xOFFSET`, below the line of its size. */
static bool read_signature(struct reading *r, struct span line)
{
	struct heap_class_row row = r->size;
	struct span field;
	uint64_t position;
	ptrdiff_t plus;

	if (!r->size.count || !take_number(&line, &row.count) || !row.count ||
		row.count > r->unnamed)
		return false;
	if (!span_field(&line, &field) || !field.len || field.at[0] != '@' ||
		!span_number(span_from(field, 1), UINT32_MAX, &position))
		return false;
	row.position = (uint32_t)position;
	if (!span_field(&line, &row.module) || span_trim(line).len)
		return false;
	plus = span_rfind(row.module, '+');
	field = span_from(row.module, plus < 0 ? row.module.len : (size_t)plus + 1);
	if (plus < 1 || !span_starts(field, "0x") || !span_hex(span_from(field, 2), &row.offset))
		return false;
	row.module.len = (size_t)plus;
	r->unnamed -= row.count;
	r->reader->blocks(r->context, &row);
	return true;
}

/* The first word of a line, and who reads the rest. */
static const struct {
	const char *word;
	bool (*read)(struct reading *r, struct span rest);
} lines[] = {
	{ "b", read_blocks },
	{ "py", read_pooled },
	{ "allocator", read_allocator },
	{ "used", read_used },
	{ "free", read_free },
	{ "cached", read_cached },
	{ "top", read_top },
	{ "mmapped", read_mmapped },
	{ "pools", read_pools },
	{ "system", read_system },
	{ "arenas", read_arenas },
	{ "mod", read_module },
};

/* A line of a later form: a word in small letters, and what belongs to it. */
static bool is_key(struct span word)
{
	for (size_t i = 0; i < word.len; i++)
		if ((word.at[i] < 'a' || word.at[i] > 'z') && (word.at[i] != '-' || !i))
			return false;
	return word.len > 0;
}

static bool read_line(struct reading *r, struct span line)
{
	struct span word, rest = line;

	if (line.at[0] == ' ')
		return r->is_open && read_signature(r, line);
	span_field(&rest, &word);
	if (span_is(word, "heap"))
		return read_heap(r, rest);
	if (!r->is_open)
		return false;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (span_is(word, lines[i].word))
			return lines[i].read(r, rest);
	r->has_unknown = true;
	return is_key(word);
}

void parse_heap(
	struct span text, struct notes *notes, const struct heap_reader *reader, void *context)
{
	struct reading r = { .notes = notes, .reader = reader, .context = context };
	struct span line;
	bool ended;

	while (span_line(&text, &line, &ended)) {
		r.number++;
		if (!line.len) {
			end_process(&r);
		} else if (!ended) {
			notes_add_span(notes, r.number, "cut off:", line);
			r.is_odd = true;
		} else if (!read_line(&r, line)) {
			notes_add_span(notes, r.number, "no line of heap:", line);
			r.is_odd = true;
		}
	}
	/* a block ends with an empty line: without it the last sizes may be missing */
	if (r.is_open && r.row.state == HEAP_COMPLETE && r.blocks != r.row.used_blocks) {
		notes_add(notes, r.number, "cut off: blocks are missing");
		r.is_odd = true;
	}
	end_process(&r);
}

bool parse_heap_is_whole(struct span allocator)
{
	return span_find_text(allocator, "-not-read") < 0 && !span_starts(allocator, "unknown");
}
