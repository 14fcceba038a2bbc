/* report_compare.c - the section of a comparison with earlier runs, for each report, and
 * compare.csv. */
#include "report_compare.h"

#include <math.h>
#include <stdlib.h>

#include "../analysis.h"
#include "../base/escape.h"
#include "report_csv.h"
#include "reports.h"
#include "../base/text.h"
#include "../wording/wording.h"
#include "words.h"

enum { INDENT = 2, GROUPS = 4 };

static const char *verdict_words(enum compare_verdict verdict)
{
	static const char *const words[COMPARE_VERDICTS] = {
		[COMPARE_FIXED] = "it grew, and does not any more",
		[COMPARE_IMPROVED] = "it grows by less, or may",
		[COMPARE_SAME] = "no difference that would matter",
		[COMPARE_WORSE] = "it grows by more",
		[COMPARE_NEW] = "not in the baseline",
		[COMPARE_CANNOT_TELL] =
			"the difference is neither significant nor small: more rounds would tell",
	};

	return words[verdict];
}

/* What stands before the numbers. */
static const char *words_of(const struct compare_row *row)
{
	bool now = row->now->verdict == VERDICT_INCONCLUSIVE,
	     before = row->before && row->before->verdict == VERDICT_INCONCLUSIVE;

	if (row->verdict != COMPARE_CANNOT_TELL || !(now || before))
		return verdict_words(row->verdict);
	return now && before ? "neither run could be judged by itself"
	       : now         ? "this run could not be judged by itself"
			     : "the earlier run could not be judged by itself";
}

static const char *missing_words(const struct compare_missing *missing)
{
	static const char *const words[] = {
		[VERDICT_INCONCLUSIVE] = "the baseline has it (inconclusive), this run has not",
		[VERDICT_STABLE] = "the baseline has it (stable), this run has not",
		[VERDICT_SUSPECT] = "the baseline has it (suspect), this run has not",
		[VERDICT_LEAK] = "the baseline has it (leak), this run has not",
	};

	return words[missing->before->verdict];
}

const struct compare_row *report_compare_row(
	const struct analysis *analysis, const struct process_verdict *verdict)
{
	/* the rows stand in the order of the verdicts (compare.h) */
	return analysis->comparison ? &analysis->comparison->rows[verdict - analysis->verdicts]
				    : NULL;
}

char *report_compare_because(const struct compare_row *row)
{
	const struct slope_difference *d = &row->metric[row->decided_by];
	char *before, *now, *difference, *p, *text;

	if (row->verdict == COMPARE_NEW || !row->measured[row->decided_by])
		return text_format("%s", words_of(row));
	before = wording_number(d->before);
	now = wording_number(d->before + d->difference);
	difference = wording_slope(d->difference, d->low, d->high);
	p = wording_p(row->p_adjusted);
	text = text_format(
		"%s: %s by %s KiB a round before, %s now; the difference is %s (p %s, corrected)",
		words_of(row), metric_row(row->decided_by)->title, before, now, difference, p);
	free(before);
	free(now);
	free(difference);
	free(p);
	return text;
}

/* The mapping groups whose change differs most, greatest first; gives how many of at most GROUPS.
 */
static size_t greatest_groups(const struct compare_row *row, const struct compare_group **groups)
{
	size_t count = 0;

	for (size_t i = 0; i < row->group_count; i++) {
		const struct compare_group *group = &row->groups[i];
		double before = isnan(group->change_before) ? 0 : group->change_before,
		       now = isnan(group->change_now) ? 0 : group->change_now;
		size_t j = count;

		if (!(fabs(now - before) > 0))
			continue;
		for (; j > 0; j--) {
			const struct compare_group *other = groups[j - 1];
			double other_before =
				isnan(other->change_before) ? 0 : other->change_before;
			double other_now = isnan(other->change_now) ? 0 : other->change_now;

			if (fabs(other_now - other_before) >= fabs(now - before))
				break;
			if (j < GROUPS)
				groups[j] = groups[j - 1];
		}
		if (j < GROUPS)
			groups[j] = group;
		count += count < GROUPS;
	}
	return count;
}

