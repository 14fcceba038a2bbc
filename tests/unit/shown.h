/* shown.h - what a message of either program shows on standard error. Include cmocka.h before it,
 * and the say.h of the program. */
#ifndef LEAKLINE_SHOWN_H
#define LEAKLINE_SHOWN_H

#include <stdio.h>
#include <unistd.h>

/* The one line, with its end, that say() prints of these bytes. */
static void shown(const char *bytes, char line[static 100])
{
	FILE *file = tmpfile();
	int kept = dup(STDERR_FILENO);

	assert_non_null(file);
	assert_true(dup2(fileno(file), STDERR_FILENO) >= 0);
	say("%s", bytes);
	assert_true(dup2(kept, STDERR_FILENO) >= 0);
	close(kept);
	rewind(file);
	assert_non_null(fgets(line, 100, file));
	assert_int_equal(getc(file), EOF);
	fclose(file);
}

#endif
