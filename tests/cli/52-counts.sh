#!/bin/sh
# 52-counts - threads, descriptors (kind fd) and a JVM's old generation (kind jstat): where they grow, their budgets, what they decide.
. tests/tap.sh

# made NAME ANON FD OLD FGC: 80 rounds of java (7); each is an expression of awk in i, the round.
made() {
	rm -rf "$tmp/$1.run"
	mkdir "$tmp/$1.run"
	awk -v folder="$tmp/$1.run" 'BEGIN {
		for (i = 0; i < 80; i++) {
			name = sprintf("%s/%04d-20260101T%02d%02d00.000Z", folder, i, i / 60, i % 60)
			anon = '"$2"'
			printf "Name:\tjava\nPid:\t7\nThreads:\t12\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmSwap:\t0 kB\nVmData:\t%d kB\nVmStk:\t132 kB\n", anon + 500, anon, anon + 900 >(name ".status")
			if ("'"$3"'" != "") printf "7 %d\n", '"${3:-0}"' >(name ".fd")
			if ("'"$4"'" != "") printf "==> 7 <==\n OC OU YGC FGC\n90000.0 %d.5 3 %d\n", '"${4:-0}"', '"${5:-0}"' >(name ".jstat")
			close(name ".status"); close(name ".fd"); close(name ".jstat")
		}
	}'
}
flat='90000 + 4 * (i * 7919 % 5)'
grows='90000 + 40 * i + 4 * (i * 7919 % 5)'
last() { printf '%s\n' "$out" | tail -n 1; }
gate() { printf '%s\n' "$@" >"$tmp/gate"; }

made fds "$flat" '20 + i / 2 + i % 3'
status "descriptors that grow are no verdict" 0 "$analyze" -q -o "$tmp/report" "$tmp/fds.run"
like "they are shown" "$out" 'java \(7\): descriptors grew: \+0\.50 ± 0\.0[0-9]+ a round, 20 → 6[01]|java \(7\): descriptors grew: \+0\.5'
unlike "threads that stand still are not" "$out" 'threads grew'
is "both have a row" "$(tr -d '"' <"$tmp/report/trends.csv" | awk -F, '{ print $4 "," $NF }' | tail -n 2 | tr '\n' ' ')" "threads,flat fds,grow "
like "and a trend in JSON" "$(cat "$tmp/report/report.json")" '"fds": \{'
gate 'budget java fds 0.1/round'
status "beyond its budget" 1 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/fds.run"
like "which decided" "$(last)" 'fds over their budget: java      exit 1$'
"$analyze" -q --no-report --format json --gate "$tmp/gate" "$tmp/fds.run" >"$tmp/fds.json"
status "merged, too" 1 "$analyze" -q --merge "$tmp/fds.json"
like "and why is said" "$(last)" 'a count beyond its budget in 1 of 1 runs      exit 1$'
# Two of a name are a group, which stands for them; not for what is over a budget of its own.
cp -r "$tmp/fds.run" "$tmp/two.run"
for file in "$tmp"/two.run/*.status; do
	sed 's/^Pid:.*/Pid:\t8/' "$file" >"$tmp/other"
	cat "$tmp/other" >>"$file"
done
for file in "$tmp"/two.run/*.fd; do echo '8 20' >>"$file"; done
status "beyond its budget in a group" 1 "$analyze" --no-report --gate "$tmp/gate" "$tmp/two.run"
like "which is there" "$out" 'GROUP  name java  2 members'
like "and hides nothing" "$(last)" 'fds over their budget: java      exit 1$'
gate 'budget java fds 0.6/round'
status "within it the group counts" 0 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/two.run"
like "alone" "$(last)" '^0 leak, 0 suspect, 0 inconclusive, 1 stable      exit 0$'
gate 'budget java fds 0.6/round' 'budget java threads 0.1/round'
status "within" 0 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/fds.run"
gate 'budget java fds 0.1/round' 'known java fds until 2027-01-01'
status "known" 0 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/fds.run"
gate 'budget java fds 1K/round'
status "a budget of counts has no unit" 2 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/fds.run"
like "which is said" "$err" 'as 0.1/round'
gate 'budget java 0.1/round'
status "one of memory has" 2 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/fds.run"
made bare "$flat"
gate 'budget java fds 0.1/round'
status "descriptors that were not recorded are no pass" 3 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/bare.run"
like "and that is said" "$(last)" 'no verdict on fds: java      exit 3$'
is "other kinds move no verdict on memory" \
	"$("$analyze" -q --no-report --format json "$tmp/bare.run" | grep -o '"p_adjusted":[^,]*' | head -n 4)" \
	"$("$analyze" -q --no-report --format json "$tmp/fds.run" | grep -o '"p_adjusted":[^,]*' | head -n 4)"

reason() { printf '%s\n' "$out" | grep -o '"verdict":"[a-z]*","shape":"[a-z-]*","reason":"[a-z-]*"' | cut -d'"' -f4,12 | tr '"' ' '; }
judge() {
	made java "$2" '' "$3" "$4"
	out=$("$analyze" -q --no-report --format json "$tmp/java.run" 2>/dev/null)
	is "$1" "$(reason)" "$5"
}
judge "no full collection, no verdict" "$flat" '5000 + i' 2 "inconclusive no-full-collection"
judge "one that grows, too" "$grows" '5000 + i' 0 "inconclusive no-full-collection"
judge "four are too few" "$flat" '5000' 'int(i / 16)' "inconclusive few-cycles"
judge "five decide" "$flat" '5000' 'int(i / 15)' "stable no-growth"
judge "the old generation grows inside of what was committed" "$flat" '5000 + 30 * i' i "leak heap-grows"
judge "it does not: garbage lies between two collections" "$flat" '5000 + (i % 4 ? 900 * (i % 4) : 0)' 'int(i / 4)' "stable no-growth"
judge "what grows is not the heap" "$grows" '5000 + i % 3' i "suspect heap-retained"
finish
