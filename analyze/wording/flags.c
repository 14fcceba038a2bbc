/* flags.c - formats the flags of a finding as the text of one cell. */
#include "flags.h"

#include "../verdict/verdict.h"
#include "../base/text.h"

const char *flags_text(struct arena *arena, uint32_t flags)
{
	struct text text;
	const char *separator = "";

	text_begin(&text, arena);
	for (enum verdict_flag flag = 0; flag < FLAGS; flag++)
		if (flags & 1u << flag) {
			fprintf(text.file, "%s%s", separator, verdict_flag_code(flag));
			separator = ";";
		}
	return text_end(&text);
}
