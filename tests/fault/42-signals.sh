#!/bin/sh
# 42-signals - the first signal to stop is answered within a second, whatever the collector is doing; what is whole stays.
# (Two and a half seconds are allowed here: this machine may have other work. Without the rule it is five, sixty, or for ever.)
. tests/tap.sh
. tests/fault/whole.sh

start_dozer 6000
others=
cleanup() { kill $others 2>/dev/null; }
cd "$tmp" || exit 2

# A host that answers, or from `slow` on in its own way: a byte now and then, nothing, or bytes without end.
cat >host <<'END2'
#!/bin/sh
trap "" TERM
sh | while IFS= read -r line; do
	if [ -e slow ]; then
		case $(cat slow) in
		drips) while echo; do sleep 0.1; done ;;
		silent) sleep 100 ;;
		floods) yes ;;
		esac
	fi
	printf '%s\n' "$line"
done
END2

# stop NAME STATUS END COMMAND...: starts it, waits for its first round, then for $pause, sends TERM; its status, the time it took, its last event
stop() {
	name=$1 wanted=$2 end=$3
	shift 3
	rm -rf a.run
	"$collect" -q "$@" 2>err >out & run=$!
	for _ in $(seq 200); do grep -q '	round	' a.run/events.tsv 2>/dev/null && break; [ ! -e at-once ] || break; sleep 0.05; done
	[ -z "$slow" ] || echo "$slow" >slow
	sleep "$pause"
	begin=$(date +%s%3N)
	kill -TERM $run
	wait $run
	got=$? took=$(($(date +%s%3N) - begin))
	rm -f slow
	echo "# $name: $took ms"
	is "$name" "$got, $([ $took -lt 2500 ] && echo soon || echo "$took ms"), $(tail -n 1 a.run/events.tsv 2>/dev/null | cut -f 4,5)" "$wanted, soon, $end"
	[ ! -e a.run ] || is "$name: what is there is whole" "$(whole a.run stat status pmap)" ""
}
last="stop	signal 15" slow='' pause=0.3
stop "a long pause" 0 "$last" -i 100s -o a.run dozer
stop "a long pause, by tools" 0 "$last" -i 100s --source tools -o a.run dozer
stop "a long time to settle" 1 "$last" -n 5 -s 100s -o a.run dozer -- true
stop "an action" 1 "$last" -n 5 -o a.run dozer -- sleep 100
stop "one that ignores TERM" 1 "$last" -n 5 -o a.run dozer -- sh -c 'trap "" TERM; while :; do sleep 0.1; done'
stop "one whose child does" 1 "$last" -n 5 -o a.run dozer -- sh -c 'sh -c "trap \"\" TERM; sleep 100; sleep 100" & exec sleep 100'
for slow in drips silent floods; do
	stop "a host that $slow" 0 "$last" -i 50ms --via "sh host #" -o a.run dozer
done
slow=drips
stop "a host that drips, the last round of ten is not there" 1 "$last" -n 10 -i 50ms -w 0 --via "sh host #" -o a.run dozer
slow='' pause=1
: >at-once
printf '#!/bin/sh\nread line\ntrap "" TERM\nwhile echo; do sleep 0.1; done\n' >never
stop "a host that drips from the start" 1 "" -n 10 --via "sh never #" -o a.run dozer
like "why nothing was recorded" "$(cat err)" '^leakline-collect: sh never #: stopped by a signal before it had answered \(nothing was recorded\)$'
is "and nothing was" "$(ls -d a.run 2>&1 | grep -c 'No such file')" 1
rm at-once

# A host that answers who it is, and then no more: the look for targets.
cat >looks <<'END2'
#!/bin/sh
sh | while IFS= read -r line; do
	case $line in *"file list"*) sleep 100 ;; esac
	printf '%s\n' "$line"
done
END2
stop_look() { : >at-once; stop "$@"; rm at-once; }
stop_look "a host that is silent when asked for its processes" 1 "" -n 10 --via "sh looks #" -o a.run dozer
like "why nothing was recorded then" "$(cat err)" '^leakline-collect: stopped by a signal \(nothing was recorded\)$'

# Who starts a program may have told the kernel to forget its ended children: an action, a host and gnuplot are waited for all the same.
if env --ignore-signal=CHLD true 2>/dev/null; then
	status "SIGCHLD is ignored: an action" 0 timeout 60 env --ignore-signal=CHLD "$collect" -q -i 0 -s 0 -w 0 -n 5 -o child.run dozer -- echo hello
	is "all of them succeeded" "$(grep -c '	action	exit=0 ' child.run/events.tsv)" 5
	status "a host" 0 timeout 60 env --ignore-signal=CHLD "$collect" -q -i 0 -w 0 -n 1 --via 'sh -c' -o host.run dozer
	if command -v gnuplot >/dev/null; then
		status "gnuplot" 3 timeout 60 env --ignore-signal=CHLD "$analyze" -q --render svg -o child.report child.run
		check "it made a picture" test -s child.report/plots/overview.svg
	else
		skip "gnuplot" "it is not here"
	fi
else
	skip "SIGCHLD is ignored" "this env has no --ignore-signal"
fi

# A reader that sleeps: it is left with what it has. One that is slow, but awake, gets all.
mkfifo pipe
sh -c 'exec sleep 100' <pipe & others=$!
"$collect" -q -n 1000 -i 0 -o - dozer >pipe & run=$!
sleep 1
begin=$(date +%s%3N)
kill -TERM $run
wait $run
is "a reader that is asleep" "$?, $([ $(($(date +%s%3N) - begin)) -lt 2500 ] && echo soon)" "1, soon"
{ "$collect" -q -i 0 -o - dozer & run=$!; sleep 1; kill -TERM $run; wait $run; echo $? >code; } |
	{ sleep 1.2; while dd bs=8k count=1 iflag=fullblock 2>/dev/null >part && [ -s part ]; do cat part; sleep 0.05; done; } >slow.tar
is "a slow one: the run is complete" "$(cat code)" 0
check "and its tar whole" tar -tf slow.tar
like "to the last event" "$(tar -xOf slow.tar --wildcards '*.events' | tail -n 1 | cut -f 4,5)" '^stop	signal 15$'
finish
