#!/bin/sh
# 70-storm - kill -9 at random moments, 10,000 times: folder, tar and --via, resumed where that can be; KILLS sets their number, SOAK_UNTIL ends it
log=$(mktemp -d "${TMPDIR:-/tmp}/leakline.XXXXXX") || exit 2
trap 'rm -rf "$log"' EXIT
trap 'exit 130' INT TERM HUP # what is cut off tidies up, too
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
kills=${KILLS:-10000} failed=0 begun=0
for mode in folder tar via; do
	case $mode in folder) part=$((kills / 2)) ;; *) part=$((kills / 4)) ;; esac
	mkdir "$log/$mode"
	left=$(( (${SOAK_UNTIL:-99999999999} - $(date +%s)) * part / ((kills - begun) > 0 ? kills - begun : 1) ))
	begun=$((begun + part))
	python3 tests/storm.py "$B/leakline-collect" "$log/$mode" $part $mode $left >"$log/$mode.out" || failed=1
	cat "$log/$mode.out"
	tail -n 1 "$log/$mode.out" >>"$log/all"
done
awk '{ kills += $2; rounds += $4; bad += $6 } END { printf "%d kills, %d bad; of %d, %d rounds", kills, bad, wanted, rounds }' wanted="$kills" "$log/all"
sed 's/^/; /' "$log/all" | tr -d '\n'
echo
[ "$failed" = 0 ]
