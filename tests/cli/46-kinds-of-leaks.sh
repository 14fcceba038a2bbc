#!/bin/sh
# 46-kinds-of-leaks - processes that lose memory in all ways that a hint knows, recorded and judged: does each say what it is?
. tests/tap.sh

command -v "${CC:-cc}" >/dev/null 2>&1 || skip_all "no compiler"
${CC:-cc} -O1 -pthread -o "$tmp/leaks" tests/leaks.c || exit 2
kinds="heap arenas threads unjoined deleted memfd touched reserved tables"
pids=
cleanup() { [ -z "$pids" ] || kill $pids 2>/dev/null; }
for kind in $kinds; do
	"$tmp/leaks" "$kind" "$tmp" >"$tmp/pid.$kind" &
	pids="$pids $!"
done
for kind in $kinds; do
	waited=0
	until [ -s "$tmp/pid.$kind" ] || [ "$waited" -ge 100 ]; do sleep 0.1; waited=$((waited + 1)); done
done

# by the names in maps where they are recorded, else by place: both must say the same
status "recorded" 0 "$collect" -q -n 30 -w 0 --settle 200ms --also smaps --ps ends -o "$tmp/kinds.run" $pids -- kill -USR1 $pids
kill $pids
"$analyze" -q -v -o "$tmp/report" "$tmp/kinds.run" >/dev/null 2>&1
mkdir "$tmp/place.run"
(cd "$tmp/kinds.run" && find . -type f ! -name '*.smaps' -exec cp {} "$tmp/place.run/" \;)
"$analyze" -q -v -o "$tmp/place" "$tmp/place.run" >/dev/null 2>&1

# of NAME: its section in report.txt in one line, no-break spaces as spaces
of() {
	sed "s/$(printf '\302\240')/ /g" "$report/report.txt" |
		awk -v name="$1" '/^[^ ]/ { on = $2 == name && /^[^ ]+ [^ ]+ \([0-9]+\)  / } on { sub(/^ +/, " "); printf "%s", $0 }'
}
watched() { sed "s/$(printf '\302\240')/ /g" "$report/report.txt" | awk '/^watch also/ { on = 1; next } /^$/ { on = 0 } on'; }
for report in "$tmp/report" "$tmp/place"; do
	how=$(basename "$report" | sed 's/report/by name/; s/place/by place/')
	like "$how: heap" "$(of heap)" 'what grew: \[heap\] 100 %.*hint: the heap grew [3-9] times, by 132 KiB each'
	like "$how: arenas" "$(of arenas)" 'hint: 3 arenas of 64 MiB at the end, 0 at the start: .*MALLOC_ARENA_MAX=1'
	unlike "$how: address space is no growth" "$(of arenas)" '\[reserved\]'
	like "$how: threads that never end" "$(of threads)" 'hint: it has 31 threads at the end, 1 at the start'
	like "$how: threads not joined" "$(of unjoined)" 'hint: 30 thread stacks at the end, 0 at the start, and no more threads'
	like "$how: deleted files" "$(of deleted)" 'hint: deleted files stay mapped, 0 at the start, 30 at the end'
	like "$how: memfd" "$(of memfd)" 'hint: files in memory \(memfd_create\) stay mapped, 0 at the start, 30 at the end'
	like "$how: touched, not taken" "$(of touched)" 'suspect.*hint: resident memory grows where private memory does not'
	like "$how: taken, not touched" "$(of reserved)" 'suspect.*hint: private memory grows where resident memory does not'
	like "$how: threads are watched" "$(watched)" 'threads \([0-9]+\): threads grew: \+1\.0 ± 0\.0 a round, 1 → 31$'
	like "$how: page tables are watched" "$(watched)" 'tables \([0-9]+\): page tables grew: \+[0-9.]+ ± [0-9.]+ KiB a round'
	is "$how: threads of no other" "$(watched | grep -c ': threads grew')" 1
	is "$how: no swap" "$(watched | grep -c ': swap grew')" 0
done
groups() { awk -F '","' 'NR > 1 { print $3, $4, $6, $7, $8, $9 }' "$1/mappings.csv" | LC_ALL=C sort; }
is "groups by name are those by place" "$(groups "$tmp/report" | grep -E '\[(heap|arena|thread stack|deleted files|memfd)\]')" \
	"$(groups "$tmp/place" | grep -E '\[(heap|arena|thread stack|deleted files|memfd)\]')"
report=$tmp/report
like "smaps: what is used of it" "$(of heap)" 'of it private dirty [0-9]+ → [0-9 ]+ KiB, Pss [0-9]+ → [0-9 ]+ KiB'
like "smaps: in the page" "$(cat "$report/report.html")" '<small class="use">private dirty 8 → [0-9]+ KiB, Pss'
like "smaps: in Markdown" "$(sed "s/$(printf '\302\240')/ /g" "$report/report.md")" '`\[heap\]` 100 % \(.*; private dirty [0-9]+ → [0-9 ]+ KiB, Pss'
like "smaps: in JSON" "$(cat "$report/report.json")" '"private_dirty_last_kib": [1-9][0-9]+,'
like "memory reserved is not dirty" "$(of reserved)" 'of it private dirty 0 → 0 KiB, Pss 0 → 0 KiB'
like "smaps: nothing is used of what is not there yet" "$(of memfd)" 'of it private dirty 0 → [1-9][0-9 ]* KiB, Pss 0 → [1-9]'
like "smaps: what was touched" "$(of touched)" 'what was touched: \[large anon\], private dirty [0-9]+ → [0-9 ]+ KiB, Pss [0-9]+ → [0-9 ]+ KiB hint: resident'
unlike "smaps: nothing is touched where private memory grows, too" "$(of heap)" 'touched:'
for file in report.md report.html; do
	like "smaps: what was touched, in $file" "$(sed 's/<[^>]*>/ /g' "$report/$file" | tr -d '\n`')" 'hat was touched(:| ) +\[large anon\] +\(?private dirty'
done
unlike "without smaps nothing of it" "$(cat "$tmp/place/report.txt")" 'private dirty'
finish
