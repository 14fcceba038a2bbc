/* heap_notes.h - what mapped files say of themselves: build ids, read where the file is loaded */
#ifndef LEAKLINE_HEAP_NOTES_H
#define LEAKLINE_HEAP_NOTES_H

#include <stdint.h>

struct buffer;
struct heap_elf_notes;
struct heap_target;
struct native_reader;

/* Reads the notes of a mapped file: from the memory of the process, where its beginning is as a
 * rule; else from the file, if that is still the one that is mapped. What cannot be read is empty.
 */
void heap_notes_read(struct heap_target *target, const struct native_reader *reader, int32_t pid,
	uint16_t module, struct heap_elf_notes *notes);

/* Appends a line for each file that signatures in the census name. */
void heap_notes_print(struct heap_target *target, const struct native_reader *reader, int32_t pid,
	struct buffer *into);

#endif
