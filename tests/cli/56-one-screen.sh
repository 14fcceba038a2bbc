#!/bin/sh
# 56-one-screen - what standard output gets fits a screen: many that could not be judged are few lines, a leak is a dozen.
. tests/tap.sh
cd "$tmp" || exit 2

# 40 processes in 6 rounds: none can be judged.
awk 'BEGIN {
	for (r = 0; r < 6; r++) {
		printf "2026-11-01 00:%02d:00\nUSER PID %%CPU %%MEM VSZ RSS TTY STAT START TIME COMMAND\n", r
		for (p = 0; p < 40; p++)
			printf "root %d 0.0 0.1 5000 %d ? Ss 05:16 0:00 /usr/sbin/d%d\n", 100 + p, 3000 + p + (r * 7919 + p * 31) % 61 * 4, p
	}
}' >many.log
status "40 that could not be judged" 3 "$analyze" --no-report many.log
check "are at most ten lines with words" test "$(printf '%s\n' "$out" | grep -c .)" -le 10
like "with their number" "$out" '^\? inconclusive  40 processes \(-v shows them\)$'
like "and the commonest reason" "$out" '^\? [0-9]+ inconclusive \(insensitive\): .* would tell|^\? [0-9]+ inconclusive \(insensitive\): '
status "-v lists them" 3 "$analyze" -v --no-report many.log
is "each of them" "$(printf '%s\n' "$out" | grep -c '^? d[0-9]* ([0-9]*)  inconclusive')" 40
head -n 42 many.log | grep -vE '/d([6-9]|[1-3][0-9])$' >few.log
status "up to six have a paragraph each" 3 "$analyze" --no-report few.log
unlike "and are not folded" "$out" 'shows them'

run=$root/tests/runs/both-grow
status "a leak" 1 "$analyze" --no-report "$run"/run*
unlike "p and R² are behind -v" "$out" 'R²|straight line'
check "it takes at most 15 lines" test "$(printf '%s\n' "$out" | sed -n '/^▲ leaky (/,/^SYSTEM/p' | grep -c .)" -le 16
status "-v shows them" 1 "$analyze" -v --no-report "$run"/run*
like "the numbers of the method" "$out" 'straight line'
status "--summary short" 1 "$analyze" --no-report --summary short "$run"/run*
unlike "has no reasons" "$out" 'what grew'
like "has the verdict" "$out" '^▲ leak   leaky '
like "and the last line" "$(printf '%s\n' "$out" | tail -n 1)" 'exit 1$'
status "--summary of another kind" 2 "$analyze" --summary long "$run"/run*
finish
