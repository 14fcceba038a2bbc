#!/bin/sh
# 12-collect-action - ACTION: its environment, group, output, failure, time limit; signals; the progress line.
. tests/tap.sh

start_dozer 300
cleanup() { kill $run 2>/dev/null; }
run=
cd "$tmp" || exit 2
take() { "$collect" -q --ps never -s 0 "$@"; }
column() { awk -F '\t' -v event="$2" '$4 == event { print $5 }' "$1/events.tsv"; }
kinds() { cut -f 4 "$1/events.tsv" | tr '\n' ' '; }

status "three rounds" 0 take -n 2 -o env.run dozer -- sh -c 'echo "$LEAKLINE_ROUND $LEAKLINE_RUN $LEAKLINE_PID"; cat; sed "s/.*) //" /proc/$$/stat | cut -d " " -f 3 | grep -qx $$ && echo own group'
is "round, run and PID are in its environment, its input is empty, its group its own" "$(cat env.run/action.log)" \
"==> round 1 <==
1 $tmp/env.run $dozer
own group
==> round 2 <==
2 $tmp/env.run $dozer
own group"
is "order: round 0, then action and round" "$(kinds env.run)" "start round action round action round stop "
like "how it ended" "$(column env.run action)" '^exit=0 ms=[0-9]+$'
# one who moves the run in the middle of it: the next action finds it
# shellcheck disable=SC2016 # the action's shell expands it
for form in run tar; do
	status "$form: an action that moves the run" 0 take -n 3 -o here.$form dozer -- \
		sh -c 'echo "at $LEAKLINE_RUN"; test "$LEAKLINE_ROUND" != 2 || mv "$LEAKLINE_RUN" there."$1"' sh $form
	is "$form: which is told once" "$err" "leakline-collect: $tmp/here.$form: somebody moved it to $tmp/there.$form"
	said=$(case $form in tar) tar -xOf there.tar ;; *) cat there.run/action.log ;; esac | grep -a '^at ')
	is "$form: the action after it has its path" "$said" "at $tmp/here.$form
at $tmp/here.$form
at $tmp/there.$form"
done
status "two targets: no LEAKLINE_PID, not even an inherited one" 0 env LEAKLINE_PID=1 "$collect" -q -n 1 -s 0 -o two.run dozer $$ -- \
	sh -c 'echo "${LEAKLINE_PID-none}"'
is "none" "$(sed -n 2p two.run/action.log)" none
status "warm-up and repeat" 0 take -w 3 -r 2 -n 1 -o warm.run dozer -- sh -c 'echo "$LEAKLINE_ROUND"'
is "three rounds of warm-up, and one; two actions in each" "$(kinds warm.run)" \
	"start round action action round action action round action action round action action round stop "
is "LEAKLINE_ROUND is 0 in the warm-up, then the number of the round" "$(grep -x '[0-9]*' warm.run/action.log | tr '\n' ' ')" "0 0 0 0 0 0 4 4 "
is "run.info tells it" "$(grep -E '^(warmup_)?rounds:' warm.run/run.info | tr '\n' ' ')" "warmup_rounds: 3 rounds: 1 "
is "and how often the action runs in a round" "$(grep '^times:' warm.run/run.info)" "times: 2"
status "which a run goes on with" 2 take -s 0 --resume -r 3 -n +1 -o warm.run dozer -- sh -c 'echo "$LEAKLINE_ROUND"'
like "or is told why not" "$err" 'its times in run\.info differs'
status "as often it does" 0 take -s 0 --resume -r 2 -n +1 -o warm.run dozer -- sh -c 'echo "$LEAKLINE_ROUND"'
status "a run of once does not go on with five times" 2 take -s 0 --resume -r 5 -n +1 -o env.run dozer -- sh -c 'echo "$LEAKLINE_ROUND"'
like "and is told how often it was" "$err" 'env\.run: it was begun with another design: ACTION ran 1 time in a round \(give -r 1\)'
sed -i '/^times:/d' warm.run/run.info
status "nor one of twice by an earlier version, which did not write it down" 2 take -s 0 --resume -n +1 -o warm.run dozer -- true
like "and is told" "$err" 'ACTION ran 2 times in a round \(give -r 2\)'
status "twice goes on" 0 take -s 0 --resume -r 2 -n +1 -o warm.run dozer -- sh -c 'echo "$LEAKLINE_ROUND"'
is "once goes without saying" "$(grep -c '^times:' env.run/run.info)" 0
warmup_of() { take -s 0 --ps never -o "warm$1.run" "$@" >/dev/null 2>&1; sed -n 's/^warmup_rounds: //p' "warm$1.run/run.info"; }
is "11 rounds have no warm-up of themselves" "$(warmup_of -n11 dozer -- true)" ""
is "12 have one of two thirds" "$(warmup_of -n12 dozer -- true)" 8
is "and as many rounds more" "$(grep -c '	round	' warm-n12.run/events.tsv)" 21
is "31 have one of 20" "$(warmup_of -n31 dozer -- true)" 20
is "-w 0 has none" "$(warmup_of -n13 -w 0 dozer -- true)" ""
is "nor has a run without ACTION" "$(warmup_of -n14 -i 1ms dozer)" ""
status "-w without ACTION is refused" 2 take -w 1 -o refused.run dozer
status "signals are as they were for ACTION" 0 take -n 1 -o mask.run dozer -- grep -E '^Sig(Blk|Ign)' /proc/self/status
is "none blocked, none ignored but what we inherited" "$(awk '/^SigBlk/ { print $2 } /^SigIgn/ { print substr($2, length($2) - 3, 1) }' mask.run/action.log)" \
	"0000000000000000
