/* run_folder.h - members of a folder: its regular files, and those in sub-folders. */
#ifndef LEAKLINE_RUN_FOLDER_H
#define LEAKLINE_RUN_FOLDER_H

#include "run_batch.h"

struct notes;

enum { RUN_MEMBERS_LIMIT = 10000000 };

/* All zero except fd, which stays the caller's, is a folder not yet listed. */
struct run_folder {
	int fd;
	char **names; /* sorted */
	size_t count, room, next;
	size_t limit;   /* of names; 0: RUN_MEMBERS_LIMIT */
	bool over;      /* there are more than that: the others are left out */
	char *unlisted; /* the first sub-folder not listed completely (empty: the folder itself);
			   NULL: none */
	int error;      /* the errno for unlisted; 0: it is nested too deep */
};

/* Lists the names. Returns 0, or -1 with errno if no name was found because of an error. */
int run_folder_list(struct run_folder *folder);

/* A folder that has these files alone, wherever they are. */
void run_folder_of_files(struct run_folder *folder, const char *const *paths, size_t count);

/* Fills the batch with the next names; returns their number. */
size_t run_folder_next(struct run_folder *folder, struct run_batch *batch);

/* Reads a member's bytes into the buffer. Returns 0, or -1 with a note if it cannot be read. */
int run_folder_read(const struct run_folder *folder, struct run_member *member,
	struct run_buffer *buffer, struct notes *notes);

void run_folder_free(struct run_folder *folder);

#endif
