/* info_value.c - values of a run.info. */
#include "info_value.h"

#include <string.h>

#include "base/buffer.h"

const char *info_value(const struct buffer *text, const char *key, size_t *len)
{
	size_t key_len = strlen(key);

	for (size_t i = 0; i + key_len < text->len; i++) {
		const char *at = text->bytes + i, *end;

		if ((i && at[-1] != '\n') || memcmp(at, key, key_len) || at[key_len] != ':')
			continue;
		at += key_len + 1;
		end = memchr(at, '\n', (size_t)(text->bytes + text->len - at));
		*len = end ? (size_t)(end - at) : 0;
		return at;
	}
	return NULL;
}

bool info_same(const struct buffer *a, const struct buffer *b, const char *key)
{
	size_t a_len, b_len;
	const char *a_value = info_value(a, key, &a_len), *b_value = info_value(b, key, &b_len);

	if (!a_value || !b_value)
		return a_value == b_value;
	return a_len == b_len && !memcmp(a_value, b_value, a_len);
}
