#!/bin/sh
# 36-large - input of a size that no device has: twice as much takes about twice as long; very long lines and odd names do no harm.
. tests/tap.sh

${CC:-cc} -O1 -o "$tmp/cost" tests/bench/cost.c || exit 2
begin_run() { # FOLDER
	mkdir "$1"
	printf 'format: leakline-run 1\npage_size: 4096\n' >"$1/run.info"
}
made_ps() { # FOLDER PROCESSES SAME-NAME
	begin_run "$1"
	for round in 0 1 2 3 4 5; do
		awk -v n="$2" -v same="$3" -v r=$round 'BEGIN {
			print "USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND"
			for (i = 1; i <= n; i++)
				printf "root %7d  0.0  0.0  20000  %d ?        Ss   05:00   0:01 worker%s\n", i, 5000 + i % 7 + 4 * r, same ? "" : i
		}' >"$1/000$round-20261123T05160$round.000Z.ps"
	done
}
made_status() { # FOLDER PROCESSES RESTARTS: with restarts each round has processes of its own
	begin_run "$1"
	for round in 0 1 2 3 4 5; do
		awk -v n="$2" -v r=$round -v again="$3" 'BEGIN {
			for (i = 1; i <= n; i++)
				printf "Name:\tworker\nPid:\t%d\nVmRSS:\t%d kB\nRssAnon:\t%d kB\n", i + again * r * n, 5000 + r, 4000 + r
		}' >"$1/000$round-20261123T05160$round.000Z.status"
	done
}
made_pmap() { # FOLDER MAPPINGS
	begin_run "$1"
	for round in 0 1 2 3 4 5; do
		awk -v n="$2" -v r=$round 'BEGIN {
			print "7:   x\nAddress           Kbytes Mode  Offset           Device    Mapping"
			for (i = 0; i < n + r; i++)
				printf "00007f%06x%04x       4 rw--- 0000000000000000 000:00000   [ anon ]\n", i / 8, i % 8 * 8192
			printf "mapped: %dK    writeable/private: %dK    shared: 0K\n", 4 * (n + r), 4 * (n + r)
		}' >"$1/000$round-20261123T05160$round.000Z.pmap"
	done
}
cpu_ms() { # FOLDER: of the faster of two
	for again in 1 2; do
		timeout 120 "$tmp/cost" "$analyze" --no-report --allow-inconclusive -q -j 1 "$1" 3>"$tmp/cost.out" >"$tmp/out" 2>"$tmp/err" ||
			[ $? = 1 ] || echo 999999
		awk '{ print int($1 / 1000) }' "$tmp/cost.out"
	done | sort -n | head -n 1
}
linear() { # WHAT: of twice the size, 20 ms being the start of the program
	small=$(cpu_ms "$tmp/small") large=$(cpu_ms "$tmp/large")
	check "$1: $small ms, twice as much $large ms" test "$large" -lt $((small * 3 + 20))
	rm -rf "$tmp/small" "$tmp/large"
}
made_ps "$tmp/small" 2500 0; made_ps "$tmp/large" 5000 0 # more than 10000 are not all judged
linear "processes of ps"
made_ps "$tmp/small" 12000 0; made_ps "$tmp/large" 24000 0
linear "and those that are too many to judge"
made_ps "$tmp/small" 2500 1; made_ps "$tmp/large" 5000 1
linear "processes of one name"
made_status "$tmp/small" 2500 0; made_status "$tmp/large" 5000 0
linear "targets of one name"
made_status "$tmp/small" 3000 1; made_status "$tmp/large" 6000 1
linear "restarts of one name"
made_log() { # FILE PROCESSES: all of one name, and all grow
	awk -v n="$2" 'BEGIN {
		for (r = 0; r < 14; r++) {
			printf "2026-11-02 08:%02d:00\n  PID   RSS COMMAND\n", r
			for (i = 0; i < n; i++)
				printf "%5d %5d worker\n", 1000 + i, 20000 + 40 * r + i * 7 % 5 * r % 4
		}
	}' >"$1"
}
made_log "$tmp/small" 2000; made_log "$tmp/large" 4000
linear "suspects of one name"
one_line() { # FILE SIZES: so many sizes in one line, each with its name behind it, which a word in front makes another one
	{
		for minute in 0 1 2 3; do echo "2026-11-02 08:0$minute:00 rss=24004 kB"; done
		awk -v n="$2" 'BEGIN { printf "2026-11-02 08:04:00 peak "; while (n--) printf "1 KB RSS a 5 "; print "" }'
	} >"$1"
}
one_line "$tmp/small" 5000; one_line "$tmp/large" 10000
linear "sizes with a name behind them in one line"
made_pmap "$tmp/small" 40000; made_pmap "$tmp/large" 80000
linear "mappings"

