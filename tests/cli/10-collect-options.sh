#!/bin/sh
# 10-collect-options - leakline-collect: options, errors, exit statuses; where it refuses, nothing is touched.
. tests/tap.sh

start_dozer 300
mkdir "$tmp/here" && cd "$tmp/here" || exit 2

status "--help" 0 "$collect" --help
is "fits 80 columns" "$(printf '%s\n' "$out" | awk 'length > 80' | wc -l)" 0
is "has two examples" "$(printf '%s\n' "$out" | grep -c '^  leakline-collect ')" 2
is "says nothing on standard error" "$err" ""
status "--version" 0 "$collect" --version
like "names itself" "$out" '^leakline-collect [0-9]'
status "help that cannot be written" 3 sh -c "'$collect' --help >/dev/full"
is "is told" "$err" "leakline-collect: standard output: No space left on device (free some space, or write elsewhere)"

# refused WHAT ARGUMENTS...: exit status 2, one line that names the program, and nothing written
refused() {
	what=$1
	shift
	status "$what is refused" 2 "$collect" "$@"
	like "$what: one line" "$(printf '%s\n' "$err" | wc -l):$err" '^1:leakline-collect: '
	is "$what: nothing was written" "$(ls -A)" ""
}
refused "no target"
refused "an unknown option" --nosuch dozer
refused "an abbreviated option" --round 3 dozer
like "and says why" "$err" 'not abbreviated'
refused "an unknown letter" -Z dozer
refused "a value for a switch" --all=yes
refused "a missing value" dozer -n
for value in -1 1x '' 5000000000 0x10 ' 1' 1.5; do
	refused "-n '$value'" -n "$value" dozer
done
for value in -1 1x '' s ms 1dd 1e3 1..5 . '1 s' 99999999999h; do
	refused "-i '$value'" -i "$value" dozer
done
refused "-r 0" -r 0 dozer -- true
refused "-t 0" -t 0 dozer -- true
refused "-w without ACTION" -w 1 dozer
refused "an empty ACTION" dozer --
refused "an expression that is none" -m '(' dozer
unlike "and what is wrong with it is said" "$err" 'invalid value'
status "letters together behind a value that looks like an option" 2 "$collect" -m --nosuch -qk -n x dozer
like "are no abbreviation" "$err" "^leakline-collect: -n '[^']*': invalid value; N: rounds after the warm-up "
refused "an unknown kind" --also smaps,nosuch dozer
refused "an unknown source" --source best dozer
refused "an unknown time for ps" --ps sometimes dozer
refused "--resume without -o" --resume dozer
refused "--resume of a tar" --resume -o a.tar dozer
refused "--proc with tools" --source tools --proc /proc/.. dozer
refused "a /proc that is not there" --proc "$tmp/nosuch" dozer
refused "a name that nobody has" nosuchname
is "in these words" "${err%% (*}" "leakline-collect: no process named nosuchname"
means() { # WORDS, then options
	words=$1
	shift
	refused "$*" "$@"
	like "it says: $words" "$err" "$words"
}
means 'no such option; did you mean --rounds\?' --ronuds 3 dozer
means 'not abbreviated; did you mean --rounds\?' --round 3 dozer
means 'no such option \(Try' --colour dozer
means 'no process named dozre \(did you mean dozer\?\)' dozre
means 'no process named d \(see ps aux' d
means 'no process has the PID 4194305 ' 4194305
means 'no process named 4711x ' 4711x
mkdir "$tmp.a" && : >"$tmp.a/run.info"
means 'no process named .*\.a \(it is a run: leakline-analyze judges it\)' "$tmp.a"
rm -r "$tmp.a"
means 'no process named /tmp \(see ps aux' /tmp
means 'no process named min \(a duration is one word: 5min\)' -i 5 min dozer
means '-o: this option needs a value ' -o --quiet dozer
means 'DUR is a number with ms, s, min, h or d' -i 5x dozer
means 'SIZE is a number of bytes, or with K, M or G' --heap-max 5Q dozer
means 'did you mean native\?' --source natvie dozer
means 'did you mean each\?' --ps eahc dozer
means 'did you mean smaps\?' --also smasp dozer
means 'no such option; if sh is the ACTION, put -- before it' -n 3 dozer sh -c true
means 'no process named true \(if true is the ACTION, put -- before it\)' -i 1s dozer true
# advised EXPRESSION ARGUMENTS...: refused with that line
advised() {
	expression=$1
	shift
	status "advice on: $*" 2 "$collect" "$@"
	like "what to do: $*" "$err" "$expression"
}
printf '#!/bin/sh\n' >act.sh
advised 'no process named act\.sh \(if act\.sh is the ACTION, put -- before it\)' dozer act.sh
advised '^leakline-collect: act\.sh: .*\(the file is not executable: chmod \+x act\.sh, then \./act\.sh\)$' dozer -- act.sh
advised '^leakline-collect: \./act\.sh: .*\(the file is not executable: chmod \+x \./act\.sh, then \./act\.sh\)$' dozer -- ./act.sh
chmod +x act.sh
advised '^leakline-collect: act\.sh: .*\(not in PATH: did you mean \./act\.sh\?\)$' dozer -- act.sh
advised '^leakline-collect: kill -0 1: .*each a word; a shell line goes into sh -c' dozer -- 'kill -0 1'
advised '^leakline-collect: --control never: sh finds no command never \(--control takes idle, or a command for sh -c\)$' --control never dozer -- true
advised '^leakline-collect: --control idel: .* \(did you mean idle\?\)$' --control idel dozer -- true
advised '^leakline-collect: --action r: sh finds no command act\.sh \(not in PATH: did you mean \./act\.sh\?\)$' --action r=act.sh dozer
is "none of them wrote anything" "$(ls -A)" act.sh
rm act.sh
for control in ': nothing' 'kill -0 1;' '! false' '[ -e / ]' '(true)' 'x=1 true' 'test -e /&&true' '. /dev/null' 'if true; then true; fi' '$SHELL_OF_NOBODY' 'no-such-program || true'; do
	status "a control that only a shell knows: $control" 0 "$collect" -q -n 1 -s 0 --control "$control" -k -o shell.run dozer -- true
	rm -r shell.run
