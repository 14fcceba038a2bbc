#!/bin/sh
# 17-collect-groups - --tree: descendants, also those that lost their parent; --cgroup: its files and its processes.
. tests/tap.sh
cd "$tmp" || exit 2

# root(1000 s) > middle > leaf; at a signal the middle ends, at another the root forks twice.
cat >family.py <<'END'
import os, signal, sys, time
def name(text):
    open("/proc/self/comm", "w").write(text + sys.argv[1])
def child(text, then):
    if os.fork() == 0:
        name(text)
        then()
        os._exit(0)
def sleep():
    while True:
        time.sleep(1000)
def middle():
    signal.signal(signal.SIGUSR1, lambda *_: os._exit(0))
    signal.signal(signal.SIGUSR2, signal.SIG_IGN)
    child("fleaf", leaf)
    sleep()
def leaf():
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    sleep()
def twice(*_):
    child("fshort", lambda: child("forphan", sleep))
    os.wait()
name("froot")
signal.signal(signal.SIGUSR2, twice)
signal.signal(signal.SIGUSR1, lambda *_: child("fsecond", sleep))
child("fmiddle", middle)
sleep()
END
# not a script that finds the interpreter
python=$(python3 -c 'import sys; print(sys.executable)')
end_family() {
	for i in froot fmiddle fleaf forphan fsecond; do
		pkill -KILL -x "$i$$"
		while find $i >/dev/null; do sleep 0.02; done
	done
}
find() { pgrep -x "$1$$"; }
start_family() { # as a session of its own, or not; leaves the root's PID in $root
	"$@" "$python" family.py $$ & root=$!
	for _ in $(seq 100); do find fleaf >/dev/null && break; sleep 0.05; done
}
group=
cleanup() {
	end_family
	[ -n "$group" ] || return
	kill $holder $second
	wait $holder $second
	pkill -KILL -x "dozer$$"
	sleep 0.1
	rmdir "$group/below" "$group/next" "$group"
} 2>/dev/null
names() { sed "s/[^(]*(\\([^)]*\\)$$).*/\\1/" "$1"/$2-*.stat | sort | tr '\n' ' '; }

# An action that does one thing in each of three rounds.
# $3: the end of all names. A busy machine takes its time.
cat >change.sh <<'END'
until_there() { tries=0; until pgrep -x "$1" >/dev/null || [ $((tries += 1)) -gt 200 ]; do sleep 0.05; done; }
case $LEAKLINE_ROUND in
1) kill -USR2 "$1"; until_there "forphan$3" ;;
2) kill -USR1 "$2" ;;
3) kill -USR1 "$1"; until_there "fsecond$3" ;;
4) kill -KILL "$1" ;;
esac
sleep 0.1
END

for way in native tools; do
	# one in a session of its own, one that shares it with this script
	case $way in native) start_family env ;; *) start_family setsid ;; esac
	status "$way: a tree" 0 "$collect" -w 0 -n 4 -s 0 --source $way --tree -o $way.run "$root" -- sh change.sh "$root" "$(find fmiddle)" $$
	is "$way: all descendants are there from the first round" "$(names $way.run 0000)" "fleaf fmiddle froot "
	is "$way: an orphan of two forks is found" "$(names $way.run 0001)" "fleaf fmiddle forphan froot "
	is "$way: one that lost its parent stays" "$(names $way.run 0002)" "fleaf forphan froot "
	is "$way: a new child is found" "$(names $way.run 0003)" "fleaf forphan froot fsecond "
	is "$way: the run goes on without the root" "$(names $way.run 0004)" "fleaf forphan fsecond "
	like "$way: the run says that it is a tree" "$(cat $way.run/run.info)" '^tree: yes$'
	like "$way: and whose descendant came" "$(cat $way.run/events.tsv)" "appeared	forphan.* tree=$root\$"
	end_family
done

