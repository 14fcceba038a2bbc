#!/bin/sh
# 23-via-faults - transports that add noise, change line ends, are late, answer twice, or die in the middle of an answer:
# each round is whole or is not there.
. tests/tap.sh
command -v python3 >/dev/null || skip_all "python3 is not here (for tests/transport.py)"
sleep 300 & one=$!
cleanup() { kill "$one" 2>/dev/null; }
cp tests/transport.py "$tmp/transport.py"
bad="python3 $tmp/transport.py"
# What does not change while a process sleeps: SigQ counts the signals of all of a user's processes.
still() { grep -av '^SigQ:\|ctxt_switches:'; }

events() { awk -F '\t' -v what="$1" '$4 == what' "$tmp/run/events.tsv"; }
# Every round with a `round` event has all its files, and they are whole.
all_whole() {
	for round in $(events round | cut -f 3); do
		base=$(ls "$tmp/run" | sed -n "s/^\(0*$round-[^.]*\.[0-9]*Z\)\.status\$/\1/p")
		base=$tmp/run/$base
		tail -n 1 "$base.status" | grep -q '^nonvoluntary_ctxt_switches:' || return 1
		tail -n 1 "$base.meminfo" | grep -q ' kB$' || return 1
		[ "$(awk '{ print $1 }' "$base.stat")" = "$one" ] || return 1
		{ tail -n 1 "$base.pmap" | grep -q '^mapped: '; } || [ -s "$base.maps" ] || return 1
		head -n 1 "$base.ps" | grep -q PID || return 1
		if grep -q "$(printf '\r')" "$base.status" "$base.meminfo" "$base.stat"; then return 1; fi
	done
	[ "$(ls "$tmp/run" | grep -c '\.status$')" = "$(events round | wc -l)" ]
}
record() { # NAME STATUS OPTION...
	rm -rf "$tmp/run" "$tmp/first"
	what=$1 wanted=$2
	shift 2
	FIRST=$tmp/first status "$what" "$wanted" "$collect" -q -i 200ms -o "$tmp/run" "$@" "$one"
	check "$what: rounds are whole" all_whole
}

for mode in noise crlf crcrlf; do
	record $mode 0 -n 3 --via "$bad $mode"
	is "$mode: no troubles" "$(events error)" ""
	is "$mode: status as it is" "$(cat "$tmp/run/"0003*.status | still)" "$(still <"/proc/$one/status")"
done
record "late by half a second" 0 -n 2 --via "$bad late 0.5"
is "late: no troubles" "$(events error)" ""

# Where it dies: before the first mark, in list, in files, in ps. Before them all comes one table of this machine's processes.
table=$(ps aux | wc -c)
for more in 50000 60000 80000 120000; do
	bytes=$((table * 11 / 10 + more))
	record "dies after $bytes bytes" 0 -n 4 --via "$bad die $bytes"
	if [ -n "$(events error)" ]; then
		like "dies after $bytes bytes: an event says so" "$(events error)" 'the connection was lost: the connection ended'
		is "dies after $bytes bytes: the last round came" "$(events round | tail -n 1 | cut -f 3)" 4
	else
		skip "dies after $bytes bytes: an event says so" "it was asked for less"
	fi
done
record "answers twice" 0 -n 3 --via "$bad replay"
like "answers twice: an event says so" "$(events error)" 'an answer to another question'

# What somebody who watches is told.
rm -rf "$tmp/run" "$tmp/first"
FIRST=$tmp/first status "answers twice, and somebody watches" 0 "$collect" -i 200ms -n 2 -o "$tmp/run" --via "$bad replay" "$one"
like "the loss is told" "$err" 'transport.py replay: the connection was lost: an answer to another question \(trying again for [0-9]+ s\)'
like "and that it is over" "$err" 'transport.py replay: the connection is back'

# The connection is cut in the last round: ACTION is not run again for it, so the run ends without that round.
rm -rf "$tmp/run"
status "the last round is lost: the run ended early" 1 "$collect" -q -i 100ms -n 3 -o "$tmp/run" \
	--via "sh -c 'echo \$\$ >$tmp/link; exec \"\$0\"'" "$one" \
	-- sh -c "[ \$LEAKLINE_ROUND != 3 ] || kill -KILL \$(cat $tmp/link)"
check "the last round is lost: rounds are whole" all_whole
is "the last round is lost: those before it are there" "$(events round | cut -f 3 | tr '\n' ' ')" "0 1 2 "
is "the last round is lost: why it ended" "$(events stop | cut -f 5)" "the last round was dropped"

record "does not come back" 3 -n 60 --reconnect 4s --via "sh -c 'FIRST=$tmp/first exec $bad drop timeout 2 \"\$0\"'"
check "does not come back: some rounds were recorded" test "$(events round | wc -l)" -ge 3
like "does not come back: why" "$err" 'the connection is lost'

# A signal to stop while the connection is tried again ends the run.
rm -rf "$tmp/run" "$tmp/first"
FIRST=$tmp/first "$collect" -q -n 60 -i 200ms -o "$tmp/run" --via "$bad drop timeout 2" "$one" 2>"$tmp/err" & collector=$!
sleep 5
begin=$(date +%s)
kill -INT "$collector"
wait "$collector"
is "stopped while it tries again: ended early" $? 1
check "stopped while it tries again: at once" test $(($(date +%s) - begin)) -le 3
check "stopped while it tries again: rounds are whole" all_whole
is "no shell is left behind" "$(ps -eo args | grep -c "[ ]$tmp/transport.py")" 0
finish
