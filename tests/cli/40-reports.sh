#!/bin/sh
# 40-reports - every report of a run: the folder, formats, colors, widths, JUnit; the same bytes each time.
. tests/tap.sh

sh tests/runs/make-run leaks "$tmp/leaks.run"
status "a leak is exit status 1" 1 "$analyze" --fail-on provisional -o "$tmp/a" --junit "$tmp/a.xml" "$tmp/leaks.run"
status "of few rounds it is provisional, 3" 3 "$analyze" -q --no-report "$tmp/leaks.run"
like "the summary names the leak" "$out" '▲ leak +ntpd +812 '
like "stable ones are counted" "$out" '● stable +[0-9] others \(-v shows them\)'
like "why" "$out" 'private memory grows by 18\.[0-9] ± 0\.[0-9] KiB a round, 2\.2 MiB an hour'
like "what grew" "$out" 'what grew: \[heap\] 100 %, \+1 056 KiB'
like "a process that is no target and grows" "$out" 'postgres.*is no target, but grows'
like "counts at the end" "$out" '^1 leak \(provisional\), [0-9] suspect, [0-9] inconclusive, [0-9] stable      exit 3$'
unlike "no color in a pipe" "$out" "$(printf '\033')"
is "all files" "$(cd "$tmp/a" && ls | tr '\n' ' ')" \
	"mappings.csv plots processes.csv report.html report.json report.md report.txt series.csv system.csv trends.csv "

status "again, with one thread, elsewhere" 1 "$analyze" --fail-on provisional -j 1 -q -o "$tmp/b" --junit "$tmp/b.xml" "$tmp/leaks.run"
is "the same bytes" "$(diff -r "$tmp/a" "$tmp/b" && cmp "$tmp/a.xml" "$tmp/b.xml")" ""
unlike "no place of this machine in them" "$(cat "$tmp"/a/report.* "$tmp"/a/*.csv "$tmp/a.xml")" "$tmp|$(pwd)"
status "a report replaces an earlier one" 1 "$analyze" --fail-on provisional -o "$tmp/a" "$tmp/leaks.run"
rm -rf "$tmp/a/plots" && echo x >"$tmp/a/plots"
status "charts that cannot be written are no success" 2 "$analyze" -o "$tmp/a" "$tmp/leaks.run"
like "and the folder is named" "$err" '^leakline-analyze: .*/a/plots'
rm "$tmp/a/plots"
rm "$tmp/a/mappings.csv" && mkdir "$tmp/a/mappings.csv"
status "nor is a report that cannot" 2 "$analyze" -o "$tmp/a" "$tmp/leaks.run"
rmdir "$tmp/a/mappings.csv"
status "and then they can" 1 "$analyze" --fail-on provisional -q -o "$tmp/a" "$tmp/leaks.run"
mkdir "$tmp/mine" && echo x >"$tmp/mine/x"
status "never what is no report" 2 "$analyze" -o "$tmp/mine" "$tmp/leaks.run"
is "and it is untouched" "$(ls "$tmp/mine")" x
# root may write anywhere but there
if [ -d /sys/kernel ] && ! mkdir "/sys/leakline.$$" 2>"$tmp/why"; then
	status "a folder that cannot be made" 2 "$analyze" -o "/sys/leakline.$$" "$tmp/leaks.run"
	like "the reason is that of making it" "$err" "$(sed 's/.*: //' "$tmp/why") \(name a folder"
else
	skip "a folder that cannot be made" "no /sys"
fi
mkdir "$tmp/led-to" && ln -s led-to "$tmp/link"
for end in "" / //; do
	status "nor where a link leads to: link$end" 2 "$analyze" -o "$tmp/link$end" "$tmp/leaks.run"
	like "which is said" "$err" '^leakline-analyze: .*/link/*: it is a symbolic link \(name a folder'
	status "of several runs neither: link$end" 2 "$analyze" -o "$tmp/link$end" "$tmp/leaks.run" "$tmp/leaks.run"
done
is "and there is nothing" "$(ls "$tmp/led-to")" ""
status "a folder that several runs may not have" 2 "$analyze" -o "$tmp/mine" "$tmp/leaks.run" "$tmp/leaks.run"
is "is refused in one line" "$(printf '%s\n' "$err" | grep -c 'no earlier report')" 1
status "a slash at its end" 1 "$analyze" --fail-on provisional -q -o "$tmp/slash//" "$tmp/leaks.run"
like "is not in what is said" "$out" "^report: .*/slash/report\\.html\$"
status "nor of several" 1 "$analyze" --fail-on provisional -q -o "$tmp/slashes/" "$tmp/leaks.run" "$tmp/leaks.run"
like "runs" "$out" "^report: .*/slashes/leaks/report\\.html\$"

