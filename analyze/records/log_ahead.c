/* log_ahead.c - what only several lines of a log show of what stands in front of them. */
#include "log_ahead.h"

#include "json_message.h"
#include "line_controls.h"
#include "line_elapsed.h"
#include "../cells/amount.h"
#include "../cells/line_front.h"
#include "../cells/line_owner.h"
#include "../cells/line_pids.h"
#include "../cells/line_tag.h"
#include "log_front.h"
#include "../cells/moment.h"

/* Do the lines behind its dates begin with numbers of which one comes again? Rounds are counted on,
 * so these are PIDs. */
static bool takes_pid(uint64_t *seen, size_t *count, struct span line)
{
	struct span word;
	uint64_t pid;

	if (!span_field(&line, &word) || !span_number(span_strip(word, "", ":"), INT32_MAX, &pid) ||
		!pid || !span_field(&line, &word) || !span_is_letter(word.at[0]) ||
		/* 24004 KB RSS */
		amount_unit(word) > 0)
		return false;
	for (size_t i = 0; i < *count; i++)
		if (seen[i] == pid)
			return true;
	seen[(*count)++] = pid;
	return false;
}

/* Has a scrape the resident memory of containers, beside what they use in all? */
static bool has_container_rss(struct span text)
{
	enum { ENOUGH = 1 << 20 };

	if (text.len > ENOUGH)
		text.len = ENOUGH;
	return span_find_text(text, "container_memory_rss{") >= 0;
}

/* The last line of what `diagnose sys top-mem` of Fortinet prints, which counts its processes. */
static bool has_top_mem(struct span text)
{
	enum { ENOUGH = 1 << 16 };

	if (text.len > ENOUGH)
		text.len = ENOUGH;
	return span_find_text(text, "\nTop-") >= 0 && span_find_text(text, " memory used: ") >= 0;
}

static bool has_either(struct span line, const char *text, const char *other)
{
	return span_find_text(line, text) >= 0 || span_find_text(line, other) >= 0;
}

/* Used Memory, Free Memory and Total Memory in a line each, as programs in Java print their heap.
 */
static bool has_free_lines(struct span text)
{
	enum { LINES = 12 };
	bool used = false, free = false, total = false;
	struct span line;

	for (int lines = 0; lines < LINES && span_line(&text, &line, NULL); lines++) {
		used |= has_either(line, "sed mem", "sed Mem");
		free |= has_either(line, "ree mem", "ree Mem");
		total |= has_either(line, "otal mem", "otal Mem") ||
			 has_either(line, "ax mem", "ax Mem");
	}
	return used && free && total;
}

enum { FRONT_PLACES = 2 * LINE_SHORT_FRONTS };

/* What the lines that are looked at have in front of them. All zero to begin. */
struct ahead {
	struct moment moment;
	struct line_owners owners;
	struct line_tags tags;
	struct line_pids pids, springs, fronts[FRONT_PLACES];
	uint64_t seen[LOG_LINES_AHEAD];
	size_t seen_count, told, services;
	struct line_elapsed elapsed;
	bool has_json; /* objects tell who wrote a text */
};

/* Takes a line for all of it; is_far: for its PIDs alone. */
static void look_at(
	struct form_reading *reading, struct ahead *ahead, struct span line, bool is_far)
{
	struct line_tag tag = { .time_ms = -1 };
	struct span service, rest;
	int32_t spring;
	bool is_new;

	if (span_starts(line, "{") && json_message_front(reading->table, line, &tag)) {
		ahead->has_json |= tag.tag.len > 0;
		line_tags_take(&ahead->tags, &tag);
		return;
	}
	line = log_front_count(log_front_priority(span_trim(line_controls_front(line)), &is_new));
	line_elapsed_see(&ahead->elapsed, line);
	service = line_owner_service(line, &line);
	if (moment_take(&ahead->moment, line, &tag.time_ms, &rest))
		line = rest;
	else
		tag.time_ms = -1;
	if (!service.len)
		service = line_owner_service(line, &line);
	line_pids_take(&ahead->pids, line, line_owner_pid(line), tag.time_ms);
	for (size_t i = 0; i < FRONT_PLACES && line_owner_memory_at(line) < line.len; i++)
		line_pids_take(
			&ahead->fronts[i], line, line_front_pid(line, i, &rest), tag.time_ms);
	rest = line_tag_spring(line, &spring);
	line_pids_take(&ahead->springs, rest, spring, tag.time_ms);
	if (is_new)
		log_front_header(reading->table, line, &tag.tag, &tag.host);
	else
		tag.tag = line_tag_find(line, &tag.host);
	tag.key = line_owner_memory_key(line);
	line_tags_take(&ahead->tags, &tag);
	if (is_far)
		return;
	ahead->told += line.len > 0;
	ahead->services += service.len > 0;
	line_owners_take(&ahead->owners, line, tag.time_ms);
	reading->has_pids |= takes_pid(ahead->seen, &ahead->seen_count, line);
}

/* A PID may change for the first time long behind the beginning: some lines of each part of the
 * rest are looked at, too. */
static void look_far(struct form_reading *reading, struct ahead *ahead, struct span text)
{
	enum { PARTS = 16, LINES = 30, SMALL = 48 << 10 };
	size_t step = text.len / PARTS;
	struct span line;

	/* all of a small one: where each number begins and ends is seen then */
	if (text.len <= SMALL) {
		while (span_line(&text, &line, NULL))
			look_at(reading, ahead, line, true);
		return;
	}
	for (size_t part = 0; part < PARTS; part++) {
		struct span rest = span_from(text, part * step);

		/* it begins within a line */
		if (part && !span_line(&rest, &line, NULL))
			return;
		line_pids_pause(&ahead->pids);
		line_pids_pause(&ahead->springs);
		for (size_t i = 0; i < FRONT_PLACES; i++)
			line_pids_pause(&ahead->fronts[i]);
		for (int lines = 0;
			lines < LINES && rest.len && rest.at < text.at + (part + 1) * step &&
			span_line(&rest, &line, NULL);
			lines++)
			look_at(reading, ahead, line, true);
	}
}

void log_ahead(struct form_reading *reading, struct span text)
{
	struct record_table *table = reading->table;
	struct ahead *ahead = arena_take(table->arena, sizeof *ahead);
	struct span line;

	reading->has_container_rss = has_container_rss(text);
	reading->has_free_lines = has_free_lines(text);
	reading->has_top_mem = has_top_mem(text);
	for (int lines = 0; lines < LOG_LINES_AHEAD && span_line(&text, &line, NULL); lines++)
		look_at(reading, ahead, line, false);
	look_far(reading, ahead, text);
	reading->tag_count = line_tags_names(&ahead->tags, reading->tag_names);
	for (size_t i = 0; i < reading->tag_count; i++)
		reading->tag_names[i] =
			intern(&table->names.texts, table->arena, reading->tag_names[i]);
	reading->has_json_tags = ahead->has_json;
	reading->has_elapsed = line_elapsed_counts(&ahead->elapsed);
	reading->has_program_pids = ahead->tags.are_in_turn;
	reading->has_programs = ahead->tags.are_several || ahead->tags.are_in_turn;
	reading->has_owners = line_owners_tell(&ahead->owners);
	reading->has_services = ahead->services && ahead->services * 10 >= ahead->told * 8;
	reading->has_bracket_pids = line_pids_tell(&ahead->pids);
	for (size_t i = FRONT_PLACES; i-- > 0;)
		if (line_pids_change(&ahead->fronts[i]))
			reading->front_place = i + 1;
	reading->no_spring_pids = ahead->springs.are_twice;
}
