#!/bin/sh
# 51-panels - the page's panels and the trends' scripts are drawn of one model: held side by side, number by number (tests/panels.py).
. tests/tap.sh
command -v python3 >/dev/null 2>&1 || skip_all "no python3"

# All that is resident is the process's own: then both draw the same metrics, on the same axes.
run() { # NAME AWK-EXPRESSIONS: pid and kib of round i
	rm -rf "$tmp/$1.run"
	mkdir "$tmp/$1.run"
	awk -v folder="$tmp/$1.run" 'BEGIN {
		for (i = 0; i < 100; i++) {
			file = sprintf("%s/%04d-20261101T%02d%02d00.000Z.status", folder, i, i / 60, i % 60)
			'"$2"'
			kib += i * 7919 % 13 * 4
			printf "Name:\td\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t%d kB\nVmStk:\t132 kB\n",
				pid, pid, kib, kib, kib + 500 >file
			close(file)
		}
	}'
}
held() { # NAME LINES [OPTION...]: the panels of a run agree, and there are so many
	name=$1 lines=$2
	shift 2
	"$analyze" -q -o "$tmp/$name" "$@" "$tmp/$name.run" >/dev/null 2>&1
	said=$(python3 tests/panels.py "$tmp/$name" 2>&1)
	is "$name: page and script agree" "$(printf '%s\n' "$said" | grep -v 'readings agree$')" ""
	is "$name: wide and slim panels of both metrics" "$(printf '%s\n' "$said" | grep -c 'readings agree$')" "$lines"
}
run leak 'pid = 7; kib = 3000 + 12 * i'
held leak 4
is "it has times" "$(grep -c '^set x2tics' "$tmp"/leak/plots/trend-*.gp)" 1
run skip 'pid = 7; kib = 9000 + 20 * i + (i < 30 ? 0 : 700)'
held skip 4 --skip 12
like "it has a warm-up" "$(cat "$tmp"/skip/plots/trend-*.gp)" '^set object 1 rectangle from graph 0, graph 0 to first 11\.5,'
like "and a step" "$(cat "$tmp"/skip/plots/trend-*.gp)" '^set arrow 10 from first 29\.5,'
run restarts 'pid = i < 40 ? 7 : i < 70 ? 8 : 9; kib = 3000 + 40 * (i % 40)'
held restarts 4
is "it has restarts" "$(grep -c '^set arrow 10[12] .* dashtype 2 ' "$tmp"/restarts/plots/trend-*.gp)" 4
run pulse 'pid = 7; kib = 30000 + 12 * i - (i == 40 ? 6000 : 0)'
held pulse 4
is "it has a round that was set aside" "$(awk '/^\$private/,/^LEAKLINE/ { if ($7 == 1) print $1 }' "$tmp"/pulse/plots/trend-*.gp)" 40

# what it would find: a script of which one reading, one tick, one mark is not the page's
broken() { # WHAT SED-EXPRESSION
	rm -rf "$tmp/broken"
	cp -r "$tmp/restarts" "$tmp/broken"
	sed -i "$2" "$tmp"/broken/plots/trend-*.gp
	python3 tests/panels.py "$tmp/broken" >"$tmp/said" 2>&1
	is "$1 that is not the page's is found" "$?" 1
}
broken "a reading" '/^\$private/,/^LEAKLINE/s/^5 \([0-9]*\) /5 9\1 /'
broken "a step of the ticks" 's/^set ytics [0-9.]*/set ytics 0.07/'
broken "a restart" 's/^set arrow 101 from first 39.5/set arrow 101 from first 42/'
finish
