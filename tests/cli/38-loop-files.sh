#!/bin/sh
# 38-loop-files - files that a shell loop wrote, a round or a part of one each: which make a round, and in which order.
. tests/tap.sh
. tests/loop.sh

rounds=25

# file NAME ROUND TOOLS...: what these tools print in that round, in a file of that name; its time of change will be round N's, or $stamp.
stamp=
file() {
	path=$tmp/loop/$1 at=$2
	[ -d "${path%/*}" ] || mkdir -p "${path%/*}"
	shift 2
	round "$at" +%c "$@" >"$path"
	printf '%s\t%s\n' "${stamp:-$((1795410960 + 60 * at))}" "$path" >>"$tmp/stamps"
}
# Gives the files written so far their times of change: one program for all, touch would be one for each.
change() {
	python3 -c 'import os, sys
for line in sys.stdin:
    stamp, path = line.rstrip("\n").split("\t")
    os.utime(path, (int(stamp), int(stamp)))' <"$tmp/stamps" || exit 2
	rm "$tmp/stamps"
}
# each FUNCTION: for every round; named FUNCTION: for every round and a line of standard input, which will be a part of its name.
each() {
	i=0
	while [ $i -lt $rounds ]; do "$@" $i; i=$((i + 1)); done
	change
}
named() {
	i=0
	while IFS= read -r name; do "$@" $i "$name"; i=$((i + 1)); done
	change
}
dates() { # FORMAT: the time of each round
	i=0
	while [ $i -lt $rounds ]; do echo "@$((1795410960 + 60 * i))"; i=$((i + 1)); done | TZ=UTC date "$1" -f -
}
judged() { # WHAT VERDICT ORDER [ROUNDS]
	"$analyze" --no-report "$tmp/loop" >"$tmp/out" 2>"$tmp/err"
	like "$1: its rounds" "$(cat "$tmp/out")" "^loop *${4:-$rounds rounds in 24 min}"
	like "$1: its verdict" "$(cat "$tmp/out")" "$2 +leaky +2417 .*\+24\.0 "
	like "$1: its order is told" "$("$analyze" --no-report -v "$tmp/loop" 2>&1)" "their order is that of $3"
	tar -C "$tmp" -caf "$tmp/loop.tar.gz" loop
	"$analyze" --no-report "$tmp/loop.tar.gz" >"$tmp/out2" 2>"$tmp/err"
	is "$1: as an archive" "$(sed 's/^loop  *//' "$tmp/out2" | head -3 | grep -v archive)" "$(sed 's/^loop  *//' "$tmp/out" | head -3 | grep -v archive)"
	rm -rf "$tmp/loop"
}
one() { file "ps.$1" "$1" ps; }
each one
judged "ps.1, ps.2" suspect "the numbers in their names"

two() { file "ps.$1" "$1" ps; file "pmap.$1.txt" "$1" pmap; }
each two
judged "ps.1, pmap.1.txt" leak "the numbers in their names"

wide() { file "pmap.$1.txt" "$1" pmap-x; }
each wide
judged "pmap -x alone, in German" leak "the numbers in their names"

more() { file "ps.$1" "$1" ps; file "pmap.$1.txt" "$1" pmap-x; }
each more
judged "ps and pmap -x" leak "the numbers in their names"

wide_then() { file "round_$1" "$1" date pmap-x pmap; }
each wide_then
judged "pmap -x, then pmap -d in one file a round" leak "the numbers in their names"

both() { file "round_$1" "$1" date ps pmap; }
each both
judged "date, ps and pmap in one file a round" leak "the numbers in their names"

folder() { file "$1/ps.txt" "$1" ps; file "$1/pmap.txt" "$1" pmap; }
each folder
judged "a folder a round" leak "the numbers in their names"

dated_folder() { file "$2/ps.txt" "$1" ps; file "$2/pmap.txt" "$1" pmap; }
dates +%Y%m%dT%H%M%S | named dated_folder
judged "a folder a round by date" leak "the dates in their names"

proc() { file "$1/proc/2417/status" "$1" status; file "$1/pmap.txt" "$1" pmap; }
each proc
judged "copies of /proc in a folder a round" leak "the numbers in their names"

proc_maps() { file "$1/proc/2417/status" "$1" status; file "$1/proc/2417/smaps" "$1" smaps; }
each proc_maps
judged "copies of /proc with smaps, which does not tell its PID" leak "the numbers in their names"

proc_only_maps() { file "$1/2417/smaps" "$1" smaps; file "$1/9/smaps" "$1" smaps; }
each proc_only_maps
out=$("$analyze" --no-report "$tmp/loop" 2>&1)
like "nothing but copies of smaps: its rounds" "$out" "^loop *25 rounds in 24 min 0 s, 2 processes"
like "nothing but copies of smaps: the leak" "$out" 'leak +2417 .*\+24\.0 .*\+24\.0 '
rm -rf "$tmp/loop"

proc_of() { file "$2/2417/status" "$1" status; file "$2/2417/pmap" "$1" pmap; }
dates +%Y%m%d-%H%M%S | named proc_of
judged "a folder a process in a folder a round" leak "the dates in their names"

