/* headless_trend.c - how the numbers of a column without a name go on from row to row. */
#include "headless_trend.h"

#include "../cells/amount.h"
#include "../records/csv_form.h"
#include "../cells/moment.h"

enum { ROWS = 1000 }; /* that are looked at: those of a round, and of the next */

static bool take_number(struct span *rest, struct headless_number *number)
{
	struct span row = span_trim(*rest), word, after = row;
	struct amount amount;

	if (!span_field(&after, &word))
		return false;
	/* 24004 kB */
	if (amount_read(row, &amount) && amount.unit > 0 && amount.len >= word.len &&
		(amount.len == row.len || row.at[amount.len] == ' ' ||
			row.at[amount.len] == '\t')) {
		*number = (struct headless_number){ amount.number, amount.step >= 1, true };
		*rest = span_from(row, amount.len);
		return true;
	}
	*number = (struct headless_number){ .is_whole = span_find(word, '.') < 0 };
	if (!span_decimal(word, &number->value))
		return false;
	*rest = after;
	return true;
}

size_t headless_trend_numbers(struct span row, struct headless_number *numbers, struct span *behind)
{
	size_t count = 0;

	while (count < HEADLESS_NUMBERS && take_number(&row, &numbers[count]))
		count++;
	*behind = span_trim(row);
	return count;
}

static bool find_value(
	struct moment *moment, struct span line, char separator, size_t column, double *value)
{
	struct headless_number numbers[HEADLESS_NUMBERS];
	struct span cells[RECORD_COLUMNS], rest = line, behind;
	int64_t time_ms;

	if (separator != ' ')
		return column < csv_form_cells(line, separator, cells) &&
		       span_decimal(span_trim(cells[column]), value);
	if (!moment_take(moment, span_trim(line), &time_ms, &rest))
		rest = line;
	if (headless_trend_numbers(rest, numbers, &behind) <= column)
		return false;
	*value = numbers[column].value;
	return true;
}

enum headless_trend headless_trend_find(struct span text, char separator, size_t column)
{
	struct moment moment = { .any = false };
	enum headless_trend trend = HEADLESS_SAME;
	double before = 0, value;
	bool any = false;
	struct span line;

	for (int rows = 0; rows < ROWS && span_line(&text, &line, NULL); rows++) {
		if (!find_value(&moment, line, separator, column, &value))
			continue;
		if (any && value < before)
			return HEADLESS_FALLS;
		if (any && value > before)
			trend = HEADLESS_RISES;
		before = value;
		any = true;
	}
	return trend;
}
