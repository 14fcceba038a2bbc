/* verdict_calm.h - the stage before all others: rounds that were far off and came back are set
 * aside. */
#ifndef LEAKLINE_VERDICT_CALM_H
#define LEAKLINE_VERDICT_CALM_H

#include "verdict.h"

struct arena;

/*
 * A copy of the process without the rounds in which its footprint or its private memory has a pulse
 * (docs/method.md 4): none of its metrics has them. Without pulses it is the same series. All new
 * lives in arena. page_kib: what verdict_floor() takes.
 */
struct process verdict_calm(
	const struct process *process, double page_kib, struct arena *arena, struct pulses *pulses);

/* The same without the fiftieth of the rounds that lie furthest from the usual course. */
struct process verdict_calm_more(const struct process *process, double page_kib,
	struct arena *arena, struct pulses *furthest);

#endif
