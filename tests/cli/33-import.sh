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

# What a message advises is done, and works.
advised() { # FILE PATTERN...
	advised_file=$1
	shift
	"$analyze" --no-report "$forms/$advised_file" >"$tmp/out" 2>&1
	command=$(sed -n 's/.*`\({ echo [^`]*\)`.*/\1/p' "$tmp/out")
	cp "$forms/$advised_file" "$tmp/log"
	(cd "$tmp" && eval "$command")
	out=$("$analyze" --no-report "$tmp/named.log" 2>&1)
	for pattern; do
		like "$advised_file, as its message advises: $pattern" "$out" "$pattern"
	done
}
advised ps-o-rss-bare.log '^named\.log *40 rounds' 'suspect +unnamed .*\+40\.0 '
advised ps-vsz-rss-mem-noheader.log '^named\.log *30 rounds' 'suspect +unnamed .*\+40\.0 '
advised elapsed-and-rss.log '^named\.log *40 rounds in 39 s' 'suspect +unnamed .*\+40\.0 '

# Each refusal names a command: a loop of it is read.
sleep 600 &
sleeper=$!
typed() { # FILE COMMAND
	i=0
	while [ $i -lt 12 ]; do
		date -u "+%a %b %e 08:$((10 + i)):00 UTC 2026"
		eval "$(echo "$2" | sed "s/\\bPID\\b/$sleeper/g")"
		i=$((i + 1))
	done >"$tmp/typed.log" 2>/dev/null
	out=$("$analyze" --no-report --allow-inconclusive "$tmp/typed.log" 2>&1)
	like "$1: what its message advises is read: $2" "$out" '^typed\.log *12 rounds'
}
while IFS=$tab read -r file wanted rest; do
	[ "$wanted" = 2 ] || continue
	"$analyze" --no-report "$forms/$file" 2>&1 | grep -o 'record.*' | grep -o '`[^`]*`\|/proc/[A-Za-z/]*' | tr -d '`' | sort -u >"$tmp/commands"
	while read -r command; do
		case $command in
		/proc/slabinfo) [ -r /proc/slabinfo ] || continue ;;
		esac
		case $command in
		ps* | grep*) ;;
		pmap*) command -v pmap >/dev/null || continue ;;
		/proc/*) command="cat $command" ;;
		*) continue ;;
		esac
		typed "$file" "$command"
	done <"$tmp/commands"
done <"$forms/forms"
kill $sleeper

# A table whose columns the user names.
{
	echo 'when,who,mem,x'
	for i in $(seq 0 39); do echo "$((1793606400 + 60 * i)),web,$((23 + i)).5,3"; done
} >"$tmp/hand.csv"
like "a table that no name explains" "$("$analyze" --no-report "$tmp/hand.csv" 2>&1)" 'line 1 is not understood: `when,who,mem,x`; .*--import csv:'
out=$("$analyze" --no-report --import csv:time=when,rss=mem,name=who,unit=MB "$tmp/hand.csv" 2>&1)
like "with its columns named: its rounds" "$out" '^hand\.csv *40 rounds in 39 min'
like "with its columns named: the leak" "$out" 'suspect +web .*\+1 024 '
status "a column that is not there" 2 "$analyze" --no-report --import csv:time=when,rss=memo "$tmp/hand.csv"
like "and those that are" "$err" 'there are: when,who,mem,x'
status "a unit that is none" 2 "$analyze" --no-report --import csv:rss=mem,unit=XB "$tmp/hand.csv"
like "and those that are" "$err" 'KiB, MiB, MB, B and pages'
status "a part that is none" 2 "$analyze" --no-report --import csv:rss=mem,colour=who "$tmp/hand.csv"
status "a table without memory" 2 "$analyze" --no-report --import csv:time=when "$tmp/hand.csv"
like "columns between blanks" "$("$analyze" --no-report --import csv:time=Nr,rss=RSS "$forms/Nr-RSS-VSZ.log" 2>&1)" '40 rounds in 39 s'
out=$("$analyze" --no-report -v --import csv:pid=PID,rss=RSS,private=PRIVATE,unit=MB "$forms/awk-table-in-MB.log" 2>&1)
like "MB with decimals, when told" "$out" 'leak +unnamed +101 .*\+30[0-9]'

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

finish
