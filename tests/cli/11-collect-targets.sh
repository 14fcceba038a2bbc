#!/bin/sh
# 11-collect-targets - who is recorded: names, cut names, expressions, all; what appears, ends, starts anew, may not be read.
. tests/tap.sh

sleeper=$(command -v sleep)
pids=
cleanup() { kill $pids 2>/dev/null; [ -p "$tmp/stop" ] && : <>"$tmp/stop"; }
# start NAME: a process of that name; its PID is in $pid
start() {
	[ -e "$tmp/$1" ] || cp "$sleeper" "$tmp/$1"
	"$tmp/$1" 300 &
	pid=$!
	pids="$pids $pid"
	wait_for_name "$pid" "$1"
}
ticks() { sed 's/.*) //' "/proc/$1/stat" | cut -d ' ' -f 20; }
# recorded RUN [ROUND]: the PIDs in status
recorded() { sed -n 's/^Pid:\t//p' "$1"/${2:-0000}-*.status 2>/dev/null | tr '\n' ' '; }
events() { cut -f 4,5 "$1/events.tsv" | grep -v '^round\|^action\|^start\|^stop' | tr '\t' ' '; }
# until_round RUN N: waits until round N is on disk
until_round() {
	for _ in $(seq 200); do
		grep -q "	$2	round	" "$1/events.tsv" 2>/dev/null && return
		sleep 0.02
	done
	echo "# round $2 did not come"
}
# next_round RUN: waits for a round that began after now
next_round() { until_round "$1" $(($(grep -c '	round	' "$1/events.tsv") + 1)); }
take() { "$collect" -q --ps never "$@" 2>"$tmp/err"; }

start doz$$; one=$pid
start doz$$; two=$pid
start averylongprocessname; long=$pid
both=$(printf '%s\n' "$one" "$two" | sort -n | tr '\n' ' ')

take -n 0 -o "$tmp/a.run" doz$$
is "every process of a name" "$(recorded "$tmp/a.run")" "$both"
take -n 0 -o "$tmp/b.run" averylongprocessname
is "a name the kernel has cut at 15 bytes" "$(recorded "$tmp/b.run")" "$long "
take -n 0 -o "$tmp/c.run" averylongproces
is "the cut name itself" "$(recorded "$tmp/c.run")" "$long "
take -n 0 -o "$tmp/d.run" averylongproce
is "a shorter one is not it" "$(ls "$tmp/d.run" 2>/dev/null)" ""
take -n 0 -o "$tmp/e.run" "$tmp/doz$$"
is "argv[0]" "$(recorded "$tmp/e.run")" "$both"
take -n 0 -o "$tmp/f.run" "$one" "$one" doz$$
is "named twice, recorded once" "$(recorded "$tmp/f.run")" "$both"
sh -c "exec -a titled-one '$sleeper' 300" 2>/dev/null &
bash -c "exec -a /opt/x/titled-one '$sleeper' 300" & titled=$!
pids="$pids $titled"
wait_for_name "$titled" titled-one
take -n 0 -o "$tmp/g.run" titled-one
like "the base name of argv[0], whatever the program" "$(recorded "$tmp/g.run")" "(^| )$titled "
take -n 0 -o "$tmp/h.run" -m '^/opt/.*one 300$'
is "-m matches the whole command line" "$(recorded "$tmp/h.run")" "$titled "
status "the shell that began the collector has the expression in its own command line, and is no target" 2 \
	sh -c "'$collect' -n 0 -o '$tmp/none.run' -m 'nobody.*this'; exit \$?" 'nobody has this'
bash -c "exec -a leakline-collect-$$ '$sleeper' 300" & other=$!
pids="$pids $other"
wait_for_name "$other" "leakline-collect-$$"
take -n 0 -o "$tmp/other.run" -m "leakline-collect-$$"
is "a collector that began otherwise can be one" "$(recorded "$tmp/other.run")" "$other "
take -n 0 -o "$tmp/i.run" -m 'nobody has this' "$one"
is "-m need not match beside another target" "$(recorded "$tmp/i.run")" "$one "
cp "$collect" "$tmp/ownname"
"$tmp/ownname" -q -n 0 --ps never -o "$tmp/j.run" -a
like "-a has them all" " $(recorded "$tmp/j.run")" " $long .*"
if [ "$(cat /proc/2/comm 2>/dev/null)" = kthreadd ]; then
	unlike "but no kernel threads" " $(recorded "$tmp/j.run")" " 2 "
else
	skip "but no kernel threads" "none is in sight" # a PID namespace has none
fi
unlike "nor the collector" "$(sed -n 's/^Name:\t//p' "$tmp"/j.run/*.status)" "^ownname"
"$tmp/ownname" -q -n 0 -o "$tmp/self.run" ownname 2>/dev/null
is "the collector is no target by name" "$(ls "$tmp/self.run" 2>/dev/null)" ""
sh -c "exec '$collect' -q --ps never -n 0 -o '$tmp/own.run' \$\$" 2>/dev/null
is "but by PID" "$(sed -n 's/^Name:\t//p' "$tmp"/own.run/*.status)" "leakline-collec"
take -n 2 -s 0 -o "$tmp/group.run" doz$$ -- sh -c "'$tmp/doz$$' 2 & exit 0"
is "what ACTION starts in its group is none by name" "$(recorded "$tmp/group.run" 0001)" "$both"