# A line of 1 MB, and of 8, in each kind: each is told, and what stands around it counts.
long() { head -c "$1" /dev/zero | tr '\0' x; }
made_line() { # FOLDER BYTES
	made_status "$1" 1 0
	for kind in ps pmap status stat smaps meminfo slabinfo vmstat; do
		for round in 0 1 2 3 4 5; do
			{
				cat "$1/000$round-20261123T05160$round.000Z.$kind" 2>/dev/null
				long "$2"
				echo
				[ $kind != status ] || printf 'Name:\tother\nPid:\t99\nVmRSS:\t5000 kB\nRssAnon:\t4000 kB\n'
			} >"$tmp/line"
			mv "$tmp/line" "$1/000$round-20261123T05160$round.000Z.$kind"
		done
	done
}
made_line "$tmp/small" 1000000
like "a line of 1 MB: what stands around it counts" "$("$analyze" --no-report --allow-inconclusive -v "$tmp/small" 2>&1)" 'other +99 '
made_line "$tmp/large" 2000000
linear "a long line"

# Names of newlines: in status they are escaped, in stat they stand as they are.
begin_run "$tmp/small"
for round in 0 1 2 3 4 5; do
	printf 'Name:\t\\n\\n\\n\\n\\n\\n\\n\nPid:\t7\nVmRSS:\t%d kB\nRssAnon:\t4000 kB\n' $((5000 + round)) >"$tmp/small/000$round-20261123T05160$round.000Z.status"
	{
		printf '7 ('
		long 100000 | tr x '\n'
		echo ') S 1 7 7 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 100 0 0 18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0'
	} >"$tmp/small/000$round-20261123T05160$round.000Z.stat"
done
out=$("$analyze" --no-report --allow-inconclusive -v "$tmp/small" 2>&1)
like "a name of newlines: one line" "$out" '[^ ]+ +7 .*5 005'
is "it prints no line of its own" "$(printf '%s\n' "$out" | awk 'length > 400' | wc -l)" 0