done
unlike "with -- it is not taken for one" "$("$collect" --nosuch dozer -- sh -c true 2>&1)" 'put -- before'
unlike "nor is the value of an option" "$("$collect" --nosuch -o sh dozer 2>&1)" 'put -- before'
refused "a name that nobody has beside one that somebody has" dozer nosuchname
refused "a PID that nobody has" 4194305
refused "a number too large for a PID" 99999999999999999999
refused "an expression that nobody meets" -m nosuchcommandline
refused "an ACTION that is not there" dozer -- nosuchprogram
like "which is named" "$err" '^leakline-collect: nosuchprogram: '
refused "an ACTION that is no program" dozer -- /etc/passwd
refused "an ACTION that is a folder" dozer -- /tmp

mkdir full && echo precious >full/file
status "a folder that holds something" 2 "$collect" -n 0 -o full dozer
is "is not touched" "$(ls -A full) $(cat full/file)" "file precious"
status "also with --resume" 2 "$collect" -n 0 --resume -o full dozer
is "is not touched either" "$(ls -A full) $(cat full/file)" "file precious"
status "nor is a file" 2 "$collect" -n 0 -o full/file dozer
is "that stays as it is" "$(cat full/file)" precious
cp full/file old.tar
status "a tar that is there" 2 "$collect" -n 0 -o old.tar dozer
is "stays as it is too" "$(cat old.tar)" precious
ln -s full link.run
status "a link to a folder is not followed" 2 "$collect" -n 0 -o link.run dozer
mkdir -m 755 aim && ln -s aim aim.run
for end in / /. //./; do status "nor with $end behind it" 2 "$collect" -n 0 -o "aim.run$end" dozer; done
is "its rights stay" "$(stat -c %a aim)" 755
ln -s nowhere link.tar
status "nor is one that leads nowhere" 2 "$collect" -n 0 -o link.tar dozer
is "nothing was made there" "$(ls -A nowhere 2>/dev/null)" ""
status "a folder that cannot be made" 3 "$collect" -n 0 -o nosuch/deep.run dozer
status "a hand-made run with rounds of its own is not resumed" 2 sh -c "
	mkdir own && echo 'format: leakline-run 1' >own/run.info && echo x >own/0000-20260101T000000.000Z.ps
	'$collect' -n 1 -i 0 --resume -o own dozer"
