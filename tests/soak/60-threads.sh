#!/bin/sh
# 60-threads - the analyzer under ThreadSanitizer, with four threads: runs of the tests as folder, tar and tar.gz, reports and all
log=$(mktemp -d "${TMPDIR:-/tmp}/leakline.XXXXXX") || exit 2
trap 'rm -rf "$log"' EXIT
trap 'exit 130' INT TERM HUP # what is cut off tidies up, too
echo 'int main(void) { return 0; }' >"$log/empty.c"
${CC:-cc} -fsanitize=thread "$log/empty.c" -o "$log/empty" && "$log/empty" || { echo "no ThreadSanitizer"; exit 77; }
make -s -j2 BUILD=tsan build-tsan/leakline-analyze CFLAGS="-fsanitize=thread -O1 -D_FORTIFY_SOURCE=0" LDFLAGS=-fsanitize=thread || exit 2
export TSAN_OPTIONS="exitcode=66 log_path=$log/race"
for name in leaks before; do sh tests/runs/make-run "$name" "$log/$name.run"; done
tar -C "$log" -cf "$log/leaks.tar" leaks.run
gzip -k "$log/leaks.tar"
runs=0 bad=0
judge() {
	build-tsan/leakline-analyze -q -j 4 -o "$log/report" "$@" >/dev/null 2>"$log/err"
	status=$?
	runs=$((runs + 1))
	case $status in [0-3]) ;; *) bad=$((bad + 1)); echo "status $status: $*"; tail -n 5 "$log/err" ;; esac
	rm -rf "$log/report"
}
judge "$log/leaks.run"
judge "$log/leaks.tar"
judge "$log/leaks.tar.gz"
judge --baseline "$log/before.run" "$log/leaks.run"
judge "$log/leaks.run" "$log/before.run"
for run in tests/runs/*/run.tar.xz tests/runs/*/*.run.tar.xz; do [ ! -e "$run" ] || judge "$run"; done
cat "$log"/race.* 2>/dev/null | head -n 60
races=$(cat "$log"/race.* 2>/dev/null | grep -c 'WARNING: ThreadSanitizer')
echo "$runs runs with -j 4, $((races + bad)) bad; $races races, $bad that broke"
[ "$races$bad" = 00 ]
