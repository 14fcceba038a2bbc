/* report_style.h - the colours of verdicts on a terminal. */
#ifndef LEAKLINE_REPORT_STYLE_H
#define LEAKLINE_REPORT_STYLE_H

#include "../verdict/verdict.h"
#include "report.h"

/* The parameters of an SGR sequence (ECMA-48); NULL: no colour. */
const char *report_style_color(const struct report *report, enum verdict_kind verdict);

#endif
