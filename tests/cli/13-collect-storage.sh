#!/bin/sh
# 13-collect-storage - where a run goes: folder, tar, stream; modes, resuming, kinds, and that every tar reads it.
. tests/tap.sh
. tests/fault/whole.sh

start_dozer 300
run=
cleanup() { kill $run 2>/dev/null; }
cd "$tmp" || exit 2
take() { "$collect" -q --ps never -i 10ms "$@"; }
event_count() { cut -f 4 "$1/events.tsv" | grep -cx "$2"; }
# without fd, which only some kernels give for nothing
kinds_of() { ls "$1" | sed -n "s/^$2-.*Z\.//p" | grep -vx fd | sort | tr '\n' ' '; }

for mask in 000 077 777; do
	(umask $mask; take -n 1 -o mask$mask.run dozer -- echo x)
	is "umask $mask: the folder is 0700, all files are 0600" "$(stat -c %a mask$mask.run mask$mask.run/* | sort -u | tr '\n' ' ')" "600 700 "
	(umask $mask; take -n 0 -o mask$mask.tar dozer)
	is "umask $mask: the tar is 0600" "$(stat -c %a mask$mask.tar)" 600
done
is "no dot-name is left" "$(torn mask077.run)" ""
is "rounds are whole" "$(whole mask077.run stat status pmap meminfo)" ""
is "names are ROUND-TIME.KIND" "$(ls mask077.run | grep -vE '^[0-9]{4}-[0-9]{8}T[0-9]{6}\.[0-9]{3}Z\.(stat|status|pmap|meminfo|fd)$' | tr '\n' ' ')" \
	"action.log events.tsv run.info "
is "all of a round have one time" "$(ls mask077.run | sed -n 's/^0001-\(.*Z\)\..*/\1/p' | sort -u | wc -l)" 1

"$collect" -q -i 10ms -n 2 -o each.run dozer
is "ps each round" "$(kinds_of each.run 0001)" "meminfo pmap ps stat status "
"$collect" -q -i 10ms -n 2 --ps ends -o ends.run dozer
is "ps at the ends: first" "$(kinds_of ends.run 0000)" "meminfo pmap ps stat status "
is "not between" "$(kinds_of ends.run 0001)" "meminfo pmap stat status "
is "last" "$(kinds_of ends.run 0002)" "meminfo pmap ps stat status "
"$collect" -q -i 20ms --ps ends -o ended.run dozer & run=$!
while ! [ -e ended.run/events.tsv ] || [ "$(event_count ended.run round)" -lt 3 ]; do sleep 0.05; done
kill -INT $run; wait $run
last=$(awk -F '\t' '$4 == "round" { n = $3 } END { printf "%04d", n }' ended.run/events.tsv)
is "the last has ps whatever ended it" "$(kinds_of ended.run "$last")" "meminfo pmap ps stat status "
cp "$tmp/dozer" "$tmp/fly"; "$tmp/fly" 100 & fly=$!
sleep 0.1
"$collect" -q -n 3 -s 100ms --ps ends -o flown.run $fly -- kill $fly
is "all gone, found out by the snapshot itself" "$(kinds_of flown.run 0001)" "meminfo ps "
take -n 0 --also maps,smaps,smaps_rollup,vmstat -o also.run dozer
is "--also" "$(kinds_of also.run 0000)" "maps meminfo pmap smaps smaps_rollup stat status vmstat "
like "maps have the headers of tail -v" "$(head -n 1 also.run/*.maps)" "^==> /proc/$dozer/maps <==$"

# The tar, as a file and as a stream.
take -n 2 -o plain.tar dozer -- echo hello
is "run.info first, each round's events last" "$(tar tf plain.tar | grep -v '\.fd$' | sed 's,-[^.]*\.[^.]*Z\.,.,' | tr '\n' ' ')" \
"plain.run/ plain.run/run.info plain.run/0000.stat plain.run/0000.status plain.run/0000.pmap plain.run/0000.meminfo plain.run/0000.events \
plain.run/0001.action plain.run/0001.stat plain.run/0001.status plain.run/0001.pmap plain.run/0001.meminfo plain.run/0001.events \
plain.run/0002.action plain.run/0002.stat plain.run/0002.status plain.run/0002.pmap plain.run/0002.meminfo plain.run/0002.events plain.run/0002.events "
tar xf plain.tar
is "events: the start with round 0" "$(cat plain.run/0000-*.events | cut -f 4 | tr '\n' ' ')" "start round "
is "the action and its round" "$(cut -f 4 plain.run/0001-*.events | tr '\n' ' ')" "action round "
is "stop in one of its own" "$(cat plain.run/0002-*.events | cut -f 4 | tr '\n' ' ')" "action round stop "
take -n 1 -o - dozer >stream.tar
is "a stream is below HOST-TIME.run" "$(tar tf stream.tar | sed 's,/.*,,' | sort -u | grep -cE '^[A-Za-z0-9._-]+-[0-9]{8}T[0-9]{6}\.[0-9]{3}Z\.run$')" 1
is "nothing but the tar is on standard output" "$(($(stat -c %s stream.tar) % 512))" 0
take -n 0 -o twice.run.tar dozer
is "NAME.run.tar holds NAME.run" "$(tar tf twice.run.tar | head -n 1)" twice.run/
a100=$(printf %0100d 0)
long=$a100$(printf %060d 0)
longest=$a100$a100$(printf %050d 0)
for name in "$a100" "$long" "$longest"; do
	take -n 0 -o "$name.tar" dozer
	tar tf "$name.tar" >names.gnu
	is "a name of $((${#name} + 4 + 1 + 30)) bytes and more: GNU tar" "$(grep -v '\.fd$' names.gnu | grep -cE "^$name\.run/(|run\.info|0000-[0-9T.]*Z\.[a-z]*)$")" 8
	for other in "busybox tar" bsdtar; do
		command -v ${other% *} >/dev/null || { skip "$other reads it" "no $other"; continue; }
		$other tf "$name.tar" >names.other 2>/dev/null
		is "$other reads the same names" "$(diff names.gnu names.other)" ""
	done