static char *change_words(double kib)
{
	return isnan(kib) ? text_format("not there") : wording_kib(kib, true);
}

void report_compare_text(
	const struct analysis *analysis, const struct text_style *style, FILE *file)
{
	const struct comparison *comparison = analysis->comparison;

	if (!comparison)
		return;
	fputs("\ncompared with ", file);
	for (size_t i = 0; i < comparison->baseline_count; i++) {
		fputs(i ? ", " : "", file);
		words_print_name(style, comparison->baseline_names[i], file);
	}
	fputc('\n', file);
	for (size_t i = 0; i < comparison->count; i++) {
		const struct compare_row *row = &comparison->rows[i];
		const struct compare_group *groups[GROUPS];
		size_t count = greatest_groups(row, groups);

		fprintf(file, "%*s%-12s", INDENT, "", compare_code(row->verdict));
		words_print_name(style, row->name, file);
		fputc('\n', file);
		words_wrap_take(style, 2 * INDENT, report_compare_because(row), file);
		for (size_t j = 0; j < count; j++) {
			char *before = words_take(style, change_words(groups[j]->change_before));
			char *now = words_take(style, change_words(groups[j]->change_now));

			fprintf(file, "%*s", 2 * INDENT, "");
			words_print_name(style, groups[j]->name, file);
			fprintf(file, ": %s KiB before, %s now\n", before, now);
			free(before);
			free(now);
		}
	}
	for (size_t i = 0; i < comparison->missing_count; i++) {
		fprintf(file, "%*s%-12s", INDENT, "", compare_code(COMPARE_CANNOT_TELL));
		words_print_name(style, comparison->missing[i].name, file);
		fprintf(file, "\n%*s%s\n", 2 * INDENT, "", missing_words(&comparison->missing[i]));
	}
}

static void print_markdown_group(const struct compare_group *group, FILE *file)
{
	char *before = change_words(group->change_before), *now = change_words(group->change_now);

	fputs("; ", file); /* a cell is one line */
	escape_markdown_cell(file, group->name);
	fprintf(file, ": %s KiB before, %s now", before, now);
	free(before);
	free(now);
}

void report_compare_markdown(const struct analysis *analysis, FILE *file)
{
	const struct comparison *comparison = analysis->comparison;

	if (!comparison)
		return;
	fputs("\n#### Compared with ", file);
	for (size_t i = 0; i < comparison->baseline_count; i++) {
		fputs(i ? ", " : "", file);
		escape_markdown(file, comparison->baseline_names[i]);
	}
	fputs("\n\n| process | | KiB a round |\n|---|---|---|\n", file);
	for (size_t i = 0; i < comparison->count; i++) {
		const struct compare_row *row = &comparison->rows[i];
		const struct compare_group *groups[GROUPS];
		size_t count = greatest_groups(row, groups);
		char *sentence = report_compare_because(row);

		fputs("| ", file);
		escape_markdown_cell(file, row->name);
		fprintf(file, " | **%s** | %s", compare_code(row->verdict), sentence);
		for (size_t j = 0; j < count; j++)
			print_markdown_group(groups[j], file);
		fputs(" |\n", file);
		free(sentence);
	}
	for (size_t i = 0; i < comparison->missing_count; i++) {
		fputs("| ", file);
		escape_markdown_cell(file, comparison->missing[i].name);
		fprintf(file, " | **%s** | %s |\n", compare_code(COMPARE_CANNOT_TELL),
			missing_words(&comparison->missing[i]));
	}
	fputc('\n', file); /* else what follows is one more row */
}

static void print_html_group(const struct compare_group *group, FILE *file)
{
	char *before = change_words(group->change_before), *now = change_words(group->change_now);

	fputs("<br><code>", file);
	escape_html(file, group->name);
	fprintf(file, "</code> %s KiB before, %s now", before, now);
	free(before);
	free(now);
}

