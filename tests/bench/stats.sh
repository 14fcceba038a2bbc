#!/bin/sh
# stats.sh [SERIES|speed|search|review] - builds and runs montecarlo.c: error rates on made noise, or the time of all fits of 10,000
# rounds; search: search.c, the time of the search for other explanations and of all of a fit, by length; attribution [RUNS [WORDS]]:
# attribution.c, how often an action is blamed, rightly and not, in cells with WORDS in their name; review: review.c, the time of the verdicts of 300 processes over
# 10,000 rounds, without the injections and with them.
# From the project's root, after make: B=build CC=cc sh tests/bench/stats.sh
set -eu
B=${B:-build}
source=montecarlo
case ${1:-} in
search) source=search ;;
review) source=review ;;
attribution) source=attribution; shift ;;
esac
program=$(mktemp "${TMPDIR:-/tmp}/bench.XXXXXX")
trap 'rm -f "$program"' EXIT
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -I. -o "$program" tests/bench/$source.c "$B/libanalyze.a" \
	$(pkg-config --libs gsl 2>/dev/null || echo -lgsl -lgslcblas) -lm -pthread
"$program" "$@"
