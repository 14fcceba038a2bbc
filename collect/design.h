/* design.h - which action a round runs, and how often: the design of an experiment. */
#ifndef LEAKLINE_DESIGN_H
#define LEAKLINE_DESIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum { DESIGN_ARMS = 16, DESIGN_NAME = 32 };

/* The names of the control: without anything, and with a command. */
#define DESIGN_IDLE "idle"
#define DESIGN_CONTROL "control"

/* What may happen in a round. Texts belong to the command line. */
struct design_arm {
	char name[DESIGN_NAME];
	char *const *argv;   /* NULL-ended; NULL: there is a command */
	const char *command; /* for sh -c; NULL: there is argv, or nothing happens */
};

/* Without arms nothing is done. */
struct design {
	struct design_arm arms[DESIGN_ARMS]; /* the control is the last one */
	size_t count;
	bool has_control;
	int64_t block;        /* rounds of one arm, one after another */
	uint32_t least, most; /* how often the action runs in a round */
	bool is_range;        /* A-B was asked for */
	uint64_t seed;
};

/* Takes the value of --action or --control, or the action after `--`. Each returns NULL, or why it
 * cannot be taken. The control comes after all actions. */
const char *design_add_action(struct design *design, const char *text);
const char *design_add_program(struct design *design, char *const *argv);
const char *design_add_control(struct design *design, const char *text);

/* Takes the value of -r, N or A-B. */
bool design_take_times(struct design *design, const char *text);

/* Can rounds differ: is there a control, more than one action, or a range of times? */
bool design_is_experiment(const struct design *design);

/* Draws a seed. Returns 0, or -1 with errno. */
int design_draw_seed(struct design *design);

/*
 * The arm of a round after round 0, and how often it runs. Each block's arm, counted from the end
 * of the warm-up, is drawn alone: so it needs no length of the run, and a resumed run goes on with
 * the same draws. In the warm-up the actions take turns. There must be an arm.
 */
const struct design_arm *design_arm(const struct design *design, uint32_t number, int64_t warmup);
uint32_t design_times(const struct design *design, const struct design_arm *arm, uint32_t number);

/* Appends the lines of run.info: what is done, and the design if it is an experiment. */
void design_write(const struct design *design, struct buffer *text);

/* Takes the seed from the run.info of a run that is resumed. Returns NULL, or the key in which the
 * design differs. */
const char *design_resume(struct design *design, const struct buffer *info);

/* Whether a run that is resumed, and is no experiment, ran its action as often in a round. Where
 * its run.info does not say it (once goes without saying, and earlier versions never said it), its
 * rounds do: so many `action` events they have; 0: not known. */
bool design_runs_as_often(const struct design *design, const struct buffer *info, uint32_t actions);

#endif
