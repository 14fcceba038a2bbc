/* log_form_others.h - forms of logs that depend on earlier lines: the kernel's OOM killer, and
 * dumpsys meminfo of Android. */
#ifndef LEAKLINE_LOG_FORM_OTHERS_H
#define LEAKLINE_LOG_FORM_OTHERS_H

#include "form_reading.h"

/* [ pid ] uid tgid total_vm rss ... name, and its rows: the processes at the time of a kill
 * (mm/oom_kill.c, dump_tasks). Sizes are pages; each kill is a round. */
bool log_form_take_oom(struct form_reading *reading, struct span line);

/* ** MEMINFO in pid 7 [name] **, and the line TOTAL of its table; Total PSS by process. */
bool log_form_take_dumpsys(struct form_reading *reading, struct span line);

#endif
