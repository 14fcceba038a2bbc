/* heap_elf.c - reads ELF headers: the kind of machine, and a file's build id */
#include "heap_elf.h"

#include <elf.h>
#include <string.h>
#include <unistd.h>

#include "heap_memory.h"

/* The most bytes read of a note segment, the most program headers, and the bytes of one. */
enum { NOTES_MAX = 1024, HEADERS_MAX = 32, HEADER_MAX = 56 };

/* The type of the note with Go's own build id, and its name. */
enum { NOTE_GO_BUILD_ID = 4 };

bool heap_elf_read_ident(const uint8_t ident[static HEAP_ELF_IDENT], struct heap_elf *elf)
{
	if (memcmp(ident, ELFMAG, SELFMAG) ||
		(ident[EI_CLASS] != ELFCLASS32 && ident[EI_CLASS] != ELFCLASS64) ||
		(ident[EI_DATA] != ELFDATA2LSB && ident[EI_DATA] != ELFDATA2MSB))
		return false;
	elf->word = ident[EI_CLASS] == ELFCLASS64 ? 8 : 4;
	elf->is_big_endian = ident[EI_DATA] == ELFDATA2MSB;
	elf->machine =
		elf->is_big_endian ? ident[18] * 256u + ident[19] : ident[19] * 256u + ident[18];
	return true;
}

static bool read_file(const struct heap_elf_file *file, uint64_t offset, void *into, size_t len)
{
	if (file->fd < 0)
		return heap_memory_copy(file->memory, file->base + offset, into, len);
	return offset <= INT64_MAX && pread(file->fd, into, len, (off_t)offset) == (ssize_t)len;
}

/* A segment of notes. */
struct segment {
	uint64_t offset, len, align;
};

/* Parses a program header; false if it is not one of notes. */
static bool read_header(
	const struct heap_memory *memory, const uint8_t *header, struct segment *segment)
{
	/* offsets of p_offset, p_filesz and p_align in Elf32_Phdr and Elf64_Phdr */
	static const uint8_t places[2][3] = { { 4, 16, 28 }, { 8, 32, 48 } };
	const uint8_t *place = places[memory->word == 8];

	segment->offset = heap_word(memory, header + place[0]);
	segment->len = heap_word(memory, header + place[1]);
	segment->align = heap_word(memory, header + place[2]) == 8 ? 8 : 4;
	return heap_u32(memory, header) == PT_NOTE;
}

static void write_hex(char *out, const uint8_t *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		*out++ = "0123456789abcdef"[bytes[i] >> 4];
		*out++ = "0123456789abcdef"[bytes[i] & 15];
	}
	*out = '\0';
}

static void take_note(struct heap_elf_notes *notes, uint32_t type, const uint8_t *name,
	const uint8_t *content, size_t len)
{
	if (memcmp(name, "Go\0", 4) == 0 && type == NOTE_GO_BUILD_ID)
		notes->is_go = true;
	if (!memcmp(name, ELF_NOTE_GNU, 4) && type == NT_GNU_BUILD_ID && len > 0)
		write_hex(notes->build_id, content,
			len < (HEAP_BUILD_ID_MAX - 1) / 2 ? len : (HEAP_BUILD_ID_MAX - 1) / 2);
}

static uint64_t padded(uint64_t len, uint64_t align)
{
	return (len + align - 1) & ~(align - 1);
}

/* Each note: three numbers of 32 bits (bytes of name and content, type), name, content, padded. */
static void take_notes(const struct heap_elf_file *file, const struct segment *segment,
	struct heap_elf_notes *notes)
{
	uint8_t bytes[NOTES_MAX];
	uint64_t len = segment->len < NOTES_MAX ? segment->len : NOTES_MAX, at = 0;

	if (!read_file(file, segment->offset, bytes, (size_t)len))
		return;
	while (len - at >= 16) {
		uint64_t name = heap_u32(file->memory, bytes + at);
		uint64_t content = heap_u32(file->memory, bytes + at + 4);
		uint64_t begin = at + padded(12 + name, segment->align);

		if (begin > len || len - begin < content)
			return;
		if (name == 4)
			take_note(notes, heap_u32(file->memory, bytes + at + 8), bytes + at + 12,
				bytes + begin, (size_t)content);
		at = begin + padded(content, segment->align);
		if (at > len)
			return;
	}
}

/* The program headers. */
struct table {
	uint64_t offset;
	unsigned size, count;
};

static bool read_table(const struct heap_elf_file *file, struct table *table)
{
	bool is_wide = file->memory->word == 8;
	uint8_t header[64];

	if (!read_file(file, 0, header, is_wide ? sizeof header : 52) ||
		memcmp(header, ELFMAG, SELFMAG) != 0)
		return false;
	table->offset = heap_word(file->memory, header + (is_wide ? 32 : 28));
	table->size = heap_u16(file->memory, header + (is_wide ? 54 : 42));
	table->count = heap_u16(file->memory, header + (is_wide ? 56 : 44));
	if (table->count > HEADERS_MAX)
		table->count = HEADERS_MAX;
	return table->size == (is_wide ? HEADER_MAX : 32u);
}

static bool read_entry(const struct heap_elf_file *file, const struct table *table, unsigned i,
	uint8_t entry[static HEADER_MAX])
{
	return read_file(file, table->offset + (uint64_t)i * table->size, entry, table->size);
}

bool heap_elf_read_notes(const struct heap_elf_file *file, struct heap_elf_notes *notes)
{
	uint8_t entry[HEADER_MAX];
	struct table table;

	*notes = (struct heap_elf_notes){ .build_id = "" };
	if (!read_table(file, &table))
		return false;
	for (unsigned i = 0; i < table.count; i++) {
		struct segment segment;

		if (!read_entry(file, &table, i, entry))
			return false;
		if (read_header(file->memory, entry, &segment))
			take_notes(file, &segment, notes);
	}
	return true;
}

uint64_t heap_elf_loaded(const struct heap_elf_file *file)
{
	/* offsets of p_offset, p_vaddr and p_memsz */
	static const uint8_t places[2][3] = { { 4, 8, 20 }, { 8, 16, 40 } };
	const struct heap_memory *memory = file->memory;
	const uint8_t *place = places[memory->word == 8];
	uint8_t entry[HEADER_MAX];
	uint64_t start = 0, end = 0;
	struct table table;

	if (!read_table(file, &table))
		return 0;
	for (unsigned i = 0; i < table.count; i++) {
		uint64_t address;

		if (!read_entry(file, &table, i, entry))
			return 0;
		if (heap_u32(memory, entry) != PT_LOAD)
			continue;
		/* they ascend by their addresses */
		address = heap_word(memory, entry + place[1]);
		if (end == 0)
			start = address - heap_word(memory, entry + place[0]);
		end = address + heap_word(memory, entry + place[2]);
	}
	return end - start;
}
