/* form_tools.h - lines of tools that each have a form of their own. */
#ifndef LEAKLINE_FORM_TOOLS_H
#define LEAKLINE_FORM_TOOLS_H

#include "form_reading.h"

/* Each takes the line if it has its form; otherwise it gives false and changes nothing. */

/* web [4711]: 64-bit    Footprint: 24004 KB (16384 bytes per page): footprint of macOS. */
bool form_tools_footprint(struct form_reading *reading, struct span line);

/* HOST-RESOURCES-MIB::hrSWRunPerfMem.4711 = INTEGER: 24004 KBytes: snmpwalk, by name or number. */
bool form_tools_snmp(struct form_reading *reading, struct span line);

/* RSS of web:web is 24580096: memmon of supervisor, in bytes. */
bool form_tools_memmon(struct form_reading *reading, struct span line);

/* #<GetProcessMem:0x00007f @mb=23.4 @gb=0.02 @kb=24004.0 @bytes=24580096>: of the Ruby gem, as
 * inspect prints it. */
bool form_tools_get_process_mem(struct form_reading *reading, struct span line);

/* Memory usage of ProcessTree 4711 for container-id C: 23.4 MB of 2 GB physical memory used: YARN
 * of Hadoop. */
bool form_tools_yarn(struct form_reading *reading, struct span line);

/* put proc.mem.rss 1793606400 24580096 host=h1: OpenTSDB. */
bool form_tools_opentsdb(struct form_reading *reading, struct span line);

/* Moyenne : 0 4711 ...: what pidstat prints at its end of all rows, in several languages. */
bool form_tools_average(struct form_reading *reading, struct span line);

/* The header of a table that is none of processes, below one that is: the users of prstat -a, the
 * segments of svmon; and the unit of svmon's. Its rows are no rows of the table above. */
bool form_tools_other_table(struct form_reading *reading, struct span line);

/* wad (4711): 24004kB above `Top-5 memory used: 98304kB`: diagnose sys top-mem of Fortinet. */
bool form_tools_top_mem(struct form_reading *reading, struct span line);

/* MEM: 24 Mbytes;  SWAP: 60 Mbytes; of `bjobs -l`, whose SWAP is the size of the address space. */
bool form_tools_lsf(struct form_reading *reading, struct span line);

#endif
