# shellcheck shell=sh
# debian.sh - read by scripts that work in a chroot of Debian, from the project's root: `suite=RELEASE tools=PACKAGE,...`, then `. tests/soak/debian.sh`
#
# Gives $root, with the packages, /proc and an empty /src, and $scratch for other files; both are removed at the end. SUITE: another
# release. MIRROR: another mirror. ROOT: a folder for a chroot that is kept. Exit 77, with the reason, where it cannot be made. With
# extracted=yes, and mmdebstrap, packages are unpacked but not set up: a third of the time, and enough for compilers.
suite=${SUITE:-$suite} mirror=${MIRROR:-http://deb.debian.org/debian}
[ "$(id -u)" = 0 ] || { echo "not root"; exit 77; }
command -v debootstrap >/dev/null || { echo "no debootstrap"; exit 77; }
scratch=$(mktemp -d "${TMPDIR:-/tmp}/leakline-debian.XXXXXX") || exit 2
root=${ROOT:-$scratch/$suite}
unset TMPDIR # a folder of this machine, that the chroot does not have
clean() {
	umount "$root/proc" "$root/dev/shm" "$root/run/netns" 2>/dev/null # a test's `ip netns` mounts the last
	rm -rf --one-file-system "$scratch"
}
trap clean EXIT
trap 'exit 130' INT TERM HUP

lacks() { tail -n 3 "$scratch/log"; echo "$suite could not be installed"; exit 77; }
# By apt: debootstrap knows no package that another one provides. A mirror that has stood still for weeks is good enough to test with. What
# is thrown away is not synced, and nobody reads its documents but our own: a package's test wants its example.
install_tools() {
	echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/90mirror"
	printf "force-unsafe-io\npath-exclude=/usr/share/doc/*\npath-include=/usr/share/doc/leakline-*\npath-exclude=/usr/share/locale/*\n" >"$root/etc/dpkg/dpkg.cfg.d/90quick"
	cp /etc/resolv.conf "$root/etc/" && chroot "$root" sh -ec "export DEBIAN_FRONTEND=noninteractive
		apt-get -q update && apt-get -qy install --no-install-recommends $(echo "$tools" | tr , ' ')"
}
# And what the scripts of the packages would have made.
extract_tools() {
	base=base-files,base-passwd,bash,coreutils,dash,debianutils,diffutils,findutils,grep,gzip,libc-bin,mawk,sed,tar,util-linux
	mmdebstrap --mode=root --variant=extract --aptopt='Acquire::Check-Valid-Until "false"' --include="$base,$tools" "$suite" "$root" "$mirror" &&
		ln -s gcc "$root/usr/bin/cc" && ln -s mawk "$root/usr/bin/awk" && cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd" &&
		cp "$root/usr/share/base-passwd/group.master" "$root/etc/group" && chroot "$root" ldconfig && : >"$root/has-tools"
}
if [ -n "${extracted:-}" ] && [ ! -e "$root/bin/sh" ] && command -v mmdebstrap >/dev/null; then
	extract_tools >"$scratch/log" 2>&1 || rm -rf --one-file-system "$root" # by debootstrap, then
fi
[ -x "$root/bin/sh" ] || debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$scratch/log" 2>&1 || lacks
mount -t proc proc "$root/proc" && mkdir -p "$root/dev/shm" && mount -t tmpfs tmpfs "$root/dev/shm" || { echo "no right to mount"; exit 77; }
[ -e "$root/has-tools" ] || { install_tools >"$scratch/log" 2>&1 </dev/null && : >"$root/has-tools"; } || lacks
rm -rf "$root/src" && mkdir "$root/src" || exit 2

# Copies the project's own files into /src.
copy_sources() { (git ls-files 2>/dev/null || find . -type f ! -path './build*') | tar -cf - -T - | tar -xf - -C "$root/src"; }
