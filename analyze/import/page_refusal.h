/* page_refusal.h - tables of wikis and web pages, and exports of clouds in words. */
#ifndef LEAKLINE_PAGE_REFUSAL_H
#define LEAKLINE_PAGE_REFUSAL_H

#include "../base/span.h"

/* The advice for a line of such a page; NULL: it is none. */
const char *page_refusal(struct span line);

#endif
