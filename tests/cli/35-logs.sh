#!/bin/sh
# 35-logs - logs that people already have: each shows the leak, and says that private memory is missing.
. tests/tap.sh
. tests/loop.sh

for log in pidstat pidstatH top atop ps; do
	rm -rf "$tmp/report"
	"$analyze" -q -o "$tmp/report" "tests/fixtures/logs/$log.log" >"$tmp/out" 2>"$tmp/err"
	is "$log: suspect at best" "$(awk -F '","' '$3 == "leaky" && $2 == 2417 { print $4, $6, $7 }' "$tmp/report/processes.csv")" "suspect no-private 25"
	like "$log: and why" "$(cat "$tmp/out")" 'private memory was not'
	unlike "$log: without a note that is not deserved" "$(cat "$tmp/out")" 'oddit'
done

# The same tools in other languages: a clock of twelve hours, averages at the end, threads, words of top that are translated.
for log in pidstat.en_US pidstat.en_IN pidstat.de_DE pidstat-t top.de_DE top.fr_FR; do
	for import in "" "--import ${log%%[.-]*}"; do
		rm -rf "$tmp/report"
		# shellcheck disable=SC2086 # an option and its argument, or none
		"$analyze" -q $import -o "$tmp/report" "tests/fixtures/logs/$log.log" >"$tmp/out" 2>"$tmp/err"
		is "$log $import: the leak and the steady one" \
			"$(awk -F '","' 'NR > 1 { print $3, $4, $6, $7 }' "$tmp/report/processes.csv" | sed 's/ [^ ]* \([0-9]*\)$/ \1/')" \
			"leaky suspect 25
steady stable 25"
		unlike "$log $import: without a note" "$(cat "$tmp/out")" 'oddit'
	done
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
for log in mprofile.dat activity.txt; do
	cat "$tmp/$log" "$tmp/$log" >"$tmp/twice.$log"
	status "$log: one behind another" 0 "$analyze" --no-report "$tmp/twice.$log"
	like "$log: one behind another: two processes that grow" "$out" ', 2 processes'
	unlike "$log: one behind another: not one that falls" "$out" '1 stable'
done
status "an import that it is not" 2 "$analyze" --no-report --import atop "$tmp/activity.txt"

# What a loop appended to one file.
appended() { # NAME WANTED-VERDICT WANTED-LENGTH FORMAT TOOLS...
	what=$1 verdict=$2 long=$3
	shift 3
	i=0
	while [ $i -lt 25 ]; do round $i "$@"; i=$((i + 1)); done >"$tmp/appended.log"
	"$analyze" --no-report "$tmp/appended.log" >"$tmp/out" 2>"$tmp/err"
	like "$what: its rounds" "$(cat "$tmp/out")" "^appended\.log *25 rounds$long, "
	like "$what: its verdict" "$(cat "$tmp/out")" "$verdict +leaky +2417 .*\+24\.0 "
	unlike "$what: nothing odd" "$(cat "$tmp/out" "$tmp/err")" 'oddit'
}
appended "date and ps" suspect " in 24 min 0 s" "+%a %b %e %T UTC %Y" date ps
appended "ps and date behind it" suspect " in 24 min 0 s" -R ps date
appended "ps alone" suspect "" -R ps
appended "status alone" leak "" -R status
appended "pmap alone" suspect "" -R pmap
appended "ps, pmap and status" leak " in 24 min 0 s" -Is date ps pmap status
appended "ps and pmap" leak " in 24 min 0 s" +%s date ps pmap
appended "status and pmap without a date" leak "" +%s status pmap
appended "pmap and ps without a date" leak "" +%s pmap ps
appended "pmap -x and -d of a process" leak "" +%s pmap-x pmap
appended "pmap -d and -x of a process" leak "" +%s pmap pmap-x
appended "pmap -x and -d of a process, with a date" leak " in 24 min 0 s" +%s date pmap-x pmap
for i in $(seq 0 24); do round "$i" -R pmap-x pmap; done | sed '$s/ *writeable.*//' >"$tmp/halves.log"
like "pmap -x and -d, cut off: no round more" "$("$analyze" --no-report "$tmp/halves.log")" '^halves\.log *25 rounds, '
{
	for i in $(seq 40); do printf '000055c8a5b%05x     132 rw--- 0000000000000000 000:00000   [ anon ]\n' "$i"; done
	for i in $(seq 0 24); do round "$i" -R pmap; done
} >"$tmp/half.log"
status "the second half of a log, which begins within a long table" 0 "$analyze" --no-report -v "$tmp/half.log"
like "the second half of a log: its rounds" "$out" '^half\.log *25 rounds, 1 process'
like "the second half of a log: its verdict" "$out" 'suspect +leaky +2417 .*\+24\.0 '
like "the second half of a log: rows that are lost are told" "$out" '\(file\):1: a row outside of a process'
appended "with meminfo" leak " in 24 min 0 s" +%s date status pmap meminfo
like "which is a trend of the system" "$(cat "$tmp/out")" 'SUnreclaim'
for i in $(seq 25); do printf 'PID   USER     TIME  COMMAND\n 2417 root      0:00 ./leaky\n'; done >"$tmp/busybox.log"
status "ps of BusyBox tells no memory" 2 "$analyze" --no-report "$tmp/busybox.log"
like "and what to record instead" "$err" 'record .ps -o pid,rss,args'
{ round 0 -R date ps; echo 'ps: a message'; round 1 -R date ps; head -c 3 /dev/zero | tr '\0' x; } >"$tmp/odd.log"
like "a line that is none is told with its place in the file" "$("$analyze" --no-report -v "$tmp/odd.log" 2>&1)" '\(file\):5: .*a message'

