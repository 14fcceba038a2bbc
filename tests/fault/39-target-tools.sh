#!/bin/sh
# 39-target-tools - tools that fail on the target: what may be a half is asked for again or dropped, and an `error` event says so; a list of
# processes without the shell that made it ends no run; a host that floods or drips is left.
. tests/tap.sh
sleep 600 & one=$!
cleanup() { kill "$one" 2>/dev/null; }
wait_for_name $one sleep
start_dozer 601
mkdir "$tmp/bin"
real_cat=$(command -v cat) real_pmap=$(command -v pmap)
# The host: a shell whose PATH has our cat and pmap first. Files in $tmp say what they do.
cat >"$tmp/host" <<EOF
#!/bin/sh
PATH=$tmp/bin:\$PATH; export PATH
exec sh
EOF
cat >"$tmp/bin/cat" <<EOF
#!/bin/sh
if [ -e $tmp/cat-fails ]; then exit 1; fi
# a list of processes ends with the shell's own; what is done to it, once for each line of the file
for last; do :; done
case \$last:\$# in
/proc/\$PPID/stat:1) ;;
/proc/\$PPID/stat:*)
	# with churn a target ends and another begins before each list
	if [ -e $tmp/churn ]; then
		kill \$($real_cat $tmp/churn)
		$tmp/dozer 602 </dev/null >/dev/null 2>&1 &
		echo \$! >$tmp/churn
		until $real_cat /proc/\$!/cmdline | grep -q '602'; do :; done
		echo list >>$tmp/lists-made
	fi
	if read -r how 2>/dev/null <$tmp/lists; then
		sed -i 1d $tmp/lists
		for file; do
			case \$how:\$file in
			cut:*) if [ "\$file" = "\$last" ]; then kill -9 \$\$; fi ;;
			*:/proc/$one/stat) continue ;;
			esac
			$real_cat "\$file"
		done
		exit 1
	fi ;;
/proc/*/cmdline:*)
	if [ -e $tmp/no-cmdline ]; then rm $tmp/no-cmdline; exit 1; fi ;;
esac
exec $real_cat "\$@"
EOF
# the first N times it gives half of what it should, as one that was killed
cat >"$tmp/bin/pmap" <<EOF
#!/bin/sh
n=\$($real_cat $tmp/half-pmaps 2>/dev/null || echo 0)
if [ "\$n" -gt 0 ]; then
	echo \$((n - 1)) >$tmp/half-pmaps
	$real_pmap "\$@" | head -c 300
	kill -9 \$\$
fi
exec $real_pmap "\$@"
EOF
chmod +x "$tmp/host" "$tmp/bin/cat" "$tmp/bin/pmap"
take() { rm -rf "$tmp/a.run"; timeout 60 "$collect" -q -i 50ms --ps never --via "sh $tmp/host #" -o "$tmp/a.run" "$@" "$one" 2>"$tmp/err"; }
events() { awk -F '\t' -v what="$1" '$4 == what' "$tmp/a.run/events.tsv"; }
# Does something once some rounds of the run that begins now are there: how long that takes depends on what else this machine does.
later() {
	rm -rf "$tmp/a.run"
	(for _ in $(seq 600); do
		[ "$(events round 2>/dev/null | wc -l)" -lt 3 ] || break
		sleep 0.05
	done
	eval "$1") &
}
half_pmaps() { n=0; for file in "$tmp"/a.run/*.pmap; do tail -n 1 "$file" | grep -q '^mapped:' || n=$((n + 1)); done; echo $n; }

# Beside all that follows, for it takes a minute: a host whose cat fails for good after some rounds.
mkdir "$tmp/bin2"
sed "s,cat-fails,cat2-fails," "$tmp/bin/cat" >"$tmp/bin2/cat" && sed "s,/bin:,/bin2:," "$tmp/host" >"$tmp/host2" && chmod +x "$tmp/bin2/cat"
(timeout 300 "$collect" -q -i 50ms -n 200 --ps never --via "sh $tmp/host2 #" -o "$tmp/b.run" "$one" 2>"$tmp/err2"; echo $? >"$tmp/status2") & minute=$!
for _ in $(seq 600); do
	[ "$(grep '	round	' "$tmp/b.run/events.tsv" 2>/dev/null | wc -l)" -lt 3 ] || break
	sleep 0.05
done
: >"$tmp/cat2-fails"
# and a host that says nothing, and one that drips: an answer has a minute, and longer only for as much as comes
quiet() { # NAME, what its host does
	printf '#!/bin/sh\nread line\n%s\n' "$2" >"$tmp/$1-host"
	timeout 300 "$collect" -q -n 1 --reconnect 0 --via "sh $tmp/$1-host #" -o "$tmp/$1.run" "$one" 2>"$tmp/$1.err"
	echo $? >"$tmp/$1.status"
}
quiet silent 'exec sleep 300' & silent=$!
quiet drips 'while :; do echo; sleep 0.5; done' & drips=$!

status "all is well" 0 take -n 3
is "no troubles" "$(events error)" ""

later 'echo 2 >"$tmp/half-pmaps"'
status "pmap is killed twice in the middle" 0 take -n 20
is "no round has half a pmap" "$(half_pmaps)" 0
is "each round is there" "$(events round | wc -l)" 21
is "events say what failed" "$(events error | cut -f 5 | sort -u)" "pmap: its command failed on the target; asked again"
rm -f "$tmp/half-pmaps"

later 'echo 9 >"$tmp/half-pmaps"'
status "nine times: more than a round is asked for" 0 take -n 20
is "no round has half a pmap" "$(half_pmaps)" 0
is "each round is there, a dropped one is taken again" "$(events round | cut -f 3 | tr '\n' ' ')" "$(seq 0 20 | tr '\n' ' ')"

later ': >"$tmp/cat-fails"; sleep 0.6; rm "$tmp/cat-fails"'
status "cat fails for 0.6 s: the run goes on" 0 take -n 20
is "no target is called gone" "$(events gone)" ""
like "an event says why a round was dropped" "$(events error)" 'not even its own shell is in it'
is "no round is a half" "$(half_pmaps):$(events round | wc -l)" 0:21

# A list that is cut off behind the shell's own record, or that lacks a file which could not be read, tells of no end.
for _ in 1 2 3 4; do echo cut; done >"$tmp/lists"
status "lists: cut: a target is found all the same" 0 take -n 1
is "all were used" "$(cat "$tmp/lists")" ""
for how in cut left-out; do
	later "echo $how >$tmp/lists.new; echo $how >>$tmp/lists.new; mv $tmp/lists.new $tmp/lists"
	status "lists: $how: the run goes on" 0 take -n 20
	is "no target comes or goes" "$(events gone)$(events restarted)$(events appeared)" ""
	is "an event says why it was asked again" "$(events error | cut -f 5 | sort -u)" "the list of processes: a part of it is missing; asked again"
	is "no round is lost" "$(events round | wc -l)" 21
done
# A command line that could not be read is not an empty one.
: >"$tmp/no-cmdline"
rm -rf "$tmp/a.run"
status "a command line that was not read at first" 0 timeout 60 "$collect" -q -i 50ms -n 3 --ps never --via "sh $tmp/host #" -o "$tmp/a.run" -m "^$tmp/dozer 601"
check "it was tried" test ! -e "$tmp/no-cmdline"

# Targets that come and go faster than a round is taken: it is taken of those that stay.
rm -rf "$tmp/a.run"
"$tmp/dozer" 602 & echo $! >"$tmp/churn"
status "targets that come and go" 0 timeout 60 "$collect" -q -i 50ms -w 0 -n 5 --ps never --via "sh $tmp/host #" -o "$tmp/a.run" -m "^$tmp/dozer 60[12]"
kill "$(cat "$tmp/churn")" && rm "$tmp/churn"
pids() { sed -n "$1" "$tmp"/a.run/*"$2" | sort | uniq -c | tr -s '\n ' ' '; }
is "each round has one and the same set in all its files" "$(pids 's/ .*//p' .stat)" "$(pids 's/^Pid:\t//p' .status)"
is "which is asked for at most four times" "$([ "$(wc -l <"$tmp/lists-made")" -le 25 ] && echo few || wc -l <"$tmp/lists-made")" few