# 50,000 files of no byte are 50,000 oddities, of which the first 8,192 are kept: the same ones for any number of threads.
python3 - "$tmp/empty.tar.gz" <<'END' || exit 2
import gzip, sys
status = b"Name:\tleaky\nPid:\t7\nVmRSS:\t    5000 kB\nRssAnon:\t    4000 kB\n"
def member(name, text=b""):
    head = bytearray(name.encode().ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"%011o\0" % len(text) + b"0" * 11 + b"\0" + b" " * 8 + b"0" +
        b"\0" * 100 + b"ustar\00000" + b"\0" * 247)
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + text + bytes(-len(text) % 512)
with gzip.open(sys.argv[1], "wb", 1) as out:
    for i in range(50000):
        time = "20261123T%02d%02d%02d.%03dZ" % (i // 36000, i // 600 % 60, i // 10 % 60, i % 10)
        out.write(member("x.run/%06d-%s.ps" % (i, time)))
        if i % 10000 == 0:
            out.write(member("x.run/%06d-%s.status" % (i, time), status))
    out.write(bytes(1024))
END
for j in 1 3; do
	"$tmp/cost" "$analyze" --no-report --allow-inconclusive -v -j $j "$tmp/empty.tar.gz" 3>"$tmp/cost.out" >"$tmp/out.$j" 2>&1
done
like "empty files: told" "$(grep -c 'no header of ps' "$tmp/out.1") $(grep -v 'no header of ps' "$tmp/out.1" | tr '\n' ' ')" '^8192 .*50000 oddities in the input .* 41808 more'
check "empty files: the same for any number of threads" cmp "$tmp/out.1" "$tmp/out.3"
is "empty files: memory" "$(awk '{ print $3 < 96 * 1024 ? "little" : $3 " KiB" }' "$tmp/cost.out")" little

# A log is read a round at a time, however large it is: what its numbers need is 8 bytes each.
log_of() { # KIND ROUNDS LEFT-OUT: its memory, in MiB
	tests/bench/make-log.py "$1" "$tmp/log" "$2"
	"$tmp/cost" "$analyze" --no-report --allow-inconclusive --skip "$3" -v -j 1 "$tmp/log" 3>"$tmp/cost.out" >"$tmp/out" 2>&1
	awk '{ print int($3 / 1024) }' "$tmp/cost.out"
}
mib=$(log_of ps 8500 8400)
check "a log of $(($(wc -c <"$tmp/log") >> 20)) MiB: $mib MiB of memory" test "$mib" -lt $((16 + 8 * 300 * 8500 / 1048576 + 8))
check "it is more than is read at once" test "$(wc -c <"$tmp/log")" -gt $((256 << 20))
like "its rounds" "$(cat "$tmp/out")" '^log *8500 rounds in '
like "its leak" "$(cat "$tmp/out")" '(suspect|leak) +leaky +2417 .*\+4\.0 '
rm "$tmp/log"
mib=$(log_of csv 8000 7900)
check "a table of $(($(wc -c <"$tmp/log") >> 20)) MiB: $mib MiB of memory" test "$mib" -lt $((16 + 8 * 100 * 8000 / 1048576 + 8))
like "its leak" "$(cat "$tmp/out")" 'suspect +worker-7 +4007 .*\+1\.0'
mib=$(log_of bare 200000 199900)
check "200,000 rounds of one value: $mib MiB of memory" test "$mib" -lt 24
mib=$(log_of bare 200000 0)
check "200,000 rounds of one value, all fitted: $mib MiB of memory" test "$mib" -lt 30

# A machine that starts thousands of short programs: those that nobody could judge are counted, and no more.
awk 'BEGIN {
	for (r = 0; r < 40; r++) {
		printf "Mon Nov 23 05:%02d:00 UTC 2026\nUSER PID %%CPU %%MEM VSZ RSS TTY STAT START TIME COMMAND\n", r
		for (i = 0; i < 500; i++)
			printf "root %d 0.0 0.0 20000 %d ? Ss 05:%02d 0:01 sh%d\n", 1000 + 500 * r + i, 5000 + i % 7, r, i % 50
		printf "root 7 0.0 0.0 20000 %d ? Ss 04:00 0:01 leaky\n", 5000 + 8 * r
	}
}' >"$tmp/log"
"$tmp/cost" "$analyze" -v -o "$tmp/report" "$tmp/log" 3>"$tmp/cost.out" >"$tmp/out" 2>&1
like "short lives: told" "$(cat "$tmp/out")" '20000 processes that were there in fewer than 2 rounds are left out: there are more than 10000'
like "short lives: what lasts is judged" "$(cat "$tmp/out")" 'suspect +leaky +7 .*\+8\.0 '
is "short lives: few charts" "$(ls "$tmp/report/plots" | grep -c -v leaky)" 2
is "short lives: memory" "$(awk '{ print $3 < 64 * 1024 ? "little" : $3 " KiB" }' "$tmp/cost.out")" little
like "short lives: -p takes one" "$("$analyze" --no-report -v --allow-inconclusive -p sh7 "$tmp/log" 2>&1)" 'inconclusive +sh7 '
awk 'NR <= 40 * 252 || !/ sh/' "$tmp/log" | head -n 9500 >"$tmp/few"
unlike "fewer of them are all there" "$("$analyze" --no-report --allow-inconclusive "$tmp/few" 2>&1)" 'left out'

