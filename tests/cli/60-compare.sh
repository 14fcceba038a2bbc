#!/bin/sh
# 60-compare - before and after a fix: the sample server with the leak, half of it, none; recorded runs of FRR's ripd likewise.
. tests/tap.sh

record() { # NAME KIB
	"$bin/leaky" "$2" >"$tmp/pid" & server=$!
	sleep 0.15
	"$collect" -q -n 40 -s 20ms --ps never -o "$tmp/$1.run" $server -- kill -USR1 $server
	kill $server
}
record full 24
record full2 24
record half 12
record small 4
record none 0

verdict() { # BASELINE RUN
	"$analyze" -q -o "$tmp/report" --baseline "$tmp/$1.run" "$tmp/$2.run" >/dev/null 2>&1
	awk -F '","' '$2 == "leaky" { print $5 }' "$tmp/report/compare.csv"
}
is "the leak is gone" "$(verdict full none)" fixed
is "half of it is gone" "$(verdict full half)" improved
is "nothing has changed" "$(verdict full full2)" same
is "a leak came in" "$(verdict none full)" worse
like "which was not there" "$(tr -s '\n ' ' ' <"$tmp/report/report.txt")" 'worse leaky it grows, and did not before: '
is "half of one became a whole one" "$(verdict half full)" worse
like "which was there" "$(tr -s '\n ' ' ' <"$tmp/report/report.txt")" 'worse leaky it grows by more: '
"$analyze" -q -o "$tmp/report" --budget 5K/round --baseline "$tmp/small.run" "$tmp/full.run" >/dev/null 2>&1
like "nor did one within its budget not grow" "$(tr -s '\n ' ' ' <"$tmp/report/report.txt")" 'worse leaky it grows by more: '
is "without a leak before and after" "$(verdict none none)" same

status "the exit status is the run's own" 0 "$analyze" --no-report --fail-on-system never --baseline "$tmp/full.run" "$tmp/none.run"
like "the summary says so" "$out" 'fixed +leaky'
is "once" "$(printf '%s\n' "$out" | grep -c 'compared with')" 1
like "the mappings stand side by side" "$out" '\[heap\]: \+[0-9 ]+ KiB before'
status "in short" 0 "$analyze" --no-report --summary short --fail-on-system never --baseline "$tmp/full.run" "$tmp/none.run"
is "the verdict alone" "$(printf '%s\n' "$out" | sed -n '/^compared with/,/^$/p')" "compared with full
  fixed       leaky"
status "a name that no baseline has" 0 "$analyze" --no-report --fail-on-system never --map leakly=leaky --baseline "$tmp/full.run" "$tmp/none.run"
is "is said" "$err" "leakline-analyze: --map leakly=leaky: no baseline has a process of that name: did you mean leaky?"
status "without a baseline" 2 "$analyze" --no-report --map leaky=leaky "$tmp/none.run"
is "it needs one" "$err" "leakline-analyze: --map: needs --baseline (Try 'leakline-analyze --help'.)"
status "one that it has" 0 "$analyze" --no-report --fail-on-system never --map leaky=leaky --baseline "$tmp/full.run" "$tmp/none.run"
is "is not" "$err" ""
status "a leak is a leak" 1 "$analyze" --fail-on provisional --no-report --baseline "$tmp/none.run" "$tmp/full.run"
status "several baselines" 1 "$analyze" --fail-on provisional -q -o "$tmp/report" --baseline "$tmp/full.run" --baseline "$tmp/full2.run" "$tmp/half.run"
is "are counted" "$(awk -F '","' 'NR == 2 { print $7 }' "$tmp/report/compare.csv")" 2
status "a baseline that is not there" 2 "$analyze" --no-report --baseline "$tmp/nowhere" "$tmp/half.run"
is "and nothing is judged" "$out" ""

"$bin/steady" >"$tmp/pid" & server=$!
sleep 0.15
"$collect" -q -n 30 -s 20ms --ps never -o "$tmp/other.run" $server -- kill -USR1 $server
kill $server
status "a process that the baseline does not have" 0 "$analyze" --no-report --fail-on-system never --baseline "$tmp/full.run" "$tmp/other.run"
like "is new" "$out" 'new +steady'

like "which the run does not have is said too: nobody knows" "$(printf '%s\n' "$out" | tr '\n' ' ')" 'cannot-tell leaky +the baseline has it \(leak\)'
"$analyze" -q -o "$tmp/report" --baseline "$tmp/full.run" "$tmp/other.run" >/dev/null 2>&1
is "in compare.csv" "$(awk -F '","' '$2 == "leaky" { print $3, $5 }' "$tmp/report/compare.csv")" " cannot-tell"
like "in Markdown" "$(cat "$tmp/report/report.md")" 'leaky.*cannot-tell'

# what cannot be judged is never the same: two rounds that are alike make a slope of 0 without an error
"$bin/leaky" 0 >"$tmp/pid" & server=$!
sleep 0.15
"$collect" -q -n 1 -s 20ms --ps never -o "$tmp/brief.run" $server -- kill -USR1 $server
kill $server
is "too few rounds before" "$(verdict brief none)" cannot-tell
is "too few rounds now" "$(verdict none brief)" cannot-tell

# a leak of private memory alone, of resident memory alone, of files and shared memory: what grows is what is compared
common() { # NAME: that run of tests/runs, of a process of the same name as the others
	tar -C "$tmp" -xf "tests/runs/$1/run.tar.xz"
	for file in "$tmp/$1.run"/*; do
		sed -E 's/sleeper|reserver|toucher|mapper|filler/leaky/g' "$file" >"$tmp/common" && mv "$tmp/common" "$file"
	done
}
for run in constant only-private only-rss only-files late-bend; do common $run; done
for run in only-private only-rss only-files; do
	is "$run: came in" "$(verdict constant $run)" worse
	is "$run: fixed" "$(verdict $run constant)" fixed
	is "$run: the same" "$(verdict $run $run)" same
done
is "it may grow, and was still before" "$(verdict constant late-bend)" cannot-tell
like "Markdown has the mappings side by side" "$(cat "$tmp/report/report.md")" 'heap.* KiB before, '
like "and a table of its own" "$(sed -n '/Compared with/,/inconclusive/p' "$tmp/report/report.md" | grep -c '^$')" '[2-9]'

# FRR's ripd: an instance created and deleted each round, each second round, never (see tests/runs/ripd/README.md)
ripd() { # BASELINE RUN
	"$analyze" -q -o "$tmp/report" --baseline "tests/runs/ripd/ripd-$1.run.tar.xz" "tests/runs/ripd/ripd-$2.run.tar.xz" >/dev/null 2>&1
	awk -F '","' '$2 == "ripd" { print $5 }' "$tmp/report/compare.csv"
}
is "ripd: fixed" "$(ripd full none)" fixed
is "ripd: half of it" "$(ripd full half)" improved
is "ripd: worse" "$(ripd none full)" worse
finish
