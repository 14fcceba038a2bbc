#!/bin/sh
# 57-more-rounds - the command that the analyzer prints records as many more rounds as it asks for.
. tests/tap.sh
cd "$tmp" || exit 2
PATH=$bin:$PATH
pid=
cleanup() { [ -z "$pid" ] || kill $pid 2>/dev/null; }
sleep 600 & pid=$!
wait_for_name $pid sleep
folder="it's a run"
"$collect" -q -w 0 -n 4 -i 10ms -s 0 -o "$folder" $pid -- true
command=$("$analyze" --no-report -q "$folder" 2>/dev/null | sed -n 's/^more rounds: //p')
like "the command is printed" "$command" "^leakline-collect --resume -n \\+[0-9]+ -o 'it.*s a run' -i 10ms -s 0ms $pid -- true\$"
# durations as people write them
cp -r "$folder" units.run
for unit in 60000:1m 1500:1500ms 7200000:2h 2000:2s; do
	sed -i "s/^settle_ms: .*/settle_ms: ${unit%:*}/" units.run/run.info
	like "${unit%:*} ms" "$("$analyze" --no-report -q units.run 2>/dev/null)" " -s ${unit#*:} $pid -- true\$"
done
more=$(printf '%s\n' "$command" | sed 's/.* -n +\([0-9]*\).*/\1/')
before=$(grep -c '	round	' "$folder/events.tsv")
check "it runs as it is" sh -c "$command"
is "and records that many" "$(grep -c '	round	' "$folder/events.tsv")" $((before + more))
tar -cf run.tar "$folder"
unlike "an archive cannot be resumed" "$("$analyze" --no-report -q run.tar 2>/dev/null)" 'more rounds'