# What comes, goes, comes back.
"$collect" -q --ps never -i 60ms -o "$tmp/life.run" doz$$ 2>"$tmp/err" & run=$!
until_round "$tmp/life.run" 1
start doz$$; three=$pid three_start=$(ticks "$pid")
next_round "$tmp/life.run"
two_start=$(ticks "$two")
kill "$two"; wait "$two" 2>/dev/null
next_round "$tmp/life.run"
start doz$$; four=$pid four_start=$(ticks "$pid")
next_round "$tmp/life.run"
kill -INT "$run"; wait "$run"
is "without -n a signal is the end" "$?" 0
is "appeared, gone, restarted" "$(events "$tmp/life.run")" "appeared doz$$[$three] start=$three_start
gone doz$$[$two] start=$two_start
restarted doz$$[$four] start=$four_start was $two start=$two_start"

# All gone: a PID at once, a name has one more round.
start mayfly; fly=$pid
"$collect" -q --ps never -n 50 -i 60ms -o "$tmp/pid.run" "$fly" 2>"$tmp/err" & run=$!
until_round "$tmp/pid.run" 1
kill "$fly"; wait "$run"
is "when the PID is gone the run ends early" "$?" 1
like "which is said" "$(cat "$tmp/err")" 'all targets are gone'
is "with the round that saw it" "$(tail -n 1 "$tmp/pid.run/events.tsv" | cut -f 4,5)" "stop	all targets are gone"
is "gone once" "$(events "$tmp/pid.run" | grep -c gone)" 1
is "after the gone event comes one round" "$(sed -n '/	gone	/,$p' "$tmp/pid.run/events.tsv" | grep -c '	round	')" 1
start mayfly; fly=$pid
"$collect" -q --ps never -n 50 -i 60ms -o "$tmp/name.run" mayfly 2>"$tmp/err" & run=$!
until_round "$tmp/name.run" 1
kill "$fly"; wait "$run"
is "when the name is gone too" "$?" 1
is "but one round later" "$(sed -n '/	gone	/,$p' "$tmp/name.run/events.tsv" | grep -c '	round	')" 2
start mayfly; fly=$pid
"$collect" -q --ps never -n 6 -i 200ms -o "$tmp/back.run" mayfly 2>"$tmp/err" & run=$!
until_round "$tmp/back.run" 1
kill "$fly"; wait "$fly" 2>/dev/null
until_round "$tmp/back.run" 2
start mayfly
wait "$run"
is "a name that comes back in time goes on" "$?" 0
like "as a restart" "$(events "$tmp/back.run")" "^restarted mayfly\[$pid\] start=[0-9]* was $fly start=[0-9]*$"
start mayfly; fly=$pid
take -n 1 -s 0 -o "$tmp/last.run" "$fly" -- kill "$fly"
is "gone in the last round: the run is complete" "$?" 0

# Odd processes.
if ${CC:-cc} -O1 -pthread -o "$tmp/subjects" tests/subjects.c 2>"$tmp/cc"; then
	mkfifo "$tmp/stop" && mkdir "$tmp/files"
	# the reading end is open as long as this script holds the other one
	(cd "$tmp" && exec ./subjects files deadleader trunc15 newline zombieparent <stop >labels) &
	exec 9>"$tmp/stop"
	for _ in $(seq 100); do grep -q ready "$tmp/labels" && break; sleep 0.05; done
	dead=$(awk '$1 == "deadleader" { print $2 }' "$tmp/labels")
	cut=$(awk '$1 == "trunc15" { print $2 }' "$tmp/labels")
	newline=$(awk '$1 == "newline" { print $2 }' "$tmp/labels")
	take -n 2 -i 20ms -o "$tmp/dead.run" "$dead"
	is "a dead leader with live threads is recorded" "$?:$(recorded "$tmp/dead.run" 0002)" "0:$dead "
	is "neither gone nor denied is written" "$(events "$tmp/dead.run")" ""
	take -n 0 -o "$tmp/cut.run" abcdefghijklmnopqrst
	is "a thread name that was cut" "$(recorded "$tmp/cut.run")" "$cut "
	take -n 1 -s 200ms -o "$tmp/newline.run" "$newline" -- kill "$newline"
	like "a name with LF is escaped" "$(events "$tmp/newline.run")" '^gone nl\\nb\\x09c\\\\d x\['
	exec 9>&-
else
	skip "odd processes" "no compiler"
fi

# Not ours to read.
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	chmod 777 "$tmp" && chmod 755 "$collect"
	cp "$collect" "$tmp/lc"
	status "a target that may not be read" 0 setpriv --reuid 65534 --regid 65534 --clear-groups \
		"$tmp/lc" -n 2 -i 20ms -o "$tmp/denied.run" "$one"
	is "is told once" "$(events "$tmp/denied.run")" "denied doz$$[$one] start=$(ticks "$one")"
	like "and warned of" "$err" "doz$$\[$one\]: it may not be read"
	is "pmap does not hold it" "$(ls "$tmp/denied.run" | grep -c pmap)" 0
	is "status, which all may read, does" "$(recorded "$tmp/denied.run" 0002)" "$one "
else
	skip "a target that may not be read" "only root can become another user"
fi

# Five hundred targets.
many=
for _ in $(seq 500); do "$sleeper" 60 & many="$many $!"; done
pids="$pids $many"
# shellcheck disable=SC2086
take -n 1 -i 0 -o "$tmp/many.run" $many
is "a list of 500" "$?:$(grep -c '^Name:' "$tmp"/many.run/0001-*.status)" 0:500
kill $many 2>/dev/null
finish