{ echo 'Script started'; for i in 1 2 3; do date -R; echo "ps: invalid option -- 'a'"; done; i=0; while [ $i -lt 25 ]; do round $i -R date ps; i=$((i + 1)); done; } >"$tmp/late.log"
status "rounds in which the tool failed" 0 "$analyze" --no-report -v "$tmp/late.log"
like "rounds in which the tool failed: those that follow" "$out" '^late\.log *25 rounds in 24 min 0 s, '
like "rounds in which the tool failed: told" "$out" 'no table follows this date'

# A tar of smemcap a round: its program is in few packages, so tar itself writes here what smem's and BusyBox's write.
"$bin/leaky" >"$tmp/leaky.pid" &
leaky=$!
"$bin/steady" >"$tmp/steady.pid" &
steady=$!
cleanup() { kill $leaky $steady 2>/dev/null; }
for i in 1 2 3 4 5 6 7 8 9 10; do [ -s "$tmp/leaky.pid" ] && [ -s "$tmp/steady.pid" ] && break; sleep 0.2; done
mkdir "$tmp/caps" "$tmp/zipped"
i=1
while [ $i -le 25 ]; do
	kill -USR1 $leaky $steady
	sleep 0.05
	mkdir -p "$tmp/proc/$leaky" "$tmp/proc/$steady"
	for file in meminfo version $leaky/smaps $leaky/cmdline $leaky/stat $steady/smaps $steady/cmdline $steady/stat; do
		cat "/proc/$file" >"$tmp/proc/$file"
	done
	(cd "$tmp/proc" && tar --format=gnu -cf - meminfo version $leaky $steady) >"$tmp/caps/memory.$i.tar"
	touch -d "@$((1795410960 + 60 * i))" "$tmp/caps/memory.$i.tar"
	i=$((i + 1))
done
status "smemcap: a folder of tars" 1 "$analyze" --fail-on provisional --no-report "$tmp/caps"
like "smemcap: 25 rounds by their numbers" "$out" '^caps *25 rounds in 24 min 0 s, 2 processes'
like "smemcap: the leak, with its mappings" "$out" "leak +leaky +$leaky .*\\+2[34]\\."
like "smemcap: where" "$out" 'what grew: \[heap\]'
like "smemcap: what is used" "$out" 'private dirty'
like "smemcap: the steady one" "$("$analyze" --no-report -v "$tmp/caps")" "stable +steady +$steady "
tar -C "$tmp" -cf "$tmp/caps.tar" caps
is "smemcap: the folder as a tar" "$("$analyze" --no-report "$tmp/caps.tar")" "$("$analyze" --no-report "$tmp/caps")"
for file in "$tmp"/caps/*; do gzip -c "$file" >"$tmp/zipped/${file##*/}.gz"; done
like "smemcap: compressed, when told" "$("$analyze" --no-report --import smemcap "$tmp/zipped")" "leak +leaky +$leaky .*\\+2[34]\\."
like "smemcap: one tar is one round" "$("$analyze" --no-report --allow-inconclusive "$tmp/caps/memory.1.tar")" '^memory.1 *1 round, '
head -c 30000 "$tmp/caps/memory.25.tar" >"$tmp/cut" && mv "$tmp/cut" "$tmp/caps/memory.25.tar"
like "smemcap: a tar that is cut off is told" "$("$analyze" --no-report -v "$tmp/caps")" 'memory.25.tar: the archive is cut off'
finish
