/* symbol_elf_libelf.c - build ids and symbols of an ELF file, by elfutils' libelf. */
#include "symbol_elf.h"

#include <gelf.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../base/span.h"

/* No table of symbols is larger: a section that claims more is damaged, or no table. */
#define SECTION_MAX ((uint64_t)1 << 30)

/* Program headers and notes that are looked at; the build id is among the first. */
enum { HEADERS_MAX = 128, NOTES_MAX = 64 };

/* Longest name that is kept, and of a string literal what is shown. */
enum { NAME_MAX_BYTES = 4096, LITERAL_MAX = 40 };

bool symbol_elf_is_there(void)
{
	return true;
}

/* NULL if it is no ELF file. Files are read, not mapped: one that is cut meanwhile would end us
 * with SIGBUS. */
static Elf *open_elf(int fd)
{
	Elf *elf;

	if (elf_version(EV_CURRENT) == EV_NONE)
		return NULL;
	elf = elf_begin(fd, ELF_C_READ, NULL);
	if (elf && (elf_kind(elf) != ELF_K_ELF || gelf_getclass(elf) == ELFCLASSNONE)) {
		elf_end(elf);
		return NULL;
	}
	return elf;
}

static bool write_build_id(const uint8_t *bytes, size_t len, char id[static SYMBOL_BUILD_ID])
{
	if (len == 0 || 2 * len >= SYMBOL_BUILD_ID)
		return false;
	for (size_t i = 0; i < len; i++)
		snprintf(id + 2 * i, 3, "%02x", bytes[i]);
	return true;
}

/* Finds the build id among the notes of one section or segment. */
static bool take_note(Elf_Data *data, char id[static SYMBOL_BUILD_ID])
{
	size_t at = 0, next, name, description;
	GElf_Nhdr header;

	for (int i = 0; data != NULL && i < NOTES_MAX; i++, at = next) {
		next = gelf_getnote(data, at, &header, &name, &description);
		if (next == 0)
			return false;
		if (header.n_type == NT_GNU_BUILD_ID && header.n_namesz == sizeof ELF_NOTE_GNU &&
			!memcmp((char *)data->d_buf + name, ELF_NOTE_GNU, sizeof ELF_NOTE_GNU))
			return write_build_id(
				(uint8_t *)data->d_buf + description, header.n_descsz, id);
	}
	return false;
}

/* In segments: of a binary without section headers. A debug file's segments lie elsewhere than
 * they say, so its sections come first. */
static bool find_in_segments(Elf *elf, char id[static SYMBOL_BUILD_ID])
{
	size_t count;
	GElf_Phdr header;

	if (elf_getphdrnum(elf, &count) != 0)
		return false;
	for (size_t i = 0; i < count && i < HEADERS_MAX; i++)
		if (gelf_getphdr(elf, (int)i, &header) && header.p_type == PT_NOTE &&
			header.p_filesz <= SECTION_MAX &&
			take_note(
				elf_getdata_rawchunk(elf, (int64_t)header.p_offset, header.p_filesz,
					header.p_align == 8 ? ELF_T_NHDR8 : ELF_T_NHDR),
				id))
			return true;
	return false;
}

bool symbol_elf_build_id(int fd, char id[static SYMBOL_BUILD_ID])
{
	Elf *elf = open_elf(fd);
	Elf_Scn *section = NULL;
	GElf_Shdr header;
	bool found = false;

	if (!elf)
		return false;
	while (!found && (section = elf_nextscn(elf, section)) != NULL)
		found = gelf_getshdr(section, &header) != NULL && header.sh_type == SHT_NOTE &&
			header.sh_size <= SECTION_MAX && take_note(elf_getdata(section, NULL), id);
	found = found || find_in_segments(elf, id);
	elf_end(elf);
	return found;
}

