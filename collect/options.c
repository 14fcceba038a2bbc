/* options.c - parses the command line by the option table. */
#include "options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/io.h"
#include "base/say.h"
#include "base/kinds.h"
#include "base/list.h"
#include "option_check.h"
#include "option_default.h"
#include "option_reader.h"
#include "option_rows.h"
#include "option_value.h"
#include "option_wrong.h"
#include "pattern/pattern.h"

/* Defaults that depend on no other option. */
enum { SETTLE_MS = 1000, RECONNECT_MS = 300000, HEAP_MAX_BYTES = 1 << 30 };

/* The page that --help or --version asks for. */
static enum options_result print_page(bool is_help)
{
	struct buffer page = { 0 };
	int result;

	if (is_help)
		option_rows_help(&page);
	else
		buffer_string(&page, "leakline-collect " VERSION
				     "\nLicence GPL-3.0-or-later. There is no warranty.\n"
				     "+native +tools +via\n");
	result = io_write_all(STDOUT_FILENO, page.bytes, page.len);
	buffer_free(&page);
	if (!result)
		return OPTIONS_DONE;
	say("standard output: %s (free some space, or write elsewhere)", strerror(errno));
	return OPTIONS_UNWRITTEN;
}

static enum options_result wrong(const char *what, const char *why)
{
	option_wrong(what, why);
	return OPTIONS_WRONG;
}

static enum options_result wrong_name(
	const struct collect_options *options, const char *word, const char *why)
{
	option_wrong_name(options->maybe_action, word, why);
	return OPTIONS_WRONG;
}

/* Returns NULL, or why the expression is invalid. */
static const char *add_match(struct collect_options *options, const char *pattern)
{
	struct collect_match *matches = list_room(
		options->matches, options->match_count + 1, &options->match_room, sizeof *matches);
	const char *error;

	if (!matches)
		return strerror(ENOMEM);
	options->matches = matches;
	matches += options->match_count;
	*matches = (struct collect_match){ pattern, pattern_compile(pattern, &error) };
	if (!matches->compiled)
		return error;
	options->match_count++;
	return NULL;
}

/* Returns NULL, or why it cannot be taken. */
static const char *add_target(struct collect_options *options, const char *name)
{
	const char **targets = list_room(options->targets, options->target_count + 1,
		&options->target_room, sizeof *targets);

	if (!targets)
		return strerror(ENOMEM);
	options->targets = targets;
	targets[options->target_count++] = name;
	return *name ? NULL : "invalid value";
}

/* Handles an option with a number, a duration or a size; returns false if the value is invalid. */
static bool take_amount(int code, const char *value, struct collect_options *options)
{
	bool good = true;

	switch (code) {
	case 'n':
		options->more_rounds = *value == '+';
		good = option_value_count(
			value + options->more_rounds, 0, INT32_MAX, &options->rounds);
		break;
	case 'i':
		good = option_value_duration(value, &options->interval_ms);
		break;
	case 's':
		good = option_value_duration(value, &options->settle_ms);
		break;
	case 't':
		good = option_value_duration(value, &options->timeout_ms) &&
		       options->timeout_ms > 0;
		break;
	case OPT_DURATION:
		good = option_value_duration(value, &options->duration_ms) &&
		       options->duration_ms > 0;
		break;
	case 'w':
		good = option_value_count(value, 0, INT32_MAX, &options->warmup);
		break;
	case 'r':
		good = design_take_times(&options->design, value);
		break;
	case OPT_THIN:
		good = option_value_count(value, 1, INT32_MAX, &options->thin);
		break;
	case OPT_BLOCK:
		good = option_value_count(value, 1, INT32_MAX, &options->design.block);
		break;
	case OPT_RECONNECT:
		good = option_value_duration(value, &options->reconnect_ms);
		break;
	case OPT_HEAP_MAX:
		good = option_value_size(value, &options->heap_max);
		break;
	default: /* a row of the table that no function takes */
		return false;
	}
	return good;
}

/* Takes a text, which must not be empty. */
static bool take_text(const char *value, const char **text)
{
	*text = value;
	return *value != '\0';
}

/* Handles an option with a value; returns NULL, or why the value is invalid. */
static const char *take_value(int code, const char *value, struct collect_options *options)
{
	static const char *const sources[] = { "native", "tools", NULL };
	static const char *const whens[] = { "each", "ends", "never", NULL };
	int index = 0;
	bool good = true;

	switch (code) {
	case 'p':
		return add_target(options, value);
	case 'm':
		return add_match(options, value);
	case 'o':
		good = take_text(value, &options->output);
		break;
	case OPT_SOURCE:
		good = option_value_choice(value, sources, &index);
		options->tools = index == 1;
		break;
	case OPT_ACTION:
		return design_add_action(&options->design, value);
	case OPT_CONTROL:
		good = take_text(value, &options->control);
		break;
	case OPT_CGROUP:
		options->kinds |= 1u << KIND_CGROUP;
		good = take_text(value, &options->cgroup);
		break;
	case OPT_VIA:
		good = take_text(value, &options->via);
		break;
	case OPT_PROC:
		options->proc = value;
		break;
	case OPT_PS:
		good = option_value_choice(value, whens, &index);
		options->ps = (enum ps_when)index;
		break;
	case OPT_ALSO:
		good = option_value_kinds(value, &options->kinds);
		break;
	default:
		good = take_amount(code, value, options);
		break;
	}
	return good ? NULL : "invalid value";
}

