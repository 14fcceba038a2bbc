#!/bin/sh
# 60-debian-13 - lint, unit tests and completions with the compilers and tools of Debian 13, in a chroot that is made here; but in CI, the
# unit tests by clang, too
#
# SUITE, MIRROR, ROOT: see debian.sh.
cd "$(dirname "$0")/../.." || exit 2
suite=trixie
tools=gcc,libc6-dev,make,pkg-config,libgsl-dev,libarchive-dev,libjansson-dev,libcsv-dev,libisal-dev,libelf-dev,libcmocka-dev
tools=$tools,clang,clang-tidy,cppcheck,fish,mandoc,procps,perl,python3,xz-utils,bsdextrautils
extracted=yes
. tests/soak/debian.sh
copy_sources

chroot "$root" sh -c 'cd /src && gcc --version | head -n 1 && clang --version | head -n 1 && cppcheck --version && fish --version
	LC_ALL=C.UTF-8 LEAKLINE_NO_ASAN=1 LEAKLINE_TEST_TIMEOUT=3600 tests/run unit lint completions &&
	{ [ -n "${CI:-}" ] || CC=clang BUILD=clang B=build-clang LC_ALL=C.UTF-8 tests/run unit; }' 2>&1 | tee "$scratch/out"
said=$(tail -n 1 "$scratch/out")
warnings=$(grep -c ' warning: ' "$scratch/out")
echo "$suite: $said, $warnings warnings"
case $said in *" 0 failed"*) ;; *) exit 1 ;; esac
[ "$warnings" = 0 ] || [ -n "${CI:-}" ] # in CI the compiler of this release is not the one that counts