0"
take -n 1 -o fds.run dozer -- ls /proc/self/fd
is "no descriptor of ours is open in it" "$(sed 1d fds.run/action.log)" "$(ls /proc/self/fd </dev/null 2>&1 | cat)"

status "one that fails ends the run early" 1 "$collect" --ps never -s 0 -n 5 -o fail.run dozer -- sh -c 'exit 7'
is "after a last snapshot" "$(kinds fail.run)" "start round action round stop "
like "its status" "$(column fail.run action)" '^exit=7 '
like "is said" "$err" 'its exit status is not 0 in round 1'
status "with -k it goes on" 0 take -k -n 3 -o keep.run dozer -- false
is "to the end" "$(kinds keep.run)" "start round action round action round action round stop "
status "death by signal" 1 take -n 3 -o signal.run dozer -- sh -c 'kill -KILL $$'
like "is told" "$(column signal.run action)" '^signal=9 ms='
status "a time limit" 1 take -n 3 -t 200ms -o limit.run dozer -- sleep 100
like "is told" "$(column limit.run action)" '^signal=15 ms=[2-9][0-9][0-9] timeout$'
status "with -k the run goes on" 0 take -k -n 2 -t 100ms -o limits.run dozer -- sleep 100
is "two of them" "$(column limits.run action | grep -c timeout)" 2
begin=$(date +%s)
status "one that ignores TERM gets KILL after 5 s" 1 take -n 2 -t 100ms -o stubborn.run dozer -- sh -c 'trap "" TERM; sleep 100 & wait; sleep 100'
like "that long" "$(($(date +%s) - begin))" '^[5-7]$'
like "and it died of it" "$(column stubborn.run action)" '^signal=9 ms=5[0-9]{3} timeout$'

# The interval is the shortest a round may be; late ones are not made up for.
status "an interval with ACTION" 0 take -n 3 -i 300ms -o interval.run dozer -- true
spans() { awk -F '\t' '$4 == "round" { if (before) print $2 - before; before = $2 }' "$1/events.tsv"; }
is "is kept" "$(spans interval.run | awk '{ sum += $1 } END { print (sum >= 800 && sum < 2500) }')" 1
status "an interval that ACTION fills" 0 take -n 3 -i 50ms -o late.run dozer -- sleep 0.2
is "makes no round shorter than ACTION" "$(spans late.run | awk '$1 < 200' | wc -l)" 0

# Signals.
"$collect" -q --ps never -n 50 -s 0 -o int.run dozer -- sleep 100 & run=$!
until_true grep -q '	round	' int.run/events.tsv
kill -INT $run; wait $run
is "a signal ends the run early" "$?" 1
is "in order, with a last snapshot" "$(kinds int.run)" "start round action round stop "
like "ACTION got TERM" "$(column int.run action)" '^signal=15 '
like "and stop says which" "$(column int.run stop)" '^signal 2$'
for signal in TERM HUP; do
	"$collect" -q --ps never -i 10s -o $signal.run dozer & run=$!
	until_true grep -q '	round	' $signal.run/events.tsv
	kill -$signal $run; wait $run
	is "$signal without -n is the end" "$?:$(kinds $signal.run)" "0:start round round stop "
done
sh -c 'trap "" HUP; exec "$@"' sh "$collect" -q --ps never -i 10s -o nohup.run dozer & run=$!
until_true grep -q '	round	' nohup.run/events.tsv
kill -HUP $run; sleep 0.2; kill -TERM $run; wait $run
is "HUP that was ignored, as under nohup, is" "$(column nohup.run stop)" "signal 15"
"$collect" -q --ps never -n 50 -s 0 -o twice.run dozer -- sh -c 'trap "" TERM; : >twice.began; while :; do sleep 0.1; done' & run=$!
until_true test -e twice.began
kill -INT $run; sleep 0.3; kill -INT $run; wait $run
is "a second signal drops the round" "$?:$(kinds twice.run)" "1:start round action stop "
"$collect" -q --ps never -n 50 -s 30s -w 1 -o warmstop.run dozer -- sh -c ': >warm.began; exec sleep 100' & run=$!
until_true test -e warm.began
kill -TERM $run; wait $run
is "stopped in the warm-up: its round is the last" "$?:$(kinds warmstop.run)" "1:start round action round stop "

# The progress line, on a terminal that script(1) makes.
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
	script -qec "'$collect' --ps never -n 2 -i 400ms -o tty.run dozer" tty.log >/dev/null </dev/null
	like "the progress line" "$(tr '\r' '\n' <tty.log)" 'round 0/2   dozer [0-9]+ KiB   next in 1 s   \^C stops cleanly'
	script -qec "stty cols 30; '$collect' --ps never -n 2 -i 400ms -o narrow.run dozer" narrow.log >/dev/null </dev/null
	is "no wider than a narrow terminal" "$(tr '\r\033' '\n<' <narrow.log | sed -n 's/^<\[K\(round.*\)/\1/p' | awk 'length > 29')" ""
	like "cut there" "$(tr '\r' '\n' <narrow.log)" 'round 0/2   dozer [0-9]+ KiB   [a-z]*$'
	like "is erased at the end" "$(tr '\r\033' '\n<' <tty.log)" '^<\[Kleakline-collect: 3 rounds are in'
	script -qec "'$collect' --ps never -q -n 1 -i 200ms -o ttyq.run dozer" ttyq.log >/dev/null </dev/null
	unlike "-q has none" "$(cat ttyq.log)" 'round 0'
else
	skip "the progress line" "no script(1), or no terminal to be had from it (/dev/pts)"
fi
finish
