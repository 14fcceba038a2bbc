#!/bin/sh
# 33-import-advice - what a refusal advises is typed, and what comes of it is read with the right numbers.
. tests/tap.sh

tab=$(printf '\t')

# Forty rows of a form: RR and VV are KiB, BB bytes, MM MB with decimals, TT seconds, EE seconds since 1970, NN a date.
rows() { # FORM
	awk -v form="$1" 'BEGIN {
		for (i = 0; i < 40; i++) {
			s = form
			gsub(/RR/, 24004 + 40 * i, s)
			gsub(/VV/, 60000 + 40 * i, s)
			gsub(/BB/, sprintf("%d", 24580096 + 40960 * i), s)
			gsub(/MM/, sprintf("%.2f", 24.5 + .04 * i), s)
			gsub(/TT/, 100 + 60 * i, s)
			gsub(/EE/, sprintf("%d", 1793606400 + 60 * i), s)
			gsub(/NN/, sprintf("2026-11-02 08:%02d:00", i), s)
			print s
		}
	}'
}

# The commands of a message, each in a line; a shell's or one of --import.
advice() {
	"$analyze" --no-report "$tmp/log" 2>&1 | grep -o '`[^`]*`' | tr -d '`' | grep '>named\.log$\|^--import'
}

typed() { # WHAT PATTERN: each command for $tmp/log
	advice >"$tmp/advice"
	status "$1: a command is advised" 0 test -s "$tmp/advice"
	while read -r command; do
		rm -f "$tmp/named.log"
		case $command in
		--import*)
			cp "$tmp/log" "$tmp/named.log"
			eval "out=\$(\"\$analyze\" --no-report -v $command \"\$tmp/named.log\" 2>&1)"
			;;
		*)
			(cd "$tmp" && eval "$command")
			out=$("$analyze" --no-report -v "$tmp/named.log" 2>&1)
			;;
		esac
		like "$1: what is advised is read: $(printf '%s' "$command" | tr -d '\\')" "$out" "$2"
	done <"$tmp/advice"
}

# Header, form, and what has to come out: the time, and the process with its rate.
while IFS=$tab read -r header form pattern; do
	{
		[ "$header" = - ] || printf "$header\n"
		rows "$(printf "$form")"
	} >"$tmp/log"
	typed "$form" '^named\.log *40 rounds'
	wanted=$pattern
	[ "$pattern" = timed ] && wanted='40 rounds in 39 min'
	like "$form: $wanted" "$out" "$wanted"
	like "$form: the rate" "$out" 'suspect +[^ ].*\+4[01]\.'
done <<end
-	TT RR	timed
-	0.3 RR	25 564
-	4711 0.3 RR	unnamed +4711 
-	TT.25 RR	timed
-	EE RR	timed
-	EE.517 RR	timed
-	EE123 RR	timed
-	NN RR	timed
-	EE 4711 RR	unnamed +4711
-	TT 4711 RR	unnamed +4711 
-	TT 4711 RR web	web +4711 
-	4711 RR	unnamed +4711 
-	4711 VV RR web	web +4711 .*25 564
-	TT VV RR	timed
-	NN VV RR 1.2	25 564
-	VV RR	25 564
-	VV RR 1.2	25 564
-	RR 0.3	25 564
-	RR 12	25 564
-	RR	25 564
-	MM	26 685
-	TT MM	timed
-	EE MM	timed
-	TT MMM	timed
-	TT RR kB	timed
-	TTs RR	40 rounds
-	web RR	web 
-	web MM	26 685
-	size MMMiB	26 685
-	EE,RR	timed
-	TT,RR	timed
-	TT, RR	timed
-	TT;RR	timed
-	TT.5,MM	timed
-	TT\\tRR	timed
-	TT,4711,web,RR	web +4711 
-	4711,RR	unnamed +4711 
-	After 100 requests: MM MB	26 685
time,web	EE,RR	timed
time|web size|db	NN|RR|9000	timed
time\\tweb\\tdb	NN\\tRR\\t9000	timed
time,process memory	NN,MM	26 685
"time","web, x"	NN,RR	timed
time,value	NN,RR	timed
time,name,value	NN,web x,MM	web x .*26 685
time pid value	EE 4711 RR	unnamed +4711 
-	{"ts":EE,"heapUsed":BB}	timed
-	{"ts":EE,"x":{"a":BB,"b":3}}	timed
end

# A PID that comes again parts rounds, a time does not.
awk 'BEGIN { for (i = 0; i < 40; i++) { printf "101 %d web\n202 9000 db\n", 24004 + 40 * i } }' >"$tmp/log"
typed "two processes" 'named\.log *40 rounds, 2 processes'
awk 'BEGIN { for (i = 0; i < 40; i++) { printf "101,%d\n202,9000\n", 24004 + 40 * i } }' >"$tmp/log"
typed "two processes of a CSV" 'named\.log *40 rounds, 2 processes'

