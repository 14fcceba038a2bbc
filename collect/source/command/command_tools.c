/* command_tools.c - finds out which tools a host has, and what host it is */
#include "command_tools.h"

#include <string.h>

#include "../../base/format.h"
#include "../../base/text.h"

/* The ways to get a table of all processes, best first: what its first line must contain, and what
 * run.info says about it. */
static const struct {
	const char *command, *word, *remark;
} tables[] = {
	{ "ps aux", "RSS", "" },
	{ "ps -A -o USER,PID,%CPU,%MEM,VSZ,RSS,TTY,STAT,STIME,TIME,ARGS", "RSS", "" },
	{ "ps -o pid,user,vsz,rss,stat,time,args", "RSS", " (BusyBox: sizes rounded down)" },
	{ "ps -o pid,user,vsz,rss,stat,args", "RSS", " (BusyBox: sizes rounded down)" },
	{ "ps ww", "PID", " (no RSS)" },
	{ "ps w", "PID", " (no RSS, commands cut)" },
	{ "ps", "PID", " (no RSS, commands cut)" },
};

enum { TABLES = sizeof tables / sizeof *tables };

/* A longer first line is no header. */
enum { HEADER_MAX = 255 };

/* Are both words in the first line, and is there another line? */
static bool is_table(const struct command_file *file, const char *word)
{
	const char *line_end = file->len > 0 ? memchr(file->bytes, '\n', file->len) : NULL;
	size_t len;

	if (!line_end || line_end + 1 == file->bytes + file->len)
		return false;
	len = (size_t)(line_end - file->bytes);
	return len <= HEADER_MAX && text_find(file->bytes, len, "PID") != NULL &&
	       text_find(file->bytes, len, word) != NULL;
}

/* Cuts off the line that reports a status other than 0. True: there was none. */
static bool ends_well(struct command_file *file)
{
	static const char failed[] = "FAILED\n";
	size_t len = sizeof failed - 1;

	if (file->len < len || memcmp(file->bytes + file->len - len, failed, len))
		return true;
	file->len -= len;
	return false;
}

/* Runs one line of shell, and returns the only file of the answer. */
static enum link_result ask_one(struct command_link *link, const char *line, struct buffer *answer,
	struct command_file *file)
{
	struct buffer script = { 0 };
	enum link_result result;
	size_t at = 0;

	command_link_mark(&script, "it");
	buffer_string(&script, line);
	buffer_string(&script, "; ");
	result = command_link_ask(link, &script, answer);
	buffer_free(&script);
	if (result != LINK_GOOD || !command_link_next(link, answer, &at, file))
		*file = (struct command_file){ 0 };
	return result;
}

enum link_result command_tools_probe(struct command_link *link, struct command_tools *tools)
{
	struct buffer answer = { 0 };
	struct command_file file;
	enum link_result result;

	*tools = (struct command_tools){ 0 };
	result = ask_one(link, "pmap -d $$ || echo FAILED", &answer, &file);
	tools->pmap_ends_well = ends_well(&file);
	if (result == LINK_GOOD && file.len > 0)
		tools->has_pmap = text_find(file.bytes, file.len, "writeable/private: ") != NULL;
	for (int i = 0; i < TABLES && result == LINK_GOOD && !tools->ps; i++) {
		char line[128];

		format_text(line, sizeof line, "%s || echo FAILED", tables[i].command);
		result = ask_one(link, line, &answer, &file);
		tools->ps_ends_well = ends_well(&file);
		if (result == LINK_GOOD && is_table(&file, tables[i].word))
			tools->ps = tables[i].command;
	}
	buffer_free(&answer);
	return result;
}

static void add_first_line(struct buffer *text, const struct command_file *file)
{
	const char *end = file->len > 0 ? memchr(file->bytes, '\n', file->len) : NULL;

	if (file->len > 0)
		buffer_escaped(
			text, file->bytes, end == NULL ? file->len : (size_t)(end - file->bytes));
}

/* The output of getconf, or the kB of KernelPageSize in smaps. */
static void add_page_size(struct buffer *text, const struct command_file *file)
{
	static const char key[] = "KernelPageSize:";
	const char *end = file->bytes + file->len, *at = file->bytes;
	uint64_t size = 4096;

	/* an address at the start of smaps may look like a number, too */
	if (file->len > 0 && !(text_read_decimal(&at, end, &size) && at < end && *at == '\n')) {
		size = 4096;
		at = text_find(file->bytes, file->len, key);
		if (at) {
			for (at += strlen(key); at < end && *at == ' '; at++)
				continue;
			if (text_read_decimal(&at, end, &size))
				size *= 1024;
		}
	}
	buffer_number(text, (int64_t)size);
}

static void add_source(struct buffer *text, const char *via, const struct command_tools *tools)
{
	const char *remark = "";

	buffer_string(text, "source: ");
	if (!via)
		buffer_string(text, "tools");
	else
		buffer_escaped_string(text, via);
	buffer_string(text, "\ntools: ps=");
	buffer_string(text, tools->ps == NULL ? "none" : tools->ps);
	for (int i = 0; i < TABLES; i++)
		if (tools->ps == tables[i].command)
			remark = tables[i].remark;
	buffer_string(text, remark);
	buffer_string(text, tools->has_pmap ? "; pmap=pmap -d\n"
					    : "; pmap=none (maps and smaps_rollup instead)\n");
}

enum link_result command_tools_describe(struct command_link *link,
	const struct command_tools *tools, struct buffer *text, struct buffer *boot_id)
{
	static const struct {
		const char *key, *line;
	} facts[] = {
		{ "host", "cat /proc/sys/kernel/hostname" },
		{ "kernel", "cat /proc/sys/kernel/osrelease" },
		{ "boot_id", "cat /proc/sys/kernel/random/boot_id" },
		{ "page_size", "getconf PAGESIZE || cat /proc/self/smaps" },
		{ "clk_tck", "getconf CLK_TCK || echo 100" },
	};
	struct buffer answer = { 0 };
	enum link_result result = LINK_GOOD;

	for (size_t i = 0; i < sizeof facts / sizeof *facts && result == LINK_GOOD; i++) {
		struct command_file file;

		result = ask_one(link, facts[i].line, &answer, &file);
		buffer_string(text, facts[i].key);
		buffer_string(text, ": ");
		if (strcmp(facts[i].key, "page_size") == 0)
			add_page_size(text, &file);
		else
			add_first_line(text, &file);
		if (strcmp(facts[i].key, "boot_id") == 0)
			add_first_line(boot_id, &file);
		buffer_string(text, "\n");
	}
	add_source(text, link->via, tools);
	buffer_free(&answer);
	return result;
}
