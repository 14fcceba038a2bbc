/* page_refusal.c - tables of wikis and web pages, and exports of clouds in words. */
#include "page_refusal.h"

#include <stddef.h>

/* DATAPOINTS 24.5 2026-11-02T08:00:00Z Megabytes of the AWS CLI, in no order of time */
static bool is_datapoint(struct span line)
{
	return span_starts(line, "DATAPOINTS\t");
}

static bool is_html(struct span line)
{
	return span_starts(line, "<!DOCTYPE html") || span_starts(line, "<html") ||
	       span_find_text(line, "<table") >= 0 || span_find_text(line, "<tr>") >= 0 ||
	       span_find_text(line, "<td>") >= 0;
}

const char *page_refusal(struct span line)
{
	if (span_starts(line, "{|"))
		return "a table of MediaWiki: make a CSV of it, as in `sed -n 's/^[!|] //p' log | sed 's/ *[|!][|!] */,/g' >named.log`";
	if (is_html(line))
		return "a web page: save its table as CSV, with a header that names its columns (time,pid,rss_kb), or record `ps -o pid,rss,args`";
	if (is_datapoint(line))
		return "the AWS CLI prints its values without their names in this form: take `--output json`";
	return NULL;
}