for dots in . ../leaks.run/. plots/..; do
	mkdir -p "$tmp/leaks.run/plots"
	out=$(cd "$tmp/leaks.run" && "$analyze" -q --no-report "$dots")
	like "$dots: the folder's own name" "$(printf '%s\n' "$out" | head -n 1)" '^leaks  '
done
rmdir "$tmp/leaks.run/plots"

status "in color when told" 1 "$analyze" --fail-on provisional --no-report --color always "$tmp/leaks.run"
like "bold red" "$out" "$(printf '\033')\[1;31m▲ leak"
status "ASCII without UTF-8" 1 env LC_ALL=C "$analyze" --fail-on provisional --no-report "$tmp/leaks.run"
is "nothing beyond ASCII" "$(printf '%s' "$out" | LC_ALL=C tr -d '\n -~')" ""
like "with glyphs of its own" "$out" '\^ leak +ntpd'
longest=$(awk '/^VERDICT /, /^$/ { next } { if (length($0) > n) n = length($0) } END { print n }' "$tmp/a/report.txt")
check "the sentences of report.txt have 100 columns" test "$longest" -le 100
like "its table has all columns, however wide" "$(cat "$tmp/a/report.txt")" 'RSS END KiB +CHANGE +WOULD HAVE SHOWN'

status "Markdown" 1 "$analyze" --fail-on provisional --no-report --format md "$tmp/leaks.run"
is "begins with the finding" "$(printf '%s\n' "$out" | head -n 1)" '### Memory leak in `ntpd` (18.8 ± 0.3 KiB a round), provisional'
like "a table" "$out" '^\| `ntpd` \(812\) \| \*\*leak\*\* \| \+18\.8 ± 0\.3 \|'
status "JSON" 1 "$analyze" --fail-on provisional --no-report --format json "$tmp/leaks.run"
is "one line" "$(printf '%s\n' "$out" | wc -l)" 1
like "its format" "$out" '^\{"format":"leakline-report 1",'
unlike "no NaN" "$out" '[nN]a[nN]\b|[iI]nf(inity)?\b'
if command -v python3 >/dev/null 2>&1; then
	is "it parses, and says what the CSV says" "$(printf '%s' "$out" | python3 -c '
import csv, json, sys
report = json.load(sys.stdin)
rows = {row["pid"]: row for row in csv.DictReader(open(sys.argv[1]))}
for process in report["processes"]:
    for life in process["lives"]:
        row = rows[str(life["pid"])]
        assert row["verdict"] == life["verdict"] and row["reason"] == life["reason"]
        assert float(row["footprint_slope_kib_per_round"]) == life["footprint"]["late_slope_kib_per_round"]
        assert row["flags"] == ";".join(life["flags"])
print(report["summary"]["leak"])' "$tmp/a/processes.csv")" 1
	if python3 -c 'import jsonschema' 2>/dev/null; then
		check "it obeys docs/report.schema.json" python3 -c '
import json, jsonschema, sys
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open("docs/report.schema.json")))' "$tmp/a/report.json"
	else
		skip "it obeys docs/report.schema.json" "no jsonschema for Python"
	fi
else
	skip "it parses, and says what the CSV says" "no python3"
	skip "it obeys docs/report.schema.json" "no python3"
fi

like "JUnit: one failure" "$(cat "$tmp/a.xml")" '<testsuite name="leakline.leaks" tests="[0-9]+" failures="1" errors="0" skipped="[0-9]+"'
like "which says all in its body" "$(cat "$tmp/a.xml")" '<failure message="[^"]+" type="leak">ntpd \(812\) leak: private memory grows'
if command -v xmllint >/dev/null 2>&1; then
	check "JUnit parses" xmllint --noout "$tmp/a.xml"
else
	skip "JUnit parses" "no xmllint"
fi

