#!/bin/sh
# 43-every-call - one call of a C function fails, in some ways to use both programs: an end in time, one line of why or a note, nothing lost in
# silence, and what was recorded is whole. Here one call of each function in two ways; with LEAKLINE_CALLS so many in all ways, with
# LEAKLINE_SOAK=1 all calls.
. tests/tap.sh

[ "$B" != build-asan ] || skip_all "the sanitizer comes first"
command -v python3 >/dev/null || skip_all "no python3"
lib=$tmp/fail_call.so
${CC:-cc} -shared -fPIC -O1 -o "$lib" tests/fault/fail_call.c -ldl 2>"$tmp/cc.log" || skip_all "no such library can be made"
start_dozer 6000
mkdir "$tmp/work"
sh tests/runs/make-run leaks "$tmp/work/leaks.run"
tar -C "$tmp/work" -czf "$tmp/work/leaks.tar.gz" leaks.run
awk 'BEGIN { print "time,rss"; for (i = 0; i < 60; i++) print i * 10 "," 4000 + i * 8 }' >"$tmp/work/one.csv"
"$analyze" -q --no-report --format json "$tmp/work/leaks.run" >"$tmp/work/a.json" 2>/dev/null
sed 's/"name":"leaks"/"name":"others"/' "$tmp/work/a.json" >"$tmp/work/b.json"
"$collect" -q -i 0 -w 0 -n 1 --proc tests/fixtures/proc/tree -o "$tmp/work/before.run" 7463
if [ -n "${LEAKLINE_SOAK:-}" ]; then set -- 0 $dozer; elif [ -n "${LEAKLINE_CALLS:-}" ]; then set -- "$LEAKLINE_CALLS" $dozer; else set -- 1 $dozer "a folder" "a table"; fi
python3 tests/fault/every_call.py "$lib" "$bin" "$tmp/work" "$@" >"$tmp/out" 2>&1
grep '^#' "$tmp/out"
is "$(tail -n 1 "$tmp/out")" "$(grep -v '^#' "$tmp/out" | sed '$d' | head -n 20)" ""
like "some were tried" "$(tail -n 1 "$tmp/out")" '^[1-9][0-9]* calls, 0 bad$'
finish
