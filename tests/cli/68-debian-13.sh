#!/bin/sh
# 68-debian-13 - beside the Debian that CI runs on: lint, unit tests and completions with the tools of Debian 13, in a chroot that is made
# here. Only in CI (CI is set): it takes some minutes, and packages from Debian's mirror. tests/lint of Debian 12 beside it goes as deep
# as usual; this one looks for what other versions say, for which half of the depth, and a tenth of the operations on a heap, are enough.
. tests/tap.sh
[ -n "${CI:-}" ] || skip_all "Debian 13 takes some minutes: in CI (CI=true), or make soak SOAK=debian-13"
[ "$B" = build ] || skip_all "Debian 13 needs no other build"
LEAKLINE_NODES=2500 HEAP_TRUTH_OPERATIONS=1000 sh tests/soak/60-debian-13.sh >"$tmp/log" 2>&1 </dev/null
got=$?
[ $got != 77 ] || skip_all "Debian 13: $(tail -n 1 "$tmp/log")"
is "Debian 13: lint, unit tests and completions" "$got: $(grep -A 30 '^NOT OK' "$tmp/log" | head -n 100)" "0: "
like "that is what ran" "$(tail -n 1 "$tmp/log")" '^trixie: [1-9][0-9]+ passed, 0 failed'
finish
