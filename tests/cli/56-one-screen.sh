#!/bin/sh
# 56-one-screen - what standard output gets fits a screen: many that could not be judged are few lines, a leak is a dozen.
. tests/tap.sh
cd "$tmp" || exit 2

# 40 processes in 6 rounds: none can be judged.
awk 'BEGIN {
	for (r = 0; r < 6; r++) {
		printf "2026-11-01 00:%02d:00\nUSER PID %%CPU %%MEM VSZ RSS TTY STAT START TIME COMMAND\n", r
		for (p = 0; p < 40; p++)
			printf "root %d 0.0 0.1 5000 %d ? Ss 05:16 0:00 /usr/sbin/d%d\n", 100 + p, 3000 + p + (r * 7919 + p * 31) % 61 * 4, p
	}
}' >many.log
status "40 that could not be judged" 3 "$analyze" --no-report many.log
check "are at most ten lines with words" test "$(printf '%s\n' "$out" | grep -c .)" -le 10
like "with their number" "$out" '^\? inconclusive  40 processes \(-v shows them\)$'
like "and the commonest reason" "$out" '^\? [0-9]+ inconclusive \(insensitive\): .* would tell|^\? [0-9]+ inconclusive \(insensitive\): '
status "-v lists them" 3 "$analyze" -v --no-report many.log
is "each of them" "$(printf '%s\n' "$out" | grep -c '^? d[0-9]* ([0-9]*)  inconclusive')" 40
head -n 42 many.log | grep -vE '/d([6-9]|[1-3][0-9])$' >few.log
status "up to six have a paragraph each" 3 "$analyze" --no-report few.log
unlike "and are not folded" "$out" 'shows them'

# 40 that cannot be judged for several reasons: each is counted once
awk 'function emit(name, pid, kib) { printf "root %d 0.0 0.1 90000 %d ? Ss 05:16 0:00 /usr/sbin/%s\n", pid, kib, name }
BEGIN { for (r = 0; r < 60; r++) {
	printf "2026-11-01 00:%02d:00\nUSER PID %%CPU %%MEM VSZ RSS TTY STAT START TIME COMMAND\n", r
	for (i = 0; i < 20; i++) {
		if (r < 4 && i < 8) emit("brief" i, 200 + i, 3000 + 40 * r)
		if (i < 15) emit("slow" i, 300 + i, 4000 + int(3000 * (1 - exp(-r / 25))) + (r * 7 + i) % 4 * 4)
		if (i < 10) emit("saw" i, 400 + i, 8000 + r % 23 * 400 + (r * 5 + i) % 4 * 4)
		if (i < 7) emit("late" i, 600 + i, 6000 + (r > 56 ? (r - 56) * 300 : 0))
	}
} }' >kinds.log
status "40 for several reasons" 3 "$analyze" --no-report kinds.log
check "are ten lines, too" test "$(printf '%s\n' "$out" | grep -c .)" -le 10
like "those whose reason is not told are counted" "$out" '^\? [0-9]+ inconclusive for other reasons \(-v shows them\)$'
is "and all together are as many" "$(printf '%s\n' "$out" | awk '/^\? [0-9]+ inconclusive/ { sum += $2 } END { print sum }')" 40

run=$root/tests/runs/both-grow
status "a leak" 1 "$analyze" --no-report "$run"/run*
unlike "p and R² are behind -v" "$out" 'R²|straight line'
check "it takes at most 15 lines" test "$(printf '%s\n' "$out" | sed -n '/^▲ leaky (/,/^SYSTEM/p' | grep -c .)" -le 16
status "-v shows them" 1 "$analyze" -v --no-report "$run"/run*
like "the numbers of the method" "$out" 'straight line'
status "--summary short" 1 "$analyze" --no-report --summary short "$run"/run*
unlike "has no reasons" "$out" 'what grew'
like "has the verdict" "$out" '^▲ leak    leaky '
like "and the last line" "$(printf '%s\n' "$out" | tail -n 1)" 'exit 1$'
status "--summary of another kind" 2 "$analyze" --summary long "$run"/run*

