#!/bin/sh
# 51-unread - files that are empty, cut off or lost in many rounds: it is said, and what was not read is no pass.
. tests/tap.sh

base=$tmp/base.run
mkdir "$base"
printf 'format: leakline-run 1\npage_size: 4096\ntargets: 7\n' >"$base/run.info"
# A stable process in 40 rounds, with all kinds that a collector reads; ps has another one beside it.
awk -v folder="$base" 'BEGIN {
	for (i = 0; i < 40; i++) {
		time = sprintf("20260101T00%02d00.000Z", i)
		base = sprintf("%s/%04d-%s.", folder, i, time)
		kib = 8000 + 4 * (i * 7919 % 5)
		file = base "status"
		printf "Name:\tdaemon\nState:\tS (sleeping)\nPid:\t7\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t9000 kB\nVmStk:\t132 kB\nVmSwap:\t0 kB\nnonvoluntary_ctxt_switches:\t%d\n", kib + 500, kib, i >file
		close(file)
		file = base "stat"
		printf "7 (daemon) S 1 7 7 0 -1 4194560 0 0 0 0 %d 0 0 0 20 0 1 0 500 9437184 2125 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0\n", i >file
		close(file)
		file = base "pmap"
		printf "7:   daemon\nAddress           Kbytes Mode  Offset           Device    Mapping\n0000560000000000    9132 rw--- 0000000000000000 000:00000   [ anon ]\nmapped: 9132K    writeable/private: 9132K    shared: 0K\n" >file
		close(file)
		file = base "fd"
		print "7 4" >file
		close(file)
		file = base "ps"
		printf "USER         PID %%CPU %%MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\nroot           7  0.0  0.1   9216 %5d ?        S    00:00   0:00 daemon\nroot           9  0.0  0.1   9216  8000 ?        S    00:00   0:00 other\n", kib + 500 >file
		close(file)
		file = base "meminfo"
		printf "MemTotal: 1000000 kB\nMemAvailable: 500000 kB\n" >file
		close(file)
		print time "\t" 1000 + 60000 * i "\t" i "\tround\t" >(folder "/events.tsv")
	}
}'
# with HOW KIND FROM STEP: a copy in which the files of that kind are empty, lost or cut off, from round FROM on, each STEPth.
with() {
	rm -rf "$tmp/a.run"
	cp -R "$base" "$tmp/a.run"
	spoil "$@"
}
spoil() {
	at=0
	for file in "$tmp/a.run/"*."$2"; do
		if [ "$at" -ge "$3" ] && [ $(((at - $3) % $4)) = 0 ]; then
			case $1 in
			empty) : >"$file" ;;
			lost) rm "$file" ;;
			cut) head -c 54 "$base/${file##*/}" >"$file" ;;
			esac
		fi
		at=$((at + 1))
	done
}
judge() { status "$1: $2" "$2" "$analyze" -q --no-report "$tmp/a.run"; }
said() { like "and it is said" "$(cat "$tmp/status.out" "$tmp/status.err")" "$1"; }

with empty status 40 1
judge "all files are there" 0
unlike "nothing is said" "$(cat "$tmp/status.out" "$tmp/status.err")" 'oddit|missing'
with empty status 0 1
judge "status is empty in all rounds" 3
said 'its status could not be read in 40 of 40 rounds'
grown() { # pmap tells a leak, and ps nothing
	i=0
	for file in "$tmp/a.run/"*.pmap; do
		i=$((i + 1))
		sed -i "s/9132/$((9132 + 24 * i))/g" "$file"
	done
	rm "$tmp/a.run/"*.ps
}
grown
judge "and private memory grows: suspect, and no pass" 3
said '^0 leak, 1 suspect, .*suspect, and half unread: daemon      exit 3$'
"$analyze" -q --no-report --junit "$tmp/half.xml" "$tmp/a.run" >/dev/null 2>&1
like "an error in JUnit, too" "$(cat "$tmp/half.xml")" '<error message="[^"]*" type="suspect">'
status "unless that is allowed" 0 "$analyze" -q --no-report --allow-inconclusive "$tmp/a.run"
with lost status 2 2
judge "status is lost in half of them" 3
said 'its status could not be read in 19 of 40 rounds'
with empty status 26 1
judge "status is empty in the last third" 3
with empty status 37 1
judge "in three rounds of 40" 3
with empty status 36 2
judge "in two" 0
said 'process 7 is missing from status in 2 of 40 rounds'
with empty status 39 1
judge "in the last: it ended" 0
unlike "nothing is said" "$(cat "$tmp/status.out" "$tmp/status.err")" 'missing'
with empty status 1 2
for kind in stat pmap fd; do spoil empty $kind 1 2; done
judge "nothing but ps, in half of the rounds" 3
with empty status 0 1
for kind in stat pmap fd; do spoil empty $kind 0 1; done
judge "nothing but ps" 3
said 'no status has a process in any round'
for kind in stat pmap fd; do
	with empty $kind 0 1
	judge "$kind is empty: the memory was read" 0
	said "process 7 is missing from $kind in 40 of 40 rounds"
done
with cut status 0 1
judge "status ends behind VmRSS" 0
said '\.status:[0-9]*: cut off'
with empty meminfo 5 50
judge "an empty meminfo" 0
said '\.meminfo: it is empty'
# of a group the rounds of all members count
tar -xf tests/runs/recycled-workers/run.tar.xz -C "$tmp"
mv "$tmp/base.run" "$tmp/one.run" && mv "$tmp/recycled-workers.run" "$base"
with empty status 60 1000
judge "a group with an empty status in one round" 0
said 'in 1 of [0-9]+ rounds in which other files show it'
with empty status 1 2
judge "in half of its rounds" 3
said 'its status could not be read in [0-9]+ of [0-9]+ rounds'
rm -rf "$base" && mv "$tmp/one.run" "$base"
# a loop that records ps alone lacks nothing, unless the collector says that it was leakline's
with lost status 0 1
for kind in stat pmap fd meminfo; do spoil lost $kind 0 1; done
judge "ps alone" 0
unlike "nothing is said" "$(cat "$tmp/status.out" "$tmp/status.err")" 'missing|could not be read'
echo 'collector: leakline-collect 0.2.0' >>"$tmp/a.run/run.info"
judge "of leakline-collect" 3
# without status pmap tells the memory
with lost status 0 1
spoil empty pmap 0 1
judge "no status was recorded, and pmap is empty" 3
said 'its pmap could not be read in 40 of 40 rounds'
# A run whose files may not be read is not said to hold none.
cp -a "$base" "$tmp/secret.run"
chmod 0 "$tmp/secret.run"/*
if [ "$(id -u)" != 0 ]; then
	status "a run that may not be read" 2 "$analyze" -q --no-report "$tmp/secret.run"
	like "which is said" "$err" 'files of a run are in it, but cannot be read'
elif command -v setpriv >/dev/null; then
	chmod 711 "$tmp" && chmod 755 "$tmp/secret.run" && cp "$analyze" "$tmp/analyze-copy" && chmod 755 "$tmp/analyze-copy"
	status "a run that may not be read" 2 setpriv --reuid 65534 --regid 65534 --clear-groups "$tmp/analyze-copy" -q --no-report "$tmp/secret.run"
	like "which is said" "$err" 'files of a run are in it, but cannot be read'
else
	skip "a run that may not be read" "root, and no setpriv"
fi
finish
