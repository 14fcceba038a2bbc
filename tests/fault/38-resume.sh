#!/bin/sh
# 38-resume - what a power cut, a lost or older events.tsv, or another user left in a run folder: --resume goes on and removes nothing that it
# cannot know to be torn.
. tests/tap.sh
start_dozer 1000
take() { "$collect" -q -i 1ms --ps never "$@" 2>"$tmp/err"; }
files() { ls "$1" | grep -c '\.status$'; }

take -n 20 -o "$tmp/whole.run" dozer
fresh() { rm -rf "$tmp/s.run"; cp -a "$tmp/whole.run" "$tmp/s.run"; }

fresh; sed -i '8,12d' "$tmp/s.run/events.tsv"
status "events.tsv lost five lines: --resume goes on" 0 take -n 22 --resume -o "$tmp/s.run" dozer
is "no file is removed" "$(files "$tmp/s.run")" 23
is "and it says so" "$(sed "s,.*/s.run,RUN," "$tmp/err")" \
	"RUN: files of 5 rounds have no \`round\` line in events.tsv: they stay, and are not judged (put a whole copy of it back)"
fresh; sed -i '5s/round/rouxd/' "$tmp/s.run/events.tsv"
status "one letter of a line is wrong: --resume goes on" 0 take -n 22 --resume -o "$tmp/s.run" dozer
is "its round's files stay" "$(files "$tmp/s.run")" 23
like "one round is told as one" "$(cat "$tmp/err")" ': files of 1 round have no `round` line in events.tsv: '
fresh; head -n 9 "$tmp/whole.run/events.tsv" >"$tmp/s.run/events.tsv"
status "an older copy of events.tsv: --resume goes on" 0 take -n 22 --resume -o "$tmp/s.run" dozer
is "all files stay, numbers go on behind them" "$(files "$tmp/s.run"):$(tail -n 2 "$tmp/s.run/events.tsv" | head -n 1 | cut -f 3)" 23:22
fresh; : >"$tmp/s.run/events.tsv"
status "an empty events.tsv: --resume goes on" 0 take -n 22 --resume -o "$tmp/s.run" dozer
is "behind all files" "$(files "$tmp/s.run"):$(cut -f 3 "$tmp/s.run/events.tsv" | grep . | head -n 1)" 23:21
fresh; : >"$tmp/s.run/events.tsv"
status "and three rounds more than there are" 0 take -n +3 --resume -o "$tmp/s.run" dozer
is "are three, whatever events.tsv says of the others" "$(files "$tmp/s.run")" 24
fresh; sed -i '$d' "$tmp/s.run/events.tsv"; sed -i '$d' "$tmp/s.run/events.tsv"
status "the last round alone has no event: it is torn" 0 take -n 21 --resume -o "$tmp/s.run" dozer
is "removed, and the run goes on behind it" "$(files "$tmp/s.run"):$(cut -f 3,4 "$tmp/s.run/events.tsv" | grep 'round$' | tail -n 2 | tr '\n\t' ' :')" "21:19:round 21:round "
fresh; cp "$tmp/s.run"/0020-*.status "$tmp/s.run/4294967290-20260101T000000.000Z.status"
status "numbers near the end of what 32 bits hold" 2 take --resume -n 5 -o "$tmp/s.run" dozer
is "nothing is removed" "$(files "$tmp/s.run")" 22

# A collector that was killed may hold its lock for a moment, in the child that was about to become ACTION.
if command -v flock >/dev/null; then
	fresh; flock "$tmp/s.run" sleep 0.4 & sleep 0.1
	status "a lock that goes within a second is waited for" 0 take -n 21 --resume -o "$tmp/s.run" dozer
	fresh; flock "$tmp/s.run" sleep 3 & sleep 0.1
	status "one that stays is another collector" 2 take -n 21 --resume -o "$tmp/s.run" dozer
else
	skip "locks" "flock is not here"
fi

# What somebody else may have prepared.
mkdir "$tmp/real" && chmod 755 "$tmp/real" && ln -s real "$tmp/link.run"
status "a link with a slash behind it is not followed" 2 take -n 1 -o "$tmp/link.run/" dozer
is "what it leads to is as it was" "$(stat -c %a "$tmp/real"):$(ls "$tmp/real" | wc -l)" 755:0
status "a folder with a slash behind it is made" 0 take -n 1 -o "$tmp/slash.run/" dozer
if [ "$(id -u)" = 0 ]; then
	mkdir "$tmp/theirs.run" && chown 65534 "$tmp/theirs.run"
	status "an empty folder of another user" 2 take -n 1 -o "$tmp/theirs.run" dozer
	is "is not taken" "$(ls "$tmp/theirs.run" | wc -l)" 0
