#!/bin/sh
# 39-archives - a run in every kind of archive is the same run; what is sent to hurt ends soon, with one line, and nothing is written.
. tests/tap.sh

run=$tmp/x.run
mkdir "$run" "$tmp/archives" "$tmp/here"
printf 'format: leakline-run 1\n' >"$run/run.info"
i=0
while [ $i -lt 30 ]; do
	at=20261123T05$(printf %02d $i)00.000Z
	printf 'Name:\tleaky\nPid:\t2417\nVmRSS:\t%8d kB\nRssAnon:\t%8d kB\nVmData:\t%8d kB\nVmStk:\t     132 kB\nVmSwap:\t       0 kB\nThreads:\t1\n' \
		$((5000 + 8 * i)) $((3000 + 8 * i)) $((3000 + 8 * i)) >"$run/00$(printf %02d $i)-$at.status"
	printf 'USER PID %%CPU %%MEM VSZ RSS TTY STAT START TIME COMMAND\nroot 2417 0.0 0.0 9000 %d ? Ss 05:00 0:00 ./leaky\n' $((5000 + 8 * i)) \
		>"$run/00$(printf %02d $i)-$at.ps"
	printf '%s\t%d\t%d\tround\t\n' $at $((1000 + 60000 * i)) $i >>"$run/events.tsv"
	i=$((i + 1))
done
python3 tests/archives.py "$tmp/archives" "$run" || exit 2
cd "$tmp/here" || exit 2
judged() { "$analyze" --no-report "$@" 2>&1 | sed '1s/^[^ ]*//'; }
whole=$(judged "$run")
like "the folder" "$whole" '30 rounds in 29 min'

for archive in ustar.tar pax.tar gnu.tar v7.tar x.tar.gz x.tar.bz2 x.tar.xz deflated.zip stored.zip streamed.zip absolute.tar above.tar long.tar \
	bytes.tar concatenated.tar members.tar.gz; do
	is "$archive: the same run" "$(judged "$tmp/archives/$archive")" "$whole"
done
# A zip has a checksum of each file: one that is wrong is told, and the file is left out.
python3 - "$tmp/archives/stored.zip" "$tmp/wrong.zip" <<'EOF'
import sys, zipfile
data = bytearray(open(sys.argv[1], "rb").read())
with zipfile.ZipFile(sys.argv[1]) as archive:
    entry = next(e for e in archive.infolist() if e.filename.endswith(".status"))
    at = data.index(archive.read(entry))
    data[at + 30] ^= 1
open(sys.argv[2], "wb").write(data)
EOF
like "a zip with a wrong checksum: is told" "$(judged -v "$tmp/wrong.zip")" 'damaged, its checksum is wrong: left out'
is "v7 on standard input" "$(judged - <"$tmp/archives/v7.tar")" "$whole"
is "a zip on standard input" "$(judged - <"$tmp/archives/streamed.zip")" "$whole"
for tool in zstd lz4; do
	if command -v $tool >"$tmp/which"; then
		$tool -q -c "$tmp/archives/v7.tar" >"$tmp/archives/v7.tar.$tool"
		is "$tool: the same run" "$(judged "$tmp/archives/v7.tar.$tool")" "$whole"
	else
		skip "$tool: the same run" "no $tool"
	fi
