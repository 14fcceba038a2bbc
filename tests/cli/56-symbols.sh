#!/bin/sh
# 56-symbols - --symbols: names of functions, objects and classes from binaries and debug files, matched by build id, whatever else is there.
. tests/tap.sh

"$analyze" --version | grep -q '+elf' || skip_all "built without libelf"
cc=${CC:-cc}
command -v objcopy >/dev/null && command -v readelf >/dev/null || skip_all "no binutils"
cd "$tmp" || exit 2
cat >server.c <<'END'
#include <stdio.h>
int counter;
static void on_timer(void) { counter++; }
const struct { void (*call)(void); const char *name; } route_table = { on_timer, "default" };
int main(void) { printf("%p %p\n", (void *)&route_table, (void *)on_timer); return 0; }
END
$cc -O1 -g -Wl,--build-id -o server server.c 2>cc || skip_all "no compiler"
address() { nm "$1" | awk -v name="$2" '$3 == name { sub(/^0+/, "", $1); print $1 }'; }
build_id() { readelf -n "$1" | awk '/Build ID/ { print $3 }'; }

# a_run FOLDER MODULE BUILD-ID OFFSET...: 40 rounds of a process that loses a block a round for each pointer
a_run() {
	folder=$1 module=$2 id=$3
	shift 3
	mkdir -p "$folder"
	python3 - "$folder" "$module" "$id" "$@" <<'END'
import sys
folder, module, build_id, *offsets = sys.argv[1:]
for i in range(40):
    name = f"{folder}/{i:04d}-20261128T12{i:02d}00.000Z"
    open(name + ".status", "w").write(f"==> 7 <==\nName:\tserver\nPid:\t7\nVmRSS:\t4000 kB\nRssAnon:\t2000 kB\nVmSwap:\t0 kB\n")
    lines, used, blocks = [], 0, 0
    for k, offset in enumerate(offsets):
        count, size = 100 + i, 64 + 32 * k
        used, blocks = used + count * size, blocks + count
        lines.append(f"b {size} {count}\n {count} @0 {module}+0x{offset}\n")
    system = 1 << 20
    mod = f"mod {module} {build_id}\n" if build_id else ""
    open(name + ".heap", "w").write(
        f"heap 7 server\nallocator glibc64 complete retries 0\nused {used} bytes {blocks} blocks\nfree 0 bytes 0 blocks\n"
        f"cached 0 bytes 0 blocks\ntop {system - used}\nmmapped 0 bytes 0 blocks\nsystem {system} unaccounted 0 mmapped-missed 0\n"
        f"arenas 1 runs 1 skipped 0 lost 0 read 1000 us 10\n{mod}{''.join(lines)}\n")
END
}
# objects REPORT: the objects of blocks.csv by size
objects() { python3 -c 'import csv, sys; print("|".join(r["object"] for r in sorted(csv.DictReader(open(sys.argv[1] + "/blocks.csv")), key=lambda r: int(r["size"]))))' "$1"; }
judge() { rm -rf r; "$analyze" -q -o r --symbols "$@" >out 2>err; echo $? >rc; }

table=$(address server route_table) timer=$(address server on_timer)
a_run run server "$(build_id server)" "$table" "$timer" "$(printf '%x' $((0x$table + 8)))"
mkdir dir && cp server dir/
judge dir run
is "a binary: object, static function, inside of an object" "$(objects r)" "route_table|on_timer|route_table+0x8"
like "the text report has them" "$(cat out)" "on_timer"
like "the page has them" "$(cat r/report.html)" "on_timer"
is "JSON has them" "$(python3 -c 'import json; print("on_timer" in open("r/report.json").read())')" True
rm -rf r && "$analyze" -q -o r run >out
is "without --symbols there are none" "$(objects r)" "||"
like "but what addr2line takes" "$(cat r/blocks.csv)" "server\\+0x$table"
command -v addr2line >/dev/null && is "addr2line takes it" "$(addr2line -f -e server "0x$timer" | head -n 1)" on_timer

# The example of README.md.
rm -rf r && "$analyze" -q -o r --symbols "$root/samples/frr-heap.debug" "$root/samples/frr-heap.run.tar.xz" >out 2>err
like "the sample: ripd's blocks by name" "$(cat out)" "80 +\\+1.000 +140/140 +if_rmap_hash_make"
like "and the other" "$(cat out)" "distribute_hash_make"
like "bgpd's as addr2line takes them" "$(cat out)" "bgpd\\+0x2fe0a0"

# Stripped: exported names only; with its debug file all, wherever that lies and whatever its name is.
rm -rf dir && mkdir -p dir/usr/lib/debug/.build-id/ab
objcopy --only-keep-debug server dir/usr/lib/debug/.build-id/ab/cdef.debug
strip -o dir/server server
judge dir run
is "a stripped binary with its debug file" "$(objects r)" "route_table|on_timer|route_table+0x8"
rm dir/server
judge dir run
is "a debug file alone" "$(objects r)" "route_table|on_timer|route_table+0x8"

# Another build of the same program gives no names, and is said.
rm -rf dir && mkdir dir
$cc -O2 -g -Wl,--build-id -DOTHER -o dir/server server.c
judge dir run
is "another build: no names" "$(objects r)" "||"
like "and a note says why" "$(cat out)" "is of another build"
a_run no-id server "" "$table"
judge dir no-id
is "a run without build ids: no names" "$(objects r)" ""

