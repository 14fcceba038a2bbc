#!/bin/sh
# 30-lives - rounds and lives: whole rounds, gaps, restarts, reused PIDs, zombies, dead leaders; runs that a loop wrote; archives.
. tests/tap.sh

stamp() { printf '%04d-202611%02dT%02d%02d00.000Z' "$1" 1 $(($1 / 60)) $(($1 % 60)); }
status_of() { # PID NAME RSS [STATE [THREADS]]
	printf 'Name:\t%s\nState:\t%s\nTgid:\t%s\nPid:\t%s\n' "$2" "${4:-S (sleeping)}" "$1" "$1"
	[ "$3" = - ] || printf 'VmSize:\t%8d kB\nVmRSS:\t%8d kB\nRssAnon:\t%8d kB\nVmData:\t%8d kB\nVmStk:\t     132 kB\nVmSwap:\t       0 kB\n' \
		9000 $(($3 + 1000)) "$3" $(($3 + 500))
	printf 'Threads:\t%s\n' "${5:-1}"
}
stat_of() { # PID NAME START [STATE]
	printf '%s (%s) %s 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 %s 0 0\n' "$1" "$2" "${4:-S}" "$3"
}
round_event() { printf '20261101T000000.000Z\t%s\t%s\tround\t\n' $((1000 + $2 * 60000)) "$2" >>"$1/events.tsv"; }
peaked() { # RUN ROUND RSS PEAK: PID 7, in the files of that round
	{ status_of 7 d "$3" && printf 'VmPeak:\t%8d kB\n' "$4"; } >"$tmp/$1/$(stamp "$2").status"
	stat_of 7 d 100 >"$tmp/$1/$(stamp "$2").stat"
	round_event "$tmp/$1" "$2"
}
begin() { rm -rf "${tmp:?}/$1.run" "$tmp/report"; mkdir "$tmp/$1.run"; printf 'format: leakline-run 1\n' >"$tmp/$1.run/run.info"; }
judge() { "$analyze" -q -o "$tmp/report" "$tmp/$1" >"$tmp/out" 2>"$tmp/err"; }
cells() { awk -F '","' -v c="$1" 'NR > 1 { n = split(c, k, " "); line = ""; for (i = 1; i <= n; i++) line = line (i > 1 ? " " : "") $k[i]; gsub(/"/, "", line); print line }' "$tmp/report/processes.csv"; }

# a life ends where the start time changes, though the PID is the same; each life is judged, the process has the gravest
begin reused
for i in $(seq 0 59); do
	if [ "$i" -lt 30 ]; then start=100 rss=2000; else start=999 rss=$((1000 + 24 * i)); fi
	status_of 7 d $rss >"$tmp/reused.run/$(stamp "$i").status"
	stat_of 7 d $start >"$tmp/reused.run/$(stamp "$i").stat"
	round_event "$tmp/reused.run" "$i"
done
judge reused.run
is "a reused PID is two lives" "$(cells '2 4 7 8 9 24 25')" "7 stable 30 0 29 1 2
7 leak 30 30 59 2 2"
like "the process has the gravest verdict" "$(cat "$tmp/out")" '^1 leak \(provisional\), 0 suspect, 0 inconclusive, 0 stable'

# exec gives a process another address space, so that its peak falls: what leaks and begins anew is no saw-tooth of one life
begin exec
for i in $(seq 0 59); do peaked exec.run "$i" $((2000 + 24 * (i % 20))) $((9000 + 24 * (i % 20))); done
judge exec.run
is "two execs make three lives of one PID" "$(cells '2 7 8 9 24 25')" "7 20 0 19 1 3
7 20 20 39 2 3
7 20 40 59 3 3"

# a peak that is damaged, or is that of another round's file, is no exec: a leak remains one leak
begin torn
for i in $(seq 0 59); do
	case $i in 25) k=5 peak=9120 ;; 40) k=40 peak=99960 ;; *) k=$i peak=$((9000 + 24 * i)) ;; esac
	peaked torn.run "$i" $((2000 + 24 * k)) $peak
done
judge torn.run
is "peaks that fall once are damage" "$(cells '2 4 7 8 9 24 25')" "7 leak 58 0 59 1 1"

