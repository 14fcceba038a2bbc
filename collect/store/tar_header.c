/* tar_header.c - the 512-byte headers of a tar. */
#include "tar_header.h"

#include <stdbool.h>
#include <string.h>

/* Offsets and widths of ustar (POSIX.1-2017 pax(1), "ustar Header Block"). */
enum {
	NAME = 0,
	NAME_WIDTH = 100,
	MODE = 100,
	UID = 108,
	GID = 116,
	ID_WIDTH = 8,
	SIZE = 124,
	MTIME = 136,
	NUMBER_WIDTH = 12,
	SUM = 148,
	SUM_WIDTH = 8,
	TYPE = 156,
	MAGIC = 257,
	PREFIX = 345,
	PREFIX_WIDTH = 155
};

/*
 * A number, in octal and ended by NUL. One that does not fit (sizes from 8 GiB) is written in base
 * 256 with the first bit set, as GNU tar and star do: BusyBox tar reads that, but not the `size` of
 * a pax header.
 */
static void put_number(char *field, size_t width, uint64_t value)
{
	bool fits = value >> 3 * (width - 1) == 0;

	if (fits)
		field[width - 1] = '\0';
	for (size_t i = fits ? width - 1 : width; i-- > 0; value >>= fits ? 3 : 8)
		field[i] = (char)(fits ? '0' + (value & 7) : value & 0xff);
	if (!fits)
		field[0] = (char)(field[0] | 0x80);
}

/* The last '/' that leaves a prefix and a name that fit; NULL: there is none. */
static const char *split(const char *name, size_t len)
{
	for (size_t i = len - 1; i-- > 0;)
		if (name[i] == '/' && i > 0 && i <= PREFIX_WIDTH && len - i - 1 <= NAME_WIDTH)
			return name + i;
	return NULL;
}

static void put_header(
	struct buffer *out, const char *name, uint64_t size, int64_t mtime, char type)
{
	char header[TAR_BLOCK] = { 0 };
	size_t len = strlen(name);
	const char *slash = len > NAME_WIDTH ? split(name, len) : NULL;
	uint64_t sum = 0;

	if (slash) {
		memcpy(header + PREFIX, name, (size_t)(slash - name));
		len -= (size_t)(slash + 1 - name);
		name = slash + 1;
	}
	memcpy(header + NAME, name, len < NAME_WIDTH ? len : NAME_WIDTH);
	put_number(header + MODE, ID_WIDTH, type == '5' ? 0700 : 0600);
	put_number(header + UID, ID_WIDTH, 0);
	put_number(header + GID, ID_WIDTH, 0);
	put_number(header + SIZE, NUMBER_WIDTH, size);
	put_number(header + MTIME, NUMBER_WIDTH, mtime > 0 ? (uint64_t)mtime : 0);
	header[TYPE] = type;
	memcpy(header + MAGIC,
		"ustar\0"
		"00",
		8);
	memset(header + SUM, ' ', SUM_WIDTH);
	for (size_t i = 0; i < TAR_BLOCK; i++)
		sum += (unsigned char)header[i];
	put_number(header + SUM, SUM_WIDTH - 1, sum);
	buffer_add(out, header, TAR_BLOCK);
}

void tar_header(struct buffer *out, const char *name, uint64_t size, int64_t mtime, char type)
{
	size_t len = strlen(name);

	/* one without a place to split comes whole before its header, as GNU tar writes it (type
	 * L); BusyBox reads no pax path */
	if (len > NAME_WIDTH && !split(name, len)) {
		put_header(out, "././@LongLink", len + 1, 0, 'L');
		buffer_add(out, name, len + 1);
		tar_header_pad(out, len + 1);
	}
	put_header(out, name, size, mtime, type);
}

void tar_header_pad(struct buffer *out, uint64_t size)
{
	buffer_zeros(out, (TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
}
