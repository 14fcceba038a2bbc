/* heap_notes.c - build ids of mapped files, read where the file is loaded */
#include "heap_notes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../base/format.h"
#include "../native/native_reader.h"
#include "heap_elf.h"
#include "heap_print.h"
#include "heap_target.h"

/* Opens the file of a module, if it is still the mapped one; -1 if not. Opening something other
 * than a regular file must not block. */
static int open_module(const struct heap_maps *maps, const struct native_reader *reader,
	int32_t pid, uint16_t module)
{
	char path[4096 + NATIVE_READER_NAME];
	struct stat status;
	int fd;

	if (format_text(path, sizeof path, "%d/root%s", (int)pid, heap_maps_path(maps, module)) >=
		(int)sizeof path)
		return -1;
	fd = openat(dirfd(reader->folder), path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd >= 0 && (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) ||
			       status.st_ino != maps->module[module].inode)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

void heap_notes_read(struct heap_target *target, const struct native_reader *reader, int32_t pid,
	uint16_t module, struct heap_elf_notes *notes)
{
	struct heap_elf_file file = {
		.memory = &target->memory, .base = target->maps.module[module].base, .fd = -1
	};

	if (heap_elf_read_notes(&file, notes))
		return;
	file.fd = open_module(&target->maps, reader, pid, module);
	if (file.fd < 0)
		return;
	(void)heap_elf_read_notes(&file, notes);
	close(file.fd);
}

void heap_notes_print(struct heap_target *target, const struct native_reader *reader, int32_t pid,
	struct buffer *into)
{
	const struct heap_census *census = &target->census;
	uint8_t is_named[HEAP_MODULES_MAX] = { 0 };

	for (size_t i = 0; i < census->count; i++)
		if (census->classes[i].signature != HEAP_NO_SIGNATURE)
			is_named[heap_signature_module(census->classes[i].signature)] = 1;
	for (size_t i = 0; i < target->maps.module_count; i++) {
		struct heap_elf_notes notes;

		if (!is_named[i])
			continue;
		heap_notes_read(target, reader, pid, (uint16_t)i, &notes);
		heap_print_module(heap_maps_name(&target->maps, (uint16_t)i),
			notes.build_id[0] != '\0' ? notes.build_id : "-", into);
	}
}
