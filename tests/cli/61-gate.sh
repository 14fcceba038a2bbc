#!/bin/sh
# 61-gate - budgets, known leaks and their day, the self-test of the gate, faults in the file with their line.
. tests/tap.sh

run=samples/frr.run.tar.xz
gate() { printf '%s\n' "$@" >"$tmp/gate"; }

gate 'budget ripd 4K/round'
status "a budget above the leak" 0 "$analyze" --no-report --gate "$tmp/gate" $run
gate '# comment' '' 'budget ripd 1K/round'
status "a budget below it" 1 "$analyze" --no-report --gate "$tmp/gate" $run
gate 'budget zebra 4K/round'
status "a budget of another process" 1 "$analyze" --no-report --gate "$tmp/gate" $run

gate 'known ripd until 2027-12-31 # bug 1234: hash tables'
status "a known leak" 0 "$analyze" --no-report --gate "$tmp/gate" $run
like "is reported as known" "$out" 'known: bug 1234: hash tables'
status "is no failure in JUnit" 0 "$analyze" -q --no-report --junit "$tmp/junit.xml" --gate "$tmp/gate" $run
unlike "either" "$(cat "$tmp/junit.xml")" '<failure'
gate 'known ripd until 2027-12-31 # bug <b onclick="x">1234</b>'
"$analyze" -q -o "$tmp/page" --gate "$tmp/gate" $run >"$tmp/out" 2>&1
like "its reason is text in the page" "$(cat "$tmp/page/report.html")" 'Known: bug &lt;b onclick=&quot;x&quot;&gt;1234&lt;/b&gt;'
unlike "and no element" "$(cat "$tmp/page/report.html")" '<b onclick'
rm -rf "$tmp/page"
gate 'known ripd until 2026-11-22'
status "its day has passed at the run's end" 1 "$analyze" --no-report --gate "$tmp/gate" $run
gate 'known ripd until 2026-11-23'
status "its last day counts" 0 "$analyze" --no-report --gate "$tmp/gate" $run
# a leak whose last round is at midnight: that belongs to the day that begins
mkdir "$tmp/midnight"
for i in $(seq 30); do
	printf 'Name:\td\nPid:\t7\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t%d kB\nVmStk:\t132 kB\n' $((5000 + 20 * i)) $((3000 + 20 * i)) $((9000 + 20 * i)) \
		>"$tmp/midnight/status.$(TZ=UTC date -d "@$((1795478400 + 60 * (i - 30)))" +%Y%m%dT%H%M%S)"
done
gate 'known d until 2026-11-23'
status "midnight is no more of that day" 1 "$analyze" --fail-on provisional --no-report --gate "$tmp/gate" "$tmp/midnight"
status "nor is a provisional one a pass" 3 "$analyze" --no-report --gate "$tmp/gate" "$tmp/midnight"
like "and the last line says that it is no longer known" "$(printf '%s\n' "$out" | tail -n 1)" '^1 leak \(provisional\).*, no longer known: d      exit 3$'
gate 'known d until 2026-11-24'
status "but of the next" 0 "$analyze" --no-report --gate "$tmp/gate" "$tmp/midnight"
gate 'known ripd until 2400-02-29'
status "a century that is a leap year" 0 "$analyze" --no-report --gate "$tmp/gate" $run
gate 'known ripd until 2100-02-29'
status "one that is none" 2 "$analyze" --no-report --gate "$tmp/gate" $run
seq 25 >"$tmp/gate"
status "a file that is no gate" 2 "$analyze" --no-report --gate "$tmp/gate" $run
is "twenty faults are told" "$(printf '%s\n' "$err" | grep -c 'gate:[0-9]*: ')" 20
gate 'known ripd until 2027-12-31 below 1K/round'
status "it grows faster than was known" 1 "$analyze" --no-report --gate "$tmp/gate" $run
gate 'known ripd until 2027-12-31 below 3K/round'
status "it does not" 0 "$analyze" --no-report --gate "$tmp/gate" $run

gate 'known ripd until 2027-12-31' 'budget nosuch 1K/round'
status "a process that the run does not hold is no pass" 3 "$analyze" --no-report --gate "$tmp/gate" $run
like "and is named" "$err" 'nosuch: not in the run'
gate 'known ripd until 2027-12-31' 'budget zebre 1K/round'
status "nor is one with a slip in its name" 3 "$analyze" --no-report --gate "$tmp/gate" $run
like "and the name that was meant" "$err" 'zebre: not in the run \(.*; did you mean zebra\?\)'
gate 'known ripd until 2027-12-31' 'budget nosuch 1K/round'
status "nor one for a program" 3 "$analyze" --format json --no-report --gate "$tmp/gate" $run
like "which is told" "$out" '"missing":\["nosuch"\]'
status "nor one for a CI server" 3 "$analyze" -q --no-report --junit "$tmp/junit.xml" --gate "$tmp/gate" $run
like "which sees an error" "$(cat "$tmp/junit.xml")" 'tests="12" failures="0" errors="1"'
like "with its name" "$(cat "$tmp/junit.xml")" '<error message="not in the run" type="missing">nosuch: not in the run'
gate 'budget "my daemon \"x\"" 1K/round'
status "names in quotes" 1 "$analyze" --no-report --gate "$tmp/gate" $run

