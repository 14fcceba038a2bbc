#!/bin/sh
# 34-bare-loops - what a loop with grep, tail, cat or --no-headers left of ps, pmap, status and smaps: no line says what it is of.
. tests/tap.sh

rounds=25
row() { printf '%-8s %7d  0.0  0.1  20000  %4d ?        Ss   %s   0:01 %s\n' "$1" "$2" "$3" "${5:-05:00}" "$4"; }
date_of() { printf 'Mon Nov 23 05:%02d:00 UTC 2026\n' "$1"; }
log() { # TOOLS...: 25 rounds of them
	i=0
	while [ $i -lt $rounds ]; do
		for tool; do "$tool" $i; done
		i=$((i + 1))
	done >"$tmp/bare.log"
	"$analyze" --no-report -v "$tmp/bare.log" >"$tmp/out" 2>&1
	out=$(cat "$tmp/out")
}
daemon() { row root 2417 $((1500 + 24 * $1)) './leaky -f'; }
worker() { row root 2418 9000 './leaky -w'; }
greps() { row me $((3000 + $1)) 2076 'grep leaky' "05:$((10 + $1))"; }
heads() { echo 'USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND'; }
sums() { printf 'mapped: 6396K    writeable/private: %dK    shared: 0K\n' $((412 + 24 * $1)); }
others() { echo 'mapped: 7000K    writeable/private: 900K    shared: 0K'; }
sizes() { printf 'VmRSS:\t    %d kB\n' $((1500 + 24 * $1)); }
path() { printf '/proc/%s/status:%s:\t    %d kB\n' "$2" "$3" "$4"; }
paths() {
	path "$1" 2417 VmPeak 90000
	path "$1" 2417 VmLck 0
	path "$1" 2417 VmRSS $((1500 + 24 * $1))
	path "$1" 2418 VmPeak 90000
	path "$1" 2418 VmLck 0
	path "$1" 2418 VmRSS 9000
}
anon() { printf 'RssAnon:\t    %d kB\n' $((500 + 24 * $1)); }

for tools in "daemon" "daemon greps" "greps daemon" "daemon worker" "daemon worker greps"; do
	# shellcheck disable=SC2086 # words
	log $tools
	like "ps aux, $tools: its rounds" "$out" '^bare\.log *25 rounds, '
	like "ps aux, $tools: the leak" "$out" 'suspect +leaky +2417 .*\+24\.0 '
	like "ps aux, $tools: how it was read" "$out" 'no header is in it: rows are read as those of ps aux, a round begins where a PID'
	# shellcheck disable=SC2086
	log date_of $tools
	like "date and $tools: its rounds" "$out" '^bare\.log *25 rounds in 24 min 0 s, '
	like "date and $tools: the leak" "$out" 'suspect +leaky +2417 .*\+24\.0 '
	like "date and $tools: how it was read" "$out" 'no header is in it: .* a date begins a round'
done
up() { echo " 05:16:00 up 1 day,  1:02,  0 users,  load average: 0.00, 0.01, 0.05"; }
log date_of daemon up worker
like "uptime in a round: its rounds" "$out" '^bare\.log *25 rounds in 24 min 0 s, 2 '
like "uptime in a round: nothing odd but the header" "$out" '^1 oddity'
log daemon worker
like "a steady worker beside it" "$out" 'stable +leaky +2418 '
{ date_of 0; cat "$tmp/bare.log"; } >"$tmp/dated.log"
like "a date at the beginning alone parts no rounds" "$("$analyze" --no-report "$tmp/dated.log")" '^dated\.log *25 rounds, '
like "told to be ps" "$("$analyze" --no-report --import ps "$tmp/bare.log")" 'suspect +leaky +2417 .*\+24\.0 '
log worker heads daemon worker
like "a log that begins within a table has its header's rounds" "$out" '^bare\.log *2[56] rounds, '
like "and the leak" "$out" 'suspect +leaky +2417 .*\+24\.0 '
i=0
mkdir "$tmp/loop"
while [ $i -lt $rounds ]; do daemon $i >"$tmp/loop/ps.$i"; i=$((i + 1)); done
like "a file a round" "$("$analyze" --no-report "$tmp/loop")" '^loop *25 rounds[ ,]'

