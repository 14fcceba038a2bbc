/* scenes.c - what the files of each round say of one process, side by side. */
#include "scenes.h"

#include <string.h>

#include "../base/list.h"
#include "columns_status.h"

static const enum points points_of[SCENE_SOURCES] = {
	[SCENE_STAT] = POINTS_STAT,
	[SCENE_STATUS] = POINTS_STATUS,
	[SCENE_PMAP] = POINTS_PMAP,
	[SCENE_MAPS] = POINTS_MAPS,
	[SCENE_JSTAT] = POINTS_JSTAT,
};

/* Every point begins with the index of its round. */
static uint32_t *at_of(const void *point)
{
	return (uint32_t *)point;
}

void scenes_gather(struct scenes *scenes, struct pid_columns *pid)
{
	size_t next[SCENE_SOURCES] = { 0 };

	for (scenes->count = 0;; scenes->count++) {
		struct scene scene = { .at = UINT32_MAX };

		for (size_t i = 0; i < SCENE_SOURCES; i++) {
			struct point_list *list = columns_list(pid, points_of[i]);

			if (next[i] == list->count)
				continue;
			scene.point[i] = (char *)list->items + next[i] * columns_size(points_of[i]);
			if (*at_of(scene.point[i]) < scene.at)
				scene.at = *at_of(scene.point[i]);
		}
		if (scene.at == UINT32_MAX)
			return;
		for (size_t i = 0; i < SCENE_SOURCES; i++) {
			if (!scene.point[i])
				continue;
			if (*at_of(scene.point[i]) == scene.at)
				next[i]++;
			else
				scene.point[i] = NULL;
		}
		if (scene.point[SCENE_STATUS])
			scene.rest = columns_status_rest(pid, scene.point[SCENE_STATUS]);
		scenes->items = list_room(
			scenes->items, scenes->count + 1, &scenes->room, sizeof *scenes->items);
		scenes->items[scenes->count] = scene;
	}
}

void scenes_drop_odd(const struct scenes *scenes, struct pid_columns *pid)
{
	for (size_t i = 0; i < scenes->count; i++)
		for (size_t j = 0; j < SCENE_SOURCES; j++)
			if (scenes->items[i].odd & 1u << j && scenes->items[i].point[j])
				*at_of(scenes->items[i].point[j]) = UINT32_MAX;
	for (size_t j = 0; j < SCENE_SOURCES; j++) {
		struct point_list *list = columns_list(pid, points_of[j]);
		char *items = list->items;
		size_t size = columns_size(points_of[j]), kept = 0;

		for (size_t i = 0; i < list->count; i++) {
			if (columns_at(list, size, i) == UINT32_MAX)
				continue;
			if (kept != i)
				memcpy(items + kept * size, items + i * size, size);
			kept++;
		}
		list->count = kept;
	}
}

bool scenes_are_few(size_t some, size_t all)
{
	enum { LEAST = 8, EXCEPTIONS = 2, SHARE = 20 };

	return all >= LEAST && (some <= EXCEPTIONS || some <= all / SHARE);
}
