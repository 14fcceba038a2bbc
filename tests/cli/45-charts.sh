#!/bin/sh
# 45-charts - every script runs as it is, in each terminal and theme; pictures exist and are what they say; few rounds and many.
. tests/tap.sh
command -v gnuplot >/dev/null 2>&1 || skip_all "no gnuplot"

"$analyze" -q --render png -o "$tmp/report" samples/frr.run.tar.xz >/dev/null 2>&1
plots=$tmp/report/plots
is "the charts of a run" "$(cd "$plots" && ls ./*.gp | tr '\n' ' ')" \
	"./diagnostics-ripd-28.gp ./overview.gp ./start-end.gp ./trend-ripd-28.gp "
draw() { # SCRIPT, whose PNG is there or is drawn
	script=$1
	chart=$(basename "$script" .gp)
	[ -e "$plots/$chart.png" ] || (cd "$plots" && gnuplot -d "$chart.gp")
	is "$chart: a PNG" "$(head -c 8 "$plots/$chart.png" | od -An -tx1 | tr -d ' \n')" 89504e470d0a1a0a
	bytes=$(wc -c <"$plots/$chart.png")
	check "$chart: of some size ($bytes)" test "$bytes" -gt 15000
	check "$chart: svg, dark" sh -c "cd '$plots' && gnuplot -d -e \"term='svg'; theme='dark'\" $chart.gp"
	if command -v xmllint >/dev/null 2>&1; then
		check "$chart: the SVG parses" xmllint --noout "$plots/$chart.svg"
	else
		skip "$chart: the SVG parses" "no xmllint"
	fi
	check "$chart: pdf" sh -c "cd '$plots' && gnuplot -d -e \"term='pdf'\" $chart.gp && test -s $chart.pdf"
	check "$chart: dumb" sh -c "cd '$plots' && gnuplot -d -e \"term='dumb'\" $chart.gp && test -s $chart.txt"
	check "$chart: another place" sh -c "cd '$tmp' && gnuplot -d -e \"out='moved.png'; width=600\" '$script' && test -s moved.png"
}
for script in "$plots"/*.gp; do draw "$script"; done
svg() { (cd "$plots" && gnuplot -d -e "term='svg'" "$1.gp" && cat "$1.svg"); } # CHART
words() { sed "s/$(printf '\302\240')/ /g" "$@"; } # a no-break space is a space
cp "$plots/trend-ripd-28.png" "$tmp/first.png"
rm -rf "$tmp/report"
"$analyze" -q --render png -o "$tmp/report" samples/frr.run.tar.xz >/dev/null 2>&1
check "the same picture again, byte for byte" cmp "$tmp/first.png" "$plots/trend-ripd-28.png"
rm -rf "$tmp/report"
LC_ALL=C "$analyze" -q --render png -o "$tmp/report" samples/frr.run.tar.xz >/dev/null 2>"$tmp/err"
is "in a locale without UTF-8 gnuplot has nothing to say" "$(cat "$tmp/err")" ""

run() { # ROUNDS PROCESSES
	rm -rf "$tmp/many.run" "$tmp/report"
	mkdir "$tmp/many.run"
	awk -v rounds="$1" -v processes="$2" -v folder="$tmp/many.run" 'BEGIN {
		for (i = 0; i < rounds; i++) {
			file = sprintf("%s/%04d-202611%02dT%02d%02d00.000Z.status", folder, i, 1 + i / 1440, i / 60 % 24, i % 60)
			for (p = 0; p < processes; p++)
				printf "Name:\td%d\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t%d kB\nVmStk:\t132 kB\n",
					p, 100 + p, 100 + p, 3000 + p % 3 * 8 * i, 1000 + p % 3 * 8 * i, 1500 + p % 3 * 8 * i >file
			close(file)
		}
	}'
	"$analyze" -q -o "$tmp/report" "$tmp/many.run" >/dev/null 2>&1
}
run 4 1
like "four rounds: no band where there is no fit" "$(grep -c 'NaN NaN NaN' "$plots"/trend-*.gp)" '^8$'
is "and in the overview points without a line" "$(grep -cE 'with points|using 1:3|fitted trend' "$plots/overview.gp")" 1
run 3000 2
check "3,000 rounds are thinned" sh -c "test \$(grep -c '^[0-9]' '$plots/overview.gp') -le 2000"
like "the overview's readings are a pale line then" "$(cat "$plots/overview.gp")" '^plot \$s0 using 1:2 with lines linecolor rgb c_kind6 '
run 30 120
like "the overview's readings are points" "$(cat "$plots/overview.gp")" '^plot \$s0 using 1:2 with points pointtype 7 '
is "with the trend over them in the verdict's colour" "$(grep -c "'' using 1:3 with lines linecolor rgb c_leak " "$plots/overview.gp") $(
	grep -c "'' using 1:3 with lines linecolor rgb c_stable " "$plots/overview.gp")" "80 40"
is "and what is drawn of it is the fit" "$(awk '/^\$s0 /{go = 1; next} /^LEAKLINE_DATA/{go = 0} go && NF == 3 && $3 != "NaN" && ($2 - $3) ^ 2 < 1e-6' "$plots/overview.gp" | wc -l | tr -d ' ')" 30
check "120 processes" sh -c "cd '$plots' && gnuplot -d overview.gp && test -s overview.png"
is "all of them in the overview" "$(grep -c '^plot ' "$plots/overview.gp")" 120
is "all that changed from start to end" "$(grep -c "^set label 1[0-9]* 'd[0-9]* ([0-9]*)'" "$plots/start-end.gp")" 80
like "and the others as one line" "$(cat "$plots/start-end.gp")" "^set label 94 'and 40 that did not change \\(by 32 KiB or more\\): d0 \\(100\\), "

# one spike up and one down: they do not set the scale of all others
rm -rf "$tmp/spike.run" "$tmp/report"
mkdir "$tmp/spike.run"
awk -v folder="$tmp/spike.run" 'BEGIN {
	for (i = 0; i < 400; i++) {
		file = sprintf("%s/%04d-20261101T%02d%02d00.000Z.status", folder, i, i / 60, i % 60)
		rss = 3000 + 8 * i + i * 7919 % 13 * 4 + (i == 200 ? 51200 : 0) - (i == 300 ? 2400 : 0)
		printf "Name:\td\nState:\tS (sleeping)\nTgid:\t7\nPid:\t7\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t%d kB\nVmStk:\t132 kB\n",
			rss, rss - 900, rss - 500 >file
		close(file)
	}
}'
"$analyze" -q -o "$tmp/report" "$tmp/spike.run" >/dev/null 2>&1
like "residuals: how many lie outside" "$(words "$plots"/diagnostics-d-7.gp)" \
	"; 2 of 400 rounds lie outside \\(marked at the edge\\), the farthest by \\+51 [0-9]+ KiB'"
is "each has its mark, above and below" "$(awk '/^\$residual /{go = 1; next} /^LEAKLINE_DATA/{go = 0} go && $3 {print $1, $3}' "$plots"/diagnostics-d-7.gp | tr '\n' ' ')" \
	"200 1 300 -1 "
is "the others fill the axis" "$(sed -n 's/^edge_low = \([-0-9.]*\); edge_high = \([0-9.]*\);.*/\1 \2/p' "$plots"/diagnostics-d-7.gp |
	awk '{ print ($2 - $1 < 400 ? "yes" : $0) }')" yes