# The last round is known as such by a signal alone: it is taken again with ps, which fails then.
real_ps=$(command -v ps)
cat >"$tmp/bin/ps" <<EOF
#!/bin/sh
if [ -e $tmp/ps-fails ]; then exit 1; fi
exec $real_ps "\$@"
EOF
chmod +x "$tmp/bin/ps"
rm -rf "$tmp/a.run"
"$collect" -q -i 50ms --ps ends --via "sh $tmp/host #" -o "$tmp/a.run" "$one" 2>"$tmp/err" & run=$!
for _ in $(seq 200); do [ "$(events round 2>/dev/null | wc -l)" -ge 3 ] && break; sleep 0.05; done
: >"$tmp/ps-fails"
kill -TERM $run; wait $run
is "a signal ends a run without its last round" "$?:$(tail -n 1 "$tmp/a.run/events.tsv" | cut -f 4,5)" "0:stop	signal 15"
last=$(events round | tail -n 1 | cut -f 3)
# on a busy machine the second that a signal leaves may be over before ps has failed
why=$(events error | tail -n 1 | cut -f 3,5)
is "which an event names" "$why" "${why:+$((last + 1))	ps: its command failed on the target; asked again}"
is "nothing of it stays" "$(ls "$tmp/a.run" | grep "^$(printf %04d $((last + 1)))-")" ""
rm -f "$tmp/ps-fails"

# An answer of line feeds, 32 MiB at once: it ends at the bound. (A signal meanwhile: 42-signals.)
cat >"$tmp/flood" <<EOF
#!/bin/sh
read line
exec tr '\\\\0' '\\\\n' </dev/zero
EOF
begin=$(date +%s%3N)
timeout 60 "$collect" -q -n 1 --reconnect 0 --via "sh $tmp/flood #" -o "$tmp/f.run" $one 2>"$tmp/err"
is "a flood of line feeds is given up" "$?:$([ $(($(date +%s%3N) - begin)) -lt 20000 ] && echo soon)" "3:soon"

wait $minute $silent $drips
for host in "silent:no answer for 60 s" "drips:an answer that came too slowly"; do
	name=${host%%:*}
	is "a host that is given up: $name" "$(cat "$tmp/$name.status"): $(sed 's/.* #: //; s/ (does .*//' "$tmp/$name.err")" "3: ${host#*:}"
done
is "tools that fail for good: the run is given up" "$(cat "$tmp/status2")" 3
like "that is said" "$(cat "$tmp/err2")" '^leakline-collect: round [0-9]+: dropped 60 times \(events.tsv says why\)'
like "and events say why" "$(grep '	error	' "$tmp/b.run/events.tsv" | cut -f 5 | sort -u)" 'its command failed on the target; asked again'
like "what was recorded stays" "$(grep -c '	round	' "$tmp/b.run/events.tsv")" '^[1-9]'
finish
