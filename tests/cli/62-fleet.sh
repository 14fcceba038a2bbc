#!/bin/sh
# 62-fleet - many runs in one table, and the same table byte for byte from runs that were judged elsewhere.
. tests/tap.sh

runs="samples/frr.run.tar.xz tests/runs/ripd/ripd-full.run.tar.xz tests/runs/ripd/ripd-half.run.tar.xz tests/runs/ripd/ripd-none.run.tar.xz"
# shellcheck disable=SC2086
status "several runs" 1 "$analyze" --fail-on provisional -o "$tmp/all" $runs
whole=$out
like "one table at the end" "$whole" '4 runs, corrected over all [0-9]+ tests in them'
is "a report each" "$(ls -d "$tmp"/all/*/ | wc -l)" 4
is "fleet.csv has a row a life" "$(($(wc -l <"$tmp/all/fleet.csv") - 1))" 6
# shellcheck disable=SC2086
status "again, into the same folder" 1 "$analyze" --fail-on provisional -q -o "$tmp/all" $runs
is "the same bytes" "$out" "$whole"
"$analyze" -q -o "$tmp/one" samples/frr.run.tar.xz >/dev/null 2>&1
check "a run's report does not depend on the others" diff -r "$tmp/one" "$tmp/all/frr"

for run in $runs; do
	"$analyze" -q --no-report --format json "$run"
done >"$tmp/all.json"
status "merge" 1 "$analyze" --fail-on provisional --merge "$tmp/all.json"
table=$(printf '%s\n' "$whole" | sed -n '/runs, corrected over all/,$p')
is "prints the same table" "$(printf '%s\n' "$out" | sed '1{/^$/d}')" "$table"
head -n 2 "$tmp/all.json" >"$tmp/a.json"
tail -n 2 "$tmp/all.json" >"$tmp/b.json"
status "in any order, from several files" 1 "$analyze" --fail-on provisional --merge -o "$tmp/merged" "$tmp/b.json" "$tmp/a.json"
is "too" "$(printf '%s\n' "$out" | sed '1{/^$/d}')" "$table"
check "fleet.csv is the same" cmp "$tmp/all/fleet.csv" "$tmp/merged/fleet.csv"

if command -v parallel >/dev/null 2>&1; then
	# shellcheck disable=SC2086
	parallel --will-cite -j 2 "$analyze" -q --no-report --format json ::: $runs >"$tmp/p.json" 2>/dev/null
	status "the map step under GNU parallel" 1 "$analyze" --fail-on provisional --merge "$tmp/p.json"
	is "gives it too" "$(printf '%s\n' "$out" | sed '1{/^$/d}')" "$table"
else
	skip "the map step under GNU parallel" "no parallel"
fi

for option in '--junit x.xml' '--gate x' '--budget 1K/round'; do
	# shellcheck disable=SC2086
	status "--merge judges no run anew: not with ${option%% *}" 2 "$analyze" $option --merge "$tmp/all.json"
done
status "no JSON" 2 "$analyze" --merge samples/README.md
like "is said with its line" "$err" 'README.md:1: '
printf '{"format":"other"}\n' >"$tmp/other.json"
status "a run that is not judged yet" 2 "$analyze" --merge "$tmp"
like "is a folder" "$err" 'Is a directory \(--merge takes what --format json gave\)'
is "no table of nothing" "$out" ""
status "JSON of another kind" 2 "$analyze" --merge "$tmp/other.json"
: >"$tmp/empty.json"
status "an empty file" 2 "$analyze" --merge "$tmp/empty.json"
printf '{"format":"leakline-report 1","run":{"name":"x\\u001b[31m"},"processes":[{"name":"=cmd","lives":[{"pid":1,"verdict":"leak","judged":true}]}]}\n' >"$tmp/hostile.json"
status "names from elsewhere" 1 "$analyze" --fail-on provisional --merge "$tmp/hostile.json"
unlike "carry no escape to the terminal" "$out" "$(printf '\033')"
printf '{"format":"leakline-report 1","run":{"name":"x"},"processes":[{"name":"y","lives":[{"pid":5000000000,"life":-1,"lives":1e300,"verdict":"leak","judged":true}]}]}\n' >"$tmp/wide.json"
status "numbers that do not fit" 1 "$analyze" --fail-on provisional --merge -o "$tmp/wide" "$tmp/wide.json"
like "are none" "$(tail -n 1 "$tmp/wide/fleet.csv")" '^"x","","","0","y","1","1",'

