#!/bin/sh
# 33-import - logs of any form: each is read with its numbers, units and times, or refused with what to record instead.
. tests/tap.sh

forms=tests/fixtures/import
tab=$(printf '\t')
while IFS=$tab read -r file wanted first second third fourth; do
	"$analyze" --no-report -v "$forms/$file" >"$tmp/out" 2>&1 </dev/null
	is "$file: its status" $? "$wanted"
	out=$(cat "$tmp/out")
	for pattern in "$first" "$second" "$third" "$fourth"; do
		[ -z "$pattern" ] || like "$file: $pattern" "$out" "$pattern"
	done
done <"$forms/forms"

# What stands in front of a `|` is no service if it is a level or counts.
for name in INFO step; do
	for i in $(seq 10 49); do
		[ $name = step ] && front=step$i || front=$( [ $((i % 3)) -eq 0 ] && echo WARN || echo INFO)
		echo "$front | 2026-11-02 08:$i:00 rss=$((24004 + 40 * i))kB"
	done >"$tmp/front.log"
	like "$name in front of a |" "$("$analyze" --no-report "$tmp/front.log" 2>&1)" 'suspect +unnamed .*\+40\.0 '
done

# Whole MiB that somebody wrote in KiB are as coarse as whole MiB: what a pass claims is as much.
mebibytes() { # UNIT VALUE-OF-A-MiB
	awk -v unit="$1" -v mib="$2" 'BEGIN { for (i = 0; i < 120; i++)
		printf "2026-11-02T%02d:%02d:00Z web[4711]: rss=%d %s\n", 8 + i / 60, i % 60, mib * int((209000 + 6 * i + 900 * sin(i)) / 1024), unit }'
}
for unit in MiB:1 kB:1024 B:1048576; do
	mebibytes "${unit%:*}" "${unit#*:}" >"$tmp/mib.log"
	like "whole MiB in ${unit%:*}: what a pass claims" "$("$analyze" --no-report "$tmp/mib.log" 2>&1)" 'stable +web +4711 .* 21\.5 KiB/round'
done

# Memory that caches have is no process's.
for i in $(seq 10 49); do echo "2026-11-02 08:$i:00 cached memory: $((24004 + 40 * i)) kB, memory: 9000 kB"; done >"$tmp/cached.log"
like "cached memory" "$("$analyze" --no-report "$tmp/cached.log" 2>&1)" 'stable .* 9 000 '

# What a message advises is done, and works.
advised() { # FILE PATTERN...
	advised_file=$1
	shift
	"$analyze" --no-report "$forms/$advised_file" >"$tmp/out" 2>&1
	command=$(grep -o '`[^`]*>named.log`' "$tmp/out" | tr -d '`')
	cp "$forms/$advised_file" "$tmp/log"
	(cd "$tmp" && eval "$command")
	out=$("$analyze" --no-report -v "$tmp/named.log" 2>&1)
	for pattern; do
		like "$advised_file, as its message advises: $pattern" "$out" "$pattern"
	done
}
advised ps-o-rss-bare.log '^named\.log *40 rounds' 'suspect +unnamed .*\+40\.0 '
advised ps-vsz-rss-mem-noheader.log '^named\.log *30 rounds' 'suspect +unnamed .*\+40\.0 '
advised elapsed-and-rss.log '^named\.log *40 rounds in 39 s' 'suspect +unnamed .*\+40\.0 '
advised semicolons-and-commas.log '^named\.log *40 rounds in 39 min' 'suspect .*\+40\.'
advised headless.csv '^named\.log *40 rounds in 39 min' 'suspect +web +4711 .*\+40\.0 '
advised headless.tsv '^named\.log *40 rounds in 39 min' 'suspect +web server +4711 .*\+40\.0 '
advised smem-headless.log '^named\.log *40 rounds in 39 min' 'leak +web +4711 .*\+40\.0 '
advised after-n-requests.log '^named\.log *40 rounds, 1 process' 'suspect +unnamed .*\+4[01]\.'
advised pairs.json '^named\.log *40 rounds in 39 min' 'suspect +unnamed .*\+40\.0 .*25 572'
advised times.json '^named\.log *40 rounds in 39 min' 'suspect +unnamed .*\+40\.0 .*25 572'
advised wide-unnamed.csv '^named\.log *40 rounds in 39 min' 'suspect +web .*\+40\.0 ' 'stable +db '
advised promquery.csv '^named\.log *40 rounds in 39 min' 'suspect +unnamed .*\+40\.0 .*25 564'

