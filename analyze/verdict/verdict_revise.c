/* verdict_revise.c - a verdict is taken back, or stands for the time being. */
#include "verdict_revise.h"

#include "method.h"

void verdict_revise_doubt(struct finding *finding, enum verdict_reason reason)
{
	finding->verdict = VERDICT_INCONCLUSIVE;
	finding->reason = reason;
	finding->exhausted_low_s = finding->exhausted_high_s = -1.0;
	finding->rounds_needed = METHOD_LONGER * (double)finding->process->rounds;
}

void verdict_revise_provisional(struct finding *finding, enum provisional provisional)
{
	finding->provisional = provisional;
	finding->flags &= ~(1u << FLAG_PROVISIONAL);
	if (provisional != PROVISIONAL_NOT)
		finding->flags |= 1u << FLAG_PROVISIONAL;
}
