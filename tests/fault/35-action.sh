#!/bin/sh
# 35-action - ACTION that hangs, leaves children behind, floods its output, stops itself; the collector that is stopped.
. tests/tap.sh
. tests/fault/whole.sh

start_dozer 300
run=
cleanup() { kill $run 2>/dev/null; }
cd "$tmp" || exit 2
take() { "$collect" -q --ps never -s 0 "$@"; }
alive() { kill -0 "$1" 2>/dev/null && ! grep -q '^State:.*Z' "/proc/$1/status"; }

# Hanging, without -t: a signal ends it, its group with it.
"$collect" -q --ps never -s 0 -n 5 -o hang.run dozer -- sh -c 'sleep 1000 & echo $! >child; wait' & run=$!
until_true test -s child
kill -TERM $run; wait $run
is "an ACTION that hangs is ended by a signal" "$?" 1
if alive "$(cat child)"; then fail "its child lives"; else pass "with its child"; fi
rm child
take -k -n 2 -t 300ms -o group.run dozer -- sh -c 'sh -c "trap \"sleep 0.3; echo bye >bye; exit\" TERM; sleep 100 & wait" & echo $! >child; sleep 100'
is "a time limit ends the whole group" "$?" 0
is "members have time to say good-bye" "$(cat bye)" bye
if alive "$(cat child)"; then fail "a member lives"; else pass "none of it lives"; fi
take -n 1 -t 200ms -o stopped.run dozer -- sh -c 'kill -STOP $$'
like "one that has stopped itself is ended too" "$(cut -f 5 stopped.run/events.tsv | grep timeout)" '^signal=15 '

# Children that outlive it, and go on printing.
rm -f child
begin=$(date +%s)
status "children that outlive ACTION do not hold the run up" 0 take -n 3 -i 300ms -o outlive.run dozer -- \
	sh -c '[ "$LEAKLINE_ROUND" = 1 ] || exit 0; (for i in 1 2 3 4 5 6; do sleep 0.1; echo "late $i" || exit; done; echo done >survived; exec sleep 30) & echo $! >child; echo first'
is "the run was not held up" "$(($(date +%s) - begin < 10))" 1
if alive "$(cat child)"; then pass "the child lives"; else fail "the child was ended"; fi
is "it could go on printing" "$(cat survived)" done
like "what it printed later is in a later round's part" "$(sed -n '/==> round 2/,$p' outlive.run/action.log)" 'late [3-9]'
kill "$(cat child)" 2>/dev/null

# Floods.
status "an ACTION that floods its output" 0 take -n 2 -o flood.run dozer -- sh -c 'echo HEAD; head -c 50000000 /dev/zero | tr "\0" "x"; echo; echo TAIL'
size=$(stat -c %s flood.run/action.log)
if [ "$size" -gt 100000 ] && [ "$size" -lt 140000 ]; then pass "64 KiB a round are kept"; else fail "action.log has $size bytes"; fi
is "the head" "$(grep -c '^HEAD$' flood.run/action.log)" 2
is "the tail" "$(grep -c '^TAIL$' flood.run/action.log)" 2
like "and what is left out is told" "$(tr -d x <flood.run/action.log)" '==> 4[0-9]{7} bytes left out <=='
status "one that never stops flooding, with a time limit" 0 take -k -n 1 -t 500ms -o yes.run dozer -- yes
status "a child that floods after its parent's end" 0 take -n 2 -s 200ms -o yeschild.run dozer -- sh -c 'yes & echo $! >>yeses'
for pid in $(cat yeses); do kill "$pid" 2>/dev/null; done
if [ "$(stat -c %s yeschild.run/action.log)" -lt 210000 ]; then pass "is bounded too"; else fail "it is not bounded"; fi
status "output that is no text" 0 take -n 1 -o binary.run dozer -- head -c 1000 /dev/urandom

# The collector stopped and continued: the interval goes on, late rounds are not made up for.
"$collect" -q --ps never -i 100ms -n 12 -o cont.run dozer & run=$!
until_true grep -q '	2	round' cont.run/events.tsv
kill -STOP $run; sleep 2; kill -CONT $run; wait $run
is "STOP and CONT: the run is complete" "$?:$(rounds cont.run)" 0:13
is "nothing torn" "$(whole cont.run stat status pmap meminfo)$(torn cont.run)" ""
is "late rounds are not made up for" "$(awk -F '\t' '$4 == "round" { if (before && $2 - before < 50) n++; before = $2 } END { print (n > 2) }' cont.run/events.tsv)" 0
is "the gap is in uptime_ms" "$(awk -F '\t' '$4 == "round" { if (before && $2 - before > 1500) n++; before = $2 } END { print n + 0 }' cont.run/events.tsv)" 1
finish
