/* wording_heap.c - what is said of a live heap: bytes instead of pages. */
#include "wording_heap.h"

#include <math.h>

#include "../base/text.h"
#include "../verdict/method.h"
#include "blocks.h"
#include "wording.h"

/* From so many KiB on, bytes read worse. */
enum { KIB_FROM = 10 };

/* Processes that one line names. */
enum { MOST_NAMES = 5 };

const char *wording_heap_bytes(struct arena *arena, double kib)
{
	if (fabs(kib) >= KIB_FROM)
		return wording_size(arena, kib);
	return text_format(arena, "%s bytes", wording_kib(arena, kib * 1024.0));
}

const char *wording_heap_slope(
	struct arena *arena, const struct analysis *analysis, const struct trend *trend)
{
	bool large;
	double rate, low, high;

	if (!trend || !trend->has_late)
		return "-";
	rate = wording_per_round(analysis, trend->rate);
	low = wording_per_round(analysis, trend->rate_low);
	high = wording_per_round(analysis, trend->rate_high);
	large = fabs(rate) >= KIB_FROM;
	return text_format(arena, "%s %s/round",
		large ? wording_slope(arena, rate, low, high)
		      : wording_slope(arena, rate * 1024.0, low * 1024.0, high * 1024.0),
		large ? "KiB" : "B");
}

static bool is_rss_flat(const struct analysis *analysis, const struct finding *finding)
{
	const struct trend *trend = &finding->trend[METRIC_FOOTPRINT];
	double floor_kib = METHOD_FLOOR_PAGES * analysis->settings.page_kib;

	return finding->judged[METRIC_FOOTPRINT].state != STATE_GROW &&
	       !(trend->has_late && trend->rate_low * trend->span >= floor_kib);
}

/* Does it rise for certain, by less than what matters? */
static bool is_rss_creeping(const struct analysis *analysis, const struct finding *finding)
{
	const struct trend *trend = &finding->trend[METRIC_FOOTPRINT];
	double first, last;

	return trend->has_late && trend->rate_low > 0 &&
	       wording_ends(analysis, finding->process, METRIC_RSS, &first, &last) &&
	       last > first && last - first < METHOD_FLOOR_PAGES * analysis->settings.page_kib;
}

/* "RSS flat", "RSS +20 KiB in all", "RSS +2.5 ± 0.6 KiB/round". What grew before the end has a
 * change that is none now. */
static const char *rss_beside(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	const struct trend *trend = &finding->trend[METRIC_FOOTPRINT];
	double first = 0, last = 0, floor_kib = METHOD_FLOOR_PAGES * analysis->settings.page_kib;

	if (!trend->n)
		return "RSS was not measured";
	if (is_rss_flat(analysis, finding)) {
		bool moved = wording_ends(analysis, finding->process, METRIC_RSS, &first, &last) &&
			     fabs(last - first) >= floor_kib;

		if (is_rss_creeping(analysis, finding))
			return text_format(arena, "RSS %s KiB in all",
				wording_kib_change(arena, last - first));
		return moved ? "RSS flat at the end" : "RSS flat";
	}
	return text_format(arena, "RSS %s KiB/round%s", wording_late(arena, analysis, trend),
		wording_is_unlike_rss(
			analysis, finding->trend, wording_line_decimals(analysis, trend, trend))
			? WORDING_OF_ITS_OWN
			: "");
}

/* "blocks of 112 bytes (+1.000 a round)" */
static const char *deciding_blocks(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	const struct block_class *class = &finding->process->heap.classes[finding->heap.class_at];
	size_t count, growing;
	struct blocks_row *rows = blocks_rows(arena, analysis, finding, &count, &growing);
	const struct blocks_row *row = blocks_find(rows, count, class);

	return text_format(arena, "blocks of %s bytes (%s a round)",
		wording_kib(arena, (double)class->size), blocks_per_round(arena, row));
}

static const char *say_class(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	const char *sum = wording_heap_slope(arena, analysis, finding->heap.trend);
	const char *blocks = deciding_blocks(arena, analysis, finding);

	if (finding->verdict != VERDICT_LEAK)
		return text_format(arena,
			"%s grow in number, and the whole heap is too noisy to show it (%s): a leak, or a cache that fills",
			blocks, sum);
	return text_format(arena,
		finding->heap.pace.shrinks
			? "%s grow in number to the end of the run, beside others that slow down (%s in all)"
			: "%s grow in number to the end of the run, by what the whole heap is too noisy to show (%s)",
		blocks, sum);
}