is "no quantiles are lost" "$(awk '/^\$quantiles /{go = 1; next} /^LEAKLINE_DATA/{go = 0} go && $2 != "NaN"' "$plots"/diagnostics-d-7.gp | wc -l | tr -d ' ')" 400
is "the overview's scale is that of the growth" "$(sed -n 's/.*edge_high = \([0-9.]*\);.*/\1/p' "$plots/overview.gp" | awk '{ print ($1 < 5 ? "yes" : $0) }')" yes
like "the spike has its mark" "$(cat "$plots/overview.gp")" 'using 1:\(\$2 > edge_high && \$1 >= mark_high \? \(mark_high = \$1 \+ mark_gap, edge_high\) : NaN\) with points pointtype 9 '
like "which is explained" "$(cat "$plots/overview.gp")" "triangle: beyond the scale' at"
"$analyze" -q --skip 20 -o "$tmp/report" "$tmp/spike.run" >/dev/null 2>&1
is "residuals begin where the fit does" "$(awk '/^\$residual /{go = 1; next} /^LEAKLINE_DATA/{go = 0} go {print $1}' "$plots"/diagnostics-d-7.gp | sed -n '1p;$p' | tr '\n' ' ')" "20 399 "

# memory for as long again as was measured; the time of a round known, and not
leak() { # MINUTES-A-ROUND
	rm -rf "$tmp/leak.run" "$tmp/report"
	mkdir "$tmp/leak.run"
	awk -v folder="$tmp/leak.run" -v minutes="$1" 'BEGIN {
		for (i = 0; i < 100; i++) {
			file = sprintf("%s/%04d-20261101T%02d%02d00.000Z", folder, i, i * minutes / 60, i * minutes % 60)
			rss = 3000 + 12 * i + i * 7919 % 13 * 4
			printf "Name:\td\nState:\tS (sleeping)\nTgid:\t7\nPid:\t7\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t%d kB\nVmStk:\t132 kB\n",
				rss, rss - 900, rss - 500 >(file ".status")
			printf "7:   d\nAddress           Kbytes Mode  Offset           Device    Mapping\n" >(file ".pmap")
			printf "000055d0c1000000 %7d rw--- 0000000000000000 000:00000   [ anon ]\n", rss - 2000 >(file ".pmap")
			printf "00007f3a40000000 %7d rw--- 0000000000000000 0fe:00001 cache\n", i < 50 ? 1000 : 800 >(file ".pmap")
			printf "mapped: %dK    writeable/private: %dK    shared: 0K\n", rss - 1000, rss - 1000 >(file ".pmap")
			printf "MemTotal:        2048000 kB\nMemFree:          900000 kB\nMemAvailable:       1200 kB\n" >(file ".meminfo")
			close(file ".status"); close(file ".pmap"); close(file ".meminfo")
		}
	}'
	"$analyze" -q --baseline "$tmp/leak.run" -o "$tmp/report" "$tmp/leak.run" >/dev/null 2>&1
}
leak 1
for chart in forecast mappings baseline; do draw "$plots/$chart-d-7.gp"; done
like "forecast: when, rounded" "$(cat "$plots/forecast-d-7.gp")" "'d \\(7\\): memory is used up about 1.7 hours after the run'"
like "forecast: the end is named as the title has it, as the axis begins with the run" "$(cat "$plots/forecast-d-7.gp")" "^set label 2 '1.7 hours after the run' at "
like "forecast: the interval of the time" "$(words "$plots/forecast-d-7.gp")" \
	"'at \\+12\\.[0-9]+ ± 0\\.[0-9]+ KiB a round the 1\\.2 MiB that were available last another 1\\.7 hours, if nothing else changes'"
