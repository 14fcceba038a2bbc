/* form_containers.h - lines without a header about containers, pods and groups. */
#ifndef LEAKLINE_FORM_CONTAINERS_H
#define LEAKLINE_FORM_CONTAINERS_H

#include "form_reading.h"

/* Each takes the line if it has its form; otherwise it gives false and changes nothing. */

/* docker stats --format '{{.Name}} {{.MemUsage}}' */
bool form_containers_usage(struct form_reading *reading, struct span line);

/* systemd-cgtop -b */
bool form_containers_cgtop(struct form_reading *reading, struct span line);

/* kubectl top pod --no-headers */
bool form_containers_pod(struct form_reading *reading, struct span line);

#endif
