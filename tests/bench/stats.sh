#!/bin/sh
# stats.sh [SERIES|speed] - builds and runs montecarlo.c: error rates on made noise, or the time of all fits.
# From the project's root, after make: B=build CC=cc sh tests/bench/stats.sh
set -eu
B=${B:-build}
program=$(mktemp "${TMPDIR:-/tmp}/montecarlo.XXXXXX")
trap 'rm -f "$program"' EXIT
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -I. -o "$program" tests/bench/montecarlo.c "$B/libanalyze.a" \
	$(pkg-config --libs gsl 2>/dev/null || echo -lgsl -lgslcblas) -lm -pthread
"$program" "$@"
