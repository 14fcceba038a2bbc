#!/bin/sh
# 55-follow - watches runs that are being written: a folder, a stream, until they end or are decided.
. tests/tap.sh
cd "$tmp" || exit 2
pid=
cleanup() { [ -z "$pid" ] || kill -9 $pid 2>/dev/null; }

# write_run FOLDER FROM TO LEAK_KIB [PAUSE] - rounds of a process that leaks so much in each, or wobbles.
write_run()
{
	mkdir -p "$1"
	[ -f "$1/run.info" ] || printf 'format: leakline-run 1\npage_size: 4096\ntargets: ripd\ninterval_ms: 100\nwarmup_rounds: 0\n' >"$1/run.info"
	r=$2
	while [ "$r" -le "$3" ]; do
		kib=$((8000 + r * $4 + (r * 7919 % 13) * 4))
		stamp=$(printf '%04d-20261101T%02d%02d%02d.000Z' "$r" $((r / 3600)) $((r / 60 % 60)) $((r % 60)))
		printf 'Name:\tripd\nState:\tS (sleeping)\nTgid:\t77\nPid:\t77\nVmSize:\t%8d kB\nVmRSS:\t%8d kB\nRssAnon:\t%8d kB\nRssFile:\t    3000 kB\nRssShmem:\t       0 kB\nVmSwap:\t       0 kB\nThreads:\t1\n' \
			$((60000 + kib)) $((3000 + kib)) $kib >"$1/$stamp.status"
		printf '77:   /usr/sbin/ripd\nAddress           Kbytes Mode  Offset           Device    Mapping\n000055d000000000 %7d rw--- 0000000000000000 000:00000   [ anon ]\nmapped: %dK    writeable/private: %dK    shared: 0K\n' \
			$kib $((60000 + kib)) $kib >"$1/$stamp.pmap"
		printf '%s\t%d\t%d\tround\t\n' "${stamp#*-}" $((1000000 + 1000 * r)) "$r" >>"$1/events.tsv"
		[ -z "${5:-}" ] || sleep "$5"
		r=$((r + 1))
	done
}
stop_run() { printf '20261101T010000.000Z\t9000000\t\tstop\t\n' >>"$1/events.tsv"; }

write_run leak.run 0 240 12
stop_run leak.run
write_run flat.run 0 240 0
stop_run flat.run

status "a leak is decided" 1 "$analyze" --follow --until decided --no-report leak.run
like "at half of the run" "$out" 'leak   1[0-9][0-9] rounds in'
like "a line says it" "$out" '^1[0-9][0-9] rounds: ripd \(77\): leak, .* KiB a round, decided$'
cp -r leak.run planned.run
echo 'rounds: 140' >>planned.run/run.info
status "a line in half of the rounds that are planned, provisionally" 3 "$analyze" --follow --until decided --no-report planned.run
like "at a look that is exactly there" "$(printf '%s\n' "$out" | grep '^[0-9]* rounds: ' | tail -n 1)" '^70 rounds: ripd \(77\): leak \(provisional\), .* KiB a round, decided$'
status "a pass is not, without a budget" 0 "$analyze" --follow --until decided --no-report flat.run
like "all rounds are judged" "$out" 'flat   241 rounds in'
like "what would decide it is said" "$out" 'ripd \(77\): stable, .*, open \(a budget decides it\)'
status "under a budget it is" 0 "$analyze" --follow --until decided --budget 8K/round --no-report flat.run
like "before the end" "$out" 'flat   ([6-9][0-9]|1[0-9][0-9]) rounds in'
status "without --until the whole run is judged" 1 "$analyze" --follow --no-report leak.run
like "to its end" "$out" 'leak   241 rounds in'

# A stream gives what the folder gives, at the same round, whatever the pace.
tar -cf leak.tar --sort=name leak.run
for way in "cat leak.tar" "dd if=leak.tar bs=3000 status=none" "gzip -c leak.tar"; do
	$way | "$analyze" --follow --until decided --no-report - >stream.txt 2>&1
	is "a stream by ${way%% *}: status" "$?" 1
	is "a stream by ${way%% *}: the same lines" "$(grep ' rounds: ' stream.txt)" "$("$analyze" --follow --until decided --no-report leak.run | grep ' rounds: ')"
done
"$analyze" --follow --until decided -o followed - <leak.tar >/dev/null 2>&1
check "the report is written at the end" test -s followed/report.html
is "nothing is left in TMPDIR" "$(mkdir -p spool; TMPDIR=$tmp/spool "$analyze" --follow --no-report - <leak.tar >/dev/null; ls spool)" ""
status "a cut stream is judged as far as it came" 1 sh -c "head -c 1500000 leak.tar | '$analyze' --follow --no-report -"
unlike "and its end is no damage" "$out$err" 'cut off'

# A folder that grows while it is watched.
write_run live.run 0 20 12
"$analyze" --follow --no-report live.run >live.txt 2>&1 &
pid=$!
write_run live.run 21 80 12
stop_run live.run
wait $pid
is "a folder that grows, to its stop" "$?" 3
pid=
like "all of its rounds" "$(cat live.txt)" 'live   81 rounds in'

