/* form_containers.c - lines without a header about containers, pods and groups. */
#include "form_containers.h"

#include <string.h>

#include "../cells/amount.h"
#include "../cells/column_name.h"

static bool is_decimal(struct span field)
{
	double number;

	return span_decimal(field, &number);
}

/* A number, or - where there is none. */
static bool is_count(struct span field)
{
	return span_is(field, "-") || is_decimal(field);
}

/* system.slice/web.service 3 0.4 24.5M - -: systemd-cgtop -b, whose header only a terminal gets;
 * with -r sizes are bytes. */
bool form_containers_cgtop(struct form_reading *reading, struct span line)
{
	enum { PATH, TASKS, CPU, MEMORY, INPUT, OUTPUT, FIELDS };
	struct log_reading row = log_reading_empty();
	struct span f[FIELDS + 1];
	struct amount amount, rate;

	if (span_fields(line, f, FIELDS + 1) != FIELDS ||
		(f[PATH].at[0] != '/' && span_find_text(f[PATH], ".slice") < 0 &&
			span_find_text(f[PATH], ".scope") < 0 &&
			span_find_text(f[PATH], ".service") < 0) ||
		!is_count(f[TASKS]) || !is_count(f[CPU]))
		return false;
	for (size_t i = MEMORY; i < FIELDS; i++)
		if (!span_is(f[i], "-") && !(amount_read(f[i], &rate) && rate.len == f[i].len))
			return false;
	/* / is what the machine uses, and no group */
	if (!amount_read(f[MEMORY], &amount) || span_is(f[PATH], "/"))
		return true;
	row.rss = amount_kib(&amount, 1.0 / 1024, &row.grain);
	row.name = row.owner = f[PATH];
	form_reading_send(reading, &row);
	return true;
}

/* Cuts off what stands behind the last blank or comma. */
static bool last_cell(struct span *rest, struct span *cell)
{
	ptrdiff_t comma = span_rfind(*rest, ',');

	if (!span_last_field(rest, cell))
		return false;
	comma = comma >= 0 ? span_rfind(*cell, ',') : comma;
	if (comma >= 0) {
		rest->len = (size_t)(cell->at + comma - rest->at);
		*cell = span_from(*cell, (size_t)comma + 1);
	}
	return cell->len > 0;
}

/* GPU memory: 23MiB / 8192MiB */
static bool tells_elsewhere(struct span words)
{
	struct span word;

	while (span_field(&words, &word)) {
		enum column_role role = column_name_read(span_strip(word, "", ":")).role;

		if (role == COLUMN_SWAP || role == COLUMN_SIZE ||
			column_name_is_elsewhere(word, COLUMN_MEMORY))
			return true;
	}
	return false;
}

/* web 23.4MiB / 31.28GiB: docker stats --format '{{.Name}} {{.MemUsage}}'. */
bool form_containers_usage(struct form_reading *reading, struct span line)
{
	struct log_reading row = log_reading_empty();
	ptrdiff_t slash = span_find_text(line, " / ");
	struct span before, field, name = { NULL, 0 };
	struct amount usage, limit;

	if (slash <= 0 || !amount_read(span_trim(span_from(line, (size_t)slash + 3)), &limit) ||
		!(limit.unit > 0))
		return false;
	before = (struct span){ line.at, (size_t)slash };
	if (!last_cell(&before, &field) || !amount_read(field, &usage) || !(usage.unit > 0) ||
		usage.len != field.len || tells_elsewhere(before))
		return false;
	if (span_field(&before, &name))
		name = span_strip(name, "", ":,;");
	/* memory: 23.44MB / 512MB of a program that tells its own */
	if (column_name_read(name).role == COLUMN_RSS)
		return false;
	amount_by_thousand(&usage);
	row.rss = amount_kib(&usage, 1, &row.grain);
	row.name = row.owner = name;
	form_reading_send(reading, &row);
	return true;
}

/* The words with one blank between each: how many there are depends on the longest name of a round.
 */
static struct span joined(struct form_reading *reading, const struct span *words, size_t count)
{
	enum { LONGEST = 512 };
	char text[LONGEST];
	size_t len = 0;

	for (size_t i = 0; i < count; i++) {
		if (len + words[i].len + 1 > LONGEST)
			break;
		memcpy(text + len, words[i].at, words[i].len);
		len += words[i].len;
		text[len++] = ' ';
	}
	return intern(&reading->table->names.texts, reading->table->arena,
		span_trim((struct span){ text, len }));
}

/* web-5d9-abc 1m 100Mi, with the pod and the namespace in front: kubectl top pod --no-headers. */
bool form_containers_pod(struct form_reading *reading, struct span line)
{
	enum { MOST = 5 };
	struct log_reading row = log_reading_empty();
	struct span f[MOST + 1], cpu;
	size_t count = span_fields(line, f, MOST + 1);
	struct amount amount;

	if (count < 3 || count > MOST || span_is_digit(f[0].at[0]) ||
		!amount_read(f[count - 1], &amount) || amount.len != f[count - 1].len ||
		!span_ends(f[count - 1], "i"))
		return false;
	cpu = f[count - 2];
	if (!span_ends(cpu, "m") || !cpu.len || span_digits(cpu) + 1 != cpu.len)
		return false;
	row.rss = amount_kib(&amount, 1, &row.grain);
	row.name = f[count - 3];
	row.owner = joined(reading, f, count - 2);
	form_reading_send(reading, &row);
	return true;
}
