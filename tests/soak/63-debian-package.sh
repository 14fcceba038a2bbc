#!/bin/sh
# 63-debian-package - builds the Debian packages from the tarball of `make dist` in a chroot that is made here, lintian, autopkgtest
#
# SUITE, MIRROR, ROOT: see debian.sh.
cd "$(dirname "$0")/../.." || exit 2
suite=bookworm
tools=build-essential,debhelper,fakeroot,lintian,autopkgtest,pkgconf,libgsl-dev,libarchive-dev,libjansson-dev,libcsv-dev,libisal-dev,libelf-dev
. tests/soak/debian.sh
version=$(sed -n 's/^VERSION = //p' Makefile)
make -s dist >/dev/null && mv "leakline-$version.tar.gz" "$root/src/leakline_$version.orig.tar.gz" || exit 2

# a tag about a Standards-Version that this lintian does not know yet is about lintian
chroot "$root" sh -ec "cd /src && tar -xzf leakline_$version.orig.tar.gz && cd leakline-$version
	dpkg-buildpackage -us -uc -j2 >../build.log 2>&1 || { tail -n 20 ../build.log; exit 1; }
	lintian --allow-root --pedantic --suppress-tags newer-standards-version,bad-distribution-in-changes-file ../leakline_*.changes >../lintian.log 2>&1 || true
	cat ../lintian.log
	status=0
	autopkgtest -q ../*.deb . -- null >../autopkgtest.log 2>&1 || status=\$?
	[ \$status = 0 ] || tail -n 20 ../autopkgtest.log
	test \$status = 0 -a ! -s ../lintian.log" || exit 1
echo "2 packages, 0 bad: $suite, lintian says nothing, the installed programs pass"
