#!/bin/sh
# 40-heap-glibc - the live heap against the program's own account, for the glibc of each Debian from 11 to sid, in chroots
#
# Needs root, debootstrap, and a mirror (MIRROR); SUITES: other releases. HEAP_TRUTH_OPERATIONS: how many each time (10000). ROOTS: a folder
# for chroots that are kept; one that is there already, with libc6-dev, is taken.
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build} suites=${SUITES:-bullseye bookworm trixie sid} mirror=${MIRROR:-http://deb.debian.org/debian}
[ "$(id -u)" = 0 ] || { echo "not root"; exit 77; }
command -v debootstrap >/dev/null || { echo "no debootstrap"; exit 77; }
make -s "$B/unit/test_collect_heap_truth" || exit 2
roots=${ROOTS:-$(mktemp -d "${TMPDIR:-/tmp}/leakline-roots.XXXXXX")} && mkdir -p "$roots" || exit 2
[ -n "${ROOTS:-}" ] || trap 'rm -rf --one-file-system "$roots"' EXIT
trap 'exit 130' INT TERM HUP # what is cut off tidies up, too
triple=$(${CC:-cc} -dumpmachine)
held= failed= missing=

# Compiled with the headers and linked to the files of that release: its linker script names files of this host.
build() {
	root=$1 libs=$root/usr/lib/$triple
	for loader in "$root/lib/$triple"/ld-2.*.so "$root/lib/$triple"/ld-linux-*.so.*; do [ -e "$loader" ] && break; done
	set -- "$root/lib/$triple/libc.so.6" "$libs/libc_nonshared.a" "$loader"
	[ ! -e "$root/lib/$triple/libpthread.so.0" ] || set -- "$root/lib/$triple/libpthread.so.0" "$@"
	${CC:-cc} --sysroot="$root" -nostdlib -no-pie -O1 -o "$root/heap-truth" "$libs/crt1.o" "$libs/crti.o" tests/heap-truth.c \
		"$@" -lgcc "$libs/crtn.o"
}
for suite in $suites; do
	[ "$(date +%s)" -lt "${SOAK_UNTIL:-99999999999}" ] || { missing="$missing $suite"; continue; }
	root=$roots/$suite
	[ -x "$root/bin/sh" ] || debootstrap --variant=minbase --include=libc6-dev "$suite" "$root" "$mirror" >"$root.log" 2>&1 ||
		{ tail -n 3 "$root.log"; missing="$missing $suite"; continue; }
	version=$(chroot "$root" ldd --version | sed -n '1s/.* //p')
	echo "== $suite: glibc $version"
	if build "$root" && HEAP_TRUTH="chroot $root /heap-truth" "$B/unit/test_collect_heap_truth"; then
		held="$held $version"
	else
		failed="$failed $version"
	fi
done
[ -n "$held$failed" ] || { echo "no release could be installed"; exit 77; }
echo "$(echo "$held$failed" | wc -w) releases, $(echo "$failed" | wc -w) bad; glibc held:${held:- none}${failed:+; wrong:$failed}${missing:+; not tried:$missing}"
[ -z "$failed" ]
