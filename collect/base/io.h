/* io.h - whole writes and flushes, paths and clocks: EINTR and short writes end here. */
#ifndef LEAKLINE_COLLECT_IO_H
#define LEAKLINE_COLLECT_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Is it a regular file? A planted one may be a FIFO, which hangs, or a device. */
bool io_is_regular(int fd);

/* Writes all bytes. Returns 0, or -1 with errno. */
int io_write_all(int fd, const char *bytes, size_t len);

/* Flushes the data of a file, which must still have a name. Returns 0, or -1 with errno: ENOENT if
 * somebody removed it. */
int io_flush_file(int fd);

/* Flushes an open folder. Some file systems do not (EINVAL, fsync(2)): there a rename is as safe as
 * it can be, and that is no failure. Returns 0, or -1 with errno. */
int io_flush_folder(int fd);

/* The same with the folder that path is in: a name just made there then survives a power cut. If
 * the folder cannot be read nothing more can be done, and that is no failure either. */
int io_flush_name(const char *path);

/* The absolute path of an open file that was opened as path, or where there is no /proc that one.
 * The caller frees it; NULL: no memory. */
char *io_path(int fd, const char *path);

/* TIME of run-format: 20261123T051600.123Z; text has IO_TIME bytes with its NUL. */
enum { IO_TIME = 24 };
void io_time(char text[static IO_TIME], int64_t wall_ms);

/* Milliseconds of CLOCK_REALTIME since 1970, CLOCK_BOOTTIME, CLOCK_MONOTONIC. */
int64_t io_wall_ms(void);
int64_t io_uptime_ms(void);
int64_t io_monotonic_ms(void);

#endif