static void take_switch(int code, struct collect_options *options)
{
	switch (code) {
	case 'k':
		options->keep_going = true;
		break;
	case 'a':
		options->all = true;
		break;
	case 'q':
		options->quiet = true;
		break;
	case 'v':
		options->verbose = true;
		break;
	case OPT_PLAN:
		options->plan = true;
		break;
	case OPT_TREE:
		options->tree = true;
		break;
	case OPT_RESUME:
		options->resume = true;
		break;
	default:
		break;
	}
}

/* Is what stands in the place of a value the next option? */
static bool is_option(const char *value)
{
	return value[0] == '-' && value[1] == '-' && option_rows_find_name(value + 2);
}

static enum options_result take_options(
	struct option_reader *reader, struct collect_options *options)
{
	enum option_word found;
	const char *why;

	while ((found = option_reader_next(reader)) != OPTION_WORD_END) {
		const struct option_row *row = reader->row;

		switch (found) {
		case OPTION_WORD_UNKNOWN:
			return wrong_name(options, reader->word, "no such option");
		case OPTION_WORD_ABBREVIATED:
			return wrong_name(options, reader->word,
				"no such option; long options are not abbreviated");
		case OPTION_WORD_LACKS_VALUE:
			return wrong(reader->word, "this option needs a value");
		case OPTION_WORD_HAS_NO_VALUE:
			return wrong(reader->word, "this option takes no value");
		default:
			break;
		}
		if (row->code == 'h' || row->code == 'V')
			return print_page(row->code == 'h');
		if (row->argument && is_option(reader->value))
			return wrong(reader->word, "this option needs a value");
		if (!row->argument)
			take_switch(row->code, options);
		else if ((why = take_value(row->code, reader->value, options))) {
			option_wrong_value(reader->word, row, reader->value, why);
			return OPTIONS_WRONG;
		}
	}
	return OPTIONS_GO;
}

/* What rounds do: ACTION after those of --action, the control last. */
static enum options_result take_actions(struct collect_options *options, char **program)
{
	const char *why = program ? design_add_program(&options->design, program) : NULL;

	if (why)
		return wrong("--action action", why);
	if (!options->control || !options->design.count)
		return OPTIONS_GO;
	why = design_add_control(&options->design, options->control);
	return why ? wrong("--control", why) : OPTIONS_GO;
}

enum options_result options_parse(int argc, char **argv, struct collect_options *options)
{
	struct option_reader reader;
	enum options_result result;
	char **program;
	int end = 1;

	*options = (struct collect_options){ .rounds = OPTIONS_NOT_GIVEN,
		.warmup = -1,
		.interval_ms = -1,
		.settle_ms = SETTLE_MS,
		.timeout_ms = -1,
		.duration_ms = -1,
		.reconnect_ms = RECONNECT_MS,
		.heap_max = HEAP_MAX_BYTES,
		.design = { .least = 1, .most = 1 },
		.proc = "/proc" };
	for (enum kind kind = 0; kind < KINDS; kind++)
		options->kinds |= kind_row(kind)->unasked ? 1u << kind : 0;
	/* the first -- starts ACTION */
	while (end < argc && strcmp(argv[end], "--") != 0)
		end++;
	program = argv + end + 1;
	if (end == argc)
		options->maybe_action = option_wrong_program(argc, argv);
	reader = (struct option_reader){ .words = argv, .count = end, .next = 1 };
	result = take_options(&reader, options);
	if (result != OPTIONS_GO)
		return result;
	if (end < argc && (!*program || !**program))
		return wrong("--", "an ACTION must follow");
	result = take_actions(options, end < argc ? program : NULL);
	if (result != OPTIONS_GO)
		return result;
	for (int i = 1; i <= reader.operands; i++)
		if (add_target(options, argv[i]))
			return wrong("TARGET", "it is empty, or there is no memory for it");
	options->tools |= options->via != NULL;
	if (options->kinds & 1u << KIND_CGROUP && !options->cgroup)
		options->cgroup = "auto";
	if (option_check(options))
		return OPTIONS_WRONG;
	option_default(options);
	return OPTIONS_GO;
}

void options_free(struct collect_options *options)
{
	for (size_t i = 0; i < options->match_count; i++)
		pattern_free(options->matches[i].compiled);
	free(options->matches);
	free(options->targets);
}