done
mkdir a b c
tar xf plain.tar -C a
is "GNU tar unpacks it without a word" "$(tar xf plain.tar -C b 2>&1)" ""
if command -v busybox >/dev/null; then
	busybox tar xf plain.tar -C c
	is "BusyBox tar unpacks the same" "$(diff -r a c)" ""
else
	skip "BusyBox tar unpacks the same" "no busybox"
fi

# Resuming.
take -n 2 --resume -o again.run dozer
is "--resume begins where there is nothing" "$(event_count again.run start):$(rounds again.run)" 1:3
take -n 5 --resume -o again.run dozer
is "goes on to round N, the run.info is the first" "$(rounds again.run):$(sed -n 's/^rounds: //p' again.run/run.info)" 6:2
is "and tells the boot" "$(cut -f 4,5 again.run/events.tsv | grep ^resume)" "resume	boot_id=$(cat /proc/sys/kernel/random/boot_id)"
is "all are whole" "$(whole again.run stat status pmap meminfo)" ""
take -n 5 --resume -o again.run dozer
is "N is reached: complete, nothing more is taken" "$?:$(rounds again.run)" 0:6
printf 'half' >again.run/.0006-20260101T000000.000Z.status
printf 'whole' >again.run/0007-20260101T000000.000Z.status
printf '20260101T000000.000Z\t1\t8\taction\texit=0 ms=1\n20260101T000000.000Z\t1\t9\trou' >>again.run/events.tsv
echo mine >again.run/notes.txt
take -n 10 --resume -o again.run dozer
is "goes on behind the highest number of files and events" "$(tail -n 3 again.run/events.tsv | cut -f 3,4 | tr '\n\t' ' :')" "9:round 10:round :stop "
is "what was torn is removed" "$(torn again.run)" ""
is "what is nobody's stays" "$(cat again.run/notes.txt)" mine
is "a torn line is cut" "$(whole again.run stat status pmap meminfo)" ""
mkdir torn.run && cp again.run/run.info torn.run/ && cp again.run/0000-* torn.run/
head -n 1 again.run/events.tsv >torn.run/events.tsv
take -n 1 --resume -o torn.run dozer
is "without any whole round: at 0" "$(awk -F '\t' '$4 == "round" { print $3 }' torn.run/events.tsv | tr '\n' ' ')" "0 1 "
is "whose files are new" "$(ls torn.run/0000-* | grep -vc '\.fd$')" 4
take -n 3 -w 2 --resume -s 0 -o warm.run dozer -- true
take -n 4 -w 5 --resume -s 0 -o warm.run dozer -- sh -c 'echo $LEAKLINE_ROUND $LEAKLINE_PID'
is "the warm-up that it began with: 2 rounds, and 4" "$(event_count warm.run action)" 6
is "a resumed ACTION has its environment" "$(tail -n 1 warm.run/action.log)" "6 $dozer"
"$collect" -q --ps never -i 10s -o locked.run dozer & run=$!
while ! [ -e locked.run/events.tsv ]; do sleep 0.05; done
# Options are given again: one that was left out has its default, and the run another pace.
"$collect" -q -n 2 -s 10ms -o pace.run dozer -- true
status "a run that goes on with other options" 0 "$collect" -n +1 -i 20ms --resume -o pace.run dozer "$dozer" -- sleep 0
is "it is said which" "$(printf '%s\n' "$err" | grep 'goes on with')" \
	"leakline-collect: $(pwd)/pace.run goes on with -i 20ms (0s before), -s 1s (10ms before), the targets dozer $dozer (dozer before), the action sleep 0 (true before)"