log sums
like "sums of pmap: its rounds" "$out" '^bare\.log *25 rounds, 1 process'
like "sums of pmap: private memory" "$out" 'suspect +unnamed .*\+24\.0 '
like "sums of pmap: told" "$out" 'no line names the process'
used() { printf 'total kB            %5d   %5d    1240\n' $((9000 + 24 * $1)) $((1500 + 24 * $1)); }
log date_of used
like "the last line of pmap -x: its rounds" "$out" '^bare\.log *25 rounds in 24 min 0 s, 1 process'
like "the last line of pmap -x: resident memory" "$out" 'suspect +unnamed .*\+24\.0 '
log date_of used sums
like "the last lines of pmap -x and -d: both halves of the proof" "$out" 'leak +unnamed .*\+24\.0 .*\+24\.0 '
log date_of sums used
like "the other way round" "$out" 'leak +unnamed .*\+24\.0 .*\+24\.0 '
log date_of used sums used
like "and one more: which process is it of?" "$out" 'no run is in it'
log sizes
like "grep VmRSS" "$out" 'suspect +unnamed .*\+24\.0 '
log paths
like "grep Vm of several files: its rounds" "$out" '^bare\.log *25 rounds, 2 processes'
like "the PIDs are in their paths" "$out" 'suspect +unnamed +2417 .*\+24\.0 '
like "the steady one beside it" "$out" 'stable +unnamed +2418 '
like "nothing odd but the form" "$out" '^1 oddity'
relative() { paths "$1" | sed 's,^/proc/,,'; }
log relative
like "grep in /proc: PIDs are in paths that begin with them" "$out" 'suspect +unnamed +2417 .*\+24\.0 '
with_name() { printf 'Name:\tleaky\n'; sizes "$1"; }
for tools in "with_name" "date_of with_name"; do
	# shellcheck disable=SC2086 # words
	log $tools
	like "$tools, no PID: its rounds" "$out" '^bare\.log *25 rounds.*, 1 process'
	like "$tools, no PID: the leak" "$out" 'suspect +leaky .*\+24\.0 '
done
log with_name
sed -i '15s/:.*$/:	legrep: no such file/' "$tmp/bare.log"
out=$("$analyze" --no-report "$tmp/bare.log")
like "a name into which something was printed: its rounds" "$out" '^bare\.log *25 rounds, 1 process'
like "a name into which something was printed: the leak" "$out" 'suspect +leaky .*\+24\.0 '
other_name() { printf 'Name:\tsteady\nVmRSS:\t    9000 kB\n'; }
for tools in "with_name other_name" "date_of with_name other_name"; do
	# shellcheck disable=SC2086 # words
	log $tools
	like "$tools: two processes, by their names" "$out" '^bare\.log *25 rounds.*, 2 processes'
	like "$tools: the leak" "$out" 'suspect +leaky .*\+24\.0 '
	like "$tools: the other" "$out" 'stable .*1 other|stable +steady '
done
threads() {
	path "$1" 2417/task/2417 VmRSS $((1500 + 24 * $1))
	path "$1" 2417/task/2420 VmRSS $((1500 + 24 * $1))
}
log threads
like "grep in the status of threads: the first speaks for its process" "$out" '^bare\.log *25 rounds, 1 process'
like "and the leak" "$out" 'suspect +unnamed +2417 .*\+24\.0 '
named() {
	echo "/proc/2417/status:Name:	leaky"
	path "$1" 2417 VmRSS $((1500 + 24 * $1))
	path "$1" 2418 VmRSS 9000
}
log named
like "grep of Name and VmRSS" "$out" 'suspect +leaky +2417 .*\+24\.0 '
like "a name is that of its own process" "$out" 'stable +unnamed +2418 '
log date_of named sums
like "a name begins the lines of its status, whatever stood before" "$out" '^bare\.log *25 rounds in 24 min 0 s, 3 processes'
like "and is that of every round" "$out" 'suspect +leaky +2417 .*\+24\.0 '
log date_of paths
like "and with dates" "$out" '^bare\.log *25 rounds in 24 min 0 s, 2 processes'
like "the leak" "$out" 'suspect +unnamed +2417 .*\+24\.0 '
log date_of sums sizes anon
like "both and a date: its rounds" "$out" '^bare\.log *25 rounds in 24 min 0 s, 1 process'
like "both and a date: both halves of the proof" "$out" 'leak +unnamed .*\+24\.0 .*\+24\.0 '
log sizes sums
like "both without a date" "$out" '^bare\.log *25 rounds, 1 process'
log date_of sums others
like "sums of two processes in a round are not guessed at" "$out" 'no run is in it'

