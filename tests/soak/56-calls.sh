#!/bin/sh
# 56-calls - each call of each C function fails in turn, in ten ways to use both programs: nothing is lost in silence, and all end
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
export LEAKLINE_SOAK=1
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM HUP # what is cut off tidies up, too
sh tests/fault/43-every-call.sh >"$log" 2>&1
failed=$?
cat "$log"
sed -n 's/.* - \([0-9]* calls, [0-9]* bad\)$/\1/p' "$log" | head -n 1
exit $failed
