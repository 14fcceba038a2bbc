#!/bin/sh
# 31-kill - kill -9 at random moments, each time resumed: every round with a `round` event is whole, numbering goes on.
# 10 times; with LEAKLINE_SOAK=1 50 times.
. tests/tap.sh
. tests/fault/whole.sh

times=10
[ "${LEAKLINE_SOAK:-}" = 1 ] && times=50
start_dozer 600
run=$tmp/kill.run
bad=
before=0
for i in $(seq $times); do
	"$collect" -q --resume -i 0 -o "$run" dozer 2>>"$tmp/err" &
	pid=$!
	# 5 to 400 ms: at the start, in the first round, in every step of a later one
	sleep "0.$(printf %03d $((5 + $(od -An -N2 -tu2 /dev/urandom) % 395)))"
	kill -KILL $pid
	wait $pid 2>/dev/null
	[ -e "$run/events.tsv" ] || continue
	now=$(rounds "$run")
	[ "$now" -ge "$before" ] || bad="$bad after kill $i there are $now rounds, were $before;"
	before=$now
done
is "no round is ever lost" "$bad" ""
if [ "$before" -gt 3 ]; then pass "there are some"; else fail "only $before rounds" "$(cat "$tmp/err")"; fi
last=$(cut -f 3 "$run/events.tsv" | sort -n | tail -n 1)
status "a last call goes on to the end" 0 "$collect" -q --resume -i 0 -n $((last + 3)) -o "$run" dozer
is "every round with an event is whole" "$(whole "$run" stat status pmap meminfo ps)" ""
is "nothing torn is left" "$(torn "$run")" ""
is "run.info is there once" "$(head -n 1 "$run/run.info")" "format: leakline-run 1"
finish