status "with those that it had" 0 "$collect" -n +1 -s 10ms --resume -o pace.run dozer -- true
unlike "nothing is said" "$err" 'goes on with'
sed -i 's/^interval_ms: .*/interval_ms: 18446744073709551615/' pace.run/run.info
status "a pace that is no number of ours" 0 "$collect" -n +1 -s 10ms --resume -o pace.run dozer -- true
like "it is said as it stands there" "$err" 'goes on with -i 0s \(18446744073709551615 before\)$'
"$collect" -q -n 1 -i 10ms -o soak.run dozer
status "a plain soak with its -n" 0 "$collect" -n 2 -i 10ms --tree --resume -o soak.run dozer
like "the number of rounds is told, and what was not there" "$err" 'soak\.run goes on with -n 2 \(1 before\), --tree yes \(none before\)$'
status "and quietly" 0 "$collect" -q -n 3 -i 20ms --resume -o soak.run dozer
is "not a word" "$err" ""
status "two collectors in one folder" 2 "$collect" --resume -n 1 -o locked.run dozer
like "the second is told" "$err" 'another collector'
kill $run; wait $run

# Links.
echo precious >outside
take -n 1 -o link.run dozer
ln -s link.run linked
status "nor a link to a run" 2 "$collect" -q -n 3 -s 0 --resume -o linked dozer -- true
like "which is said" "$err" '^leakline-collect: linked: it is a symbolic link '
ln -s ../outside link.run/action.log
status "a link out of the folder is not followed" 3 "$collect" -q -n 3 -s 0 --resume -o link.run dozer -- echo x
is "what it leads to is untouched" "$(cat outside)" precious
mv link.run/events.tsv events.kept
ln -s ../events.kept link.run/events.tsv
cp events.kept events.before
status "nor is one of events.tsv" 3 "$collect" -q -n 3 -s 0 --resume -o link.run dozer
like "it is named" "$err" '/link.run/events.tsv: it is no regular file'
check "it is untouched too" cmp events.kept events.before
if [ -x "$analyze" ]; then
	take -n 6 -o "$longest.tar" dozer 2>/dev/null || { rm "$longest.tar"; take -n 6 -o "$longest.tar" dozer; }
	status "libarchive reads the tar with the longest name" 0 sh -c "'$analyze' -q --no-report --fail-on never --allow-inconclusive '$longest.tar'"
fi
# Files that somebody removes while they are written: what is lost is not called whole.
remove_while() { # FILE NAMED... RUN
	take -i 50ms -o "$2" dozer 2>err & run=$!
	for _ in $(seq 200); do [ ! -s "$1" ] || break; sleep 0.02; done
	sleep 0.2
	rm "$1"
	for _ in $(seq 200); do kill -0 $run 2>/dev/null || break; sleep 0.02; done
	kill -TERM $run 2>/dev/null
	wait $run
	echo "$?:$(sed 's,: /[^ ]*/,: ,' err)"
}
is "the tar is removed" "$(remove_while gone.tar gone.tar)" "3:leakline-collect: gone.tar: somebody removed it (nothing of the run is left; record it again)"
is "events.tsv is" "$(remove_while gone.run/events.tsv gone.run)" "3:leakline-collect: events.tsv: somebody removed it (the files of the rounds stay; name another folder)"
# A folder that is moved meanwhile goes on where it is, and the last lines say where; one that is removed is nothing that --resume goes on in.
take -i 50ms -n 12 -w 0 -o moved.run dozer 2>err & run=$!
for _ in $(seq 200); do [ ! -s moved.run/events.tsv ] || break; sleep 0.02; done
mv moved.run elsewhere.run
wait $run
like "the folder was moved" "$(cat err)" '/moved.run: somebody moved it to .*/elsewhere.run$'
is "and has all rounds" "$(grep -c '	round	' elsewhere.run/events.tsv)" 13
"$collect" -q --ps never -i 50ms -o away.run dozer 2>err & run=$! # the collector itself: it is stopped
for _ in $(seq 200); do [ ! -s away.run/events.tsv ] || break; sleep 0.02; done
kill -STOP $run
for _ in $(seq 50); do rm -rf away.run 2>/dev/null && break; done
kill -CONT $run
wait $run
is "the folder was removed" "$?:$(sed 's,: /[^ ]*/,: ,' err)" "3:leakline-collect: away.run: somebody removed it (nothing of the run is left; record it again)"
# one that the shell opened and then removed is somebody's temporary file
(exec 3>unnamed.tar 4<unnamed.tar; rm unnamed.tar; take -n 2 -w 0 -o - dozer >&3 2>err; echo "$?:$(cat err):$(tar -t <&4 | grep -c '\.status$')" >said)
is "standard output is a file without a name" "$(cat said)" "0::3"
finish