# PID 1 without a session of its own, as in some containers: what it starts has session and group 0.
cat >session0.sh <<'END'
"$1" family.py "$2" & root=$!
for _ in $(seq 100); do pgrep -x "fleaf$2" >/dev/null && break; sleep 0.05; done
"$3" -q -w 0 -n 4 -s 0 --tree -o session0.run "$root" -- sh change.sh "$root" "$(pgrep -x "fmiddle$2")" "$2"
END
if unshare -fp --mount-proc true 2>/dev/null; then
	unshare -fp --mount-proc sh session0.sh "$python" $$ "$collect"
	is "session 0: an orphan of two forks is found" "$(names session0.run 0001)" "fleaf fmiddle forphan froot "
	is "session 0: and all the others" "$(names session0.run 0004)" "fleaf forphan fsecond "
	# a container that begins one service after the other: they are its children, not each other's
	cat >entry.sh <<'END'
sh -c 'sleep 20 & sleep 20' & first=$!
sleep 0.05
sleep 21 & second=$!
sleep 0.2
"$1" -q -n 1 -i 10ms --tree -o "$2" $first
kill $first $second # with PID 1 all others end
END
	for way in "" setsid; do
		unshare -fp --mount-proc $way sh entry.sh "$collect" "entry$way.run"
		is "${way:-session 0}: a second service of a container is no orphan" "$(cut -d " " -f 2 entry$way.run/0001-*.stat | tr '\n' ' ')" "(sh) (sleep) (sleep) "
	done
	# and one that it begins in the run, in round 1; in round 2 the first leaves an orphan that runs another program
	cat >during.sh <<'END'
collect=$1 run=$2 way=$3
mkfifo "$run.fifo"
sh -c 'while read -r _; do sh -c "sleep 22 &"; done <>"$1"' - "$run.fifo" & first=$!
trap 'sleep 21 &' USR1
"$collect" -q -w 0 -n 2 -s 0 --source "$way" --tree -o "$run" $first -- sh -c 'case $LEAKLINE_ROUND in 1) kill -USR1 1 ;; 2) echo >"$1" ;; esac; sleep 0.3' - "$run.fifo" & collecting=$!
while kill -0 $collecting 2>/dev/null; do wait $collecting; done # the trap has children of its own, and interrupts wait
END
	for way in native tools; do
		for session in "" setsid; do
			run=during-$way$session.run
			unshare -fp --mount-proc $session sh during.sh "$collect" "$run" $way
			is "$way, ${session:-session 0}: nor is one that begins in the run" "$(cut -d " " -f 2 $run/0001-*.stat | tr '\n' ' ')" "(sh) "
			is "$way, ${session:-session 0}: an orphan of another program is found" "$(cut -d " " -f 2 $run/0002-*.stat | tr '\n' ' ')" "(sh) (sleep) "
		done
	done
else
	skip "session 0" "no PID namespace can be made here"
fi

start_family setsid
"$collect" -q -n 1 -i 10ms -o alone.run "$root"
is "without --tree the target is alone" "$(names alone.run 0001)" "froot "
kill -USR1 "$(find fmiddle)"
for _ in $(seq 100); do find fmiddle >/dev/null || break; sleep 0.05; done
"$collect" -q -n 0 --tree -o late.run "froot$$"
is "an orphan from before: its session tells" "$(names late.run 0000)" "fleaf froot "
{ sleep 0.5; end_family; } &
status "all are gone" 1 "$collect" -n 1000 -i 100ms --tree -o gone.run "$root"
like "and it says so" "$err" 'all targets are gone'

# A cgroup of our own.
for mount in /sys/fs/cgroup/memory /sys/fs/cgroup; do
	group=$mount/leakline.test.$$
	[ -e "$mount/cgroup.procs" ] && mkdir -p "$group/below" 2>/dev/null && break
done
if [ ! -e "$group/memory.stat" ]; then
	rmdir "$group/below" "$group" 2>/dev/null
	group=
	skip "--cgroup" "no cgroup with a memory controller can be made here"
	finish
