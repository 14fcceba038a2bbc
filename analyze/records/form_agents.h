/* form_agents.h - lines that agents of monitoring systems write. */
#ifndef LEAKLINE_FORM_AGENTS_H
#define LEAKLINE_FORM_AGENTS_H

#include "form_reading.h"

/* Each takes the line if it has its form; otherwise it gives false and changes nothing. */

/* proc.mem[web,,,,rss] 24580096 of Zabbix, in bytes; with a host and a time in front of the value
 * as zabbix_sender takes it, or [u|24580096] as the agent's test prints it. */
bool form_agents_zabbix(struct form_reading *reading, struct span line);

/* PUTVAL "h1/processes-web/ps_rss" interval=10 1793606400.1:24580096 of collectd, in bytes. */
bool form_agents_collectd(struct form_reading *reading, struct span line);

/* Task "web" is "running" of Nomad: whose the tables below it are. */
bool form_agents_nomad(struct form_reading *reading, struct span line);

#endif
