/* test_symbols.c - names of functions and objects from small ELF files that this test makes */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyze/base/arena.h"
#include "analyze/history/processes.h"
#include "analyze/symbols/symbol_elf.h"
#include "analyze/symbols/symbol_folder.h"
#include "analyze/symbols/symbol_text.h"
#include "analyze/symbols/symbols.h"

enum { ID_BYTES = 20, SYMBOLS_MAX = 16, TEXT_MAX = 8192 };

#define ID_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define ID_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

/* A symbol to be written: name, address, size, type and binding. */
struct made_symbol {
	const char *name;
	uint64_t value, size;
	unsigned char info;
};

/* An ELF file in memory: header, one segment, then sections with their contents. */
struct image {
	struct {
		Elf64_Ehdr header;
		Elf64_Phdr segment;
		struct {
			Elf64_Nhdr header;
			char name[4];
			uint8_t id[ID_BYTES];
		} note;
		char constants[32];
		Elf64_Sym symbols[SYMBOLS_MAX];
		char names[TEXT_MAX];
		Elf64_Shdr sections[5];
	} file;
	size_t symbol_count, names_len;
};

#define AT(member) offsetof(__typeof__(((struct image *)NULL)->file), member)
#define INFO(bind, type) ELF64_ST_INFO(STB_##bind, STT_##type)

static void make_header(struct image *image, uint64_t base)
{
	image->file.header = (Elf64_Ehdr){ .e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3,
						   ELFCLASS64, ELFDATA2LSB, EV_CURRENT },
		.e_type = base != 0 ? ET_EXEC : ET_DYN,
		.e_machine = EM_X86_64,
		.e_version = EV_CURRENT,
		.e_phoff = AT(segment),
		.e_shoff = AT(sections),
		.e_ehsize = sizeof(Elf64_Ehdr),
		.e_phentsize = sizeof(Elf64_Phdr),
		.e_phnum = 1,
		.e_shentsize = sizeof(Elf64_Shdr),
		.e_shnum = 5,
		.e_shstrndx = 3 };
	image->file.segment = (Elf64_Phdr){ .p_type = PT_LOAD,
		.p_vaddr = base,
		.p_filesz = sizeof image->file,
		.p_memsz = sizeof image->file,
		.p_align = 4096 };
}

static void make_image(struct image *image, char id, uint64_t base)
{
	memset(image, 0, sizeof *image);
	make_header(image, base);
	image->file.note.header =
		(Elf64_Nhdr){ .n_namesz = 4, .n_descsz = ID_BYTES, .n_type = NT_GNU_BUILD_ID };
	memcpy(image->file.note.name, "GNU", 4);
	memset(image->file.note.id, id, ID_BYTES);
	memcpy(image->file.constants, "x\0default\0\1\2\0", 14);
	image->file.sections[1] = (Elf64_Shdr){ .sh_type = SHT_NOTE,
		.sh_offset = AT(note),
		.sh_size = sizeof image->file.note,
		.sh_addralign = 4 };
	image->file.sections[2] = (Elf64_Shdr){ .sh_type = SHT_SYMTAB,
		.sh_offset = AT(symbols),
		.sh_link = 3,
		.sh_entsize = sizeof(Elf64_Sym),
		.sh_addralign = 8 };
	image->file.sections[3] = (Elf64_Shdr){ .sh_type = SHT_STRTAB,
		.sh_offset = AT(names),
		.sh_size = sizeof image->file.names,
		.sh_addralign = 1 };
	image->file.sections[4] = (Elf64_Shdr){ .sh_type = SHT_PROGBITS,
		.sh_flags = SHF_ALLOC,
		.sh_addr = base + 0x2000,
		.sh_offset = AT(constants),
		.sh_size = sizeof image->file.constants,
		.sh_addralign = 1 };
	image->symbol_count = image->names_len = 1;
}

