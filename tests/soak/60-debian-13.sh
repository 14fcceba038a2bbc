#!/bin/sh
# 60-debian-13 - lint, unit tests and completions with the compilers and tools of Debian 13, in a chroot that is made here
#
# Needs root, debootstrap, and a mirror (MIRROR). SUITE: another release (61-debian-sid takes sid). ROOT: a folder for the chroot that is kept.
cd "$(dirname "$0")/../.." || exit 2
suite=${SUITE:-trixie} mirror=${MIRROR:-http://deb.debian.org/debian}
[ "$(id -u)" = 0 ] || { echo "not root"; exit 77; }
command -v debootstrap >/dev/null || { echo "no debootstrap"; exit 77; }
scratch=$(mktemp -d "${TMPDIR:-/tmp}/leakline-debian.XXXXXX") || exit 2
root=${ROOT:-$scratch/$suite}
clean() {
	umount "$root/proc" "$root/dev/shm" 2>/dev/null
	rm -rf --one-file-system "$scratch"
}
trap clean EXIT
trap 'exit 130' INT TERM HUP

tools=gcc,libc6-dev,make,pkg-config,libgsl-dev,libarchive-dev,libjansson-dev,libcsv-dev,libisal-dev,libelf-dev,libcmocka-dev
tools=$tools,clang,clang-tidy,cppcheck,fish,mandoc,procps,perl,python3,xz-utils,bsdextrautils
[ -x "$root/bin/sh" ] || debootstrap --variant=minbase --include="$tools" "$suite" "$root" "$mirror" >"$scratch/log" 2>&1 ||
	{ tail -n 3 "$scratch/log"; echo "$suite could not be installed"; exit 77; }
mount -t proc proc "$root/proc" && mkdir -p "$root/dev/shm" && mount -t tmpfs tmpfs "$root/dev/shm" || { echo "no right to mount"; exit 77; }
rm -rf "$root/src" && mkdir "$root/src" || exit 2
(git ls-files 2>/dev/null || find . -type f ! -path './build*') | tar -cf - -T - | tar -xf - -C "$root/src"

chroot "$root" sh -c 'cd /src && gcc --version | head -n 1 && clang --version | head -n 1 && cppcheck --version && fish --version
	LC_ALL=C.UTF-8 LEAKLINE_NO_ASAN=1 LEAKLINE_TEST_TIMEOUT=3600 tests/run unit lint completions' 2>&1 | tee "$scratch/out"
said=$(tail -n 1 "$scratch/out")
echo "$suite: $said"
case $said in *" 0 failed"*) ;; *) exit 1 ;; esac
