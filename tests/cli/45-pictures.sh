#!/bin/sh
# 45-pictures - what each chart says: titles, values at the ends of lines, what is left out; from the scripts, which hold it all.
. tests/tap.sh

plots=$tmp/report/plots
charts() { # RUN [OPTION...]
	run=$1
	shift
	rm -rf "$tmp/report"
	"$analyze" -q -o "$tmp/report" "$@" "$run" >/dev/null 2>&1
}
words() { sed "s/$(printf '\302\240')/ /g" "$@"; } # a no-break space is a space
label() { words "$1" | sed -n "s/^set label $2 '\(.*\)' at .*/\1/p" | sed -n '1p'; }

# made_run FOLDER ACTION ROUNDS NAME:PID:KIB_A_ROUND... - with status and meminfo; what leaks 0 is noisy by two pages
made_run() {
	folder=$1
	mkdir -p "$folder"
	printf 'format: leakline-run 1\nhost: bench\npage_size: 4096\n' >"$folder/run.info"
	[ -z "$2" ] || printf 'action: %s\n' "$2" >>"$folder/run.info"
	rounds=$3
	shift 3
	awk -v folder="$folder" -v rounds="$rounds" -v all="$*" 'BEGIN {
		count = split(all, item, " ")
		for (i = 0; i < rounds; i++) {
			stamp = sprintf("%s/%04d-202611%02dT%02d%02d00.000Z", folder, i, 1 + i / 1440, i / 60 % 24, i % 60)
			for (p = 1; p <= count; p++) {
				split(item[p], of, ":")
				kib = 4 * int((3000 + 300 * p + of[3] * i + (of[3] == 0 ? i * 7919 % 13 % 3 * 4 : 0)) / 4)
				printf "Name:\t%s\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t%d kB\nVmStk:\t132 kB\n",
					of[1], of[2], of[2], kib, kib - 900, kib - 500 >(stamp ".status")
			}
			printf "MemTotal:        2048000 kB\nMemFree:          900000 kB\nMemAvailable:    %d kB\n", 1200000 >(stamp ".meminfo")
			close(stamp ".status"); close(stamp ".meminfo")
		}
	}'
}

# the title of a trend is the claim
charts samples/frr.run.tar.xz
is "a leak, by its action" "$(label "$plots/trend-ripd-28.gp" 1)" "ripd leaks 2.50 KiB per frr-action"
is "below it action, rounds, date, host, version" "$(label "$plots/trend-ripd-28.gp" 7)" \
	"action sh ./frr-action.sh   121 rounds in 53 s   2026-11-23 16:14 UTC   host vm   leakline $("$analyze" --version | sed -n '1s/.* //p')"
is "both rates with as many digits" "$(label "$plots/trend-ripd-28.gp" 2)" "PID 28      private +2.63 in steps      RSS +2.50 ± 0.03      KiB a round"
is "the first value of each line" "$(words "$plots/trend-ripd-28.gp" | grep -oE "^set label 8 '[^']*'" | tr '\n' ' ')" \
	"set label 8 '3 312 KiB' set label 8 '5 852 KiB' "
is "the last value of each line" "$(words "$plots/trend-ripd-28.gp" | grep -oE "^set label 9 '[^']*' at graph 1," | tr '\n' ' ')" \
	"set label 9 '3 708 KiB' at graph 1, set label 9 '6 456 KiB' at graph 1, "
if command -v gnuplot >/dev/null 2>&1; then
	(cd "$plots" && gnuplot -d -e "term='svg'" trend-ripd-28.gp)
	like "svg: the title is bold" "$(grep -B1 '<text>.*ripd leaks' "$plots/trend-ripd-28.svg")" 'font-family="DejaVu Sans" .*font-weight="bold"'
	unlike "svg: no name of a font has a weight in it" "$(cat "$plots/trend-ripd-28.svg")" 'font-family="[^"]*(:| )Bold'
else
	skip "svg: the title is bold" "no gnuplot"