# an exec every three rounds, too; and where the round before it does not tell the peak
begin often
for i in $(seq 0 59); do peaked often.run "$i" $((2000 + 24 * (i % 3))) $((9000 + 24 * (i % 3))); done
judge often.run
is "an exec every three rounds" "$(cells '25' | sort -u)" 20
for i in 19 39; do status_of 7 d $((2000 + 24 * 19)) >"$tmp/exec.run/$(stamp "$i").status"; done
judge exec.run
is "the last known peak counts" "$(cells '7 8 9')" "20 0 19
20 20 39
20 40 59"

# and puts its stack elsewhere, which tells it where the new program is larger; another name, one damaged line or no right to know does not
grown() { # RUN: a leak that begins anew, larger, in rounds 20 and 40; stack_at and name_at say what stat has in round $i
	begin "$1"
	for i in $(seq 0 59); do
		stack_at() { echo $((140000000000000 + i / 20 * 4096)); }
		name_at() { echo d; }
		"as_$1" "$i"
		rss=$((2000 + 500 * (i / 20) + 24 * (i % 20)))
		{ status_of 7 "$(name_at)" $rss && printf 'VmPeak:\t%8d kB\n' $((7000 + rss)); } >"$tmp/$1.run/$(stamp "$i").status"
		printf '%s 0 0 0 %s 0 0\n' "$(stat_of 7 "$(name_at)" 100)" "$(stack_at)" >"$tmp/$1.run/$(stamp "$i").stat"
		round_event "$tmp/$1.run" "$i"
	done
	judge "$1.run"
}
as_larger() { :; }
as_renamed() { name_at() { echo "d$((i / 20))"; }; stack_at() { echo 140000000000000; }; }
as_unread() { stack_at() { echo 0; }; }
as_damaged() { stack_at() { case $i in 30) echo 7 ;; *) echo 140000000000000 ;; esac; }; }
as_granted() { stack_at() { echo $((i < 30 ? 0 : 140000000000000)); }; }
grown larger
is "two execs of larger programs make three lives of one PID" "$(cells '2 7 8 9 24 25')" "7 20 0 19 1 3
7 20 20 39 2 3
7 20 40 59 3 3"
like "which are told as such" "$(cat "$tmp/out")" 'this is life [1-3] of 3: exec began another'
as_started() { name_at() { [ "$i" -lt 7 ] && echo sh || echo d; }; stack_at() { echo $((140000000000000 + (i >= 7) * 4096)); }; }
for one in renamed unread damaged granted started; do
	grown $one
	is "$one: one life" "$(cells '2 7 8 9 24 25')" "7 60 0 59 1 1"
done
# one program after another: the first did not end early, but the second may
as_followed() { name_at() { [ "$i" -lt 20 ] && echo one || echo two; }; stack_at() { echo $((140000000000000 + (i >= 20) * 4096)); }; }
grown followed
is "two programs, a life each" "$(cells '3 7 8 9 24 25' | sort)" "one 20 0 19 1 1
two 40 20 59 1 1"
unlike "the first is not said to have ended early" "$(cat "$tmp/out")" 'ended.early'
rm "$tmp"/followed.run/004[0-9]* "$tmp"/followed.run/005[0-9]*
for i in $(seq 40 59); do printf 'MemTotal: 1 kB\n' >"$tmp/followed.run/$(stamp "$i").meminfo"; done
judge followed.run
like "the second is" "$(cat "$tmp/out")" 'ended early: two'
# also where it took over for a few rounds alone
as_handed() { name_at() { [ "$i" -lt 40 ] && echo one || echo two; }; stack_at() { echo $((140000000000000 + (i >= 40) * 4096)); }; }
grown handed
for i in $(seq 44 59); do
	rm "$tmp/handed.run/$(stamp "$i")".*
	printf 'MemTotal: 1 kB\n' >"$tmp/handed.run/$(stamp "$i").meminfo"
done
judge handed.run
is "two programs, the second for four rounds" "$(cells '3 7 8 9 24 25' | sort)" "one 40 0 39 1 1
two 4 40 43 1 1"
like "what ends soon after an exec ended early" "$(cat "$tmp/out")" 'ended early: two'
# and where it was not there from the first round, nobody watched it
rm "$tmp"/handed.run/000[0-9]*
for i in $(seq 0 9); do printf 'MemTotal: 1 kB\n' >"$tmp/handed.run/$(stamp "$i").meminfo"; done
judge handed.run
unlike "unless it came later, and nobody watched it" "$(cat "$tmp/out")" 'ended.early'