# The same where PIDs come back: it is lives that are counted.
begin_run "$tmp/again"
for round in 10 11 12 13 14 15 16 17 18 19 20 21 22; do
	awk -v folder="$tmp/again" -v r=$round 'BEGIN {
		base = sprintf("%s/00%d-20261123T0516%d.000Z.", folder, r, r)
		for (i = 0; i <= 1000; i++) {
			pid = i ? 1000 + i : 7
			name = i ? "sh" i % 50 : "daemon"
			printf "Name:\t%s\nPid:\t%d\nVmRSS:\t5000 kB\nRssAnon:\t4000 kB\nnonvoluntary_ctxt_switches:\t1\n", name, pid >(base "status")
			printf "%d (%s) S 1 7 7 0 -1 4194560 0 0 0 0 1 0 0 0 20 0 1 0 %d 9437184 2125 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0\n", \
				pid, name, i ? 1000 + r : 500 >(base "stat")
		}
	}'
done
"$tmp/cost" "$analyze" --no-report --allow-inconclusive -v "$tmp/again" 3>"$tmp/cost.out" >"$tmp/out" 2>&1
like "short lives of PIDs that come back: told" "$(cat "$tmp/out")" '13000 processes that were there in fewer than 2 rounds are left out'
like "and what lasts is judged" "$(cat "$tmp/out")" 'stable +daemon +7 '
is "and their memory" "$(awk '{ print $3 < 64 * 1024 ? "little" : $3 " KiB" }' "$tmp/cost.out")" little
rm -r "$tmp/again"

# So many mapped files that no list of them would tell anything.
made_names() { # FOLDER FILES
	begin_run "$1"
	for round in 10 11 12 13 14 15 16 17 18 19; do
		awk -v n="$2" -v r=$round 'BEGIN {
			print "7:   x\nAddress           Kbytes Mode  Offset           Device    Mapping"
			for (i = 0; i < n; i++)
				printf "00007f%06x%04x       4 rw--- 0000000000000000 000:00000   file-%d-%d\n", i / 8, i % 8 * 8192, r, i
			printf "00007fffff000000       8 r-x-- 0000000000000000 000:00000   libx.so.6\n"
			printf "mapped: %dK    writeable/private: %dK    shared: 0K\n", 4 * n + 8, 4 * n
		}' >"$1/00$round-20261123T0516$round.000Z.pmap"
	done
}
made_names "$tmp/names" 5000
"$tmp/cost" "$analyze" -v --allow-inconclusive -o "$tmp/report" "$tmp/names" 3>"$tmp/cost.out" >"$tmp/out" 2>&1
like "names of mappings: told" "$(cat "$tmp/out")" 'more than 2048 files are mapped at a time by 1 process: those that are no libraries are one group, \[other files\]'
is "names of mappings: their groups" "$(tail -n +2 "$tmp/report/mappings.csv" | cut -d, -f 4 | sort -u | tr '\n' ' ')" '"[other files]" "libx.so.6" '
is "names of mappings: memory" "$(awk '{ print $3 < 32 * 1024 ? "little" : $3 " KiB" }' "$tmp/cost.out")" little
rm -rf "$tmp/names"
made_names "$tmp/names" 2000
"$analyze" -q --allow-inconclusive -o "$tmp/report" "$tmp/names" >"$tmp/out" 2>&1
unlike "fewer names are all there" "$(cat "$tmp/out"; cat "$tmp/report/mappings.csv")" 'other files'

