#!/bin/sh
# 41-soak-groups - many rounds of an experiment on a tree whose workers come and go, with a cgroup and --thin: the collector does not
# grow; and a cgroup that is removed under it ends nothing.
. tests/tap.sh
. tests/fault/whole.sh
cd "$tmp" || exit 2

cp "$(command -v sleep)" dozer
cat >pool.sh <<'END'
while :; do ./dozer 0.05; done
END
sh pool.sh >/dev/null 2>&1 & pool=$!
wait_for_name "$pool" sh
run=
group=
cleanup() { kill $pool $run; [ -z "$group" ] || rmdir "$group"; } 2>/dev/null
kib() { sed -n 's/^VmRSS:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$1/status"; }
files() { for _ in 1 2 3 4 5 6 7 8; do ls "/proc/$1/fd" | wc -l; sleep 0.03; done | sort -n | head -n 1; }
reach() {
	for _ in $(seq 1200); do
		grep -q "	$1	round	" soak.run/events.tsv 2>/dev/null && return
		kill -0 $run 2>/dev/null || return
		sleep 0.1
	done
}
cgroup=auto
"$collect" -q -n 0 --cgroup auto -o look.run $pool 2>/dev/null || cgroup=
"$collect" -q -n 100000 -w 0 -s 0 --ps never --tree ${cgroup:+--cgroup auto} --thin 20 --also maps --control idle -r 1-3 -o soak.run $pool -- true 2>err & run=$!
# until then lists and the buffers of the C library find their size
reach 200
kib_first=$(kib $run) files_first=$(files $run)
reach 500
kib_last=$(kib $run) files_last=$(files $run)
echo "# round 200: $kib_first KiB, $files_first files; round 500: $kib_last KiB, $files_last files"
[ $((kib_last - kib_first)) -le 64 ] && pass "no growth of its memory" || fail "from $kib_first to $kib_last KiB"
is "no growth of its open files" "$files_last" "$files_first"
kill -INT $run
wait $run
is "it ends in order" "$?" 1
is "the rounds are whole" "$(whole soak.run status stat)" ""
is "each has an arm" "$(grep -c '	action	.*arm=' soak.run/events.tsv)" "$(($(rounds soak.run) - 1))"
like "workers were followed" "$(cat soak.run/events.tsv)" "dozer.* tree=$pool"

for mount in /sys/fs/cgroup/memory /sys/fs/cgroup; do
	group=$mount/leakline.fault.$$
	[ -e "$mount/cgroup.procs" ] && mkdir "$group" 2>/dev/null && break
	group=
done
if [ -z "$group" ]; then
	skip "a cgroup that is removed" "none can be made here"
	finish
fi
for way in native tools; do
	mkdir -p "$group"
	sh -c 'echo $$ >"$1/cgroup.procs"; exec ./dozer 1000' - "$group" >/dev/null 2>&1 & holder=$!
	wait_for_name $holder dozer
	status "$way: a cgroup that is removed" 0 "$collect" -q -w 0 -n 5 -s 0 --source $way --cgroup "/${group##*/}" -o $way.run $pool -- \
		sh -c 'case $LEAKLINE_ROUND in 2) kill $1; sleep 0.2; rmdir "$2" ;; esac' - $holder "$group"
	is "$way: all rounds are there" "$(rounds $way.run)" 6
	is "$way: its files end with it" "$(ls $way.run/*.cgroup | wc -l)" 2
	is "$way: nothing else is wrong" "$(grep "	error	" $way.run/events.tsv | grep -v "asked again")" ""
done
finish
