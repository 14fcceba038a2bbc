#!/bin/sh
# 34-clock - the wall clock is set forth and back: rounds keep their order, uptime_ms its truth, the interval its length.
. tests/tap.sh
. tests/fault/whole.sh

start_dozer 300

# A preloaded library that moves CLOCK_REALTIME by what a file says, in seconds, and leaves all other clocks.
cat >"$tmp/jump.c" <<'C'
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
int clock_gettime(clockid_t clock, struct timespec *now)
{
	long result = syscall(SYS_clock_gettime, clock, now), jump = 0;
	FILE *file = clock == CLOCK_REALTIME ? fopen(getenv("JUMP"), "r") : NULL;

	if (file) {
		if (fscanf(file, "%ld", &jump) == 1)
			now->tv_sec += jump;
		fclose(file);
	}
	return (int)result;
}
C
${CC:-cc} -shared -fPIC -o "$tmp/jump.so" "$tmp/jump.c" 2>/dev/null || skip_all "no compiler for the clock that jumps"
echo 0 >"$tmp/jump"
# each ACTION sets the clock: a day forth, two days back, to 2039, to where it was, back before 2000
cat >"$tmp/set" <<'S'
case $LEAKLINE_ROUND in
1) echo 86400 ;; 2) echo -172800 ;; 3) echo 410000000 ;; 4) echo 0 ;; 5) echo -900000000 ;; *) echo 5 ;;
esac >"$JUMP"
S
JUMP=$tmp/jump
export JUMP
status "a run whose clock jumps is complete" 0 env LD_PRELOAD="$tmp/jump.so" "$collect" -q --ps never -s 0 -i 100ms -n 7 \
	-o "$tmp/jump.run" "$dozer" -- env LD_PRELOAD= sh "$tmp/set"
is "rounds are in order" "$(awk -F '\t' '$4 == "round" { print $3 }' "$tmp/jump.run/events.tsv" | tr '\n' ' ')" "0 1 2 3 4 5 6 7 "
is "all are whole" "$(whole "$tmp/jump.run" stat status pmap meminfo)$(torn "$tmp/jump.run")" ""
is "uptime_ms never falls" "$(awk -F '\t' '$2 < before { print } { before = $2 }' "$tmp/jump.run/events.tsv")" ""
is "the interval is kept" "$(awk -F '\t' '$4 == "round" { if (before && ($2 - before < 60 || $2 - before > 5000)) print; before = $2 }' \
	"$tmp/jump.run/events.tsv")" ""
like "the clock did jump" "$(ls "$tmp/jump.run" | sed -n 's/^0003-\(....\).*/\1/p' | sort -u)" '^20(3[0-9]|4[0-9])$'
like "also past 2038, and before 2000" "$(ls "$tmp/jump.run" | sed -n 's/^0005-\(....\).*/\1/p' | sort -u)" '^199[0-9]$'
echo 0 >"$tmp/jump"
status "a tar too" 0 env LD_PRELOAD="$tmp/jump.so" "$collect" -q --ps never -s 0 -n 5 -o "$tmp/jump.tar" "$dozer" -- env LD_PRELOAD= sh "$tmp/set"
is "no name in it occurs twice" "$(tar tf "$tmp/jump.tar" | sort | uniq -d)" ""
tar xf "$tmp/jump.tar" -C "$tmp" 2>/dev/null
is "stop comes after the last round" "$(ls "$tmp"/jump.run/0005-*.events | tail -n 1 | xargs cut -f 4)" stop

if command -v unshare >/dev/null && unshare --time --boottime 100000 true 2>/dev/null; then
	status "in a time namespace" 0 unshare --time --boottime 100000 --monotonic 5000 -- \
		"$collect" -q --ps never -i 20ms -n 2 -o "$tmp/ns.run" "$dozer"
	is "whole" "$(whole "$tmp/ns.run" stat status pmap meminfo)" ""
else
	skip "in a time namespace" "it cannot be made here"
fi
finish