/* Resident memory grows, bytes in use do not. */
static const char *say_retained(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	bool resident = finding->judged[METRIC_FOOTPRINT].state == STATE_GROW;
	const char *late = wording_late(
		arena, analysis, &finding->trend[resident ? METRIC_FOOTPRINT : METRIC_PRIVATE]);
	const struct trend *heap = finding->heap.trend;
	const char *used = wording_heap_slope(arena, analysis, heap);

	return text_format(arena, "%s grows by %s KiB a round, the blocks in use %s (heap %s): %s",
		resident ? "resident memory" : "private memory", wording_without_plus(late),
		heap && heap->has_late && heap->rate_low > 0 ? "by far less" : "do not", used,
		finding->judged[METRIC_PRIVATE].state == STATE_GROW
			? "malloc holds ever more free memory, in holes that do not fit"
			: "what was freed is kept, or another mapping is being touched");
}

static const char *say_touched(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	const char *shown = wording_heap_shown(arena, analysis, finding);

	return text_format(arena,
		"the blocks in use do not grow, and malloc takes no more memory: what rises is memory that it had before, and that is touched now%s%s",
		shown ? "; " : "", shown ? shown : "");
}

const char *wording_heap_because(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	if (!finding->heap.is_read)
		return NULL;
	switch (finding->reason) {
	case REASON_HEAP_GROWS:
	case REASON_HEAP_MASKED:
		return text_format(arena, "heap %s to the end of the run; %s",
			wording_heap_slope(arena, analysis, finding->heap.trend),
			rss_beside(arena, analysis, finding));
	case REASON_HEAP_RETAINED:
		return say_retained(arena, analysis, finding);
	case REASON_BELOW_BUDGET:
		return finding->decided_by != METRIC_HEAP
			       ? NULL
			       : text_format(arena, "heap %s, certain to be below the budget",
					 wording_heap_slope(arena, analysis, finding->heap.trend));
	case REASON_NO_GROWTH:
		return finding->decided_by != METRIC_HEAP ? NULL
							  : say_touched(arena, analysis, finding);
	case REASON_HEAP_CLASS:
		return say_class(arena, analysis, finding);
	default:
		return NULL;
	}
}

/* Did the heap earn a pass of its own? */
static bool has_passed(const struct finding *finding)
{
	const struct heap_finding *heap = &finding->heap;

	return heap->is_read && heap->verdict == VERDICT_STABLE && heap->detectable >= 0 &&
	       finding->process->heap.is_whole;
}

bool wording_heap_is_all(const struct analysis *analysis, const struct finding *finding)
{
	return finding->heap.outside_kib < analysis->settings.page_kib ||
	       finding->heap.outside_detectable < 0;
}

const char *wording_heap_shown(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	const struct heap_finding *heap = &finding->heap;
	const char *bytes, *step = "", *outside, *size;

	if (!has_passed(finding))
		return NULL;
	bytes = wording_heap_bytes(arena, wording_per_round(analysis, heap->detectable));
	if (heap->one_rise_kib > 0)
		step = text_format(arena,
			heap->one_rise_hides
				? ", unless the %s that came at once are one of its steps"
				: " (the %s that came at once may be one of its steps)",
			wording_heap_bytes(arena, heap->one_rise_kib));
	if (wording_heap_is_all(analysis, finding))
		return text_format(
			arena, "a leak above %s a round would have shown%s", bytes, step);
	size = wording_size(arena, heap->outside_kib);
	outside = wording_heap_bytes(arena, wording_per_round(analysis, heap->outside_detectable));
	return text_format(arena,
		"a leak above %s a round would have shown%s; in the %s that malloc does not hold, one above %s",
		bytes, step, size, outside);
}

double wording_heap_least(const struct analysis *analysis, const struct finding *finding)
{
	const struct heap_finding *heap = &finding->heap;

	if (!has_passed(finding))
		return -1;
	return wording_per_round(
		analysis, wording_heap_is_all(analysis, finding)
				  ? heap->detectable
				  : fmax(heap->detectable, heap->outside_detectable));
}

/* "1.2 MiB of free heap hide it for about 3 200 rounds more"; where RSS rises, as free pages are
 * touched, nothing is hidden, but it is taken in. */
static const char *hidden_line(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	const struct heap_finding *heap = &finding->heap;
	/* two digits: more are not known */
	double ten = pow(10, floor(log10(fmax(heap->hidden_rounds, 1.0))) - 1),
	       rounds = ten >= 1 ? round(heap->hidden_rounds / ten) * ten
				 : round(heap->hidden_rounds);
	const char *size = wording_size(arena, heap->free_kib);

	return text_format(arena, "%s of free heap %s for about %s rounds more", size,
		is_rss_flat(analysis, finding) && !is_rss_creeping(analysis, finding)
			? "hide it"
			: "take it in",
		wording_kib(arena, rounds));
}

