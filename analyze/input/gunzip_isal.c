/* gunzip_isal.c - unpacks gzip (RFC 1952) with ISA-L. */
#include "gunzip.h"

#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <string.h>

#include "../base/room.h"

/*
 * On an invalid code, ISA-L's output ends in bytes that it reserved but did not write: as many as
 * that code and those read with it stand for, 258 (RFC 1951, 3.2.5) and some more. The call that
 * reports the error returns them.
 */
enum { UNSURE = 512 };

enum place { IN_HEADER, IN_BODY, BEHIND_ALL };

struct gunzip {
	struct isal_gzip_header header; /* kept across calls: isal_inflate's own header state loses
					   its flags between two blocks */
	enum place place;
	bool begun, followed; /* this member has begun; it follows another one */
	bool full;            /* the room was used up, so more output may come without more input */
	struct inflate_state state; /* last: its last member is the output buffer */
};

static void begin_member(struct gunzip *gunzip)
{
	isal_inflate_reset(&gunzip->state);
	gunzip->state.crc_flag = ISAL_GZIP_NO_HDR_VER;
	isal_gzip_header_init(&gunzip->header);
	gunzip->place = IN_HEADER;
	gunzip->begun = gunzip->full = false;
}

struct gunzip *gunzip_new(void)
{
	struct gunzip *gunzip = room_resize(NULL, 1, sizeof *gunzip);

	memset(gunzip, 0, sizeof *gunzip);
	isal_inflate_init(&gunzip->state);
	begin_member(gunzip);
	return gunzip;
}

/* Reads as much of the header as is available. Returns NULL or an error text. */
static const char *read_header(struct gunzip *gunzip)
{
	struct inflate_state *state = &gunzip->state;
	int result;

	/* after a member: another member, or a tape's zero padding and other trailing bytes? */
	if (!gunzip->begun && gunzip->followed && *state->next_in != 0x1f) {
		gunzip->place = BEHIND_ALL;
		return NULL;
	}
	gunzip->begun = true;
	result = isal_read_gzip_header(state, &gunzip->header);
	if (result == ISAL_DECOMP_OK)
		gunzip->place = IN_BODY;
	else if (result == ISAL_INVALID_WRAPPER && gunzip->followed)
		gunzip->place = BEHIND_ALL;
	else if (result != ISAL_END_INPUT)
		return "its gzip header is damaged";
	return NULL;
}

static const char *read_body(struct gunzip *gunzip)
{
	struct inflate_state *state = &gunzip->state;
	uint32_t in = state->avail_in, out = state->avail_out;
	int result = isal_inflate(state);
	bool stands_still = in && state->avail_in == in && state->avail_out == out &&
			    state->block_state != ISAL_BLOCK_FINISH;

	gunzip->full = !state->avail_out;
	if (result == ISAL_INCORRECT_CHECKSUM)
		return "its gzip checksum does not fit";
	if (result != ISAL_DECOMP_OK || stands_still) {
		state->next_out -=
			out - state->avail_out < UNSURE ? out - state->avail_out : UNSURE;
		return "gzip decompression failed";
	}
	if (state->block_state == ISAL_BLOCK_FINISH) {
		begin_member(gunzip);
		gunzip->followed = true;
	}
	return NULL;
}

const char *gunzip_step(
	struct gunzip *gunzip, struct span *packed, unsigned char *out, size_t room, size_t *len)
{
	struct inflate_state *state = &gunzip->state;
	const char *why = NULL;

	state->next_in = (uint8_t *)(uintptr_t)packed->at; /* only read, despite its type */
	state->avail_in = packed->len < UINT32_MAX ? (uint32_t)packed->len : UINT32_MAX;
	state->next_out = out;
	state->avail_out = room < UINT32_MAX ? (uint32_t)room : UINT32_MAX;
	while (!why && (state->avail_in || gunzip->full) && state->avail_out &&
		gunzip->place != BEHIND_ALL)
		why = gunzip->place == IN_HEADER ? read_header(gunzip) : read_body(gunzip);
	*len = (size_t)(state->next_out - out);
	*packed = span_from(
		*packed, gunzip->place == BEHIND_ALL
				 ? packed->len
				 : (size_t)(state->next_in - (const uint8_t *)packed->at));
	return why;
}

bool gunzip_may_end(const struct gunzip *gunzip)
{
	return gunzip->place == BEHIND_ALL ||
	       (gunzip->followed && gunzip->place == IN_HEADER && !gunzip->begun);
}

void gunzip_free(struct gunzip *gunzip)
{
	free(gunzip);
}