else
	skip "an empty folder of another user" "only root can make one"
fi
for name in events.tsv action.log run.info; do
	fresh; rm -f "$tmp/s.run/$name"; mkfifo "$tmp/s.run/$name"
	timeout -k 2 10 "$collect" -q -s 0 --ps never -n 21 --resume -o "$tmp/s.run" dozer -- echo hello 2>"$tmp/err"; got=$?
	is "a FIFO in the place of $name does not hang" "$([ $got = 124 ] || [ $got = 0 ] && echo "status $got" || wc -l <"$tmp/err")" 1
	like "and is named" "$(cat "$tmp/err")" "/$name: it is no regular file "
done

fresh; rm -f "$tmp/s.run/action.log"; mkfifo "$tmp/s.run/action.log"; sleep 20 <>"$tmp/s.run/action.log" & reader=$!
status "one with a reader takes no output" 3 take -s 0 -n 21 --resume -o "$tmp/s.run" dozer -- echo hello
like "and is named, too" "$(cat "$tmp/err")" '/action.log: it is no regular file '
kill $reader

# A limit of the size of files is a disk that is full.
(ulimit -f 64; "$collect" -q -i 1ms -n 500 -o "$tmp/limit.tar" $dozer 2>"$tmp/err"; echo $? >"$tmp/status")
is "RLIMIT_FSIZE: status 3, and why" "$(cat "$tmp/status"):$(grep -c 'File too large' "$tmp/err")" 3:1
(ulimit -f 8; "$analyze" -q -o "$tmp/limit.report" samples/frr.run.tar.xz >/dev/null 2>"$tmp/err"; echo $? >"$tmp/status")
is "the analyzer: status 2, and why" "$(cat "$tmp/status"):$(grep -c 'File too large' "$tmp/err")" 2:1

# One of the stack: where a function call would find none, one line is said instead; and threads do not depend on it. The environment is on
# the stack, too: a large one leaves less than what the loader needs, so that no program would start.
sh tests/runs/make-run leaks "$tmp/leaks.run"
small() { env -i sh -c 'ulimit -s "$1"; shift; exec "$@"' - "$@"; } # KIB COMMAND...
for kib in 16 32 64; do
	(small $kib "$collect" -q -i 1ms -n 2 -o "$tmp/stack$kib.run" $dozer 2>"$tmp/err"; echo $? >"$tmp/status")
	is "a stack of $kib KiB: status 3, and why" "$(cat "$tmp/status"):$(cat "$tmp/err")" \
		"3:leakline-collect: the stack: a limit of $kib KiB is too low (ulimit -s 256)"
	(small $kib "$analyze" -q --no-report "$tmp/leaks.run" >"$tmp/out" 2>"$tmp/err"; echo $? >"$tmp/status")
	is "the analyzer: status 2, and why" "$(cat "$tmp/status"):$(cat "$tmp/err")" \
		"2:leakline-analyze: the stack: a limit of $kib KiB is too low (ulimit -s 512)"
done
"$analyze" -q --no-report -j 2 "$tmp/leaks.run" >"$tmp/whole.out" 2>&1
(ulimit -S -s 64; "$analyze" -q --no-report -j 2 "$tmp/leaks.run" >"$tmp/out" 2>&1)
is "a limit that may be raised is" "$(cat "$tmp/out")" "$(cat "$tmp/whole.out")"
status "the collector's, too" 0 sh -c 'ulimit -S -s 64; exec "$@"' - "$collect" -q -i 1ms -n 2 -o "$tmp/raised.run" $dozer

# Each state that a power cut may leave.
if command -v strace >/dev/null; then
	cut=$(python3 tests/power_cut.py "$collect" "$tmp/cut.run" -- "$collect" -q -i 1ms -n 2 --ps never -o "$tmp/cut.run" $dozer)
	is "power cuts: every state goes on, no round is lost" "$(printf '%s\n' "$cut" | grep -v ' states, 0 bad$')" ""
	echo "# $(printf '%s\n' "$cut" | tail -n 1)"
	cut=$(python3 tests/power_cut.py "$collect" "$tmp/cut.tar" -- "$collect" -q -i 1ms -n 3 --ps never -o "$tmp/cut.tar" $dozer)
	is "power cuts: no flushed round of a tar is lost" "$(printf '%s\n' "$cut" | grep -v ' states, 0 bad$')" ""
	echo "# $(printf '%s\n' "$cut" | tail -n 1)"
else
	skip "power cuts" "strace is not here"
fi
finish