void report_compare_html(const struct analysis *analysis, FILE *file)
{
	const struct comparison *comparison = analysis->comparison;

	if (!comparison)
		return;
	fputs("<section><h2>Compared with ", file);
	for (size_t i = 0; i < comparison->baseline_count; i++) {
		fputs(i ? ", " : "", file);
		escape_html(file, comparison->baseline_names[i]);
	}
	fputs("</h2><div class=\"scroll\"><table><thead><tr><th>process</th><th></th><th>before and now</th></tr></thead><tbody>\n",
		file);
	for (size_t i = 0; i < comparison->count; i++) {
		const struct compare_row *row = &comparison->rows[i];
		const struct compare_group *groups[GROUPS];
		size_t count = greatest_groups(row, groups);
		char *sentence = report_compare_because(row);

		fputs("<tr><td>", file);
		escape_html(file, row->name);
		fprintf(file, "</td><td><b>%s</b></td><td>%s", compare_code(row->verdict),
			sentence);
		for (size_t j = 0; j < count; j++)
			print_html_group(groups[j], file);
		fputs("</td></tr>\n", file);
		free(sentence);
	}
	for (size_t i = 0; i < comparison->missing_count; i++) {
		fputs("<tr><td>", file);
		escape_html(file, comparison->missing[i].name);
		fprintf(file, "</td><td><b>%s</b></td><td>%s</td></tr>\n",
			compare_code(COMPARE_CANNOT_TELL), missing_words(&comparison->missing[i]));
	}
	fputs("</tbody></table></div></section>\n", file);
}

static void print_csv_row(
	struct report_csv *csv, const struct analysis *analysis, const struct compare_row *row)
{
	const struct slope_difference *d = &row->metric[row->decided_by];
	bool known = row->before && row->measured[row->decided_by];

	report_csv_text(csv, analysis->run_name);
	report_csv_text(csv, row->name);
	report_csv_count(csv, (uint64_t)row->now->process->pid);
	report_csv_number_if(csv, row->before, row->before ? row->before->process->pid : 0);
	report_csv_code(csv, compare_code(row->verdict));
	report_csv_code(csv, known ? metric_row(row->decided_by)->id : "");
	report_csv_count(csv, row->baselines);
	report_csv_number_if(csv, known, d->before);
	report_csv_number_if(csv, known, d->before + d->difference);
	report_csv_number_if(csv, known, d->difference);
	report_csv_number_if(csv, known, d->low);
	report_csv_number_if(csv, known, d->high);
	report_csv_number_if(csv, known, d->p);
	report_csv_number_if(csv, known, row->p_adjusted);
	report_csv_number_if(csv, known && row->baselines > 1, d->between);
	report_csv_number_if(csv, known, row->margin);
	report_csv_row(csv);
}

/* A process that this run has not: no PID now, and no numbers. */
static void print_csv_missing(struct report_csv *csv, const struct analysis *analysis,
	const struct compare_missing *missing)
{
	enum { AFTER_VERDICT = 11 };

	report_csv_text(csv, analysis->run_name);
	report_csv_text(csv, missing->name);
	report_csv_code(csv, "");
	report_csv_number_if(csv, true, missing->before->process->pid);
	report_csv_code(csv, compare_code(COMPARE_CANNOT_TELL));
	for (int i = 0; i < AFTER_VERDICT; i++)
		report_csv_code(csv, "");
	report_csv_row(csv);
}

int report_compare_csv(const struct analysis *analysis, const char *folder)
{
	const struct comparison *comparison = analysis->comparison;
	struct report_csv csv;

	if (!comparison)
		return 0;
	if (report_csv_open(&csv, folder, "compare.csv",
		    "run,name,pid,pid_before,verdict,metric,baselines,slope_before_kib_per_round,"
		    "slope_kib_per_round,difference,difference_low,difference_high,p,p_adjusted,between_runs_sd,margin"))
		return -1;
	for (size_t i = 0; i < comparison->count; i++)
		print_csv_row(&csv, analysis, &comparison->rows[i]);
	for (size_t i = 0; i < comparison->missing_count; i++)
		print_csv_missing(&csv, analysis, &comparison->missing[i]);
	return report_csv_close(&csv);
}
