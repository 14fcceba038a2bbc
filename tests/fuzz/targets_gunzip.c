/*
 * targets_gunzip.c - gzip in pieces: the first two bytes say how large a piece and the room are,
 * the others are gzip. ISA-L is not built for fuzzing, so what is looked at is what it promises:
 * the same bytes in pieces as in one, none outside of its room (how many come before a place that
 * is damaged may differ: it forgets those that it had no room for).
 */
#include "targets.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/input/gunzip.h"

enum { MOST = 1 << 20, WHOLE_ROOM = 64 * 1024 };

struct unpacked {
	char *bytes;
	size_t len;
	bool is_good;
};

static struct unpacked unpack(struct span text, size_t piece, size_t room)
{
	struct unpacked unpacked = { malloc(MOST), 0, false };
	unsigned char *out =
		malloc(room); /* of this size, so that ASan sees who reads it past its end */
	struct gunzip *gunzip = gunzip_new();
	const char *why = NULL;
	size_t got = 1;

	if (!unpacked.bytes || !out || !gunzip)
		abort();
	while (!why && (text.len || got)) {
		struct span span = { text.at, piece < text.len ? piece : text.len };

		text = span_from(text, span.len);
		do {
			why = gunzip_step(gunzip, &span, out, room, &got);
			if (got > room)
				abort();
			got = got < MOST - unpacked.len ? got : MOST - unpacked.len;
			memcpy(unpacked.bytes + unpacked.len, out, got);
			unpacked.len += got;
		} while (!why && unpacked.len < MOST && (span.len || got == room));
		if (unpacked.len == MOST)
			break;
	}
	unpacked.is_good = !why && gunzip_may_end(gunzip);
	gunzip_free(gunzip);
	free(out);
	return unpacked;
}

void fuzz_gunzip(struct span text)
{
	struct gunzip *gunzip = gunzip_new();
	struct unpacked whole, pieces;
	size_t piece, room, both;

	gunzip_free(gunzip);
	if (!gunzip || text.len < 2)
		return; /* built without ISA-L */
	piece = 1 + (unsigned char)text.at[0] * 4U;
	room = 1 + (unsigned char)text.at[1] * 32U;
	whole = unpack(span_from(text, 2), text.len, WHOLE_ROOM);
	pieces = unpack(span_from(text, 2), piece, room);
	both = whole.len < pieces.len ? whole.len : pieces.len;
	if (memcmp(whole.bytes, pieces.bytes, both) != 0)
		abort();
	if (both < MOST &&
		(whole.is_good != pieces.is_good || (whole.is_good && whole.len != pieces.len)))
		abort();
	free(whole.bytes);
	free(pieces.bytes);
}
