/* heap_print.c - a reading of a heap as text, leakline-run(5) */
#include "heap_print.h"

#include <string.h>

#include "../../base/buffer.h"
#include "../../base/text.h"
#include "heap_target.h"

/* A file's name is cut here. */
enum { MODULE_NAME_MAX = 63 };

/* Room for a line of a class beside the file's name. */
enum { CLASS_LINE_MAX = 96 };

static void add_word(struct buffer *into, const char *word, uint64_t number)
{
	buffer_string(into, word);
	buffer_number(into, (int64_t)number);
}

/* `WORD N bytes N UNIT` */
static void add_count(
	struct buffer *into, const char *word, const struct heap_count *count, const char *unit)
{
	add_word(into, word, count->bytes);
	add_word(into, " bytes ", count->blocks);
	buffer_string(into, unit);
}

void heap_print_head(const struct heap_reading *reading, struct buffer *into)
{
	static const char *const states[] = { [HEAP_COMPLETE] = " complete",
		[HEAP_PARTIAL] = " partial",
		[HEAP_UNREAD] = " unread" };

	add_word(into, "heap ", (uint64_t)reading->pid);
	buffer_string(into, " ");
	buffer_escaped(into, reading->name, reading->name_len);
	buffer_string(into, "\nallocator ");
	buffer_string(into, reading->allocator);
	buffer_string(into, states[reading->state]);
	add_word(into, " retries ", (uint64_t)reading->retries);
	buffer_string(into, "\n");
}

void heap_print_sums(
	const struct heap_reading *reading, const struct heap_target *target, struct buffer *into)
{
	const struct heap_census *census = &target->census;

	add_count(into, "used ", &census->used, " blocks\n");
	add_count(into, "free ", &census->free, " blocks\n");
	add_count(into, "cached ", &census->cached, " blocks\n");
	add_word(into, "top ", census->top);
	add_count(into, "\nmmapped ", &census->mmapped, " blocks\n");
	if (census->pools.blocks > 0) {
		add_count(into, "pools ", &census->pools, " pools");
		add_count(into, " used ", &census->pooled, " blocks\n");
	}
	add_word(into, "system ", census->system);
	buffer_string(into, " unaccounted ");
	buffer_number(into, heap_census_unaccounted(census));
	buffer_string(into, " mmapped-missed ");
	buffer_number(into, census->mmapped_missed);
	add_word(into, "\narenas ", census->arenas);
	add_word(into, " runs ", census->runs);
	add_word(into, " skipped ", census->skipped);
	add_word(into, " lost ", census->lost);
	add_word(into, " read ", target->memory.bytes_read);
	add_word(into, " us ", (uint64_t)reading->microseconds);
	buffer_string(into, "\n");
}

/* A file's name as one word of printable ASCII. */
static char *write_name(char *at, const char *name)
{
	for (size_t i = 0; i < MODULE_NAME_MAX && name[i] != '\0'; i++)
		*at++ = name[i] > ' ' && name[i] < 0x7f ? name[i] : '_';
	return at;
}

void heap_print_module(const char *file, const char *build_id, struct buffer *into)
{
	char name[MODULE_NAME_MAX] = { 0 };
	const char *end = write_name(name, file);

	buffer_string(into, "mod ");
	buffer_add(into, name, (size_t)(end - name));
	buffer_string(into, " ");
	buffer_string(into, build_id);
	buffer_string(into, "\n");
}

static char *write_hex(char *at, uint32_t value)
{
	int shift = 28;

	while (shift > 0 && value >> shift == 0)
		shift -= 4;
	for (; shift >= 0; shift -= 4)
		*at++ = "0123456789abcdef"[value >> shift & 15];
	return at;
}

/* ` BLOCKS @POSITION FILE+0xOFFSET` */
static void add_signature(
	const struct heap_target *target, const struct heap_class *class, struct buffer *into)
{
	char *at;

	buffer_reserve(into, CLASS_LINE_MAX + MODULE_NAME_MAX);
	at = into->bytes + into->len;
	*at++ = ' ';
	at = text_decimal(at, class->blocks, 0);
	at = text_string(at, " @");
	at = text_decimal(at, heap_signature_position(class->signature), 0);
	*at++ = ' ';
	at = write_name(at, heap_maps_name(&target->maps, heap_signature_module(class->signature)));
	at = text_string(at, "+0x");
	at = write_hex(at, heap_signature_offset(class->signature));
	*at++ = '\n';
	into->len = (size_t)(at - into->bytes);
}

static void add_size(const struct heap_class *class, uint64_t blocks, struct buffer *into)
{
	char *at;

	buffer_reserve(into, CLASS_LINE_MAX);
	at = text_string(into->bytes + into->len, class->owner == HEAP_OWNER_PYTHON ? "py " : "b ");
	at = text_decimal(at, class->size, 0);
	*at++ = ' ';
	at = text_decimal(at, blocks, 0);
	*at++ = '\n';
	into->len = (size_t)(at - into->bytes);
}

void heap_print_classes(const struct heap_target *target, struct buffer *into)
{
	const struct heap_class *class = target->census.classes;
	const struct heap_class *end = class + target->census.count, *behind;

	for (; class < end; class = behind) {
		uint64_t blocks = 0;

		for (behind = class; behind < end && behind->size == class->size &&
				     behind->owner == class->owner;
			behind++)
			blocks += behind->blocks;
		add_size(class, blocks, into);
		for (; class < behind; class ++)
			if (class->signature != HEAP_NO_SIGNATURE)
				add_signature(target, class, into);
	}
}