sized() { printf 'Rss:             %7d kB\nPss:             %7d kB\nAnonymous:       %7d kB\nSwap:                  0 kB\n' "$1" "$1" "$1"; }
rollup() {
	echo '562ec8fdc000-7ffdfe86d000 ---p 00000000 00:00 0                          [rollup]'
	sized $((1500 + 24 * $1))
}
maps() {
	printf '562ec8fdc000-562ec8fdd000 r--p 00000000 fe:00 5310 /usr/bin/leaky\n'
	[ "${sizes:-}" ] && sized 4
	printf '562ecd000000-%x rw-p 00000000 00:00 0 [heap]\n' $((0x562ecd000000 + 1024 * (1500 + 24 * $1)))
	[ "${sizes:-}" ] && sized $((1500 + 24 * $1))
	return 0
}
smaps() { sizes=yes maps "$1"; }
log date_of rollup
like "smaps_rollup and a date: its rounds" "$out" '^bare\.log *25 rounds in 24 min 0 s, 1 process'
like "smaps_rollup and a date: the leak" "$out" 'leak +unnamed +0 .*\+24\.0 '
like "smaps_rollup: nothing odd but the form" "$out" '^2 oddities'
log rollup
like "smaps_rollup alone: its rounds" "$out" '^bare\.log *25 rounds, 1 process'
like "smaps_rollup alone: the leak" "$out" 'leak +unnamed +0 .*\+24\.0 '
for tools in "smaps" "date_of smaps"; do
	# shellcheck disable=SC2086 # words
	log $tools
	like "$tools: its rounds" "$out" '^bare\.log *25 rounds.*, 1 process'
	like "$tools: both halves of the proof" "$out" 'leak +unnamed +0 .*\+24\.0 .*\+24\.0 '
	like "$tools: where" "$out" 'what grew: \[heap\] 100 %'
done
smaps_elsewhere() { # with a stack above all; from round 12 and 24 on the program lies higher
	smaps "$1" | sed "s/562e/56$(printf %x $((0x2e + $1 / 12)))/g"
	echo '7ffdfe84c000-7ffdfe86d000 rw-p 00000000 00:00 0 [stack]'
	sized 100
}
log smaps_elsewhere
like "smaps of a process that was restarted, higher: all its rounds" "$out" '^bare\.log *25 rounds, 1 process'
like "smaps of a process that was restarted, higher: nothing is lost" "$out" '^2 oddities'
log smaps_elsewhere
sed -i '/^562ecd000000/{x;s/^/x/;/^x\{8\}$/{x;s/562e//;b};x}' "$tmp/bare.log"
like "an address that lost its begin costs its round alone" "$("$analyze" --no-report "$tmp/bare.log" 2>&1)" '^bare\.log *24 rounds, 1 process'
log maps
like "maps: private memory" "$out" 'suspect +unnamed +0 .*\+24\.0 '
log date_of sizes maps
like "VmRSS and maps: both halves of the proof" "$out" 'leak +unnamed +0 .*\+24\.0 .*\+24\.0 '
log date_of rollup rollup
like "two of them in a round are not guessed at" "$out" 'no run is in it'
whole_status() { printf 'Name:\tleaky\nTgid:\t2417\nPid:\t2417\nVmRSS:\t    %d kB\n' $((1500 + 24 * $1)); }
for tools in "whole_status smaps" "date_of whole_status maps" "whole_status smaps rollup"; do
	# shellcheck disable=SC2086 # words
	log $tools
	like "cat $tools: its rounds" "$out" '^bare\.log *25 rounds.*, 1 process'
	like "cat $tools: mappings are those of the process in front" "$out" 'leak +leaky +2417 .*\+24\.0 .*\+24\.0 '
	like "cat $tools: where" "$out" 'what grew: \[heap\] 100 %'
	unlike "cat $tools: nothing odd" "$out" 'oddit'
