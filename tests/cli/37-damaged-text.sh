#!/bin/sh
# 37-damaged-text - a recorded run of all kinds, as Windows, editors, cut cables and scripts change it: the same numbers.
. tests/tap.sh

"$bin/leaky" >"$tmp/leaky" & leaky=$!
"$bin/steady" >"$tmp/steady" & steady=$!
cleanup() { kill "$leaky" "$steady" 2>/dev/null; }
sleep 0.2
mkdir "$tmp/base"
status "a run of all kinds" 0 "$collect" -q -n 12 -s 30ms --also maps,smaps,smaps_rollup,vmstat,slabinfo -o "$tmp/base/x.run" $leaky $steady -- \
	kill -USR1 $leaky $steady
numbers() { # FOLDER: of its run x.run, in numbers.txt beside it; notes in notes.txt
	"$analyze" -q -v -o "$1/report" "$1/x.run" >/dev/null 2>&1
	for file in processes trends series mappings system; do
		echo "== $file"
		cat "$1/report/$file.csv"
	done >"$1/numbers.txt"
	sed -n '/oddit/,$p' "$1/report/report.txt" >"$1/notes.txt"
}
numbers "$tmp/base"
like "is judged" "$(cat "$tmp/base/numbers.txt")" '"leaky"'
is "nothing is odd" "$(cat "$tmp/base/notes.txt")" ""

for how in bom utf-16le utf-16be utf-16le-crlf crlf crcrlf no-newline repeated-header spliced nul-hole; do
	mkdir "$tmp/$how"
	python3 tests/damage.py "$tmp/base/x.run" "$tmp/$how/x.run" $how || exit 2
	numbers "$tmp/$how"
	# a line of fd that lacks its end may be half a number, and nothing else in it would show that: it is left out, and told
	case $how in no-newline) lost='"fds"' ;; *) lost='^$' ;; esac
	grep -v "$lost" "$tmp/base/numbers.txt" >"$tmp/want.txt"
	is "$how: the same numbers" "$(grep -v "$lost" "$tmp/$how/numbers.txt" | diff "$tmp/want.txt" - | head -n 6)" ""
	case $how in
	spliced) like "$how: told" "$(cat "$tmp/$how/report/report.txt")" 'oddit' ;;
	nul-hole) like "$how: told" "$(cat "$tmp/$how/report/report.txt")" 'NUL' ;;
	no-newline | repeated-header) ;; # may be told: a last line could be half a number
	*) is "$how: nothing is odd" "$(cat "$tmp/$how/notes.txt")" "" ;;
	esac
done

# behind a hole lines are told as the file has them (grep -n)
mkdir -p "$tmp/lines/x.run"
for status in "$tmp/base/x.run"/*.status; do
	{ printf 'Name:\th'; head -c 4096 /dev/zero; cat "$status"; echo noise; } >"$tmp/lines/x.run/${status##*/}"
done
numbers "$tmp/lines"
like "the line behind a hole" "$(cat "$tmp/lines/notes.txt")" "status:$(grep -anx noise "$tmp/lines/x.run/${status##*/}" | cut -d: -f1): no line of status: .?noise"

# Damaged at each byte, one a round: a number is the right one or is missing, never another. (That 12 is the end of 4712, whose
# begin a hole took, nobody can tell.)
odd_numbers() { # FILE-DAMAGE: rows of series.csv that tell what the undamaged run does not, or why there are none
	rm -rf "$tmp/offsets"
	python3 tests/offsets.py "$tmp/offsets.tar" "$1" || echo "no run"
	"$analyze" -q --allow-inconclusive -o "$tmp/offsets" "$tmp/offsets.tar" >"$tmp/out" 2>&1
	case $? in 0 | 3) ;; *) echo "no report"; tail -n 2 "$tmp/out" ;; esac
	awk -F '","' -v truth="$tmp/truth.$file" -v make="$2" '
		function key(at, value) { return $2 " " $3 " " at " " value }
		FNR == 1 { next }
		{ for (i = 7; i <= 10; i++) { value = $i; sub(/"$/, "", value); if (make) print key(i, value) >truth; else seen[key(i, value)] = $4 } }
		END {
			if (make) exit
			if (NR < 2) print "no numbers"
			while ((getline line <truth) > 0) known[line] = 1
			for (line in seen) if (line !~ / $|^7?[12]?[12] / && !(line in known)) print "round " seen[line] ": " line
		}' "$tmp/offsets/series.csv" | sort | head -n 5
}
for file in status pmap busybox toybox maps smaps rollup; do
	odd_numbers $file-none make
	like "$file: numbers of two processes" "$(cut -d ' ' -f 1 "$tmp/truth.$file" | sort -u | tr '\n' ' ')" '^4711 4712 $'
	for damage in spliced hole inserted; do
		is "$file, $damage at each byte" "$(odd_numbers $file-$damage)" ""
	done
done
for file in status pmap; do
	is "$file, a block lost at each byte" "$(odd_numbers $file-block)" ""
done
finish
