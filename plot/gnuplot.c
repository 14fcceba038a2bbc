/* gnuplot.c - writes the frame of a script, its data, axes and labels; runs gnuplot for --render.
 */
#include "gnuplot.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <langinfo.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analyze/base/say.h"
#include "analyze/base/escape.h"
#include "analyze/base/text.h"
#include "analyze/chart/axis.h"
#include "analyze/wording/wording.h"

int chart_begin(struct chart *chart, const struct plot *plot, int width, int height)
{
	static const char *const style[] = {
#include "plot/style.gp.inc"
	};
	chart->glyphs = (struct glyphs){ { false } };
	chart->analysis = plot->analysis;
	chart->arena = plot->arena;
	if (out_open(&chart->out, plot->folder, text_format(plot->arena, "%s.gp", plot->name)))
		return -1;
	chart->file = chart->out.file;
	fprintf(chart->file,
		"# Made by leakline-analyze. It holds its data: edit it and run it as you like.\n"
		"default_width = %d; default_height = %d; default_out = '%s'\n",
		width, height, plot->name);
	for (size_t i = 0; i < sizeof style / sizeof *style; i++)
		fputs(style[i], chart->file);
	return 0;
}

int chart_end(struct chart *chart)
{
	return out_close(&chart->out);
}

void chart_data_begin(struct chart *chart, const char *block)
{
	fprintf(chart->file, "\n$%s << LEAKLINE_DATA\n", block);
}

void chart_value(struct chart *chart, double value)
{
	if (isfinite(value))
		fprintf(chart->file, " %.10g", value);
	else
		fputs(" NaN", chart->file);
}

void chart_data_end(struct chart *chart)
{
	fputs("LEAKLINE_DATA\n\n", chart->file);
}

void chart_label(struct chart *chart, int tag, struct span text, const char *place)
{
	glyphs_ask(chart->file, &chart->glyphs, span_of(escape_printable(chart->arena, text, 0)));
	fprintf(chart->file, "set label %d ", tag);
	escape_gnuplot(chart->file, text);
	fprintf(chart->file, " %s noenhanced\n", place);
}

void chart_label_printable(struct chart *chart, int tag, const char *printable, const char *place)
{
	glyphs_ask(chart->file, &chart->glyphs, span_of(printable));
	fprintf(chart->file, "set label %d ", tag);
	escape_gnuplot_printable(chart->file, printable);
	fprintf(chart->file, " %s noenhanced\n", place);
}

const char *chart_process_name(struct arena *arena, const struct process *process, size_t limit)
{
	const char *pid = text_format(arena, " (%d)", (int)process->pid);
	size_t columns = strlen(pid);

	return text_format(arena, "%s%s",
		escape_printable(arena, process->name, limit > columns + 4 ? limit - columns : 4),
		pid);
}

void chart_claim(struct chart *chart, const struct process *process, const char *what)
{
	enum { TITLE_COLUMNS = 72 };
	size_t columns = escape_columns(what);
	const char *name = chart_process_name(
		chart->arena, process, TITLE_COLUMNS > columns ? TITLE_COLUMNS - columns : 0);
	const char *text = text_format(chart->arena, "%s%s", name, what);

	chart_label_printable(chart, 89, text,
		"at screen 0.02, screen 1-28.0/height left font fb(13) textcolor rgb c_fg");
}

void chart_title(struct chart *chart, const struct process *process, const char *what)
{
	chart_claim(chart, process, text_format(chart->arena, ": %s", what));
}

const char *chart_color(enum verdict_kind verdict)
{
	static const char *const colors[VERDICTS] = { [VERDICT_LEAK] = "c_leak",
		[VERDICT_SUSPECT] = "c_suspect",
		[VERDICT_STABLE] = "c_stable",
		[VERDICT_INCONCLUSIVE] = "c_inconclusive" };

	return colors[verdict];
}

void chart_chip(struct chart *chart, const char *code, const char *color)
{
	/* a capital letter of DejaVu Sans Bold at 11 points is about 9.6 CSS pixels wide */
	double half = ((double)strlen(code) * 9.6 + 22) / 2;

	fprintf(chart->file,
		"chip = %.1f/width\n"
		"set object 90 rectangle from screen 0.975-2*chip, screen 1-44.0/height to screen 0.975, screen 1-14.0/height fillcolor rgb %s fillstyle solid 1 noborder front\n"
		"set label 90 '",
		half, color);
	for (; *code; code++)
		fputc(toupper((unsigned char)*code), chart->file);
	fputs("' at screen 0.975-chip, screen 1-29.0/height center front font fb(11) textcolor rgb c_bg\n",
		chart->file);
}

/* How many bytes of a sentence are its first line: whole words, no number cut, at most so many
 * bytes unless the first word is longer. */