# log ROUNDS "name pid first rate"...: a log of ps
log() {
	rounds=$1
	shift
	for one; do echo "$one"; done | awk -v rounds="$rounds" '{ name[NR] = $1; pid[NR] = $2; kib[NR] = $3; rate[NR] = $4; last[NR] = NF > 4 ? $5 : rounds }
	END { for (r = 0; r < rounds; r++) {
		printf "2026-11-01 %02d:%02d:00\nUSER PID %%CPU %%MEM VSZ RSS TTY STAT START TIME COMMAND\n", r / 60, r % 60
		for (i = 1; i <= NR; i++)
			printf "root %d 0.0 0.1 90000 %d ? Ss 05:16 0:00 /usr/sbin/%s\n", pid[i], kib[i] + rate[i] * (r < last[i] ? r : last[i]) + (r * 7919 + i * 31) % 61 % 3 * 4, name[i]
	} }'
}
log 100 "leaky 10 10000 20" "leaky 11 10000 24" "leaky 12 10000 20" "leaky 13 10000 20" "leaky 14 10000 20" "leaky 15 10000 20" "big 20 8000 17000 20" >six.log
status "alike siblings" 0 "$analyze" --group none six.log
is "stand once" "$(printf '%s\n' "$out" | grep -c '^△ leaky (')" 1
like "with the number of the others" "$out" '^△ leaky \(11\)  suspect  and 5 more like it$'
like "rows beyond three are a line" "$out" '^△ suspect  3 more like those \(-v shows them\)$'
is "the last line but one says where the report is" "$(printf '%s\n' "$out" | tail -n 2 | head -n 1)" 'report: six.log.report/report.html'
check "which is there" test -s six.log.report/report.html
like "the page tells siblings apart" "$(cat six.log.report/report.md)" 'leaky. \(11\)'
unlike "no report, no line" "$("$analyze" --no-report six.log)" '^report:'
status "-v" 0 "$analyze" -v --no-report --group none six.log
is "lists each" "$(printf '%s\n' "$out" | grep -c '^△ leaky (')" 6

# a stable row whose change the rate does not explain says what it was: 20 rounds of warm-up make 400 KiB; 240 need no words
log 100 "filled 30 9000 20 20" "little 31 9000 12 20" "flat 32 9000 0" >risen.log
"$analyze" --no-report risen.log >risen.out 2>&1
like "its row" "$(cat risen.out)" '^● stable  filled .* \+40[0-9] +[0-9.]+ KiB/round$'
like "its reason" "$(tr '\n' ' ' <risen.out)" '● filled \(30\): it .*no longer grows; a leak above'
like "of the others the table says what would have shown" "$(cat risen.out)" '^● stable  flat  .* [0-9.]+ KiB/round$'
unlike "which needs no more words" "$(cat risen.out)" '^● (little|flat) \('
log 100 "one 41 9000 0" "two 42 9000 0" "three 43 9000 0" "filled 44 9000 20 20" "five 45 9000 0" >five.log
"$analyze" --no-report five.log >five.out 2>&1
is "of five, that with a rise" "$(sed -n 's/^● \([a-z]*\) (.*/\1/p' five.out) $(grep -c '^● [a-z]* (' five.out)" "filled 1"
log 100 "one 41 9000 20 20" "two 42 9000 20 20" "three 43 9000 20 20" "four 44 9000 20 20" "five 45 9000 0" >rises.log
"$analyze" --no-report rises.log >rises.out 2>&1
is "three of four at most" "$(grep -c '^● [a-z]* (' rises.out)" 3
like "and how many more" "$(cat rises.out)" '^1 more is stable \(-v says why\)$'

# the column of what would have shown: a figure, what stands behind it, or what stands for it
"$analyze" --no-report "$root/tests/runs/insensitive/run.tar.xz" >column.out 2>&1
like "the column of what would have shown" "$(cat column.out)" '^VERDICT  .*  WOULD HAVE SHOWN$'
like "the row of one that could not be judged, with its reason" "$(cat column.out)" '^\? inconclusive .* [0-9.]+ KiB/round  insensitive$'
like "a provisional leak says why" "$("$analyze" --no-report "$root/tests/runs/perl-grows/run.tar.xz" 2>&1)" '^▲ leak .*  provisional: .'
like "no figure beside a rate of more than that" "$("$analyze" --no-report "$root/tests/runs/decelerating/run.tar.xz" 2>&1)" '^\? inconclusive .* \+10.576  decelerating$'
unlike "where no row has one, there is no column" "$("$analyze" --no-report "$run"/run* 2>&1)" 'WOULD HAVE SHOWN'
unlike "nor in a short summary" "$("$analyze" --no-report --summary short risen.log)" '● filled'

# a long name that is not elided takes no column from the table; no row ends in blanks
log 30 "$(printf '%060d' 0 | tr 0 b) 50 9000 0" >long.log
like "a long name drops no column" "$("$analyze" --no-report long.log)" '^VERDICT .* RSS END KiB  CHANGE'
unlike "no row ends in blanks" "$("$analyze" -v --no-report "$root/samples/frr.run.tar.xz" | grep '^. leak ')" ' $'

