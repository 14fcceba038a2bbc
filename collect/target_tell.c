/* target_tell.c - the events of one target, and what is said of it on standard error. */
#include "target_tell.h"

#include "base/buffer.h"
#include "base/say.h"
#include "events.h"
#include "run_format.h"
#include "target.h"

/* One thing that could not be read of a target. */
struct lack {
	const char *event, *before,
		*behind;  /* the event: what stands before and behind the target */
	const char *said; /* on standard error, behind the target */
};

static void tell(
	const struct target *target, const struct lack *lack, uint32_t number, struct buffer *lines)
{
	events_begin(lines, number, lack->event);
	buffer_string(lines, lack->before);
	events_process(lines, target->name, target->name_len, target->pid, target->start_ticks);
	buffer_string(lines, lack->behind);
	events_end(lines);
}

void target_tell(
	const struct target *target, const char *event, uint32_t number, struct buffer *lines)
{
	const struct lack lack = { event, "", "", "" };

	tell(target, &lack, number, lines);
}

static void tell_lack(struct target *target, const struct lack *lack, bool quiet, uint32_t number,
	struct buffer *lines)
{
	tell(target, lack, number, lines);
	if (!quiet)
		say("%s[%d]: %s; the run goes on", target->name, (int)target->pid, lack->said);
}

/* Returns whether a lack is to be told now, and marks it as told. */
static bool mark_news(bool lacks, bool *told)
{
	bool news = lacks && !*told;

	*told |= lacks;
	return news;
}

void target_tell_lacks(struct target *target, bool quiet, uint32_t number, struct buffer *lines)
{
	static const struct lack denied = { RUN_EVENT_DENIED, "", "",
		"it may not be read (run as root, or as its user)" };
	static const struct lack heap = { RUN_EVENT_DENIED, "", " " RUN_KIND_HEAP,
		"its heap may not be read (run as root, or as its user)" };
	static const struct lack hidden = { RUN_EVENT_ERROR, "/proc hides (hidepid): ", "",
		"/proc hides it now (hidepid: run as root, or as its user)" };
	static const struct lack empty = { RUN_EVENT_ERROR, "status is empty: ", "",
		"its status is empty (is this a whole /proc?)" };
	bool was_read = target->start_ticks != 0;

	target->told_hidden &= target->hidden; /* it may be hidden a second time */
	if (mark_news(target->denied, &target->told_denied))
		tell_lack(target, &denied, quiet || (target->hidden && was_read), number, lines);
	else if (mark_news(target->heap_denied && !target->denied, &target->told_heap_denied))
		tell_lack(target, &heap, quiet, number, lines);
	if (mark_news(target->hidden && was_read, &target->told_hidden))
		tell_lack(target, &hidden, quiet, number, lines);
	if (mark_news(target->status_empty, &target->told_status_empty))
		tell_lack(target, &empty, quiet, number, lines);
}

void target_tell_others(bool quiet, uint32_t number, struct buffer *lines)
{
	events_add(lines, number, RUN_EVENT_DENIED, RUN_DENIED_OTHERS);
	if (!quiet)
		say("-a: /proc hides the processes of other users (hidepid: run as root); the run goes on");
}
