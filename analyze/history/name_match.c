/* name_match.c - does a name from the user match this process? */
#include "name_match.h"

/* TASK_COMM_LEN without its NUL (linux/sched.h). */
enum { COMM_BYTES = 15 };

bool name_matches(const struct process *process, struct span wanted)
{
	struct span rest = process->command, word;
	uint64_t pid;
	ptrdiff_t slash;

	if (span_number(wanted, INT32_MAX, &pid))
		return (uint64_t)process->pid == pid;
	if (span_equal(process->name, wanted))
		return true;
	if (process->name.len == COMM_BYTES && wanted.len > COMM_BYTES &&
		span_equal(process->name, (struct span){ wanted.at, COMM_BYTES }))
		return true;
	if (!span_field(&rest, &word))
		return false;
	slash = span_rfind(word, '/');
	return span_equal(word, wanted) ||
	       (slash >= 0 && span_equal(span_from(word, (size_t)slash + 1), wanted));
}