# a pause of a day: judged by time, rates are those of the usual round, and the first line says how long that is
{ log 30 "paused 40 9000 20"; log 30 "paused 40 9600 20" | sed 's/^2026-11-01/2026-11-02/'; } >pause.log
like "how long a round is that rates speak of" "$("$analyze" --no-report pause.log 2>&1 | head -n 1)" ', 1 process, a round counts as 1 min 0 s$'
unlike "not said where rounds are alike" "$("$analyze" --no-report risen.log 2>&1 | head -n 1)" 'counts as'

# what would contradict itself
like "no leak, and memory that rose" "$("$analyze" --no-report --format md -p big six.log)" '^### No leak found; 1 process ends 332\.0.*MiB above its start$'
status "rounds that are left out" 0 "$analyze" --no-report --skip 50 -p 11 six.log
like "are in no change" "$out" ' \+1.*1[78][0-9]  no-private$'
like "nor in a sentence" "$out" 'RSS 11.*2[0-9][0-9] → 12.*3[0-9][0-9] KiB \(\+1.*1[78][0-9]\)'
status "growth within a budget" 0 "$analyze" --no-report --budget 60K/round -p 11 six.log
like "is said to be that" "$out" '^● leaky \(11\): a growth of 24\.00 ± 0\.[0-9]+ KiB a round is certain to be below the budget of 60'
{ log 3 "late 10 18000 20"; log 100 "late 10 10000 20" | sed 's/^2026-11-01/2026-11-02/'; } >drop.log
like "a growth that ends below its start says why" "$("$analyze" --no-report drop.log)" 'given back|readings that swing'
run=$root/tests/runs/both-grow/run.tar.xz
echo 'known leaky until 2099-01-01' >known
status "a known leak" 0 "$analyze" --no-report --gate known "$run"
like "is called known by the last line" "$(printf '%s\n' "$out" | tail -n 1)" '^1 leak \(known\), .* exit 0$'
like "and without a reason by its verdict" "$out" '^▲ leaky \(1000\)  leak  known$'
echo 'known leaky until 2020-01-01' >known
status "whose day is over" 1 "$analyze" --no-report --gate known "$run"
like "says so" "$out" '^▲ leaky \(1000\)  leak  known until 2020-01-01 only$'
like "and it decided" "$(printf '%s\n' "$out" | tail -n 1)" 'no longer known: leaky      exit 1$'
unlike "a leak is not called noise" "$("$analyze" -v --no-report "$run")" 'noise may look'
unlike "what was set aside is behind -v" "$("$analyze" --no-report "$root/tests/runs/pulse/run.tar.xz")" 'set aside'
like "and there" "$("$analyze" -v --no-report "$root/tests/runs/pulse/run.tar.xz")" 'set aside: rounds 30'