# a command that is too long for a report would be cut: of many PIDs it takes those of run.info
mkdir "it's many"
for i in $(seq 60); do sleep 600 & pid="$pid $!"; done
"$collect" -q -w 0 -n 4 -i 10ms -s 0 -o "it's many/a.run" $pid -- true
command=$("$analyze" --no-report -q "it's many/a.run" 2>/dev/null | sed -n 's/^more rounds: //p')
like "many PIDs" "$command" " \\\$\\(sed -n 's/.targets: //p' <'it.*s many/a\\.run/run\\.info'\\) -- true\$"
check "it runs as it is" sh -c "$command"
is "with all of them" "$(tail -n 1 "it's many/a.run/events.tsv" | cut -f 4,5) $(ls "it's many/a.run" | grep -c status)" "stop	rounds $((5 + $(printf '%s\n' "$command" | sed 's/.* -n +\([0-9]*\).*/\1/')))"
sed -i "s/^targets: .*/targets: $(seq -s ' x' 400)/" "it's many/a.run/run.info"
unlike "names that are too many are no command" "$("$analyze" --no-report -q "it's many/a.run" 2>/dev/null)" 'more rounds'
kill ${pid#* }
pid=${pid%% *}

# as often in a round as before
"$collect" -q -w 0 -n 4 -i 10ms -s 0 -r 3 -o often.run $pid -- true
like "and how often the action ran in a round" "$("$analyze" --no-report -q often.run 2>/dev/null)" "^more rounds: .* -s 0ms -r 3 $pid -- true\$"
sed -i '/^times/d' often.run/run.info
often=$("$analyze" --no-report -q often.run 2>/dev/null | sed -n 's/^more rounds: //p')
like "which the events tell where run.info is of an earlier version" "$often" " -s 0ms -r 3 $pid -- true\$"
check "so the run goes on" sh -c "$(printf '%s\n' "$often" | sed 's/ -n +[0-9]*/ -q -n +2/')"

# an action whose words a shell would split
rm -rf quoted.run
"$collect" -q -w 0 -n 4 -i 10ms -s 0 -o quoted.run $pid -- sh -c 'echo "a b" "it'"'"'s $1"' sh 'c  d'
is "run.info has it as a shell reads it" "$(sed -n 's/^action: //p' quoted.run/run.info)" "sh -c 'echo \"a b\" \"it'\"'\"'s \$1\"' sh 'c  d'"
command=$("$analyze" --no-report -q quoted.run 2>/dev/null | sed -n 's/^more rounds: //p')
check "and the command for more runs" sh -c "$command"
is "the same action" "$(grep -c "^a b it's c  d\$" quoted.run/action.log)" "$(($(grep -c '	round	' quoted.run/events.tsv) - 1))"
sed -i "s/^action: .*/action: sh -c 'echo/" quoted.run/run.info
unlike "what is not whole is no command" "$("$analyze" --no-report -q quoted.run 2>/dev/null)" 'more rounds'
sed -i 's/^action: .*/action: sh -c "$(reboot)"/' quoted.run/run.info
unlike "nor what a shell would run" "$("$analyze" --no-report -q --format md quoted.run 2>/dev/null)" 'to repeat'

# an experiment goes on with the same design, and is told how many rounds its blocks lack
rm -rf drawn.run
"$collect" -q -w 0 -n 16 -i 10ms -s 0 --block 2 --control 'true; # "idle"' --action "a=echo 'x; c=y' >>said" --action 'b=true' -r 1-2 -o drawn.run $pid -- echo "it's  z"
command=$("$analyze" --no-report -q drawn.run 2>/dev/null | sed -n 's/^more rounds: //p')
like "its command has the design" "$command" "--control 'true; # \"idle\"' --block 2 -r 1-2 --action 'a=echo .*' --action b=true $pid -- echo 'it.*s  z'\$"
more=$(printf '%s\n' "$command" | sed 's/.* -n +\([0-9]*\).*/\1/')
check "which is accepted" sh -c "$(printf '%s\n' "$command" | sed 's/ -n +[0-9]*/ -q -n +12/')"
is "and recorded" "$(grep -c '	round	' drawn.run/events.tsv)" 29
is "the program's words are as they were" "$(cat drawn.run/action.log 2>/dev/null | grep -c "^it's  z\$")" "$(sed -n 's/.*arm=action times=//p' drawn.run/events.tsv | awk '{ n += $1 } END { print n + 0 }')"
like "report.md says how to repeat it" "$("$analyze" --no-report -q --format md drawn.run 2>/dev/null)" 'to repeat: `leakline-collect -n 16 -w 0 .*--control .* --action b=true'
sed -i 's/^action: .*/action: a=echo; b=x; b=true; action=echo/' drawn.run/run.info
unlike "what may be two actions is no command" "$("$analyze" --no-report -q drawn.run 2>/dev/null)" 'more rounds'

# what else a run has beside its targets is recorded again: descendants, kinds that were asked for, over the same connection
rm -rf whole.run far.run
slabs=
head -n 1 /proc/slabinfo >slabinfo 2>/dev/null && [ -s slabinfo ] && slabs=,slabinfo # of root alone
"$collect" -q -w 0 -n 4 -s 20ms --tree --also smaps_rollup,heap$slabs -o whole.run $pid -- true
command=$("$analyze" --no-report -q whole.run 2>/dev/null | sed -n 's/^more rounds: //p')
like "a tree, its kinds, the time to settle" "$command" "-o whole.run -s 20ms --tree --also smaps_rollup,heap$slabs $pid -- true\$"
check "they go on" sh -c "$(printf '%s\n' "$command" | sed 's/ -n +[0-9]*/ -q -n +2/')"
is "in each round" "$(ls whole.run | grep -c '^000[56].*\.\(heap\|smaps_rollup\)$')" 4
is "as soon after the action" "$(awk -F'\t' '$4 == "action" { done = $2 } $4 == "round" && $3 > 4 { n += $2 - done < 500 } END { print n }' whole.run/events.tsv)" 2
"$collect" -q -w 0 -n 4 -s 0 --via 'sh -c' -o far.run $pid -- true
like "a connection" "$("$analyze" --no-report -q far.run 2>/dev/null | sed -n 's/^more rounds: //p')" "-s 0ms --via 'sh -c' $pid -- true\$"

# a leak that is provisional, as its rounds are cold, asks for those that it lacks
mkdir cold.run
printf 'format: leakline-run 1\npage_size: 4096\ntargets: ripd\ninterval_ms: 1000\nwarmup_rounds: 0\n' >cold.run/run.info
r=0
while [ $r -lt 60 ]; do
	stamp=$(printf '%04d-20261101T0000%02d.000Z' $r $r)
	kib=$((8000 + r * 24 + r * 7919 % 13 * 4))
	printf 'Name:\tripd\nState:\tS (sleeping)\nTgid:\t77\nPid:\t77\nVmRSS:\t%8d kB\nRssAnon:\t%8d kB\nRssFile:\t    3000 kB\nRssShmem:\t       0 kB\nVmSwap:\t       0 kB\n' $((3000 + kib)) $kib >cold.run/$stamp.status
	printf '77:   /usr/sbin/ripd\nAddress           Kbytes Mode  Offset           Device    Mapping\n000055d000000000 %7d rw--- 0000000000000000 000:00000   [ anon ]\nmapped: %dK    writeable/private: %dK    shared: 0K\n' $kib $kib $kib >cold.run/$stamp.pmap
	r=$((r + 1))
done
like "a cold leak asks for 100 rounds in all" "$("$analyze" --no-report -q cold.run 2>/dev/null)" '^more rounds: leakline-collect --resume -n \+40 -o cold.run -i 1s ripd$'

# a group that is young asks for the rounds that it lacks, though the members of another one are replaced
mkdir young.run
printf 'format: leakline-run 1\npage_size: 4096\ntargets: worker young\ninterval_ms: 1000\nwarmup_rounds: 0\n' >young.run/run.info
for r in $(seq 0 59); do
	awk -v r="$r" 'function put(name, pid, kib) {
		printf "Name:\t%s\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nRssFile:\t3000 kB\nRssShmem:\t0 kB\nVmSwap:\t0 kB\n", name, pid, pid, kib + 3000, kib
	}
	BEGIN {
		put("worker", 100 + int(r / 8), 8000 + r * 7919 % 13 * 4); put("worker", 200 + int((r + 4) / 8), 8000 + r * 7927 % 13 * 4)
		if (r >= 50) { put("young", 301, 5000 + r * 40 + r * 7919 % 13 * 16); put("young", 302, 5000 + r * 40 + r * 7907 % 13 * 16) }
	}' >"young.run/$(printf '%04d-20261101T0000%02d.000Z' "$r" "$r").status"
