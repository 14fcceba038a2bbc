/* noise.h - the random numbers of the benchmarks: seeds are fixed, so the same each time. */
#ifndef LEAKLINE_BENCH_NOISE_H
#define LEAKLINE_BENCH_NOISE_H

#include <math.h>
#include <stdint.h>

/* Uniform in 0..1: xorshift64* (Vigna 2016, ACM Trans. Math. Softw. 42). */
static inline double uniform(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (double)((*state * UINT64_C(2685821657736338717)) >> 11) * 0x1p-53;
}

/* Normal, mean 0, standard deviation 1: Box & Muller 1958. */
static inline double gauss(uint64_t *state)
{
	return sqrt(-2.0 * log(1.0 - uniform(state))) * cos(6.283185307179586 * uniform(state));
}

#endif
