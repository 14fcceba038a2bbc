/* key_change.c - RSS from 24004 kB to 512 MB: is it a change to what is there now, or to a bound?
 */
#include "key_change.h"

#include "../cells/amount.h"

void key_change_take(struct key_change *change, const struct column_name *name, struct span text,
	const struct amount *now)
{
	struct amount from;
	double kib;

	text.len = now->len;
	if (name->role != COLUMN_RSS || !amount_read(text, &from) || from.len == text.len ||
		(span_find_text(text, "to ") < 0 && span_find(text, '>') < 0 &&
			span_find_text(text, "\xe2\x86\x92") < 0))
		return;
	kib = amount_size(&from);
	change->from_differs |= change->lines && amount_differs(kib, change->from);
	change->to_differs |= change->lines && amount_differs(now->number, change->to);
	change->from = kib;
	change->to = now->number;
	change->lines++;
}

void key_change_end(const struct key_change *change, struct record_table *table)
{
	if (change->lines < 2 || !change->from_differs || change->to_differs)
		return;
	table->is_doubtful = table->none_counts = true;
	table->hint =
		"where its sizes go to never differs, so that it may be a bound: record `ps -o pid,rss,args`, or /proc/PID/status";
}
