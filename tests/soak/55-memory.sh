#!/bin/sh
# 55-memory - every allocation of both programs fails in turn, and all from it on; and every call that changes a file
export LEAKLINE_SOAK=1
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM HUP # what is cut off tidies up, too
failed=0
for test in 40-calls 39-memory; do # the long one gets what time is left
	echo "== $test"
	sh tests/fault/$test.sh || failed=1
done >"$log" 2>&1
cat "$log"
awk '/^# [0-9]+ of [0-9]+ allocations/ { tried = $2; all = $4 } /^not ok/ { bad++ }
	/^ok .*: one of [0-9]+ fails/ { sub(/.*one of /, ""); calls += $1 }
	END { printf "%d allocations, %d bad; of %d, each alone and with all that follow; %d calls that change a file\n", tried, bad, all, calls }' "$log"
exit $failed
