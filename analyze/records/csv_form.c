/* csv_form.c - is a text a CSV: what parts its cells and quotes them. */
#include "csv_form.h"

#include "../input/run_text.h"
#include "../cells/amount.h"
#include "record_head.h"

enum { FIRST_LINES = 20 };

/* The quotes of a header: ' where its first name begins with one, as some exports have it. */
static char quote_of(struct span line)
{
	return span_starts(line, "'") ? '\'' : '"';
}

size_t csv_form_cells(struct span line, char separator, struct span *cells)
{
	size_t count = 0;
	const char *begin, quote = quote_of(line);
	bool quoted = false;

	/* an empty one may be NULL, to which nothing may be added */
	if (line.len == 0)
		line = span_of("");
	begin = line.at;
	if (line.len && line.at[0] == '#')
		begin++;
	for (size_t i = 0; i <= line.len && count < RECORD_COLUMNS; i++) {
		struct span *cell = &cells[count];

		if (i < line.len && line.at[i] == quote)
			quoted = !quoted;
		if (i < line.len && (quoted || line.at[i] != separator))
			continue;
		*cell = span_trim((struct span){ begin, (size_t)(line.at + i - begin) });
		if (cell->len > 1 && cell->at[0] == quote && cell->at[cell->len - 1] == quote)
			*cell = (struct span){ cell->at + 1, cell->len - 2 };
		begin = line.at + i + 1;
		count++;
	}
	return count;
}

/* Time in front, and below the other names amounts of memory with their units ("24.0 MiB"): what
 * Grafana exports has a process a column. */
static bool is_of_amounts(struct span line, struct span next, char separator)
{
	struct span cells[RECORD_COLUMNS], values[RECORD_COLUMNS];
	size_t count = csv_form_cells(line, separator, cells);

	if (count < 2 || csv_form_cells(next, separator, values) != count ||
		column_name_read(cells[0]).role != COLUMN_TIME)
		return false;
	for (size_t i = 1; i < count; i++) {
		struct amount amount;

		if (!amount_read(values[i], &amount) || !(amount.unit > 0) ||
			amount.len != values[i].len)
			return false;
	}
	return true;
}

/* name{label="a",label="b"} 24580096: a metric of Prometheus with its value, no header of a CSV. */
static bool is_metric(struct span line)
{
	ptrdiff_t end = span_rfind(line, '}');
	struct span rest = span_from(line, (size_t)(end + 1)), value;
	struct amount amount;

	if (end <= 0 || !span_field(&rest, &value))
		return false;
	/* promtool has the values in the lines below */
	if (span_is(value, "=>") && !span_field(&rest, &value))
		return true;
	return amount_read(value, &amount) && amount.len == value.len;
}

/* write.table of R: rows begin with their names, from 1 on, and the header has one name less. */
static bool has_row_names(struct span head, struct span row, char separator)
{
	struct span cells[RECORD_COLUMNS];
	size_t names = csv_form_cells(head, separator, cells);
	bool ends = names && cells[names - 1].len;

	return ends && csv_form_cells(row, separator, cells) == names + 1 &&
	       (span_is(cells[0], "1") || span_is(cells[0], "0")) && cells[names].len;
}

static int rank_of(struct span line, char separator, const struct import_table *spec)
{
	struct span cells[RECORD_COLUMNS];
	size_t count = csv_form_cells(line, separator, cells);

	/* ||time||rss_kb|| of Jira, whose rows have single bars */
	if (count < 2 || (!spec && is_metric(line)) || span_starts(span_trim(line), "||"))
		return 0;
	return spec ? record_head_spec_rank(spec, cells, count) : record_head_rank(cells, count);
}

struct csv_form csv_form_find(struct span text, struct record_table *table)
{
	static const char separators[] = ",;\t|";
	struct csv_form found = { '\0', '"', false };
	struct span line, after, next;
	int best = 0;

	for (int lines = 0; !best && lines < FIRST_LINES && span_line(&text, &line, NULL);
		lines++) {
		after = text;
		if (!span_line(&after, &next, NULL))
			next = span_of("");
		for (const char *separator = separators; *separator; separator++) {
			int rank;

			if (span_find(line, *separator) < 0)
				continue;
			rank = rank_of(line, *separator, table->spec);
			if (!rank && !table->spec && is_of_amounts(line, next, *separator))
				rank = table->of_amounts = true;
			if (rank <= best)
				continue;
			best = rank;
			found = (struct csv_form){ *separator, quote_of(line),
				has_row_names(line, next, *separator) };
		}
	}
	return found;
}
