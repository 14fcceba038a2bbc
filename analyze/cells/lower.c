/* lower.c - letters in lower case, beyond those of English. */
#include "lower.h"

/* Of a character of two bytes in UTF-8; those without a lower case stay. */
static unsigned lower_of(unsigned c)
{
	enum { CYRILLIC = 0x400, BASIC = 0x410, SMALL = 0x430 };

	if (c >= 0xc0 && c <= 0xde && c != 0xd7)
		return c + 0x20;
	/* Latin Extended-A: capital and small letter stand side by side */
	if ((c >= 0x100 && c <= 0x137 && c != 0x130) || (c >= 0x14a && c <= 0x177))
		return c | 1;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
		return c + (c & 1);
	if (c >= CYRILLIC && c < BASIC)
		return c + 0x50;
	return c >= BASIC && c < SMALL ? c + 0x20 : c;
}

/* Does it begin a character of two bytes? */
static bool is_lead(unsigned char c)
{
	return c >= 0xc0 && c < 0xe0;
}

static bool is_rest(unsigned char c)
{
	return c >= 0x80 && c < 0xc0;
}

void lower_letters(char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char first = (unsigned char)text[i];
		unsigned c;

		if (first >= 'A' && first <= 'Z')
			text[i] = (char)(first | 32);
		if (!is_lead(first) || i + 1 == len || !is_rest((unsigned char)text[i + 1]))
			continue;
		c = lower_of((first & 0x1fu) << 6 | ((unsigned char)text[i + 1] & 0x3fu));
		text[i++] = (char)(0xc0 | c >> 6);
		text[i] = (char)(0x80 | (c & 0x3f));
	}
}

bool lower_is_same(struct span word, struct span other)
{
	if (word.len != other.len || !word.len)
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (word.at[i] != other.at[i] &&
			!(span_is_letter(word.at[i]) && (word.at[i] | 32) == (other.at[i] | 32)))
			return false;
	return true;
}

bool lower_is_one_of(struct span word, const char *const *words)
{
	while (*words && !lower_is_same(word, span_of(*words)))
		words++;
	return *words;
}