done
log smaps whole_status
like "mappings in front of their status are not guessed at" "$out" 'names the process of these mappings: left out'
like "but RSS is known" "$out" 'suspect +leaky +2417 .*\+24\.0 '
log smaps
sed -i '40s/^.*$/55cat: write error/' "$tmp/bare.log"
like "a damaged line costs its round" "$("$analyze" --no-report -v "$tmp/bare.log" 2>&1)" 'leak +unnamed +0 .*\+24\.0 .*\+24\.0 '
rm -rf "$tmp/loop"
mkdir "$tmp/loop"
i=0
while [ $i -lt $rounds ]; do smaps $i >"$tmp/loop/smaps.$i"; i=$((i + 1)); done
like "a file of smaps a round" "$("$analyze" --no-report "$tmp/loop")" 'leak +unnamed +0 .*\+24\.0 .*\+24\.0 '

same_line() { # TOOL: with the date in front
	eval "dated_$1() { echo \"\$(date_of \"\$1\") \$($1 \"\$1\")\"; }"
}
for tool in daemon sums used sizes anon rollup; do same_line $tool; done
for tool in dated_daemon dated_sums dated_used dated_sizes dated_rollup; do
	log $tool
	like "$tool: its rounds" "$out" '^bare\.log *25 rounds in 24 min 0 s, 1 process'
	# the sums of smaps tell private memory, too
	case $tool in *rollup) wanted=leak ;; *) wanted=suspect ;; esac
	like "$tool: the leak" "$out" "$wanted .*\\+24\\.0 "
done
colon_sizes() { echo "$(date_of "$1"): $(sizes "$1")"; }
epoch_sizes() { echo "$((1795410960 + 60 * $1)): $(sizes "$1")"; }
for tool in colon_sizes epoch_sizes; do
	log $tool
	like "$tool: its rounds" "$out" '^bare\.log *25 rounds in 24 min 0 s, 1 process'
	like "$tool: the leak" "$out" 'suspect .*\+24\.0 '
done
ts_sizes() { echo "Nov 23 05:$((10 + $1)):00 $(sizes "$1")"; }
log ts_sizes
like "a date without a year, as ts prints it" "$out" '^bare\.log *25 rounds in 24 min 0 s, 1 process'
unlike "what lies between two is right" "$out" 'without a year'
slash_sizes() { echo "11/12/2026 05:$((10 + $1)):00 $(sizes "$1")"; }
log slash_sizes
like "a date of the 11th or the 12th month, and the time of the day" "$out" '^bare\.log *25 rounds in 24 min 0 s, 1 process'
clock_sizes() { printf '%s %s\n' "$(date -u -d "@$((1795410960 + 3600 * $1))" +%T)" "$(sizes "$1")"; }
log clock_sizes
like "a time of the day, past midnight" "$out" '^bare\.log *25 rounds in 24 h'
each_line() { paths "$1" | sed "s/^/$(date_of "$1") /"; }
log each_line
like "the date in front of each line of several processes: its rounds" "$out" '^bare\.log *25 rounds in 24 min 0 s, 2 processes'
like "the date in front of each line of several processes: the leak" "$out" 'suspect +unnamed +2417 .*\+24\.0 '
sizes_and_anon() { { sizes "$1"; anon "$1"; } | sed "s/^/$(date_of 7) /"; }
log sizes_and_anon
like "two lines of a process, and a time that stands still" "$out" '^bare\.log *25 rounds.*, 1 process'
log dated_sizes dated_sums
like "two lines of one date are a round" "$out" '^bare\.log *25 rounds in 24 min 0 s, 1 process'
like "two lines of one date: both halves of the proof" "$out" 'leak +unnamed .*\+24\.0 .*\+24\.0 '
for tools in "dated_used dated_sums" "dated_sums dated_used"; do
	# shellcheck disable=SC2086 # words
	log $tools
	like "$tools: its rounds" "$out" '^bare\.log *25 rounds in 24 min 0 s, 1 process'
	like "$tools: both halves of the proof" "$out" 'leak +unnamed .*\+24\.0 .*\+24\.0 '
