/* archive_kind.c - recognizes archives and compressed files by their first bytes. */
#include "archive_kind.h"

#include <stdint.h>
#include <string.h>

/* A tar header before POSIX has no magic, only a checksum of its bytes, which counts its own field
 * as blanks (tar(5)). */
static bool is_old_tar(struct span bytes)
{
	enum { BLOCK = 512, SUM = 148, SUM_LEN = 8 };
	uint64_t sum = 0, wanted = 0;

	if (bytes.len < BLOCK || !bytes.at[0])
		return false;
	for (size_t i = SUM; i < SUM + SUM_LEN; i++)
		if (bytes.at[i] >= '0' && bytes.at[i] <= '7')
			wanted = wanted * 8 + (uint64_t)(bytes.at[i] - '0');
		else if (bytes.at[i] && bytes.at[i] != ' ')
			return false;
	for (size_t i = 0; i < BLOCK; i++)
		sum += i >= SUM && i < SUM + SUM_LEN ? ' ' : (unsigned char)bytes.at[i];
	return sum == wanted;
}

bool archive_kind_is_tar(struct span bytes)
{
	enum { MAGIC = 257 };

	return (bytes.len > MAGIC &&
		       span_starts(
			       (struct span){ bytes.at + MAGIC, bytes.len - MAGIC }, "ustar")) ||
	       is_old_tar(bytes);
}

bool archive_kind_is_gzip(struct span bytes)
{
	return span_starts(bytes, "\x1f\x8b");
}

static bool starts_with_any(struct span bytes, const char *const *magics, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_starts(bytes, magics[i]))
			return true;
	return false;
}

bool archive_kind_is_compressed(struct span bytes)
{
	static const char *const magics[] = { "BZh", "\3757zXZ", "\x28\xb5\x2f\xfd",
		"\x04\x22\x4d\x18" };

	return archive_kind_is_gzip(bytes) ||
	       starts_with_any(bytes, magics, sizeof magics / sizeof *magics);
}

bool archive_kind_is_read(struct span bytes)
{
	static const char *const zips[] = { "PK\x03\x04", "PK\x05\x06", "PK\x07\x08" };

	return archive_kind_is_compressed(bytes) ||
	       starts_with_any(bytes, zips, sizeof zips / sizeof *zips) ||
	       archive_kind_is_tar(bytes);
}

const char *archive_kind_foreign(struct span bytes)
{
	static const struct {
		char magic[9];
		size_t len;
		const char *name;
	} foreign[] = {
		{ "070701", 6, "cpio" },
		{ "070702", 6, "cpio" },
		{ "070707", 6, "cpio" },
		{ "\xc7\x71", 2, "cpio" },
		{ "\x71\xc7", 2, "cpio" },
		{ "7z\xbc\xaf\x27\x1c", 6, "7z" },
		{ "Rar!\x1a\x07", 6, "rar" },
		{ "!<arch>\n", 8, "ar" },
		{ "xar!", 4, "xar" },
		{ "MSCF", 4, "cab" },
		{ "\x1f\x9d", 2, "compress" },
		{ "LZIP", 4, "lzip" },
		{ "\x89LZO", 4, "lzop" },
		{ "LRZI", 4, "lrzip" },
		{ "\x5d\0\0", 3, "lzma" },
	};

	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		if (bytes.len >= foreign[i].len &&
			!memcmp(bytes.at, foreign[i].magic, foreign[i].len))
			return foreign[i].name;
	return NULL;
}
