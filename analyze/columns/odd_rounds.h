/* odd_rounds.h - drops what contradicts the other files of its round, or the rounds around it. */
#ifndef LEAKLINE_ODD_ROUNDS_H
#define LEAKLINE_ODD_ROUNDS_H

struct columns;
struct notes;
struct round_list;

/*
 * A file of another round that was copied over looks right in itself. It shows by counts that go
 * back and return, by sizes that two files tell alike in nearly all rounds but this, and by counts
 * that stand still in this round alone. The points of such files are dropped, with a note each: a
 * gap is no value. Call it after columns_sort, with the same rounds.
 */
void odd_rounds_drop(struct columns *columns, const struct round_list *rounds, struct notes *notes);

#endif
