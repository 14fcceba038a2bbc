#!/bin/sh
# 16-collect-heap-elsewhere - heaps of other processors: a program that knows its heap runs under an emulator and writes an image of
# its memory, which is read as a recorded tree. Big-endian, 32 bit, other alignments. Needs the cross compilers and qemu-user.
. tests/tap.sh

image=$(mktemp -d /dev/shm/leakline.XXXXXX 2>/dev/null) || skip_all "no /dev/shm, where files of any length have room"
cleanup() { rm -rf "$image"; }

# elsewhere TRIPLE BITS THREADS
elsewhere() {
	triple=$1 bits=$2 threads=$3
	compiler=$triple-gcc
	emulator=$(command -v "qemu-${triple%%-*}" || command -v "qemu-${triple%%-*}-static")
	name="$triple, $threads threads"
	[ -n "$emulator" ] && command -v "$compiler" >/dev/null || { skip "$name" "no $compiler, or no emulator"; return; }
	"$compiler" -O1 -o "$tmp/truth" tests/heap-truth.c -pthread 2>"$tmp/cc" || { skip "$name" "no libc for it"; return; }
	rm -rf "$image/1"
	timeout 100 "$emulator" -L "/usr/$triple" "$tmp/truth" 3 "$threads" 3000 "$image" 2>/dev/null ||
		{ skip "$name" "the emulator does not run it"; return; }
	sed 's/^[0-9]* /1 /' /proc/self/stat >"$image/1/stat"
	sed 's/^Pid:.*/Pid:	1/' /proc/self/status >"$image/1/status"
	printf 'truth' >"$image/1/cmdline"
	rm -rf "$tmp/x.run"
	"$collect" -q -n 0 --ps never --also heap --proc "$image" -o "$tmp/x.run" 1
	read -r blocks bytes free fast <"$image/account"
	like "$name: the head" "$(sed -n 2p "$tmp"/x.run/*.heap)" "^allocator glibc$bits complete retries 0$"
	# of its own each thread has a cache, and the main one some 650 bytes
	is "$name: every block" "$(awk '$1 == "used" { print $4 }' "$tmp"/x.run/*.heap)" \
		"$((blocks + 1 + threads * 2))"
	check "$name: their bytes" awk -v truth="$bytes" -v own=$(((threads + 1) * 1200)) \
		'$1 == "used" { exit !($2 > truth && $2 < truth + own) }' "$tmp"/x.run/*.heap
	is "$name: what is free" "$(awk '$1 == "free" || $1 == "top" { sum += $2 } END { print sum }' "$tmp"/x.run/*.heap)" \
		"$((free - fast))"
}
for threads in 0 4; do
	elsewhere aarch64-linux-gnu 64 $threads
	elsewhere arm-linux-gnueabihf 32 $threads
	elsewhere mips-linux-gnu 32 $threads
	elsewhere mipsel-linux-gnu 32 $threads
	elsewhere riscv64-linux-gnu 64 $threads
	elsewhere s390x-linux-gnu 64 $threads
	elsewhere powerpc64le-linux-gnu 64 $threads
done
finish
