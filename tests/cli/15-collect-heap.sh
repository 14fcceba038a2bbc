#!/bin/sh
# 15-collect-heap - --also heap: what it reads, of whom, at which price for the target and the collector, and where it says that it cannot.
. tests/tap.sh

make -s "BUILD=${BUILD:-build}" "$B/heap-truth" || exit 2
truth=$bin/heap-truth
repo=$(pwd)
cc=${CC:-cc}
pids=
cleanup() { [ -z "$pids" ] || kill $pids 2>/dev/null; }
cd "$tmp" || exit 2

# await TENTHS COMMAND...: waits until the command is true, for so many tenths of a second at most
await() {
	tries=$1
	shift
	until "$@" || [ "$tries" = 0 ]; do sleep 0.1; tries=$((tries - 1)); done
}
# hold NAME COMMAND...: a process that reads NAME.in, which never ends, and writes NAME.out; its number in $held
hold() {
	hold_name=$1
	shift
	mkfifo "$hold_name.in"
	"$@" <>"$hold_name.in" >"$hold_name.out" 2>/dev/null &
	held=$! pids="$pids $!"
}
# The block of PID in the heap file of a run: lines up to the empty one
block() { awk -v pid="$2" '$1 == "heap" { on = $2 == pid } on' "$1"/0000-*.heap; }
# A number behind the words of a line: value FILE 'used' 2
field() { awk -v key="$1" -v n="$2" '$1 == key { print $n; exit }'; }

# What a program holds, by its own account.
hold truth "$truth" 5 3
target=$held
head -c 500 /dev/zero | tr '\0' o >truth.in
is_filled() { [ "$(wc -l <truth.out)" -ge 500 ]; }
await 100 is_filled
read -r blocks bytes _ <<EOF
$(sed -n 500p truth.out)
EOF
"$collect" -q -n 0 --also heap -o truth.run "$target"
block truth.run "$target" >truth.block
is "the block begins as the manual says" "$(head -n 2 truth.block)" "heap $target heap-truth
allocator glibc64 complete retries $(field allocator 5 <truth.block)"
is "its lines are those of the manual" \
	"$(awk '{ print $1 }' truth.block | sed -e '/^[0-9]/d' -e '/^mod$/d' -e '/^b$/d' -e '/^$/d' | tr '\n' ' ')" \
	"heap allocator used free cached top mmapped system arenas "
used=$(field used 4 <truth.block)
like "no block is missing: what the program counts, and the few of its libc" "$((used - blocks))" '^([0-9]|1[0-9])$'
is "the classes are all blocks in use" "$(awk '$1 == "b" { sum += $3 } END { print sum }' truth.block)" "$used"
is "and all their bytes" "$(awk '$1 == "b" { sum += $2 * $3 } END { print sum }' truth.block)" "$(field used 2 <truth.block)"
is "used, free, cached and top are what malloc has, but for headers of arenas" \
	"$(awk '$1 == "system" { print $4, $6 }' truth.block)" "0 0"

# The target is as it was: nothing was brought in, no page table was made.
state() { grep -E '^(VmRSS|VmPTE|RssAnon|VmSwap):' "/proc/$target/status"; cut -d ' ' -f 10,12 "/proc/$target/stat"; }
state >before
"$collect" -q -n 50 -i 1ms --ps never --also heap -o fifty.run "$target"
state >after
is "RSS, page tables and faults of the target are the same after 51 readings" "$(diff before after)" ""
is "and each reading says the same" "$(for f in fifty.run/*.heap; do sed 's/ us .*//' "$f" | cksum; done | sort -u | wc -l)" 1
is "no address is written" "$(grep -hoE '0x[0-9a-f]+' fifty.run/*.heap | awk 'length > 10' | head -n 1)" ""

# Files that signatures name, with their build ids.
cat >kinds.c <<'EOF'
#include <stdio.h>
#include <stdlib.h>
void first(void) { puts("first"); }
void second(void) { puts("second"); }
struct thing { long number; void (*call)(void); char more[80]; };
int main(void)
{
	static void *keep[300];
	for (int i = 0; i < 300; i++) {
		struct thing *thing = keep[i] = malloc(sizeof *thing);
		thing->number = i;
		thing->call = i % 3 ? first : second;
	}
	puts("ready"), fflush(stdout);
	getchar();
	return keep[0] == NULL;
}
EOF
if $cc -O1 -g -o kinds kinds.c 2>cc; then
	hold kinds ./kinds
	kinds=$held
	await 50 test -s kinds.out
	"$collect" -q -n 0 --also heap -o kinds.run $kinds
	block kinds.run $kinds >kinds.block
	is "300 blocks of one size" "$(grep -x 'b 112 300' kinds.block)" "b 112 300"
	address() { nm kinds | awk -v name="$1" '$3 == name { sub(/^0+/, "", $1); print $1 }'; }
	if command -v nm >/dev/null; then
		is "200 of them hold one function" "$(grep -c "^ 200 @8 kinds+0x$(address first)\$" kinds.block)" 1
		is "100 another" "$(grep -c "^ 100 @8 kinds+0x$(address second)\$" kinds.block)" 1
	else
		skip "the functions that blocks hold" "no nm"
	fi
	if command -v readelf >/dev/null; then
		is "the file's build id" "$(awk '$1 == "mod" && $2 == "kinds" { print $3 }' kinds.block)" \
			"$(readelf -n kinds | awk '/Build ID/ { print $3 }')"
	else
		skip "the file's build id" "no readelf"
	fi