# The same of --import.
while read -r file pattern; do
	columns=$("$analyze" --no-report "$forms/$file" 2>&1 | grep -o -- '--import csv:[^`]*' | head -n 1)
	out=$("$analyze" --no-report "--import=${columns#--import }" "$forms/$file" 2>&1)
	like "$file, as its message advises: $columns" "$out" "$pattern"
done <<'end'
wide-unnamed.csv 40 rounds in 39 min 0 s, 1 process
decimals.csv suspect +unnamed .*\+40\.
awk-table-in-MB.log 40 rounds, 2 processes
name-time-value.csv suspect +web .*\+40\.0 .*25 564
end

# Each refusal names a command: a loop of it is read. Refused are the fixtures, and these.
while IFS=$tab read -r name header row; do
	{
		[ "$header" = - ] || echo "$header"
		for i in 1 2 3; do echo "$row"; done
	} >"$tmp/refused-$name"
	status "$name: refused" 2 "$analyze" --no-report "$tmp/refused-$name"
done <<'end'
share	time,pid,%mem	1793606400,4711,1.2
size	time,pid,vsz	1793606400,4711,60000
system	time,mem_total,mem_free	1793606400,8000000,24004
slabinfo-row	-	kmalloc-64 100 200 64 64 1 : tunables 0 0 0 : slabdata 1 1 0
stat	-	1793606400 4711 (web) S 1 4711 4711 0 -1 4194560 1 0 0 0 1 1 0 0 20 0 1 0 100 60000000 6001 184 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0
decimals	-	RSS: 24.5
end
sleep 600 &
sleeper=$!
typed() { # COMMAND
	i=0
	while [ $i -lt 12 ]; do
		date -u "+%a %b %e 08:$((10 + i)):00 UTC 2026"
		eval "$(echo "$1" | sed "s/\\bPID\\b/$sleeper/g")"
		i=$((i + 1))
	done >"$tmp/typed.log" 2>/dev/null
	out=$("$analyze" --no-report --allow-inconclusive "$tmp/typed.log" 2>&1)
	like "what a message advises is read: $1" "$out" '^typed\.log *12 rounds'
}
{
	while IFS=$tab read -r file wanted rest; do
		[ "$wanted" != 2 ] || echo "$forms/$file"
	done <"$forms/forms"
	ls "$tmp"/refused-*
} | while read -r file; do
	"$analyze" --no-report "$file" 2>&1 | grep -o 'record.*' | grep -o '`[^`]*`\|/proc/[A-Za-z/]*' | tr -d '`'