fi
is "diagnostics: what they show" "$(label "$plots/diagnostics-ripd-28.gp" 89)" "ripd (28): the rounds scatter about the line at random"
charts samples/frr-heap.run.tar.xz --baseline samples/frr.run.tar.xz
check "what stands below a chart fits its width" test "$(label "$plots/baseline-ripd-28.gp" 91 | wc -c)" -le 156
like "and says what the chart shows" "$(label "$plots/baseline-ripd-28.gp" 91)" 'frr-heap   growth of what decides since the first judged round .* KiB a round'
unlike "its title is one claim" "$(label "$plots/baseline-ripd-28.gp" 89)" '\): (is|grows) '
charts samples/frr.run.tar.xz
is "a stable process has no trend" "$(cd "$plots" && echo trend-*.gp)" "trend-ripd-28.gp"
charts samples/frr.run.tar.xz -p zebra
is "except one that -p names" "$(cd "$plots" && echo trend-*.gp)" "trend-zebra-22.gp"
is "its title says what would have shown" "$(label "$plots/trend-zebra-22.gp" 1)" "zebra is stable: a leak above 1.3 KiB per frr-action would have shown"
charts samples/frr.run.tar.xz --charts all
is "or all" "$(cd "$plots" && echo trend-*.gp)" "trend-ospfd-32.gp trend-ripd-28.gp trend-zebra-22.gp"
charts samples/frr.run.tar.xz --charts found
is "or what was found" "$(cd "$plots" && echo trend-*.gp)" "trend-ripd-28.gp"
"$analyze" --charts some samples/frr.run.tar.xz >/dev/null 2>"$tmp/err"
is "--charts takes no other word" "$?" 2

title() { # RUN PATTERN
	charts "tests/runs/$1/run.tar.xz"
	label "$(ls "$plots"/trend-* | sed -n 1p)" 1
}
is "a suspect: private memory" "$(title only-private)" "reserver is suspect: private memory grows by 20.00 KiB per round"
is "a suspect: files" "$(title only-files)" "mapper is suspect: memory of files grows by 40.0 KiB per round"
like "a leak of the live heap" "$(title heap-masked)" '^worker leaks 208 bytes per action$'
like "what could not be judged, but nearly" "$(title insensitive)" '^[a-z]+ could not be judged: a leak under [0-9.]+ [KM]iB per round would not have shown$'
is "what could not be judged" "$(title rounds)" "$(label "$plots"/trend-*.gp 1 | sed 's/ .*//') could not be judged"

heap_title() { charts "tests/runs/$1/run.tar.xz"; label "$(ls "$plots"/heap-* | sed -n 1p)" 89 | sed 's/ ([0-9]*)//'; }
is "the live heap: by how much it grows" "$(heap_title heap-masked)" "worker: its heap grows by 208 bytes per action"
is "that one kind of block does" "$(heap_title heap-class)" "worker: a kind of block in its heap grows in number"

action() { # COMMAND
	rm -rf "$tmp/made.run"
	made_run "$tmp/made.run" "$1" 60 "d:7:8"
	charts "$tmp/made.run"
	label "$plots/trend-d-7.gp" 1 | sed 's/.* per //; s/ .*//'
}
is "by round without an action" "$(action '')" round
is "a script" "$(action './create-delete.sh now')" create-delete
is "a script of a shell" "$(action 'sh /root/reload.sh')" reload
is "a command of a shell" "$(action "sh -c 'a; b'")" action
is "a program" "$(action '/usr/sbin/reload --fast')" reload
is "a tool of which the options tell what it does" "$(action 'vtysh -c reload')" action
is "a text that is no name" "$(action 'vtysh: no router')" action
is "hostile text is no name" "$(action '`id`"@x')" action
printf 'times: 5\n' >>"$tmp/made.run/run.info"
sed -i 's/^action: .*/action: reload/' "$tmp/made.run/run.info"
charts "$tmp/made.run"
like "five times a round: by round" "$(label "$plots/trend-d-7.gp" 1)" ' per round'
like "a short run is provisional" "$(label "$plots/trend-d-7.gp" 1)" '^d leaks 8\.[0-9]* KiB per round \(provisional\)$'
made_run "$tmp/twice.run" "" 60 "d:7:8" "d:8:0"
charts "$tmp/twice.run" -p d
is "where names repeat, the PID" "$(label "$plots/trend-d-7.gp" 1 | cut -d' ' -f1,2) $(label "$plots/trend-d-8.gp" 1 | cut -d' ' -f1,2)" "d (7) d (8)"