# A fixed executable, another processor's, C++.
if $cc -O1 -g -no-pie -fno-pie -Wl,--build-id -o fixed server.c 2>cc; then
	first=$(readelf -lW fixed | awk '$1 == "LOAD" { print $3; exit }')
	a_run fixed.run fixed "$(build_id fixed)" "$(printf '%x' $((0x$(address fixed route_table) - first)))"
	rm -rf dir && mkdir dir && cp fixed dir/
	judge dir fixed.run
	is "a fixed executable" "$(objects r)" route_table
fi
for triple in arm-linux-gnueabihf mips-linux-gnu s390x-linux-gnu; do
	if $triple-gcc -O1 -g -fPIC -shared -mthumb -Wl,--build-id -o lib.so server.c 2>cc || $triple-gcc -O1 -g -fPIC -shared -Wl,--build-id -o lib.so server.c 2>cc; then
		timer_there=$(readelf -sW lib.so | awk '$8 == "on_timer" { print $2; exit }' | sed 's/^0*//')
		a_run "$triple.run" lib.so "$(build_id lib.so)" "$timer_there" "$(readelf -sW lib.so | awk '$8 == "route_table" { print $2; exit }' | sed 's/^0*//')"
		rm -rf dir && mkdir dir && cp lib.so dir/
		judge dir "$triple.run"
		is "$triple" "$(objects r)" "on_timer|route_table"
	else
		skip "$triple" "no $triple-gcc"
	fi
done
cat >shape.cc <<'END'
struct Shape { virtual ~Shape(); virtual int area() const; };
Shape::~Shape() {}
int Shape::area() const { return 1; }
END
if ${CXX:-c++} -O1 -g -fPIC -shared -Wl,--build-id -o libshape.so shape.cc 2>cc; then
	vtable=$(address libshape.so _ZTV5Shape) area=$(address libshape.so _ZNK5Shape4areaEv)
	a_run shape.run libshape.so "$(build_id libshape.so)" "$(printf '%x' $((0x$vtable + 16)))" "$area"
	rm -rf dir && mkdir dir && cp libshape.so dir/
	judge dir shape.run
	is "C++: a class by its table, a method" "$(objects r)" "vtable for Shape|Shape::area() const"
else
	skip "C++" "no C++ compiler"
fi

# Whatever lies in the folder.
rm -rf dir && mkdir -p dir/deep && cp server dir/deep/
head -c 700 server >dir/cut
head -c 4096 /dev/urandom >dir/noise
printf '\177ELF' >dir/magic
mkfifo dir/fifo
ln -s fifo dir/link-to-fifo
ln -s . dir/circle
ln -s /nowhere dir/broken
: >dir/empty
mkdir dir/closed && chmod 0 dir/closed
status "a FIFO, a circle of links, halves of files: none stops it" "$(judge dir run; cat rc)" timeout 20 "$analyze" -q -o hostile --symbols dir run
is "and the names are there" "$(objects hostile)" "route_table|on_timer|route_table+0x8"
chmod 700 dir/closed
rm -rf dir2 && mkdir dir2 && ln -s ../dir/deep/server dir2/server
judge dir2 run
is "a link to a file is followed" "$(objects r)" "route_table|on_timer|route_table+0x8"
# a name that is none for a cell, a page or a terminal
printf 'const int bad_name = 1; int main(void) { return bad_name; }\n' >bad.c
if $cc -g -O0 -Wl,--build-id -o bad bad.c && objcopy --redefine-sym 'bad_name==<b>x' bad 2>cc; then
	a_run bad.run bad "$(build_id bad)" "$(readelf -sW bad | awk '$8 == "=<b>x" { sub(/^0+/, "", $2); print $2; exit }')"
	rm -rf dir && mkdir dir && cp bad dir/
	judge dir bad.run
	is "a name of a formula is no formula" "$(objects r)" "'=<b>x"
	unlike "nor a tag on the page" "$(cat r/report.html)" '=<b>x'
fi

status "no such folder: exit 2" 2 "$analyze" -q -o r2 --symbols nowhere run
like "it says so" "$err" "nowhere: No such file or directory"
status "a file is no folder: exit 2" 2 "$analyze" -q -o r2 --symbols server run

# Nothing is fetched, whatever the environment asks for.
python3 - >port <<'END' &
import socket, sys
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(5)
print(server.getsockname()[1], flush=True)
server.settimeout(20)
try:
    server.accept()
    print("asked", flush=True)
except OSError:
    pass
END
fetcher=$!
tries=0
until [ -s port ] || [ $tries = 50 ]; do sleep 0.1; tries=$((tries + 1)); done
rm -rf dir && mkdir dir && strip -o dir/server server
DEBUGINFOD_URLS="http://127.0.0.1:$(head -n 1 port)" "$analyze" -q -o r3 --symbols dir run >out 2>err
is "DEBUGINFOD_URLS is not asked" "$(grep -c asked port)" 0
kill $fetcher 2>/dev/null
if command -v strace >/dev/null; then
	DEBUGINFOD_URLS="http://127.0.0.1:9" strace -f -e trace=network,openat -o trace "$analyze" -q -o r4 --symbols dir run >out 2>err
	is "no socket is made" "$(grep -c socket trace)" 0
	is "no file of debug symbols outside of the folder is looked for" "$(grep -cE '/usr/lib/debug|\.debug"|debuginfod' trace)" 0
fi
finish