done | sort -u >"$tmp/commands"
while read -r command; do
	printed=typed
	case $command in
	/proc/slabinfo | 'cat /proc/slabinfo') [ -r /proc/slabinfo ] || continue ;;
	esac
	case $command in
	ps* | grep* | cat*) ;;
	pmap*) command -v pmap >/dev/null || continue ;;
	/proc/*) command="cat $command" ;;
	smem) printed=smem.log ;;
	smemstat) printed=smemstat.log ;;
	"mprof run") printed=mprof-multiprocess.dat ;;
	"kubectl top pod --containers") printed=kubectl.log ;;
	"dumpsys meminfo PACKAGE") printed=dumpsys.log ;;
	*) printed= ;;
	esac
	# of a program that may not be here, what it prints is a fixture
	if [ "$printed" = typed ]; then
		typed "$command"
	else
		like "what a message advises is read: $command" "$(grep "^$printed$tab" "$forms/forms")" "$tab[03]$tab"
	fi
done <"$tmp/commands"
kill $sleeper
# Rows of a CSV are no lines: a lone CR ends a row, an empty line is none, and a quoted cell has lines of its own.
printf 'time,rss_kb\r1,5\r2,x\n\n3,6\n"4\n",y\n5,z\n6,7\n' >"$tmp/rows.csv"
out=$("$analyze" --no-report -v "$tmp/rows.csv" 2>&1)
like "a row behind a lone CR: its line" "$out" '\(file\):1: no row of the table: "2"'
like "a row behind an empty line and a quoted line break: its line" "$out" '\(file\):6: no row of the table: "5"'

# A table whose columns the user names.
{
	echo 'instant,who,mem,x'
	for i in $(seq 0 39); do echo "$((1793606400 + 60 * i)),web,$((23 + i)).5,3"; done
} >"$tmp/hand.csv"
like "a table that no name explains" "$("$analyze" --no-report "$tmp/hand.csv" 2>&1)" 'line 1 is not understood: `instant,who,mem,x`; .*--import csv:'
out=$("$analyze" --no-report --import csv:time=instant,rss=mem,name=who,unit=MB "$tmp/hand.csv" 2>&1)
like "with its columns named: its rounds" "$out" '^hand\.csv *40 rounds in 39 min'
like "with its columns named: the leak" "$out" 'suspect +web .*\+1 024 '
status "a column that is not there" 2 "$analyze" --no-report --import csv:time=instant,rss=memo "$tmp/hand.csv"
like "and those that are" "$err" 'there are: instant,who,mem,x'
status "a unit that is none" 2 "$analyze" --no-report --import csv:rss=mem,unit=XB "$tmp/hand.csv"
like "and those that are" "$err" 'KiB, MiB, MB, B and pages'
status "a part that is none" 2 "$analyze" --no-report --import csv:rss=mem,colour=who "$tmp/hand.csv"
status "a table without memory" 2 "$analyze" --no-report --import csv:time=instant "$tmp/hand.csv"
like "columns between blanks" "$("$analyze" --no-report --import csv:time=Nr,rss=RSS "$forms/Nr-RSS-VSZ.log" 2>&1)" '40 rounds in 39 s'
out=$("$analyze" --no-report -v --import csv:pid=PID,rss=RSS,private=PRIVATE,unit=MB "$forms/awk-table-in-MB.log" 2>&1)
like "MB with decimals, when told" "$out" 'leak +unnamed +101 .*\+30[0-9]'

# A line of `watch` without its date, as on a narrow terminal, and blanks at its end.
printf 'Every 60.0s: ps   \n\n  PID   RSS COMMAND\n 4711 24004 web\n' >"$tmp/watch.log"
status "watch without a date" 3 timeout 20 "$analyze" --no-report "$tmp/watch.log"

# Two containers with PID 1, and no line between them that says so.
containers() { # NAME RSS NAME RSS: a round
	printf 'Name:\t%s\nPid:\t1\nVmRSS:\t%d kB\n' "$@"
}
tables() { printf '  PID   RSS COMMAND\n    1 %s %s\n' "$2" "$1" "$4" "$3"; }
for kind in containers tables; do
	for i in $(seq 10 49); do
		echo "Mon Nov  2 08:$i:00 UTC 2026"
		$kind nginx $((24000 + 40 * i)) redis 9000
	done >"$tmp/two.log"
	out=$("$analyze" --no-report -v "$tmp/two.log" 2>&1)
	like "$kind: two processes with PID 1" "$out" '^two\.log *40 rounds in 39 min 0 s, 2 processes'
	like "$kind: the one that grows" "$out" 'suspect +nginx .*\+40\.0 '
	like "$kind: the other" "$out" 'stable +redis '
done
for i in $(seq 10 49); do containers nginx $((24000 + 40 * i)) redis 9000; done >"$tmp/two.log"
out=$("$analyze" --no-report -v "$tmp/two.log" 2>&1)
like "without dates: two processes with PID 1" "$out" '^two\.log *40 rounds, 2 processes'
like "without dates: the one that grows" "$out" 'suspect +nginx .*\+40\.0 '

# A process a column: all of those that are read, and a word for the others.
wide() { # COLUMNS: the last but nine grows
	awk -v n="$1" 'BEGIN {
		for (r = -1; r < 40; r++) {
			printf r < 0 ? "time" : "2026-11-02T08:%02d:00", r + 10
			for (i = 1; i <= n; i++)
				if (r < 0) printf ",p%d_rss", i; else printf ",%d", 9000 + (i == n - 9 ? 40 * r : 0)
			print ""
		}
	}' >"$tmp/wide.csv"
	out=$("$analyze" --no-report "$tmp/wide.csv" 2>&1)
}
wide 255
like "255 processes" "$out" '^wide\.csv *40 rounds in 39 min 0 s, 255 processes'
like "the one that grows" "$out" 'suspect +p246 '
wide 300
like "more than are read: told" "$out" 'it has 256 columns or more: those behind the 256th are left out'

# One recording in several files is one run.
hour() { # FILE HOUR RSS: a reading a minute
	for minute in 00 10 20 30 40 50; do
		echo "Mon Nov  2 $2:$minute:00 UTC 2026"
		echo 'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND'
		echo "root        1421  0.0  0.3  72012 $3 ?        Ssl  ${start:-Nov01}   0:12 /usr/sbin/charon"
		set -- "$1" "$2" $(($3 + 8))
	done >"$1"
}
mkdir "$tmp/hourly"
rss=24000
for h in 00 01 02 03 04 05 06 07; do
	hour "$tmp/hourly/ps_20261102_$h.log" $h $rss
	rss=$((rss + 48))
done
out=$("$analyze" --no-report "$tmp/hourly" 2>&1)
like "hourly logs: one run" "$out" '^hourly *48 rounds in 7 h 50 min'
like "hourly logs: the leak" "$out" 'suspect +charon +1421 .*\+8\.0 '
like "hourly logs: told" "$out" '8 files or folders each go on where the one before ends'
tar -C "$tmp" -cf "$tmp/hourly.tar" hourly
like "hourly logs in a tar" "$("$analyze" --no-report "$tmp/hourly.tar" 2>&1)" '^hourly *48 rounds in 7 h 50 min'
mkdir "$tmp/others"
hour "$tmp/others/ps_a_20261102.log" 01 24000
start=Oct12 hour "$tmp/others/ps_a_20261103.log" 03 24000
# All processes are restarted, the recording goes on.
mkdir "$tmp/restarted"
rss=24000
for h in 00 01 02 03 04 05; do
	[ $h = 03 ] && rss=24000
	hour "$tmp/restarted/ps_20261102_$h.log" $h $rss
	rss=$((rss + 48))
done
sed -i 's/ 1421 / 2600 /; s/Nov01 /03:00 /' "$tmp/restarted/"ps_20261102_0[345].log
out=$("$analyze" --no-report "$tmp/restarted" 2>&1)
like "all processes restarted: one run" "$out" '^restarted *36 rounds in 5 h 50 min'
like "all processes restarted: told" "$out" '6 files or folders each go on where the one before ends'
like "all processes restarted: its lives" "$out" 'life [12] of 2'
like "another START is another recording" "$("$analyze" --no-report "$tmp/others" 2>&1)" '2 runs|ps_a_20261102'
i=1
while [ $i -lt 30 ]; do
	day=$(printf '%02d' $i)
	mkdir -p "$tmp/reports/sosreport-db01-2026-11-$day-ab$i/sos_commands/process"
	{
		echo 'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND'
		echo "mysql        900  0.1  0.3  72012 $((24000 + 40 * i)) ?        Ssl  Oct30   1:$day /usr/sbin/mysqld"
	} >"$tmp/reports/sosreport-db01-2026-11-$day-ab$i/sos_commands/process/ps_auxwww"
	i=$((i + 1))
done
out=$("$analyze" --no-report "$tmp/reports" 2>&1)
like "a series of sosreports: one run" "$out" '^reports *29 rounds in 28 days'
like "a series of sosreports: the leak" "$out" 'suspect +mysqld +900 .*\+40\.0 '

mkdir "$tmp/daily"
for day in 02 03 04 05; do
	for h in 00 06 12 18; do
		echo "Mon Nov $day $h:00:00 UTC 2026" | sed 's/Nov 0/Nov  /'
		echo "web $((100 + 4 * ${day#0})).$((h / 2))MiB / 31.28GiB"
		echo "cache 9.1MiB / 31.28GiB"
	done >"$tmp/daily/stats-2026-11-$day.log"
done
sed -i "s/^Mon Nov  3/Tue Nov  3/; s/^Mon Nov  4/Wed Nov  4/; s/^Mon Nov  5/Thu Nov  5/" "$tmp/daily/"*.log
like "daily logs of containers: one run" "$("$analyze" --no-report "$tmp/daily" 2>&1)" '^daily *16 rounds in 3 days 18 h, 2 processes'

# Daily and hourly logs named one by one are one run, as in their folder; those of two starts are two.
mkdir "$tmp/days" "$tmp/starts"
for day in 1 2 3; do
	{
		echo time,pid,rss_kb
		for hour in 00 04 08 12 16 20; do echo "2026-11-0$day $hour:00:00,4711,$((24000 + 40 * (day * 6 + ${hour#0} / 4)))"; done
	} >"$tmp/days/mem-2026-11-0$day.csv"
	for minute in $(seq 10 59); do echo "2026-11-02 0$day:$minute:00 RSS: $((24000 + 40 * (day * 50 + minute))) kB"; done >"$tmp/days/app_20261102_0$day.log"
	sed "s/4711/4$((day * 111))/; s/2026-11-0$day/2026-1$((day - 1))-0$day/" "$tmp/days/mem-2026-11-0$day.csv" >"$tmp/starts/mem-2026-1$((day - 1))-0$day.csv"
done
like "days named one by one" "$("$analyze" --no-report "$tmp"/days/mem*.csv 2>&1)" '^mem\.csv *18 rounds in 2 days 20 h, 1 process'
like "hours named one by one" "$("$analyze" --no-report "$tmp"/days/app*.log 2>&1)" '^app\.log *150 rounds in 2 h 49 min, 1 process'
is "days of three starts" "$("$analyze" --no-report -q "$tmp"/starts/*.csv 2>&1 | grep -c '^mem-2026-1[012]-0[123].csv .* rounds')" 3
# a name, or the first PID of a container, is that of the next night's test, too
for day in 1 2 3; do
	for minute in $(seq 10 59); do
		echo "2026-11-0$day 02:$minute:00 app RSS: $((24000 + 100 * minute)) kB" >>"$tmp/starts/night-2026-11-0$day.log"
		printf '%s\nName:\tapp\nPid:\t1\nVmRSS:\t%d kB\n' "2026-11-0$day 02:$minute:00" $((24000 + 100 * minute)) >>"$tmp/starts/first-2026-11-0$day.log"
	done
done
for form in night first; do
	is "the tests of three nights: $form" "$("$analyze" --no-report -q "$tmp/starts/$form"*.log 2>&1 | grep -c "^$form-2026-11-0[123].log .* rounds")" 3
done
tar -C "$tmp/days" -cf "$tmp/mem-2026-11-01.tar" mem-2026-11-01.csv
tar -C "$tmp/days" -cf "$tmp/mem-2026-11-02.tar" mem-2026-11-02.csv
is "two packed runs are two" "$("$analyze" --no-report -q "$tmp"/mem-2026-11-0[12].tar 2>&1 | grep -c '^mem-2026-11-0[12] .* rounds')" 2

# logrotate leaves the last ones as they are, and compresses those before
for pack in gzip bzip2; do
	mkdir "$tmp/rotated.$pack"
	for n in 3 2 1 0; do
		for m in 00 10 20 30 40 50; do echo "2026-11-02 1$((3 - n)):$m:00 RSS: $((24000 + 40 * (6 * (3 - n) + m / 10))) kB"; done >"$tmp/rotated.$pack/app.log.$n"
	done
	mv "$tmp/rotated.$pack/app.log.0" "$tmp/rotated.$pack/app.log"
	$pack "$tmp/rotated.$pack/app.log.2" "$tmp/rotated.$pack/app.log.3"
	like "rotated, some by $pack: one run" "$("$analyze" --no-report "$tmp/rotated.$pack" 2>&1)" "^rotated\.$pack *24 rounds in 3 h 50 min, 1 process"
done

# Files whose names say when, in a way of their own.
loop() { # FOLDER NAME RSS
	mkdir -p "$tmp/$1"
	echo 'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
root         900  0.0  0.3  72012 '"$3"' ?        Ssl  Nov01   0:12 /usr/sbin/ntpd' >"$tmp/$1/$2"
}
for i in $(seq -w 1 40); do
	loop phases "iter_${i}_before_ps.txt" $((24000 + 40 * ${i#0}))
	loop phases "iter_${i}_after_ps.txt" $((24020 + 40 * ${i#0}))
done
like "before comes before after" "$("$analyze" --no-report "$tmp/phases" 2>&1)" 'suspect +ntpd +900 .*\+20\.0 '
for i in $(seq -w 1 20); do
	loop days "ps_${i}-10-2026.txt" $((24000 + 40 * ${i#0}))
	loop days "ps_${i}-11-2026.txt" $((24800 + 40 * ${i#0}))
done
for i in $(seq -w 0 39); do
	loop counted/r$i ps.txt $((24000 + 40 * ${i#0}))
done
like "a folder a round, r00 and so on" "$("$analyze" --no-report "$tmp/counted" 2>&1)" '^counted *40 rounds'
for i in $(seq 10 29); do loop racks/r$i ps.txt 24000; done
like "r10 to r29 may be routers" "$("$analyze" --no-report "$tmp/racks" 2>&1)" 'each may be of another machine'
for i in 1 2 3 4 5 6; do loop routers/r$i ps.txt $((24000 + 40 * i)); done
is "r1 to r6 may be routers" "$("$analyze" --no-report -q "$tmp/routers" 2>&1 | grep -c '^r[1-6] .* round')" 6
like "days in front of months" "$("$analyze" --no-report "$tmp/days" 2>&1)" 'suspect +ntpd +900 .*\+40\.'

# No order is guessed, and a report is no record.
for word in alpha beta gamma delta; do
	loop guess "ps.$word" 24000
	touch -d @1795410960 "$tmp/guess/ps.$word"
done
status "files in no order that is known" 2 "$analyze" --no-report "$tmp/guess"
like "and what to do" "$err" 'name them by numbers or dates'
"$analyze" --no-report --format json "$forms/jsonl.log" >"$tmp/report.json"
status "a report" 2 "$analyze" --no-report "$tmp/report.json"
like "and what it is for" "$err" '`leakline-analyze --merge`'

# A status whose VmRSS is not the sum of its parts is damaged: its memory is not taken.
status_of() { # RSS ANON
	printf 'Name:\tntpd\nTgid:\t900\nPid:\t900\nVmRSS:\t %d kB\nRssAnon:\t %d kB\nRssFile:\t 1000 kB\nRssShmem:\t 0 kB\n' "$1" "$2"
}
for i in $(seq 10 49); do
	echo "Mon Nov  2 08:$i:00 UTC 2026"
	[ "$i" = 30 ] && status_of 99000 23000 || status_of 24000 23000
done >"$tmp/damaged.log"
out=$("$analyze" --no-report -v "$tmp/damaged.log" 2>&1)
like "a status that contradicts itself: told" "$out" 'VmRSS is not the sum of RssAnon, RssFile and RssShmem'
like "a status that contradicts itself: not taken" "$out" 'stable +ntpd +900 .* 24 000 +0'
printf 'Mon Nov  2 08:50:00 UTC 2026\n' >>"$tmp/damaged.log"
status_of 24000 23000 >>"$tmp/damaged.log"
like "one that does not is taken" "$("$analyze" --no-report "$tmp/damaged.log" 2>&1)" '^damaged\.log *41 rounds in 40 min'


# Lines as people write them: ten rounds of a second each, ROUND is its number.
typed_lines() { # WHAT LINES PATTERN...
	typed_what=$1
	for i in 0 1 2 3 4 5 6 7 8 9; do printf "$2\n" | sed "s/ROUND/$i/g"; done >"$tmp/typed.log"
	shift 2
	out=$("$analyze" --no-report --allow-inconclusive -v "$tmp/typed.log" 2>&1)
	for pattern; do like "$typed_what: $pattern" "$out" "$pattern"; done
}
ten='^typed\.log *10 rounds in 9\.0 s'
day='2026-11-02 08:00:0ROUND'
typed_lines "a key in capitals behind a date is no zone" "02.11.2026 08:00:0ROUND RSS: 2026 kB" "$ten, 1 process" ' 2 026 '
typed_lines "a date and a line of status" "$day VmRSS:\t   24000 kB" "$ten, 1 process" ' 24 000 '
typed_lines "a comma behind the date" "$day,VmRSS:\t24000 kB" "$ten, 1 process" ' 24 000 '
typed_lines "parts of a second" "2026-11-02 08:00:00.ROUND VmRSS: 24000 kB" '^typed\.log *10 rounds in 0\.9 s'
typed_lines "parts of a second since 1970" "1793606400.ROUND RSS: 24 MB" '^typed\.log *10 rounds in 0\.9 s'
typed_lines "a date of fourteen digits" "2026110208000ROUND RSS: 24 MB" "$ten" ' 24 576 '
typed_lines "a time of the day, PM" "11:59:5ROUND PM VmRSS: 24000 kB" "$ten"
typed_lines "names in front of lines of status" "$day web VmRSS: 24000 kB\n$day db VmRSS: 15000 kB" "$ten, 2 processes" ' web .* 24 000 ' ' db .* 15 000 '
typed_lines "PIDs in front of lines of status" "4711 VmRSS: 2400ROUND kB\n4712 VmRSS: 1500ROUND kB" '10 rounds, 2 processes' ' 4711 .* 24 009 ' ' 4712 .* 15 009 '
typed_lines "programs in front, as the journal has them" "Nov 02 08:00:0ROUND host web[4711]: RSS: 24 MB\nNov 02 08:00:0ROUND host db[9]: RSS: 15 MB" "$ten, 2 processes" ' web .* 24 576 ' ' db .* 15 360 '
typed_lines "two workers of one program there" "Nov 02 08:00:0ROUND host web[4711]: RSS: 24 MB\nNov 02 08:00:0ROUND host web[4712]: RSS: 15 MB" "$ten, 2 processes" ' web +4711 .* 24 576 ' ' web +4712 .* 15 360 '
typed_lines "logger has a new PID each time" "Nov 02 08:00:0ROUND host web[471ROUND]: RSS: 24 MB" "$ten, 1 process" ' 24 576 '
typed_lines "what logfmt sets" "ts=17936064ROUND0 pid=4711 name=web rss_bytes=24576000\nts=17936064ROUND0 pid=4712 name=\"db\" rss_bytes=4096000" '10 rounds in .*, 2 processes' ' web +4711 .* 24 000 ' ' db +4712 .* 4 000 '
typed_lines "three sizes behind keys are no end of pmap" "$day VmSize: 90000 kB VmRSS: 24000 kB VmData: 9000 kB" "$ten, 1 process" ' - +0 +24 000 '
typed_lines "nor are these" "$day RSS: 24000 kB VSZ: 90000 kB Swap: 0 kB" "$ten, 1 process" ' - +0 +24 000 '
typed_lines "thousands" "$day rss: 24,004 kB" ' 24 004 '
typed_lines "millions" "$day rss: 24,580,096 bytes" ' 24 004 '
typed_lines "a decimal comma" "$day rss: 23,500 MB" ' 24 064 '
typed_lines "bytes without a unit" "$day rss=24576000" ' 24 000 ' 'taken for bytes'
typed_lines "what systemctl show prints" "17936064ROUND0 MemoryCurrent=24576000" ' 24 000 '
typed_lines "sums of smaps_rollup" "$day\nRss: 24000 kB\nPrivate_Clean: 100 kB\nPrivate_Dirty: 2000ROUND kB" ' 20 1[0-9][0-9]|\+1\.0 .* 24 000 ' '1 process'
typed_lines "memory.stat, all of it" "$day\nanon 24576000\nfile 4096\nanon_thp 2097152\ninactive_anon 8192\nworkingset_refault_anon 9" "$ten, 1 process" ' 24 000 '
typed_lines "a list in JSON" '{"time":17936064ROUND0,"procs":[{"pid":7,"name":"web","rss_kb":24000},{"pid":8,"name":"db","rss_kb":15000}]}' ', 2 processes' ' web +7 .* 24 000 ' ' db +8 .* 15 000 '
typed_lines "containers of a pod" "$day\nPOD   NAME   CPU(cores)   MEMORY(bytes)\nweb-0   app   1m   24Mi\nweb-0   proxy   1m   50Mi" "$ten, 2 processes" ' app .* 24 576 ' ' proxy .* 51 200 '
typed_lines "Rss beside Pss in dumpsys" "$day\n** MEMINFO in pid 4711 [com.a] **\n      Pss  Private  Private  SwapPss      Rss     Heap\n    Total    Dirty    Clean    Dirty    Total     Size\n   TOTAL    20000    18000      100        0    24000    24000\n  TOTAL PSS:    20000   TOTAL RSS:    24000" "$ten, 1 process" ' com\.a +4711 .* 24 000 '
typed_lines "the sums below smem's table" "$day\n  PID User     Command       Swap      USS      PSS      RSS\n 4711 root     web              0    20000    22000    24000\n------------------------------\n    2 1                         0    30000    33000    40000" "$ten, 1 process" ' web +4711 '
typed_lines "top tells the time of the day" "top - 08:00:0ROUND up 3 days,  1:02,  1 user,  load average: 0.00, 0.01, 0.05\n\n    PID USER      PR  NI    VIRT    RES    SHR S  %%CPU  %%MEM     TIME+ COMMAND\n   4711 root      20   0  224004  24000   3004 S   0.0   0.3   0:00.12 web\n" "$ten" ' web +4711 .* 24 000 '
typed_lines "pidstat tells the time of the day" "08:00:0ROUND AM   UID       PID  minflt/s  majflt/s     VSZ     RSS   %%MEM  Command\n08:00:0ROUND AM     0      4711      0.00      0.00   90000   24000   0.30  web\n" "$ten" ' web +4711 .* 24 000 '
{
	echo 'time,name,rss_kb'
	for i in $(seq 10 49); do printf '2026-11-02T08:%d:00Z,nginx,%d\n2026-11-02T08:%d:00Z,nginx,9000\n' "$i" $((24000 + 40 * i)) "$i"; done
} >"$tmp/same.csv"
status "two of one name, and no PID: neither is judged" 2 "$analyze" --no-report "$tmp/same.csv"
like "and what to record" "$err" 'record `ps -o pid,rss,args`'
{
	printf 'Time\tPID\tCommand\tRSS (KB)\tUSS (KB)\n'
	for i in $(seq 10 49); do printf '2026-11-02 08:%d:00\t4711\tweb server\t%d\t%d\n' "$i" $((24000 + 40 * i)) $((20000 + 40 * i)); done
} >"$tmp/tabs.tsv"
like "TABs between names like those of ps" "$("$analyze" --no-report "$tmp/tabs.tsv" 2>&1)" 'leak +web server +4711 .*\+40\.0 .*\+40\.0 '
{
	echo 'time,web_rss_kb,web_uss_kb,rss_900_kb'
	for i in $(seq 10 49); do echo "20261102080$((i + 0)),$((24000 + 40 * i)),$((20000 + 40 * i)),\"9,000\""; done | sed 's/^20261102080/2026110208/'
} >"$tmp/wide.csv"
out=$("$analyze" --no-report -v "$tmp/wide.csv" 2>&1)
like "a process a column, with what is private: its rounds" "$out" '^wide\.csv *40 rounds in 39 min 0 s, 2 processes'
like "a process a column, with what is private: the leak" "$out" 'leak +web .*\+40\.0 .*\+40\.0 '
like "a PID in the name of a column" "$out" 'stable +unnamed +900 .* 9 000 '

slashes() { # WHAT PATTERN DATE...: of 02/11/2026 which is the month?
	slashes_what=$1 slashes_pattern=$2
	shift 2
	{
		echo 'time,rss_kb'
		for date; do echo "$date,24000"; done
	} >"$tmp/slashes.csv"
	like "$slashes_what" "$("$analyze" --no-report --allow-inconclusive "$tmp/slashes.csv" 2>&1)" "$slashes_pattern"
}
slashes "within a day it does not matter" '10 rounds in 9 h 0 min' '02/11/2026 00:00' '02/11/2026 01:00' '02/11/2026 02:00' '02/11/2026 03:00' '02/11/2026 04:00' \
	'02/11/2026 05:00' '02/11/2026 06:00' '02/11/2026 07:00' '02/11/2026 08:00' '02/11/2026 09:00'
slashes "past midnight rounds go on as before" '6 rounds in 50 min' '11/02/2026 11:40:00 PM' '11/02/2026 11:50:00 PM' '11/03/2026 12:00:00 AM' '11/03/2026 12:10:00 AM' \
	'11/03/2026 12:20:00 AM' '11/03/2026 12:30:00 AM'
slashes "of days or months nobody knows which" '^slashes\.csv *6 rounds, 1 process' '02/11/2026 08:00' '03/11/2026 08:00' '04/11/2026 08:00' '05/11/2026 08:00' '06/11/2026 08:00' \
	'07/11/2026 08:00'
slashes "one that is no month tells it" '5 rounds in 4 days' '29/11/2026 08:00' '30/11/2026 08:00' '01/12/2026 08:00' '02/12/2026 08:00' '03/12/2026 08:00'

# What tells no memory of a process is refused by name, in any language.
refused() { # WHAT LINES PATTERN
	for i in 0 1 2; do printf "$2\n" | sed "s/ROUND/$i/g"; done >"$tmp/refused.log"
	status "$1: refused" 2 "$analyze" --no-report "$tmp/refused.log"
	like "$1: by name, with what to record" "$err" "$3"
}
refused "free in German" "               gesamt       benutzt     frei      gemns.  Puffer/Cache verfügbar\nSpeicher:     8142744      24000ROUND     5142744        1000     2600000     7366000\nSwap:               0           0           0" 'free tells memory of the whole system.*record `ps '
refused "free in French" "              total       utilisé      libre     partagé tamp/cache   disponible\nMem:           7,8Gi       30ROUNDMi       5,0Gi       1,0Mi       2,5Gi       7,0Gi" 'free tells memory of the whole system.*record `ps '
refused "vmstat in German" "Prozesse ------------Speicher------------- ---Swap-- -----E/A---- --System-- ------CPU-----\n r  b   swpd   frei   Puffr Zwisch   si   so    bi    bo   in   cs us sy id wa st\n 0  0      0 600000ROUND  10000 900000    0    0     0     0  100  200  0  0 100  0  0" 'vmstat tells memory of the whole system.*record `ps '
refused "columns of the system" "time,mem_total,mem_used,mem_free\n2026-11-02T08:00:0ROUNDZ,8000000,2000000,6000000" 'memory of the whole system.*record `ps '
refused "a share of memory" "time,pid,%%mem\n2026-11-02T08:00:0ROUNDZ,7,2.1" 'in percent.*record `ps '
refused "the size of the address space" "time,pid,vsz_kb\n2026-11-02T08:00:0ROUNDZ,7,90000" 'address space.*record `ps '
refused "a maximum" "\tMaximum resident set size (kbytes): 2400ROUND" 'a maximum never falls.*record `ps '
refused "jstat" "  S0C    S1C    S0U    S1U      EC       EU        OC         OU       MC     MU    YGC     YGCT    FGC    FGCT     GCT\n1024.0 1024.0  0.0   0.0    8192.0   4000.0   20480.0   1000ROUND.0    4480.0 777.0   0    0.000   0      0.000    0.000" 'jstat tells the heap of the JVM.*record `ps '
refused "a name and a size" "$day web: 2ROUNDM" '`{ echo NAME RSS; cat log; } >named.log`'

finish
