#!/bin/sh
# 20-native-vs-procps - what the native source writes of live but still processes of every odd kind, held against the
# real ps aux, pmap -d, tail -v and cat: the same bytes.
. tests/tap.sh

version=$(ps --version 2>/dev/null | sed -n 's/^ps from procps-ng //p')
case $version in
4.0.[2-4]) ;;
*) skip_all "ps is not of procps 4.0.2 to 4.0.4 but '${version:-something else}'" ;;
esac
unset COLUMNS LINES PS_FORMAT PS_PERSONALITY LANGUAGE
export LC_ALL=C TZ=UTC

${CC:-cc} -O1 -pthread -o "$tmp/subjects" tests/subjects.c || exit 2
mkdir "$tmp/map files" "$tmp/native"
mkfifo "$tmp/stop"
(cd "$tmp" && exec ./subjects "$tmp/map files" <stop >pids 2>faults) &
exec 9>"$tmp/stop"
cleanup() { exec 9>&-; chmod -R u+w "$tmp" 2>/dev/null; }
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	grep -q '^ready' "$tmp/pids" && break
	sleep 0.5
done
pid_of() { awk -v label="$1" '$1 == label { print $2 }' "$tmp/pids"; }
# An ordinary zombie has ended and is no target; its row of ps is compared.
subjects=$(awk 'NF == 2 && $1 != "zombie" { print $2 }' "$tmp/pids" | sort -n)
[ -r /proc/2/stat ] && grep -q kthreadd /proc/2/stat && subjects="2 $subjects"
longpath=$(pid_of longpath)
ordinary=$(echo "$subjects" | tr ' ' '\n' | grep -vx "$longpath")
check "all kinds of processes came up" test "$(wc -l <"$tmp/pids")" = 36
if grep -q 'no terminal' "$tmp/faults"; then
	skip "one on a terminal" "$(grep 'no terminal' "$tmp/faults")"
else
	is "one on a terminal" "$(cat "$tmp/faults")" ""
fi

tail_of() { for pid in $subjects; do echo "/proc/$pid/$1"; done | xargs tail -n +1 -v 2>/dev/null; }
# What does not change while a process sleeps: SigQ counts the signals of all of a user's processes.
still() { grep -av '^SigQ:\|ctxt_switches:'; }
# shellcheck disable=SC2086
real() {
	mkdir "$tmp/$1"
	ps aux >"$tmp/$1/ps"
	pmap -d $ordinary >"$tmp/$1/pmap"
	for pid in $subjects; do cat "/proc/$pid/status"; done | still >"$tmp/$1/status"
	for pid in $subjects; do cat "/proc/$pid/stat"; done >"$tmp/$1/stat"
	tail_of maps >"$tmp/$1/maps"
	for kind in smaps smaps_rollup; do tail_of $kind | alone >"$tmp/$1/$kind"; done
}
# How much of a page is shared changes with what other processes do.
alone() { grep -av '^Pss\|^Shared_\|^Private_\|^Referenced'; }
native() { cat "$tmp"/run/0000-*."$1"; }
# Rows that were the same before and after must be the same between, but for those that are at work: their %CPU may
# have gone down and up again; and but for the kernel's threads, which wake for a moment as they like. On a busy machine
# a subject's clock ticks between the two: then all is read once more.
for turn in 1 2 3 4 5; do
	rm -rf "$tmp/before" "$tmp/run" "$tmp/after"
	real before
	# shellcheck disable=SC2086
	"$collect" -q -n 0 --also maps,smaps,smaps_rollup -o "$tmp/run" $subjects >/dev/null 2>"$tmp/said"
	recorded=$?
	real after
	grep -aFx -f "$tmp/before/ps" "$tmp/after/ps" >"$tmp/ps.still"
	for pid in $subjects; do
		awk -v pid="$pid" '$2 == pid || $3 == pid && $2 !~ /^[0-9]+$/' "$tmp/ps.still"
	done >"$tmp/ps.subjects"
	[ "$(wc -l <"$tmp/ps.subjects")" -ge 33 ] && break