# a zombie's rounds are none of its life; a dead leader cannot be measured
begin zombie
for i in $(seq 0 29); do
	if [ "$i" -lt 20 ]; then status_of 7 d 2000; else status_of 7 d - 'Z (zombie)'; fi >"$tmp/zombie.run/$(stamp "$i").status"
	status_of 8 leader - 'Z (zombie)' 2 >>"$tmp/zombie.run/$(stamp "$i").status"
	round_event "$tmp/zombie.run" "$i"
done
judge zombie.run
is "a zombie has no memory that fell, and ended early" "$(cells '3 4 6 7 9' | head -n 1)" "d inconclusive ended-early 20 19"
is "a dead leader is unmeasurable" "$(cells '3 4 6' | tail -n 1)" "leader inconclusive unmeasurable"

# nor are the rounds before it ended the whole: what grew then grows, what did not is not stable
begin ended
for i in $(seq 0 29); do
	if [ "$i" -lt 20 ]; then
		status_of 7 grown $((2000 + 8 * i)) 'S (sleeping)' 2
		status_of 8 quiet 2000 'S (sleeping)' 2
	else
		status_of 7 grown - 'Z (zombie)' 2
		status_of 8 quiet - 'Z (zombie)' 2
	fi >"$tmp/ended.run/$(stamp "$i").status"
	round_event "$tmp/ended.run" "$i"
done
judge ended.run
is "a leader that ended" "$(cells '3 4 6 7')" "grown leak both-grow 20
quiet inconclusive unmeasurable 20"
like "since when is told" "$(cat "$tmp/out")" 'hold after round 19'

# several processes of one name at a time are several processes
begin twins
for i in $(seq 0 19); do
	{ status_of 7 d 2000; status_of 8 d 3000; } >"$tmp/twins.run/$(stamp "$i").status"
	round_event "$tmp/twins.run" "$i"
done
judge twins.run
is "twins are no restarts" "$(cells '2 24 25')" "7 1 1
8 1 1"

# a round without its event does not count; a missing number is a gap
begin gaps
for i in $(seq 0 29); do
	[ "$i" = 11 ] && continue
	status_of 7 d 2000 >"$tmp/gaps.run/$(stamp "$i").status"
	[ "$i" = 29 ] || round_event "$tmp/gaps.run" "$i"
done
judge gaps.run
is "28 rounds are left" "$(cells '7 8 9')" "28 0 28"
like "the gap is flagged" "$(cells 26)" gaps
like "the torn round is a note" "$(cat "$tmp/out")" 'round 29 has no .round. event'

# the same as archives: tar in any order, compressed, cut off, with links and paths that lead out
archive() {
	judge "$1"
	is "$1: $2" "$(cells '7 8 9')" "$3"
}
tar -C "$tmp" -cf "$tmp/gaps.tar" gaps.run
archive gaps.tar "a tar" "28 0 28"
(cd "$tmp" && find gaps.run -type f | sort -r | tar -cf back.tar -T -)
archive back.tar "in reverse order" "28 0 28"
for filter in gzip bzip2 xz zstd; do
	command -v $filter >/dev/null 2>&1 || { skip "$filter" "no $filter"; continue; }
	$filter -c <"$tmp/gaps.tar" >"$tmp/gaps.tar.$filter"
	archive gaps.tar.$filter "compressed" "28 0 28"
done
(cd "$tmp" && zip -qr gaps.zip gaps.run)
archive gaps.zip "a zip" "28 0 28"
mkdir "$tmp/evil" && cp -r "$tmp/gaps.run" "$tmp/evil/gaps.run" && ln -s /etc/passwd "$tmp/evil/gaps.run/$(stamp 50).status"
tar -C "$tmp/evil" --transform 's,^,../../,' -P -cf "$tmp/evil.tar" gaps.run
archive evil.tar "paths that lead out are names" "28 0 28"
like "a link is left out, with a note" "$(cat "$tmp/out")" 'a link: left out'
(cd "$tmp" && { echo gaps.run/run.info; echo gaps.run/events.tsv; find gaps.run -name '*.status' | sort; } | tar --no-recursion -cf order.tar -T -)
head -c 20000 "$tmp/order.tar" >"$tmp/cut.tar"
judge cut.tar
like "a tar that is cut off is a run up to there" "$(cells 7)" '^[1-9][0-9]?$'
like "and says so" "$(cat "$tmp/out")" 'cut off or damaged'
tar -C "$tmp" -cf "$tmp/two.tar" gaps.run twins.run
rm -rf "$tmp/report"
"$analyze" -q -o "$tmp/report" "$tmp/two.tar" >/dev/null 2>&1
is "two runs in one archive are two runs" "$(ls -d "$tmp/report"/*/ | xargs -n 1 basename | tr '\n' ' ')" "gaps twins "

