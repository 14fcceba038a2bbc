#!/bin/sh
# 19-collect-disk - how much a run takes is said before; --thin removes bulky files of old rounds, and no verdict needs them.
. tests/tap.sh
cd "$tmp" || exit 2

cp "$(command -v sleep)" dozer
./dozer 1000 >/dev/null 2>&1 & dozer=$!
wait_for_name "$dozer" dozer
cleanup() { kill "$dozer"; }

status "one round" 0 "$collect" -n 0 -i 1m -o one.run dozer
like "it is said what it takes" "$err" 'a round takes [0-9.]+ KiB, a day [0-9.]+ [KM]iB, the run [0-9.]+ KiB$'
bytes=$(cat one.run/0000-* | wc -c)
said=$(printf '%s\n' "$err" | sed -n 's/.*a round takes \([0-9]*\).*/\1/p')
[ $((said * 1024)) -ge $((bytes - 1024)) ] && [ $((said * 1024)) -le $((bytes + 1024)) ] && pass "that is what it took" || fail "said $said KiB, took $bytes bytes"
status "a month of seconds" 1 timeout --preserve-status -s INT 0.5 "$collect" -n 1000000000 -i 1s -o much.run dozer
like "what is free, and how to take less" "$err" 'the run [0-9.]+ [TP]iB in 11574 days at least; only .* are free \(less with --ps ends or --thin N\)$'
least() {
	want=$1
	shift
	timeout --preserve-status -s INT 0.3 "$collect" "$@" >"$tmp/stream" 2>"$tmp/least"
	rm -rf least.run
	like "at least $want: $*" "$(cat "$tmp/least")" " in $want at least\$"
}
least '1\.7 h' -n 100 -i 1m -o least.run dozer
least '7 days' -n 10080 -i 1m -o least.run dozer
least '60 s' -n 12 -i 5s -o least.run dozer
least '1 s' -n 9 -w 1 -s 100ms -o least.run dozer -- true
least '2\.3 h' -n 100 -w 40 -s 1s -i 1m -o least.run dozer -- true
least '1\.7 h' -n 100 -i 1m -o - dozer
is "a stream takes no disk" "$(grep -c 'a round takes' "$tmp/least")" 0
status "what ends before" 0 "$collect" -n 100 -i 1m --duration 100ms -o least.run dozer
unlike "has no such time" "$err" 'at least'
status "a short stream" 0 "$collect" -n 2 -i 10ms -o - dozer
is "has no line for it" "$err" ""
status "-q" 0 "$collect" -q -n 0 -o quiet.run dozer
is "says nothing" "$err" ""

kinds="--also maps,smaps,slabinfo,smaps_rollup"
left() { ls "$1" | sed -n "s/^\\([0-9]*\\)-.*\\.$2\$/\\1/p" | tr '\n' ' '; }
"$collect" -q -n 45 -i 10ms $kinds -o whole.run dozer
cp -r whole.run thin.run
status "a run that goes on with --thin 20" 0 "$collect" -q -n +15 -i 10ms $kinds --resume --thin 20 -o thin.run dozer
want=$(for i in 0 10 20 30 40 $(seq 41 60); do printf '%04d ' $i; done)
all=$(for i in $(seq 0 60); do printf '%04d ' $i; done)
for kind in ps maps smaps slabinfo; do
	[ -s whole.run/0000-*.$kind ] || { skip "$kind" "there is none here"; continue; }
	is "$kind: of old rounds each tenth is left" "$(left thin.run $kind)" "$want"
done
for kind in status stat pmap meminfo smaps_rollup; do
	is "$kind: all are left" "$(left thin.run $kind)" "$all"
done
thinned=$(grep '	thinned	' thin.run/events.tsv)
like "events say what" "$thinned" '	48	thinned	ps,maps,smaps(,slabinfo)? rounds=1-28 kept=10$'
is "the ranges go on where the one before ended" "$(printf '%s\n' "$thinned" | sed 's/.*rounds=//; s/ .*//' | tr '\n' ' ')" "1-28 29-31 32-34 35-37 38-40 "

# The same run with all that was removed: no verdict on a target differs.
cp -r thin.run back.run
cp whole.run/0* back.run
for run in thin back; do
	"$analyze" -q --no-report --format json -p dozer $run.run >$run.json 2>/dev/null
	echo $? >$run.code
	jq -S '.runs[0].processes // .processes' $run.json >$run.processes
done
like "the target is judged" "$(cat thin.processes)" '"verdict"'
check "the verdict is the same, with all its numbers" cmp thin.processes back.processes
is "so is the exit status" "$(cat thin.code)" "$(cat back.code)"
status "--thin and a tar" 2 "$collect" -n 1 --thin 5 -o a.tar dozer
status "--thin 0" 2 "$collect" -n 1 --thin 0 -o a.run dozer
finish
