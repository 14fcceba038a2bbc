#!/bin/sh
# 62-processors - the analyzer of other processors, under qemu, on each run of tests/runs: the same verdicts, numbers within 5e-11
#
# Needs debootstrap, a mirror (MIRROR), qemu-user and cross compilers (tests/need). PROCESSORS: Debian's names of others.
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build} mirror=${MIRROR:-http://deb.debian.org/debian}
[ "$(id -u)" = 0 ] || { echo "not root"; exit 77; }
command -v debootstrap >/dev/null || { echo "no debootstrap"; exit 77; }
scratch=$(mktemp -d "${TMPDIR:-/tmp}/leakline-processors.XXXXXX") || exit 2
trap 'rm -rf --one-file-system "$scratch"' EXIT
trap 'exit 130' INT TERM HUP
make -s "$B/leakline-analyze" || exit 2
held= failed= missing=

# Its libraries and headers: packages are unpacked, and none of their scripts runs.
sysroot() { # DEBIAN'S NAME, FOLDER
	suite=bookworm
	[ "$1" != riscv64 ] || suite=trixie # the first with it
	debootstrap --arch="$1" --foreign --variant=minbase --include=libc6-dev,libgsl-dev,libarchive-dev,libjansson-dev,libcsv-dev \
		"$suite" "$2" "$mirror" >"$2.log" 2>&1 || { tail -n 3 "$2.log"; return 1; }
	for package in "$2"/var/cache/apt/archives/*.deb; do dpkg-deb -x "$package" "$2" || return 1; done
	# links from / lead into the folder, not to this host's files: the loader of ppc64el is one
	find "$2" -type l -lname '/*' -exec sh -c 'for link; do ln -sfn "$0$(readlink "$link")" "$link"; done' "$2" {} +
}
judge() { # FOLDER, COMMAND...: what it says of each run
	into=$1
	shift
	mkdir -p "$into"
	for run in tests/runs/*/run.tar.xz; do
		name=$(basename "$(dirname "$run")")
		# shellcheck disable=SC2046 # options are words
		"$@" -j 1 -q --no-report --format json $(cat "${run%/*}/options" 2>/dev/null) "$run" >"$into/$name.json" 2>/dev/null
		echo "$?" >"$into/$name.status"
	done
}

judge "$scratch/want" "$B/leakline-analyze"
for row in i386:i686:i386 arm64:aarch64:aarch64 armhf:arm:arm ppc64el:powerpc64le:ppc64le s390x:s390x:s390x riscv64:riscv64:riscv64; do
	debian=${row%%:*} emulated=${row##*:} triple=${row#*:}
	triple=${triple%:*}-linux-gnu
	[ "$debian" != armhf ] || triple=${triple}eabihf
	case " ${PROCESSORS:-$debian} " in *" $debian "*) ;; *) continue ;; esac
	[ "$(date +%s)" -lt "${SOAK_UNTIL:-99999999999}" ] || { missing="$missing $debian"; continue; }
	emulator=$(command -v "qemu-$emulated" || command -v "qemu-$emulated-static") && command -v "$triple-gcc" >/dev/null ||
		{ missing="$missing $debian"; continue; }
	root=$scratch/$debian build=$scratch/build-$debian
	sysroot "$debian" "$root" || { missing="$missing $debian"; continue; }
	# a copy of the sources: what was built here stays
	mkdir "$build" && (git ls-files 2>/dev/null || find . -type f ! -path './build*') | tar -cf - -T - | tar -xf - -C "$build"
	PKG_CONFIG_SYSROOT_DIR=$root PKG_CONFIG_LIBDIR=$root/usr/lib/${triple#i686}/pkgconfig:$root/usr/lib/i386-linux-gnu/pkgconfig:$root/usr/share/pkgconfig \
		make -s -C "$build" CC="$triple-gcc --sysroot=$root" ISAL= SYMBOLS= build/leakline-analyze || { failed="$failed $debian"; continue; }
	judge "$scratch/$debian.got" "$emulator" -L "$root" "$build/build/leakline-analyze"
	if python3 tests/near.py "$scratch/want" "$scratch/$debian.got" 5e-11; then held="$held $debian"; else failed="$failed $debian"; fi
	rm -rf --one-file-system "$root" "$build"
done
[ -n "$held$failed" ] || { echo "no processor could be tried:$missing"; exit 77; }
echo "$(echo "$held$failed" | wc -w) processors, $(echo "$failed" | wc -w) bad; the same on:${held:- none}${failed:+; other on:$failed}${missing:+; not tried:$missing}"
[ -z "$failed" ]
