#!/bin/sh
# collect.sh [BINARY] - what a native round costs, as ratios of medians measured in turn in one run: against klimit
# (what the kernel alone costs), and against sh with ps, cat and pmap. 15 targets: 10 of some 30 mappings, 5 of some
# 2,000. Needs root for a PID namespace of 50 processes. Runs are written below TMPDIR: on ext4 a disk on which many
# files were just removed adds up to half (it looks long for an inode to use); TMPDIR=/dev/shm leaves the disk out.
# SIZES="50:80 300:40": only these numbers of processes, each with its rounds.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
collect=${1:-$B/leakline-collect}
collect=$(realpath "$collect")
tmp=$(mktemp -d "${TMPDIR:-/tmp}/leakline.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
for program in klimit herd cost; do
	${CC:-cc} -O2 -o "$tmp/$program" tests/bench/$program.c
done

cat >"$tmp/one.sh" <<'END'
# one.sh TMP COLLECT PROCESSES ROUNDS - a line of the table
tmp=$1 collect=$2 wanted=$3 rounds=$4
[ "$wanted" = 50 ] && mount -t proc proc /proc
cd "$tmp"
rm -f stop
mkfifo stop
count=$((wanted - $(ls /proc | grep -c '^[0-9]')))
[ "$count" -ge 15 ] || exit 1
./herd $count 10 5 <stop >targets &
exec 9>stop
for i in $(seq 100); do
	grep -q '^$' targets && break
	sleep 0.1
done
targets=$(grep . targets | tr '\n' ' ')
cat >procps.sh <<END2
for i in \$(seq $((rounds / 8 + 1))); do
	ps aux >out.ps
	cat $(for pid in $targets; do printf '/proc/%s/status ' "$pid"; done) >out.status
	cat $(for pid in $targets; do printf '/proc/%s/stat ' "$pid"; done) >out.stat
	pmap -d $targets >out.pmap
	cat /proc/meminfo >out.meminfo
done
END2
for i in 1 2 3 4 5 6 7; do
	./cost ./klimit $rounds $targets 3>>klimit.$wanted
	# a folder of its own each: ext4 is slow to make files where many were just removed
	./cost "$collect" -q -n $rounds -i 1ms -o "run.$wanted.$i" $targets 3>>collect.$wanted 2>/dev/null
	./cost "$collect" -q --tree -n $rounds -i 1ms -o "tree.run.$wanted.$i" $targets 3>>tree.$wanted 2>/dev/null
	[ $i -gt 3 ] || ./cost sh procps.sh 3>>procps.$wanted
done
./cost "$collect" -q -n 0 -o "first.run.$wanted" $targets 3>first.$wanted
ls /proc | grep -c '^[0-9]' >processes.$wanted
strace -f -c -o calls "$collect" -q -n 10 -i 1ms -o calls.run.$wanted $targets 2>/dev/null &&
	awk '$NF == "total" { print $(NF == 6 ? 4 : 3) }' calls >calls.$wanted || echo 0 >calls.$wanted
exec 9>&-
wait
exit 0
END

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
echo "processes  klimit ms  collector ms  ratio  sh+procps ms  ratio  first/sh  calls a process  peak KiB  --tree: ratio"
for line in ${SIZES:-50:80 128:60 300:40 2000:8}; do
	wanted=${line%:*} rounds=${line#*:}
	if [ "$wanted" = 50 ]; then
		unshare -pfm sh "$tmp/one.sh" "$tmp" "$collect" 50 "$rounds" 2>/dev/null || { echo "50: no PID namespace here"; continue; }
	else
		sh "$tmp/one.sh" "$tmp" "$collect" "$wanted" "$rounds" ||
			{ echo "$wanted: more processes than that are here"; continue; }
	fi
	awk -v processes="$(cat "$tmp/processes.$wanted")" -v k="$(median "$tmp/klimit.$wanted")" \
		-v c="$(median "$tmp/collect.$wanted")" -v p="$(median "$tmp/procps.$wanted")" -v rounds="$rounds" \
		-v first="$(cut -d ' ' -f 1 "$tmp/first.$wanted")" -v calls="$(cat "$tmp/calls.$wanted")" \
		-v tree="$(median "$tmp/tree.$wanted")" \
		-v peak="$(sort -n -k 3 "$tmp/collect.$wanted" | tail -n 1 | cut -d ' ' -f 3)" 'BEGIN {
		k /= rounds; c /= rounds + 1; p /= int(rounds / 8 + 1)
		printf "%9d %10.2f %13.2f %6.2f %13.2f %6.2f %9.2f %16.1f %9d %14.2f\n", processes, k / 1000, c / 1000, c / k,
			p / 1000, c / p, first / p, calls / 11 / processes, peak, tree / (rounds + 1) / c }'
done
# What a round costs besides: the difference of 14 rounds and of 10, so that the first look is left out, which --tree has at all
# processes. In a PID namespace, as on a machine at work others come and go in between. Without the child that asks who adopts.
cat >"$tmp/calls.sh" <<'STILL'
collect=$1
mount -t proc proc /proc
cd "$2"
for i in $(seq 48); do sleep 1000 & targets="$targets $!"; done
set -- $targets
targets="$1 $2 $3 $4 $5"
for options in "" --tree "--cgroup auto" "--tree --cgroup auto"; do
	for many in 10 14; do
		rm -rf still.run
		strace -o still "$collect" -q -n $many -i 1ms -o still.run $options $targets 2>/dev/null || exit 1
		echo "$(grep -c '^' still) $(grep -c 'openat(.*, "1/stat"' still) $(grep -c 'openat(.*/memory.stat"' still)"
	done | awk -v what="$options" '{ for (i = 1; i <= 3; i++) { each[i] = ($i - last[i]) / 4; last[i] = $i } }
		END { printf "%s %.1f %.1f %.1f\n", what ? what : "plain", each[1], each[2], each[3] }'
done >still.calls
kill $targets
STILL
if unshare -pfm sh "$tmp/calls.sh" "$collect" "$tmp" 2>/dev/null; then
	echo "a round of 5 targets among 50 processes:     calls  more  stat of another process  memory.stat"
	awk '{ at = NF - 2; if (NR == 1) plain = $at; what = $1; for (i = 2; i < at; i++) what = what " " $i
		printf "%-43s %6.1f %+5.1f %24.1f %12.1f\n", what, $at, $at - plain, $(at + 1), $(at + 2) }' "$tmp/still.calls"
else
	echo "calls a round: no PID namespace, or no strace, here"
fi
echo "goals: ratio to klimit <= 1.5 1.35 1.3 1.25; to sh+procps <= 0.23 0.27 0.36 0.50; first round <= 0.40 at 300;"
echo "       calls <= 9 a process + 30 a 1,000 mappings + 100; peak <= 3072 KiB at 300, 5120 at 2,000;"
echo "       --tree reads no process twice: time as without, calls within 2 a round; each file of a cgroup is read once a round"
