#!/bin/sh
# 37-soak - many rounds: the collector's own memory and open files do not grow. 400 rounds; with LEAKLINE_SOAK=1 5,000, the
# collector collected by another one, and that run judged.
. tests/tap.sh
. tests/fault/whole.sh

many=400 ps=each
# buffers grow to the largest text there was: over a long time that of ps goes with what else runs on the machine
[ "${LEAKLINE_SOAK:-}" = 1 ] && many=5000 ps=never
start_dozer 36000
run=
watch=
cleanup() { kill $run $watch 2>/dev/null; }
kib() { sed -n 's/^VmRSS:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$1/status"; }
# the fewest of some looks: within a snapshot a file of /proc or of the round is open
files() {
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
		ls "/proc/$1/fd" | wc -l
		sleep 0.03
	done | sort -n | head -n 1
}
# reach N: waits until the soak has its round N
reach() {
	for _ in $(seq 36000); do
		grep -q "	$1	round	" "$tmp/soak.run/events.tsv" 2>/dev/null && return 0
		kill -0 $run 2>/dev/null || return 1
		sleep 0.1
	done
}
"$collect" -q -i 0 --ps $ps -n $((many + 1000000)) -s 0 -o "$tmp/soak.run" dozer -- true 2>"$tmp/err" & run=$!
if [ "${LEAKLINE_SOAK:-}" = 1 ]; then
	"$collect" -q -i 2s --ps never -o "$tmp/watch.run" $run & watch=$!
fi
reach 100
largest() { ls -S "$tmp"/soak.run/*.ps 2>/dev/null | head -n 1 | xargs -r stat -c %s; }
ps_first=$(largest)
kib_first=$(kib $run) files_first=$(files $run)
reach "$many"
kib_last=$(kib $run) files_last=$(files $run)
echo "# round 100: $kib_first KiB, $files_first files; round $many: $kib_last KiB, $files_last files"
ps_last=$(largest)
allowed=$((64 + 3 * (${ps_last:-0} - ${ps_first:-0}) / 1024))
if [ "$((kib_last - kib_first))" -le "$allowed" ]; then pass "no growth of its memory"; else fail "from $kib_first to $kib_last KiB"; fi
is "no growth of its open files" "$files_last" "$files_first"
# the watch ends first: a target that ends before the run does has no verdict
[ "${LEAKLINE_SOAK:-}" != 1 ] || { kill -INT $watch; wait $watch; }
kill -INT $run; wait $run
is "it ends in order" "$?" 1
is "each round has its files" "$(ls "$tmp/soak.run" | grep -c '\.status$')" "$(rounds "$tmp/soak.run")"
is "none is empty" "$(find "$tmp/soak.run" -size 0)" ""
if [ "${LEAKLINE_SOAK:-}" = 1 ]; then
	status "leakline-analyze says of the collector: no leak" 0 "$analyze" -q -v --no-report "$tmp/watch.run"
	like "but stable" "$out" 'stable +leakline-coll'
fi
finish
