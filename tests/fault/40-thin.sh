#!/bin/sh
# 40-thin - --thin is interrupted while it removes files: what is left is a run that goes on, and its events are true.
. tests/tap.sh
. tests/fault/whole.sh

command -v strace >/dev/null || skip_all "no strace"
strace -o "$tmp/trace" true 2>/dev/null || skip_all "strace may not trace here"
start_dozer 3000
cd "$tmp" || exit 2
left() { ls "$1" | sed -n "s/^\([0-9]*\)-.*\.$2\$/\1/p" | tr '\n' ' '; }

"$collect" -q -n 20 -i 0 --also maps -o old.run "$dozer"
for use in 1 2 5 9; do
	cp -r old.run "killed$use.run"
	strace -f -o trace -e trace=unlinkat,unlink -e inject=unlinkat:signal=KILL:when=$use \
		"$collect" -q -n +10 -i 0 --also maps --resume --thin 5 -o "killed$use.run" "$dozer" 2>/dev/null
	is "killed at file $use: events say what is removed" "$(grep -c '	thinned	ps,maps rounds=1-16 kept=10$' "killed$use.run/events.tsv")" 1
	is "killed at file $use: all rounds are whole" "$(whole "killed$use.run" status stat pmap)" ""
	"$collect" -q -n +2 -i 0 --also maps --resume --thin 5 -o "killed$use.run" "$dozer"
	is "killed at file $use: the rest is removed later" "$(left "killed$use.run" maps | cut -c1-20)" "0000 0010 0019 0020 "
done
cp -r old.run fails.run
strace -f -o trace -e trace=unlinkat -e inject=unlinkat:error=EROFS:when=3 \
	"$collect" -q -n +10 -i 0 --also maps --resume --thin 5 -o fails.run "$dozer" 2>err
is "a file that cannot be removed: 3" "$?" 3
like "and it is said" "$(cat err)" 'fails.run/\(old rounds\): Read-only file system .*--resume'
is "the rounds are whole" "$(whole fails.run status stat pmap)" ""
finish
