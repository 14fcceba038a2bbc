/* target_hidden.h - does a target live that /proc does not show any more (hidepid)? */
#ifndef LEAKLINE_COLLECT_TARGET_HIDDEN_H
#define LEAKLINE_COLLECT_TARGET_HIDDEN_H

struct target;

/*
 * Once a round, for a target that was not met, or of which not even stat may be read: if it lives,
 * and /proc has been mounted anew so that it hides it, marks it as seen, denied and hidden. If it
 * has ended, it is not seen, also where its PID is that of another process by now: from its first
 * hidden round on a descriptor stands for the process itself. PIDs must be those of this host.
 */
void target_hidden_look(struct target *target);

/* Closes that descriptor, if there is one. */
void target_hidden_end(struct target *target);

#endif
