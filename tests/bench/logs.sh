#!/bin/sh
# logs.sh [BINARY] - what reading large logs costs: 1 GB of ps aux against scan.c (touching the bytes) and mawk, a CSV of 200 MB against
# csv.c (libcsv with callbacks that do nothing), 200,000 rounds of one value; and the memory that each takes. Most of the time of a long
# log is that of the fits, so reading alone is the time beyond that of the same readings in a run (--skip leaves them out).
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
analyze=$(realpath "${1:-$B/leakline-analyze}")
tmp=$(mktemp -d "${TMPDIR:-/tmp}/leakline.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
${CC:-cc} -O2 -o "$tmp/scan" tests/bench/scan.c -larchive
${CC:-cc} -O2 -o "$tmp/cost" tests/bench/cost.c
${CC:-cc} -O2 -o "$tmp/csv" tests/bench/csv.c -lcsv
awk=$(command -v mawk || command -v awk)
tests/bench/make-log.py ps "$tmp/ps.log" "${PS:-30000}"
tests/bench/make-log.py csv "$tmp/table.csv" "${CSV:-43000}"
tests/bench/make-log.py bare "$tmp/bare.log" "${BARE:-200000}"

# all but the last rounds are left out: what is left is reading
read_only() { "$tmp/cost" "$analyze" --no-report -q -j 1 --skip "$2" "$3" 3>>"$tmp/$1" >/dev/null 2>&1 || true; }
whole() { "$tmp/cost" "$analyze" --no-report -q -j 1 "$2" 3>>"$tmp/$1" >/dev/null 2>&1 || true; }
for i in 1 2 3; do
	"$tmp/cost" "$tmp/scan" "$tmp/ps.log" 3>>"$tmp/m.scan" >/dev/null
	"$tmp/cost" "$awk" '$2 == 2417 { rss = $6 } END { print rss }' "$tmp/ps.log" 3>>"$tmp/m.awk" >/dev/null
	read_only m.ps $((${PS:-30000} - 2)) "$tmp/ps.log"
	"$tmp/cost" "$tmp/csv" "$tmp/table.csv" 3>>"$tmp/m.libcsv" >/dev/null
	read_only m.csv $((${CSV:-43000} - 2)) "$tmp/table.csv"
	read_only m.bare $((${BARE:-200000} - 2)) "$tmp/bare.log"
	[ $i -gt 1 ] || for log in ps.log table.csv bare.log; do whole "m.whole.$log" "$tmp/$log"; done
done

median() { # FILE FIELD (1 CPU, 2 wall: us; 3 KiB)
	awk -v f="$2" '{ print $f }' "$tmp/$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
line() { # WHAT FILE FILE GOAL
	awk -v what="$1" -v a="$(median "$2" 1)" -v b="$(median "$3" 1)" -v goal="$4" \
		'BEGIN { printf "%-44s %8.0f / %8.0f ms = %5.2f (goal %s)\n", what, a / 1000, b / 1000, a / b, goal }'
}
memory() { # WHAT LOG SERIES ROUNDS
	awk -v what="$1" -v kib="$(median "$2" 3)" -v all="$(median "m.whole.$3" 3)" -v n="$4" -v rounds="$5" \
		'BEGIN { printf "%-44s %8.1f MiB, with the fits %.1f; 16 MiB + 8 B x series x rounds = %.1f\n", what, kib / 1024, all / 1024, 16 + 8 * n * rounds / 1048576 }'
}
echo "$(du -m "$tmp/ps.log" | cut -f 1) MB of ps, $(du -m "$tmp/table.csv" | cut -f 1) MB of CSV; load $(cut -d ' ' -f 1 /proc/loadavg)"
line "ps aux / scan, CPU" m.ps m.scan 3.0
line "ps aux / awk, CPU" m.ps m.awk 0.33
line "CSV / libcsv with empty callbacks, CPU" m.csv m.libcsv 2.5
memory "ps aux" m.ps ps.log 300 "${PS:-30000}"
memory "CSV" m.csv table.csv 100 "${CSV:-43000}"
memory "one value a round" m.bare bare.log 1 "${BARE:-200000}"