# what a shell loop wrote: recognised by content, ordered by number
rm -rf "$tmp/loop" "$tmp/report"
mkdir "$tmp/loop"
for i in $(seq 1 30); do status_of 7 d $((1000 + 24 * i)) >"$tmp/loop/status.$i"; done
judge loop
is "a loop's files are ordered by number" "$(cells '4 7 8 9')" "leak 30 0 29"
like "with a note that says so" "$(cat "$tmp/out")" 'order is that of the numbers in their names'

# one file that a loop appended to
rm -rf "$tmp/report"
for i in $(seq 1 30); do
	echo "Mon Nov 23 05:16:0$((i % 10)) UTC 2026"
	echo 'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND'
	echo "root           7  0.0  0.1   9000 $((2000 + 24 * i)) ?        Ss   05:16   0:00 /usr/sbin/d -f"
done >"$tmp/ps.log"
judge ps.log
is "an appended log of ps" "$(cells '3 4 6 7')" "d suspect no-private 30"

# without stat a greatest address space that falls is another process; a round cut off before RssAnon is a gap, not another footprint
rm -rf "$tmp/report"
mkdir "$tmp/peak" "$tmp/gap"
for i in $(seq 1 30); do
	{ status_of 7 d $((1000 + 24 * (i % 15))); printf 'VmPeak:\t%8d kB\n' $((9000 + 24 * (i % 15))); } >"$tmp/peak/status.$i"
	printf 'Name:\td\nPid:\t7\nVmRSS:\t%8d kB\nRssAnon:\t%8d kB\nVmSwap:\t%8d kB\n' $((5000 + 24 * i)) $((1000 + 24 * i)) 0 >"$tmp/gap/status.$i"
done
head -n 3 "$tmp/gap/status.9" >"$tmp/gap/cut" && mv "$tmp/gap/cut" "$tmp/gap/status.9"
judge peak
is "a peak that falls" "$(cells '24 25' | sort -u | tr '\n' ' ')" "1 3 2 3 3 3 "
rm -rf "$tmp/report"
judge gap
is "a round that was cut off" "$(cells '27 28')" "1024 1720"

# ps alone: TIME that falls is another process with the PID; a title that is rewritten, and START of another form, are none
begin ps
ps_row() { printf 'root %s 0.0 0.1 9000 %s ? S %s %s %s\n' "$@"; }
for i in $(seq 0 59); do
	start=05:16
	[ "$i" -lt 40 ] || start=Nov23
	{
		echo 'USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND'
		if [ "$i" -lt 30 ]; then ps_row 7 2000 $start 0:5$((i / 6)) ./d; else ps_row 7 $((1000 + 24 * i)) $start 0:0$((i / 10)) ./d; fi
		if [ "$i" -lt 30 ]; then ps_row 8 3000 05:16 0:00 ./old; else ps_row 8 4000 06:30 0:00 ./new; fi
		ps_row 9 5000 $start $((i / 4)):00 "nginx: worker $i"
	} >"$tmp/ps.run/$(stamp "$i").ps"
	round_event "$tmp/ps.run" "$i"
done
judge ps.run
is "a PID taken over in ps" "$(cells '2 3 4 7 8 9 24 25' | sort)" "7 d stable 30 0 29 1 2
7 d suspect 30 30 59 2 2
8 new stable 30 30 59 1 1
8 old inconclusive 30 0 29 1 1
9 nginx: stable 60 0 59 1 1"
cp -R "$tmp/report" "$tmp/report.ps"
for j in 1 2 5; do
	rm -rf "$tmp/report"
	"$analyze" -q -j $j -o "$tmp/report" "$tmp/ps.run" >/dev/null 2>&1
	check "-j $j: the same lives" diff -r "$tmp/report.ps" "$tmp/report"