done
is "they are recorded" "$recorded $(cat "$tmp/said")" "0 "

native ps >"$tmp/ps"
grep -avFx -f "$tmp/ps" "$tmp/ps.still" | grep -a ' 0\.0  *[0-9][0-9.]*  *[0-9][0-9]*  *[0-9][0-9]* ' |
	grep -av '  *0  *0 ?  *[A-Z<]*  *[^ ]*  *[0-9:]* \[' | cut -c1-200 >"$tmp/ps.missing"
is "every row of ps that stood still is in the native one" "$(cat "$tmp/ps.missing")" ""
is "the header is the same" "$(head -n 1 "$tmp/ps")" "$(head -n 1 "$tmp/before/ps")"
check "the subjects are among these rows" test "$(wc -l <"$tmp/ps.subjects")" -ge 33
# shellcheck disable=SC2046
is "rows come in the order of their PIDs" "$(awk 'NR > 1 { print $2 }' "$tmp/ps" | sort -n | cksum)" \
	"$(awk 'NR > 1 { print $2 }' "$tmp/ps" | cksum)"

# A process's block of pmap, by its first line.
block() { awk -v pid="$1" '/^[0-9]+:   / { on = index($0, pid ":   ") == 1 } on'; }
native pmap | awk -v pid="$longpath" '/^[0-9]+:   / { on = index($0, pid ":   ") != 1 } on' >"$tmp/pmap"
if cmp -s "$tmp/before/pmap" "$tmp/after/pmap"; then
	check "pmap is the same, byte for byte" cmp "$tmp/before/pmap" "$tmp/pmap"
else
	skip "pmap is the same, byte for byte" "the processes did not stand still"
fi
native pmap | block "$longpath" >"$tmp/longpath"
is "a path of more than 1023 bytes is one row: as many rows as mappings" \
	"$(grep -c '^0\|^f' "$tmp/longpath")" "$(wc -l <"/proc/$longpath/maps")"
check "with its name" grep -q ' 64 rw-s- [0-9a-f]* [0-9a-f:]* shared end$' "$tmp/longpath"
like "and its size, once" "$(tail -n 1 "$tmp/longpath")" 'shared: 64K$'

for kind in stat status maps smaps smaps_rollup; do
	case $kind in
	smaps*) native $kind | alone ;;
	status) native $kind | still ;;
	*) native $kind ;;
	esac >"$tmp/$kind"
	if cmp -s "$tmp/before/$kind" "$tmp/after/$kind"; then
		check "$kind is the same, byte for byte" cmp "$tmp/before/$kind" "$tmp/$kind"
	else
		skip "$kind is the same, byte for byte" "the processes did not stand still"
	fi
done
like "a dead leader is neither gone nor denied" "$(cut -f 4 "$tmp/run/events.tsv" | tr '\n' ' ')" '^start round stop $'

# What may not be read: another user's process.
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	plain=$(pid_of plain)
	setpriv --reuid 65534 --regid 65534 --clear-groups sleep 60 & nobody=$!
	chmod 711 "$tmp"
	mkdir -m 777 "$tmp/as nobody"
	cp "$collect" "$tmp/as nobody/leakline-collect"
	status "as another user" 0 setpriv --reuid 65534 --regid 65534 --clear-groups \
		"$tmp/as nobody/leakline-collect" -n 0 -o "$tmp/as nobody/run" "$plain" "$nobody"
	like "the unreadable target is denied" "$(cat "$tmp/as nobody/run/events.tsv")" "denied.*\[$plain\]"
	is "and only the other is in pmap" "$(grep '^[0-9]*:   ' "$tmp/as nobody/run/"0000*.pmap)" "$nobody:   sleep 60"
	is "both are in status, which all may read" "$(grep -c '^Pid:' "$tmp/as nobody/run/"0000*.status)" 2
	check "ps shows both" test "$(awk -v a="$plain" -v b="$nobody" '$2 == a || $2 == b' \
		"$tmp/as nobody/run/"0000*.ps | wc -l)" = 2
	kill "$nobody"
else
	skip "what may not be read" "needs root and setpriv"
fi
finish
