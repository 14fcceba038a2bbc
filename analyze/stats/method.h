/* method.h - every constant of the method that the statistics need, each with the section of
 * docs/method.md that explains it. Section 13 there has the reasons; tests/check-tree holds both
 * lists together. verdict/method.h has the constants of the rules. */
#ifndef LEAKLINE_STATS_METHOD_H
#define LEAKLINE_STATS_METHOD_H

/* rounds that a question needs */
#define METHOD_LINE_ROUNDS 5   /* 3: a late slope */
#define METHOD_MODEL_ROUNDS 12 /* 4: nuisances, collections, private memory; a life of its own */
#define METHOD_SHORT_ROUNDS 24 /* 5: thirds of the run */
#define METHOD_LONG_ROUNDS 48  /* 5: twelve blocks of growth events */
#define METHOD_START_UP 10     /* 5: the first tenth of the rounds is start-up */

/* the line and its error */
#define METHOD_INTERVAL 0.975       /* 3: quantile of the printed intervals */
#define METHOD_BIAS_ROUNDS 8        /* 3: up to so many rounds r1 is 1 */
#define METHOD_RHO_ERRORS 1.64      /* 3: rho is r1 and so many of its errors */
#define METHOD_RHO_MOST 0.9999      /* 3: rho is no more */
#define METHOD_NO_SLOPE 1e-3        /* 3: a slope that makes less over the whole span is 0 */
#define METHOD_GIVEN_BACK_AGAIN 0.5 /* 3: part of a fall that is load, or a heap at work */
#define METHOD_GIVEN_BACK_NEAR 0.1  /* 3: the series begins so near the end of the fall */
#define METHOD_RATE_TIMES 2.0       /* 9: a rate and the line of the last third differ by more */
#define METHOD_RATE_STEPS 0.5       /* 9: but not where steps set aside are this of its rise */
#define METHOD_RATE_UNSURE 0.33     /* 9: and it is known to no better than this of itself */
#define METHOD_POWER 0.8            /* 8: share of leaks of the detectable size that are found */

/* pulses */
#define METHOD_PULSE_PART 0.05     /* 4: of the rounds one, and all of them, last at most */
#define METHOD_PULSE_LEAST 2       /* 4: in a short run so many rounds */
#define METHOD_PULSE_AFTER 2       /* 4: readings that show the return */
#define METHOD_PULSE_FAR 4.0       /* 4: standard deviations that it is off */
#define METHOD_PULSE_NORMAL 1.4826 /* 4: standard deviations in a median of the distance */
#define METHOD_PULSE_EDGE 0.5      /* 4: part of its height that each edge has */
#define METHOD_PULSE_RETURN 0.3    /* 4: part of its height that may stay */
#define METHOD_PULSE_READ 48       /* 4: readings that a running median is taken of */

#define METHOD_HINGE_PART 0.02 /* 5: of the rounds no verdict hinges on so many */

/* nuisances */
#define METHOD_BIC_GAIN 10.0              /* 4: by which a nuisance betters the BIC */
#define METHOD_CURVES 3                   /* 4: steps, drops, ramps, exp, log at most */
#define METHOD_WAVES 2                    /* 4: waves at most */
#define METHOD_WAVES_APART 1.0            /* 4: two waves differ by more cycles */
#define METHOD_SEARCH_POINTS 400          /* 4: longer series are searched as block means */
#define METHOD_KEPT_PART 0.5              /* 4: of a growth that must stay behind a late drop */
#define METHOD_RAMPS 44                   /* 4: ramps tried */
#define METHOD_RAMP_FIRST 0.06            /* 4: the first ends here */
#define METHOD_RAMP_STEP 0.02             /* 4: and the next so much later */
#define METHOD_EXPS 26                    /* 4: time constants of exp tried */
#define METHOD_EXP_SHORTEST (1.0 / 60.0)  /* 4: the shortest of them */
#define METHOD_EXP_LONGEST 0.7            /* 4: the longest of them */
#define METHOD_LOGS 14                    /* 4: time constants of log tried */
#define METHOD_LOG_SHORTEST (1.0 / 600.0) /* 4: the shortest of them */
#define METHOD_LOG_LONGEST (1.0 / 8.0)    /* 4: the longest of them */
#define METHOD_WAVE_FIRST 2.8             /* 4: cycles of the slowest wave */
#define METHOD_WAVE_STEP 0.2              /* 4: the next has so many more */
#define METHOD_WAVE_WIDE 12.0             /* 4: from so many cycles on the steps are wide */
#define METHOD_WAVE_WIDE_STEP 0.4         /* 4: so wide */
#define METHOD_WAVE_MOST 60.0             /* 4: cycles of the fastest wave */
#define METHOD_WAVE_POINTS 3.0            /* 4: and points of a cycle at least */
#define METHOD_WAVE_FINE 0.04             /* 4: steps by which a wave that is taken is refined */