like "forecast: the measured part of a long run is named where it is" "$(cat "$plots/forecast-d-7.gp")" "^set label 5 'measured: 1 h 39 min' .* right "
like "and ends at a line" "$(cat "$plots/forecast-d-7.gp")" '^set arrow 3 from first 1\.65, graph 0 to first 1\.65,'
like "mappings: what shrank is not drawn, but told" "$(words "$plots/mappings-d-7.gp")" "; mappings that shrank: −200 KiB; drawn is what grew'"
leak 0
like "forecast: by rounds, where their time is not known" "$(cat "$plots/forecast-d-7.gp")" "last another [0-9]+ rounds to [0-9]+ rounds \(95 %\)"
like "also what was measured" "$(cat "$plots/forecast-d-7.gp")" "'measured: 100 rounds'"

# what grows is drawn, also where it is not the process's own resident memory
alone() { # RUN
	rm -rf "$tmp/report"
	"$analyze" -q -o "$tmp/report" "tests/runs/$1/run.tar.xz" >/dev/null 2>&1
}
alone only-files
like "files alone grow: the overview shows it" "$(cat "$plots/overview.gp")" "^set label 2 'suspect  \\+[1-9]"
alone only-private
like "private memory alone grows: the overview shows it" "$(cat "$plots/overview.gp")" "^set label 2 'suspect  \\+[1-9]"
like "hollow" "$(cat "$plots/overview.gp")" 'using 1:2 with points pointtype 6 '
like "dashed" "$(cat "$plots/overview.gp")" 'using 1:3 with lines linecolor rgb c_suspect linewidth 1.5 dashtype 2'
like "and the overview says so" "$(cat "$plots/overview.gp")" 'hollow, dashed: private memory'