done
log dated_sizes dated_anon
like "two sizes of one date are a round" "$out" '^bare\.log *25 rounds in 24 min 0 s, 1 process'
like "two sizes of one date: the first is not lost" "$out" 'leak +unnamed .*\+24\.0 '
dated_tables() { printf '%s VmPTE:\t    %d kB\n' "$(date_of "$1")" $((60 + 4 * $1)); }
dated_peak() { printf '%s VmPeak:\t    %d kB\n' "$(date_of "$1")" $((90000 - $1 / 12 * 1000)); }
in_turn() { # what grep says of one field of all processes, then of the next
	path "$1" 2417 VmRSS $((1500 + 24 * $1))
	path "$1" 2418 VmRSS 9000
	path "$1" 2417 VmPTE $((60 + 4 * $1))
	path "$1" 2418 VmPTE 60
}
log date_of in_turn
like "fields of several processes in turn: the first is not lost" "$out" 'suspect +unnamed +2417 .*\+24\.0 '
log dated_tables dated_sizes
like "nor are page tables" "$out" 'page tables'
log dated_peak dated_sizes
like "nor is the peak, which falls for a new process alone" "$out" 'this is life 2 of 3'
log dated_sizes
sed -i '1i begin of the soak' "$tmp/bare.log"
like "a banner in front of lines with dates" "$("$analyze" --no-report "$tmp/bare.log")" '^bare\.log *25 rounds in 24 min 0 s, 1 process'
clock_sizes() { echo "05:00:01 $(sizes "$1")"; }
log clock_sizes
like "a time that stands still parts rounds all the same" "$out" '^bare\.log *25 rounds, 1 process'
one_worker() { echo "$(date_of 7) $(worker "$1")"; }
one_daemon() { echo "$(date_of 7) $(daemon "$1")"; }
log one_daemon one_worker
like "rows of one date: a round begins where the first process comes again" "$out" '^bare\.log *25 rounds.*, 2 processes'
like "rows of one date: the leak" "$out" 'suspect +leaky +2417 .*\+24\.0 '

# several processes, and only the files' names tell which: a leak among them must not come out as stable
rm -rf "$tmp/loop"
mkdir "$tmp/loop"
i=0
while [ $i -lt $rounds ]; do
	smaps $i >"$tmp/loop/smaps-2417-$i"
	sizes $i >"$tmp/loop/rss-2417-$i"
	smaps 100 >"$tmp/loop/smaps-2418-$i"
	sizes 100 >"$tmp/loop/rss-2418-$i"
	i=$((i + 1))
