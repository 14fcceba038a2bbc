/* form_jobs.c - the memory of jobs and of virtual machines: PBS, HTCondor, libvirt. */
#include "form_jobs.h"

#include <string.h>

#include "../cells/amount.h"
#include "key_record.h"

/* What stands behind the label that a line begins with, without quotes; empty: another line. */
static struct span behind(struct span line, const char *label)
{
	return span_starts(line, label)
		       ? span_strip(span_trim(span_from(line, strlen(label))), "'\"", "'\"")
		       : (struct span){ NULL, 0 };
}

/* Sends the size of the job or machine that was named above. */
static bool send(struct form_reading *reading, const struct amount *amount, double unit)
{
	struct log_reading row = log_reading_empty();

	row.rss = amount_kib(amount, unit, &row.grain);
	row.name = row.owner = reading->table->owner;
	form_reading_send(reading, &row);
	return true;
}

/* What the lines that follow are of. */
static bool take_owner(struct form_reading *reading, struct span name)
{
	key_record_end(reading);
	reading->table->owner = intern(&reading->table->names.texts, reading->table->arena, name);
	return true;
}

bool form_jobs_pbs(struct form_reading *reading, struct span line)
{
	static const char other[] = "resources_used.";
	struct span job = behind(line, "Job Id:"), value = behind(line, "resources_used.mem =");
	struct amount amount;

	if (job.len)
		return take_owner(reading, job);
	if (amount_read(value, &amount) && amount.unit > 0)
		return send(reading, &amount, 1);
	return span_starts(line, other) && span_find(line, '=') > 0;
}

bool form_jobs_condor(struct form_reading *reading, struct span line)
{
	static const char event[] = "Image size of job updated:";
	static const char *const ends[] = { " of job (KB)", " of job (MB)" };
	ptrdiff_t dash = span_find_text(line, "  -  ");
	struct span rest = line, word;
	struct amount amount;

	/* 006 (123.000.000) 2026-11-02 08:00:00 Image size of job updated: 900004 */
	if (span_find_text(line, event) > 0 && span_field(&rest, &word) &&
		span_field(&rest, &word) && span_starts(word, "("))
		return take_owner(reading, span_strip(word, "(", ")"));
	if (span_is(line, "..."))
		return reading->table->owner.len > 0;
	if (dash <= 0 || !(span_ends(line, ends[0]) || span_ends(line, ends[1])) ||
		!amount_read(line, &amount))
		return false;
	if (span_find_text(line, "ResidentSetSize") < 0)
		return true;
	return send(reading, &amount, 1);
}

bool form_jobs_libvirt(struct form_reading *reading, struct span line)
{
	static const char *const others[] = { "balloon.", "state.", "cpu.", "vcpu.", "block.",
		"net." };
	struct span domain = behind(line, "Domain:"), value = behind(line, "balloon.rss=");
	struct amount amount;

	if (domain.len)
		return take_owner(reading, domain);
	if (value.len && amount_read(value, &amount) && amount.len == value.len)
		return send(reading, &amount, 1);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (span_starts(line, others[i]) && span_find(line, '=') > 0 &&
			span_find(line, ' ') < 0)
			return reading->table->owner.len > 0;
	return false;
}