static size_t line_of(const char *sentence, size_t most)
{
	size_t len = strlen(sentence), end = 0;

	for (const char *at = sentence; len > most && (at = text_next_break(at)); at++) {
		if (end && (size_t)(at - sentence) > most)
			break;
		end = (size_t)(at - sentence);
	}
	return end ? end : len;
}

void chart_sentence(struct chart *chart, const char *sentence, int top)
{
	enum { LINE = 112, LINE_HEIGHT = 15 };
	static const char place[] =
		"at screen 0.02, screen 1-%d.0/height left font f(9) textcolor rgb c_mute";
	size_t first = line_of(sentence, LINE), second;
	const char *rest = sentence + first + (sentence[first] == ' ');

	chart_label(
		chart, 3, (struct span){ sentence, first }, text_format(chart->arena, place, top));
	if (!*rest)
		return;
	second = line_of(rest, LINE);
	chart_label_printable(chart, 6,
		text_format(chart->arena, "%.*s%s", (int)second, rest, rest[second] ? " ..." : ""),
		text_format(chart->arena, place, top + LINE_HEIGHT));
}

/* So much of the smallest font fits below a chart. */
enum { FOOTER_BYTES = 155 };

void chart_provenance(struct chart *chart, const char *method)
{
	const struct analysis *analysis = chart->analysis;
	const char *run = wording_run(chart->arena, analysis);
	const char *text = text_format(chart->arena, "leakline %s   %.*s   %s   %s", VERSION,
		(int)analysis->run_name.len, analysis->run_name.at, run, method);

	/* the run has its length in the report, too; what the chart shows has its words only here
	 */
	if (strlen(text) > FOOTER_BYTES)
		text = text_format(chart->arena, "leakline %s   %.*s   %s", VERSION,
			(int)analysis->run_name.len, analysis->run_name.at, method);
	chart_label(chart, 91, span_of(text),
		"at screen 0.02, screen 11.0/height left font f(8) textcolor rgb c_mute");
}

void chart_time_tics(struct chart *chart, struct round_range range, size_t most)
{
	struct time_ticks ticks = time_ticks_of(chart->arena, chart->analysis, range, most);

	if (!*ticks.unit)
		return;
	fputs("set x2tics (", chart->file);
	for (size_t i = 0; i < ticks.count; i++)
		fprintf(chart->file, "%s'%g%s%s' %.6g", i ? ", " : "", ticks.items[i].value,
			i ? "" : " ", i ? "" : ticks.unit, ticks.items[i].round);
	fputs(") textcolor rgb c_mute scale 0.5\n", chart->file);
}

void chart_round_tics(struct chart *chart, double low, double high, int count)
{
	fprintf(chart->file, "set xtics %.8g; set format x '%%.0f'\n",
		axis_round_step(high - low, count));
}

void chart_round_label(struct chart *chart)
{
	fprintf(chart->file, "set xlabel '%s'\n",
		chart->analysis->info.action.len ? "action round" : "round");
}

/* In the child process: executes gnuplot -d (no ~/.gnuplot) in the folder, without a shell. The
 * scripts are UTF-8: in a locale that is not, gnuplot warns of each that it cannot convert a degree
 * sign. */
static void become_gnuplot(const char *folder, const char *set_term, const char *script)
{
	const char *locale = strcmp(nl_langinfo(CODESET), "UTF-8") ? "LC_ALL=C.UTF-8" : NULL;
	int null = open("/dev/null", O_RDONLY);

	signal(SIGPIPE,
		SIG_DFL); /* main.c ignores it, and an ignored signal stays ignored across exec */
	if (null >= 0 && chdir(folder) == 0 && dup2(null, STDIN_FILENO) >= 0) {
		if (locale)
			execlp("env", "env", locale, "gnuplot", "-d", "-e", set_term, script,
				(char *)NULL);
		execlp("gnuplot", "gnuplot", "-d", "-e", set_term, script, (char *)NULL);
	}
	_exit(127);
}

int gnuplot_render(const struct plot *plot, const char *format)
{
	const char *set_term = text_format(plot->arena, "term='%s'", format),
		   *script = text_format(plot->arena, "%s.gp", plot->name),
		   *picture =
			   text_format(plot->arena, "%s/%s.%s", plot->folder, plot->name, format);
	struct stat info;
	int status = -1;
	pid_t pid = fork();

	if (pid == 0)
		become_gnuplot(plot->folder, set_term, script);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (pid > 0 && WIFEXITED(status) && !WEXITSTATUS(status) && !stat(picture, &info) &&
		info.st_size)
		return 0;
	say("%s: gnuplot made no picture: %s (install gnuplot-nox, or run without --render)",
		picture,
		pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 127
			? "it could not be started"
			: "it failed");
	return -1;
}
