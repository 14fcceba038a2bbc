/* native_names.h - the names of users and terminals that ps shows for numbers */
#ifndef LEAKLINE_NATIVE_NAMES_H
#define LEAKLINE_NATIVE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Room for the name of a user or a terminal, and NUL. */
enum { NATIVE_NAMES_ROOM = 23 };

/* A name that was looked up; ps shows no more than 8 bytes of a user's, and that it is longer. */
struct native_name {
	int64_t number; /* user id, or device number of a terminal */
	bool known;     /* false: there is none; name is empty */
	char name[NATIVE_NAMES_ROOM];
};

/* Names already looked up, a few dozen at most. Zeroed is empty; native_names_free() frees them. */
struct native_names {
	struct native_name *names;
	size_t count, room;
};

/* What was looked up for NUMBER, or NULL. Valid until the next native_names_add. */
const struct native_name *native_names_find(const struct native_names *cache, int64_t number);

/* A new entry for NUMBER, not known yet, or NULL without memory. */
struct native_name *native_names_add(struct native_names *cache, int64_t number);

/* Drops numbers without a name, so that they are looked up again. */
void native_names_forget_unknown(struct native_names *cache);

void native_names_free(struct native_names *cache);

/* Finds the first line of PASSWD, the len bytes of /etc/passwd, with this user id, and stores its
 * name, cut if longer than entry->name. */
void native_names_user(const char *passwd, size_t len, uint64_t uid, struct native_name *entry);

/* How many names native_names_terminal can propose. */
enum { NATIVE_TERMINAL_GUESSES = 4 };

/* Proposes the GUESS-th (0 is the likeliest) name below /dev of the terminal with this number of
 * field 7 of stat, by the len bytes of /proc/tty/drivers. False: there are no more. */
bool native_names_terminal(const char *drivers, size_t len, int64_t terminal, int guess,
	char name[static NATIVE_NAMES_ROOM]);

/* Major and minor number in field 7 of stat. */
unsigned native_names_major(int64_t terminal);
unsigned native_names_minor(int64_t terminal);

#endif
