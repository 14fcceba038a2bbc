#!/bin/sh
# 35-logs - logs that people already have: each shows the leak, and says that private memory is missing.
. tests/tap.sh

for log in pidstat pidstatH top atop ps; do
	rm -rf "$tmp/report"
	"$analyze" -q -o "$tmp/report" "tests/fixtures/logs/$log.log" >"$tmp/out" 2>"$tmp/err"
	is "$log: suspect at best" "$(awk -F '","' '$3 == "leaky" && $2 == 2417 { print $4, $6, $7 }' "$tmp/report/processes.csv")" "suspect no-private 25"
	like "$log: and why" "$(cat "$tmp/out")" 'private memory was not measured'
	unlike "$log: without a note that is not deserved" "$(cat "$tmp/out")" 'oddit'
done

{
	echo 'CMDLINE /usr/bin/python3 soak.py'
	i=0
	while [ $i -lt 40 ]; do echo "MEM $((20 + i)).500000 $((1700000000 + i)).1234"; i=$((i + 1)); done
} >"$tmp/mprofile.dat"
status "mprof" 0 "$analyze" --no-report "$tmp/mprofile.dat"
like "is told" "$out" 'suspect +python3 .*1 024'
{
	echo '# Elapsed time   CPU (%)     Real (MB)   Virtual (MB)'
	i=0
	while [ $i -lt 40 ]; do printf '%12s.000 %12s %12s %12s\n' $i 0.000 $((20 + i)).500 100.000; i=$((i + 1)); done
} >"$tmp/activity.txt"
status "psrecord" 0 "$analyze" --no-report --import psrecord "$tmp/activity.txt"
like "is told" "$out" 'suspect +psrecord'
status "an import that it is not" 2 "$analyze" --no-report --import atop "$tmp/activity.txt"
finish
