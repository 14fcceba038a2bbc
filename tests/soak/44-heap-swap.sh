#!/bin/sh
# 44-heap-swap - the live heap of a process whose pages are swapped out, for real: reading it brings none in, and it is no whole reading
#
# Needs root, a memory cgroup (v1, or v2 that delegates it), and 64 MiB of disk for swap that ends with the test.
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build} group=/sys/fs/cgroup/memory limit=memory.limit_in_bytes
[ "$(id -u)" = 0 ] || { echo "not root"; exit 77; }
command -v mkswap >/dev/null || { echo "no mkswap"; exit 77; }
[ -d "$group" ] || { group=/sys/fs/cgroup limit=memory.max; }
group=$group/leakline.$$
tmp=$(mktemp -d "${TMPDIR:-/var/tmp}/leakline.XXXXXX") || exit 2
target=
cleanup() {
	[ -z "$target" ] || kill "$target" 2>/dev/null
	[ -z "$target" ] || wait "$target" 2>/dev/null
	rmdir "$group" 2>/dev/null
	swapoff "$tmp/swap" 2>/dev/null
	rm -rf "$tmp"
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP # what is cut off tidies up, too
if ! mkdir "$group" || [ ! -e "$group/$limit" ]; then
	echo "no memory cgroup"
	exit 77
fi
dd if=/dev/zero of="$tmp/swap" bs=1M count=64 2>/dev/null && chmod 600 "$tmp/swap" && mkswap "$tmp/swap" >/dev/null
swapon "$tmp/swap" || { echo "no swap to be had on ${TMPDIR:-/var/tmp}"; exit 77; }

# 40 MB of small blocks, in the group from the beginning: what is counted to another group is not pressed.
cat >"$tmp/hold.c" <<'END'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void)
{
	for (int i = 0; i < 40000; i++) {
		char *block = malloc(1000);
		if (block)
			memset(block, i, 1000);
	}
	puts("ready");
	fflush(stdout);
	pause();
	return 0;
}
END
${CC:-cc} -O0 -o "$tmp/hold" "$tmp/hold.c" || exit 2
sh -c "echo \$\$ >'$group/cgroup.procs' && exec '$tmp/hold'" >"$tmp/ready" &
target=$!
for _ in $(seq 100); do grep -q ready "$tmp/ready" && break; sleep 0.1; done
state() { grep -E '^(VmRSS|VmPTE|VmSwap):' "/proc/$target/status"; cut -d ' ' -f 10,12 "/proc/$target/stat"; }
is_swapped() { [ "$(awk '/^VmSwap/ { print $2 }' "/proc/$target/status")" -gt 16384 ]; }
readings() { rm -rf "$tmp/x.run"; "$B/leakline-collect" -q -w 0 -n 4 -i 200ms --ps never --also heap -o "$tmp/x.run" "$target" && cat "$tmp"/x.run/*.heap; }

wrong=0
# The one page that a reading brings in is not of the heap: it holds the command line, which the
# kernel reads from the stack of the process for anybody who asks (ps, too). It is asked for first.
look() { # NAME, what must be said of each of the five readings
	cat "/proc/$target/cmdline" >/dev/null
	before=$(state)
	said=$(readings | grep -c "^allocator .* $2 retries")
	after=$(state)
	echo "$1: $said of 5 readings $2"
	echo "$before" | tr '\n' ' '
	echo "-> $after" | tr -s '\n\t ' ' '
	echo
	if [ "$said" != 5 ] || [ "$before" != "$after" ]; then wrong=$((wrong + 1)); fi
}
look "in memory" complete
# the kernel takes its time, and version 1 answers "busy" meanwhile
for _ in $(seq 30); do
	echo 8M >"$group/$limit" 2>/dev/null
	last=$(state)
	sleep 1
	[ "$last" = "$(state)" ] && is_swapped && break
done
is_swapped || { echo "the kernel swapped too little"; exit 77; }
look "swapped out" partial
echo "10 readings, $wrong bad"
[ "$wrong" = 0 ]
