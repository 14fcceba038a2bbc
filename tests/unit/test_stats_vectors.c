/* test_stats_vectors.c - all estimates against the numbers of tests/vectors/vectors.csv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/stats/events.h"
#include "analyze/stats/prewhiten.h"
#include "analyze/stats/trend.h"
#include "analyze/verdict/verdict_rules.h"

enum { FIELDS = 40, POINTS = 100 };

/* The table: fields point into line. */
struct table {
	char head[4096], line[8192];
	char *name[FIELDS], *field[FIELDS];
	size_t names, fields;
};

static size_t split(char *line, char **field)
{
	size_t count = 0;

	line[strcspn(line, "\r\n")] = 0;
	for (;;) {
		char *end;

		if (*line == '"') {
			end = strchr(++line, '"');
			assert_non_null(end);
			*end++ = 0;
		} else {
			end = line + strcspn(line, ",");
		}
		field[count++] = line;
		if (!*end)
			return count;
		*end = 0;
		line = end + 1;
	}
}

static const char *text(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->names; i++)
		if (!strcmp(table->name[i], name))
			return table->field[i];
	fail_msg("no column %s", name);
	return "";
}

static size_t numbers(const char *list, double *out)
{
	size_t n = 0;
	char *end;

	for (; n < POINTS; list = end, n++) {
		out[n] = strtod(list, &end);
		if (end == list)
			break;
	}
	return n;
}

/* An empty field is not compared. */
static void same(const struct table *table, const char *name, double got, double tolerance)
{
	const char *wanted = text(table, name);
	double value = strtod(wanted, NULL);

	if (*wanted && fabs(got - value) > tolerance * fmax(fabs(value), 1e-9))
		fail_msg("%s of %s: %.17g, wanted %s", name, text(table, "vector"), got, wanted);
}

static double one_sided(double t, double freedom)
{
	double low = 0.0, high = 1.0; /* by bisection of the quantile */

	for (int i = 0; i < 200; i++) {
		double middle = 0.5 * (low + high);

		if (trend_quantile(middle, freedom) < t)
			low = middle;
		else
			high = middle;
	}
	return 1.0 - low;
}

static void check_line(const struct table *table, const struct trend *trend)
{
	same(table, "slope", trend->slope, 1e-9);
	same(table, "intercept", trend->intercept, 1e-9);
	same(table, "slope_se", trend->slope_error, 1e-9);
	same(table, "p_two_sided", trend->p, 1e-9);
	same(table, "r2", trend->r2, 1e-9);
	same(table, "hac_lags", (double)trend->nw_lags, 0);
	same(table, "hac_se_dfc", trend->nw_error, 1e-9);
	same(table, "theil_sen", trend->theil_sen, 1e-9);
	same(table, "sen_lo95", trend->theil_sen_low, 1e-9);
	same(table, "sen_hi95", trend->theil_sen_high, 1e-9);
	same(table, "mk_s", trend->kendall_s, 1e-9);
	same(table, "mk_z", trend->kendall_z, 1e-9);
	same(table, "mk_p", trend->kendall_p, 1e-9);
}

/* The line alone, prewhitened. */
static void check_prewhitened(const struct table *table, size_t n, const double *x, const double *y)
{
	double columns[2 * POINTS], shifted[POINTS], work[2 * POINTS], mean = 0.0;
	struct prewhiten_fit fit;

	for (size_t i = 0; i < n; i++)
		mean += x[i] / (double)n;
	for (size_t i = 0; i < n; i++) {
		columns[i] = 1.0;
		columns[n + i] = x[i] - mean;
		shifted[i] = y[i] - y[0];
	}
	assert_true(prewhiten_regress(n, 2, columns, shifted, work, &fit));
	same(table, "gls_slope", fit.b[1], 1e-6);
	same(table, "gls_se", sqrt(fit.covariance[3]), 1e-6);
	if (!fit.exact) {
		double p = one_sided(
			fit.b[1] / sqrt(fit.covariance[3]), n > 3 ? (double)(n - 3) : 1.0);

		same(table, "rho_safe", fit.rho, 1e-6);
		if (p > 1e-9) /* what bisection of the quantile can tell */
			same(table, "gls_p_one_sided", p, 1e-6);
	}
	same(table, "neff", events_of_growth(n, y, work), 1e-9);
}

static void check_late(const struct table *table, const struct trend *trend)
{
	static const char *const kinds[] = { "step", "drop", "ramp", "exp", "log", "wave" };
	static const struct rule_settings rules = { 0.001, 4, 32, -1 };
	char shapes[256] = "";

	for (size_t i = 0; i < trend->nuisance_count; i++)
		snprintf(shapes + strlen(shapes), sizeof shapes - strlen(shapes), "%s%s@%.4g",
			i ? " " : "", kinds[trend->nuisance[i].kind], trend->nuisance[i].parameter);
	assert_string_equal(shapes, text(table, "shapes"));
	if (strcmp(text(table, "vector"), "large-offset")) { /* tests/vectors/README.md */
		same(table, "late_slope", trend->late, 1e-6);
		same(table, "late_p", trend->late_p, 1e-6);
	}
	assert_string_equal(verdict_state_code(verdict_state(trend, trend->late_p, &rules).state),
		text(table, "state"));
}

static void vectors(void **state)
{
	static double covariance[TREND_COLUMNS * TREND_COLUMNS];
	static const struct trend_settings settings = { .page = 4,
		.floor = 32,
		.alpha = 0.001,
		.budget = -1,
		.unit = 1,
		.covariance = covariance };
	FILE *file = fopen("tests/vectors/vectors.csv", "r");
	struct trend_work *work = trend_work_new(NULL);
	struct table table;
	size_t rows = 0;

	(void)state;
	assert_non_null(file);
	assert_non_null(work);
	assert_non_null(fgets(table.head, sizeof table.head, file));
	table.names = split(table.head, table.name);
	while (fgets(table.line, sizeof table.line, file)) {
		double x[POINTS], y[POINTS];
		struct trend trend;
		size_t n;

		table.fields = split(table.line, table.field);
		assert_int_equal(table.fields, table.names);
		n = numbers(text(&table, "t"), x);
		assert_int_equal(numbers(text(&table, "y"), y), n);
		rows++;
		if (!strcmp(text(&table, "vector"), "nist-norris"))
			continue; /* its x do not rise: test_stats_lines.c */
		trend_fit(n, x, y, &settings, work, &trend);
		check_line(&table, &trend);
		if (!trend.constant)
			check_prewhitened(&table, n, x, y);
		check_late(&table, &trend);
	}
	assert_int_equal(rows, 14);
	trend_work_free(work);
	fclose(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(vectors) };

	trend_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