static void add(struct image *image, struct made_symbol symbol)
{
	Elf64_Sym *made = &image->file.symbols[image->symbol_count++];

	*made = (Elf64_Sym){ .st_name = (Elf64_Word)image->names_len,
		.st_value = symbol.value,
		.st_size = symbol.size,
		.st_info = symbol.info,
		.st_shndx = 4 };
	strcpy(image->file.names + image->names_len, symbol.name);
	image->names_len += strlen(symbol.name) + 1;
	image->file.sections[2].sh_size = image->symbol_count * sizeof *made;
}

static int write_bytes(const char *name, const void *bytes, size_t len)
{
	int fd = open(name, O_CREAT | O_TRUNC | O_RDWR, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, len), len);
	return fd;
}

/* What a file that holds the image says of one offset. */
static const char *name_of(const struct image *image, uint64_t offset, struct arena *arena)
{
	struct symbol_query query = { .offset = offset };
	int fd = write_bytes("one.elf", &image->file, sizeof image->file);

	symbol_elf_find(fd, &query, 1, arena);
	close(fd);
	unlink("one.elf");
	return query.name == NULL ? "" : symbol_text(&query, arena).at;
}

static void functions_and_objects(void **state)
{
	struct arena arena = { NULL, 0 };
	struct image image;

	(void)state;
	make_image(&image, '\xaa', 0);
	add(&image, (struct made_symbol){ "route_delegate", 0x1000, 0x40, INFO(GLOBAL, OBJECT) });
	add(&image, (struct made_symbol){ "local_callback", 0x1100, 0x20, INFO(LOCAL, FUNC) });
	add(&image, (struct made_symbol){ "label", 0x1200, 0, INFO(LOCAL, NOTYPE) });
	add(&image, (struct made_symbol){ "$x", 0x1300, 8, INFO(LOCAL, NOTYPE) });
	assert_string_equal(name_of(&image, 0x1000, &arena), "route_delegate");
	assert_string_equal(name_of(&image, 0x103f, &arena), "route_delegate+0x3f");
	assert_string_equal(name_of(&image, 0x1040, &arena), "");
	assert_string_equal(name_of(&image, 0xfff, &arena), "");
	assert_string_equal(name_of(&image, 0x1108, &arena), "local_callback+0x8");
	assert_string_equal(name_of(&image, 0x1200, &arena), "label");
	assert_string_equal(name_of(&image, 0x1201, &arena), "");
	assert_string_equal(name_of(&image, 0x1300, &arena), "");
	arena_free(&arena);
}

/* Of several names the one that people know. */
static void aliases(void **state)
{
	struct arena arena = { NULL, 0 };
	struct image image;

	(void)state;
	make_image(&image, '\xaa', 0);
	add(&image, (struct made_symbol){ "__libc_free", 0x1000, 0x40, INFO(GLOBAL, FUNC) });
	add(&image, (struct made_symbol){ "free", 0x1000, 0x40, INFO(GLOBAL, FUNC) });
	add(&image, (struct made_symbol){ "cfree@GLIBC_2.2.5", 0x1000, 0x40, INFO(GLOBAL, FUNC) });
	add(&image, (struct made_symbol){ "fre", 0x1000, 0x40, INFO(LOCAL, FUNC) });
	add(&image, (struct made_symbol){ "inner", 0x1010, 0x8, INFO(LOCAL, FUNC) });
	add(&image, (struct made_symbol){ "memcpy@@GLIBC_2.14", 0x1100, 8, INFO(GLOBAL, FUNC) });
	assert_string_equal(name_of(&image, 0x1000, &arena), "free");
	assert_string_equal(name_of(&image, 0x1012, &arena), "inner+0x2");
	assert_string_equal(name_of(&image, 0x1020, &arena), "free+0x20");
	assert_string_equal(name_of(&image, 0x1100, &arena), "memcpy");
	arena_free(&arena);
}