# a file a round: the colours do not suffice, and a name that the font has no pictures of
rm -rf "$tmp/files.run" "$tmp/report"
mkdir "$tmp/files.run"
awk -v folder="$tmp/files.run" 'BEGIN {
	for (i = 0; i < 30; i++) {
		file = sprintf("%s/%04d-20261101T00%02d00.000Z", folder, i, i)
		printf "Name:\t日本語\nState:\tS (sleeping)\nTgid:\t7\nPid:\t7\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t%d kB\nVmStk:\t132 kB\n",
			3000 + 64 * i, 2000 + 64 * i, 2500 + 64 * i >(file ".status")
		printf "7:   日本語\nAddress           Kbytes Mode  Offset           Device    Mapping\n" >(file ".pmap")
		for (k = 0; k < i; k++)
			printf "00007f%010x      64 rw--- 0000000000000000 0fe:00001 part.%d\n", k * 65536, k >(file ".pmap")
		printf "mapped: %dK    writeable/private: %dK    shared: 0K\n", 64 * i, 64 * i >(file ".pmap")
		close(file ".status"); close(file ".pmap")
	}
}'
"$analyze" -q -o "$tmp/report" "$tmp/files.run" >/dev/null 2>&1
is "mappings: what has no colour is there, too" "$(grep -oE "'(23 others|\+1.472)'" "$plots"/mappings-*.gp | sed "s/$(printf '\302\240')/ /" | tr '\n' ' ')" \
	"'23 others' '+1 472' "
like "the report says how many are not listed" "$(sed "s/$(printf '\302\240')/ /g" "$tmp/report/report.txt")" '^ +24 others 86 %, \+1 536 KiB$'
# Pango's box for a missing picture would hide the chart
is "a name without pictures in the font, by its numbers" "$(grep -h '日' "$plots"/*.gp | grep -vcF "(plain ? '\\u{65e")" 0
like "but as it is where the font is the reader's" "$(svg overview)" '日本語 \(7\)'

# a process that was restarted: one chart, its restarts marked, a fit for each life; the mark in the overview too
rm -rf "$tmp/restarts.run" "$tmp/report"
mkdir "$tmp/restarts.run"
awk -v folder="$tmp/restarts.run" 'BEGIN {
	for (i = 0; i < 90; i++) {
		file = sprintf("%s/%04d-20261101T%02d%02d00.000Z.status", folder, i, i / 60, i % 60)
		life = int(i / 30)
		rss = 3000 + 24 * (i % 30)
		printf "Name:\td\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t%d kB\nVmStk:\t132 kB\n",
			700 + life, 700 + life, rss, rss - 900, rss - 500 >file
		close(file)
	}
}'
"$analyze" -q -o "$tmp/report" "$tmp/restarts.run" >/dev/null 2>&1
is "one trend for all lives" "$(cd "$plots" && ls trend-*.gp | wc -l | tr -d ' ')" 1
is "each restart is named" "$(grep -ohE 'restart: PID [0-9]+' "$plots"/trend-*.gp | tr '\n' ' ')" "restart: PID 701 restart: PID 702 "
is "and stands between the lives" "$(grep -E '^set arrow 10[12] ' "$plots"/trend-*.gp | sort -u | grep -oE 'from first [0-9.]+' | tr '\n' ' ')" \
	"from first 29.5 from first 59.5 "
is "nothing joins them" "$(grep -c '^0 NaN NaN NaN NaN 0 0$' "$plots"/trend-*.gp)" 4
like "the overview marks them" "$(cat "$plots/overview.gp")" '^set arrow 2 from first 59.5,'
like "the picture says so" "$(svg "$(basename "$plots"/trend-*.gp .gp)")" 'restart: PID 702'
# of 150 lives the first twenty alone would be marked; and the script does not grow with them
rm -rf "$tmp/lives.run" "$tmp/report"
mkdir "$tmp/lives.run"
awk -v folder="$tmp/lives.run" 'BEGIN {
	for (i = 0; i < 3000; i++) {
		file = sprintf("%s/%04d-202611%02dT%02d%02d00.000Z.status", folder, i, 1 + i / 1440, i / 60 % 24, i % 60)
		rss = 3000 + 24 * (i % 20)
		printf "Name:\td\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t%d kB\nVmStk:\t132 kB\n",
			700 + i / 20, 700 + i / 20, rss, rss - 900, rss - 500 >file
		close(file)
	}
}'
"$analyze" -q -o "$tmp/report" "$tmp/lives.run" >/dev/null 2>&1
is "of very many restarts the overview marks none" "$(grep -c '^set arrow' "$plots/overview.gp")" 0
check "and each life has its share of the rows" sh -c "test \$(grep -c '^[0-9]' '$plots/overview.gp') -le 1400"