# the raw difference: of a folder, of an archive
mkdir "$tmp/raw.run"
rows() { # FILE ROW...: a pmap of PID 7 and of another
	rows_file=$tmp/raw.run/$1
	shift
	{
		printf '6:   other\nAddress           Kbytes Mode  Offset           Device    Mapping\n0000000000400000       4 r-x-- 0000000000000000 0fe:00001 other\n'
		printf 'mapped: 4K    writeable/private: 0K    shared: 0K\n7:   d\nAddress           Kbytes Mode  Offset           Device    Mapping\n'
		for row in "$@"; do
			printf '%016x %7d %s 0000000000000000 0fe:00001 %s\n' $row
		done
		printf 'mapped: 99K    writeable/private: 9K    shared: 0K\n'
	} >"$rows_file"
}
rows 0000-20261101T000000.000Z.pmap "0x400000 4 r-x-- d" "0x500000 8 rw--- heap" "0x600000 64 rw--- cache" "0x700000 16 rw--- old" "0x800000 4 rw--- a.so" "0x900000 4 rw--- b.so"
rows 0001-20261101T000100.000Z.pmap "0x400000 4 r-x-- d" "0x500000 9 rw--- heap"
rows 0002-20261101T000200.000Z.pmap "0x400000 4 r-x-- d" "0x500000 20 rw--- heap" "0x600000 32 rw--- cache" "0x780000 12 rw--- café" "0x800000 4 r---- a.so" "0x900000 4 rw--- c.so"
difference="PID 7, round 0 to round 2:
grown 0000000000500000 8 20 +12 heap
shrunk 0000000000600000 64 32 -32 cache
gone 0000000000700000 16 0 -16 old
new 0000000000780000 0 12 +12 café
gone 0000000000800000 4 0 -4 a.so
new 0000000000800000 0 4 +4 a.so
gone 0000000000900000 4 0 -4 b.so
new 0000000000900000 0 4 +4 c.so
1 mapping is as it was"
differ() { "$analyze" --pmap-diff 7 "$@" | sed '/ADDRESS/d; s/ [r-][w-][x-]-- / /' | tr -s ' '; }
is "--pmap-diff: new, gone, grown, shrunk, another at its place" "$(differ "$tmp/raw.run")" "$difference"
tar -C "$tmp" -czf "$tmp/raw.tar.gz" raw.run
is "of an archive" "$(differ "$tmp/raw.tar.gz")" "$difference"
cp -R "$tmp/raw.run" "$tmp/esc.run"
sed -i "/ old\$/s/rw---/rw-$(printf '\033')c/" "$tmp/esc.run/0000-20261101T000000.000Z.pmap"
out=$("$analyze" --pmap-diff 7 "$tmp/esc.run")
like "rights that no kernel has are shown" "$out" '^gone .*rw-.*c +16 +0 +-16 +old'
unlike "and carry no escape to the terminal" "$out" "$(printf '\033')"
is "in ASCII" "$(LC_ALL=C "$analyze" --pmap-diff 7 "$tmp/raw.run" | grep -o 'caf.*')" 'caf\u{e9}'

# what grew, with a name as long as files have; in ASCII +- takes more room than its sign
mkdir "$tmp/parts.run"
for file in "$tmp"/leaks.run/*; do
	sed 's/ \[ anon \]$/ a-file-of-some-length-as-caches-have-it.part/' "$file" >"$tmp/parts.run/${file##*/}"
done
is "ASCII: no line is wider than 100" "$(for run in below-budget no-private only-rss; do
	LC_ALL=C "$analyze" -v --no-report "tests/runs/$run/run.tar.xz" 2>/dev/null
done | awk 'length > 100')" ""

