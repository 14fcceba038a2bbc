/* gunzip_none.c - without ISA-L: libarchive unpacks gzip. */
#include "gunzip.h"

#include <stddef.h>

struct gunzip *gunzip_new(void)
{
	return NULL;
}

const char *gunzip_step(
	struct gunzip *gunzip, struct span *packed, unsigned char *out, size_t room, size_t *len)
{
	(void)gunzip;
	(void)packed;
	(void)out;
	(void)room;
	*len = 0;
	return "not built with ISA-L";
}

bool gunzip_may_end(const struct gunzip *gunzip)
{
	(void)gunzip;
	return false;
}

void gunzip_free(struct gunzip *gunzip)
{
	(void)gunzip;
}
