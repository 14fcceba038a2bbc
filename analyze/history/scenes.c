/* scenes.c - what the files of each round say of one process, side by side. */
#include "scenes.h"

#include <string.h>

#include "../base/list.h"
#include "columns.h"

/* Where the columns have the points of a source. */
static const struct {
	size_t list, size;
} places[SCENE_SOURCES] = {
	[SCENE_STAT] = { offsetof(struct pid_columns, stat), sizeof(struct stat_point) },
	[SCENE_STATUS] = { offsetof(struct pid_columns, status), sizeof(struct status_point) },
	[SCENE_PMAP] = { offsetof(struct pid_columns, pmap), sizeof(struct pmap_point) },
	[SCENE_MAPS] = { offsetof(struct pid_columns, maps), sizeof(struct pmap_point) },
	[SCENE_JSTAT] = { offsetof(struct pid_columns, jstat), sizeof(struct jstat_point) },
};

static struct point_list *list_of(struct pid_columns *pid, size_t source)
{
	return (struct point_list *)(void *)((char *)pid + places[source].list);
}

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
			struct point_list *list = list_of(pid, i);

			if (next[i] == list->count)
				continue;
			scene.point[i] = (char *)list->items + next[i] * places[i].size;
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
		struct point_list *list = list_of(pid, j);
		char *items = list->items;
		size_t kept = 0;

		for (size_t i = 0; i < list->count; i++) {
			if (*at_of(items + i * places[j].size) == UINT32_MAX)
				continue;
			if (kept != i)
				memcpy(items + kept * places[j].size, items + i * places[j].size,
					places[j].size);
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