else
	skip "blocks by what they hold" "no compiler"
fi

# A limit: what is beyond is not read, and said.
"$collect" -q -n 0 --also heap --heap-max 64K -o limit.run "$target"
is "--heap-max: partial" "$(block limit.run "$target" | field allocator 3)" partial
read_bytes=$(block limit.run "$target" | field arenas 10)
check "and little was read" test "$read_bytes" -le $((64 * 1024 + 262144))
for size in 0 x 1T 5KB -1 ''; do
	status "--heap-max '$size' will not do" 2 "$collect" -n 0 --also heap --heap-max "$size" -o no.run "$target"
done
status "1GiB will" 0 "$collect" -q -n 0 --heap-max 1GiB --also heap -o gib.run "$target"

# Where nothing can read it the run goes on.
for how in "--source tools" "--via env"; do
	rm -rf tools.run
	status "$how: the run goes on" 0 "$collect" -n 0 $how --also heap -o tools.run "$target"
	is "$how: one line says so" "$(printf '%s\n' "$err" | grep -c heap)" 1
	is "$how: and an event" "$(awk -F '\t' '$4 == "denied" { print $5 }' tools.run/events.tsv)" \
		"heap: only the native source reads it"
	is "$how: run.info, too" "$(grep -c '^heap: not recorded' tools.run/run.info)" 1
	is "$how: no file" "$(ls tools.run | grep -c '\.heap$')" 0
done
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	chmod 711 "$tmp"
	mkdir -m 777 other
	cp "$collect" ./collect-copy && chmod 755 collect-copy
	setpriv --reuid 65534 --regid 65534 --clear-groups ./collect-copy -q -n 0 --also heap -o other/other.run "$target"
	is "another user's process: unread" "$(block other/other.run "$target" | sed '/^$/d')" "heap $target heap-truth
allocator unknown64 unread retries 0"
	like "and an event" "$(cut -f 4,5 other/other.run/events.tsv)" "denied	heap-truth\\[$target\\]"
else
	skip "another user's process" "not root, or no setpriv"
fi

# A recorded tree: with an image of the memory it is read, without one it is said.
mkdir -p tree/1
cp "/proc/$target/stat" "/proc/$target/status" "/proc/$target/maps" "/proc/$target/cmdline" tree/1/
sed -i "s/^$target /1 /" tree/1/stat
"$collect" -q -n 0 --ps never --also heap --proc tree -o tree.run 1
is "a tree without mem: unread" "$(block tree.run 1 | field allocator 3)" unread
like "and an event" "$(cut -f 4,5 tree.run/events.tsv)" 'denied	heap-truth\[1\] start=[0-9]+ heap$'
image=$(mktemp -d /dev/shm/leakline.XXXXXX 2>/dev/null)
if [ -n "$image" ]; then
	"$truth" 9 4 3000 "$image"
	cp tree/1/status tree/1/cmdline tree/1/stat "$image/1/"
	"$collect" -q -n 0 --ps never --also heap --proc "$image" -o image.run 1
	block image.run 1 >image.block
	is "a tree with mem and pagemap: complete" "$(field allocator 3 <image.block)" complete
	is "the program's account: bytes" "$(($(field used 2 <image.block) - $(cut -d ' ' -f 2 "$image/account") > 0))" 1
	like "the program's account: blocks" "$(($(field used 4 <image.block) - $(cut -d ' ' -f 1 "$image/account")))" '^[0-9]$|^1[0-9]$'
	rm -rf "$image/1/exe" noexe.run
	"$collect" -q -n 0 --ps never --also heap --proc "$image" -o noexe.run 1
	is "without the program's file the header in memory tells" "$(block noexe.run 1 | field used 4)" \
		"$(field used 4 <image.block)"
	rm -rf "$image"
else
	skip "a tree with mem and pagemap" "no /dev/shm"
fi

# Other allocators: named, and what they hold is not taken for nothing.
for file in libjemalloc.so.2:jemalloc libtcmalloc.so.4:tcmalloc libmimalloc.so.2:mimalloc libjvm.so:jvm libnode.so.108:v8 libphp8.2.so:zend; do
	cp /bin/sleep "${file%:*}"
	python3 -c '
