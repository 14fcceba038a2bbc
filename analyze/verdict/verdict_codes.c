/* verdict_codes.c - the stable codes of verdicts, reasons, shapes, flags and states. */
#include "verdict.h"

const char *verdict_code(enum verdict_kind verdict)
{
	static const char *const codes[VERDICTS] = { "inconclusive", "stable", "suspect", "leak" };

	return codes[verdict];
}

const char *verdict_reason_code(enum verdict_reason reason)
{
	static const char *const codes[REASONS] = {
		"both-grow",
		"private-follows",
		"only-rss",
		"only-private",
		"only-files",
		"no-private",
		"no-rss",
		"constant",
		"no-growth",
		"stopped",
		"returns",
		"below-floor",
		"below-budget",
		"rounds",
		"short",
		"decelerating",
		"late-bend",
		"near-miss",
		"few-cycles",
		"insensitive",
		"short-life",
		"unmeasurable",
		"still-rises",
		"hinges",
		"ended-early",
		"action-failed",
		"idle",
		"clock-set",
		"no-full-collection",
		"heap-grows",
		"heap-retained",
		"heap-masked",
		"heap-class",
		"members-grow",
	};

	return codes[reason];
}

const char *verdict_shape_code(enum shape shape)
{
	static const char *const codes[SHAPES] = {
		"constant",
		"flat",
		"steady",
		"steps",
		"accelerating",
		"late-start",
		"decelerating",
		"warm-up",
		"filling",
		"step",
		"sawtooth",
		"periodic",
		"falling",
		"unknown",
	};

	return codes[shape];
}

const char *verdict_system_code(enum verdict_kind verdict)
{
	return verdict >= VERDICT_SUSPECT ? "grows" : verdict_code(verdict);
}

const char *verdict_flag_code(enum verdict_flag flag)
{
	static const char *const codes[FLAGS] = {
		"warm-up",
		"cache-filled",
		"late-start",
		"step",
		"drop",
		"periodic",
		"sawtooth",
		"swap",
		"restarted",
		"gaps",
		"quantised",
		"decelerating",
		"late-bend",
		"near-miss",
		"one-metric",
		"no-swap",
		"no-anon",
		"file-pages",
		"private-silent",
		"few-cycles",
		"short",
		"pulse",
		"provisional",
	};

	return codes[flag];
}

const char *verdict_state_code(enum trend_state state)
{
	static const char *const codes[] = { "absent", "flat", "unsure", "grow" };

	return codes[state];
}