done
# so it is of private memory that pmap tells in the same run
for i in $(seq 0 59); do
	printf '7:   ./d\n0000000000001000 %7d rw--- 0000000000000000 000:00000   [ anon ]\nmapped: %dK    writeable/private: %dK    shared: 0K\n' \
		$((900 + i % 2)) $((900 + i % 2)) $((900 + i % 2)) >"$tmp/ps.run/$(stamp "$i").pmap"
done
judge ps.run
is "with pmap, too" "$(cells '2 3 7 8 9 24 25' | head -n 2)" "7 d 30 0 29 1 2
7 d 30 30 59 2 2"

# the same bytes for any number of threads
for j in 1 2 5; do
	rm -rf "$tmp/report"
	"$analyze" -q -j $j -o "$tmp/report" "$tmp/reused.run" >"$tmp/out.$j" 2>&1
	mv "$tmp/report" "$tmp/report.$j"
done
check "-j 1 and -j 2" diff -r "$tmp/report.1" "$tmp/report.2"
check "-j 1 and -j 5" diff -r "$tmp/report.1" "$tmp/report.5"
# one source a series: ps of procps takes RSS from status, BusyBox's from stat, which lags; a change of tools is no growth
begin tools
ps_of() { # FORM PID RSS
	case $1 in
	procps) printf 'USER PID %%CPU %%MEM VSZ RSS TTY STAT START TIME COMMAND\nroot %s 0.0 0.0 9000 %s ? S 05:00 0:00 ./d\n' "$2" "$3" ;;
	busybox) printf 'PID   USER     VSZ   RSS   STAT COMMAND\n%5s root      9000  %s S    ./d\n' "$2" "$3" ;;
	esac
}
for i in $(seq 0 49); do
	if [ "$i" -lt 20 ]; then ps_of busybox 7 2000; else ps_of procps 7 $((2400 + i / 40)); fi >"$tmp/tools.run/$(stamp "$i").ps"
	round_event "$tmp/tools.run" "$i"
done
judge tools.run
is "the tool that tells most" "$(cells '2 4 7 10 11')" "7 stable 30 2400 2401"
like "is said" "$(cat "$tmp/report/report.txt")" 'tables of several tools show resident memory'
# both in each round: one of them counts, and nothing flips
begin both
for i in $(seq 0 29); do
	{ ps_of procps 7 2400; ps_of busybox 7 2000; } >"$tmp/both.run/$(stamp "$i").ps"
	{ ps_of busybox 8 2000; ps_of procps 8 2400; } >>"$tmp/both.run/$(stamp "$i").ps"
	round_event "$tmp/both.run" "$i"
done
judge both.run
is "two tables a round" "$(awk -F '","' 'NR > 1 { print $2, $7 }' "$tmp/report/series.csv" | sort -u)" "7 2000
8 2400"

# what only ps shows has descriptors, too
begin bare
for i in $(seq 0 49); do
	ps_of procps 7 $((2400 + 4 * (i % 3))) >"$tmp/bare.run/$(stamp "$i").ps"
	printf '7 %s\n' $((10 + i)) >"$tmp/bare.run/$(stamp "$i").fd"
	round_event "$tmp/bare.run" "$i"
done
printf 'budget d fds 0.5/round\n' >"$tmp/gate"
status "descriptors of a process that only ps shows" 1 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/bare.run"
like "are over their budget" "$out" 'fds over their budget: d'

# a process that is restarted every few rounds: more rounds of the same run would not tell
mkdir "$tmp/brief"
for i in $(seq 10 30); do
	printf 'Name:\td\nState:\tS (sleeping)\nTgid:\t%s\nPid:\t%s\nVmRSS:\t3000 kB\nRssAnon:\t2000 kB\nVmData:\t2500 kB\nVmStk:\t132 kB\n' \
		$((i / 3 + 100)) $((i / 3 + 100)) >"$tmp/brief/status.$i"
done
status "lives of three rounds" 3 "$analyze" -q --no-report "$tmp/brief"
like "are too short, not the run" "$(printf '%s\n' "$out" | tr -s '\n ' ' ')" '3 rounds in life [0-9] of 8 are fewer than the five that a judgement needs; about 24 rounds without a restart would tell '
finish
