/* clause_inconclusive.h - why a process could not be judged, a sentence for each reason. */
#ifndef LEAKLINE_CLAUSE_INCONCLUSIVE_H
#define LEAKLINE_CLAUSE_INCONCLUSIVE_H

struct clause;

/* Writes the sentence for the finding's reason, and how many rounds would help. */
void clause_inconclusive_put(const struct clause *clause);

#endif
