/* kind_text.c - recognises the kind of a text by its content. */
#include "kind_text.h"

#include "../input/archive_members.h"
#include "../parse/parse_ps.h"
#include "../parse/parse_smaps.h"
#include "../parse/parse_status.h"
#include "../parse/parse_status_bare.h"

/* `DIGITS:` and a blank: the first line of a block of pmap. Seconds since 1970 are more than any
 * PID. */
static bool is_pmap_header(struct span line)
{
	enum { PID_TO = 1000000000 };
	ptrdiff_t colon = span_find(line, ':');
	uint64_t pid;

	return colon > 0 && span_number((struct span){ line.at, (size_t)colon }, PID_TO, &pid) &&
	       (size_t)colon + 1 < line.len && line.at[colon + 1] == ' ' &&
	       !parse_status_bare_takes(span_trim(span_from(line, (size_t)colon + 1)));
}

/* `DIGITS (NAME) S` and numbers: stat (a table of ps may begin with a PID and a name in brackets,
 * too). */
static bool is_stat(struct span line)
{
	enum { FIELDS = 10 };
	struct span rest, field;
	int fields = 0;
	ptrdiff_t blank = span_find(line, ' ');
	uint64_t pid;

	if (blank <= 0 || !span_number((struct span){ line.at, (size_t)blank }, INT32_MAX, &pid) ||
		(size_t)blank + 1 >= line.len || line.at[blank + 1] != '(' ||
		span_rfind(line, ')') <= 0)
		return false;
	rest = span_from(line, (size_t)span_rfind(line, ')') + 1);
	while (fields < FIELDS && span_field(&rest, &field))
		fields++;
	return fields == FIELDS;
}

/* `==> /proc/PID/KIND <==` of tail -v. */
static enum kind kind_of_tail(struct span line)
{
	struct span rest = line, path;
	enum kind kind;

	span_field(&rest, &path); /* ==> */
	if (!span_field(&rest, &path))
		return KIND_NONE;
	kind = kind_by_name(span_from(path, (size_t)(span_rfind(path, '/') + 1)));
	return kind == KIND_STATUS || kind == KIND_STAT || kind == KIND_MAPS ||
			       kind == KIND_SMAPS || kind == KIND_SMAPS_ROLLUP
		       ? kind
		       : KIND_NONE;
}

enum kind kind_of_line(struct span line)
{
	/* paste(1) may have put the lines of a status into one */
	if (span_starts(line, "Name:\t"))
		return span_find_text(line, "VmRSS:") < 0 ? KIND_STATUS : KIND_NONE;
	if (parse_smaps_header(line) >= 0)
		return kind_of_tail(line);
	if (span_starts(line, "PRM ") || span_is(line, "RESET"))
		return KIND_ATOP;
	if (span_starts(line, "CMDLINE ") ||
		(span_starts(line, "MEM ") && span_digits(span_from(line, 4))))
		return KIND_MPROF;
	if (span_starts(line, "# Elapsed time"))
		return KIND_PSRECORD;
	if (span_starts(line, "MemTotal:"))
		return KIND_MEMINFO;
	if (span_starts(line, "slabinfo - version"))
		return KIND_SLABINFO;
	if (span_starts(line, "nr_free_pages "))
		return KIND_VMSTAT;
	if (parse_ps_header(line))
		return KIND_PS;
	if (is_pmap_header(line))
		return KIND_PMAP;
	return is_stat(line) ? KIND_STAT : KIND_NONE;
}

enum kind kind_by_bytes(struct span bytes)
{
	return archive_members_is_proc(bytes) ? KIND_SMEMCAP : KIND_NONE;
}

enum kind kind_by_content(struct span text)
{
	struct span line;

	if (kind_by_bytes(text) != KIND_NONE)
		return kind_by_bytes(text);
	/* a banner or messages may come before the first line that shows the kind */
	for (int lines = 0; lines < 20 && span_line(&text, &line, NULL); lines++) {
		enum kind kind = kind_of_line(line);

		if (kind != KIND_NONE)
			return kind;
	}
	return KIND_NONE;
}
