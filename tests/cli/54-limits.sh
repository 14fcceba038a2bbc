#!/bin/sh
# 54-limits - what is at or past a limit is told: sizes of 128 TiB, an absurd --inject, thousands of notes, folders that cannot be read.
. tests/tap.sh

sh tests/runs/make-run leaks "$tmp/leaks.run"

status "--inject of 128T a round" 0 "$analyze" -q --no-report --inject 131072G/round "$tmp/leaks.run"
like "is caught" "$out" '^caught in 4 of 4'
status "a little more" 2 "$analyze" -q --no-report --inject 131073G/round "$tmp/leaks.run"
like "is refused with the reason" "$err" '--inject: no machine has memory for such a leak'
is "in one line" "$(printf '%s\n' "$err" | wc -l)" 1

cp -r "$tmp/leaks.run" "$tmp/giant.run"
largest() { # KIB: a run with a VmSwap of that size in one of its rounds
	sed "0,/^VmSwap:.*/s//VmSwap: $1 kB/" "$(ls "$tmp/leaks.run"/0030-*.status)" >"$(ls "$tmp/giant.run"/0030-*.status)"
	"$analyze" -q --no-report --format json "$tmp/giant.run" 2>/dev/null
}
like "a size above 128 TiB has a note" "$(largest 137438953345)" '0030-[^"]*status.*process [0-9]+: a size above 128 TiB counts as 128 TiB'
unlike "one of 128 TiB has none" "$(largest 137438953344)" 'above 128 TiB'
# a log that is read in batches of 4,096 values
for at in 2 4096 4097 5000 8193; do
	awk -v at=$at 'BEGIN { for (i = 1; i < 9000; i++) printf "VmRSS:\t%s kB\n", i == at ? "137438953345" : 5000 }' >"$tmp/long.log"
	is "one of them in a long log, value $at" "$("$analyze" --no-report -v "$tmp/long.log" 2>&1 | grep -c 'above 128 TiB counts as')" 1
done

"$analyze" -q -o "$tmp/report" "$tmp/leaks.run" >/dev/null 2>&1
mkdir "$tmp/elsewhere"
rm -r "$tmp/report/plots"
ln -s "$tmp/elsewhere" "$tmp/report/plots"
status "plots/ that became a link" 2 "$analyze" -q -o "$tmp/report" "$tmp/leaks.run"
like "is not followed" "$err" 'report/plots: (Not a directory|Too many levels)'
is "nothing is written through it" "$(ls -A "$tmp/elsewhere")" ""

# thousands of notes, most in many files: the first are kept, all are counted
cp -r "$tmp/leaks.run" "$tmp/odd.run"
for file in "$tmp"/odd.run/*.status; do
	awk 'BEGIN { for (i = 0; i < 300; i++) print "no line of status " i }' >>"$file"
done
json=$("$analyze" -q --no-report --format json "$tmp/odd.run" 2>/dev/null)
[ "$(printf %s "$json" | grep -o 'no line of status' | wc -l)" -gt 1000 ] && pass "thousands of notes" || fail "thousands of notes" "$(printf %s "$json" | head -c 300)"

if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	cp -r "$tmp/leaks.run" "$tmp/closed.run"
	mkdir "$tmp/closed.run/inner"
	chmod 755 "$tmp"
	chmod -R a+rX "$tmp/closed.run"
	chmod 0 "$tmp/closed.run/inner"
	setpriv --reuid 65534 --clear-groups "$analyze" -q --no-report --format json "$tmp/closed.run" >"$tmp/closed.json" 2>"$tmp/closed.err"
	like "a folder within that cannot be read is told" "$(cat "$tmp/closed.json" "$tmp/closed.err")" 'inner.*Permission denied'
else
	skip "a folder within that cannot be read" "needs root and setpriv"
fi
finish
