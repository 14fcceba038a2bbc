/*
 * scan.c - scan [-a] PATH...: what touching the bytes of a run costs, the yardstick of analyze.sh.
 * Opens, reads into a page-aligned buffer of 128 KiB and closes every file of the folders (or the
 * files) given, and counts newlines with memchr. -a: reads the members of one archive through
 * libarchive instead, from aligned blocks of 256 KiB, and throws them away.
 */
#define _POSIX_C_SOURCE 200809L
#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SCAN = 128 * 1024, BLOCK = 256 * 1024 };

static unsigned char *buffer;

static long count_newlines(int fd)
{
	long lines = 0;
	ssize_t got;

	while ((got = read(fd, buffer, SCAN)) > 0) {
		const unsigned char *at = buffer, *end = buffer + got;

		while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
			lines++;
			at++;
		}
	}
	close(fd);
	return lines;
}

static long scan_folder(const char *path)
{
	int folder = open(path, O_RDONLY | O_DIRECTORY);
	DIR *dir = folder < 0 ? NULL : fdopendir(folder);
	const struct dirent *entry;
	long lines = 0;

	if (!dir)
		return folder < 0 ? count_newlines(open(path, O_RDONLY)) : 0;
	while ((entry = readdir(dir)) != NULL) {
		int fd = entry->d_name[0] == '.' ? -1 : openat(folder, entry->d_name, O_RDONLY);

		if (fd >= 0)
			lines += count_newlines(fd);
	}
	closedir(dir);
	return lines;
}

static la_ssize_t read_block(struct archive *archive, void *data, const void **bytes)
{
	(void)archive;
	*bytes = buffer;
	return read(*(const int *)data, buffer, BLOCK);
}

static long scan_archive(const char *path)
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	int fd = open(path, O_RDONLY);
	const void *data;
	la_int64_t offset;
	long bytes = 0;
	size_t size;

	archive_read_support_format_tar(archive);
	archive_read_support_filter_gzip(archive);
	archive_read_support_filter_zstd(archive);
	if (fd < 0 || archive_read_open(archive, &fd, NULL, read_block, NULL) != ARCHIVE_OK)
		return -1;
	while (archive_read_next_header(archive, &entry) == ARCHIVE_OK)
		while (archive_read_data_block(archive, &data, &size, &offset) == ARCHIVE_OK)
			bytes += (long)size;
	archive_read_free(archive);
	close(fd);
	return bytes;
}

int main(int argc, char **argv)
{
	void *place;

	if (posix_memalign(&place, 4096, BLOCK))
		return 1;
	buffer = place;
	for (int i = 1; i < argc; i++)
		if (!strcmp(argv[1], "-a") && i > 1)
			printf("%ld\n", scan_archive(argv[i]));
		else if (strcmp(argv[i], "-a"))
			printf("%ld\n", scan_folder(argv[i]));
	free(place);
	return 0;
}