status "--allow-inconclusive does not make it one" 3 "$analyze" --no-report -p zebra --allow-inconclusive --gate "$tmp/gate" $run
like "it is said" "$err" 'my daemon "x": not in the run'
gate 'budget riser 1K/round'
status "one that could not be judged is none either" 3 "$analyze" --no-report --gate "$tmp/gate" tests/runs/short/run.tar.xz
status "but with --allow-inconclusive" 0 "$analyze" --no-report --allow-inconclusive --gate "$tmp/gate" tests/runs/short/run.tar.xz

# a run without times: a rate by time says nothing of it
mkdir "$tmp/untimed"
for i in $(seq 30); do
	printf 'Name:\td\nPid:\t7\nVmRSS:\t5000 kB\nRssAnon:\t3000 kB\nVmData:\t9000 kB\nVmStk:\t132 kB\n' >"$tmp/untimed/status.$i"
	touch -d 2026-01-01 "$tmp/untimed/status.$i"
done
gate 'budget d 1M/h'
for option in '--budget 1M/h' '--inject 1M/h' "--gate $tmp/gate"; do
	# shellcheck disable=SC2086
	status "${option%% *} by time of a run without times" 2 "$analyze" --no-report $option "$tmp/untimed"
	like "says so" "$err" "${option%% *}: the run has no times"
done
status "a round is a round" 0 "$analyze" --no-report --budget 4K/round "$tmp/untimed"

fault() { # NAME LINE
	gate 'budget ripd 1K/round' "$2"
	status "$1" 2 "$analyze" --no-report --gate "$tmp/gate" $run
	like "with its line" "$err" "gate:2: "
	is "nothing is judged" "$out" ""
}
fault "no such word" 'allow ripd'
fault "no rate" 'budget ripd'
fault "no rate that is one" 'budget ripd 1K'
fault "no day" 'known ripd'
fault "no day that is one" 'known ripd until 2027-13-01'
fault "a day that the month does not have" 'known ripd until 2027-04-31'
like "is told so" "$err" 'a day that the calendar has'
fault "a year that does not leap" 'known ripd until 2100-02-29'
fault "more than belongs there" 'budget ripd 1K/round now'
fault "a quote without its other half" 'budget "ripd 1K/round'
like "is told so" "$err" 'a quote is not ended'
fault "a name that goes on behind its quote" 'budget "ripd"d 1K/round'
fault "an empty name" 'known "" until 2027-12-31'
fault "no name" 'budget'
printf 'budget ripd\0x 4K/round\n' >"$tmp/gate"
status "a NUL" 2 "$analyze" --no-report --gate "$tmp/gate" $run
like "is told so" "$err" 'gate:1: a NUL byte'
printf '\357\273\277budget ripd 4K/round\r\n' >"$tmp/gate"
status "written on Windows: its mark and its line ends" 0 "$analyze" --no-report --gate "$tmp/gate" $run
gate 'known ripd until 2028-02-29 # "the" bug: it"s'
status "a leap day, and quotes in a comment" 0 "$analyze" --no-report --gate "$tmp/gate" $run
status "a gate that is not there" 2 "$analyze" --no-report --gate "$tmp/nowhere" $run

status "inject: a leak that would be caught" 0 "$analyze" --inject 8K/round $run
like "in all" "$out" 'caught in 3 of 3'
like "with the smallest" "$out" 'zebra.*the smallest leak that would surely have been caught is about [0-9.e-]+ KiB'
status "inject: one that would not" 1 "$analyze" --inject 0.01K/round $run
like "is named" "$out" 'MISSED +zebra'
# a rate is caught or not by luck below the smallest: that does not depend on what was asked for
smallest() { "$analyze" --inject "$1" $run | sed -n 's/.*zebra.* about \([0-9.]*\) KiB.*/\1/p'; }
is "the smallest is the same whatever is injected" "$(smallest 0.01K/round) $(smallest 0.8K/round) $(smallest 1K/round)" "$(smallest 4K/round) $(smallest 4K/round) $(smallest 4K/round)"
status "inject: one within the budget" 1 "$analyze" --inject 4K/round --budget 8K/round $run
like "more rounds would not help it" "$out" 'MISSED.*: the budget allows this one'
# two steps of 132 KiB: a leak in such steps may be more than the budget, and both say how much
two=$tmp/two-steps
mkdir "$two"
for i in $(seq 100); do
	rss=$((5000 + 132 * ((3 * i + 40) / 132)))
	printf 'Name:\td\nPid:\t7\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t%d kB\nVmStk:\t132 kB\n' $rss $((rss - 2000)) $((rss + 4000)) >"$two/status.$i"
done
status "a budget that a leak in steps may be above" 3 "$analyze" --no-report -v --budget 3K/round "$two"
like "says from which leak on it would have shown" "$out" 'a leak below 4.4 KiB a round would not have shown'
"$analyze" --inject 3K/round --budget 3K/round "$two" >"$tmp/stdout" 2>/dev/null
like "inject says the same" "$(cat "$tmp/stdout")" 'is about 4.4 KiB a round'

status "inject prints text" 2 "$analyze" --inject 4K/round --format json $run
is "no report is written" "$(ls "$tmp" | grep -c report)" 0
finish
