/* verdict_calm.h - the stage before all others: sets aside rounds that jumped far off and came
 * back. */
#ifndef LEAKLINE_VERDICT_CALM_H
#define LEAKLINE_VERDICT_CALM_H

#include "verdict.h"

struct arena;

/*
 * Copies the process without the rounds in which its footprint or its private memory has a pulse
 * (docs/method.md 4): they are left out of every metric. Without pulses the copy shares the same
 * series. All new memory is in arena, also that of *pulses, which lists these rounds. page_kib: as
 * for verdict_floor().
 */
struct process verdict_calm(
	const struct process *process, double page_kib, struct arena *arena, struct pulses *pulses);

/* The same with pulses that were found before, which may be none. */
struct process verdict_calm_without(
	const struct process *process, const struct pulses *pulses, struct arena *arena);

/* A copy of one series without the rounds of those pulses; its arrays are in arena. */
struct series verdict_calm_series(
	const struct series *series, const struct pulses *pulses, struct arena *arena);

/* Like verdict_calm(), but without the fiftieth of the rounds that lie furthest from the usual
 * course; *furthest lists them. */
struct process verdict_calm_more(const struct process *process, double page_kib,
	struct arena *arena, struct pulses *furthest);

#endif