/* The file whose symbols are read. */
struct symbol_file {
	Elf *elf;
	GElf_Ehdr header;
	uint64_t base; /* address of what lies at the load address: 0, or of a fixed executable its
			  first byte */
	struct symbol_query *queries;
	size_t count;
	struct arena *arena;
};

/* The collector counts offsets from where the first segment begins, a page's begin. */
static uint64_t find_base(const struct symbol_file *file)
{
	size_t count;
	GElf_Phdr header;

	if (elf_getphdrnum(file->elf, &count) != 0)
		return 0;
	for (size_t i = 0; i < count && i < HEADERS_MAX; i++)
		if (gelf_getphdr(file->elf, (int)i, &header) && header.p_type == PT_LOAD)
			return header.p_align > 1 && (header.p_align & (header.p_align - 1)) == 0
				       ? header.p_vaddr & ~(header.p_align - 1)
				       : header.p_vaddr;
	return 0;
}

/* Lowest bit of a function's address: a mode of the processor, no part of the address. */
static bool has_mode_bit(const struct symbol_file *file)
{
	return file->header.e_machine == EM_ARM || file->header.e_machine == EM_MIPS;
}

static bool is_named(const GElf_Sym *symbol)
{
	int type = GELF_ST_TYPE(symbol->st_info);

	return symbol->st_shndx != SHN_UNDEF && symbol->st_shndx != SHN_ABS &&
	       (type == STT_FUNC || type == STT_OBJECT || type == STT_NOTYPE ||
		       type == STT_GNU_IFUNC);
}

/* Of several names for one place: those of a function or an object, then global ones, then those
 * with few underscores, then short ones. */
static int rank_of(const GElf_Sym *symbol, struct span name)
{
	int rank = (GELF_ST_TYPE(symbol->st_info) != STT_NOTYPE) << 29 |
		   (GELF_ST_BIND(symbol->st_info) != STB_LOCAL) << 28;

	for (size_t i = 0; i < name.len && name.at[i] == '_'; i++)
		rank -= 1 << 14;
	return rank - (int)name.len;
}

/* Is the name of this symbol better than what was found so far? */
static bool is_better(const struct symbol_query *query, uint64_t distance, int rank)
{
	if (!query->name || query->is_text)
		return true;
	return distance != query->distance ? distance < query->distance : rank > query->rank;
}

