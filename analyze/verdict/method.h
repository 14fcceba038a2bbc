/* method.h - every constant of the rules, and those of the statistics: each with the section of
 * docs/method.md that explains it. Section 13 there has the reasons; tests/check-tree holds both
 * lists together. */
#ifndef LEAKLINE_VERDICT_METHOD_H
#define LEAKLINE_VERDICT_METHOD_H

#include "../stats/method.h"

/* a run that is still being written */
#define METHOD_LOOK_FIRST 30          /* 17: the first look is at this round */
#define METHOD_LOOK_PART 20           /* 17: and the next this part of the rounds later */
#define METHOD_LOOK_ROUNDS 60         /* 17: in fewer no pass is decided */
#define METHOD_LOOK_HELD 0.67         /* 17: part of the rounds since which it stands */
#define METHOD_LOOK_LEAK 100          /* 17: rounds since the recording began that a leak takes */
#define METHOD_LOOK_COLLECTED 120     /* 17: and one that may be garbage */
#define METHOD_LOOK_STOOD 0.9         /* 17: part of the rounds since which it stands */
#define METHOD_LOOK_PACE 0.75         /* 17: of the middle third's gain the last has so much */
#define METHOD_LOOK_STRAIGHT 0.85     /* 17: part of the mean slope that is left of a line */
#define METHOD_LOOK_STRAIGHT_PART 0.5 /* 17: of the rounds that are planned it takes so many */
#define METHOD_LOOK_BENT_PART 0.7     /* 17: and what is no line so many */

/* growing or not */
#define METHOD_ALPHA 0.001          /* 5: significance level after correction */
#define METHOD_FLOOR_PAGES 8        /* 5: the total growth that matters at least, in pages */
#define METHOD_FLOOR_GRAINS 2.0     /* 5: and in units of a coarser reading */
#define METHOD_FLOOR_COUNT 3        /* 5: and of threads, of descriptors */
#define METHOD_LATE_SHARE 0.15      /* 5: of the mean slope so much is left at the end */
#define METHOD_LATE_SHARE_SHORT 0.5 /* 5: in a short run so much */
#define METHOD_GROWTH_EVENTS 3.0    /* 5: goes in which it grows at least */
#define METHOD_RHO_SMOOTH 0.5       /* 5: under this rho no steps can hide */
#define METHOD_SEEN_PART 0.5        /* 5: part of the late slope that rounds must show */
#define METHOD_CYCLES 5             /* 5: collections below which a floor is not known */
#define METHOD_FLOORS_RISE 0.25     /* 5: by so much of h the floors must rise */
#define METHOD_SLOWING_PART 0.05    /* 5: growth that slows down still makes so much of itself */
#define METHOD_SLOWING_NOISE 2.0    /* 5: and so much of the noise in its last third */
#define METHOD_BEND_NOISE 3.0       /* 5: after a late bend it ends so much noise above its least */
#define METHOD_SHORT_EVENTS 1.3     /* 5: goes in which a short run rises */
#define METHOD_SHORT_P 0.25         /* 5: and its p */
#define METHOD_NEAR_P 0.002         /* 5: p of a near miss */
#define METHOD_NEAR_EVENTS 2.0      /* 5: and the goes in which it grows */
#define METHOD_SETTLED_FLOORS 2     /* 5: floors that growth has which the start-up hid */
#define METHOD_SETTLED_TESTS 2      /* 5: times its p, as it is the second question */
#define METHOD_SENSITIVE_ROUNDS 8   /* 5: in fewer flat is not believed */

/* the live heap */
#define METHOD_HEAP_ROUNDS 0.95    /* 15: of the rounds so many must have been read whole */
#define METHOD_HEAP_PAGE_KIB 0.25  /* 15: what a page is for resident memory */
#define METHOD_HEAP_GRAIN_KIB 1.0  /* 15: smaller movements have no shape to explain */
#define METHOD_HEAP_FLOOR_BLOCKS 8 /* 15: blocks of a class that matter at least */
#define METHOD_HEAP_RATE_KIB (16.0 / 1024.0) /* 15: a round, the growth that matters at least */
#define METHOD_HEAP_EXPLAINS 0.5             /* 15: of the growth at most so much is in use */
#define METHOD_HEAP_EXACT (1.0 / 100)        /* 15: a late slope that is known so well is printed */
#define METHOD_CLOCKWORK 0.9                 /* 15: part of the rounds with the same step */

