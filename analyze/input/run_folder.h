/* run_folder.h - members of a folder: its regular files, and those below. */
#ifndef LEAKLINE_RUN_FOLDER_H
#define LEAKLINE_RUN_FOLDER_H

#include "run_batch.h"

struct notes;

enum { RUN_MEMBERS_LIMIT = 10000000 };

/* All zero but fd, which stays the caller's, is a folder that was not listed. */
struct run_folder {
	int fd;
	char **names; /* sorted */
	size_t count, room, next;
	char *unlisted; /* the first sub-folder that could not be listed to its end, or the folder
			   itself: empty; NULL: none */
	int error;      /* why, an errno */
};

/* Lists the names. 0, or -1 with errno where there are none for that. */
int run_folder_list(struct run_folder *folder);

/* The next names; how many. */
size_t run_folder_next(struct run_folder *folder, struct run_batch *batch);

/* A member's bytes, read into the buffer. 0, or -1 where it cannot be read: then a note says so. */
int run_folder_read(const struct run_folder *folder, struct run_member *member,
	struct run_buffer *buffer, struct notes *notes);

void run_folder_free(struct run_folder *folder);

#endif