done
young=$("$analyze" --no-report -q young.run 2>/dev/null)
total=$(printf '%s\n' "$young" | tr -s '\n ' ' ' | sed -n 's/.*warm-up; about \([0-9]*\) rounds in all would tell.*/\1/p')
like "a young group beside one that is recycled asks for what it lacks" "$young" "^more rounds: leakline-collect --resume -n \\+$((total - 10)) -o young.run "

# report.md: what a stranger needs, and nothing of other processes
run=$root/tests/runs/both-grow/run.tar.xz
"$collect" -q -w 0 -n 8 -s 20ms -o plain.run $pid -- true
"$analyze" --no-report -q --format md plain.run >plain.md 2>/dev/null
for what in '^- 9 rounds in ' '^- targets: ' '^- action in each round: `true`$' '^- host: `' '^- Linux: `' '^- recorded by: `leakline-collect [0-9]' '^- judged by: leakline-analyze [0-9]' \
	'^- to repeat: `leakline-collect -n 8 -s 20ms sleep -- true`$'; do
	like "report.md: $what" "$(cat plain.md)" "$what"
done
"$collect" -q -n 12 -s 0 -o usual.run $pid -- true
like "the usual warm-up goes without saying" "$("$analyze" --no-report -q --format md usual.run 2>/dev/null)" '^- to repeat: `leakline-collect -n 12 -s 0ms sleep -- true`$'
unlike "report.md has no HTML" "$(cat plain.md)" '<[a-z/]'
sh "$root/tests/runs/make-run" leaks leaks.run >/dev/null
unlike "nor processes that are no targets" "$("$analyze" --no-report --format md leaks.run 2>/dev/null)" 'postgres'
like "unless they are asked for" "$("$analyze" -v --no-report --format md leaks.run 2>/dev/null)" 'postgres.*is no target, but grows'
finish
