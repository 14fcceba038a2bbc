#!/bin/sh
# 47-heap - pmap -d calls the heap `[ anon ]`: it is found by its place in programs of every build, as maps names it.
. tests/tap.sh

cc=${CC:-cc}
command -v "$cc" >/dev/null 2>&1 || skip_all "no compiler"
pids= names=
cleanup() { [ -z "$pids" ] || kill $pids 2>/dev/null; }
# start NAME COMMAND...: a process that says something when it is ready
start() {
	start_name=$1
	shift
	"$@" >"$tmp/ready.$start_name" &
	waited=0
	until [ -s "$tmp/ready.$start_name" ] || [ "$waited" -ge 50 ]; do sleep 0.1; waited=$((waited + 1)); done
	[ -s "$tmp/ready.$start_name" ] && grep -q . "/proc/$!/maps" 2>/dev/null || return 1
	pids="$pids $!" names="$names $start_name:$!"
}
# build NAME FLAGS...: leaks.c so compiled, started as a process that loses its heap
build() {
	build_name=$1
	shift
	$cc -O1 -pthread "$@" -o "$tmp/$build_name" tests/leaks.c 2>/dev/null && start "$build_name" "$tmp/$build_name" heap "$tmp" ||
		skip "$build_name" "cannot be built or run here"
}
build pie -fPIE -pie
build no-pie -fno-PIE -no-pie
build static -static
build static-pie -static-pie
build stripped -s
loader=$(ls /lib64/ld-linux-x86-64.so.2 /lib/ld-linux-aarch64.so.1 2>/dev/null | head -n 1)
start by-the-loader "$loader" "$tmp/pie" heap "$tmp" || skip by-the-loader "no loader known"
build bss-pie -DBSS_KIB=4096 -fPIE -pie
build bss-no-pie -DBSS_KIB=4096 -fno-PIE -no-pie
build bss-static -DBSS_KIB=4096 -static
if $cc -m32 -nostdlib -static -ffreestanding -O1 -o "$tmp/brk32" tests/brk32.c 2>/dev/null; then
	start 32-bit "$tmp/brk32" || skip 32-bit "not on this kernel"
else
	skip 32-bit "no such compiler"
fi
start no-randomisation setarch -R "$tmp/bss-pie" heap "$tmp" || skip no-randomisation "no setarch"

status "recorded" 0 "$collect" -q -n 12 -w 0 --settle 60ms --also maps --ps never -o "$tmp/heap.run" $pids -- kill -USR1 $pids
kill $pids
mkdir "$tmp/place.run"
(cd "$tmp/heap.run" && find . -type f ! -name '*.maps' -exec cp {} "$tmp/place.run/" \;)
"$analyze" -q -o "$tmp/name" "$tmp/heap.run" >/dev/null 2>&1
"$analyze" -q -o "$tmp/place" "$tmp/place.run" >/dev/null 2>&1

# heap FOLDER PID: first and last KiB, change
heap() { awk -F '","' -v pid="$2" '$2 == pid && $4 == "[heap]" { print $8, $9, $10 }' "$tmp/$1/mappings.csv"; }
for entry in $names; do
	pid=${entry#*:}
	first=$(ls "$tmp"/heap.run/0000-*.maps) last=$(ls "$tmp"/heap.run/0012-*.maps)
	# what the kernel calls it, of that process
	said() {
		awk -v pid="$pid" '/^==> / { on = $2 == "/proc/" pid "/maps" } on && / \[heap\]$/ { print $1 }' "$1" | tr - ' ' | {
			sum=0
			while read -r from to; do sum=$((sum + (0x$to - 0x$from) / 1024)); done
			echo $sum
		}
	}
	truth="$(said "$first") $(said "$last")"
	truth="$truth $((${truth#* } - ${truth% *}))"
	is "${entry%:*}: by its name" "$(heap name "$pid")" "$truth"
	if [ "${entry%:*}" = no-randomisation ]; then
		# behind .bss without a gap: that is counted with it, what grew is the same
		is "${entry%:*}: by its place, what grew" "$(heap place "$pid" | sed 's/.* //')" "${truth##* }"
	else
		is "${entry%:*}: by its place" "$(heap place "$pid")" "$truth"
	fi
done
finish
