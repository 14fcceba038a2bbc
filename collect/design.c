/* design.c - which action a round runs, and how often: the design of an experiment. */
#include "design.h"

#include <string.h>
#include <sys/random.h>

#include "base/text.h"
#include "info_value.h"

/* Adds an arm with the name of len bytes; returns it, or NULL and why not. */
static struct design_arm *add_arm(
	struct design *design, const char *name, size_t len, const char **why)
{
	struct design_arm *arm = &design->arms[design->count];

	if (design->count == DESIGN_ARMS) {
		*why = "there are too many (16 at most)";
		return NULL;
	}
	*arm = (struct design_arm){ .argv = NULL };
	memcpy(arm->name, name, len);
	for (size_t i = 0; i < design->count; i++)
		if (!strcmp(design->arms[i].name, arm->name)) {
			*why = "there is another action of this name";
			return NULL;
		}
	design->count++;
	return arm;
}

const char *design_add_action(struct design *design, const char *text)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
	const char *why = "it must be NAME=COMMAND; a name has letters, digits, -, _ and .";
	size_t len = strspn(text, letters);
	struct design_arm *arm;

	if (!len || len >= DESIGN_NAME || text[len] != '=' || !text[len + 1])
		return why;
	if ((len == strlen(DESIGN_IDLE) && !memcmp(text, DESIGN_IDLE, len)) ||
		(len == strlen(DESIGN_CONTROL) && !memcmp(text, DESIGN_CONTROL, len)))
		return "the names idle and control mean the control";
	arm = add_arm(design, text, len, &why);
	if (!arm)
		return why;
	arm->command = text + len + 1;
	return NULL;
}

const char *design_add_program(struct design *design, char *const *argv)
{
	const char *why = NULL;
	struct design_arm *arm = add_arm(design, "action", strlen("action"), &why);

	if (arm)
		arm->argv = argv;
	return why;
}

const char *design_add_control(struct design *design, const char *text)
{
	bool idle = !strcmp(text, DESIGN_IDLE);
	const char *name = idle ? DESIGN_IDLE : DESIGN_CONTROL, *why = NULL;
	struct design_arm *arm = add_arm(design, name, strlen(name), &why);

	if (arm)
		arm->command = idle ? NULL : text;
	design->has_control = arm != NULL;
	return why;
}

bool design_take_times(struct design *design, const char *text)
{
	const char *end = text + strlen(text);
	uint64_t least, most;

	if (!text_read_decimal(&text, end, &least))
		return false;
	most = least;
	design->is_range = *text == '-';
	if (design->is_range) {
		text++;
		if (!text_read_decimal(&text, end, &most))
			return false;
	}
	design->least = (uint32_t)least;
	design->most = (uint32_t)most;
	return text == end && least <= most && most > 0 && most < UINT32_MAX;
}

bool design_is_experiment(const struct design *design)
{
	return design->count > 1 || (design->count && design->is_range);
}

int design_draw_seed(struct design *design)
{
	return getrandom(&design->seed, sizeof design->seed, 0) == (ssize_t)sizeof design->seed
		       ? 0
		       : -1;
}

/* A number from 0 to below - 1 for each number, by splitmix64 (Steele, Lea and Flood, OOPSLA 2014):
 * neighbouring numbers give unrelated ones. */
static uint64_t draw(uint64_t seed, uint64_t number, uint64_t below)
{
	uint64_t z = seed + (number + 1) * UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (z ^ z >> 31) % below;
}

const struct design_arm *design_arm(const struct design *design, uint32_t number, int64_t warmup)
{
	size_t actions = design->count - design->has_control;
	uint64_t block;

	if (number <= warmup)
		return &design->arms[(number - 1) % actions];
	block = ((uint64_t)number - 1 - (uint64_t)warmup) / (uint64_t)design->block;
	return &design->arms[draw(design->seed, block, design->count)];
}

uint32_t design_times(const struct design *design, const struct design_arm *arm, uint32_t number)
{
	if (!arm->argv && !arm->command)
		return 0;
	return design->least +
	       (uint32_t)draw(~design->seed, number, (uint64_t)design->most - design->least + 1);
}

