/* own_folder.h - a folder of a test's own, as cmocka's set-up and tear-down have it, and what lies
 * in it. */
#ifndef LEAKLINE_OWN_FOLDER_H
#define LEAKLINE_OWN_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "analyze/base/text.h"

/* A folder of the test's own; state holds its path. */
static int make_folder(void **state)
{
	const char *tmp = getenv("TMPDIR");
	char *folder = text_format("%s/leakline-unit.XXXXXX", tmp ? tmp : "/tmp");

	*state = mkdtemp(folder);
	return *state ? 0 : -1;
}

static int remove_folder(void **state)
{
	char *command = text_format("rm -rf '%s'", (char *)*state);
	int status = system(command);

	free(command);
	free(*state);
	return status;
}

/* All of a file; free() it. */
static char *content(const char *folder, const char *name)
{
	char *path = text_format("%s/%s", folder, name);
	FILE *file = fopen(path, "r");
	struct text text;
	int c;

	free(path);
	if (!file)
		return NULL;
	text_begin(&text);
	while ((c = getc(file)) != EOF)
		fputc(c, text.file);
	fclose(file);
	return text_end(&text);
}

#endif