done
status "smaps-PID-ROUND of two processes" 2 "$analyze" --no-report "$tmp/loop"
is "is told" "$err" "leakline-analyze: loop: no target: the run has sums without a PID, so it is not known whose they are (two of one moment, or two values in turn, are those of two processes, or of one, and its times lack the parts of a second of \`date +%s.%N\`): record \`ps -o pid,rss,args\` or /proc/PID/status (see leakline-run(5))"
rm "$tmp"/loop/*2418*
like "of one process it is read" "$("$analyze" --no-report "$tmp/loop")" 'leak +unnamed +0 .*\+24\.0 .*\+24\.0 '
rm "$tmp"/loop/rss*
i=0
while [ $i -lt $rounds ]; do
	printf 'Name:\tleaky\nPid:\t2417\nVmRSS:\t%d kB\n' $((1500 + 24 * i)) >"$tmp/loop/status-$i"
	i=$((i + 1))
done
"$analyze" --no-report -v "$tmp/loop" >"$tmp/out" 2>&1
like "sums beside files that tell a PID are left out" "$(cat "$tmp/out")" '25 rounds.*, 1 process'
like "and told" "$(cat "$tmp/out")" '\(run\): sums without a PID, beside files that have one: left out'
eval 'sizes_of() { date_of "$1"; sizes "$1"; sums "$1"; sizes 100; }'
log sizes_of
like "two processes in a round with others' lines between" "$out" 'no target: the run has sums without a PID'

number() { echo $((1500 + 24 * $1)); }
columns() { echo " 2417  $((1500 + 24 * $1)) ./leaky -f"; }
log number
like "ps -o rss=: what to record instead" "$out" 'no run is in it: numbers alone .*ps -o pid,rss,args -p PID'
log date_of number
like "and with a date" "$out" 'no run is in it: numbers alone '
without_pid() { printf '  RSS    VSZ\n %5d  90000\n' "$(number "$1")"; }
log without_pid
like "ps -o rss,vsz: its rounds" "$out" '^bare\.log *25 rounds, 1 process'
like "ps -o rss,vsz: the leak" "$out" 'suspect +unnamed .*\+24\.0 '
dated() { echo "2026-01-01 00:$1:00  $(number "$1")"; }
comma() { echo "2026-01-01T00:$1:00Z,$(number "$1")"; }
log dated
like "and with a date in front, as echo prints both" "$out" 'no run is in it: numbers alone '
log comma
like "and with a comma between" "$out" 'no run is in it: numbers alone '
log columns
like "ps -o pid,rss,cmd --no-headers: what to do" "$out" 'no run is in it: a table without its header: .*echo PID RSS COMMAND'
mkdir "$tmp/both"
cp "$tmp/bare.log" "$tmp/both/a.log"
for i in $(seq 25); do number "$i"; done >"$tmp/both/b.log"
for jobs in 1 2 2 2 2; do
	out=$("$analyze" -j $jobs --no-report "$tmp/both" 2>&1)
	like "of two such files, $jobs at once, the first by name is told of" "$out" 'no run is in it: a table without its header'
done
{ echo PID RSS COMMAND; cat "$tmp/bare.log"; } >"$tmp/named.log"
like "which does it" "$("$analyze" --no-report "$tmp/named.log")" 'suspect +leaky +2417 .*\+24\.0 '

# times without end behind the numbers: two of them may be START and TIME, the others are the command's
many=$(printf ' 00:00:10%.0s' $(seq 60))
timed() { echo "4711 $((24004 + 40 * $1))$many leaky"; }
log timed
like "rows of many times: two of them are columns" "$out" 'a table without its header: .*echo PID RSS OTHER OTHER COMMAND;'

# numbers between commas behind a key: no mark parts them into one of a thousand times as much
for values in '24.%03d,12.5' '0.%03d,5' '24,%03d.5.6'; do
	# shellcheck disable=SC2059 # a format
	pairs() { printf "2026-11-02T08:%02d:00Z web rss_mb=$values\n" "$1" $((100 + $1)); }
	log pairs
	like "rss_mb=$values: its rounds" "$out" '^bare\.log *25 rounds'
	like "rss_mb=$values: MB" "$out" 'web +1 .* [+]1\.[0-9]* .* [+]25  .*KiB/round'
done
pairs() { printf '2026-11-02T08:%02d:00Z web rss_mb=1.%03d,5 of all\n' "$1" $((100 + $1)); }
log pairs
like "a point in front of a comma parts thousands" "$out" 'web +1 .*[+]1 024 '

# a header of as many bytes as a column's name may have, which ends with rss: the year is no memory
wide=time$(seq -f ',rss%.0f' -s '' 0 16)
wide_row() { printf '2026-11-02T08:%02d:00Z%s\n' "$1" "$(printf ",$((24000 + 10 * $1))%.0s" $(seq 17))"; }
for i in $(seq 0 24); do wide_row "$i"; done >"$tmp/rows"
{ echo "$wide"; cat "$tmp/rows"; } >"$tmp/wide.csv"
status "rss0 to rss16: which of them is not told" 2 "$analyze" --no-report "$tmp/wide.csv"
like "rss0 to rss16: as with fewer of them" "$err" 'none of its columns is called after resident memory'

# a date where the header has a size is no size
for when in 2026-11-02T08:%02d:00Z "2026/11/02 08:%02d:00" 08:%02d:00; do
	# shellcheck disable=SC2059 # a format
	{ echo rss,web,db; for i in $(seq 0 24); do printf "$when,%d,9000\n" "$i" $((24000 + 10 * i)); done; } >"$tmp/shifted.csv"
	unlike "$when below rss" "$("$analyze" --no-report "$tmp/shifted.csv" 2>&1)" stable
done

for size in 9000ms 9000-9800; do
	{ echo time,pid,rss_kb; for i in $(seq 10 34); do echo "2026-11-02T08:$i:00Z,4711,$size"; done; } >"$tmp/sizes.csv"
	unlike "$size is no size" "$("$analyze" --no-report "$tmp/sizes.csv" 2>&1)" stable
done

# what bounds it is not what is used, but in front of another key a word is that one's
for bound in '512 MB limit' '512 MB max' '16 GB total, 12 GB free'; do
	bounded() { echo "2026-11-02T08:$((10 + $1)):00Z Memory: $bound, $((24000 + 10 * $1)) kB used"; }
	log bounded
	unlike "Memory: $bound is no verdict" "$out" stable
done
bounded() { echo "2026-11-02T08:$((10 + $1)):00Z memory: $((24000 + 10 * $1)) kB peak memory: 512 MB"; }
log bounded
like "and a peak behind it is no bound" "$out" 'suspect .*[+]10\.0 '

# date +%y%m%d%H%M%S, of a year that would be one of the 2300s; 2011 is none
for day in 231102 261102; do
	short() { printf '%s08%02d00,4711,%d\n' $day "$1" $((24000 + 100 * $1)); }
	{ echo time,pid,rss_kb; for i in $(seq 0 39); do short "$i"; done; } >"$tmp/short.csv"
	like "$day: minutes, and no days" "$("$analyze" --no-report "$tmp/short.csv")" '40 rounds in 39 min'
done

# a pause and a clock that is set forward look alike: both are told of, and where
for i in $(seq 40); do
	date -u -d "@$((1767225600 + 10 * i + (i > 20 ? 18000 : 0)))" '+%Y-%m-%d %H:%M:%S'
	printf '  PID   RSS COMMAND\n   77  %d daemon\n' $((5000 + 8 * i))
done >"$tmp/jump.log"
like "a jump of the clock is told of" "$("$analyze" --no-report --fail-on never "$tmp/jump.log")" 'its intervals differ much \(5 h 0 min before round 20\): growth is judged by time, .*a clock that was set'
unlike "not where rounds are asked for" "$("$analyze" --no-report --fail-on never --by round "$tmp/jump.log")" 'intervals differ'
# rows below one header, more than are folded at a time, and the header again: each is a round, also where memory does not change
rows() { awk -v n="$1" -v below="$2" -v until="$3" 'BEGIN { for (i = 0; i < n; i++) { if (i % below == 0) print "  PID   RSS COMMAND"; print "   77 ", 20000 + 4 * (i < until ? i : until), "web" } }'; }
rows 4127 4097 9999 >"$tmp/rows.log"
like "a long table's rows are rounds" "$("$analyze" --no-report --fail-on never "$tmp/rows.log")" '4127 rounds, 1 process'
rows 5000 4998 4000 >"$tmp/rows.log"
like "so they are where it is flat" "$("$analyze" --no-report --fail-on never "$tmp/rows.log" 2>/dev/null)" '4999 rounds, 1 process'
rows 61 60 99 >"$tmp/rows.log"
like "a header behind such rows begins a round" "$("$analyze" --no-report --fail-on never "$tmp/rows.log")" '61 rounds, 1 process'
finish