# A log of more than 256 MiB that comes through a pipe, or compressed, goes through a file without a name.
# Lines that pack to a twentieth: fast to pack, and far from what unpacks to hundreds of times its size.
noise() { head -c "$1" /dev/urandom | base64 -w 0; }
noise 4500 >"$tmp/block"
{ noise 50000; awk '{ for (i = 0; i < 211; i++) printf "%s", $0 }' "$tmp/block"; } >"$tmp/noise"
awk '{ for (i = 0; i < 210; i++) printf "2026-11-23 %02d:%02d:00\n%s\nVmRSS: %d kB\n", 5 + i / 60, i % 60, $0, 24000 + 40 * i }' "$tmp/noise" >"$tmp/huge.log"
gzip -1 -c "$tmp/huge.log" >"$tmp/huge.log.gz"
huge='210 rounds in 3 h 29 min, 1 process'
like "280 MB in a file" "$("$analyze" --no-report "$tmp/huge.log" 2>&1)" "$huge"
like "280 MB through a pipe" "$(cat "$tmp/huge.log" | "$analyze" --no-report - 2>&1)" "$huge"
like "280 MB compressed" "$("$analyze" --no-report "$tmp/huge.log.gz" 2>&1)" "$huge"
TMPDIR=$tmp/none status "280 MB, and no place for it" 2 "$analyze" --no-report "$tmp/huge.log.gz"
like "and what to do" "$err" 'set TMPDIR, or unpack it to a file'
mkdir "$tmp/both"
mv "$tmp/huge.log.gz" "$tmp/both/"
awk 'BEGIN { print "time,rss_kb"; for (i = 10; i < 50; i++) print "2026-11-02T08:" i ":00Z,9000" }' >"$tmp/both/flat.csv"
out=$("$analyze" --no-report "$tmp/both" 2>&1)
is "280 MB compressed, among others: its status" $? 0
like "280 MB compressed, among others" "$out" '^huge.log .*suspect'
out=$(TMPDIR=$tmp/none "$analyze" --no-report "$tmp/both" 2>&1)
is "and no place for it: no pass is earned" $? 3
like "and what is said" "$out" '1 stable, 1 file could not be read      exit 3'
cp "$tmp/both/flat.csv" "$tmp/both/flat2.csv"
out=$(TMPDIR=$tmp/none "$analyze" --no-report "$tmp/both" 2>&1)
like "and among several" "$out" '2 stable, files could not be read      exit 3'
rm -r "$tmp/both"
head -c 300000000 /dev/zero | tr '\0' x | gzip -1 >"$tmp/zeros.gz"
status "what unpacks to hundreds of times its size" 2 "$analyze" --no-report "$tmp/zeros.gz"
like "and what to do with it" "$err" 'unpack it to a file'
rm -f "$tmp"/huge* "$tmp/zeros.gz"

# A log that was cut off while its writer went on at its old place: what stands behind 600 MiB of nothing counts, and takes little memory.
tests/bench/make-log.py bare "$tmp/log" 300
truncate -s 600M "$tmp/log"
tests/bench/make-log.py bare "$tmp/rest" 300
cat "$tmp/rest" >>"$tmp/log"
rm "$tmp/rest"
"$tmp/cost" "$analyze" --no-report --allow-inconclusive --format json -j 1 "$tmp/log" 3>"$tmp/cost.out" >"$tmp/out" 2>"$tmp/err"
is "a log with a hole of 600 MiB: memory" "$(awk '{ print $3 < 32 * 1024 ? "little" : $3 " KiB" }' "$tmp/cost.out")" little
like "its rounds" "$(cat "$tmp/out")" '"rounds": ?600'
like "it is told" "$(cat "$tmp/out")" 'NUL bytes: the line before them is left out'
printf '\377\376' >"$tmp/log"
truncate -s 300M "$tmp/log"
status "300 MiB of UTF-16" 2 "$analyze" --no-report "$tmp/log"
like "and what to do" "$err" 'too large for the NUL bytes in it: take them out .tr -d'
rm "$tmp/log"
finish