# what stands out: lines below a table that do not begin in the column of its names
ragged() {
	sed 's/[▲△●]/?/' | awk '/^VERDICT/ { at = index($0, "PROCESS") } !NF || !at { at = 0; next } /^[? ] / && (substr($0, at - 1, 1) != " " || substr($0, at, 1) == " ")'
}
# every verdict that is printed takes at most 15 lines, its title among them
for run in "$root"/tests/runs/*/run.tar.xz "$root"/samples/*.run.tar.xz; do
	"$analyze" --no-report "$run" >run.out 2>/dev/null
	awk -v run="$run" '/^[▲△?] .* \([0-9]+\)  / { n = 0; in_it = 1 } !NF || /^SYSTEM/ { in_it = 0 } in_it && ++n == 16 { print run }' run.out >>long
	ragged <run.out >>out_of_line
done
is "no verdict takes more than 15 lines" "$(cat long)" ""
is "what is folded stands in the column of the names" "$(cat out_of_line)" ""
awk '{ print } /COMMAND$/ { printf "root 10 0.0 0.1 90000 %d ? Ss 05:16 0:00 /usr/sbin/leaky\n", 9000 + 24 * r++ }' kinds.log >mixed.log
status "a row beside others that are folded" 0 "$analyze" --no-report mixed.log
like "has their column" "$out" '^\? inconclusive  40 others'
is "also where no row has their verdict" "$(printf '%s\n' "$out" | ragged)" ""

# quiet groups of a whole host are two lines
set --
awk 'BEGIN { for (i = 0; i < 24; i++) print "w" int(i / 4), 100 + i, 9000, 0 }' >host
while read -r one; do set -- "$@" "$one"; done <host
log 30 "$@" >host.log
status "groups of a whole host" 0 "$analyze" --no-report host.log
is "fold" "$(printf '%s\n' "$out" | grep -c '^GROUP')" 1
like "with their number" "$out" '^GROUP  ● stable: 6 groups \(-v shows them\)$'
is "-v lists them" "$("$analyze" -v --no-report host.log | grep -c '^GROUP  name w')" 6
like "members are said to count with their group" "$out" '^● stable  24 processes, all counted with their group \(-v shows them\)$'
like "as the last line counts these" "$out" ' 6 stable  '
log 30 "$@" "lone 201 9000 0" "sole 202 9000 0" >beside.log
status "groups and others" 0 "$analyze" --no-report beside.log
like "are told apart" "$out" '^● stable  26 processes, 24 of them counted with their group \(-v shows them\)$'
like "in a number that fits the last line" "$out" ' 8 stable  '
run=$root/tests/runs/recycled-workers/run.tar.xz
"$analyze" --fail-on never --group none -o lede "$run" >/dev/null 2>&1
like "siblings have their PID on the page" "$(cat lede/report.html)" '<b>php-fpm8\.2 \(20013\)</b> takes'

# a resumed run counts all of its rounds
sleep 600 &
pid=$!
cleanup() { kill $pid 2>/dev/null; }
wait_for_name $pid sleep
"$collect" -w 0 -n 3 -i 10ms -s 0 -o s.run $pid -- true 2>/dev/null
"$collect" --resume -n +2 -i 10ms -s 0 -o s.run $pid -- true 2>err
like "--resume counts all rounds" "$(cat err)" '6 rounds are in .*s\.run, 2 of them new$'
like "and its share of the disk" "$(cat err)" ', the rest [0-9]'
"$collect" --resume -n 3 -i 10ms -s 0 -o s.run $pid -- true 2>err
like "where none is new, it says how to get more" "$(cat err)" '6 rounds are in .*s\.run, 0 of them new \(-n counts them all, -n \+N records N more\)$'

# errors that help
try() { "$analyze" --no-report "$@" six.log 2>&1; }
like "units of a rate" "$(try --budget 4X/round)" 'K, M or G .* /round, /s, /min, /hour or /day'
like "the unit that is wrong" "$(try --inject 1T/round)" "^leakline-analyze: --inject '1T/round': its unit is none of B, K, M and G \(1T is 1024G\); RATE: "
like "the time that is" "$(try --inject 1K/fortnight)" "--inject '1K/fortnight': its time is none that is known; RATE: "
like "the time that lacks" "$(try --inject 1K)" "--inject '1K': it does not say a round, or in which time; RATE: "
like "and why a small k is none" "$(try --inject 4k/round)" "--inject '4k/round': its unit is none of B, K, M and G: k may be 1000 or 1024 \(K is 1024 bytes\); RATE: "
like "and that it is, of 4KB" "$(try --inject 4KB/round)" "--inject '4KB/round': its unit is none of B, K, M and G \(K is 1024 bytes\); RATE: "
like "the size that is no number" "$(try --inject -5K/round)" "--inject '-5K/round': its size is no number; RATE: "
like "the word that was meant" "$(try --format jsn)" 'did you mean json\?'
like "a PID is no name" "$(try -p 99)" 'the PID 99 '
like "--json" "$(try --json)" '^\{"'
like "--pid" "$(try --pid 20)" ', 1 process'
for rate in 4KiB/round 4K/hour 1M/5min 100B/round 1K/1d; do
	unlike "$rate is read" "$(try --budget "$rate")" 'will not do'
done

# pidstat in German: its averages are no round
{
	printf 'Linux 6.1.0 (host) \t28.11.2026 \t_x86_64_\t(2 CPU)\n\n'
	awk 'BEGIN { head = "      UID       PID  minflt/s  majflt/s     VSZ     RSS   %MEM  Command"
		for (r = 0; r < 30; r++) printf "10:%02d:00%s\n10:%02d:01        0        10      0,50      0,00   %d    %d   0,05  leaky\n\n", r, head, r, 50000 + r * 20, 10000 + r * 20
		printf "Durchschn.:%s\nDurchschn.:        0        10      0,50      0,00   50300    10300   0,05  leaky\n", head }'
} >de.log
like "the averages of pidstat are no round" "$("$analyze" --no-report de.log)" '^de\.log   30 rounds'
finish
