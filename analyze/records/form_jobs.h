/* form_jobs.h - the memory of jobs and of virtual machines: PBS, HTCondor, libvirt. */
#ifndef LEAKLINE_FORM_JOBS_H
#define LEAKLINE_FORM_JOBS_H

#include "form_reading.h"

/* Each takes the line if it has its form, and what tells whose it is; otherwise it gives false. */

/* Job Id: 123.pbs, and resources_used.mem = 24004kb below it: qstat -f of PBS. */
bool form_jobs_pbs(struct form_reading *reading, struct span line);

/* 006 (123.000.000) ... Image size of job updated: 900004, and below it 24004  -  ResidentSetSize
 * of job (KB): HTCondor's log of a job. */
bool form_jobs_condor(struct form_reading *reading, struct span line);

/* Domain: 'vm1', and balloon.rss=24004 below it: virsh domstats, in KiB. */
bool form_jobs_libvirt(struct form_reading *reading, struct span line);

#endif
