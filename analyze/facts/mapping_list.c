/* mapping_list.c - the mappings of one process in one round. */
#include "mapping_list.h"

int64_t group_list_kib(const struct group_list *list)
{
	int64_t kib = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct group_sum *sum = group_list_sum(list, i);

		kib += sum ? sum->kib : 0;
	}
	return kib;
}

const struct group_sum *group_list_sum(const struct group_list *list, size_t number)
{
	const struct group_sum *sum =
		number < list->count ? &list->pieces[number / GROUP_PIECE][number % GROUP_PIECE]
				     : NULL;

	return sum && sum->count ? sum : NULL;
}

void group_sum_mode(const struct group_sum *sum, char *mode)
{
	mode[0] = sum->rwx & 4 ? 'r' : '-';
	mode[1] = sum->rwx & 2 ? 'w' : '-';
	mode[2] = sum->rwx & 1 ? 'x' : '-';
	mode[3] = sum->fourth;
	mode[4] = sum->fourth ? sum->fifth : '\0';
	mode[5] = '\0';
}
