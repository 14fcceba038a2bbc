/* odd_sizes.c - finds files that tell another size of the address space than the others do. */
#include "odd_sizes.h"

#include "columns.h"
#include "scenes.h"

/* Two readings of one number, the earlier and the later one of a round. */
struct pair {
	enum scene_source early, late;
};

enum {
	PAIRS = 3,
	DAMAGED = 2 /* rounds that one accident spoils: two files change places */
};

static const struct pair pairs[PAIRS] = {
	{ SCENE_STAT, SCENE_STATUS },
	{ SCENE_STATUS, SCENE_PMAP },
	{ SCENE_STATUS, SCENE_MAPS },
};

/* What a pair says of a life. */
struct agreement {
	int64_t apart; /* late less early, in nearly all rounds */
	bool holds;
	bool races; /* more often than damage would, it allocates between the two readings */
};

/* The number of a pair as a source gives it; -1: it does not. */
static int64_t told_by(const struct scene *scene, const struct pair *pair, enum scene_source source)
{
	const struct status_rest *status = scene->rest;
	const struct pmap_point *pmap;

	if (!scene->point[source] || (scene->odd & 1u << source))
		return -1;
	if (source == SCENE_STAT)
		return columns_kib(((const struct stat_point *)scene->point[source])->size);
	if (source == SCENE_STATUS)
		return pair->early == SCENE_STAT ? columns_kib(status->size) : status->data_stack;
	pmap = scene->point[source];
	return pmap->private_kib;
}

/* False: one of the two is not known. */
static bool both(const struct scene *scene, const struct pair *pair, int64_t *early, int64_t *late)
{
	*early = told_by(scene, pair, pair->early);
	*late = told_by(scene, pair, pair->late);
	return *early >= 0 && *late >= 0;
}

/* The only difference that can be that of most rounds (Boyer & Moore). */
static int64_t common_difference(const struct scenes *life, const struct pair *pair)
{
	int64_t common = 0, early, late;
	size_t weight = 0;

	for (size_t i = 0; i < life->count; i++) {
		if (!both(&life->items[i], pair, &early, &late))
			continue;
		common = weight ? common : late - early;
		weight += late - early == common ? 1 : (size_t)-1;
	}
	return common;
}

/* Do the two move together? Where neither ever moves, they say nothing of each other. */
static struct agreement agreement_of(const struct scenes *life, const struct pair *pair)
{
	struct agreement agreement = { common_difference(life, pair), false, false };
	size_t known = 0, off = 0;
	int64_t first = -1, early, late;
	bool moved = false;

	for (size_t i = 0; i < life->count; i++) {
		if (!both(&life->items[i], pair, &early, &late))
			continue;
		known++;
		if (late - early != agreement.apart) {
			off++;
			continue;
		}
		first = first < 0 ? early : first;
		moved |= early != first;
	}
	agreement.holds = moved && scenes_are_few(off, known);
	agreement.races = off > DAMAGED;
	return agreement;
}

static bool lies_between(int64_t value, int64_t a, int64_t b)
{
	return a <= b ? a <= value && value <= b : b <= value && value <= a;
}

/* Can the process have grown or shrunk between the two readings, as it did until the next round? */
static bool is_explained(
	const struct scenes *life, size_t i, const struct pair *pair, int64_t apart)
{
	int64_t early, late, next = -1;

	both(&life->items[i], pair, &early, &late);
	for (size_t k = i + 1; k < life->count && next < 0; k++)
		next = told_by(&life->items[k], pair, pair->early);
	return next >= 0 ? lies_between(late - apart, early, next) : late - apart > early;
}

/* Does the process have these two sizes in no other round, and is there a round behind it? Then
 * neither is of another round's file, and what lies between two rounds does no harm. */
static bool is_of_no_round(
	const struct scenes *life, size_t i, const struct pair *pair, int64_t apart)
{
	int64_t early, late;
	bool later = false;

	both(&life->items[i], pair, &early, &late);
	for (size_t k = 0; k < life->count; k++) {
		int64_t other = k == i ? -1 : told_by(&life->items[k], pair, pair->early);

		if (other >= 0 && (other == late - apart || other == early))
			return false;
		later |= k > i && other >= 0;
	}
	return later;
}

/* Marks the files of one round that must be odd, as the pairs contradict each other otherwise. */
static void judge(const struct scenes *life, size_t i, const struct agreement *agreements)
{
	struct scene *scene = &life->items[i];
	size_t known = 0, off = 0, one = 0;
	bool explained = true;
	int64_t early, late;

	for (size_t p = 0; p < PAIRS; p++) {
		if (!agreements[p].holds || !both(scene, &pairs[p], &early, &late))
			continue;
		known++;
		if (late - early == agreements[p].apart)
			continue;
		off++;
		one = p;
		explained = explained && is_explained(life, i, &pairs[p], agreements[p].apart) &&
			    (agreements[p].races ||
				    is_of_no_round(life, i, &pairs[p], agreements[p].apart));
	}
	if (explained)
		return;
	/* status is in each pair: it is odd if no other file agrees with it */
	if (off == known)
		scene->odd |= 1u << SCENE_STATUS;
	if (off == 1)
		scene->odd |= 1u << (pairs[one].early == SCENE_STAT ? SCENE_STAT : pairs[one].late);
}

void odd_sizes_find(const struct scenes *life)
{
	struct agreement agreements[PAIRS];
	bool any = false;

	for (size_t p = 0; p < PAIRS; p++) {
		agreements[p] = agreement_of(life, &pairs[p]);
		any |= agreements[p].holds;
	}
	for (size_t i = 0; any && i < life->count; i++)
		judge(life, i, agreements);
}