is "it keeps them" "$(ls own | wc -l)" 2

mkdir empty && chmod 755 empty
status "an empty folder will do" 0 "$collect" -q -n 0 -o empty dozer
is "and becomes private" "$(stat -c %a empty)" 700
status "options behind operands count" 0 "$collect" dozer -q -n 0 -o behind.run
status "long options with =" 0 "$collect" --rounds=1 --interval=10ms --output=long.run --quiet dozer
is "two rounds" "$(ls long.run | grep -c '\.status$')" 2
status "the first -- begins ACTION" 0 "$collect" -q -n 1 -s 0 -o action.run dozer -- sh -c 'printf "%s," "$@"' sh -n -- x
is "whatever follows" "$(sed -n 2p action.run/action.log)" "-n,--,x,"
status "-n 0 is round 0 alone, ACTION does not run" 0 "$collect" -q -n 0 -o zero.run dozer -- touch ran
is "it did not run" "$(ls ran 2>/dev/null)" ""
status "the default name" 0 "$collect" -n 0 dozer
like "is HOST-TIME.run, and said" "$err" '1 round is in .*/[A-Za-z0-9._-]+-[0-9]{8}T[0-9]{6}\.[0-9]{3}Z\.run$'
is "-q says nothing" "$("$collect" -q -n 0 -o quiet.run dozer 2>&1)" ""
status "-v says a line a round" 0 "$collect" -v -n 2 -i 10ms -o verbose.run dozer
is "three of them" "$(printf '%s\n' "$err" | grep -c 'round [0-9]/2   dozer [0-9]* KiB$')" 3
is "run.info begins with the format" "$(head -n 1 verbose.run/run.info)" "format: leakline-run 1"
is "and has its keys" "$(sed 's/:.*//' verbose.run/run.info | tr '\n' ' ')" \
	"format collector started host kernel boot_id page_size clk_tck source tools targets action interval_ms rounds "
status "names in run.info are escaped" 0 "$collect" -q -n 0 -o "$tmp/escaped.run" "$dozer" -- true 'a
b\'
is "on one line, quoted as a shell needs it" "$(sed -n 's/^action: //p' "$tmp/escaped.run/run.info")" "true 'a\\nb\\\\'"
# Values that fingers type.
for value in 1d 5min 1.5min 30sec; do
	status "-i $value" 0 "$collect" -q -n 0 -i "$value" -o "i-$value.run" dozer
done
is "a day" "$(grep interval_ms i-1d.run/run.info)" "interval_ms: 86400000"
is "minutes and a half" "$(grep interval_ms i-1.5min.run/run.info)" "interval_ms: 90000"
status "--pid, -p" 0 "$collect" -q -n 0 --pid "$dozer" -p $$ -o pid.run
is "are targets" "$(cut -d' ' -f1 pid.run/*.stat | sort -n | tr '\n' ' ')" "$(printf '%s\n' "$dozer" $$ | sort -n | tr '\n' ' ')"
status "--duration" 0 "$collect" -q --duration 300ms -i 100ms -o time.run dozer
# each name has the time at which its snapshot began
is "ends with the first snapshot at its end, and no later one" "$(ls time.run/*.status | sed 's/.*T\(..\)\(..\)\(..\)\.\(...\)Z.*/\1 \2 \3\4/' |
	awk '{ ms = ($1 * 60 + $2) * 60000 + $3; if (NR == 1) first = ms; late += (ms - first + 86400000) % 86400000 >= 299 } END { print late }')" 1
like "the run says so" "$(tail -n 1 time.run/events.tsv)" 'stop	duration$'
status "--duration between two intervals" 0 timeout 20 "$collect" -q --duration 300ms -i 1h -o short.run dozer
is "a last snapshot is taken" "$(ls short.run/*.status | wc -l)" 2
status "--duration with ACTION" 0 "$collect" -q --duration 300ms -s 0 -o act.run dozer -- sleep 0.1
[ "$(ls act.run/*.status | wc -l)" -ge 3 ] && pass "until the time is over" || fail "too few rounds" "$(ls act.run)"
finish
