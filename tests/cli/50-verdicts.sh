#!/bin/sh
# 50-verdicts - each run of tests/runs with what must be said of it: a line a life (want.verdict), and the exit status.
# After a wanted change, and then look at the difference:  LEAKLINE_WANT=write tests/run golden verdicts
. tests/tap.sh

# The columns of processes.csv that a verdict rests on. Three digits: the last ones of a double are the compiler's and the library's.
verdicts() { # processes.csv
	LC_ALL=C awk -F '","' '
		function digits(number) { return number == "" ? "-" : sprintf("%.3g", number + 0) }
		function p(number) { return number == "" ? "-" : number < 1e-12 ? "<1e-12" : sprintf("%.0e", number) }
		function value(name) { return $(column[name]) }
		function trend(metric) {
			return value(metric "_first_kib") ">" value(metric "_last_kib") " " digits(value(metric "_slope_kib_per_round")) " p " p(value(metric "_p_adjusted"))
		}
		{ gsub(/^"|"$/, "") }
		NR == 1 {
			for (i = 1; i <= NF; i++) column[$i] = i
			print "pid,name,verdict,shape,reason,flags,rounds,rss,private,detectable"
			next
		}
		{
			print value("pid") "," value("name") "," value("verdict") "," value("shape") "," value("reason") "," value("flags") "," \
				value("rounds") "," trend("rss") "," trend("private") "," digits(value("detectable_kib_per_round"))
		}' "$1"
}

for run in tests/runs/*/run.tar.xz; do
	run=${run%/run.tar.xz}
	# shellcheck disable=SC2046 # options are words
	"$analyze" -q $(cat "$run/options" 2>/dev/null) -o "$tmp/report" "$run/run.tar.xz" >/dev/null 2>&1
	got=$(echo "exit status $?" && verdicts "$tmp/report/processes.csv")
	[ "${LEAKLINE_WANT:-}" = write ] && printf '%s\n' "$got" >"$run/want.verdict"
	is "${run#tests/runs/}" "$got" "$(cat "$run/want.verdict")"
	rm -rf "$tmp/report"
done

# Every reason code has a run that needs it.
for reason in both-grow private-follows only-rss only-private only-files no-private no-rss constant no-growth stopped returns \
	below-floor below-budget rounds short decelerating late-bend near-miss few-cycles insensitive short-life unmeasurable \
	still-rises hinges no-full-collection ended-early action-failed idle clock-set heap-grows heap-masked heap-retained heap-class; do
	like "a run for $reason" "$(cat tests/runs/*/want.verdict)" ",$reason,"
done
for flag in pulse provisional; do
	like "a run for the flag $flag" "$(cat tests/runs/*/want.verdict)" "[,;]$flag[,;]"
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
