#!/bin/sh
# 48-other-leaks - what else leaks beside the targets' memory: swap, page tables, threads, the kernel's slab, the system's free
# memory, processes that are no targets. Each is said where it grows, and only there; in all reports alike. And system.csv.
. tests/tap.sh

# made NAME GROWING: 60 rounds of a daemon, a bystander and a system in which only GROWING grows
made() {
	rm -rf "$tmp/$1.run" "$tmp/$1"
	mkdir "$tmp/$1.run"
	awk -v folder="$tmp/$1.run" -v what="$2" '
	function grown(name, step) { return what == name ? step * i : 0 }
	function jitter(n) { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n }
	BEGIN {
		seed = 1
		for (i = 0; i < 60; i++) {
			stem = sprintf("%s/%04d-20261101T%02d%02d00.000Z", folder, i, i / 60, i % 60)
			printf "Name:\td\nState:\tS (sleeping)\nTgid:\t7\nPid:\t7\nVmSize:\t90000 kB\nVmRSS:\t5000 kB\nRssAnon:\t3000 kB\nVmData:\t9000 kB\nVmStk:\t132 kB\nVmPTE:\t%d kB\nVmSwap:\t%d kB\nThreads:\t%d\n",
				60 + grown("tables", 4), grown("swap", 20), 2 + grown("threads", 1) >(stem ".status")
			printf "MemTotal:       16000000 kB\nMemFree:         4000000 kB\nMemAvailable:   %d kB\nSUnreclaim:       %d kB\n",
				8000000 + 4 * jitter(2000) - grown("available", 4000), 90000 + 4 * jitter(20) + grown("unreclaim", 64) >(stem ".meminfo")
			printf "slabinfo - version: 2.1\n# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab> : tunables <limit> <batchcount> <sharedfactor> : slabdata <active_slabs> <num_slabs> <sharedavail>\n" >(stem ".slabinfo")
			printf "dentry            %d %d    192   21    1 : tunables    0    0    0 : slabdata   %d   %d      0\n",
				21000 + grown("slab", 210), 21000 + grown("slab", 210), 1000 + grown("slab", 10), 1000 + grown("slab", 10) >(stem ".slabinfo")
			printf "inode_cache        5400   5400    600   27    4 : tunables    0    0    0 : slabdata    200    200      0\n" >(stem ".slabinfo")
			printf "USER         PID %%CPU %%MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n" >(stem ".ps")
			printf "root           1  0.0  0.1  20000  9000 ?        Ss   Nov01   0:01 /sbin/init\n" >(stem ".ps")
			printf "daemon         7  0.0  0.1  90000  5000 ?        Ss   Nov01   0:01 d\n" >(stem ".ps")
			printf "postgres      90  0.0  0.1  90000  %5d ?        Ss   Nov01   0:01 postgres: writer -x =1+1\n", 7000 + grown("bystander", 40) >(stem ".ps")
			close(stem ".status"); close(stem ".meminfo"); close(stem ".slabinfo"); close(stem ".ps")
		}
	}'
	"$analyze" -q -v --color never -o "$tmp/$1" "$tmp/$1.run" >/dev/null 2>"$tmp/err"
}
watched() { sed "s/$(printf '\302\240')/ /g" "$tmp/$1/report.txt" | awk '/^watch also/ { on = 1; next } /^$/ { on = 0 } on'; }
say() { # NAME GROWING PATTERN
	made "$1" "$2"
	like "$1: said" "$(watched "$1")" "$3"
	is "$1: and nothing else" "$(watched "$1" | wc -l | tr -d ' ')" 1
	like "$1: in the page" "$(sed 's/<[^>]*>//g' "$tmp/$1/report.html" | grep -c "$(watched "$1" | sed 's/^ *//; s/ .*//')")" '^[1-9]'
	is "$1: in Markdown" "$(sed "s/$(printf '\302\240')/ /g; s/\`//g" "$tmp/$1/report.md" | sed -n 's/^- \(.* \(grew\|falls\|grows\): .*\)/\1/p')" \
		"$(watched "$1" | sed 's/^ *//; s/\(grows\): /\1: /')"
	is "$1: in JSON" "$(grep -c '"metric": "'"$4"'"' "$tmp/$1/report.json")" "${5:-1}"
}
# What the machine has too much or too little of has a verdict, and lines of its own.
say_system() { # NAME GROWING PATTERN METRIC
	made "$1" "$2"
	lines=$(sed "s/$(printf '\302\240')/ /g" "$tmp/$1/report.txt" | grep '^SYSTEM [^ ]')
	like "$1: said" "$lines" "$3"
	is "$1: and nothing else" "$(printf '%s\n' "$lines" | wc -l | tr -d ' ')" 1
	is "$1: not among processes" "$(watched "$1")" ""
	check "$1: in the page" grep -q "$4" "$tmp/$1/report.html"
	check "$1: in Markdown" grep -q "$4" "$tmp/$1/report.md"
	is "$1: in JSON" "$(grep -c '"metric": "'"$4"'"' "$tmp/$1/report.json")" 1
}
made nothing nothing
is "nothing grows: nothing is said" "$(watched nothing)" ""
unlike "nothing grows: no heading" "$(cat "$tmp/nothing/report.html" "$tmp/nothing/report.md")" 'Watch also'
say swap swap '^  d \(7\): swap grew: \+20\.0 ± 0\.0 KiB a round, 0 → 1 180 KiB$' swap
say tables tables '^  d \(7\): page tables grew: \+4\.0 ± 0\.0 KiB a round, 60 → 296 KiB$' "page tables"
say threads threads '^  d \(7\): threads grew: \+1\.0 ± 0\.0 a round, 2 → 61$' threads 2
say_system unreclaim unreclaim '^SYSTEM SUnreclaim  ▲ grows \+6[0-9]\.?[0-9]* ± [0-9.]+ KiB/round' SUnreclaim
say_system available available '^SYSTEM MemAvailable  ▲ falls -[34] [0-9]+ ± [0-9]+ KiB/round' MemAvailable
say_system slab slab '^SYSTEM slab dentry  ▲ grows \+39\.[0-9]+ ± [0-9.]+ KiB/round' "slab dentry"

made bystander bystander
like "a bystander that grows is named" "$(watched bystander)" '^  postgres: \(90\) is no target, but grows: RSS \+40\.0 ± 0\.0 KiB a round$'
like "it tops the table of those that grew most" "$(sed "s/$(printf '\302\240')/ /g" "$tmp/bystander/report.txt" | grep -A 1 '^GREW MOST')" \
	'^postgres: +90 +7 000 +9 360 +\+2 360$'
like "also in the page" "$(cat "$tmp/bystander/report.html")" 'postgres: <small>90, no target</small>'
is "the verdict is the targets' alone" "$(tail -n 1 "$tmp/bystander/report.txt")" '0 leak, 0 suspect, 0 inconclusive, 1 stable      exit 0'
is "system.csv: every process of ps" "$(awk -F '","' 'NR > 1 { print $3, $2, $4, $6, $7, $8, $9 }' "$tmp/bystander/system.csv")" \
	"d 7 daemon 60 5000 5000 0
init 1 root 60 9000 9000 0
postgres: 90 postgres 60 7000 9360 2360"
like "system.csv: its trend" "$(grep postgres "$tmp/bystander/system.csv")" ',"40","[0-9.e-]+"$'

# of a real run: what ps said first and last
command -v xz >/dev/null 2>&1 || { skip "system.csv of a real run" "no xz"; finish; }
mkdir "$tmp/frr" && tar -xJf samples/frr.run.tar.xz -C "$tmp/frr"
"$analyze" -q -o "$tmp/frr.report" samples/frr.run.tar.xz >/dev/null 2>&1
run=$(dirname "$(find "$tmp/frr" -name run.info | head -n 1)")
pairs() { awk 'FNR > 1 && $6 > 0 { print $2, $6 }' "$1" | sort; }
pairs "$(ls "$run"/*.ps | head -n 1)" >"$tmp/first"
pairs "$(ls "$run"/*.ps | tail -n 1)" >"$tmp/last"
# only those that ps alone shows: of a target, status tells RSS with its swap
targets=$(awk -F '","' 'NR > 1 { print $2 }' "$tmp/frr.report/processes.csv" | sort -u | tr '\n' ' ')
join "$tmp/first" "$tmp/last" | awk -v targets=" $targets" 'index(targets, " " $1 " ") == 0' >"$tmp/want"
awk -F '","' 'NR > 1 { print $2, $7, $8 }' "$tmp/frr.report/system.csv" | sort >"$tmp/got"
is "system.csv of a real run is what ps said" "$(grep -vxFf "$tmp/got" "$tmp/want")" ""
check "and that is something" test -s "$tmp/want"
finish