# a group that leaks 5 KiB a round: of 70 MiB an axis from 0 would show a flat line, of 1 MiB it does not
group() { # KIB-OF-A-MEMBER KIB-A-ROUND
	rm -rf "$tmp/group.run" "$tmp/report"
	mkdir "$tmp/group.run"
	awk -v folder="$tmp/group.run" -v kib="$1" -v more="$2" 'BEGIN {
		for (i = 0; i < 120; i++) {
			file = sprintf("%s/%04d-20261101T%02d%02d00.000Z.status", folder, i, i / 60, i % 60)
			for (p = 0; p < 2; p++) {
				own = kib + (p ? more * i : 0)
				printf "Name:\tw\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t%d kB\nVmStk:\t132 kB\n",
					700 + p, 700 + p, own + 2000, own, own + 500 >file
			}
			close(file)
		}
	}'
	"$analyze" -q --group name -o "$tmp/report" "$tmp/group.run" >/dev/null 2>&1
}
group 35840 5
draw "$plots/group-w-0.gp"
is "a slow leak of a large group fills its chart" "$(sed -n 's/^set yrange \[\([0-9.]*\):\([0-9.]*\)\].*/\1 \2/p' "$plots/group-w-0.gp" |
	awk '{ print ($1 > 69 && $2 - $1 < 1 ? "yes" : $0) }')" yes
like "its members are not drawn there" "$(cat "$plots/group-w-0.gp")" '^plot \$layers using 1:2 with lines'
like "and it says so" "$(cat "$plots/group-w-0.gp")" '2 members: their sum; the axis does not begin at 0'
like "the page, too" "$(cat "$tmp/report/report.html")" 'aria-label="sum of the members".*Resident memory of its own; the axis does not begin at 0\.<'
group 500 5
like "one that shows above 0 is drawn from there" "$(cat "$plots/group-w-0.gp")" '^set yrange \[0:'
like "with its members" "$(cat "$plots/group-w-0.gp")" 'stacked; their sum as a line'
group 35840 0
like "and one that does not grow stays flat" "$(cat "$plots/group-w-0.gp")" '^set yrange \[0:'

# of a service the overview says what the last line does
overview() { "$analyze" -q -o "$tmp/report" "tests/runs/$1/run.tar.xz" >/dev/null 2>&1; sed -n "s/^set label 89 '\([^']*\)'.*/\1/p" "$plots/overview.gp" | head -n 1; }
is "workers that are replaced in time leak nowhere" "$(overview recycled-workers)" "3 of 5 grow, and are replaced in time"
is "which their cells say" "$(grep -c "^set label 2 'replaced  +" "$plots/overview.gp")" 3
is "and the rows of the page" "$(grep -o 'replaced in time: its group holds it' "$tmp/report/report.html" | wc -l | tr -d ' ')" 3
is "members that cannot be judged alone, in a group that leaks" "$(overview forgotten-children)" "Their group leaks, none of 71 does by itself"
is "members that were judged" "$(overview young-machine)" "4 of 4 are stable"
# where the line begins at the top, the words on it and on the warm-up go below
"$analyze" -q -o "$tmp/report" tests/runs/e-glibc-dropleak/run.tar.xz >/dev/null 2>&1
like "a first value at the top" "$(cat "$plots"/trend-cw-*.gp)" "^set label 8 '12[^0-9]+492[^0-9]+KiB' at first 0, first [0-9.]+ left offset 0\\.4,-0\\.9 "
like "the warm-up" "$(cat "$plots"/trend-cw-*.gp)" "^set label 5 'warm-up' at graph 0\\.01, graph 0\\.06 "
finish