# the overview: its headline, at most a screen of cells, a scale by those judged
many() { # PROCESSES LEAKS
	awk -v count="$1" -v leaks="$2" 'BEGIN { for (i = 0; i < count; i++) printf "d%d:%d:%d ", i, 100 + i, i < leaks ? 8 : 0 }'
}
title_of_overview() { label "$plots/overview.gp" 89; }
made_run "$tmp/forty.run" "" 60 $(many 40 6)
charts "$tmp/forty.run"
is "6 of 40" "$(title_of_overview)" "6 of 40 leak (provisional)"
is "each has a cell" "$(grep -c '^plot ' "$plots/overview.gp")" 40
is "and none is left for a line" "$(label "$plots/overview.gp" 93)" ""
is "start to end: who changed" "$(grep -cE "^set label 1[0-9]{3} " "$plots/start-end.gp")" 6
like "who did not is one line" "$(label "$plots/start-end.gp" 94)" '^and 34 that did not change \(by 32 KiB or more\): d[0-9]+ \([0-9]+\), .*, \.\.\.$'
# beside them one that fills, and a huge one that leaks: words have room, and its growth fills the chart
for file in "$tmp"/forty.run/*.status; do
	round=$(basename "$file" | sed 's/-.*//')
	awk -v r="$round" 'function life(name, pid, kib) {
		printf "Name:\t%s\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t%d kB\nVmStk:\t132 kB\n", name, pid, pid, kib, kib - 900, kib - 500
	}
	BEGIN { life("fills", 8, 4 * int(8000 + 6000 * (1 - exp(-r / 25)))); life("huge", 9, 300000 + 8 * r)
		life("late", 10, 4000 + (r > 8 ? 8 * (r - 8) : 0)) }' >>"$file"
done
charts "$tmp/forty.run"
is "with eight in a row a verdict has no error beside it if that would run into the next" \
	"$(sed -n "s/^set label 2 'inconclusive  +[0-9.]*\(.*\)' at screen.*/\1/p" "$plots/overview.gp")" ""
like "it has its slope" "$(cat "$plots/overview.gp")" "^set label 2 'inconclusive  \\+[0-9]"
like "shorter words have both" "$(cat "$plots/overview.gp")" "^set label 2 'leak  \\+[0-9.]+ ± [0-9.]+'"
is "a leak fills its chart, however large the process is" \
	"$(sed -n 's/^set yrange \[\([0-9.]*\):\([0-9.]*\)\]$/\1 \2/p' "$plots/trend-huge-9.gp" | awk '{ print ($2 - $1 < 1 ? "less than 1 MiB" : $0) }' | uniq)" "less than 1 MiB"
first_at() { sed -n 's/^set label 8 .* left offset \([-0-9.,]*\) .*/\1/p' "$plots/$1.gp" | uniq; }
is "the first value stands below a line that rises, above one that is flat at first" "$(first_at trend-huge-9) $(first_at trend-late-10)" "2.4,-0.2 0.4,0.7"
made_run "$tmp/hundreds.run" "" 60 $(many 121 5)
charts "$tmp/hundreds.run"
is "of 121 the gravest" "$(title_of_overview): $(grep -c '^plot ' "$plots/overview.gp")" "5 of 121 leak (provisional): 48"
is "and a line for the rest" "$(label "$plots/overview.gp" 93)" "and 73 more, not drawn: 73 stable"
# what could not be judged, in its last rounds only, is drawn before what is stable
cp -r "$tmp/hundreds.run" "$tmp/late.run"
for round in 57 58 59; do
	printf 'Name:\tlate\nState:\tS (sleeping)\nTgid:\t9\nPid:\t9\nVmRSS:\t9000 kB\nRssAnon:\t8000 kB\nVmData:\t9000 kB\nVmStk:\t132 kB\n' \
		>>"$(ls "$tmp/late.run"/00$round-*.status)"
done
charts "$tmp/late.run"
is "what could not be judged is drawn, too" "$(label "$plots/overview.gp" 93) $(grep -c "^set label 1 'late (9)'" "$plots/overview.gp")" "and 74 more, not drawn: 74 stable 1"
made_run "$tmp/none.run" "" 60 $(many 3 0)
charts "$tmp/none.run"
is "none leaks" "$(title_of_overview)" "3 of 3 are stable"
is "a run in which nothing changed has one row" "$(grep -cE "^set label 1[0-9]{3} " "$plots/start-end.gp") $(label "$plots/start-end.gp" 94)" \
	"1 and 2 that did not change (by 32 KiB or more): d1 (101), d2 (102)"