dated() { file "ps-$2.txt" "$1" ps; file "pmap-$2.txt" "$1" pmap; }
for format in %Y%m%d_%H%M%S %Y-%m-%d_%H:%M %FT%T%z "%F %T" %s %s.%N %d.%m.%Y-%H%M %d%b%Y-%H%M "%a %b %e %T %Z %Y" "%a %d %b %Y %r %Z"; do
	dates "+$format" | named dated
	judged "names of date $format" leak "the dates in their names"
done

apart() { file "ps-$2.txt" "$1" ps; file "pmap-$(($2 + 2)).txt" "$1" pmap; }
dates +%s | named apart
judged "two seconds between the tools of a round" leak "the dates in their names"

pid_last() { file "status-$1-2417" "$1" status; file "pmap-$1-2417" "$1" pmap; }
each pid_last
judged "a PID behind the number" leak "the first numbers in their names"

pid_first() { file "status-2417-$1" "$1" status; file "pmap-2417-$1" "$1" pmap; }
each pid_first
judged "a PID in front of the number" leak "the numbers in their names"

dated_count() { file "status-20260101-$1" "$1" status; file "pmap-20260101-$1" "$1" pmap; }
each dated_count
judged "a number behind a day" leak "the numbers in their names"

backwards() { file "ps.log.$((30 - $1))" "$1" ps; }
each backwards
judged "numbers that count backwards, as logrotate's do" suspect "their times of change"

letters() { file "ps.$2" "$1" ps; file "pm.$2" "$1" pmap; }
for i in $(seq 0 $((rounds - 1))); do echo "$i" | md5sum; done | tr -d '0-9 -' | named letters
judged "names without numbers" leak "their times of change"

repeated() { file "$(($1 / 5))/ps.$(($1 % 5))" "$1" ps; }
each repeated
"$analyze" --no-report "$tmp/loop" >"$tmp/out" 2>"$tmp/err"
is "folders that are not a round's are runs of their own" "$(grep -c ' 5 rounds in 4 min' "$tmp/out")" 5
rm -rf "$tmp/loop"

same() { file "ps.$1" "$1" ps; }
stamp=1795410960
each same
judged "files copied in one second" suspect "the numbers in their names" "$rounds rounds,"

# one time that falls is an accident of copying; numbers that count backwards make the times fall again and again
newest_first() { [ "$1" -lt 24 ] || stamp=1795410959; same "$1"; }
each newest_first
stamp=
judged "the last file copied first" suspect "the numbers in their names" "$rounds rounds,"
for i in 0 1 2; do file "ps.$((3 - i))" "$i" ps; done
change
like "three files that count backwards: their times fall twice" "$("$analyze" --no-report -v "$tmp/loop" 2>&1)" \
	"their order is that of their times of change"
rm -rf "$tmp/loop"

# what lies deep in a folder is read as in its archive; files that tell nothing are told
deep() { file "a/b/c/d/ps.$1" "$1" ps; }
each deep
printf 'what was done: nothing\n' >"$tmp/loop/a/b/c/d/notes.txt"
printf 'nor here\n' >"$tmp/loop/a/b/c/d/other.txt"
mv "$tmp/loop/a/b/c/d" "$tmp/x"
mkdir "$tmp/loop/a/b/c/d"
mv "$tmp/x" "$tmp/loop/a/b/c/d/loop"
tar -C "$tmp" -cf "$tmp/loop.tar" loop
is "deep in a folder" "$("$analyze" --no-report "$tmp/loop" | head -n 3)" "$("$analyze" --no-report "$tmp/loop.tar" | head -n 3)"
for operand in loop loop.tar; do
	like "$operand: what tells nothing" "$("$analyze" --no-report -v -j 3 "$tmp/$operand")" 'notes.txt: nothing that is known is in it, or in 1 more'
done
rm -rf "$tmp/loop"

# logs that a loop appended to, where they lie: each a run
mkdir "$tmp/loop"
for log in a b; do
	i=0
	while [ $i -lt $rounds ]; do round $i +%c date ps pmap; i=$((i + 1)); done >"$tmp/loop/$log.log"
done
"$analyze" --no-report "$tmp/loop" >"$tmp/out" 2>"$tmp/err"
is "two logs in a folder are two runs" "$(grep -cE "^[ab]\.log  *$rounds rounds in 24 min" "$tmp/out")" 2
is "both are judged" "$(grep -c 'leak  *leaky  *2417' "$tmp/out")" 2
tar -C "$tmp" -cf "$tmp/logs.tar" loop
"$analyze" --no-report "$tmp/logs.tar" >"$tmp/out2" 2>"$tmp/err"
is "and in an archive" "$(grep -cE "^[ab]\.log  *$rounds rounds in 24 min" "$tmp/out2")" 2
"$analyze" --no-report "$tmp/loop/a.log" >"$tmp/out2" 2>"$tmp/err"
is "one of them given alone says the same" "$(sed -n 's/.*\(leak  *leaky.*\)/\1/p' "$tmp/out2")" \
	"$(sed -n 's/.*\(leak  *leaky.*\)/\1/p' "$tmp/out" | head -n 1)"
