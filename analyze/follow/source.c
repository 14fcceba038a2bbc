/* source.c - a run that is still being written: a folder, or a stream on standard input. */
#define _GNU_SOURCE /* O_TMPFILE */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../base/say.h"
#include "../base/span.h"
#include "collect/run_format.h"

/* Fields of events.tsv before the name of the event (leakline-run(5)). */
enum { EVENT_FIELD = 3 };

enum { BLOCK = 64 * 1024, TAIL = 4096, LOOK_MS = 250, PATH_BYTES = 4096 };

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A file without a name in TMPDIR; -1 after printing one line. */
static int open_nameless(void)
{
	const char *folder = getenv("TMPDIR");
	char path[PATH_BYTES];
	int fd;

	folder = folder && *folder ? folder : "/tmp";
	fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	/* not every file system has O_TMPFILE (open(2)) */
	snprintf(path, sizeof path, "%s/leakline-XXXXXX", folder);
	fd = mkstemp(path);
	if (fd >= 0)
		(void)unlink(path);
	else
		say("%s: %s (the stream is kept there while it is followed: set TMPDIR)", folder,
			strerror(errno));
	return fd;
}

/* Puts a file in the place of standard input, which goes on as source->stream. */
static int open_stream(struct source *source)
{
	int file = open_nameless();

	if (file < 0)
		return -1;
	source->stream = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	if (source->stream < 0 || dup2(file, STDIN_FILENO) < 0) {
		say("standard input: %s", strerror(errno));
		close(file);
		return -1;
	}
	close(file);
	return 0;
}

static int open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int source_open(struct source *source, const char *run)
{
	struct stat info;

	*source = (struct source){
		.path = strcmp(run, "-") != 0 ? run : NULL, .stream = -1, .signals = -1
	};
	if (source->path && (stat(run, &info) || !S_ISDIR(info.st_mode))) {
		say("%s: --follow needs the folder of a run, or - for a stream (a file that is whole needs no --follow)",
			run);
		return -1;
	}
	source->signals = open_signals();
	if (source->signals < 0) {
		say("signalfd: %s", strerror(errno));
		return -1;
	}
	return source->path ? 0 : open_stream(source);
}

static int write_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t put = write(fd, bytes, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return -1;
		bytes += put;
		len -= (size_t)put;
	}
	return 0;
}

/* Copies what has come; 0 at the end of the stream, -1 after printing one line. */
static int copy_block(struct source *source)
{
	char block[BLOCK];
	ssize_t got;

	do
		got = read(source->stream, block, sizeof block);
	while (got < 0 && errno == EINTR);
	if (got < 0) {
		say("standard input: %s", strerror(errno));
		return -1;
	}
	if (!got)
		return 0;
	if (lseek(STDIN_FILENO, 0, SEEK_END) < 0 || write_all(STDIN_FILENO, block, (size_t)got)) {
		say("the copy of the stream: %s (set TMPDIR to a folder with room)",
			strerror(errno));
		return -1;
	}
	source->size += got;
	return 1;
}

/* Is the last line of events.tsv a stop? Sets the size. */
static bool folder_ended(struct source *source)
{
	char path[PATH_BYTES], tail[TAIL + 1];
	struct span text, line, last = { NULL, 0 };
	struct stat info;
	ssize_t got = 0;
	bool ended = false;
	int fd;

	snprintf(path, sizeof path, "%s/%s", source->path, RUN_EVENTS_NAME);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return false;
	if (!fstat(fd, &info) && S_ISREG(info.st_mode)) {
		source->size = info.st_size;
		got = pread(fd, tail, TAIL, info.st_size > TAIL ? info.st_size - TAIL : 0);
	}
	close(fd);
	text = (struct span){ tail, got > 0 ? (size_t)got : 0 };
	while (span_line(&text, &line, &ended))
		last = ended ? line : last;
	for (size_t i = 0; last.len && i < EVENT_FIELD; i++) {
		ptrdiff_t tab = span_find(last, '\t');

		last = tab < 0 ? (struct span){ NULL, 0 } : span_from(last, (size_t)tab + 1);
	}
	return span_starts(last, RUN_EVENT_STOP) &&
	       (last.len == strlen(RUN_EVENT_STOP) || last.at[strlen(RUN_EVENT_STOP)] == '\t');
}

static bool is_stopped(const struct source *source)
{
	struct signalfd_siginfo got;

	return read(source->signals, &got, sizeof got) == (ssize_t)sizeof got;
}

/* One step of waiting: what has come, a signal, or a moment. */
static enum source_news wait_once(struct source *source, int64_t size, int64_t until_ms)
{
	struct pollfd fds[] = { { source->signals, POLLIN, 0 }, { source->stream, POLLIN, 0 } };
	int64_t left = until_ms - now_ms();
	int result;

	if (source->path) {
		source->ended = folder_ended(source);
		if (source->size > size)
			return SOURCE_MORE;
		if (source->ended)
			return SOURCE_ENDED;
	}
	if (left <= 0)
		return SOURCE_SILENT;
	(void)poll(fds, source->path ? 1 : 2,
		source->path && left > LOOK_MS ? LOOK_MS
		: left > INT32_MAX             ? INT32_MAX
					       : (int)left);
	if (is_stopped(source))
		return SOURCE_STOPPED;
	if (source->path || !fds[1].revents)
		return SOURCE_MORE;
	result = copy_block(source);
	source->ended |= result == 0;
	return result < 0 ? SOURCE_FAILED : result ? SOURCE_MORE : SOURCE_ENDED;
}

enum source_news source_wait(struct source *source, int64_t size, int64_t silent_ms)
{
	int64_t until = now_ms() + silent_ms;

	if (source->ended)
		return SOURCE_ENDED;
	for (;;) {
		enum source_news news = wait_once(source, size, until);

		if (news != SOURCE_MORE || source->size > size)
			return news;
	}
}

void source_rewind(const struct source *source)
{
	if (!source->path)
		(void)lseek(STDIN_FILENO, 0, SEEK_SET);
}

void source_close(struct source *source)
{
	if (source->signals >= 0)
		close(source->signals);
	if (source->stream >= 0)
		close(source->stream);
	*source = (struct source){ .signals = -1, .stream = -1 };
}