charts samples/frr.run.tar.xz -p ripd
is "one process: its claim" "$(title_of_overview)" "ripd leaks 2.50 KiB per frr-action"
charts samples/frr.run.tar.xz
is "three, of which one leaks for sure" "$(title_of_overview)" "1 of 3 leaks"
# a process that could not be judged grows by 40 MiB in its four rounds: the leak of 480 KiB still fills the scale
made_run "$tmp/start.run" "" 60 "d:7:8"
for round in 56 57 58 59; do
	printf 'Name:\tstarts\nState:\tS (sleeping)\nTgid:\t9\nPid:\t9\nVmRSS:\t%s kB\nRssAnon:\t%s kB\nVmData:\t%s kB\nVmStk:\t132 kB\n' \
		$((round * 10000)) $((round * 10000 - 900)) $((round * 10000)) >>"$(ls "$tmp/start.run"/00$round-*.status)"
done
charts "$tmp/start.run"
is "the scale is by those judged" "$(title_of_overview): $(sed -n 's/.*edge_high = \([0-9.]*\);.*/\1/p' "$plots/overview.gp" | awk '{ print ($1 < 1 ? "less than 1 MiB" : $0) }')" \
	"1 of 2 leaks (provisional), 1 could not be judged: less than 1 MiB"
like "with a mark for what lies beyond" "$(cat "$plots/overview.gp")" 'triangle: beyond the scale'
# a process that is no target is larger than all of them: the scale is that of the targets
made_run "$tmp/beside.run" "" 60 "d:7:8"
for status in "$tmp"/beside.run/*.status; do
	rss=$(sed -n 's/^VmRSS:\t\([0-9]*\) kB/\1/p' "$status")
	printf 'USER PID %%CPU %%MEM VSZ RSS TTY STAT START TIME COMMAND\nroot 7 0.0 0.1 9000 %s ? Ss 00:00 0:00 d\nroot 99 0.0 9.0 900000 %s ? S 00:00 0:00 big\nroot 98 0.0 9.0 9000 %s ? S 00:00 0:00 still\n' \
		"$rss" $((rss * 40)) $((5000 + rss / 100)) >"${status%status}ps"
done
charts "$tmp/beside.run"
like "a process beside them" "$(cat "$plots/start-end.gp")" "^set label 1002 'big \\(99\\)'"
unlike "one that gains a few KiB has no row, as no target has" "$(cat "$plots/start-end.gp")" "'still \\(98\\)'"
like "does not set the scale" "$(sed -n 's/.*set xrange \[0:\([0-9.]*\)\].*/\1/p' "$plots/start-end.gp")" '^[34]\.'
like "its size stands at the edge" "$(words "$plots/start-end.gp")" "^set label 7001 '[0-9.]+ MiB →' at graph 0.995"

# what --skip leaves out has no part in the chart of start and end, nor in one against a baseline
charts "$tmp/beside.run" --skip 30 --baseline "$tmp/beside.run"
is "start and end: from the first round that counts" "$(words "$plots/start-end.gp" | sed -n "s/^set label 3001 '\([^']*\)'.*/\1/p")" "+232"
is "a baseline: growth from there" "$(sed -n '/^\$run1 /,/^EOD/p' "$plots/baseline-d-7.gp" | grep '^30 ')" "30 0"
like "in KiB, where no line rises by a MiB" "$(words "$plots/baseline-d-7.gp")" "^set ylabel 'growth, KiB'"