# What is not understood is no pass: an unknown verdict, a leak without lives. An unknown reason is kept.
one() { printf '{"format":"leakline-report 1","run":{"name":"x"},"processes":[{"name":"y","verdict":"%s","lives":[%s]}]}\n' "$1" "$2" >"$tmp/odd.json"; }
one leak '{"pid":7,"verdict":"catastrophe","judged":true}'
status "an unknown verdict of a life" 2 "$analyze" --merge "$tmp/odd.json"
like "is said with file, process and run" "$err" 'odd.json: process 7 \(y\) of run x: the verdict of a life is none of'
one catastrophe '{"pid":7,"verdict":"leak","judged":true}'
status "an unknown verdict of a process" 2 "$analyze" --merge "$tmp/odd.json"
one leak ''
status "a leak without lives" 2 "$analyze" --merge "$tmp/odd.json"
one leak '{"pid":7,"verdict":"stable","judged":true}'
status "a verdict graver than its lives" 2 "$analyze" --merge "$tmp/odd.json"
one stable '{"pid":7,"verdict":"stable","judged":true}'
sed -i 's/}]}]}/}]}],"summary":{"leak":1}}/' "$tmp/odd.json"
status "a leak that only the summary counts" 2 "$analyze" --merge "$tmp/odd.json"
like "is said with file and run" "$err" 'odd.json: run x: it lacks leaks that its summary counts'
one leak '{"pid":7,"verdict":"leak","judged":true}'
sed -i 's/}]}]}/}]}],"summary":{"leak":1}}/' "$tmp/odd.json"
status "one that its processes have" 1 "$analyze" --fail-on provisional --merge "$tmp/odd.json"
one leak '{"pid":7,"verdict":"leak","reason":"new-in-9","judged":true}'
status "an unknown reason is no harm" 1 "$analyze" --fail-on provisional --merge -o "$tmp/reason" "$tmp/odd.json"
like "it is kept" "$(tail -n 1 "$tmp/reason/fleet.csv")" '"leak","leak","new-in-9"'

# Ten thousand runs of one name take the time of their bytes.
one stable '{"pid":7,"verdict":"stable","judged":true}'
sed 's/^{/{"exit_status":0,/' "$tmp/odd.json" >"$tmp/good.json"
awk '{ for (i = 0; i < 10000; i++) print }' "$tmp/good.json" >"$tmp/many.json"
begin=$(date +%s)
status "10,000 runs of one name" 0 "$analyze" --merge -o "$tmp/many" "$tmp/many.json"
is "each has a name of its own" "$(cut -d, -f1 "$tmp/many/fleet.csv" | sort -u | wc -l):$(tail -n +2 "$tmp/many/fleet.csv" | cut -d, -f1 | tail -n 1)" '10001:"x-9999"'
is "in seconds" "$([ $(($(date +%s) - begin)) -lt 20 ] && echo yes)" yes
# of the machine alone: the last line of several runs says what decided, and no table is empty
machine() { # KIB-A-ROUND
	awk -v by="$1" 'BEGIN {
		for (i = 0; i < 40; i++)
			printf "2026-11-01 %02d:%02d:00\nMemTotal:       16384000 kB\nMemFree:         2000000 kB\nMemAvailable:   %8d kB\nSUnreclaim:     %8d kB\n",
				i / 60, i % 60, 3000000 - by * i + i * 7919 % 13 * 4, 100000 + by * i + i * 7919 % 13 * 4
	}'
}
machine 3000 >"$tmp/lost.log"
machine 0 >"$tmp/kept.log"
status "a machine that loses its memory, and one that does not" 1 "$analyze" -q --no-report "$tmp/lost.log" "$tmp/kept.log"
is "the last line says which decided" "$(printf '%s\n' "$out" | tail -n 1)" \
	"0 leak, 0 suspect, 0 inconclusive, 0 stable, the machine itself fails 1 of 2 runs (their last lines say why)      exit 1"