# Signals, silence.
write_run waits.run 0 80 12
"$analyze" --follow --no-report waits.run >waits.txt 2>&1 &
pid=$!
tries=0
until grep -q 'rounds: ' waits.txt || [ $tries -ge 100 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -INT $pid
wait $pid
is "SIGINT gives the verdict so far" "$?" 3
pid=
like "with its report" "$(cat waits.txt)" 'waits   81 rounds in'
status "ten intervals without a round end it" 3 "$analyze" --follow --no-report waits.run
like "and say so" "$err" 'waits.run: no round for ten intervals'
like "on the last line, too" "$(printf '%s\n' "$out" | tail -n 1)" 'no more rounds came +exit 3$'

# On a terminal the summary is drawn over the one before: a line that wraps would leave its rest behind.
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
	mkdir small.run && cp -r leak.run/00[0-4]* leak.run/run.info small.run
	head -n 50 leak.run/events.tsv >small.run/events.tsv
	stop_run small.run
	for columns in 200 60; do
		script -qec "stty cols $columns rows 9; '$analyze' --follow --no-report small.run" screen.txt >/dev/null 2>&1 </dev/null
		tr -d '\r' <screen.txt | awk '/rounds judged/, /^$/' | sed 's/\x1b\[[0-9]*[A-Z]//g' >drawn.$columns
		check "a summary of at most $columns columns" test "$(LC_ALL=C.UTF-8 wc -L <drawn.$columns)" -lt $columns
	done
	like "a wide one is whole" "$(cat drawn.200)" '▲ ripd \(77\): leak \(provisional\), .* KiB a round, decided if it lasts to 100 rounds$'
	like "a narrow one lacks its middle" "$(cat drawn.60)" '▲ ripd \(77\): leak .*\.\.\..* to 100 rounds$'
else
	skip "the summary on a terminal" "script gives no terminal here"
fi

# The collector ends in order when the analyzer leaves.
cat >leaky.sh <<'EOF'
#!/bin/sh
# keeps every line that it gets
kept=
while read -r line; do kept="$kept$line$(printf '%04000d' 0)"; echo done; done
EOF
mkfifo ask answer
sh leaky.sh <ask >answer &
pid=$!
exec 3>ask 4<answer
printf '#!/bin/sh\necho more >&3\nread -r line <&4\n' >act.sh
("$collect" -o - -q -i 0 -s 50ms -n 400 -w 20 $pid -- sh "$tmp/act.sh" 2>collect.err; echo $? >collect.status) | "$analyze" --follow --until decided --no-report - >soak.txt 2>&1
is "a soak is stopped by its verdict" "$?" 1
exec 3>&- 4<&-
kill $pid 2>/dev/null
wait $pid 2>/dev/null
pid=
like "before its end" "$(cat soak.txt)" ' (9[0-9]|1[0-9][0-9]) rounds in'

# Killed, and resumed: whoever is killed, what was recorded is whole, and the same run is decided at the same round.
"$bin/leaky" 24 >leaky.pid & pid=$!
sleep 0.2
server=$pid
"$collect" -q -i 0 -s 5ms -n 400 -w 20 --ps never -o resumed.run $server -- kill -USR1 $server &
collector=$!
pid="$server $collector"
"$analyze" --follow --until decided --no-report resumed.run >first.txt 2>&1 &
watcher=$!
tries=0
until grep -q 'rounds: ' first.txt || [ $tries -ge 200 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -9 $watcher $collector
wait $watcher $collector 2>/dev/null
before=$(grep -c '	round	' resumed.run/events.tsv)
"$collect" -q --resume -n +200 -i 0 -s 5ms -w 20 --ps never -o resumed.run $server -- kill -USR1 $server &
collector=$!
pid="$server $collector"
"$analyze" --follow --until decided --no-report resumed.run >second.txt 2>&1
is "a resumed soak is decided" $? 1
kill -INT $collector
wait $collector
is "the collector of a folder goes on, until it is stopped" "$(tail -n 1 resumed.run/events.tsv | cut -f 4)" stop
kill $server
wait $server 2>/dev/null
pid=
"$analyze" --follow --until decided --no-report resumed.run >third.txt 2>&1
check "there were rounds before it was killed" test "$before" -ge 30
is "a third look says what the second said" "$(grep ' rounds: ' third.txt)" "$(grep ' rounds: ' second.txt)"
like "with a leak" "$(cat third.txt)" ' rounds: leaky .*: leak, .*, decided$'
# A stream whose collector is killed ends there.
write_run cut.run 0 120 12
tar -cf cut.tar --sort=name cut.run
"$analyze" --follow --no-report - <cut.tar >cut.txt 2>&1
is "a stream without its stop: the verdict so far" $? 1

# Wrong use.
mkdir never.run
printf 'format: leakline-run 1\ninterval_ms: 100\n' >never.run/run.info
since=$(date +%s)
status "a run that gets no round ends, too" 3 timeout 40 "$analyze" --follow --no-report never.run
check "after ten intervals, of a second at least" test $(($(date +%s) - since)) -lt 39
status "--until alone" 2 "$analyze" --until decided leak.run
like "says what it needs" "$err" 'needs --follow'
status "--until something else" 2 "$analyze" --follow --until never leak.run
status "two runs" 2 "$analyze" --follow leak.run flat.run
status "--merge" 2 "$analyze" --follow --merge leak.run
status "a file that is whole" 2 "$analyze" --follow leak.tar
like "says what it takes" "$err" 'folder of a run, or - for a stream'
status "no such folder" 2 "$analyze" --follow nowhere.run
finish
