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
like "a leak of the live heap" "$(title heap-masked)" '^worker leaks 208 bytes per kill$'
like "what could not be judged, but nearly" "$(title insensitive)" '^[a-z]+ could not be judged: a leak under [0-9.]+ [KM]iB per round would not have shown$'
is "what could not be judged" "$(title rounds)" "$(label "$plots"/trend-*.gp 1 | sed 's/ .*//') could not be judged"

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
finish
