#!/bin/sh
# 36-stream - the tar on standard output: a reader that is gone, slow, or asleep; standard descriptors that are closed.
. tests/tap.sh

start_dozer 300
run=
cleanup() { kill $run 2>/dev/null; }
cd "$tmp" || exit 2

"$collect" -n 3 -i 10ms -o - dozer >&- 2>err
is "standard output closed: 3, quietly" "$?:$(cat err)" "3:"
{ "$collect" -n 100 -i 10ms -o - dozer 2>err; echo $? >code; } | head -c 3000 >/dev/null
is "a reader that goes away: 3, quietly" "$(cat code):$(cat err)" "3:"
# A reader that has a whole round, or three, and closes: at once, also between two rounds and while ACTION runs.
cat >reader.py <<'END'
import os, sys, tarfile
rounds = int(sys.argv[1])
tar = tarfile.open(fileobj=os.fdopen(0, "rb", 0), mode="r|", bufsize=512)
for member in tar:
    if member.name.endswith(".events"):
        tar.extractfile(member).read()
        rounds -= 1
    if not rounds:
        break
END
python=$(python3 -c 'import sys; print(sys.executable)')
closed() { # ROUNDS, then the command; leaves its status and what it said
	rounds=$1
	shift
	{ timeout 20 "$@" 2>err; echo $? >code; } | "$python" reader.py "$rounds"
	echo "$(cat code):$(cat err)"
}
is "a reader that closes after a whole round: 0, quietly" "$(closed 1 "$collect" -q -n 1000 -i 10ms -o - dozer)" "0:"
is "after three" "$(closed 3 "$collect" -q -n 1000 -i 0 -o - dozer)" "0:"
is "in a long interval: at once" "$(closed 1 "$collect" -q -n 1000 -i 1h -o - dozer)" "0:"
is "while ACTION runs: at once, and it is ended" "$(closed 1 "$collect" -q -n 1000 -o - dozer -- sh -c 'trap "echo ended >ended; exit 1" TERM; sleep 1000 & wait')" "0:"
is "ACTION was told" "$(cat ended)" ended
is "after the last round" "$(closed 3 "$collect" -q -n 2 -i 10ms -o - dozer)" "0:"
"$collect" -n 3 -i 10ms -o - dozer >/dev/full 2>err
is "a full device: 3" "$?" 3
like "and says so" "$(cat err)" 'standard output: No space left on device'
"$collect" -q -n 2 -i 10ms -o closed.run dozer <&- 2>&- >&-
is "all descriptors closed: the run is complete" "$?" 0
is "and nothing else is in its files" "$(head -n 1 closed.run/run.info)" "format: leakline-run 1"

# 200 bytes a ms or so, less than is produced; the collector waits for its reader.
{ "$collect" -q -n 12 -i 0 -o - dozer; echo $? >code; } | { while dd bs=16k count=1 iflag=fullblock 2>/dev/null >part && [ -s part ]; do
	cat part; sleep 0.01; done; } >slow.tar
is "a slow reader" "$(cat code)" 0
is "gets all" "$(tar tf slow.tar | grep -c '\.status$')" 13
check "to the end" tar tf slow.tar

# A reader that is asleep: a second signal ends the run at once (the first one does after a moment: 42-signals).
mkfifo pipe
sh -c 'exec sleep 100' <pipe & reader=$!
"$collect" -q -n 1000 -i 0 -o - dozer >pipe & run=$!
sleep 1
kill -TERM $run; sleep 0.3
if kill -0 $run 2>/dev/null; then pass "one signal: the round is still to be written"; else fail "it ended too early"; fi
kill -TERM $run
for _ in $(seq 100); do kill -0 $run 2>/dev/null || break; sleep 0.05; done
if kill -0 $run 2>/dev/null; then fail "the second signal does not end it"; kill -KILL $run; else pass "the second ends it"; fi
wait $run
is "early" "$?" 1
kill $reader
finish
