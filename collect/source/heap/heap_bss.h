/* heap_bss.h - where the .bss of mapped files ends */
#ifndef LEAKLINE_HEAP_BSS_H
#define LEAKLINE_HEAP_BSS_H

struct heap_target;

/* Memory that is mapped right behind a .bss is one mapping with it: cuts each where its file says
 * that it ends. A file whose headers are not in memory keeps what it has. */
void heap_bss_end(struct heap_target *target);

#endif
