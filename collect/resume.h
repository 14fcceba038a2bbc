/* resume.h - a run that goes on: its design is as it was begun, and what differs is said. */
#ifndef LEAKLINE_RESUME_H
#define LEAKLINE_RESUME_H

struct collect_options;
struct store;

/* Compares the options with the run.info of the run that is resumed; takes its seed. Prints one
 * line with the options that differ, if any do. Returns 0, or -1 after printing one line: a run has
 * one design. */
int resume_check(struct collect_options *options, const struct store *store);

#endif
