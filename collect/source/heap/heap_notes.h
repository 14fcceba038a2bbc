/* heap_notes.h - build ids of mapped files, read where the file is loaded */
#ifndef LEAKLINE_HEAP_NOTES_H
#define LEAKLINE_HEAP_NOTES_H

#include <stdint.h>

struct buffer;
struct heap_elf_notes;
struct heap_target;
struct native_reader;

/* Reads the notes of a mapped file: from the process's memory, where the file's beginning usually
 * is; else from the file, if it is still the mapped one. What is unreadable stays empty. */
void heap_notes_read(struct heap_target *target, const struct native_reader *reader, int32_t pid,
	uint16_t module, struct heap_elf_notes *notes);

/* Appends a line for each file in the census's signatures. */
void heap_notes_print(struct heap_target *target, const struct native_reader *reader, int32_t pid,
	struct buffer *into);

#endif
