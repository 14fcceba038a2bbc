/* analysis_judge.h - judges a run. */
#ifndef LEAKLINE_ANALYSIS_JUDGE_H
#define LEAKLINE_ANALYSIS_JUDGE_H

struct analysis;

/* Fills in the findings, verdicts and outcome of an analysis that analysis_make gave. */
void analysis_judge(struct analysis *analysis);

#endif
