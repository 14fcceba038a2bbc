#!/bin/sh
# 50-damages - 6,000 damages of recorded runs: each changed value is told, no leak is lost (tests/cli/32-damages.sh, its long form)
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM HUP # what is cut off tidies up, too
LEAKLINE_SOAK=1 LEAKLINE_TEST_TIMEOUT=7200 B="${B:-build}" sh tests/cli/32-damages.sh >"$log"
status=$?
cat "$log"
awk '/^# [0-9]+ damages, / { printf "%d damages, %d bad; of 6000; %d changed a value and were told\n", $2, $11 + $13, $4 }' "$log"
exit $status