/* Nothing of malloc in any round, only the name of another allocator. */
static bool is_only_recognised(const struct heap_view *heap)
{
	return !heap->complete && span_find_text(heap->allocator, "-not-read") > 0;
}

/* Why a heap was read in part, as far as the recording tells: pages in swap are left there. */
static const char *swapped_out(struct arena *arena, const struct process *process)
{
	const struct series *swap = &process->value[METRIC_SWAP];
	double most = 0;
	size_t rounds = 0;

	for (size_t i = 0; i < swap->n; i++) {
		rounds += swap->value[i] > 0;
		most = fmax(most, swap->value[i]);
	}
	if (!rounds || !process->heap.partial)
		return "";
	return text_format(arena,
		"; in %zu %s up to %s of the process was in swap, which is not read", rounds,
		rounds == 1 ? "round" : "rounds", wording_size(arena, most));
}

const char *wording_heap_unread(struct arena *arena, const struct finding *finding)
{
	const struct process *process = finding->process;
	const struct heap_view *heap = &process->heap;

	if (!heap->rounds || heap->complete == process->rounds)
		return NULL;
	if (is_only_recognised(heap))
		return text_format(arena, "the live heap is that of %.*s, which is not read",
			(int)span_find_text(heap->allocator, "-not-read"), heap->allocator.at);
	if (heap->unread == heap->rounds)
		return "the live heap could not be read: no right to, or nothing of it in the recording";
	return text_format(arena,
		"the live heap was read whole in %zu of %zu rounds (%zu partial, %zu unread)%s%s",
		heap->complete, process->rounds, heap->partial, heap->unread,
		(double)heap->complete < METHOD_HEAP_ROUNDS * (double)process->rounds
			? ": too few to judge by it"
			: "",
		swapped_out(arena, process));
}

/* "unread", "108 of 121 rounds", "v8" */
static const char *how_far_read(struct arena *arena, const struct finding *finding)
{
	const struct heap_view *heap = &finding->process->heap;

	if (is_only_recognised(heap))
		return text_format(arena, "%.*s", (int)span_find_text(heap->allocator, "-not-read"),
			heap->allocator.at);
	if (heap->unread == heap->rounds)
		return "unread";
	return text_format(arena, "%zu of %zu rounds", heap->complete, finding->process->rounds);
}

const char *wording_heap_passes(struct arena *arena, const struct analysis *analysis)
{
	struct text text;
	const char *line;
	size_t count = 0;

	text_begin(&text, arena);
	fputs("judged by pages alone, for the live heap was not read whole:", text.file);
	for (size_t i = 0; i < analysis->verdict_count; i++) {
		const struct finding *finding = wording_gravest(analysis, &analysis->verdicts[i]);
		const struct process *process = finding->process;

		if (finding->verdict != VERDICT_STABLE || !process->heap.rounds ||
			finding->heap.is_read || count++ >= MOST_NAMES)
			continue;
		fprintf(text.file, "%s %.*s (%s)", count > 1 ? "," : "", (int)process->name.len,
			process->name.at, how_far_read(arena, finding));
	}
	if (count > MOST_NAMES)
		fprintf(text.file, " and %zu more", count - MOST_NAMES);
	line = text_end(&text); /* it closes a file */
	return count ? line : NULL;
}

/* "malloc holds 3.1 MiB; 1.2 MiB of private memory are not its, and judged by pages" */
static const char *outside_line(struct arena *arena, const struct finding *finding)
{
	const struct heap_view *heap = &finding->process->heap;
	const char *held, *outside;

	if (!finding->heap.is_read || finding->heap.outside_kib < 0)
		return NULL;
	held = wording_size(arena, heap->held_kib);
	outside = wording_size(arena, finding->heap.outside_kib);
	return text_format(arena, "malloc holds %s; the other %s of private memory %s%s", held,
		outside,
		finding->heap.outside_grows ? "grow by themselves, and are judged by pages"
					    : "are judged by pages",
		heap->is_whole ? "" : ": the heap of its runtime is there, and was not read");
}

size_t wording_heap_lines(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, const char *lines[WORDING_HEAP_LINES])
{
	const char *line;
	size_t count = 0;

	if (finding->heap.hidden_rounds > 0)
		lines[count++] = hidden_line(arena, analysis, finding);
	if ((line = outside_line(arena, finding)))
		lines[count++] = line;
	if ((line = wording_heap_unread(arena, finding)))
		lines[count++] = line;
	return count;
}
