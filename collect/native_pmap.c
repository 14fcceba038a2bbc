/* native_pmap.c - prints what `pmap -d` of procps 4.0.2-4.0.4 prints in the C locale */
#define _GNU_SOURCE /* memrchr */
#include "native_pmap.h"

#include <string.h>

#include "text.h"

/* One line of /proc/PID/maps, cut up: `start-end perms offset major:minor inode name`. */
struct mapping {
	const char *start, *end;	/* hex digits as the kernel gives them */
	size_t start_len, end_len;
	uint64_t start_at, end_at;
	const char *perms;		/* four letters */
	const char *offset, *major, *minor;
	size_t offset_len, major_len, minor_len;
	uint64_t inode;
};

/* pmap's columns: of an address as wide as its own `long`, of an offset, of a device. */
enum { ADDRESS_WIDTH = sizeof(long) * 2, OFFSET_WIDTH = 16, MAJOR_WIDTH = 3, MINOR_WIDTH = 5 };
enum { KIB_WIDTH = 7, MODE_LEN = 5 };

/* A maps line is at least this long: `0-1 rwxp 0 0:0 0` and a LF. */
enum { SHORTEST_LINE = 17 };

/* A row beside its name is at most: 16 + 1 + 20 + 1 + 5 + 1 + 16 + 1 + 33 + 1, and LF; the names
 * that pmap makes up itself are shorter than 32. */
enum { LONGEST_ROW = 160 };

size_t native_pmap_rows_max(size_t len)
{
	return len + (len / SHORTEST_LINE + 1) * LONGEST_ROW;
}

/* Takes 1 to 16 hex digits and the byte STOP after them; false if that is not what is there. */
static bool take_hex(const char **at, const char *end, char stop, size_t *len, uint64_t *value)
{
	const char *p = *at;

	if (!text_read_hex(&p, end, value) || p == end || *p != stop)
		return false;
	*len = (size_t)(p - *at);
	*at = p + 1;
	return true;
}

static bool cut_line(const char *at, const char *end, struct mapping *m)
{
	uint64_t ignored;

	m->start = at;
	if (!take_hex(&at, end, '-', &m->start_len, &m->start_at))
		return false;
	m->end = at;
	if (!take_hex(&at, end, ' ', &m->end_len, &m->end_at) || m->end_at < m->start_at)
		return false;
	m->perms = at;
	if (end - at < 5 || at[4] != ' ')
		return false;
	m->offset = at += 5;
	if (!take_hex(&at, end, ' ', &m->offset_len, &ignored))
		return false;
	m->major = at;
	if (!take_hex(&at, end, ':', &m->major_len, &ignored))
		return false;
	m->minor = at;
	return take_hex(&at, end, ' ', &m->minor_len, &ignored) &&
	       text_read_decimal(&at, end, &m->inode);
}

static char *zero_padded(char *out, const char *digits, size_t len, size_t width)
{
	for (; width > len; width--)
		*out++ = '0';
	return text_bytes(out, digits, len);
}

static char *hex_number(char *out, uint64_t value)
{
	char digits[16];
	int count = 0;

	do {
		digits[count++] = "0123456789abcdef"[value & 15];
		value >>= 4;
	} while (value > 0);
	while (count > 0)
		*out++ = digits[--count];
	return out;
}

/* A SysV segment: on the kernel's own shared memory file system and called SYSV. */
static bool is_segment(const struct native_pmap *pmap, const struct mapping *m, const char *end)
{
	const char *minor = m->minor;
	size_t len;
	uint64_t number;

	if (pmap->shm_minor < 0 || m->major_len != 2 || memcmp(m->major, "00", 2) != 0)
		return false;
	return take_hex(&minor, end, ' ', &len, &number) && number == (uint64_t)pmap->shm_minor &&
	       memmem(minor, (size_t)(end - minor), "/SYSV", 5) != NULL;
}

/* The name is what follows the last slash of the whole line, which may be in another place than
 * that of the file name: pmap looks no closer. */
static char *mapping_name(const struct native_pmap *pmap, const struct mapping *m,
			  const char *end, char *out)
{
	const char *slash = memrchr(m->minor, '/', (size_t)(end - m->minor));

	if (slash == NULL) {
		if (pmap->start_stack >= m->start_at && pmap->start_stack <= m->end_at)
			return text_string(out, "  [ stack ]");
		return text_string(out, "  [ anon ]");
	}
	if (is_segment(pmap, m, end)) {
		out = hex_number(text_string(out, "  [ shmid=0x"), m->inode);
		return text_string(out, " ]");
	}
	if (slash + 1 < end)
		slash++;
	return text_printable(out, slash, (size_t)(end - slash), '?');
}

static char *write_row(struct native_pmap *pmap, const struct mapping *m, const char *end,
		       char *out)
{
	uint64_t bytes = m->end_at - m->start_at;
	char kind = m->perms[3];

	if (kind == 's')
		pmap->shared_bytes += bytes;
	if (kind == 'p' && m->perms[1] == 'w')
		pmap->writable_private_bytes += bytes;
	if (kind == 's' || kind == 'p')
		pmap->mapped_bytes += bytes;
	pmap->rows++;

	out = zero_padded(out, m->start, m->start_len, ADDRESS_WIDTH);
	*out++ = ' ';
	out = text_decimal(out, bytes >> 10, KIB_WIDTH);
	*out++ = ' ';
	out = text_bytes(out, m->perms, MODE_LEN - 2);
	*out++ = kind == 'p' ? '-' : kind;
	*out++ = '-';
	*out++ = ' ';
	out = zero_padded(out, m->offset, m->offset_len, OFFSET_WIDTH);
	*out++ = ' ';
	out = zero_padded(out, m->major, m->major_len, MAJOR_WIDTH);
	*out++ = ':';
	out = zero_padded(out, m->minor, m->minor_len, MINOR_WIDTH);
	*out++ = ' ';
	out = mapping_name(pmap, m, end, out);
	*out++ = '\n';
	return out;
}

char *native_pmap_begin(int32_t pid, char *out)
{
	out = text_decimal(out, (uint64_t)pid, 0);
	return text_string(out, ":   ");
}

char *native_pmap_header(char *out)
{
	if (ADDRESS_WIDTH == 16)
		return text_string(out, "\nAddress           Kbytes Mode  Offset           "
				   "Device    Mapping\n");
	return text_string(out, "\nAddress   Kbytes Mode  Offset           Device    Mapping\n");
}

char *native_pmap_rows(struct native_pmap *pmap, const char *maps, size_t len, size_t *used,
		       char *out)
{
	const char *at = maps, *end = maps + len, *line_end;
	struct mapping m;

	while (at < end && (line_end = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		if (cut_line(at, line_end, &m))
			out = write_row(pmap, &m, line_end, out);
		at = line_end + 1;
	}
	*used = (size_t)(at - maps);
	return out;
}

char *native_pmap_footer(const struct native_pmap *pmap, char *out)
{
	out = text_decimal(text_string(out, "mapped: "), pmap->mapped_bytes >> 10, 0);
	out = text_string(out, "K    writeable/private: ");
	out = text_decimal(out, pmap->writable_private_bytes >> 10, 0);
	out = text_decimal(text_string(out, "K    shared: "), pmap->shared_bytes >> 10, 0);
	return text_string(out, "K\n");
}
