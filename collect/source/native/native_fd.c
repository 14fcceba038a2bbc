/* native_fd.c - how many descriptors a process has open. */
#include "native_fd.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../base/buffer.h"

bool native_fd_is_cheap(const struct native_reader *reader)
{
	struct stat info;

	/* we have at least the folder of /proc open ourselves */
	return reader->live && !fstatat(dirfd(reader->folder), "self/fd", &info, 0) &&
	       info.st_size > 0;
}

/* -1 with errno. */
static int64_t count_entries(int folder, const char *name)
{
	int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	struct dirent *entry;
	int64_t count = 0;
	int error = errno;

	if (!dir) {
		if (fd >= 0)
			close(fd);
		errno = error;
		return -1;
	}
	for (errno = 0; (entry = readdir(dir)) != NULL; errno = 0)
		count += entry->d_name[0] != '.';
	error = errno;
	closedir(dir);
	errno = error;
	return error ? -1 : count;
}

enum native_read native_fd_add(
	const struct native_reader *reader, bool cheap, int32_t pid, struct buffer *into)
{
	char name[NATIVE_READER_NAME];
	struct stat info;
	int64_t count;

	native_reader_name(name, pid, "fd");
	if (!cheap)
		count = count_entries(dirfd(reader->folder), name);
	else
		count = fstatat(dirfd(reader->folder), name, &info, 0) ? -1 : info.st_size;
	if (count < 0)
		return native_reader_error();
	buffer_number(into, pid);
	buffer_string(into, " ");
	buffer_number(into, count);
	buffer_string(into, "\n");
	return NATIVE_READ_DONE;
}