# What derailed_benchmarks prints: MiB alone, below three lines.
{
	printf 'Booting: production\nEndpoint: "/"\nPID: 4711\n'
	awk 'BEGIN { for (i = 0; i < 40; i++) print 24.50390625 + i }'
} >"$tmp/log"
typed "derailed_benchmarks" 'named\.log *40 rounds, 1 process'
like "and its rate" "$out" 'suspect +unnamed .*\+1 024 '

# --import without a unit that decimals need.
{
	echo 'when,mem'
	rows 'EE,MM'
} >"$tmp/log"
out=$("$analyze" --no-report --import csv:time=when,rss=mem "$tmp/log" 2>&1)
like "decimals of a column that is named: what helps" "$out" 'say which they are behind --import csv:, as in .unit=MB.'
out=$("$analyze" --no-report --import csv:time=when,rss=mem,unit=MB "$tmp/log" 2>&1)
like "and it does" "$out" '40 rounds in 39 min'

# A name that two columns have does not say which one is meant.
out=$("$analyze" --no-report --import csv:time=time,pid=pid,rss=rss_kb tests/fixtures/import/twin-pid.csv 2>&1)
is "a name of two columns: its status" $? 2
like "a name of two columns" "$out" 'two of its columns tell memory of one process, and differ in row 1'
out=$("$analyze" --no-report --import csv:time=time,pid=pid,rss=rss_kb tests/fixtures/import/twin-same.csv 2>&1)
like "a name of two columns that agree" "$out" 'suspect +unnamed +4711 .*\+40\.3'
out=$("$analyze" --no-report --import csv:time=time,pid=pid,rss=RSS tests/fixtures/import/twin-case.csv 2>&1)
like "one of two names that differ in case" "$out" 'suspect +unnamed +4711'

# Two looks in one second.
two() { # COLUMNS ROWS: an expression of awk
	awk -v columns="$1" "BEGIN { print columns; for (i = 0; i < 40; i++) { t = 1793606400 + int(i / 2); $2 } }" >"$tmp/two.csv"
	out=$("$analyze" --no-report -v "$tmp/two.csv" 2>&1)
}
two time,pid,rss_kb 'print t ",4711," 24004 + 40 * i'
like "one PID, two readings a second" "$out" '40 rounds in 19 s, 1 process'
like "and its rate" "$out" 'suspect +unnamed +4711 .*\+40\.0 '
two time,pid,rss_kb 'print t ",4711," 24004 + 40 * i "\n" t ",4712,9000"'
like "two PIDs, two looks a second" "$out" '40 rounds in 19 s, 2 processes'
like "and the rate" "$out" 'suspect +unnamed +4711 .*\+40\.0 '
two time,pid,rss_kb 'print t ",1," 24004 + 40 * i % 80'
like "PID 1 twice is of two containers" "$out" 'no target|inconclusive|left out'
two time,rss_kb 'print t "," 24004 + 40 * i'
like "without a PID it is not known" "$out" 'no target'

# A total in the first row.
total() { # COMMAND: of awk, for each round
	awk "BEGIN { print \"name,rss_kb\"; for (i = 0; i < 40; i++) { $1 } }" >"$tmp/total.csv"
	out=$("$analyze" --no-report -v "$tmp/total.csv" 2>&1)
}
total 'print "TOTAL," 33004 + 40 * i "\nweb," 24004 + 40 * i "\ndb,9000"'
like "a total in front: no process" "$out" '40 rounds, 2 processes'
like "and said" "$out" 'rows of a total are left out'
total 'print "TOTAL," 24004 + 40 * i'
like "a total alone" "$out" '40 rounds, 1 process'
like "and its rate" "$out" 'suspect +TOTAL .*\+40\.0 '
printf 'name,rss_kb\nTOTAL,24004\n' >"$tmp/total.csv"
like "a total in the only row" "$("$analyze" --no-report --allow-inconclusive "$tmp/total.csv" 2>&1)" '1 round, 1 process'

# vmmap's footprint, beside its peak.
awk 'BEGIN { for (i = 0; i < 40; i++) printf "Mon Nov  2 08:%02d:00 UTC 2026\nPhysical footprint:         %.1fM\nPhysical footprint (peak):  90.5M\n", i, 24.5 + i * .1 }' >"$tmp/vmmap.log"
out=$("$analyze" --no-report -v "$tmp/vmmap.log" 2>&1)
like "vmmap: rounds" "$out" '40 rounds in 39 min'
like "vmmap: the rate" "$out" '\+102\.4.* 29 082'

# A name that would end the quotes of a command stands in none: who copies it would run what follows.
while IFS=$tab read -r header size wanted; do
	awk -v header="$header" -v size="$size" 'BEGIN {
		print header
		for (i = 0; i < 40; i++) printf "2026-11-02T08:%02d:00,%s\n", i, size + i
	}' >"$tmp/log"
	out=$("$analyze" --no-report "$tmp/log" 2>&1)
	unlike "$header: in no command" "$out" 'touch'
	like "$header: what is advised" "$out" "$wanted"
done <<end
time,web';touch x;'	24004	if the second is, say so, as in .sed
time,rss';touch x;'	24.5	say which they are behind .--import csv:., or record
end
finish