import mmap, sys, time
f = open(sys.argv[1], "rb")
m = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)
print("ready", flush=True)
time.sleep(1000)' "${file%:*}" >mapped.out & mapped=$! pids="$pids $!"
	await 100 test -s mapped.out
	"$collect" -q -n 0 --also heap -o "$mapped.run" $mapped
	like "${file%:*} is recognised" "$(block $mapped.run $mapped | field allocator 2)" "^${file#*:}-not-read"
	kill $mapped
	: >mapped.out
done

# CPython: blocks of its own pools, by type.
cat >objects.py <<'EOF'
import sys
class Thing:
    pass
keep = [{"a": i} for i in range(5000)]
print("ready", flush=True)
sys.stdin.readline()
keep += [{"a": i} for i in range(1000)]
print("more", flush=True)
sys.stdin.readline()
EOF
hold objects python3 objects.py
objects=$held
await 100 grep -qs ready objects.out
"$collect" -q -n 0 --also heap -o few.run $objects
echo >objects.in
await 100 grep -qs more objects.out
"$collect" -q -n 0 --also heap -o more.run $objects
is "python: its pools are read" "$(block few.run $objects | sed -n 's/^allocator \([^ ]* [^ ]*\).*/\1/p')" "glibc64+python complete"
classes() { block "$1" $objects | awk '$1 == "py" { size = $2; on = 1 } on && $2 ~ /^@/ { print size $2 $3, $1 }' | sort; }
classes few.run >few.classes
classes more.run >more.classes
like "of one type there are a thousand more" \
	"$(join few.classes more.classes | awk '$3 - $2 >= 1000 && $3 - $2 < 1010' | wc -l)" '^[1-9]'

# A mapping of 4 TiB, of which nothing was touched: its 2^30 pages are not all asked for, and what is elsewhere is counted.
cat >huge.py <<'EOF'
import mmap, sys
huge = mmap.mmap(-1, 1 << 42, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000)  # MAP_NORESERVE
keep = [{"a": i} for i in range(5000)]
print("ready", flush=True)
sys.stdin.readline()
EOF
hold huge python3 huge.py
huge=$held
is_ready_or_gone() { grep -qs ready huge.out || ! kill -0 "$huge" 2>/dev/null; }
await 100 is_ready_or_gone
if grep -qs ready huge.out; then
	"$collect" -q -n 0 --ps never --also heap -o huge.run $huge
	is "a huge mapping: partial, and said" "$(block huge.run $huge | sed -n 's/^allocator \([^ ]* [^ ]*\).*/\1/p')" "glibc64+python partial"
	took=$(block huge.run $huge | field arenas 12)
	check "a huge mapping: it takes no seconds ($took us)" test "$took" -lt 2000000
	check "a huge mapping: the pools are counted" test "$(block huge.run $huge | field pools 7)" -gt 500000
else
	skip "a huge mapping" "it cannot be made here"
fi

# The collector's own memory: a heap with more kinds of blocks than are kept.
cat >many.c <<'EOF'
#include <stdio.h>
#include <stdlib.h>
static char table[3 << 20];
int main(void)
{
	for (unsigned i = 0; i < 600000; i++) {
		void **block = malloc(24 + i % 90 * 16);
		block[0] = table + i * 2654435761u % sizeof table;
	}
	puts("ready"), fflush(stdout);
	getchar();
}
EOF
if $cc -O1 -o many many.c 2>cc; then
	hold many ./many
	many=$held
	await 600 test -s many.out
	$cc -O1 -o cost "$repo/tests/bench/cost.c"
	./cost "$collect" -q -n 2 -i 1ms --ps never --also heap -o kinds-many.run $many 3>cost.out
	peak=$(awk '{ print $3 }' cost.out)
	block kinds-many.run $many >many.block
	is "600,000 blocks of as many kinds: complete" "$(field allocator 3 <many.block)" complete
	check "peak memory of the collector is at most 6 MiB ($peak KiB)" test "$peak" -le 6144
	is "the sizes are all there" "$(awk '$1 == "b" { sum += $3 } END { print sum }' many.block)" "$(field used 4 <many.block)"
else
	skip "a heap of many kinds" "no compiler"
fi