done
# gzip's ways: fields, members, blocks that are stored, what stands behind; the same where libarchive unpacks it
check "it builds without ISA-L" make -C "$root" -s "BUILD=${BUILD:-build}" "$B/leakline-analyze-plain"
plain=${analyze%/*}/leakline-analyze-plain
details=$(judged -v "$run")
for archive in x.tar.gz members.tar.gz fields.tar.gz stored.tar.gz tape.tar.gz behind.tar.gz twice.tar.gz.gz; do
	is "$archive: gzip's ways" "$(judged -v "$tmp/archives/$archive")" "$details"
	is "$archive: without ISA-L" "$(analyze=$plain judged -v "$tmp/archives/$archive")" "$details"
	is "$archive: through a pipe" "$(cat "$tmp/archives/$archive" | judged -v -)" "$details"
done
size=$(wc -c <"$tmp/archives/fields.tar.gz")
for tenth in 3 5 7 9; do
	head -c $((size * tenth / 10)) "$tmp/archives/fields.tar.gz" >"$tmp/cut.tar.gz"
	like "gzip cut at $tenth tenths: is told" "$(judged -v "$tmp/cut.tar.gz")" 'cut off or damaged: "(truncated gzip input|Truncated tar archive)"'
done
if ${PKG_CONFIG:-pkg-config} --exists libisal; then
	for archive in checksum bit; do
		like "$archive: is told" "$(judged -v "$tmp/archives/$archive.tar.gz")" 'cut off or damaged: "its gzip checksum does not fit"'
	done
	like "what was unpacked before the cut counts" "$(judged "$tmp/cut.tar.gz")" '^cut +2[0-9] rounds in'
	is "checksum: what is in it counts" "$(judged "$tmp/archives/checksum.tar.gz" | sed 1,2d | head -n 3)" "$(printf '%s\n' "$whole" | sed 1d | head -n 3)"
	like "a tar without its end, in gzip" "$(judged -v "$tmp/archives/no-end.tar.gz")" 'cut off or damaged: it has no end'
else
	skip "a checksum that does not fit" "built without ISA-L"
fi
like "links and devices are told" "$(judged -v "$tmp/archives/links.tar")" '\.ps: a link: left out'
is "and change nothing" "$(judged "$tmp/archives/links.tar" | head -n 4)" "$(printf '%s\n' "$whole" | head -n 4)"

# A damaged run: the same report of folder and archive, for each number of threads; two runs tell their own oddities.
mkdir "$tmp/odd"
cp -R "$run" "$tmp/odd/odd.run"
printf 'noise\n' >>"$tmp/odd/odd.run/0007-20261123T050700.000Z.ps"
head -c 60 "$run/0009-20261123T050900.000Z.status" >"$tmp/odd/odd.run/0009-20261123T050900.000Z.status"
tar -C "$tmp/odd" -cf "$tmp/odd.run.tar" odd.run
gzip -c "$tmp/odd.run.tar" >"$tmp/odd.run.tar.gz"
for jobs in 1 2 7; do
	for operand in odd/odd.run odd.run.tar odd.run.tar.gz; do
		rm -rf "$tmp/report"
		"$analyze" -q -j $jobs -o "$tmp/report" "$tmp/$operand" >"$tmp/out" 2>&1
		[ -d "$tmp/first" ] || mv "$tmp/report" "$tmp/first"
		[ ! -d "$tmp/report" ] || is "-j$jobs, $operand: the same bytes" "$(diff -r "$tmp/first" "$tmp/report")" ""
	done
done
cp -R "$run" "$tmp/odd/even.run"
tar -C "$tmp" -cf "$tmp/both.tar" odd
"$analyze" -q -o "$tmp/both" "$tmp/both.tar" >"$tmp/out" 2>&1
like "of two runs one is odd" "$(cat "$tmp/both/odd/report.txt")" '0007-.*noise'
unlike "and the other is not" "$(cat "$tmp/both/even/report.txt")" 'noise'

# what is compressed by itself: files of a run, and a log
pack() { # FILE COMMAND SUFFIX: false where there is no such command
	command -v "$2" >"$tmp/which" && "$2" -c "$1" >"$1.$3" && touch -r "$1" "$1.$3" && rm "$1"
}
mkdir "$tmp/packed"
cp -R "$run" "$tmp/packed/x.run"
for file in "$tmp"/packed/x.run/*; do
	case $file in
	*00.000Z.ps) pack "$file" gzip gz ;;
	*5*.status) pack "$file" xz xz ;;
	*6*.status) pack "$file" bzip2 bz2 ;;
	*7*.status) pack "$file" zstd zst ;;
	*8*.status) pack "$file" lz4 lz4 ;;
	*) gzip "$file" ;;
	esac
done
is "a folder of compressed files" "$(judged -v "$tmp/packed/x.run")" "$details"
tar -C "$tmp/packed" -cf "$tmp/packed.tar" x.run
is "in a tar" "$(judged -v "$tmp/packed.tar")" "$details"
tar -C "$tmp/packed" -czf "$tmp/packed.tar.gz" x.run
status "in what is compressed: refused" 2 "$analyze" --no-report "$tmp/packed.tar.gz"
like "in what is compressed: why" "$err" 'its files are compressed or archives: unpack them first'
head -c 400000000 /dev/zero | gzip -9 >"$tmp/packed/x.run/0003-20261123T050300.000Z.pmap.gz"
gzip -c "$run/0004-20261123T050400.000Z.status" | head -c 60 >"$tmp/packed/x.run/0004-20261123T050400.000Z.pmap.gz"
got=$(judged -v "$tmp/packed/x.run")
like "a bomb in it is left out" "$got" '0003-.*pmap.gz: it unpacks to more than a thousand times its size: left out'
like "what is cut off is told" "$got" '0004-.*pmap.gz: cut off or damaged'
is "and the others count" "$(printf '%s\n' "$got" | head -n 4)" "$(printf '%s\n' "$whole" | head -n 4)"
i=0
while [ $i -lt 30 ]; do
	printf 'Mon Nov 23 05:%02d:00 UTC 2026\n' $i
	cat "$run/00$(printf %02d $i)-"*.ps
	i=$((i + 1))
done >"$tmp/soak.log"
log=$(judged -v "$tmp/soak.log")
like "a log" "$log" '30 rounds in 29 min'
for filter in gzip bzip2 xz zstd lz4; do
	$filter -c "$tmp/soak.log" >"$tmp/soak.log.$filter" 2>"$tmp/which" || continue
	is "a log by $filter" "$(judged -v "$tmp/soak.log.$filter")" "$log"
	is "a log by $filter: on standard input" "$(judged -v - <"$tmp/soak.log.$filter" | tail -n +2)" "$(printf '%s\n' "$log" | tail -n +2)"
done
like "its name is that of the log" "$("$analyze" --no-report "$tmp/soak.log.gzip")" '^soak.log'
head -c $(($(wc -c <"$tmp/soak.log.gzip") * 9 / 10)) "$tmp/soak.log.gzip" >"$tmp/cut.log.gz"
got=$(judged -v "$tmp/cut.log.gz")
like "a log that is cut off: told" "$got" 'cut off or damaged: "(truncated gzip input|gzip)'
like "a log that is cut off: told on standard error, too" "$got" 'cut.log.gz: cut off, damaged or too large: only what'
if ${PKG_CONFIG:-pkg-config} --exists libisal; then
	like "a log that is cut off: what came counts" "$got" '^cut.log *[12]?[0-9] rounds in'
else
	skip "a log that is cut off: what came counts" "built without ISA-L"
fi

# other kinds are refused by name: the texts in them look like a log
for kind in 'cpio 070701' 'cpio 070707' '7z 7z\274\257\047\034' 'ar !<arch>\n' 'rar Rar!\032\007' 'lzip LZIP'; do
	# shellcheck disable=SC2059 # bytes in octal
	{ printf "${kind#* }"; cat "$run"/0*.status; } >"$tmp/foreign"
	status "${kind%% *}: refused" 2 "$analyze" --no-report "$tmp/foreign"
	like "${kind%% *}: by name" "$err" "foreign: ${kind%% *} is no kind of archive that is read"
	mkdir "$tmp/foreign.run"
	cp "$run"/0* "$tmp/foreign" "$tmp/foreign.run"
	like "${kind%% *}: beside rounds" "$(judged -v "$tmp/foreign.run")" 'foreign: compressed, or an archive, within a run: left out'
	rm -r "$tmp/foreign.run"
done

# encrypted: the flag of each member's two headers (APPNOTE.TXT 4.4.4, bit 0)
python3 - "$tmp/archives/stored.zip" "$tmp/locked.zip" <<'END'
import re, sys
data = bytearray(open(sys.argv[1], "rb").read())
for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
    for found in re.finditer(re.escape(magic), bytes(data)):
        data[found.start() + flags] |= 1
open(sys.argv[2], "wb").write(data)
END
status "encrypted: refused" 2 "$analyze" --no-report "$tmp/locked.zip"
like "encrypted: why" "$err" "locked.zip: no run is in it: the archive is encrypted: unpack it first"

# cut off: what is whole counts
size=$(wc -c <"$tmp/archives/ustar.tar")
for tenth in 3 5 7 9; do
	head -c $((size * tenth / 10)) "$tmp/archives/ustar.tar" >"$tmp/cut.tar"
	status "cut at $tenth tenths" 3 "$analyze" --no-report -v "$tmp/cut.tar"
	like "cut at $tenth tenths: is told" "$out" 'cut off or damaged'
done
# What came before may be a pass; the whole was not seen. 175104 is a place between two members.
xz -dc "$root/tests/runs/constant/run.tar.xz" >"$tmp/steady.tar"
status "a steady run, whole" 0 "$analyze" --no-report "$tmp/steady.tar"
for cut in 175104 175000; do
	head -c $cut "$tmp/steady.tar" >"$tmp/cut.tar"
	status "cut at $cut it is no pass" 3 "$analyze" --no-report "$tmp/cut.tar"
	like "cut at $cut: why" "$out" '1 stable, files were left out unseen +exit 3$'
	gzip -c "$tmp/cut.tar" >"$tmp/cut.tar.gz"
	status "cut at $cut, then compressed" 3 "$analyze" --no-report "$tmp/cut.tar.gz"
done
head -c 60 "$tmp/archives/x.tar.gz" >"$tmp/cut.tar.gz"
status "cut before the first round" 2 "$analyze" --no-report "$tmp/cut.tar.gz"

for bomb in says-100g.tar zeros.tar.gz nested.zip empty.tar log.gz; do
	status "$bomb" 2 timeout 20 "$analyze" --no-report "$tmp/archives/$bomb"
	is "$bomb: one line" "$(printf '%s\n' "$err" | wc -l)" 1
done
like "what is compressed and no log" "$err" 'no run is in it: it is one file of a run'
status "20000 folders" 3 timeout 60 "$analyze" --no-report -q "$tmp/archives/folders.tar.gz"
is "nothing was written" "$(ls -A "$tmp/here")" ""

if command -v strace >"$tmp/which"; then
	for archive in above.tar absolute.tar deflated.zip x.tar.gz links.tar; do
		strace -f -qq -o "$tmp/trace" -e trace=%file,%process "$analyze" --no-report "$tmp/archives/$archive" >"$tmp/out" 2>&1
		is "$archive: no member's name is used, nothing is run" \
			"$(grep -E 'x\.run|passwd|execve|O_CREAT|O_WRONLY|unlink|rename' "$tmp/trace" | grep -vE '^[0-9]* *execve\("[^"]*leakline-analyze"|\.gcda"')" ""
	done
else
	skip "what is opened" "no strace"
fi
cd "$root" || exit 2
# Large members of a tar in a file are passed over and read by their place; through a pipe, and compressed, they are not.
mkdir "$tmp/large.run"
awk -v folder="$tmp/large.run" 'BEGIN {
	for (r = 0; r < 20; r++) {
		name = sprintf("%s/%04d-20261123T05%02d00.000Z.pmap", folder, r, r)
		print "2417:   ./leaky\nAddress           Kbytes Mode  Offset           Device    Mapping" >name
		for (i = 0; i < 900; i++) printf "%016x %7d rw--- 0000000000000000 000:00000   [ anon ]\n", 4294967296 + i * 16777216, i == 450 ? 64 + 8 * r : 4 >name
		printf "mapped: %dK    writeable/private: %dK    shared: 0K\n", 3660 + 8 * r, 3660 + 8 * r >name
		close(name)
	}
}'
tar -C "$tmp" -cf "$tmp/large.tar" large.run
gzip -c "$tmp/large.tar" >"$tmp/large.tar.gz"
whole=$(judged -v "$tmp/large.run")
like "large members" "$whole" '20 rounds'
is "in a tar" "$(judged -v "$tmp/large.tar")" "$whole"
is "on several threads" "$(judged -v -j 5 "$tmp/large.tar")" "$whole"
is "compressed" "$(judged -v "$tmp/large.tar.gz")" "$whole"
is "as standard input" "$(judged -v - <"$tmp/large.tar" | tail -n +2)" "$(printf '%s\n' "$whole" | tail -n +2)"
is "through a pipe" "$(cat "$tmp/large.tar" | judged -v - | tail -n +2)" "$(printf '%s\n' "$whole" | tail -n +2)"
for cut in 100000 262144 262656 300001 700000 1000000 1300000; do
	head -c $cut "$tmp/large.tar" >"$tmp/cut.tar"
	is "cut off at $cut" "$(judged -v - <"$tmp/cut.tar")" "$(cat "$tmp/cut.tar" | judged -v -)"
done
finish