/* private memory */
#define METHOD_ALONE_FLOORS 2.0 /* 6: floors by which a footprint grows that stands alone */
#define METHOD_ALONE_EVENTS 6.0 /* 6: and goes in which it does */

/* what could have been seen */
#define METHOD_ROUNDS_POWER (2.0 / 3.0) /* 8: of the slope that shows, in rounds */
#define METHOD_INJECT_POINTS 1000 /* 8: longer runs are injected as so many block means or more */
#define METHOD_INJECT_SURE 3      /* 8: so many rates in a row are made sure of on the whole run */
#define METHOD_INJECT_RATIO 1.25  /* 8: between neighbouring rates that are injected */
#define METHOD_INJECT_BLOCK 32    /* 15: bytes of the least block that is injected */
#define METHOD_INJECT_ROW 7       /* 8: so many of them in a row must be caught */
#define METHOD_INJECT_STEP 4      /* 8: the widest step of the search, in rates */
#define METHOD_INJECT_GUESS 1.5   /* 8: the search begins so much below the formula */
#define METHOD_MATTERS_LEVEL 1.0  /* 8: growth that matters, in levels */
#define METHOD_MATTERS_RANGES 4.0 /* 8: or in ranges */
#define METHOD_MATTERS_PAGES 64   /* 8: or in pages, of what is no process's memory */
#define METHOD_UNSEEN_P 0.05      /* 8: a slope beyond what would have shown is hardly chance */
#define METHOD_SLOWS_PART (2.0 / 3.0) /* 10: of the middle third's gain the last has so much */
#define METHOD_BENDS_PART 0.75        /* 10: or so much, where all rounds bend down */
#define METHOD_BENDS_ON 0.84          /* 10: and so much in what follows the first third */
#define METHOD_COLD_ROUNDS 100        /* 10: a cold run is shorter */
#define METHOD_COLLECTOR_WAITS 4.0    /* 10: until the heap is so many times as great */
#define METHOD_LOOKS 3                /* 10: looks back */
#define METHOD_LOOKS_PART (1.0 / 3.0) /* 10: over so much of the run */
#define METHOD_LONGER 2.0             /* 8: times the rounds that tell whether growth ends */
#define METHOD_WARM_TIMES 3.0         /* 8: time constants after which an exp is over */
#define METHOD_EARLY 0.5              /* 8: part of the run in which warm-up must end */

/* the verdict */
#define METHOD_ACTION_FAILED 0.05  /* 10: part of the rounds in which ACTION may fail */
#define METHOD_UNREAD 0.05         /* 10: part of a process's rounds that may lack its status */
#define METHOD_LATE_START 0.25     /* 10: a slope before the bend under so much of the late one */
#define METHOD_ACCELERATING 1.5    /* 10: a late slope over so much of the mean one */
#define METHOD_SAWTOOTH_FALLS 4    /* 10: large falls of a saw-tooth */
#define METHOD_SOON_DAYS 30        /* 10: by then MemAvailable is used up: the status is not 0 */
#define METHOD_EXPLAINED 0.25      /* 10: part of its fall that the kernel's own memory takes */
#define METHOD_IN_SIGHT 4320       /* 10: so many lengths of a shorter run are foreseen */
#define METHOD_SETTLED_S 240       /* 10: of a run of so many seconds, all of METHOD_SOON_DAYS */
#define METHOD_HELD_ROUNDS 2.0     /* 10: no older than so many lives, replacement will take it */
#define METHOD_BIRTHS_PART 0.5     /* 10: of the rounds may be without what they share */
#define METHOD_MANAGED_PART 0.5    /* 10: of a pool in managed heaps: its sum is judged as one */
#define METHOD_COMPARE_PART 0.25   /* 10: a difference that matters, of the slope before */
#define METHOD_COMPARE_LEAST 0.1   /* 10: and that may be called one, of what matters */
#define METHOD_COMPARE_LENGTHS 1.1 /* 10: rounds that last so many times as long are unequal */

#endif
