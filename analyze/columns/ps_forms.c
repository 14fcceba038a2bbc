/* ps_forms.c - of which tables of ps the resident memory of a process is taken, where their columns
 * differ. */
#include "ps_forms.h"

#include <stddef.h>

enum { FORMS = 8 }; /* tools of one run */

/* Of a member, by its rank: the form of its table, and its round. */
struct forms {
	const uint32_t *form_of, *round_of;
};

/* A form in the points of a PID. */
struct seen {
	uint32_t form, last;
	size_t count;
	bool coarse; /* all of its sizes are whole MiB, as those of top may be */
};

/* Sizes in MiB hide what those in KiB show. */
static size_t weight(const struct seen *seen)
{
	return seen->coarse ? seen->count / 2 : seen->count;
}

/* The form that most points have; in a tie the later one. */
static uint32_t common_form(const struct ps_point *points, size_t count, const struct forms *forms)
{
	struct seen seen[FORMS] = { { 0, 0, 0, false } };
	enum { MIB = 1024 };
	size_t best = 0, known = 0;

	for (size_t i = 0; i < count; i++) {
		size_t f = 0;

		while (f < known && seen[f].form != forms->form_of[points[i].at])
			f++;
		if (f == known) {
			if (known == FORMS)
				continue;
			seen[known++].coarse = true;
		}
		seen[f].form = forms->form_of[points[i].at];
		seen[f].last = points[i].at;
		seen[f].coarse &= columns_kib(points[i].rss) % MIB == 0;
		seen[f].count++;
	}
	for (size_t f = 1; f < known; f++)
		if (weight(&seen[f]) > weight(&seen[best]) ||
			(weight(&seen[f]) == weight(&seen[best]) && seen[f].last > seen[best].last))
			best = f;
	return seen[best].form;
}

/* Are no two forms in one round, and does each end before another begins, or go on for rounds, as
 * where somebody typed other columns now and then? Then there is nothing to choose. */
static bool follow(const struct ps_point *points, size_t count, const struct forms *forms)
{
	enum { ROUNDS = 4 }; /* of a form, in the mean: tools in turn have one or two */
	uint32_t ended[FORMS];
	size_t changes = 0, known = 0;
	bool returns = false;

	for (size_t i = 1; i < count; i++) {
		uint32_t before = points[i - 1].at, at = points[i].at;

		if (forms->form_of[at] == forms->form_of[before])
			continue;
		if (known == FORMS || forms->round_of[at] == forms->round_of[before])
			return false;
		changes++;
		if (!returns)
			ended[known++] = forms->form_of[before];
		for (size_t f = 0; f < known; f++)
			returns |= ended[f] == forms->form_of[at];
	}
	return !returns || (changes + 1) * ROUNDS <= count;
}

bool ps_forms_choose(
	struct point_list *list, const uint32_t *form_of, const uint32_t *round_of, bool is_log)
{
	struct forms forms = { form_of, round_of };
	struct ps_point *points = list->items;
	uint32_t form;
	bool mixed = false;

	if (is_log && follow(points, list->count, &forms))
		return false;
	form = common_form(points, list->count, &forms);
	for (size_t i = 0; i < list->count; i++) {
		if (form_of[points[i].at] == form)
			continue;
		mixed = true;
		/* the last point of a round stays, with the value of an earlier one in the common
		 * form */
		points[i].rss = i > 0 && round_of[points[i - 1].at] == round_of[points[i].at]
					? points[i - 1].rss
					: UINT32_MAX /* unknown */;
	}
	return mixed;
}