# mappings: from the end of the warm-up, and not where one bar would say what the trend says; forecast: not of another age
charts samples/frr.run.tar.xz
is "one mapping grows: no chart of it" "$(cd "$plots" && ls | grep mappings)" ""
is "53 seconds are no forecast of 46 days" "$(cd "$plots" && ls | grep forecast)" ""
# a leak of two mappings behind a start of 4 MiB; MemAvailable for so many rounds
leak() { # ROUNDS-AHEAD WARM-UP
	rm -rf "$tmp/leak.run"
	made_run "$tmp/leak.run" "reload" 60 "d:7:24"
	printf 'warmup_rounds: %s\n' "$2" >>"$tmp/leak.run/run.info"
	awk -v folder="$tmp/leak.run" -v ahead="$1" 'BEGIN {
		for (i = 0; i < 60; i++) {
			stamp = sprintf("%s/%04d-20261101T00%02d00.000Z", folder, i, i)
			big = 2000 + 16 * i + (i < 5 ? 0 : 4096); small = 500 + 8 * i
			printf "7:   d\nAddress           Kbytes Mode  Offset           Device    Mapping\n" >(stamp ".pmap")
			printf "000055d0c1000000 %7d rw--- 0000000000000000 000:00000   [ anon ]\n00007f3a40000000 %7d rw--- 0000000000000000 0fe:00001 cache\n", big, small >(stamp ".pmap")
			printf "mapped: %dK    writeable/private: %dK    shared: 0K\n", big + small, big + small >(stamp ".pmap")
			printf "MemTotal:        2048000 kB\nMemFree:          900000 kB\nMemAvailable:    %d kB\n", 24 * ahead >(stamp ".meminfo")
			close(stamp ".pmap"); close(stamp ".meminfo")
		}
	}'
	charts "$tmp/leak.run"
}
leak 500 10
is "mappings: by the change since the warm-up" "$(words "$plots/mappings-d-7.gp" | grep -oE "^set label [1-4] '[^']*'" | tr '\n' ' ')" \
	"set label 1 '[anon]' set label 2 '+784' set label 3 'cache' set label 4 '+392' "
like "titled by what grew most" "$(label "$plots/mappings-d-7.gp" 89)" '^d \(7\): [^ ]+ holds [0-9]+ % of what grew$'
is "and says so" "$(label "$plots/mappings-d-7.gp" 80)" "change, warm-up to the last round, KiB"
like "in all, too" "$(label "$plots/mappings-d-7.gp" 81)" '\(\+1 176\); drawn is what grew$'
like "forecast: rounded" "$(label "$plots/forecast-d-7.gp" 89)" '^d \(7\): memory is used up about (8\.[234]|500) (hours|minutes) after the run$'
leak 5800 10
is "within 100 times the run: a forecast" "$(cd "$plots" && ls | grep forecast)" "forecast-d-7.gp"
leak 6000 10
is "beyond it: none" "$(cd "$plots" && ls | grep forecast)" ""

# a baseline: the rates at the ends of the lines, each baseline drawn
made_run "$tmp/first.run" "" 60 "d:7:24"
made_run "$tmp/second.run" "" 60 "d:7:12"
made_run "$tmp/third.run" "" 60 "d:7:8"
charts "$tmp/third.run" --baseline "$tmp/first.run" --baseline "$tmp/second.run"
is "the name and the rate of each run" "$(words "$plots/baseline-d-7.gp" | grep -oE "^set label 10[0-9] '[^']*' at first 59" | cut -d"'" -f2 | sed 's/ ± [0-9.]*//' | tr '\n' ' ')" \
	"first +24.0 KiB second +12.0 KiB third +8.0 KiB "
like "and in MiB, where one does" "$(words "$plots/baseline-d-7.gp")" "^set ylabel 'growth, MiB'"
is "titled by the claim" "$(label "$plots/baseline-d-7.gp" 89 | sed 's/ [0-9.]* KiB/ N KiB/; s/, [0-9.]* now/, N now/')" "d (7): no certain change: N KiB a round before, N now"
is "a line for each" "$(grep -oE '\$run[0-9] using 1:2 with lines linecolor rgb c_[a-z]+' "$plots/baseline-d-7.gp" | sed 's/ .*rgb//' | tr '\n' ' ')" \
	"\$run0 c_mute \$run1 c_mute \$run2 c_rss "
is "no two texts cover each other" "$(grep -oE 'graph 0\.[0-9]+ left offset 0.8,0.4' "$plots/baseline-d-7.gp" | cut -d' ' -f2 | sort -n | awk 'NR > 1 && $1 - last < 0.12 { print } { last = $1 }')" ""

