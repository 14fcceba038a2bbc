/* run_map.h - the end of a program whose mapped file became shorter while it was read. */
#ifndef LEAKLINE_RUN_MAP_H
#define LEAKLINE_RUN_MAP_H

/* From now on the program ends with one line and status 2 where a page of a mapped file cannot be
 * had: others cut the file off (logrotate's copytruncate), or its disk failed. Call it once. */
void run_map_guard(void);

#endif
