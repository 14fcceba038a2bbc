#!/bin/sh
# 50-verdicts - each run of tests/runs with its golden verdicts: PID, name, verdict, shape and reason a life (want.verdict).
. tests/tap.sh

for run in tests/runs/*/want.verdict; do
	run=${run%/want.verdict}
	options=$(cat "$run/options" 2>/dev/null)
	# shellcheck disable=SC2086
	"$analyze" -q --fail-on never --allow-inconclusive $options -o "$tmp/report" "$run/run.tar.xz" >/dev/null 2>"$tmp/err"
	awk -F '","' 'NR > 1 { print $2 "," $3 "," $4 "," $5 "," $6 }' "$tmp/report/processes.csv" 2>/dev/null >"$tmp/got"
	is "${run#tests/runs/}" "$(cat "$tmp/got" "$tmp/err")" "$(cat "$run/want.verdict")"
	rm -rf "$tmp/report"
done

# Every reason code has a run that needs it.
for reason in both-grow private-follows only-rss only-private only-files no-private no-rss constant no-growth stopped returns \
	below-floor below-budget rounds short decelerating late-bend near-miss few-cycles insensitive short-life unmeasurable; do
	like "a run for $reason" "$(cat tests/runs/*/want.verdict)" ",$reason\$"
done
# With little memory there is the same answer or none: a fit that could not look for other explanations gives another verdict.
short=tests/runs/node-garbage/run.tar.xz
limited() { (ulimit -v "$1" && exec "$analyze" -q -j 2 --no-report "$short") 2>"$tmp/limited.err"; }
want=$("$analyze" -q -j 2 --no-report "$short" 2>/dev/null)
if [ "$(limited 1000000)" = "$want" ]; then
	odd= refused=0
	for kib in $(seq 60000 500 160000); do
		got=$(limited "$kib")
		case $? in
		127) continue ;; # not even started
		2) if [ -s "$tmp/limited.err" ]; then refused=$((refused + 1)); else odd="$odd $kib:silent"; fi ;;
		*) [ "$got" = "$want" ] || odd="$odd $kib" ;;
		esac
	done
	is "with little memory: the same answer or none" "$odd" ""
	check "with so little there is none" test $refused -gt 0
else
	skip "with little memory: the same answer or none" "this build needs more than 1 GB of addresses"
fi
finish