static void classes_of_cpp(void **state)
{
	struct arena arena = { NULL, 0 };
	struct image image;

	(void)state;
	make_image(&image, '\xaa', 0);
	add(&image, (struct made_symbol){ "_ZTV8Listener", 0x1000, 0x40, INFO(WEAK, OBJECT) });
	add(&image, (struct made_symbol){ "_ZN8Listener4pollEi", 0x1100, 8, INFO(GLOBAL, FUNC) });
	add(&image, (struct made_symbol){ "_Zbroken", 0x1200, 8, INFO(GLOBAL, FUNC) });
	/* an object points behind the two words before the functions of its class */
	assert_string_equal(name_of(&image, 0x1010, &arena), "vtable for Listener");
	assert_string_equal(name_of(&image, 0x1000, &arena), "vtable for Listener");
	assert_string_equal(name_of(&image, 0x1028, &arena), "vtable for Listener+0x28");
	assert_string_equal(name_of(&image, 0x1100, &arena), "Listener::poll(int)");
	assert_string_equal(name_of(&image, 0x1200, &arena), "_Zbroken");
	arena_free(&arena);
}

/* 40 pairs of pairs: its text would have 2^40 parts. */
static void names_that_explode(void **state)
{
	struct symbol_query query = { .offset = 0 };
	struct arena arena = { NULL, 0 };
	char name[2000] = "_Z1f1PIiiE";

	(void)state;
	for (int i = 0; i < 40; i++) {
		char pair[20];

		snprintf(pair, sizeof pair, "S_IS%c_S%c_E",
			"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[i % 36],
			"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[i % 36]);
		strcat(name, pair);
	}
	query.name = name;
	assert_int_equal(symbol_text(&query, &arena).at[0], '_');
	/* a long one is cut */
	memset(name, 'x', 1000);
	name[1000] = '\0';
	query.distance = 16;
	assert_int_equal(symbol_text(&query, &arena).len, 133 + 3 + 5);
	assert_string_equal(symbol_text(&query, &arena).at + 133, "...+0x10");
	arena_free(&arena);
}

/* Offsets count from the first byte of a file that is loaded at a fixed address. */
static void fixed_addresses(void **state)
{
	struct arena arena = { NULL, 0 };
	struct image image;

	(void)state;
	make_image(&image, '\xaa', 0x400000);
	add(&image, (struct made_symbol){ "table", 0x401000, 0x40, INFO(LOCAL, OBJECT) });
	assert_string_equal(name_of(&image, 0x1008, &arena), "table+0x8");
	assert_string_equal(name_of(&image, 0x401008, &arena), "");
	arena_free(&arena);
}

static void literals(void **state)
{
	struct arena arena = { NULL, 0 };
	struct image image;

	(void)state;
	make_image(&image, '\xaa', 0);
	assert_string_equal(name_of(&image, 0x2002, &arena), "\"default\"");
	/* not its middle, not one letter, no bytes that nobody could print */
	assert_string_equal(name_of(&image, 0x2004, &arena), "");
	assert_string_equal(name_of(&image, 0x2000, &arena), "");
	assert_string_equal(name_of(&image, 0x200a, &arena), "");
	add(&image, (struct made_symbol){ "name", 0x2002, 8, INFO(LOCAL, OBJECT) });
	assert_string_equal(name_of(&image, 0x2002, &arena), "name");
	arena_free(&arena);
}

/* Whatever is changed or cut: an answer or none, no crash (and none that ASan sees). */
static void damaged_files(void **state)
{
	struct arena arena = { NULL, 0 };
	char id[SYMBOL_BUILD_ID];
	struct image image;
	uint32_t random = 1;

	(void)state;
	make_image(&image, '\xaa', 0);
	add(&image, (struct made_symbol){ "route_delegate", 0x1000, 0x40, INFO(GLOBAL, OBJECT) });
	for (size_t i = 0; i < 3000; i++) {
		struct image changed = image;
		size_t len = i < 600 ? i * 16 % sizeof image.file : sizeof image.file;
		struct symbol_query query = { .offset = 0x1008 };
		int fd;

		for (int k = 0; i >= 600 && k < 3; k++) {
			/* headers, or sections */
			size_t at = (random = random * 1664525 + 1013904223) >> 8;

			at = k == 0 ? AT(sections) + at % sizeof image.file.sections
				    : at % AT(names);
			((uint8_t *)&changed.file)[at] ^= (uint8_t)(1 << (random >> 29));
		}
		fd = write_bytes("damaged.elf", &changed.file, len);
		(void)symbol_elf_build_id(fd, id);
		symbol_elf_find(fd, &query, 1, &arena);
		assert_true(query.name == NULL || strlen(query.name) < TEXT_MAX);
		close(fd);
		arena_reset(&arena);
	}
	unlink("damaged.elf");
	arena_free(&arena);
}

/* Of a class that has so many blocks more at the end. */
static struct span named_growing(struct symbols *symbols, const char *build_id, int64_t more,
	struct arena *arena, struct notes *notes)
{
	struct block_class class = { .module = span_of("libx.so"),
		.build_id = span_of(build_id),
		.offset = 0x1020,
		.count_first = 7,
		.count_last = 7 + more };
	struct process process = { .heap = { .classes = &class, .class_count = 1 } };
	struct processes processes = { .items = &process, .count = 1 };

	symbols_name(symbols, &processes, arena, notes);
	return class.object;
}

static struct span named(struct symbols *symbols, const char *build_id, uint64_t offset,
	struct arena *arena, struct notes *notes)
{
	struct block_class class = { .module = span_of("libx.so"),
		.build_id = span_of(build_id),
		.offset = offset,
		.count_last = 1 };
	struct process process = { .heap = { .classes = &class, .class_count = 1 } };
	struct processes processes = { .items = &process, .count = 1 };

	symbols_name(symbols, &processes, arena, notes);
	return class.object;
}

static void folder_of_files(void **state)
{
	struct arena arena = { NULL, 0 }, notes_arena = { NULL, 0 };
	struct notes notes = { .arena = &notes_arena };
	struct symbols *symbols;
	struct image image;

	(void)state;
	assert_int_equal(mkdir("dir", 0700), 0);
	assert_int_equal(mkdir("dir/sub", 0700), 0);
	/* the binary knows a function, its debug file the table in which the pointer ends */
	make_image(&image, '\xaa', 0);
	add(&image, (struct made_symbol){ "start", 0x1000, 0x100, INFO(GLOBAL, FUNC) });
	close(write_bytes("dir/libx.so", &image.file, sizeof image.file));
	make_image(&image, '\xaa', 0);
	add(&image, (struct made_symbol){ "table", 0x1020, 0x40, INFO(LOCAL, OBJECT) });
	close(write_bytes("dir/sub/x.debug", &image.file, sizeof image.file));
	/* what may not be opened, or is something else */
	assert_int_equal(mkfifo("dir/fifo", 0600), 0);
	assert_int_equal(symlink("fifo", "dir/link-to-fifo"), 0);
	assert_int_equal(symlink("..", "dir/sub/circle"), 0);
	assert_int_equal(symlink("nowhere", "dir/broken"), 0);
	close(write_bytes("dir/text", "no ELF file", 11));
	close(write_bytes("dir/empty", "", 0));
	close(write_bytes("dir/cut", &image.file, 100));
	symbols = symbols_open("dir", SYMBOL_FILES_MAX);
	assert_non_null(symbols);
	assert_string_equal(named(symbols, ID_A, 0x1020, &arena, &notes).at, "table");
	assert_string_equal(named(symbols, ID_A, 0x1008, &arena, &notes).at, "start+0x8");
	assert_int_equal(notes.count, 0);
	assert_int_equal(named(symbols, ID_A, 0x9000, &arena, &notes).len, 0);
	/* nor is one of another build, if only blocks which stay point into it */
	assert_int_equal(named_growing(symbols, ID_B, 0, &arena, &notes).len, 0);
	assert_int_equal(notes.count, 0);
	assert_int_equal(named(symbols, ID_B, 0x1020, &arena, &notes).len, 0);
	assert_int_equal(notes.count, 1);
	assert_non_null(strstr(notes.items[0].reason.at, "is of another build"));
	assert_int_equal(named(symbols, "", 0x1020, &arena, &notes).len, 0);
	assert_int_equal(notes.count, 1);
	assert_int_equal(unlink("dir/libx.so"), 0);
	symbols_free(symbols);
	symbols = symbols_open("dir", SYMBOL_FILES_MAX);
	assert_int_equal(named(symbols, ID_B, 0x1020, &arena, &notes).len, 0);
	assert_int_equal(notes.count, 2);
	assert_string_equal(
		notes.items[1].reason.at, "dir has no file with the build id of libx.so");
	/* a file that only blocks which stay point into is not missed */
	assert_int_equal(named_growing(symbols, ID_B, 0, &arena, &notes).len, 0);
	assert_int_equal(notes.count, 2);
	assert_int_equal(named_growing(symbols, ID_B, 1, &arena, &notes).len, 0);
	assert_int_equal(notes.count, 3);
	symbols_free(symbols);
	assert_null(symbols_open("dir/text", SYMBOL_FILES_MAX));
	assert_null(symbols_open("nowhere", SYMBOL_FILES_MAX));
	arena_free(&arena);
	arena_free(&notes_arena);
}

/* What is said of libx.so, whose file is none of the folder's. */
static struct span missing(const char *folder, size_t files_max, struct arena *arena)
{
	struct notes notes = { .arena = arena };
	struct symbols *symbols = symbols_open(folder, files_max);

	assert_non_null(symbols);
	assert_int_equal(named(symbols, ID_B, 0x1020, arena, &notes).len, 0);
	symbols_free(symbols);
	assert_int_equal(notes.count, 1);
	return notes.items[0].reason;
}

/* Three files in two folders: a limit of three is none, one of two says that there are others. */
static void more_files_than_are_looked_at(void **state)
{
	struct arena arena = { NULL, 0 };

	(void)state;
	assert_int_equal(mkdir("many", 0700), 0);
	assert_int_equal(mkdir("many/below", 0700), 0);
	close(write_bytes("many/one", "1", 1));
	close(write_bytes("many/below/two", "2", 1));
	close(write_bytes("many/below/three", "3", 1));
	assert_string_equal(
		missing("many", 4, &arena).at, "many has no file with the build id of libx.so");
	assert_string_equal(
		missing("many", 3, &arena).at, "many has no file with the build id of libx.so");
	assert_string_equal(missing("many", 2, &arena).at,
		"among its first 2 files many has no file with the build id of libx.so");
	arena_free(&arena);
}

/* A file behind the limit gives no names, the last one before it does. */
static void the_last_file_looked_at(void **state)
{
	struct arena arena = { NULL, 0 };
	struct notes notes = { .arena = &arena };
	struct symbols *symbols;
	struct image image;

	(void)state;
	assert_int_equal(mkdir("one", 0700), 0);
	make_image(&image, '\xaa', 0);
	add(&image, (struct made_symbol){ "table", 0x1020, 0x40, INFO(LOCAL, OBJECT) });
	close(write_bytes("one/x.debug", &image.file, sizeof image.file));
	symbols = symbols_open("one", 1);
	assert_string_equal(named(symbols, ID_A, 0x1020, &arena, &notes).at, "table");
	symbols_free(symbols);
	symbols = symbols_open("one", 0);
	assert_int_equal(named(symbols, ID_A, 0x1020, &arena, &notes).len, 0);
	symbols_free(symbols);
	arena_free(&arena);
}

/* The tests write their files where they are: in a folder of their own. */
static int enter_folder(void **state)
{
	char path[] = "/tmp/leakline-unit.XXXXXX";

	*state = strdup(mkdtemp(path) == NULL ? "" : path);
	return chdir(*state);
}

static int remove_folder(void **state)
{
	char command[60];

	snprintf(command, sizeof command, "rm -rf %s", (char *)*state);
	free(*state);
	return chdir("/") != 0 ? -1 : system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(functions_and_objects),
		cmocka_unit_test(aliases), cmocka_unit_test(classes_of_cpp),
		cmocka_unit_test(names_that_explode), cmocka_unit_test(fixed_addresses),
		cmocka_unit_test(literals), cmocka_unit_test(damaged_files),
		cmocka_unit_test(folder_of_files), cmocka_unit_test(more_files_than_are_looked_at),
		cmocka_unit_test(the_last_file_looked_at) };

	if (!symbol_elf_is_there()) {
		printf("built without libelf: nothing to test\n");
		return 0;
	}
	return cmocka_run_group_tests(tests, enter_folder, remove_folder);
}