fi
path=/${group##*/}
sh -c 'echo $$ >"$1/cgroup.procs"; exec sleep 1000' - "$group" & holder=$!
wait_for_name $holder sleep
sh -c 'echo $$ >"$1/cgroup.procs"; exec sleep 1001' - "$group/below" & second=$!
wait_for_name $second sleep
pids() { cut -d' ' -f1 "$1"/"$2"-*.stat | sort -n | tr '\n' ' '; }
both=$(printf '%s\n' $holder $second | sort -n | tr '\n' ' ')
for way in native tools; do
	status "$way: a cgroup" 0 "$collect" -n 1 -i 10ms --source $way --cgroup "$path" -o cg-$way.run
	is "$way: its processes and those below are targets" "$(pids cg-$way.run 0001)" "$both"
	like "$way: its memory.stat is there" "$(cat cg-$way.run/0001-*.cgroup)" "^==> $path/memory.stat <==\$"
	like "$way: and what it uses" "$(cat cg-$way.run/0001-*.cgroup)" "^==> $path/memory.(current|usage_in_bytes) <==\$"
	is "$way: the files are whole" "$(grep -c '^total_cache \|^file ' cg-$way.run/0001-*.cgroup)" 1
	like "$way: all are in it" "$(cat cg-$way.run/run.info)" '^cgroup_holds: targets$'
	"$collect" -q -n 0 --source $way --cgroup "$path" -o in-$way.run $holder
	like "$way: is a target in it?" "$(cat in-$way.run/run.info)" '^cgroup_holds: targets$'
	"$collect" -q -n 0 --source $way --cgroup "$path" -o out-$way.run $holder $$
	unlike "$way: not if another is outside" "$(cat out-$way.run/run.info)" '^cgroup_holds'
	"$collect" -q -n 0 --source $way --cgroup auto -o auto-$way.run $holder
	like "$way: auto finds it" "$(cat auto-$way.run/0000-*.cgroup)" "^==> $path/memory.stat <==\$"
	is "$way: and its other processes" "$(pids auto-$way.run 0000)" "$both"
	"$collect" -q -n 0 --source $way --also cgroup -o own-$way.run $$
	is "$way: of the collector's own, only the targets" "$(pids own-$way.run 0000)" "$$ "
	like "$way: with its files" "$(cat own-$way.run/0000-*.cgroup)" '^==> /.*memory.stat <==$'
	status "$way: no such cgroup" 2 "$collect" --source $way --cgroup "/leaklnie.test.$$" -o none.run
	like "$way: the nearest name" "$err" "no such cgroup \\(did you mean $path"
done
"$collect" -q -n 0 --cgroup "$group" -o folder.run
like "the folder itself is a name, too" "$(cat folder.run/0000-*.cgroup)" "^==> $group/memory.stat <==\$"
"$collect" -q -n 0 --cgroup "leakline.test.$$" -o last.run
is "so is the last part alone" "$(pids last.run 0000)" "$both"
# Who may not see all of a service is told which processes he does not see: of one whose stat is denied, or that is not even listed (hidepid).
if command -v setpriv >/dev/null && [ "$(id -u)" = 0 ] && unshare -m true 2>/dev/null; then
	nobody="setpriv --reuid 65534 --regid 65534 --clear-groups"
	cp "$collect" lc && mkdir nobody && chown 65534 nobody && chmod 711 .
	sh -c 'echo $$ >"$1/cgroup.procs"; exec $2 sleep 1002' - "$group" "$nobody" & mine=$!
	until grep -q "^$mine$" "$group/cgroup.procs" && grep -q '^Uid:.65534' "/proc/$mine/status"; do sleep 0.05; done
	for how in 1 2 "1 --via env" "2 --via env"; do
		# shellcheck disable=SC2086 # words
		status "hidepid=$how: a cgroup of two users" 0 unshare -m sh -c 'mount -t proc -o "hidepid=$1" none /proc && shift && exec "$@"' - \
			${how%% *} $nobody ./lc -q -n 40 -w 0 -i 2ms ${how#?} --cgroup "$path" -o "nobody/$how.run"
		is "the hidden ones are denied" "$(grep -c 'denied.*start=0$' "nobody/$how.run/events.tsv")" 2
		is "the user's own is recorded" "$(pids "nobody/$how.run" 0040)" "$mine "
		status "which alone would pass" 0 "$analyze" -q --no-report --fail-on-system never -p "$mine" "nobody/$how.run"
		status "and the service does not" 3 "$analyze" -q --no-report --fail-on-system never "nobody/$how.run"
		like "as two might not be read" "$out" "1 stable, might not be read: $holder, $second +exit 3"
		# shellcheck disable=SC2086
		status "hidepid=$how: all processes, of which some are shown" 0 unshare -m sh -c 'mount -t proc -o "hidepid=$1" none /proc && shift && exec "$@"' - \
			${how%% *} $nobody ./lc -q -n 40 -w 0 -i 2ms ${how#?} -a -o "nobody/all $how.run"
		is "the others are denied, once" "$(grep -c '	denied	/proc hides (hidepid): processes of other users$' "nobody/all $how.run/events.tsv")" 1
		status "the user's own alone would pass" 0 "$analyze" -q --no-report --fail-on-system never -p "$mine" "nobody/all $how.run"
		status "and all do not" 3 "$analyze" -q --no-report --fail-on-system never "nobody/all $how.run"
		like "as others were hidden" "$out" 'processes of other users were hidden +exit 3'
	done
	kill $mine
else
	skip "a cgroup of two users" "no root, or no right to unshare"
fi

# A service that is started anew in another cgroup.
mkdir "$group/next"
cp "$(command -v sleep)" "dozer$$"
sh -c 'echo $$ >"$1/cgroup.procs"; exec $2 1000' - "$group/below" "./dozer$$" &
wait_for_name $! "dozer$$"
"$collect" -q -n 4 -s 0 -w 0 --cgroup auto -o anew.run "dozer$$" 2>err -- sh -c 'case $LEAKLINE_ROUND in
	2) pkill -KILL -x "$1"; sh -c "echo \$\$ >\$1/cgroup.procs; exec \$2 1000" - "$2/next" "./$1" >/dev/null 2>&1 & sleep 0.3 ;;
	esac' - "dozer$$" "$group" || cat err
like "its new cgroup is recorded" "$(cat anew.run/0004-*.cgroup)" "^==> $path/next/memory.stat <==\$"
pkill -KILL -x "dozer$$"
# Cost: neither reads a process twice, and each file of a cgroup is read once a round.
if command -v strace >/dev/null && strace -o trace true 2>/dev/null; then
	opened() { grep -c "openat(.*$1" trace; }
	strace -o trace -e trace=openat "$collect" -q -n 3 -i 10ms -o cost1.run $holder
	plain=$(opened '"1/stat"')
	strace -o trace -e trace=openat "$collect" -q -n 3 -i 10ms --tree --cgroup "$path" -o cost2.run $holder
	is "a process is read once a round, and in the first look" "$(opened '"1/stat"')" $((plain + 1))
	is "memory.stat is read once a round" "$(opened '/memory.stat"')" 4
	is "so is each list of processes, and in the first look" "$(opened "$group/below/cgroup.procs\"")" 5
	strace -o trace -e trace=openat "$collect" -q -n 3 -i 10ms --cgroup auto -o cost3.run $holder $second
	is "mounts are read once for all targets" "$(opened '/self/mountinfo"')" 1
	is "and the cgroup of each of them" "$(opened '"[0-9]*/cgroup"')" 2
fi
# Version 2, also where the memory controller is version 1's: made-up files in a namespace of mounts.
mkdir fake
for file in memory.current memory.stat memory.swap.current memory.events pids.current; do echo "$file 1" >fake/$file; done
echo $holder >fake/cgroup.procs
cat >version2.sh <<'END'
umount /sys/fs/cgroup/memory 2>/dev/null
v2=$(sed -n 's/.* \([^ ]*\) [^ ]* - cgroup2 .*/\1/p; s/^[^ ]* [^ ]* [^ ]* [^ ]* \([^ ]*\) .* - cgroup2 .*/\1/p' /proc/self/mountinfo | head -n 1)
[ -n "$v2" ] && mkdir "$v2/$1" && mount --bind fake "$v2/$1" || exit 77
for way in native tools; do "$2" -q -n 0 --source $way --cgroup "/$1" -o v2-$way.run; done
umount "$v2/$1"
rmdir "$v2/$1"
END
if unshare -m true 2>/dev/null && unshare -m sh version2.sh "leakline.v2.$$" "$collect" 2>v2.err; then
	for way in native tools; do
		is "$way: version 2 has its files" "$(grep -c "^==> /leakline.v2.$$/[mp]" v2-$way.run/*.cgroup)" 5
		is "$way: whole, as tail prints them" "$(sed -n 1,5p v2-$way.run/*.cgroup | tr '\n' '|')" \
			"==> /leakline.v2.$$/memory.current <==|memory.current 1||==> /leakline.v2.$$/memory.stat <==|memory.stat 1|"
		is "$way: and its process" "$(pids v2-$way.run 0000)" "$holder "
	done
else
	skip "version 2" "no namespace of mounts, or no cgroup2, here"
fi
# A container: its own cgroup is what it sees as the topmost.
cat >inside.sh <<'END'
umount -l /sys/fs/cgroup/memory && mount -t cgroup -o memory cgroup /sys/fs/cgroup/memory || exit 77
for way in native tools; do
	"$1" -q -n 0 --source $way --cgroup /below -o in-named-$way.run && "$1" -q -n 0 --source $way --cgroup auto -o in-auto-$way.run "$2"
done
END
if [ "${group#/sys/fs/cgroup/memory/}" != "$group" ] && sh -c 'echo $$ >"$1/cgroup.procs"; exec unshare -C -m true' - "$group" 2>/dev/null &&
	sh -c 'echo $$ >"$1/cgroup.procs"; exec unshare -C -m sh inside.sh "$2" "$3"' - "$group" "$collect" $second 2>in.err; then
	for way in native tools; do
		is "$way: inside of a container its cgroups have short names" "$(sed -n '/memory.stat <==/p' in-named-$way.run/*.cgroup)" "==> /below/memory.stat <=="
		is "$way: and their processes" "$(pids in-named-$way.run 0000)" "$second "
		is "$way: auto finds them there" "$(sed -n '/memory.stat <==/p' in-auto-$way.run/*.cgroup)" "==> /below/memory.stat <=="
	done
else
	skip "inside of a container" "no namespace of cgroups, or no memory controller of version 1, here"
fi
# In a namespace of cgroups without a mount of its own nobody knows where they are.
if [ "${group#/sys/fs/cgroup/memory/}" != "$group" ] && sh -c 'echo $$ >"$1/cgroup.procs"; exec unshare -C true' - "$group" 2>/dev/null; then
	for way in native tools; do
		out=$(sh -c 'echo $$ >"$1/cgroup.procs"; exec unshare -C "$2" -q -n 0 --source "$3" --cgroup auto -o nowhere.run "$4"' - "$group" "$collect" $way $second 2>&1)
		is "$way: a cgroup whose mount is that of another namespace" $? 2
		like "$way: is said to be unknown" "$out" 'the targets are in no cgroup that is mounted here'
	done
else
	skip "a mount of another namespace" "no namespace of cgroups, or no memory controller of version 1, here"
fi
status "auto alone is no target" 2 "$collect" --cgroup auto -o none.run
check "nothing was written" test ! -e none.run

# No cgroup is mounted, here or there.
bare() { unshare -m sh -c 'umount -Rl /sys/fs/cgroup && exec "$@"' - "$@"; }
if bare true 2>/dev/null; then
	status "no cgroup is mounted" 2 bare "$collect" -q -n 0 --cgroup /x -o "$tmp/none.run" $$
	like "and what to do" "$err" '^leakline-collect: --cgroup /x: none is mounted \(mount -t cgroup2'
	status "nor on the target" 2 bare "$collect" -q -n 0 --via 'sh -c' --cgroup /x -o "$tmp/none.run" $$
	like "and what to do there" "$err" '^leakline-collect: --cgroup /x: none is mounted there \(mount -t cgroup2'
else
	skip "no cgroup is mounted" "no right to unmount it"
fi
finish
