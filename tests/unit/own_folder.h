/* own_folder.h - a folder of a test's own, as cmocka's set-up and tear-down have it, and what lies
 * in it. */
#ifndef LEAKLINE_OWN_FOLDER_H
#define LEAKLINE_OWN_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/base/text.h"
#include "own_arena.h"

/* A folder of the test's own; state holds its path. */
static int make_folder(void **state)
{
	const char *tmp = getenv("TMPDIR");
	const char *name = text_format(&own_arena, "%s/leakline-unit.XXXXXX", tmp ? tmp : "/tmp");

	*state = mkdtemp(strdup(name));
	return *state ? 0 : -1;
}

static int remove_folder(void **state)
{
	int status = system(text_format(&own_arena, "rm -rf '%s'", (char *)*state));

	free(*state);
	return status;
}

/* All of a file; NULL where there is none. */
static const char *content(const char *folder, const char *name)
{
	FILE *file = fopen(text_format(&own_arena, "%s/%s", folder, name), "r");
	struct text text;
	int c;

	if (!file)
		return NULL;
	text_begin(&text, &own_arena);
	while ((c = getc(file)) != EOF)
		fputc(c, text.file);
	fclose(file);
	return text_end(&text);
}

#endif
