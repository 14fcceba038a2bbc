#!/bin/sh
# 18-collect-experiment - --control, --action, --block, -r A-B: what a round runs is drawn, recorded, and goes on when resumed; -n +N.
. tests/tap.sh
cd "$tmp" || exit 2

cp "$(command -v sleep)" dozer
./dozer 1000 & dozer=$!
wait_for_name "$dozer" dozer
cleanup() { kill "$dozer"; }
actions() { cut -f3-5 "$1/events.tsv" | grep '	action	'; }
arms() { actions "$1" | sed -n "s/^\\([0-9]*\\)	.*arm=\\([^ ]*\\) .*/\\1 \\2/p"; }

status "actions and a control" 0 "$collect" -w 3 -n 40 -s 0 --block 2 --control 'echo control >>ran' \
	--action 'a.b=echo $LEAKLINE_ARM $LEAKLINE_ROUND >>ran' -r 1-3 -o mix.run dozer -- sh -c 'echo $LEAKLINE_ARM $LEAKLINE_ROUND >>ran'
is "a line for each round" "$(actions mix.run | cut -f1 | tr '\n' ' ')" "$(seq 43 | tr '\n' ' ')"
is "each says what it was" "$(actions mix.run | grep -cE 'exit=0 ms=[0-9]+ arm=(a\.b|action|control) times=[123]$')" 43
is "all of them are drawn" "$(arms mix.run | cut -d' ' -f2 | sort -u | tr '\n' ' ')" "a.b action control "
is "the warm-up has only actions" "$(arms mix.run | head -n 3 | grep -c control)" 0
is "two rounds in a row are alike" "$(arms mix.run | sed 1,3d | paste -d' ' - - | awk '$2 != $4')" ""
is "times is how often it ran" "$(actions mix.run | sed -n 's/.*arm=control times=//p' | awk '{ sum += $1 } END { print sum }')" "$(grep -c control ran)"
round=$(arms mix.run | awk '$2 == "a.b" && $1 > 3 { print $1; exit }')
like "LEAKLINE_ARM is its name" "$(cat ran)" "^a.b $round\$"
for line in 'arms: a.b action control' 'block: 2' 'seed: [0-9]+' 'times: 1-3' 'control: echo control >>ran' 'action: a.b=echo .*; action=sh -c echo .*'; do
	like "run.info: ${line%%:*}" "$(cat mix.run/run.info)" "^$line\$"
done
like "the analyzer reads it" "$("$analyze" --no-report mix.run 2>&1)" dozer
design="--block 2 --control idle -r 2-5 -s 0 -w 2"
"$collect" -q $design -n 30 -o whole.run dozer -- true
is "idle: nothing runs" "$(actions whole.run | grep -c 'exit=0 ms=0 arm=idle times=0$')" "$(arms whole.run | grep -c idle)"
[ "$(arms whole.run | grep -c idle)" -gt 0 ] && pass "and there are such rounds" || fail "no idle round of 30"

# The same seed gives the same draws: a run that was killed goes on as if it had not been.
mkdir part.run
sed '/^rounds:/d' whole.run/run.info >part.run/run.info
status "a run resumed with its seed" 0 "$collect" -q $design -n 9 --resume -o part.run dozer -- true
status "-n +N" 0 "$collect" -q $design -n +21 --resume -o part.run dozer -- true
is "goes on for that many" "$(ls part.run/*.status | wc -l)" 33
is "with the draws of the whole run" "$(actions part.run | sed 's/ms=[0-9]*//')" "$(actions whole.run | sed 's/ms=[0-9]*//')"
differs() { # NAME, then options
	name=$1
	shift
	status "another design: $name" 2 "$collect" "$@" -n 40 --resume -o part.run dozer -- true
	like "says so: $name" "$err" 'another design.*run.info'
}
differs control --block 2 --control true -r 2-5
differs block --block 3 --control idle -r 2-5
differs times --block 2 --control idle -r 2-4
differs "no control" --block 2 -r 2-5
differs actions --block 2 --control idle -r 2-5 --action b=true
is "nothing was written" "$(ls part.run/*.status | wc -l)" 33
"$collect" -q -n 1 -w 0 -s 0 -o plain.run dozer -- true
is "without a design the event is as it was" "$(actions plain.run | sed 's/ms=[0-9]*/ms=N/')" "1	action	exit=0 ms=N"
status "a design for a run without" 2 "$collect" --control idle -n 4 --resume -o plain.run dozer -- true
status "-n +N of a run without: a round that fails" 1 "$collect" -q -w 0 -s 0 -n +2 --resume -o plain.run dozer -- false
is "is its last" "$(ls plain.run/*.status | wc -l)" 3
status "-n +N begins a new one, too" 0 "$collect" -q -i 10ms -n +2 --resume -o new.run dozer
is "with round 0" "$(ls new.run/*.status | wc -l)" 3
status "-n +N without --resume" 2 "$collect" -n +2 -o bad.run dozer
status "-n +N into a tar" 2 "$collect" --resume -n +2 -o bad.tar dozer

# Rounds of one length: an action of 200 ms.
"$collect" -q -w 1 -n 12 -s 0 --block 1 --control idle -o long.run dozer -- sleep 0.2
shortest=$(awk -F'\t' '$4 == "round" { if ($3 > 1 && (!least || $2 - last < least)) least = $2 - last; last = $2 } END { print least }' long.run/events.tsv)
[ "$shortest" -ge 195 ] && pass "an idle round lasts as long" || fail "a round of $shortest ms"

# A failure: the round's line says so, and the run goes on with -k.
"$collect" -q -k -w 0 -n 6 -s 0 --block 1 -r 3-3 --action 'bad=exit 7' --action 'good=true' --control idle -o fail.run dozer
is "a failed round has its status, its arm and its times" "$(actions fail.run | grep -c 'exit=7 ms=[0-9]* arm=bad times=3')" "$(arms fail.run | grep -c bad)"
is "the others have theirs" "$(actions fail.run | grep -vc 'exit=7 .*arm=bad\|exit=0 .*arm=good times=3\|arm=idle times=0')" 0
status "without -k it ends" 1 "$collect" -q -w 0 -n 6 -s 0 -r 3-3 --action 'bad=exit 7' -o end.run dozer
is "after the first of three" "$(actions end.run | sed 's/ms=[0-9]*/ms=N/')" "1	action	exit=7 ms=N arm=bad times=1"

wrong() { # PATTERN, then options
	pattern=$1
	shift
	status "wrong: $*" 2 "$collect" "$@" -o bad.run dozer
	like "why: $*" "$err" "$pattern"
}
wrong 'needs an ACTION' --control idle
wrong 'needs an ACTION' --block 2
wrong 'needs an ACTION' -r 1-2
wrong '--repeat: needs an ACTION' -r 2
wrong 'invalid value' --action a=true -r 3-2
wrong 'invalid value' --action a=true -r 0
wrong 'invalid value' --action a=true -r 1-
wrong 'invalid value' --action a=true --block 0
wrong 'NAME=COMMAND' --action true
wrong 'NAME=COMMAND' --action 'a b=true'
wrong 'NAME=COMMAND' --action a=
wrong 'mean the control' --action idle=true
wrong 'mean the control' --action control=true
wrong 'another action of this name' --action a=true --action a=false
check "nothing was written" test ! -e bad.run
finish
