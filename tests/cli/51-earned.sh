#!/bin/sh
# 51-earned - what the record knows counts: the warm-up, a failing ACTION, targets that end, are idle or named; the last line says what decided.
. tests/tap.sh

# made NAME TARGETS ROUNDS: a run of one stable process, daemon (7), which grows by 400 KiB a round up to round 20.
made() {
	rm -rf "$tmp/$1.run"
	mkdir "$tmp/$1.run"
	printf 'format: leakline-run 1\npage_size: 4096\ntargets: %s\n' "$2" >"$tmp/$1.run/run.info"
	awk -v rounds="$3" -v folder="$tmp/$1.run" 'BEGIN {
		for (i = 0; i < rounds; i++) {
			time = sprintf("20260101T%02d%02d00.000Z", i / 60, i % 60)
			anon = 8000 + 400 * (i < 20 ? i : 20) + 4 * (i * 7919 % 5)
			file = sprintf("%s/%04d-%s.status", folder, i, time)
			printf "Name:\tdaemon\nPid:\t7\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmSwap:\t0 kB\nVmData:\t9000 kB\nVmStk:\t132 kB\n", anon + 500, anon >file
			close(file)
			print time "\t" 1000 + 60000 * i "\t" i "\tround\t" >(folder "/events.tsv")
		}
	}'
}
# event NAME ROUND EVENT DETAIL
event() { printf '20260101T000000.000Z\t1000\t%s\t%s\t%s\n' "$2" "$3" "$4" >>"$tmp/$1.run/events.tsv"; }
# judge NAME STATUS WORDS [OPTION...]: the exit status, and the last line of standard output without its counts.
judge() {
	name=$1 wanted=$2 words=$3
	shift 3
	status "$words, $wanted" "$wanted" "$analyze" -q --no-report "$@" "$tmp/$name.run"
}
# add_leak NAME: a second process, grows (9), by 40 KiB a round.
add_leak() {
	rss=4000
	for file in "$tmp/$1.run"/*.status; do
		rss=$((rss + 40))
		printf 'Name:\tgrows\nPid:\t9\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmSwap:\t0 kB\nVmData:\t%d kB\nVmStk:\t132 kB\n' $rss $rss $((rss + 500)) >>"$file"
	done
}
last() { printf '%s\n' "$out" | tail -n 1; }

made warm daemon 80
echo 'warmup_rounds: 20' >>"$tmp/warm.run/run.info"
judge warm 0 "the warm-up is left out"
like "and is named" "$out" 'rounds 0 to 19 left out \(warm-up\)'
like "the last line says what decided" "$(last)" '^0 leak, 0 suspect, 0 inconclusive, 1 stable      exit 0$'
judge warm 0 "--skip 0 asks for it" --skip 0 --format json
like "it is judged" "$out" '"skip":0'
judge warm 0 "another --skip counts" --skip 30 --format json
like "instead" "$out" '"skip":30'
made cold daemon 15
echo 'warmup_rounds: 20' >>"$tmp/cold.run/run.info"
judge cold 3 "a run that is all warm-up is not judged"
like "and the reason is said" "$out" 'all of its rounds were left out'

made action daemon 61
for i in $(seq 60); do event action "$i" action "exit=$((i % 20 == 0)) ms=30"; done
judge action 0 "ACTION may fail in a twentieth of the rounds"
like "which is said" "$out" '^action failed in 3 of 60 rounds$'
event action 1 action 'signal=9 ms=30'
judge action 3 "in more it is no test"
like "it has its reason" "$(last)" 'action failed in 4 of 60 rounds      exit 3$'
status "in JSON too" 3 "$analyze" -q --no-report --format json "$tmp/action.run"
like "it has numbers" "$out" '"action_rounds":60,"action_failed":4'
like "a code" "$out" '"reason":"action-failed"'
like "and the status" "$out" '"exit_status":3,"decided":"nothing could be judged, action failed in 4 of 60 rounds"'
status "in JUnit" 3 "$analyze" -q --no-report --junit "$tmp/junit.xml" "$tmp/action.run"
like "it is an error" "$(cat "$tmp/junit.xml")" '<error message="the action failed in 4 of 60 rounds'
judge action 3 "--allow-inconclusive does not allow that" --allow-inconclusive

made gone daemon 30
event gone 30 gone 'daemon[7] start=500'
judge gone 3 "a target that ended early"
like "is named in the last line" "$(last)" 'ended early: daemon      exit 3$'
made back daemon 30
event back 12 gone 'other[8] start=500'
judge back 0 "another's end is its own"
event back 0 denied '[9] start=0'
judge back 3 "a target that might not be read in any round"
like "is named by its PID" "$(last)" '1 stable, might not be read: 9      exit 3$'
"$analyze" -q --no-report --junit "$tmp/junit.xml" "$tmp/back.run" >/dev/null 2>&1
like "in JUnit it is an error of the run" "$(tr -d '\n' <"$tmp/junit.xml")" 'errors="1".*name="\(run\)" time="0"> *<error message="might not be read: 9" type="missing">'

# waits PARENT: a master (7) that never runs, and a worker (8), the child of that PID, which does.
waits() {
	rm -rf "$tmp/waits.run"
	mkdir "$tmp/waits.run"
	printf 'format: leakline-run 1\npage_size: 4096\ntargets: master\naction: ./ask\n' >"$tmp/waits.run/run.info"
	awk -v folder="$tmp/waits.run" -v parent="$1" 'BEGIN {
		for (i = 0; i < 60; i++) {
			round = sprintf("%s/%04d-20260101T%02d%02d00.000Z", folder, i, i / 60, i % 60)
			for (pid = 7; pid <= 8; pid++) {
				printf "Name:\t%s\nPid:\t%d\nVmRSS:\t9000 kB\nRssAnon:\t8000 kB\nVmSwap:\t0 kB\nVmData:\t9000 kB\nVmStk:\t132 kB\nvoluntary_ctxt_switches:\t%d\nnonvoluntary_ctxt_switches:\t0\n", pid == 7 ? "master" : "worker", pid, 5 + (pid == 8) * i >(round ".status")
				printf "%d (%s) S %d 7 7 0 -1 0 0 0 0 0 2 0 0 0 20 0 1 0 3961 19984384 4017 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n", pid, pid == 7 ? "master" : "worker", pid == 7 ? 1 : parent >(round ".stat")
			}
			close(round ".status")
			close(round ".stat")
		}
	}'
	for i in $(seq 59); do event waits "$i" action 'exit=0 ms=30'; done
}
waits 7
judge waits 0 "the action reached a master whose worker ran"
waits 1
judge waits 3 "it did not reach one whose worker is none of its own"
like "which is idle" "$out" 'it never ran: no round moved its CPU time'

# What is stopped cannot leak: no pass, with or without an action.
stopped() { # NAME ROUNDS: a stable process, stopped in that many of 60 rounds
	made "$1" daemon 60
	rm "$tmp/$1.run"/*.status
	awk -v rounds="$2" -v folder="$tmp/$1.run" 'BEGIN {
		for (i = 0; i < 60; i++) {
			file = sprintf("%s/%04d-20260101T%02d%02d00.000Z.status", folder, i, i / 60, i % 60)
			printf "Name:\tdaemon\nState:\t%s\nPid:\t7\nVmRSS:\t9500 kB\nRssAnon:\t9000 kB\nVmSwap:\t0 kB\nVmData:\t9000 kB\nVmStk:\t132 kB\n", \
				i < rounds ? "T (stopped)" : "S (sleeping)" >file
			close(file)
		}
	}'
}
stopped stopped 31
judge stopped 3 "a process that was stopped in more than half of the rounds"
like "which is said" "$out" 'it was stopped \(state T\) in more than half of its rounds'
stopped traced 30
judge traced 0 "one that was stopped in half of them ran enough"
stopped rarely 60
printf '7 (daemon) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 100 0 0\n' >"$tmp/rarely.run/0000-20260101T000000.000Z.stat"
judge rarely 3 "that stat was recorded once, before, says nothing of the other rounds"
for state in T Ss; do
	made "ps$state" daemon 60
	rm "$tmp/ps$state.run"/*.status
	for i in $(seq 0 59); do
		printf 'USER PID %%CPU %%MEM VSZ RSS TTY STAT START TIME COMMAND\nroot 7 0.0 0.1 20000 9500 ? %s 10:00 0:01 daemon\n' $state >"$tmp/ps$state.run/$(printf '%04d-20260101T%02d%02d00.000Z' "$i" $((i / 60)) $((i % 60))).ps"
	done
done
judge psT 3 "ps alone tells that it was stopped"
like "and it is said" "$out" 'it was stopped \(state T\)'
judge psSs 0 "or that it was not"

# Named and found: short runs have no verdict.
made named daemon 4
judge named 3 "nothing could be judged"
judge named 0 "unless that is allowed" --allow-inconclusive
# rounds that have an event and no file: they were not copied
made part daemon 80
for i in $(seq 80 83); do event part "$i" round; done
judge part 0 "the files of four rounds of 84 may be lost"
event part 84 round
judge part 3 "of five they may not"
like "the reason says which" "$out" 'files end at round 79, but the run went on to round 84: copy the rest'
made two '-m dae' 80
for file in "$tmp"/two.run/000[0-3]*.status; do
	printf 'Name:\tbrief\nPid:\t9\nVmRSS:\t900 kB\nRssAnon:\t400 kB\nVmSwap:\t0 kB\nVmData:\t900 kB\nVmStk:\t132 kB\n' >>"$file"
done
judge two 0 "one of two that were found has no verdict"
like "the last line says so" "$(last)" '1 inconclusive, 1 stable      exit 0$'
judge two 3 "asked for by name it is missed" -p brief -p daemon
like "with its name" "$(last)" 'no verdict: brief'
judge two 3 "one that is not there, too" -p daemon -p nobody
like "by name" "$(last)" 'not in the run: nobody      exit 3$'
echo 'budget brief 4K/round' >"$tmp/gate"
judge two 3 "and one of the gate" --gate "$tmp/gate"
like "likewise" "$(last)" 'no verdict: brief      exit 3$'

status "several runs end with one line for all" 3 "$analyze" -q --no-report "$tmp/warm.run" "$tmp/action.run"
like "of all processes" "$(last)" '^0 leak, 0 suspect, 1 inconclusive, 1 stable, no pass in 1 of 2 runs      exit 3$'
"$analyze" -q --no-report --format json "$tmp/warm.run" "$tmp/action.run" >"$tmp/all.json" 2>/dev/null
status "a merge keeps what runs lack" 3 "$analyze" -q --merge "$tmp/all.json"
like "with the same line" "$(last)" '^0 leak, 0 suspect, 1 inconclusive, 1 stable, no pass in 1 of 2 runs      exit 3$'
# What a pass lacks is kept where the run failed: who forgives leaks, in a merge or not, does not forgive that a target was not read.
made lacks daemon 80
add_leak lacks
cp -r "$tmp/lacks.run" "$tmp/grows.run"
event lacks 0 denied 'ghost[959] start=0'
judge lacks 1 "a leak, and a target that might not be read" --fail-on provisional
judge lacks 3 "with its leak forgiven" --fail-on never
for run in lacks grows; do "$analyze" -q --no-report --fail-on provisional --format json "$tmp/$run.run" >"$tmp/$run.json"; done
status "merged, too" 3 "$analyze" -q --merge --fail-on never "$tmp/lacks.json"
like "and said" "$(last)" 'no pass in 1 of 1 runs      exit 3$'
status "what lacks nothing passes" 0 "$analyze" -q --merge --fail-on never "$tmp/grows.json"
sed 's/,"lacks":[a-z]*//' "$tmp/grows.json" >"$tmp/older.json"
status "of a version that did not say, nothing is known" 3 "$analyze" -q --merge --fail-on never "$tmp/older.json"
# Of a report that does not say so in words that are known nothing is forgotten either.
"$analyze" -q --no-report --format json -p daemon "$tmp/warm.run" >"$tmp/whole.json"
status "a report that passes" 0 "$analyze" -q --merge "$tmp/whole.json"
for change in '"exit_status":0/"exit_status":7' '"exit_status":0/"exit_status":"0"' '"exit_status":0,/' '"lacks":false/"lacks":true'; do
	sed "s/$change/" "$tmp/whole.json" >"$tmp/changed.json"
	status "with s/$change/" 3 "$analyze" -q --merge "$tmp/changed.json"
done
# A provisional leak is no pass in a merge either, also where its own run counted it as a leak.
made short daemon 24
add_leak short
judge short 1 "a provisional leak that counts" --fail-on provisional -p grows
like "is one" "$(last)" '^1 leak \(provisional\)'
"$analyze" -q --no-report --fail-on provisional -p grows --format json "$tmp/short.run" >"$tmp/short.json"
status "merged, where it does not count, is open" 3 "$analyze" -q --merge "$tmp/short.json"
sed 's/"reason":"action-failed"/"reason":"of-tomorrow"/' "$tmp/all.json" >"$tmp/later.json"
status "a reason of a later leakline" 3 "$analyze" -q --merge -o "$tmp/merged" "$tmp/later.json"
like "is kept" "$(cat "$tmp/merged/fleet.csv")" '"of-tomorrow"'
sed 's/"verdict":"stable"/"verdict":"fine"/' "$tmp/all.json" >"$tmp/later.json"
status "an unknown verdict is not" 2 "$analyze" -q --merge "$tmp/later.json"
status "the self-test ends with a line, too" 0 "$analyze" -q --inject 40K/round "$tmp/warm.run"
like "of what was caught" "$(last)" '^caught in 1 of 1      exit 0$'
status "a lost clock lets no leak through" 1 "$analyze" -q --by time --inject 40K/round tests/runs/clock-set/run.tar.xz
like "and no rate that would have been caught is printed" "$(cat "$tmp/status.out")" 'no rate .*clock-set.*--by round needs no clock'
finish
