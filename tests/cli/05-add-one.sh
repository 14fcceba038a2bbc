#!/bin/sh
# 05-add-one - docs/architecture.md, part 6, as a test: in a scratch copy a metric, a report, a chart and a form of log are added in the files that it
# names, and in no other; what comes out has them.
. tests/tap.sh
copy=$tmp/copy
mkdir "$copy"
{ git ls-files 2>/dev/null || find . -type f ! -path './build*' | cut -c3-; } | grep -E '^(Makefile|collect/|analyze/|plot/|samples/frr.run)' |
	tar -cf - -T - 2>/dev/null | tar -C "$copy" -xf - || exit 2
if [ "$B" = build ] && [ -d "$root/build/analyze" ]; then # objects of what is not touched
	mkdir "$copy/build" && cp -a "$root/build/analyze" "$root/build/plot" "$copy/build/" || exit 2
fi
cd "$copy" || exit 2
find collect analyze plot Makefile -type f -exec md5sum {} + | sort -k 2 >"$tmp/before"

# behind FILE LINE: inserts standard input behind the first line that holds LINE.
behind() {
	line=$(grep -nF -- "$2" "$1" | head -n 1 | cut -d: -f1)
	[ -n "$line" ] || { fail "$1 has a line for it" "not found: $2"; return; }
	sed -i "${line}r /dev/stdin" "$1"
}
touched() {
	find collect analyze plot Makefile -type f -exec md5sum {} + | sort -k 2 >"$tmp/after"
	diff "$tmp/before" "$tmp/after" | sed -n 's/^> [0-9a-f]*  //p' | tr '\n' ' '
	cp "$tmp/after" "$tmp/before"
}

# A metric: the peak of the address space, a number that the history keeps already.
behind analyze/metrics.h 'enum metric {' <<'EOF'
	METRIC_PEAK, /* VmPeak */
EOF
behind analyze/metrics.c 'rows[METRICS] = {' <<'EOF'
	[METRIC_PEAK] = { "peak", "the peak of the address space", "KiB", false },
EOF
behind analyze/history/series_build.c 'switch (metric) {' <<'EOF'
	case METRIC_PEAK:
		return columns_kib(rest->peak);
EOF
is "a metric of a number that is kept: three files" "$(touched)" "analyze/history/series_build.c analyze/metrics.c analyze/metrics.h "

# A report: how many processes, in a file of its own.
cat >analyze/report/report_count.c <<'EOF'
/* report_count.c - how many processes were judged. */
#include <stdio.h>

#include "../analysis.h"
#include "reports.h"

int report_count(struct report *report)
{
	fprintf(report->file, "%zu\n", report->analysis->verdict_count);
	return 0;
}
EOF
behind analyze/report/reports.h 'void report_markdown(const struct report *report);' <<'EOF'
int report_count(struct report *report);
EOF
behind analyze/report/reports.c '} reports[] = {' <<'EOF'
	{ "report.count", report_count },
EOF
is "a report: its file, a row, its declaration" "$(touched)" "analyze/report/report_count.c analyze/report/reports.c analyze/report/reports.h "

# A chart of the whole run.
cat >plot/chart_count.c <<'EOF'
/* chart_count.c - how many processes were judged. */
#include "chart_system.h"
#include "gnuplot.h"

int chart_count(const struct plot *plot)
{
	struct chart chart;

	if (chart_begin(&chart, plot, 400, 200))
		return -1;
	chart_label(&chart, 1, span_of("targets"), "at screen 0.1, screen 0.5");
	return chart_end(&chart);
}
EOF
behind plot/chart_system.h 'int chart_start_end(const struct plot *plot);' <<'EOF'
int chart_count(const struct plot *plot);
EOF
behind plot/charts.c '} system_charts[] = {' <<'EOF'
	{ "count", chart_count },
EOF
is "a chart: its file, a row, its declaration" "$(touched)" "plot/chart_count.c plot/chart_system.h plot/charts.c "

# A form of log: `@web@24004`, a name and KiB.
before() { sed -i "$(($(grep -nF -- "$2" "$1" | head -n 1 | cut -d: -f1) - 1))r /dev/stdin" "$1"; }
before analyze/records/log_form.c 'const struct log_form log_forms[] = {' <<'EOF'
/* @web@24004 */
static bool take_at(struct form_reading *reading, struct span line)
{
	struct log_reading row = log_reading_empty();
	ptrdiff_t second = span_find(span_from(line, 1), '@');
	uint64_t kib;

	if (!span_starts(line, "@") || second <= 0 ||
		!span_number(span_from(line, (size_t)second + 2), INT32_MAX, &kib))
		return false;
	row.name = row.owner = (struct span){ line.at + 1, (size_t)second };
	row.rss = (int64_t)kib;
	form_reading_send(reading, &row);
	return true;
}

EOF
behind analyze/records/log_form.c 'const struct log_form log_forms[] = {' <<'EOF'
	{ "a name and KiB", take_at },
EOF
is "a form of log: one file" "$(touched)" "analyze/records/log_form.c "

check "all four build" make -s -j2 BUILD=build CFLAGS=-O0 build/leakline-analyze
status "and run" 1 build/leakline-analyze -q -o report samples/frr.run.tar.xz
is "trends.csv has the metric for each process" "$(grep -c '"peak"' report/trends.csv)" 3
is "report.json too" "$(grep -c '"peak": {' report/report.json)" 3
is "the report is there" "$(cat report/report.count)" 3
like "the chart is there" "$(cat report/plots/count.gp)" "'targets'"
for i in $(seq 30); do echo "@web@$((24004 + 40 * i))"; done >at.log
like "the form is read" "$(build/leakline-analyze -q --no-report at.log)" 'suspect +web .*\+40\.0 '
finish
