#!/bin/sh
# heap.sh [BINARY] - what a reading of the live heap costs the collector: CPU a MB of blocks, by their size, and a process; and
# what smaps costs of the same processes. Medians of five runs, less what the same run costs without. A neighbour that keeps the
# caches busy may double the figures.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
collect=$(realpath "${1:-$B/leakline-collect}")
tmp=$(mktemp -d "${TMPDIR:-/tmp}/leakline.XXXXXX")
pids=
trap '[ -z "$pids" ] || kill $pids; rm -rf "$tmp"' EXIT
for program in blocks cost; do
	${CC:-cc} -O2 -o "$tmp/$program" tests/bench/$program.c
done
cd "$tmp"

# hold NAME COMMAND...: waits until it says that it is ready; its number is in $held
hold() {
	hold_name=$1
	shift
	[ -p in ] || mkfifo in
	"$@" <>in >"$hold_name.ready" 2>/dev/null &
	held=$! pids="$pids $!"
	until [ -s "$hold_name.ready" ]; do sleep 0.1; done
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
rounds=10
# cpu NAME ALSO PID...: microseconds of CPU a round
cpu() {
	name=$1 also=$2
	shift 2
	for i in 1 2 3 4 5; do
		./cost "$collect" -q -n $rounds -i 1ms --ps never $also -o "$name.$i.run" "$@" 3>cost.out
		awk -v rounds=$rounds '{ print $1 / (rounds + 1) }' cost.out
		rm -rf "$name.$i.run"
	done | median
}
# compare NAME MIB PID...: a line of the table
compare() {
	name=$1 mib=$2
	shift 2
	without=$(cpu "$name" "" "$@") heap=$(cpu "$name" "--also heap" "$@") smaps=$(cpu "$name" "--also smaps" "$@")
	awk -v name="$name" -v mib="$mib" -v n=$# -v without="$without" -v heap="$heap" -v smaps="$smaps" 'BEGIN {
		ms = (heap - without) / 1000
		a_mb = a_process = "-"
		if (mib + 0)
			a_mb = sprintf("%.3f", ms / mib)
		else
			a_process = sprintf("%.3f", ms / n)
		printf "%-22s %9d %9.2f %12s %14s %11.2f\n", name, n, ms, a_mb, a_process, (smaps - without) / 1000 }'
}

echo "heap                   processes   heap ms  ms a MB     ms a process    smaps ms"
for size in 24 100 1000 20000 200000; do
	hold "$size" ./blocks 64 $size
	"$collect" -q -n 0 --ps never --also heap -o "$size.run" $held
	compare "blocks from $size B" "$(awk '$1 == "used" { print $2 / 1000000 }' "$size.run"/*.heap)" $held
done
small=
for i in $(seq 20); do
	hold "small$i" ./blocks 0 32
	small="$small $held"
done
compare "20 small programs" 0 $small
hold python python3 -c '
import sys
keep = [{"a": str(i)} for i in range(60000)]
print("ready", flush=True)
sys.stdin.read()'
"$collect" -q -n 0 --ps never --also heap -o python.run $held
compare "python" "$(awk '$1 == "used" { print $2 / 1000000 }' python.run/*.heap)" $held
echo "goals: at most 0.7 ms a MB of small blocks, 3 ms a process"
