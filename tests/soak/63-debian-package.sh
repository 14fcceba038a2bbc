#!/bin/sh
# 63-debian-package - builds the Debian packages from the tarball of `make dist` in a chroot that is made here, lintian, autopkgtest
#
# Needs root, debootstrap, and a mirror (MIRROR). SUITE: a release (bookworm). ROOT: a folder for the chroot that is kept.
cd "$(dirname "$0")/../.." || exit 2
suite=${SUITE:-bookworm} mirror=${MIRROR:-http://deb.debian.org/debian}
[ "$(id -u)" = 0 ] || { echo "not root"; exit 77; }
command -v debootstrap >/dev/null || { echo "no debootstrap"; exit 77; }
scratch=$(mktemp -d "${TMPDIR:-/tmp}/leakline-package.XXXXXX") || exit 2
root=${ROOT:-$scratch/$suite}
clean() {
	umount "$root/proc" "$root/dev/shm" 2>/dev/null
	rm -rf --one-file-system "$scratch"
}
trap clean EXIT
trap 'exit 130' INT TERM HUP

tools=build-essential,debhelper,fakeroot,lintian,autopkgtest,pkgconf,libgsl-dev,libarchive-dev,libjansson-dev,libcsv-dev,libisal-dev,libelf-dev
[ -x "$root/bin/sh" ] || debootstrap --variant=minbase --include="$tools" "$suite" "$root" "$mirror" >"$scratch/log" 2>&1 ||
	{ tail -n 3 "$scratch/log"; echo "$suite could not be installed"; exit 77; }
mount -t proc proc "$root/proc" && mkdir -p "$root/dev/shm" && mount -t tmpfs tmpfs "$root/dev/shm" || { echo "no right to mount"; exit 77; }
version=$(sed -n 's/^VERSION = //p' Makefile)
rm -rf "$root/src" && mkdir "$root/src" || exit 2
make -s dist >/dev/null && mv "leakline-$version.tar.gz" "$root/src/leakline_$version.orig.tar.gz" || exit 2

# a tag about a Standards-Version that this lintian does not know yet is about lintian
chroot "$root" sh -ec "cd /src && tar -xzf leakline_$version.orig.tar.gz && cd leakline-$version
	dpkg-buildpackage -us -uc -j2 >../build.log 2>&1 || { tail -n 20 ../build.log; exit 1; }
	lintian --pedantic --suppress-tags newer-standards-version,bad-distribution-in-changes-file ../leakline_*.changes >../lintian.log 2>&1 || true
	cat ../lintian.log
	status=0
	autopkgtest -q ../*.deb . -- null >../autopkgtest.log 2>&1 || status=\$?
	tail -n 3 ../autopkgtest.log
	test \$status = 0 -a ! -s ../lintian.log" || exit 1
echo "2 packages, 0 bad: $suite, lintian says nothing, the installed programs pass"
