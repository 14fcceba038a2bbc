/* scenes.h - what the files of each round say of one process, side by side. */
#ifndef LEAKLINE_SCENES_H
#define LEAKLINE_SCENES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pid_columns;
struct status_rest;

/* In the order in which a collector reads them. maps: maps or smaps. */
enum scene_source { SCENE_STAT, SCENE_STATUS, SCENE_PMAP, SCENE_MAPS, SCENE_JSTAT, SCENE_SOURCES };

/* One process in one round. */
struct scene {
	uint32_t at;  /* index of the round */
	unsigned odd; /* bit set of 1u << enum scene_source: they are not to be believed */
	void *point[SCENE_SOURCES];     /* in the PID's columns, by source; NULL: absent */
	const struct status_rest *rest; /* of the point of status; NULL: absent */
};

/* In order of rounds. All zero is empty; items are for free(). */
struct scenes {
	struct scene *items;
	size_t count, room;
};

/* Fills scenes with what the sorted columns of a PID have, instead of what it held. */
void scenes_gather(struct scenes *scenes, struct pid_columns *pid);

/* Takes the points that are odd out of the columns; the scenes' points are invalid then. */
void scenes_drop_odd(const struct scenes *scenes, struct pid_columns *pid);

/* Are that many of so many rounds so few that they are exceptions? */
bool scenes_are_few(size_t some, size_t all);

#endif
