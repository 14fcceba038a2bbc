/* ps_forms.h - of which tables of ps the resident memory of a process is taken, where their columns
 * differ. */
#ifndef LEAKLINE_PS_FORMS_H
#define LEAKLINE_PS_FORMS_H

#include <stdbool.h>
#include <stdint.h>

#include "columns.h"

/*
 * Points of ps of one PID, in the order of their ranks. form_of, round_of: by rank, the form of a
 * table and its round. Several tools that tell a process in the same rounds may read it from
 * elsewhere: values from tables of a rarer form become unknown, and the process stays present. True
 * if there were any. With is_log one ps made them all: forms of which each goes on for rounds
 * before another comes are other columns of the same values, and all stay.
 */
bool ps_forms_choose(
	struct point_list *list, const uint32_t *form_of, const uint32_t *round_of, bool is_log);

#endif
