/* form_influx.c - InfluxDB's line protocol: MEASUREMENT[,TAG=VALUE...] FIELD=VALUE[,...] [TIME]. A
 * backslash takes its meaning from a blank, a comma or an equals sign. */
#include "form_influx.h"

#include "../cells/amount.h"
#include "../cells/column_name.h"

enum { BYTES = 1024, NO_RANK = -1 };

/* Cuts the text off at the first such mark that no backslash and no quotes protect. */
static struct span cut(struct span *rest, char mark)
{
	struct span text = *rest;
	bool quoted = false;
	size_t i = 0;

	for (; i < text.len && (quoted || text.at[i] != mark); i++) {
		quoted ^= text.at[i] == '"';
		i += text.at[i] == '\\' && i + 1 < text.len;
	}
	*rest = span_from(text, i + 1);
	return (struct span){ text.at, i < text.len ? i : text.len };
}

/* What the line says so far. */
struct point {
	struct log_reading row;
	int name, rss; /* how certain the names of these are */
};

static bool take_pid(struct span value, struct log_reading *row)
{
	uint64_t pid;

	value.len -= span_ends(value, "i");
	if (!span_number(value, INT32_MAX, &pid))
		return false;
	row->pid = (int32_t)pid;
	return true;
}

/* A tag tells whose values they are. */
static void take_tag(struct point *point, struct span key, struct span value)
{
	struct column_name name = column_name_read(key);

	if (name.role == COLUMN_PID)
		take_pid(value, &point->row);
	/* one PID may be there on two hosts */
	if (span_is(key, "host"))
		point->row.owner = value;
	if ((name.role != COLUMN_NAME && name.role != COLUMN_OWNER) || name.rank <= point->name)
		return;
	point->name = name.rank;
	point->row.name = value;
}

/* Sizes of Telegraf are bytes. */
static bool take_field(struct point *point, struct span key, struct span value)
{
	struct column_name name = column_name_read(key);
	double unit = name.unit > 0 ? name.unit : 1.0 / BYTES;
	struct amount amount;
	int64_t grain;

	value.len -= span_ends(value, "i") || span_ends(value, "u");
	if (name.role == COLUMN_PID)
		return take_pid(value, &point->row);
	if (name.subject[0] || !amount_read(value, &amount) || amount.len != value.len)
		return false;
	if (name.role == COLUMN_PRIVATE)
		point->row.private_kib = amount_kib(&amount, unit, &grain);
	else if (name.role == COLUMN_SWAP)
		point->row.swap = amount_kib(&amount, unit, &grain);
	if (name.role != COLUMN_RSS || name.rank <= point->rss)
		return false;
	point->rss = name.rank;
	point->row.rss = amount_kib(&amount, unit, &point->row.grain);
	return true;
}

static void take_pairs(struct point *point, struct span pairs, bool are_fields)
{
	while (pairs.len) {
		struct span value = cut(&pairs, ','), key = cut(&value, '=');

		if (are_fields)
			take_field(point, key, value);
		else
			take_tag(point, key, value);
	}
}

bool form_influx_take(struct form_reading *reading, struct span line)
{
	struct point point = { log_reading_empty(), NO_RANK, NO_RANK };
	struct span rest = line, tags = cut(&rest, ' '), fields = cut(&rest, ' '), measurement;
	uint64_t ns = 0;

	measurement = cut(&tags, ',');
	if (!measurement.len || span_find(measurement, '=') >= 0 || !tags.len ||
		span_find(tags, '=') <= 0 || span_find(fields, '=') <= 0 ||
		(rest.len && !span_number(rest, INT64_MAX, &ns)))
		return false;
	take_pairs(&point, tags, false);
	take_pairs(&point, fields, true);
	/* any other measurement is understood, and says nothing of a process */
	if (point.row.rss < 0 || (!point.row.pid && !point.row.name.len))
		return rest.len > 0;
	if (rest.len)
		point.row.time_ms = (int64_t)(ns / 1000000);
	/* processes without a PID are told apart by all tags */
	if (!point.row.pid)
		point.row.owner = tags;
	form_reading_send(reading, &point.row);
	return true;
}
