#!/bin/sh
# 02-command-line - leakline-analyze's options, errors and exit statuses that need no good run.
. tests/tap.sh

status "--help" 0 "$analyze" --help
is "fits 80 columns" "$(printf '%s\n' "$out" | awk 'length > 80' | wc -l)" 0
like "has examples" "$out" 'leakline-analyze ntpd-refclock.run'
status "--version" 0 "$analyze" --version
like "names itself" "$out" '^leakline-analyze [0-9]'
status "no operand" 2 "$analyze"
is "one line says so" "$(printf '%s\n' "$err" | wc -l)" 1
for bad in --nosuch --rend --format=xml '--alpha 0' '--alpha 1' '--alpha x' '--budget 4' '--budget 4K' '--budget 4K/y' '--budget -4K/s' \
	'--skip -1' '--skip 1x' '--by hour' '--render gif' '--color maybe' '-j 0' '-j' '--help=1' '--fail-on all' '--import nothing' \
	'--pmap-diff 0' -Z; do
	# shellcheck disable=SC2086
	status "$bad is refused" 2 "$analyze" $bad "$tmp"
	is "in one line" "$(printf '%s\n' "$err" | wc -l)" 1
	like "that names the program" "$err" '^leakline-analyze: .*(--help|-)'
done
status "letters together behind a value that looks like an option" 2 "$analyze" -p --nosuch -qv "$tmp/none"
like "are no abbreviation" "$err" "none: No such file"
wrong() { # WANTED, then a command
	refusal=$1
	shift
	status "$*" 2 "$analyze" --no-report "$@" samples/frr.run.tar.xz
	is "is refused in one line" "$(printf '%s\n' "$err" | wc -l)" 1
	like "that helps" "$err" "^leakline-analyze: $refusal"
}
wrong '--baseline: this option needs a value ' --baseline --quiet
wrong "-p '': .*NAME: judge only these targets" -p ''
wrong "--gate '': .*FILE: budgets" --gate ''
wrong "--alpha '5%': .*above 0 and below 1" --alpha 5%
wrong "-j '0': .*1 to 1024" -j 0
wrong '--inject: a leak of nothing is none: ' --inject 0K/round
mkdir "$tmp/part" && echo 'format: leakline-run 1' >"$tmp/part/run.info"
wrong '.*run.info: no run is in it: it is one file of a run: name the folder' "$tmp/part/run.info"
status "a run that is not there" 2 "$analyze" "$tmp/none"
like "is named" "$err" "none: No such file"
mkdir "$tmp/empty"
status "an empty folder" 2 "$analyze" "$tmp/empty"
is "in one line" "$(printf '%s\n' "$err" | wc -l)" 1
head -c 100000 /dev/urandom >"$tmp/noise"
status "a file of noise" 2 "$analyze" "$tmp/noise"
mkdir "$tmp/norun"
echo hello >"$tmp/norun/readme.txt"
status "a folder that is no run" 2 "$analyze" "$tmp/norun"
status "POSIXLY_CORRECT ends options at the first operand" 2 env POSIXLY_CORRECT=1 "$analyze" "$tmp/none" --version
status "help that cannot be written" 2 sh -c "'$analyze' --help >/dev/full"
is "is said, in one line" "$err" "leakline-analyze: standard output: No space left on device (free some space, or write elsewhere)"

status "--junit into a folder" 2 "$analyze" -q --no-report --junit "$tmp/norun" samples/frr.run.tar.xz
is "is refused before anything is read" "$out $err" " leakline-analyze: --junit: it needs a file, and this is a folder (Try 'leakline-analyze --help'.)"
status "--junit -" 2 "$analyze" -q --no-report --junit - samples/frr.run.tar.xz
like "is no file of that name" "$err" '^leakline-analyze: --junit: it needs a file: standard output has the summary '
mkdir "$tmp/bare"
status "--follow of a folder with nothing in it" 2 timeout --preserve-status 2 "$analyze" --no-report --follow "$tmp/bare"
like "says at once what it waits for" "$err" '^leakline-analyze: .*/bare: nothing is in it yet: waiting for a round, for ten minutes at most '

# a reader that goes away takes nothing with it but the text: `leakline-analyze ... | head -n 1`
sh tests/runs/make-run leaks "$tmp/leaks.run"
gone() { { "$@" 2>"$tmp/gone.err"; echo $? >"$tmp/gone"; } | :; }
gone "$analyze" -o "$tmp/two.report" --junit "$tmp/two.xml" "$tmp/leaks.run" "$tmp/leaks.run"
is "a reader that went away: the status is the verdict's" "$(cat "$tmp/gone" "$tmp/gone.err")" 3
is "all reports and the JUnit file are there" "$(ls "$tmp"/two.report/*/report.html "$tmp/two.xml" | wc -l)" 3
gone "$analyze" --help
is "help, too" "$(cat "$tmp/gone" "$tmp/gone.err")" 0
rm -r "$tmp/two.report"

# what the user names is replaced only where it is a file: a pipe stays one, and so would /dev/null
mkfifo "$tmp/pipe"
cat "$tmp/pipe" >"$tmp/read.xml" &
status "--junit into a pipe" 3 timeout 20 "$analyze" -q --no-report --junit "$tmp/pipe" "$tmp/leaks.run"
[ -p "$tmp/pipe" ] || kill $! 2>/dev/null
wait $!
is "that stays a pipe, and gives the same" "$([ -p "$tmp/pipe" ] && grep -c '<testcase' "$tmp/read.xml")" "$(grep -c '<testcase' "$tmp/two.xml" | awk '{ print $1 / 2 }')"
ln -s /dev/full "$tmp/no-room"
status "--junit on a device without room" 2 "$analyze" -q --no-report --junit "$tmp/no-room" "$tmp/leaks.run"
is "is said, in one line" "$err" "leakline-analyze: $tmp/no-room: No space left on device (free some space, or write elsewhere)"
is "and what was named is still there" "$(readlink "$tmp/no-room")" /dev/full
is "nothing was made" "$(ls "$tmp" | grep -c report)" 0

status "a mistyped option" 2 "$analyze" --bugdet 4K/round "$tmp/leaks.run"
is "is answered with the one that was meant" "$err" "leakline-analyze: --bugdet: no such option: did you mean --budget? (Try 'leakline-analyze --help'.)"
status "what is near none" 2 "$analyze" --zzzzzz "$tmp/leaks.run"
is "is not" "$err" "leakline-analyze: --zzzzzz: no such option (Try 'leakline-analyze --help'.)"
name=$("$analyze" -q --no-report --format json "$tmp/leaks.run" | jq -r '.processes[0].name')
status "a mistyped name" 2 "$analyze" -q --no-report -p "${name}x" "$tmp/leaks.run"
like "is answered too" "$err" "has the name ${name}x: did you mean $name\\?"
status "a name that is near none" 2 "$analyze" -q --no-report -p qqqqqq samples/frr.run.tar.xz
is "is answered with those that there are" "$err" \
	"leakline-analyze: frr: no target: no process with memory has the name qqqqqq (in the run: ospfd, ripd, zebra)"
status "a report that cannot be written" 2 "$analyze" -q -o "$tmp/no/folder" tests/runs/kernel-sockets/run.tar.xz
like "moves no verdict of the last line" "$(printf '%s\n' "$out" | tail -n 1)" '^1 leak, 0 suspect, 0 inconclusive, 0 stable, input or output failed .*      exit 2$'
finish
