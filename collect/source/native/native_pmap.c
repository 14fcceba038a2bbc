/* native_pmap.c - prints what `pmap -d` of procps 4.0.2-4.0.4 prints in the C locale */
#define _GNU_SOURCE /* memrchr */
#include "native_pmap.h"

#include <string.h>

#include "../../base/text.h"

/* One line of /proc/PID/maps, cut up: `start-end perms offset major:minor inode name`. */
struct mapping {
	const char *start; /* hex digits as the kernel gives them */
	size_t start_len, end_len;
	uint64_t start_at, end_at;
	const char *perms; /* four letters */
	const char *offset, *major, *minor;
	size_t offset_len, major_len, minor_len;
	const char *inode; /* decimal digits, and what follows */
	const char *slash; /* the last one behind them, or NULL */
};

/* pmap's columns: of an address as wide as its own `long`, of an offset, of a device. */
enum { ADDRESS_WIDTH = sizeof(long) * 2, OFFSET_WIDTH = 16, MAJOR_WIDTH = 3, MINOR_WIDTH = 5 };
enum { KIB_WIDTH = 7, KIB_LIMIT = 10000000, MODE_LEN = 5 };

/* A maps line is at least this long: `0-1 rwxp 0 0:0 0` and a LF. */
enum { SHORTEST_LINE = 17 };

/* A row beside its name is at most: 16 + 1 + 20 + 1 + 5 + 1 + 16 + 1 + 33 + 1, and LF; the names
 * that pmap makes up itself are shorter than 32. */
enum { LONGEST_ROW = 160 };

size_t native_pmap_rows_max(size_t len)
{
	return len + (len / SHORTEST_LINE + 1) * LONGEST_ROW;
}

/* What follows reads up to a LF, which is known to come: no byte but the digits goes on. */

/* Takes 1 to 16 hex digits and the byte STOP after them; false if there is something else. */
static bool take_address(const char **at, char stop, size_t *len, uint64_t *value)
{
	const char *p = *at;
	uint64_t sum = 0;

	for (;; p++) {
		unsigned digit = (unsigned)(unsigned char)*p - '0';

		if (digit > 9) {
			digit -= 'a' - '0';
			if (digit > 5)
				break;
			digit += 10;
		}
		sum = sum << 4 | digit;
	}
	*value = sum;
	*len = (size_t)(p - *at);
	if (*len == 0 || *len > 16 || *p != stop)
		return false;
	*at = p + 1;
	return true;
}

/* The same if only the digits are needed: they are copied unchanged. */
static bool take_digits(const char **at, char stop, size_t *len)
{
	const char *p = *at;

	while (*p != stop && *p != ' ' && *p != '\n')
		p++;
	*len = (size_t)(p - *at);
	if (*len == 0 || *len > 16 || *p != stop)
		return false;
	*at = p + 1;
	return true;
}

static bool cut_line(const char *at, struct mapping *m)
{
	m->start = at;
	if (!take_address(&at, '-', &m->start_len, &m->start_at) ||
		!take_address(&at, ' ', &m->end_len, &m->end_at) || m->end_at < m->start_at)
		return false;
	m->perms = at;
	for (int i = 0; i < 4; i++)
		if (*at++ == '\n')
			return false;
	if (*at++ != ' ')
		return false;
	m->offset = at;
	if (!take_digits(&at, ' ', &m->offset_len))
		return false;
	m->major = at;
	if (!take_digits(&at, ':', &m->major_len))
		return false;
	m->minor = at;
	if (!take_digits(&at, ' ', &m->minor_len) || *at < '0' || *at > '9')
		return false;
	m->inode = at;
	return true;
}

static char *zero_padded(char *out, const char *digits, size_t len, size_t width)
{
	for (; width > len; width--)
		*out++ = '0';
	return text_bytes(out, digits, len);
}

/* The letters of maps, except that the fourth is only for shared mappings, and a fifth is for
 * something only Solaris has. */
static void write_mode(char out[static MODE_LEN], const char *perms)
{
	memcpy(out, perms, 3);
	out[3] = perms[3] == 'p' ? '-' : perms[3];
	out[4] = '-';
}