# a name in characters that DejaVu Sans lacks: as it is where fontconfig has a font with them, else by their numbers
made_run "$tmp/cjk.run" "" 60 "日本サ:7:8" "d:8:0"
charts "$tmp/cjk.run"
script=$(ls "$plots"/trend-*-7.gp)
is "each part of Unicode is asked for once" "$(grep -cE "^lacks_[0-9]+ = lacks\\('[0-9a-f]+'\\)$" "$script")" 2
is "a name of the font's own asks nothing" "$(charts "$tmp/calm.run" 2>/dev/null; charts samples/frr.run.tar.xz; cat "$plots"/*.gp | grep -c '^lacks_')" 0
if command -v gnuplot >/dev/null 2>&1; then
	charts "$tmp/cjk.run"
	mkdir "$tmp/bin"
	printf '#!/bin/sh\necho "$*" >>"%s/asked"\n[ ! -e "%s/has" ] || echo "Some Sans CJK"\n' "$tmp" "$tmp" >"$tmp/bin/fc-list"
	chmod +x "$tmp/bin/fc-list"
	{ cat "$script"; echo "print plain ? 'numbers' : 'name'"; } >"$tmp/asking.gp"
	shows() { (cd "$tmp" && PATH="$tmp/bin:$PATH" gnuplot -d "$@" asking.gp 2>&1 | tail -n 1); }
	is "no such font: numbers" "$(shows -e "term='png'")" numbers
	like "fontconfig was asked" "$(cat "$tmp/asked")" '^:charset=65e5:scalable=true family$'
	touch "$tmp/has"
	is "such a font: the name" "$(shows -e "term='png'")" name
	rm "$tmp/has" "$tmp/asked"
	is "in svg the reader has the font" "$(shows -e "term='svg'") $(cat "$tmp/asked" 2>/dev/null)" "name "
	is "and where another font is given" "$(shows -e "term='png'; font='Other Sans'") $(cat "$tmp/asked" 2>/dev/null)" "name "
else
	skip "no such font: numbers" "no gnuplot"
fi

# colours of verdicts: apart for who sees no red or no green, too (Machado, Oliveira and Fernandes, 2009; distances in CIELAB)
colours() { # THEME: "leak #rrggbb" a line
	sed -n "s/^c_\(leak\|suspect\|stable\) *= dark ? '\(#......\)' : '\(#......\)'/\1 \2 \3/p" plot/style.gp | awk -v theme="$1" '{ print $1, theme == "dark" ? $2 : $3 }'
}
nearest_colours() { # THEME: the least distance of two verdicts, as those see it who lack a kind of cone
	colours "$1" | awk '
		function hex(text, at) { return (index("0123456789abcdef", substr(text, at, 1)) - 1) * 16 + index("0123456789abcdef", substr(text, at + 1, 1)) - 1 }
		function linear(c) { c /= 255; return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ^ 2.4 }
		function held(c) { return c < 0 ? 0 : c > 1 ? 1 : c }
		function root(t) { return t > .008856 ? t ^ (1 / 3) : 7.787 * t + 16 / 116 }
		function lab(seen, n, m,   r, g, b, x, y, z) {
			split(matrix[seen], m, " ")
			r = held(m[1] * red[n] + m[2] * green[n] + m[3] * blue[n])
			g = held(m[4] * red[n] + m[5] * green[n] + m[6] * blue[n])
			b = held(m[7] * red[n] + m[8] * green[n] + m[9] * blue[n])
			x = root((.4124 * r + .3576 * g + .1805 * b) / .95047)
			y = root(.2126 * r + .7152 * g + .0722 * b)
			z = root((.0193 * r + .1192 * g + .9505 * b) / 1.08883)
			l[n] = 116 * y - 16; a_[n] = 500 * (x - y); b_[n] = 200 * (y - z)
		}
		BEGIN {
			matrix["deuteranopia"] = ".367322 .860646 -.227968 .280085 .672501 .047413 -.011820 .042940 .968881"
			matrix["protanopia"] = ".152286 1.052583 -.204868 .114503 .786281 .099216 -.003882 -.048116 1.051998"
			least = 1e9
		}
		{ red[NR] = linear(hex($2, 2)); green[NR] = linear(hex($2, 4)); blue[NR] = linear(hex($2, 6)) }
		END {
			for (seen in matrix) {
				for (n = 1; n <= NR; n++) lab(seen, n)
				for (i = 1; i <= NR; i++) for (j = i + 1; j <= NR; j++) {
					d = sqrt((l[i] - l[j]) ^ 2 + (a_[i] - a_[j]) ^ 2 + (b_[i] - b_[j]) ^ 2)
					if (d < least) least = d
				}
			}
			print NR, int(least)
		}'
}
for theme in light dark; do
	# shellcheck disable=SC2046
	set -- $(nearest_colours $theme)
	is "$theme: colours of three verdicts" "$1" 3
	check "$theme: they are far apart, $2" test "$2" -ge 20
done
for colour in $(colours light | cut -d' ' -f2) $(colours dark | cut -d' ' -f2); do
	check "the page has $colour, too" grep -q -- "$colour" analyze/report/report.css
done
finish