# the small line beside a suspect is of what grows
for run in only-files only-private only-rss; do
	"$analyze" -q -o "$tmp/$run" "tests/runs/$run/run.tar.xz" >/dev/null 2>&1
	like "$run: its small line rises" "$(grep -o '<svg class="spark".*' "$tmp/$run/report.html" | head -n 1 | sed 's/.*points="\([^"]*\)".*/\1/' |
		tr ' ' '\n' | awk -F , 'NR == 1 { first = $2 } END { print (first - $2 > 2) ? "rises" : "is flat" }')" rises
done

# on a terminal that script(1) makes: so wide, colored, with a bar while it reads; the same through a pipe, without
esc=$(printf '\033')
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
	export TERM=xterm # that of whoever runs the tests may be one without colors
	on_terminal() { # WIDTH COMMAND...: what a terminal of that width is sent, in $shown
		columns=$1
		shift
		shown=$(script -qec "stty cols $columns; $*" /dev/null </dev/null 2>&1 | tr -d '\r')
	}
	widest() { printf '%s\n' "$shown" | sed "s/$esc\[[0-9;]*[mK]//g" | LC_ALL=C.UTF-8 wc -L; }
	for columns in 60 80 100; do
		on_terminal "$columns" "$analyze" -v --no-report "$tmp/leaks.run"
		check "a terminal of $columns columns: no line is wider ($(widest))" test "$(widest)" -le "$columns"
		like "a terminal of $columns columns: in color" "$shown" "$esc\[1;31m▲ leak"
	done
	on_terminal 60 "$analyze" --no-report "$tmp/parts.run"
	check "what grew is wrapped, too ($(widest))" test "$(widest)" -le 60
	like "below itself" "$(printf '%s\n' "$shown" | sed "s/$(printf '\302\240')/ /g")" '^               [^ ]'
	on_terminal 60 "$analyze" --no-report "$tmp/leaks.run"
	unlike "60 columns: CHANGE is dropped" "$shown" 'CHANGE'
	on_terminal 80 "$analyze" -v --no-report "$tmp/leaks.run"
	like "80 columns: of all columns that of what would have shown stays" "$shown" '^VERDICT +PROCESS +PID +RSS KiB/round +WOULD HAVE SHOWN$'
	on_terminal 100 env NO_COLOR=1 "$analyze" --no-report "$tmp/leaks.run"
	unlike "NO_COLOR" "$shown" "$esc"
	on_terminal 100 env NO_COLOR= "$analyze" --no-report "$tmp/leaks.run"
	like "an empty NO_COLOR is none" "$shown" "$esc\[1;31m"
	on_terminal 100 env TERM=dumb "$analyze" --no-report "$tmp/leaks.run"
	unlike "TERM=dumb" "$shown" "$esc"
	on_terminal 100 env NO_COLOR=1 "$analyze" --color always --no-report "$tmp/leaks.run"
	like "--color always wins" "$shown" "$esc\[1;31m"
	on_terminal 100 "$analyze" --color never --no-report "$tmp/leaks.run"
	unlike "--color never wins" "$shown" "$esc"
	mkdir "$tmp/long.run"
	awk -v folder="$tmp/long.run" 'BEGIN {
		for (i = 0; i < 6000; i++) {
			file = sprintf("%s/%06d-202611%02dT%02d%02d00.000Z.status", folder, i, 1 + i / 1440, i / 60 % 24, i % 60)
			for (pid = 7; pid < 17; pid++)
				printf "Name:\td\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nVmRSS:\t%d kB\nRssAnon:\t3000 kB\n",
					pid, pid, 5000 + i % 2 >file
			close(file)
		}
	}'
	# what is read at once needs no bar: a pipe that pauses, and a program made slow
	(cd "$tmp" && tar -cf long.tar long.run/000* && head -c 500000 long.tar >begin && tail -c +500001 long.tar >rest)
	on_terminal 100 "(cat $tmp/begin; sleep 1; cat $tmp/rest) | $analyze -j 1 --no-report -"
	like "a pipe: how many rounds were read" "$shown" 'round [0-9]+, [0-9]+ files read'
	if command -v valgrind >/dev/null 2>&1; then
		on_terminal 48 valgrind -q --tool=none "$analyze" -j 1 --no-report "$tmp/long.run"
		like "a folder: a bar, on a narrow terminal a short one" "$shown" "$esc"'\[K\[#+\.*\] round [0-9]+, [0-9]+ of 6000 files'
		is "no line is wider" "$(printf '%s' "$shown" | tr '\033' '\n' | sed -n 's/^\[K//p' | awk 'length > 47')" ""
	else
		skip "a folder: a bar" "no valgrind"
	fi
	on_terminal 100 "$analyze" -q -j 1 --no-report "$tmp/long.run"
	unlike "none with -q" "$shown" 'of 6000 files'
	is "none in a pipe" "$("$analyze" -j 1 --no-report "$tmp/long.run" 2>&1 >/dev/null)" ""
else
	skip "on a terminal" "no script(1), or no terminal to be had from it (/dev/pts)"
fi
status "a full disk is an error" 2 sh -c '"$0" --no-report "$1" >/dev/full' "$analyze" "$tmp/leaks.run"
finish
