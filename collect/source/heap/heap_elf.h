/* heap_elf.h - reads ELF headers: the kind of machine, and a file's build id */
#ifndef LEAKLINE_HEAP_ELF_H
#define LEAKLINE_HEAP_ELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct heap_memory;

/* Of the header's beginning: e_ident and e_machine. */
enum { HEAP_ELF_IDENT = 20 };

struct heap_elf {
	unsigned word; /* bytes of a pointer: 4 or 8 */
	bool is_big_endian;
	unsigned machine; /* EM_... of elf.h */
};

/* Parses the first HEAP_ELF_IDENT bytes of a program. False if they are not ELF. */
bool heap_elf_read_ident(const uint8_t ident[static HEAP_ELF_IDENT], struct heap_elf *elf);

/* Where a file is read: in the memory of the process that loaded it, or from the file. */
struct heap_elf_file {
	struct heap_memory *memory; /* its word size and byte order are used in either case */
	uint64_t base;              /* where the file starts in memory */
	int fd;                     /* -1: in memory */
};

/* A build id as hex digits: usually 20 bytes of SHA-1; at most 32 are shown. */
enum { HEAP_BUILD_ID_MAX = 32 * 2 + 1 };

/* The contents of a file's notes. */
struct heap_elf_notes {
	char build_id[HEAP_BUILD_ID_MAX]; /* empty: there is none, or it is unreadable */
	bool is_go;                       /* made by the Go tool chain */
};

/* Reads the notes. False if the file has no headers to read (there). */
bool heap_elf_read_notes(const struct heap_elf_file *file, struct heap_elf_notes *notes);

/* The bytes that the file takes in memory from its start to the end of its .bss; 0: not known. */
uint64_t heap_elf_loaded(const struct heap_elf_file *file);

#endif