/* growing or not */
#define METHOD_RISING_FLOORS 0.5    /* 5: floors that the last half, or third, surely rises by */
#define METHOD_RISING_QUARTER 0.2   /* 5: part of that which each quarter of it makes */
#define METHOD_NOT_OVER_PART 0.02   /* 5: part of its growth that what has stopped still gains */
#define METHOD_REST 1.5             /* 10: times the longest wait for a new height */
#define METHOD_REST_WIDTH 5         /* 10: and of the median of so many rounds */
#define METHOD_REST_ROUNDS 8        /* 15: where readings are exact, so many rounds may tell */
#define METHOD_STEPS_OVER 4         /* 8: of so many steps the longest wait is known */
#define METHOD_REST_SURELY 3.0      /* 15: if they are so many times the longest wait */
#define METHOD_RANGE_LOW 0.05       /* 5: the range of a series is that of its quantiles from */
#define METHOD_RANGE_HIGH 0.95      /* 5: to */
#define METHOD_NOISE_WAVES 0.25     /* 5: part of the waves' range that is noise to a trend */
#define METHOD_BEND_PART 0.72       /* 5: a ramp that ends later is a late bend */
#define METHOD_BEND_RATIO 0.35      /* 5: where the lesser slope is under so much of the greater */
#define METHOD_COLLECTION_RANGE 0.4 /* 5: part of the range that a collection gives back */
#define METHOD_COLLECTION_PART 0.5  /* 5: part of a fall that is one round's; no rise has one */

/* the live heap */
#define METHOD_SLOWING_LEFT 0.75 /* 15: part of its first pace that growth has left which slows */
#define METHOD_SLOWING_HALF 1.64 /* 15: and over its last half */
#define METHOD_WALK_FALLS 0.5    /* 15: what a walk goes down, in parts of what it goes up */
#define METHOD_WALK_RATIO 50.0   /* 15: von Neumann's ratio times n, below which a series wanders */
#define METHOD_WALK_PARTS 8      /* 15: equal parts whose paces are compared */
#define METHOD_WALK_T 3.0        /* 15: their mean over its error, as no walk has it */
#define METHOD_SLOWING_ERRORS 3.1 /* 15: standard errors by which its steps shrink over the run */

/* private memory */
#define METHOD_QUANTUM_AGAIN 0.5  /* 6: a rise came twice if another is so much of it */
#define METHOD_QUANTUM_SLACK 1.15 /* 6: private lags by no more quanta */
#define METHOD_FOLLOW_RISE 0.5    /* 6: and rises by so much of the footprint's rise */
#define METHOD_STEADY_PART 0.5    /* 6: the last third gains so much of what the middle one did */
#define METHOD_STEADY_ROUNDS 12   /* 6: a third's end is known from a twelfth around it */
#define METHOD_LAST_THIRD 0.875   /* 10: of a third, so long is the last one in a whole series */
#define METHOD_REPEAT_LOW 0.02    /* 6: R is the range of quantiles from */
#define METHOD_REPEAT_HIGH 0.98   /* 6: to */
#define METHOD_REPEAT_STEPS 1.3   /* 6: the limit of R in steps of private */
#define METHOD_REPEAT_RANGE 0.2   /* 6: or in private's range */
#define METHOD_REPEAT_MOST 0.7    /* 6: R is less of private's range */
#define METHOD_PEAK_RISES 2       /* 6: rises that a peak needs */
#define METHOD_PEAK_STEPS 2.0     /* 6: steps that private rises with a growing footprint */
#define METHOD_PACE_STEPS 1.5     /* 6: steps that a footprint in pace rises */
#define METHOD_PACE_RISES 3       /* 6: or so few rises of private */
#define METHOD_PACE_PART 0.5      /* 6: of which the footprint makes so much of a step */
#define METHOD_REPEAT_NET 0.5     /* 6: and private so much of the footprint's rise */

/* which action makes it grow */
#define METHOD_DRAWS 4999       /* 16: orders drawn anew */
#define METHOD_DRAWS_MOST 99999 /* 16: and no more, however many tests there are */
#define METHOD_START_SHORT 0.03 /* 16: time constants of a start, parts of the run: the short */
#define METHOD_START_LONG 0.12  /* 16: and the long one */

/* what it looks like */
#define METHOD_LARGE_FALL 0.3 /* 10: a large fall is so much of the range */
#define METHOD_STEPS_PART 0.8 /* 10: growth is in steps where they make so much of it */
#define METHOD_STEPS_ROUNDS 3 /* 10: in fewer than a third of the rounds */

#endif
