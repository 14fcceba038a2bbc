/* command_tools.h - finds out which tools a host has, and what host it is */
#ifndef LEAKLINE_COMMAND_TOOLS_H
#define LEAKLINE_COMMAND_TOOLS_H

#include "command_link.h"
#include "command_script.h"

/* Probes which options its `ps` and `pmap` have; the strings are constants. */
enum link_result command_tools_probe(struct command_link *link, struct command_tools *tools);

/* Requests the lines of run.info: host, kernel, boot_id, page_size, clk_tck, source, tools. The
 * last two are built from VIA and TOOLS. boot_id gets the id alone. */
enum link_result command_tools_describe(struct command_link *link,
	const struct command_tools *tools, struct buffer *text, struct buffer *boot_id);

#endif
