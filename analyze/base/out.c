/* out.c - an output file that remembers its first error; written under a temporary name, then
 * renamed. */
#include "out.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "say.h"
#include "text.h"

enum { ATTEMPTS = 100 };

/* A device, a pipe or a link that the user named: renaming would replace it with a file; root would
 * replace even /dev/null. */
static int is_no_file(const char *path)
{
	struct stat info;

	return !lstat(path, &info) && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

int out_open(struct out *out, const char *folder, const char *name)
{
	const char *slash = folder ? NULL : strrchr(name, '/');
	int in_place = !folder && is_no_file(name);
	int fd = -1;

	*out = (struct out){ .file = NULL };
	out->path = folder ? text_format(&out->arena, "%s/%s", folder, name)
			   : text_format(&out->arena, "%s", name);
	if (in_place)
		fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_CLOEXEC, 0666);
	/* O_EXCL: never follow a link that somebody else has put there */
	for (int i = 0; !in_place && i < ATTEMPTS && fd < 0 && (!i || errno == EEXIST); i++) {
		out->temporary = slash ? text_format(&out->arena, "%.*s/.%s.%d",
						 (int)(slash - name), name, slash + 1, i)
				       : text_format(&out->arena, "%s%s.%s.%d",
						 folder ? folder : "", folder ? "/" : "", name, i);
		fd = open(out->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	}
	out->file = fd < 0 ? NULL : fdopen(fd, "w");
	if (out->file)
		return 0;
	say("%s: %s (give a place that can be written)", out->path, strerror(errno));
	if (fd >= 0)
		close(fd);
	out_abandon(out);
	return -1;
}

void out_stdout(struct out *out)
{
	*out = (struct out){ .file = stdout };
}

/* True if the reader of the pipe has gone; the errno of an earlier write is lost. */
static bool reader_is_gone(int fd)
{
	struct pollfd pipe_end = { .fd = fd, .events = POLLOUT };

	return poll(&pipe_end, 1, 0) > 0 && pipe_end.revents & (POLLERR | POLLHUP);
}

static int close_stdout(struct out *out)
{
	FILE *file = out->file;

	out->file = NULL;
	errno = 0;
	if (!fflush(file) && !ferror(file))
		return 0;
	if (errno == EPIPE || reader_is_gone(fileno(file)))
		return 0;
	say("standard output: %s (free some space, or write elsewhere)",
		strerror(errno ? errno : EIO));
	return -1;
}

int out_close(struct out *out)
{
	int failed;

	if (!out->path)
		return out->file ? close_stdout(out) : 0;
	errno = 0;
	failed = fflush(out->file) || ferror(out->file);
	failed |= fclose(out->file);
	out->file = NULL;
	if (!failed && out->temporary)
		failed = rename(out->temporary, out->path);
	if (failed)
		say("%s: %s (free some space, or write elsewhere)", out->path,
			strerror(errno ? errno : EIO));
	if (!failed)
		out->temporary = NULL;
	out_abandon(out);
	return failed ? -1 : 0;
}

void out_abandon(struct out *out)
{
	if (out->file && out->file != stdout)
		fclose(out->file);
	if (out->temporary)
		unlink(out->temporary);
	arena_free(&out->arena);
	*out = (struct out){ .file = NULL };
}