# so is one that is nested too deep, and what lies in it was not seen
each folder
mkdir -p "$tmp/loop/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17"
"$analyze" --no-report --fail-on never "$tmp/loop" >"$tmp/out" 2>"$tmp/err"
is "a sub-folder that is nested too deep: no pass" "$?" 3
like "and it is told" "$(cat "$tmp/err")" '/16/17: nested too deep: left out, only the rest is judged \(name it\)$'
rm -rf "$tmp/loop/1/2"
# a sub-folder that may not be read is told, and what can be read is judged
each folder
chmod 0 "$tmp/loop/7"
as_nobody() { "$@"; }
if [ "$(id -u)" = 0 ]; then
	as_nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
	chmod 755 "$tmp"
	cp "$analyze" "$tmp/analyze"
	analyze=$tmp/analyze
fi
if [ "$(id -u)" != 0 ] || command -v setpriv >"$tmp/which"; then
	as_nobody "$analyze" --no-report "$tmp/loop" >"$tmp/out" 2>"$tmp/err"
	# counters of tests/coverage that this user may not write are no messages of the program
	is "a sub-folder that may not be read is told" "$(sed '/\.gcda:/d; s/.*loop/loop/' "$tmp/err")" \
		"loop/7: Permission denied: left out, only the rest is judged (give it the right to be read, or copy it again)"
	like "and the rest is judged" "$(cat "$tmp/out")" 'leak +leaky +2417 .*\+24\.0 '
	as_nobody "$analyze" --no-report --fail-on never "$tmp/loop" >"$tmp/out" 2>"$tmp/err"
	is "and is no pass" "$?" 3
	like "the last line, of several runs, says why" "$(tail -n 1 "$tmp/out")" 'files could not be read  *exit 3$'
else
	skip "a sub-folder that may not be read is told" "no setpriv"
fi
chmod 755 "$tmp/loop/7"

# Parts of one log, named one by one: one run, in the order of its times; of two logs, and of two experiments, each is its own.
part() { # FROM TO
	for i in $(seq "$1" "$2"); do echo "2026-11-02 08:$i:00 rss=$((24004 + 40 * i)) kB"; done
}
part 10 23 | gzip >"$tmp/app.log.2.gz"
part 24 37 >"$tmp/app.log.1"
part 38 49 >"$tmp/app.log"
part 10 49 >"$tmp/other.log"
out=$("$analyze" --no-report "$tmp/app.log" "$tmp/other.log" "$tmp/app.log.1" "$tmp/app.log.2.gz" 2>&1)
like "parts of a log, named one by one" "$out" '^app\.log *40 rounds in 39 min 0 s, 1 process'
like "another log stays itself" "$out" '^other\.log *40 rounds in 39 min 0 s, 1 process'
like "and there are two runs" "$out" '^2 runs, corrected over'
for i in $(seq 10 37); do echo "2026-11-02 08:$i:00 rss=24004 kB"; done >"$tmp/flat.log"
for i in $(seq 38 59); do echo "2026-11-02 08:$i:00 rss=24004 kB"; done | gzip | head -c 90 >"$tmp/flat.log-20261103.gz"
mv "$tmp/flat.log" "$tmp/flat.log-20261102"
status "a compressed part that is cut off" 3 "$analyze" --no-report "$tmp"/flat.log-*
like "is no pass" "$out" '1 stable, files were left out unseen +exit 3$'
part 10 29 >"$tmp/out.1"
part 30 49 >"$tmp/out.2"
out=$("$analyze" --no-report "$tmp/out.1" "$tmp/out.2" 2>&1)
like "numbers alone are two experiments" "$out" '^out\.2 *20 rounds'
cp "$tmp/out.1" "$tmp/web-1.5.1"
cp "$tmp/out.2" "$tmp/web-1.5.2"
like "and so are versions" "$("$analyze" --no-report "$tmp/web-1.5.1" "$tmp/web-1.5.2" 2>&1)" '^web-1\.5\.2 *20 rounds'
for i in 3 2 1; do
	part "$((50 - 12 * i))" "$((61 - 12 * i))" | awk -v n="$i" '{ sub(/rss=[0-9]*/, "rss=" 24004 + 90 * NR); print }' >"$tmp/start.log.$i"
done
out=$("$analyze" --no-report "$tmp/start.log.3" "$tmp/start.log.2" "$tmp/start.log.1" 2>&1)
like "a log of each start is no memory that comes back" "$out" '^start\.log\.1 *12 rounds'
like "and each is judged" "$out" '3 suspect.* 0 stable'
cp "$tmp/app.log.1" "$tmp/app.log-20261101"
cp "$tmp/app.log" "$tmp/app.log-20261102"
out=$("$analyze" --no-report "$tmp/app.log-20261101" "$tmp/app.log-20261102" 2>&1)
like "a day in each name" "$out" '^app\.log *26 rounds in 25 min 0 s'
finish
