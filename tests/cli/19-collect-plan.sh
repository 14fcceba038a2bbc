#!/bin/sh
# 19-collect-plan - --plan: 12 rounds, and what they show of the targets.
. tests/tap.sh
cd "$tmp" || exit 2

cp "$(command -v sleep)" "$tmp/dozer"
./dozer 1000 >/dev/null 2>&1 & dozer=$!
python=$(python3 -c 'import sys; print(sys.executable)')
# grows and shrinks by 8 MiB
"$python" -c '
import mmap, time
while True:
    time.sleep(0.05)
    x = mmap.mmap(-1, 8 << 20)
    x.write(bytes(8 << 20))
    time.sleep(0.05)
    x.close()' >/dev/null 2>&1 & python=$!
wait_for_name "$dozer" dozer
sleep 0.3
cleanup() { kill "$dozer" "$python"; }

status "a plan" 0 "$collect" -q --plan -i 30ms -o "a plan.run" $dozer $python
is "nothing is said before a quick one" "$err" ""
is "has twelve rounds" "$(ls "a plan.run"/*.status | wc -l)" 12
is "and no warm-up" "$(grep warmup "a plan.run/run.info")" ""
rss=$(sed -n "/^Pid:	$dozer\$/,/^VmRSS/p" "a plan.run"/*.status | sed -n 's/^VmRSS:[^0-9]*\([0-9]*\) kB/\1/p' | sort -n)
like "the spread of a target" "$out" "^dozer\\[$dozer\\]: RSS $(printf '%s\n' "$rss" | head -n 1) to $(printf '%s\n' "$rss" | tail -n 1) KiB in 12 rounds, a spread of "
spread=$(printf '%s\n' "$out" | sed -n "s/.*\\[$python\\]: .* a spread of \\([0-9]*\\) KiB/\\1/p")
[ "$spread" -ge 8000 ] && pass "of one that varies" || fail "a spread of $spread KiB" "$out"
like "its runtime" "$(printf '%s\n' "$out" | grep -A2 "\\[$python\\]" | sed -n 2p)" '(glibc|musl), CPython$'
like "what to add to ACTION" "$(printf '%s\n' "$out" | grep -A2 "\\[$python\\]" | sed -n 3p)" 'ACTION: .*gc\.collect\(\)$'
unlike "nothing for one without a runtime" "$(printf '%s\n' "$out" | grep -A2 "\\[$dozer\\]" | sed -n 3p)" 'collect'
like "bytes a round and a day" "$out" "^disk: $(cat "a plan.run"/0011-* | wc -c) bytes a round \\([0-9.]+ KiB\\), a day [0-9.]+ GiB with a round in 30 ms\$"
like "the time of what a verdict takes" "$out" '^time: 100 rounds take about 3 s$'
command=$(printf '%s\n' "$out" | tail -n 1)
is "the analyzer's command, quoted" "$command" "leakline-analyze '$tmp/a plan.run'"
(PATH=$bin:$PATH && eval "$command" >judged 2>&1)
like "judges the run" "$(cat judged)" '^a plan +12 rounds in .*, 2 processes'
status "with ACTION and -n" 0 "$collect" -q --plan -s 0 -n 3 --also maps -o act.run dozer -- sleep 0.05
is "as many as -n says" "$(ls act.run/*.status | wc -l)" 4
like "a day of rounds as long as these" "$out" 'a day [0-9.]+ GiB with a round in ([5-9][0-9]|[1-9][0-9][0-9]) ms$'
like "which lacks nothing" "$out" '^  ACTION: nothing to add$'
status "with the -n of the run that is planned" 0 "$collect" --plan -s 0 -n 12 -o long.run dozer -- true
like "it says how many rounds that makes" "$err" '^leakline-collect: --plan: 13 rounds, as -n says \(12 without it: '
status "12 are its own number" 0 "$collect" --plan -s 0 -n 11 -o short.run dozer -- true
unlike "of which it need not speak" "$err" '--plan: '
status "through tools" 0 "$collect" -q --plan -i 10ms --source tools -o tools.run dozer
like "says the same" "$out" 'allocator and runtime: (glibc|musl)$'
status "into a tar" 2 "$collect" --plan -o - dozer
status "standard output is full" 3 sh -c "'$collect' -q --plan -n 1 -i 10ms -o full.run dozer >/dev/full"
like "is said" "$err" 'standard output: No space left on device \(the rounds are in .*full\.run\)$'
status "one that takes minutes" 1 timeout --preserve-status -s INT 1 "$collect" --plan -i 10s -n 3 -o slow.run dozer
like "is told at once" "$err" '^leakline-collect: --plan: 4 rounds, 10 s apart \(a shorter -i will do to plan with\)'
# a host may be called anything; a run's name is one of a file
if unshare -u sh -c 'echo x >/proc/sys/kernel/hostname' 2>/dev/null; then
	for name in "-a b/c" ".hidden" "a;\$(id)"; do
		mkdir "of $number" && (cd "of $number" && unshare -u sh -c 'printf %s "$1" >/proc/sys/kernel/hostname && exec "$2" -q -w 0 -n 0 "$3"' - "$name" "$collect" "$dozer")
		like "the run of the host '$name'" "$(ls "of $number")" '^(ha-b-c|hhidden|a---id-)-20[0-9]{6}T[0-9]{6}\.[0-9]{3}Z\.run$'
	done
else
	skip "odd names of hosts" "no right to have one"
fi
finish