static void add_what(struct buffer *text, const struct design_arm *arm)
{
	if (arm->command)
		buffer_escaped_string(text, arm->command);
	for (size_t i = 0; arm->argv && arm->argv[i]; i++) {
		buffer_string(text, i ? " " : "");
		buffer_escaped_string(text, arm->argv[i]);
	}
}

/* The words of an action, so that a shell reads them as they were. */
static void add_words(struct buffer *text, const struct design_arm *arm)
{
	for (size_t i = 0; arm->argv && arm->argv[i]; i++) {
		struct buffer word = { 0 };

		buffer_string(text, i ? " " : "");
		buffer_quoted(&word, arm->argv[i]);
		buffer_escaped(text, word.bytes, word.len);
		buffer_free(&word);
	}
}

static void add_number(struct buffer *text, const char *before, uint64_t number)
{
	char digits[TEXT_DECIMAL_MAX];
	const char *end = text_decimal(digits, number, 0);

	buffer_string(text, before);
	buffer_add(text, digits, (size_t)(end - digits));
}

/* The program behind `--`: in `action:` its words are only joined. */
static void write_program(const struct design *design, struct buffer *text)
{
	for (size_t i = 0; i < design->count; i++)
		if (design->arms[i].argv) {
			buffer_string(text, "program: ");
			add_words(text, &design->arms[i]);
			buffer_string(text, "\n");
		}
}

static void write_experiment(const struct design *design, struct buffer *text)
{
	write_program(design, text);
	if (design->has_control) {
		const struct design_arm *control = &design->arms[design->count - 1];

		buffer_string(text, "control: ");
		if (control->command)
			add_what(text, control);
		else
			buffer_string(text, DESIGN_IDLE);
		buffer_string(text, "\n");
	}
	buffer_string(text, "arms:");
	for (size_t i = 0; i < design->count; i++) {
		buffer_string(text, " ");
		buffer_string(text, design->arms[i].name);
	}
	add_number(text, "\nblock: ", (uint64_t)design->block);
	add_number(text, "\nseed: ", design->seed);
	buffer_string(text, "\n");
}

/* How often an action runs in a round. Without an experiment once goes without saying. */
static void write_times(const struct design *design, struct buffer *text)
{
	if (!design->count || (!design_is_experiment(design) && design->most == 1))
		return;
	add_number(text, "times: ", design->least);
	if (design->most > design->least)
		add_number(text, "-", design->most);
	buffer_string(text, "\n");
}

void design_write(const struct design *design, struct buffer *text)
{
	size_t actions = design->count - design->has_control;

	buffer_string(text, "action:");
	for (size_t i = 0; i < actions; i++) {
		const struct design_arm *arm = &design->arms[i];

		buffer_string(text, i ? "; " : " ");
		if (arm->command || actions > 1) {
			buffer_string(text, arm->name);
			buffer_string(text, "=");
		}
		arm->argv && !design_is_experiment(design) ? add_words(text, arm)
							   : add_what(text, arm);
	}
	buffer_string(text, "\n");
	if (design_is_experiment(design))
		write_experiment(design, text);
	write_times(design, text);
}

const char *design_resume(struct design *design, const struct buffer *info)
{
	static const char *const keys[] = { "arms", "block", "times", "control", "action" };
	struct buffer now = { 0 };
	size_t len;
	const char *seed = info_value(info, "seed", &len), *differs = NULL;

	design_write(design, &now);
	if (seed || design_is_experiment(design))
		for (size_t i = 0; i < sizeof keys / sizeof *keys && !differs; i++)
			differs = info_same(info, &now, keys[i]) ? NULL : keys[i];
	else if (info_value(info, "times", &len) && !info_same(info, &now, "times"))
		differs = "times";
	buffer_free(&now);
	if (seed && len > 1) {
		const char *at = seed + 1;

		(void)text_read_decimal(&at, seed + len, &design->seed);
	}
	return differs;
}

bool design_runs_as_often(const struct design *design, const struct buffer *info, uint32_t actions)
{
	size_t len;

	return !actions || !design->count || design_is_experiment(design) ||
	       info_value(info, "times", &len) || design->most == actions;
}
