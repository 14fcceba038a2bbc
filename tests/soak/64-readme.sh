#!/bin/sh
# 64-readme - the first command of the README in a chroot of Debian that has nothing but make; CHECK=1: the second, too
#
# Needs root, debootstrap, and a mirror (MIRROR). SUITE: a release (bookworm). ROOT: a folder for the chroot that is kept.
cd "$(dirname "$0")/../.." || exit 2
suite=${SUITE:-bookworm} mirror=${MIRROR:-http://deb.debian.org/debian}
[ "$(id -u)" = 0 ] || { echo "not root"; exit 77; }
command -v debootstrap >/dev/null || { echo "no debootstrap"; exit 77; }
scratch=$(mktemp -d "${TMPDIR:-/tmp}/leakline-readme.XXXXXX") || exit 2
root=${ROOT:-$scratch/$suite}
clean() {
	umount "$root/proc" "$root/dev/shm" 2>/dev/null
	rm -rf --one-file-system "$scratch"
}
trap clean EXIT
trap 'exit 130' INT TERM HUP

[ -x "$root/bin/sh" ] || debootstrap --variant=minbase --include=make "$suite" "$root" "$mirror" >"$scratch/log" 2>&1 ||
	{ tail -n 3 "$scratch/log"; echo "$suite could not be installed"; exit 77; }
cp /etc/resolv.conf "$root/etc/" 2>/dev/null
mount -t proc proc "$root/proc" && mkdir -p "$root/dev/shm" && mount -t tmpfs tmpfs "$root/dev/shm" || { echo "no right to mount"; exit 77; }
rm -rf "$root/src" && mkdir "$root/src" || exit 2
(git ls-files 2>/dev/null || find . -type f ! -path './build*') | tar -cf - -T - | tar -xf - -C "$root/src"
began=$(date +%s)
chroot "$root" sh -c 'cd /src && make demo' >"$scratch/demo" 2>&1 || { tail -n 20 "$scratch/demo"; exit 1; }
grep -q '▲ leak' "$scratch/demo" || { tail -n 20 "$scratch/demo"; exit 1; }
echo "1 demo, 0 bad: $suite, $(($(date +%s) - began)) s from an empty chroot"
[ "${CHECK:-}" != 1 ] || chroot "$root" sh -c 'cd /src && make check' 2>&1 | tail -n 1
