/* left_sizes.c - sizes beside those that are read: does one of them grow alone? */
#include "left_sizes.h"

void left_sizes_see(struct left_sizes *sizes, uint64_t id, struct span name, double kib)
{
	if (sizes->pending_count == LEFT_PENDING)
		return;
	sizes->pending[sizes->pending_count].id = id;
	sizes->pending[sizes->pending_count].name = name;
	sizes->pending[sizes->pending_count++].kib = kib;
}

static void add(struct left_trend *trend, uint64_t row, double kib)
{
	if (!row)
		trend->first = kib;
	kib -= trend->first;
	trend->sum += kib;
	trend->squares += kib * kib;
	trend->with_row += kib * (double)row;
}

static struct left_series *series_of(
	struct left_sizes *sizes, struct arena *arena, uint64_t id, struct span name)
{
	size_t i = 0;

	while (i < sizes->count && sizes->series[i].id != id)
		i++;
	if (i == LEFT_SERIES)
		return NULL;
	if (i == sizes->count) {
		sizes->count++;
		sizes->series[i].id = id;
		/* the line is gone when the last row was read */
		sizes->series[i].name = arena_copy(arena, name);
	}
	return &sizes->series[i];
}

void left_sizes_row(struct left_sizes *sizes, struct arena *arena, double read)
{
	for (size_t i = 0; i < sizes->pending_count && read >= 0; i++) {
		struct left_series *series =
			series_of(sizes, arena, sizes->pending[i].id, sizes->pending[i].name);

		if (!series)
			continue;
		add(&series->left, series->rows, sizes->pending[i].kib);
		add(&series->read, series->rows, read);
		series->rows++;
	}
	sizes->pending_count = 0;
}

/* KiB by which it grew along the line through all of its rows; 0: no line goes through them. */
static double grown(const struct left_trend *trend, uint64_t count)
{
	/* of a size that only swings less of the variance is that of the line, and few rows that
	 * swing may show one by chance */
	static const double least_part = 0.5, least_t = 5;
	double rows = (double)count, row_sum = rows * (rows - 1) / 2,
	       row_squares = row_sum * (2 * rows - 1) / 3,
	       row_spread = rows * row_squares - row_sum * row_sum,
	       spread = rows * trend->squares - trend->sum * trend->sum,
	       both = rows * trend->with_row - row_sum * trend->sum, part;

	if (!(spread > 0) || !(row_spread > 0) || !(both > 0))
		return 0;
	part = both / spread * (both / row_spread);
	if (part < least_part || part * (rows - 2) < least_t * least_t * (1 - part))
		return 0;
	return both / row_spread * (rows - 1);
}

/* Does what is read grow with the other, by the sizes or in proportion? The unit of one may not be
 * known. */
static bool grows_too(const struct left_series *series, double left)
{
	static const double least_share = 0.25;
	double read = grown(&series->read, series->rows);

	return read >= least_share * left ||
	       read * series->left.first >= least_share * left * series->read.first;
}

struct span left_sizes_growing(const struct left_sizes *sizes)
{
	/* fewer show no trend, and less is rounding */
	enum { LEAST_ROWS = 8 };
	static const double least_part = 0.001;

	for (size_t i = 0; i < sizes->count; i++) {
		const struct left_series *series = &sizes->series[i];
		double left = grown(&series->left, series->rows);

		if (series->rows >= LEAST_ROWS && left > 0 &&
			left > least_part * series->left.first && !grows_too(series, left))
			return series->name;
	}
	return (struct span){ NULL, 0 };
}