/* The columns before the name: any of them may be wider than it should. */
static char *wide_columns(const struct mapping *m, char *out)
{
	out = zero_padded(out, m->start, m->start_len, ADDRESS_WIDTH);
	*out++ = ' ';
	out = text_decimal(out, (m->end_at - m->start_at) >> 10, KIB_WIDTH);
	*out++ = ' ';
	write_mode(out, m->perms);
	out += MODE_LEN;
	*out++ = ' ';
	out = zero_padded(out, m->offset, m->offset_len, OFFSET_WIDTH);
	*out++ = ' ';
	out = zero_padded(out, m->major, m->major_len, MAJOR_WIDTH);
	*out++ = ':';
	out = zero_padded(out, m->minor, m->minor_len, MINOR_WIDTH);
	*out++ = ' ';
	return out;
}

/* Copies digits so that they end before `end`. USUAL is what their number is nearly always: a copy
 * of constant length is one or two instructions. */
static inline void put_before(char *end, const char *digits, size_t len, size_t usual)
{
	if (len == usual) {
		memcpy(end - usual, digits, usual);
		return;
	}
	for (end -= len; len > 0; len--)
		*end++ = *digits++;
}

/* The same where all have their width, as nearly always: the hot path of the collector. */
static char *narrow_columns(const struct mapping *m, char *out)
{
	static const char empty[] = "0000000000000000       0 ----- 0000000000000000 000:00000 ";
	const char *columns = empty + 16 - ADDRESS_WIDTH;
	size_t len = sizeof empty - 1 - (16 - ADDRESS_WIDTH);
	uint64_t kib = (m->end_at - m->start_at) >> 10;
	char *at = out + ADDRESS_WIDTH;

	memcpy(out, columns, len);
	put_before(at, m->start, m->start_len, 12);
	at += 1 + KIB_WIDTH;
	for (char *digit = at; kib > 0; kib /= 10)
		*--digit = (char)('0' + kib % 10);
	write_mode(at + 1, m->perms);
	at += 1 + MODE_LEN + 1 + OFFSET_WIDTH;
	put_before(at, m->offset, m->offset_len, 8);
	at += 1 + MAJOR_WIDTH;
	put_before(at, m->major, m->major_len, 2);
	at += 1 + MINOR_WIDTH;
	put_before(at, m->minor, m->minor_len, 2);
	return out + len;
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
static bool read_segment(
	const struct native_pmap *pmap, const struct mapping *m, const char *end, uint64_t *inode)
{
	const char *minor = m->minor, *digits = m->inode;
	uint64_t number;

	return pmap->shm_minor >= 0 && m->major_len == 2 && memcmp(m->major, "00", 2) == 0 &&
	       text_read_hex(&minor, end, &number) && number == (uint64_t)pmap->shm_minor &&
	       text_find(m->inode, (size_t)(end - m->inode), "/SYSV") != NULL &&
	       text_read_decimal(&digits, end, inode);
}

/* The name is what follows the last slash of the whole line, which may be in another place than
 * that of the file name: pmap looks no closer. */
static char *mapping_name(
	const struct native_pmap *pmap, const struct mapping *m, const char *end, char *out)
{
	const char *slash = m->slash;
	uint64_t inode;

	if (!slash) {
		if (pmap->start_stack >= m->start_at && pmap->start_stack <= m->end_at)
			return text_bytes(out, "  [ stack ]", 11);
		return text_bytes(out, "  [ anon ]", 10);
	}
	if (read_segment(pmap, m, end, &inode)) {
		out = hex_number(text_string(out, "  [ shmid=0x"), inode);
		return text_string(out, " ]");
	}
	if (slash + 1 < end)
		slash++;
	return text_printable(out, slash, (size_t)(end - slash), '?');
}

static char *write_row(
	struct native_pmap *pmap, const struct mapping *m, const char *end, char *out)
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

	if (m->start_len <= ADDRESS_WIDTH && bytes >> 10 < KIB_LIMIT &&
		m->major_len <= MAJOR_WIDTH && m->minor_len <= MINOR_WIDTH)
		out = narrow_columns(m, out);
	else
		out = wide_columns(m, out);
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

char *native_pmap_rows(
	struct native_pmap *pmap, const char *maps, size_t len, size_t *used, char *out)
{
	const char *last = len > 0 ? memrchr(maps, '\n', len) : NULL;
	const char *at = maps, *line_end;
	struct mapping m;

	*used = last == NULL ? 0 : (size_t)(last + 1 - maps);
	for (; at < maps + *used; at = line_end + 1) {
		bool is_mapping = cut_line(at, &m);

		line_end = is_mapping ? m.inode : at;
		m.slash = NULL;
		for (; *line_end != '\n'; line_end++)
			if (*line_end == '/')
				m.slash = line_end;
		if (is_mapping)
			out = write_row(pmap, &m, line_end, out);
	}
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
