/* spool.c - a text that is too large for memory, in a file without a name. */
#define _GNU_SOURCE /* O_TMPFILE, mkostemp */
#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "run_batch.h"

bool spool_open(struct spool *spool)
{
	const char *folder = getenv("TMPDIR");
	char name[4096];

	folder = folder && *folder ? folder : "/var/tmp";
	spool->size = 0;
	spool->fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	/* not every file system has them (open(2)) */
	if (spool->fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT) &&
		snprintf(name, sizeof name, "%s/leakline.XXXXXX", folder) < (int)sizeof name) {
		spool->fd = mkostemp(name, O_CLOEXEC);
		if (spool->fd >= 0)
			unlink(name);
	}
	return spool->fd >= 0;
}

const char *spool_failed(int error)
{
	return error == ENOSPC || error == EFBIG || error == EDQUOT
		       ? "it is larger than 256 MiB unpacked, and $TMPDIR (/var/tmp) has no room for it: set TMPDIR, or unpack it to a file and give that"
		       : "it is larger than 256 MiB unpacked, and no file can be made for it in $TMPDIR (/var/tmp): set TMPDIR, or unpack it to a file and give that";
}

bool spool_add(struct spool *spool, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len) {
		ssize_t put = write(spool->fd, at, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		at += put;
		len -= (size_t)put;
		spool->size += put;
	}
	return true;
}

bool spool_map(struct spool *spool, struct run_buffer *buffer, struct span *text)
{
	if (run_buffer_map(buffer, spool->fd, spool->size, 1, text))
		return false;
	free(buffer->bytes);
	buffer->bytes = NULL;
	buffer->room = 0;
	return true;
}

void spool_close(struct spool *spool)
{
	if (spool->fd >= 0)
		close(spool->fd);
	spool->fd = -1;
}