/* The first query at or after an address. */
static size_t first_query(const struct symbol_file *file, uint64_t offset)
{
	size_t low = 0, high = file->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (file->queries[middle].offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Answers those queries that a symbol covers. One without a size names its first byte only. */
static void take_symbol(const struct symbol_file *file, const GElf_Sym *symbol, struct span name)
{
	bool is_coded = has_mode_bit(file) && GELF_ST_TYPE(symbol->st_info) == STT_FUNC;
	uint64_t start =
		(is_coded ? symbol->st_value & ~(uint64_t)1 : symbol->st_value) - file->base;
	uint64_t size = symbol->st_size > 0 ? symbol->st_size : is_coded ? 2 : 1;
	int rank = rank_of(symbol, name);

	for (size_t i = first_query(file, start); i < file->count; i++) {
		struct symbol_query *query = &file->queries[i];
		uint64_t distance = query->offset - start;

		if (distance >= size)
			break;
		if (is_coded && distance == 1)
			distance = 0;
		if (!is_better(query, distance, rank))
			continue;
		*query = (struct symbol_query){ .offset = query->offset,
			.name = arena_copy(file->arena, name).at,
			.distance = distance,
			.word = gelf_getclass(file->elf) == ELFCLASS64 ? 8 : 4,
			.rank = rank };
	}
}

/* The NUL-terminated text at an offset of a section; empty if there is none. */
static struct span text_at(const Elf_Data *strings, size_t offset)
{
	const char *text, *end;
	size_t most;

	if (!strings || !strings->d_buf || offset >= strings->d_size)
		return (struct span){ NULL, 0 };
	text = (const char *)strings->d_buf + offset;
	most = strings->d_size - offset;
	end = memchr(text, '\0', most < NAME_MAX_BYTES ? most : NAME_MAX_BYTES);
	return (struct span){ text, end == NULL ? 0 : (size_t)(end - text) };
}

/* $a, $d, $x: marks of an assembler, no names (ELF for the Arm Architecture, 4.5.5). */
static bool is_mark(struct span name)
{
	return name.len == 0 || name.at[0] == '$';
}

static void read_table(const struct symbol_file *file, Elf_Scn *section, const GElf_Shdr *header)
{
	Elf_Scn *names = elf_getscn(file->elf, header->sh_link);
	GElf_Shdr names_header;
	Elf_Data *symbols, *strings;
	GElf_Sym symbol;

	if (!names || !gelf_getshdr(names, &names_header) || names_header.sh_type != SHT_STRTAB ||
		header->sh_size > SECTION_MAX || names_header.sh_size > SECTION_MAX)
		return;
	symbols = elf_getdata(section, NULL);
	strings = elf_getdata(names, NULL);
	/* the first symbol is empty: System V ABI, "Symbol Table" */
	for (int i = 1; symbols != NULL && gelf_getsym(symbols, i, &symbol) != NULL; i++) {
		struct span name;

		if (!is_named(&symbol))
			continue;
		name = text_at(strings, symbol.st_name);
		if (!is_mark(name))
			take_symbol(file, &symbol, name);
	}
}

/* Finds the string literal that begins at this offset of a section of constants; false if none
 * does. */
static bool find_literal(const Elf_Data *data, uint64_t offset, struct span *text)
{
	*text = text_at(data, offset);
	if (text->len < 2 || (offset > 0 && ((const char *)data->d_buf)[offset - 1] != '\0'))
		return false;
	for (size_t i = 0; i < text->len; i++)
		if (text->at[i] < ' ' || text->at[i] > '~')
			return false;
	return true;
}

/* A pointer to a string literal is known by its text. */
static void read_literals(const struct symbol_file *file, Elf_Scn *section, const GElf_Shdr *header)
{
	uint64_t start = header->sh_addr - file->base;
	Elf_Data *data = NULL;
	struct span text;

	for (size_t i = first_query(file, start);
		i < file->count && file->queries[i].offset - start < header->sh_size; i++) {
		struct symbol_query *query = &file->queries[i];

		if (query->name)
			continue;
		data = data == NULL ? elf_getdata(section, NULL) : data;
		if (!data || !find_literal(data, query->offset - start, &text))
			continue;
		text.len = text.len < LITERAL_MAX ? text.len : LITERAL_MAX;
		query->name = arena_copy(file->arena, text).at;
		query->is_text = true;
	}
}

static bool is_constant(const GElf_Shdr *header)
{
	return header->sh_type == SHT_PROGBITS && header->sh_size <= SECTION_MAX &&
	       (header->sh_flags & (SHF_ALLOC | SHF_WRITE | SHF_EXECINSTR)) == SHF_ALLOC;
}

void symbol_elf_find(int fd, struct symbol_query *queries, size_t count, struct arena *arena)
{
	struct symbol_file file = {
		.elf = open_elf(fd), .queries = queries, .count = count, .arena = arena
	};
	Elf_Scn *section = NULL;
	GElf_Shdr header;

	if (file.elf && gelf_getehdr(file.elf, &file.header) != NULL) {
		file.base = find_base(&file);
		while ((section = elf_nextscn(file.elf, section)) != NULL)
			if (gelf_getshdr(section, &header) &&
				(header.sh_type == SHT_SYMTAB || header.sh_type == SHT_DYNSYM))
				read_table(&file, section, &header);
		while ((section = elf_nextscn(file.elf, section)) != NULL)
			if (gelf_getshdr(section, &header) && is_constant(&header))
				read_literals(&file, section, &header);
	}
	if (file.elf)
		elf_end(file.elf);
}