unlike "and there is no table without rows" "$out" 'STEEPEST'

# What a gate knows in its own run is known in the merge, and nothing else is.
cp samples/frr.run.tar.xz "$tmp/known.run.tar.xz"
printf 'known ripd until 2027-12-31 # bug 1234\n' >"$tmp/gate"
map() { "$analyze" -q --no-report --fail-on provisional --format json "$@"; }
map --gate "$tmp/gate" "$tmp/known.run.tar.xz" >"$tmp/known.json"
map samples/frr.run.tar.xz >"$tmp/new.json"
last() { printf '%s\n' "$out" | tail -n 1; }
status "a known leak alone" 0 "$analyze" --fail-on provisional --merge "$tmp/known.json"
like "is counted, and named so" "$(last)" '^1 leak \(known\), .*exit 0$'
status "beside one that is new" 1 "$analyze" --fail-on provisional --merge "$tmp/known.json" "$tmp/new.json"
like "it hides nothing" "$(last)" '^2 leak \(1 known\), .*exit 1$'
sed 's/"known":true,/"known":1,/' "$tmp/known.json" >"$tmp/odd.json"
status "what does not say so is not known" 1 "$analyze" --fail-on provisional --merge "$tmp/odd.json"
status "in one call, with the gate" 0 "$analyze" --fail-on provisional --no-report --gate "$tmp/gate" "$tmp/known.run.tar.xz" samples/frr.run.tar.xz
like "two known leaks" "$(last)" '^2 leak \(known\), .*exit 0$'

# A leak of one run that many others make uncertain is no pass in silence.
lives() { # P of the leak, and nine that are level
	printf '{"format":"leakline-report 1","exit_status":0,"run":{"name":"%s"},"processes":[' "$1"
	printf '{"name":"a","verdict":"%s","known":%s,"lives":[{"pid":1,"verdict":"%s","judged":true,"footprint":{"late_p":%s,"p_adjusted":%s,"state":"grow"}}]}' "$3" "$4" "$3" "$2" "$2"
	for pid in 2 3 4 5 6 7 8 9; do
		printf ',{"name":"b%s","verdict":"stable","lives":[{"pid":%s,"verdict":"stable","judged":true,"footprint":{"late_p":0.9,"p_adjusted":1,"state":"flat"}}]}' $pid $pid
	done
	printf ']}\n'
}
lives many 0.0005 leak false >"$tmp/many.json"
status "a leak that is not proven over all" 3 "$analyze" --merge "$tmp/many.json"
like "is said" "$(last)" '^0 leak, 0 suspect, 1 inconclusive, 8 stable, 1 found in its own run is not proven over all runs      exit 3$'
status "it is let through by who says so" 0 "$analyze" --allow-inconclusive --merge "$tmp/many.json"
status "or forgives leaks" 0 "$analyze" --fail-on never --merge "$tmp/many.json"
lives many 0.0005 leak true >"$tmp/many.json"
status "a known one is none that is lost" 0 "$analyze" --merge "$tmp/many.json"
lives many 0.0005 suspect false >"$tmp/many.json"
status "nor is a suspect" 0 "$analyze" --merge "$tmp/many.json"
status "but for who asked for those" 3 "$analyze" --fail-on suspect --merge "$tmp/many.json"
lives many 0.00000001 leak false >"$tmp/many.json"
status "one that is proven stays a leak" 1 "$analyze" --merge "$tmp/many.json"
finish
