#!/bin/sh
# 64-readme - the first command of the README in a chroot of Debian that has nothing but make; CHECK=1: the second, too
#
# SUITE, MIRROR, ROOT: see debian.sh.
cd "$(dirname "$0")/../.." || exit 2
suite=bookworm
tools=make
. tests/soak/debian.sh
cp /etc/resolv.conf "$root/etc/" 2>/dev/null
copy_sources
began=$(date +%s)
chroot "$root" sh -c 'cd /src && make demo' >"$scratch/demo" 2>&1 || { tail -n 20 "$scratch/demo"; exit 1; }
grep -q '▲ leak' "$scratch/demo" || { tail -n 20 "$scratch/demo"; exit 1; }
echo "1 demo, 0 bad: $suite, $(($(date +%s) - began)) s from an empty chroot"
[ "${CHECK:-}" = 1 ] || exit 0
chroot "$root" sh -c 'cd /src && make check' >"$scratch/check" 2>&1
bad=$?
grep -E '^NOT OK|^ +not ok' "$scratch/check" | head -n 20
grep -E "^[0-9]+ passed, " "$scratch/check"
exit $((bad != 0))
