/* option_reader.c - takes the words of a command line apart: options with their values, and
 * operands. */
#include "option_reader.h"

#include <stddef.h>
#include <string.h>

#include "option_rows.h"

/* Takes the value that is part of the option's word, or NULL: then it is the next word. */
static enum option_word take_value(struct option_reader *reader, const char *value)
{
	if (!reader->row->argument)
		return value ? OPTION_WORD_HAS_NO_VALUE : OPTION_WORD_GOOD;
	if (!value && reader->next < reader->count)
		value = reader->words[reader->next++];
	reader->value = value;
	return value ? OPTION_WORD_GOOD : OPTION_WORD_LACKS_VALUE;
}

static enum option_word read_name(struct option_reader *reader)
{
	const char *name = reader->word + 2, *equals = strchr(name, '=');

	reader->row = option_rows_find_name(name);
	if (!reader->row)
		return option_rows_is_beginning(name) ? OPTION_WORD_ABBREVIATED
						      : OPTION_WORD_UNKNOWN;
	return take_value(reader, equals ? equals + 1 : NULL);
}

static enum option_word read_letter(struct option_reader *reader)
{
	char letter = *reader->letters++;
	const char *rest = *reader->letters ? reader->letters : NULL;

	reader->row = option_rows_find((unsigned char)letter);
	if (!reader->row) {
		reader->letter[0] = '-';
		reader->letter[1] = letter;
		reader->letter[2] = '\0';
		reader->word = reader->letter;
		return OPTION_WORD_UNKNOWN;
	}
	reader->letters = reader->row->argument ? NULL : rest;
	return take_value(reader, reader->row->argument ? rest : NULL);
}

enum option_word option_reader_next(struct option_reader *reader)
{
	reader->value = NULL;
	if (reader->letters)
		return read_letter(reader);
	while (reader->next < reader->count) {
		char *word = reader->words[reader->next++];

		if (word[0] != '-' || !word[1]) {
			reader->words[++reader->operands] = word;
			continue;
		}
		reader->word = word;
		if (word[1] == '-')
			return read_name(reader);
		reader->letters = word + 1;
		return read_letter(reader);
	}
	return OPTION_WORD_END;
}