# Three kinds that begin when there is hardly room for more, and go on while rare ones lose theirs.
cat >frequent.c <<'EOF'
#include <stdio.h>
#include <stdlib.h>
static const char rare[40000][8], frequent[3][16] = { "a", "b", "c" };
static void hold(size_t size, int position, const char *kind)
{
	const char *volatile *block = calloc(1, size);
	block[position] = kind;
}
int main(void)
{
	for (int i = 0; i < 40000; i++) {
		hold(24 + 16 * (i % 5), 0, rare[i]);
		for (int k = 0; k < 3 && i >= 10000 && i % 6 == 0; k++) {
			hold(40, 0, frequent[k]);
			hold(40, 1, frequent[k]);
		}
	}
	puts("ready"), fflush(stdout);
	getchar();
}
EOF
if $cc -O1 -fno-builtin-malloc -o frequent frequent.c 2>cc; then
	hold frequent ./frequent
	frequent=$held
	await 100 test -s frequent.out
	"$collect" -q -n 0 --ps never --also heap -o frequent.run $frequent
	block frequent.run $frequent >frequent.block
	is "kinds that are frequent keep their counts" "$(grep -c '^ 5000 @0 frequent+0x' frequent.block)" 3
	is "kinds that begin with the same word do" "$(grep -c '^ 5000 @8 frequent+0x' frequent.block)" 3
else
	skip "frequent kinds of blocks" "no compiler"
fi

# Memory right behind a .bss is one mapping with it: what points there points into no file, what points to the last word of .bss does.
cat >behind.c <<'EOF'
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
static char table[1 << 16];
extern char end[];
int main(void)
{
	char *page = (char *)(((uintptr_t)end + 4095) & ~(uintptr_t)4095);
	if (mmap(page, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) != page)
		return 1;
	page[0] = table[0] = 1;
	for (int i = 0; i < 50; i++) {
		*(char **)malloc(100) = page;
		*(char **)malloc(200) = page - 8;
	}
	puts("ready"), fflush(stdout);
	getchar();
}
EOF
if $cc -O1 -o behind behind.c 2>cc; then
	hold behind ./behind
	behind=$held
	await 50 test -s behind.out
	"$collect" -q -n 0 --ps never --also heap -o behind.run $behind
	block behind.run $behind >behind.block
	is "memory behind a .bss is no file's" "$(grep -A1 '^b 112 50' behind.block | grep -c @0)" 0
	is "the end of the .bss is" "$(grep -A1 '^b 208 50' behind.block | grep -c '50 @0 behind+0x')" 1
else
	skip "memory behind a .bss" "no compiler"
fi

# Other builds of the truth program: 32 bit, static, at fixed addresses, musl; and settings of malloc.
variant() { # NAME COMMAND
	HEAP_TRUTH="$2" HEAP_TRUTH_OPERATIONS=400 "$bin/unit/test_collect_heap_truth" >"$tmp/variant" 2>&1
	variant_status=$?
	if [ $variant_status = 0 ]; then pass "truth: $1"; else fail "truth: $1" "$(grep -a operation "$tmp/variant")"; fi
}
build() { # NAME COMPILER FLAGS...
	build_name=$1
	shift
	if "$@" -O1 -o "$tmp/truth-$build_name" "$repo/tests/heap-truth.c" -pthread 2>cc && printf o | "$tmp/truth-$build_name" 1 0 >cc; then
		variant "$build_name" "$tmp/truth-$build_name"
	else
		skip "truth: $build_name" "cannot be built or run here"
	fi
}
make -s -C "$repo" "BUILD=${BUILD:-build}" "$B/unit/test_collect_heap_truth" || exit 2
build fixed $cc -fno-pie -no-pie
build static $cc -static
build m32 $cc -m32 -idirafter /usr/include/x86_64-linux-gnu
build m32-static $cc -m32 -static -idirafter /usr/include/x86_64-linux-gnu
build musl musl-gcc -idirafter /usr/include/x86_64-linux-gnu -idirafter /usr/include
build musl-static musl-gcc -static -idirafter /usr/include/x86_64-linux-gnu -idirafter /usr/include
echo 'char large[3 << 20];' >"$tmp/large.c"
build musl-static-large musl-gcc -static -idirafter /usr/include/x86_64-linux-gnu -idirafter /usr/include "$tmp/large.c"
for tunable in tcache_count=0 arena_max=1 mxfast=0 mmap_threshold=4096 mmap_max=0 tcache_max=4096 perturb=170 hugetlb=1 \
	trim_threshold=4096:glibc.malloc.top_pad=0; do
	variant "glibc.malloc.$tunable" "env GLIBC_TUNABLES=glibc.malloc.$tunable $truth"
done
variant "brk fails" "env HEAP_TRUTH_NO_BRK=1 $truth"
variant "brk is shared" "env HEAP_TRUTH_SHARES_BRK=1 $truth"
[ ! -x truth-m32 ] || variant "m32, brk fails" "env HEAP_TRUTH_NO_BRK=1 $tmp/truth-m32"
[ ! -x truth-m32 ] || variant "m32, brk is shared" "env HEAP_TRUTH_SHARES_BRK=1 $tmp/truth-m32"
command -v setarch >/dev/null && [ -x truth-fixed ] && variant "without address randomisation" "setarch -R $tmp/truth-fixed"
finish
