#!/bin/sh
# 21-proc-folder - --proc DIR: a recorded /proc, read by this build and by those of other processors under qemu.
. tests/tap.sh
tree=tests/fixtures/proc/tree
pids=$(awk '$1 != "zombie" { print $2 }' tests/fixtures/proc/pids)
zombie=$(awk '$1 == "zombie" { print $2 }' tests/fixtures/proc/pids)
longpath=$(awk '$1 == "longpath" { print $2 }' tests/fixtures/proc/pids)
export TZ=UTC

# Segments of System V are known on the host alone where they are; what pmap printed of the zombie, and what it
# printed wrongly, is left out.
recorded_pmap() {
	awk -v zombie="$zombie" '/^[0-9]+:   / { on = index($0, zombie ":") != 1 && $0 !~ /kthreadd/ } on' \
		tests/fixtures/proc/want.pmap | sed 's/  \[ shmid=0x[0-9a-f]* \]/SYSV00000000 (deleted)/'
}
our_pmap() { awk -v skip="$longpath" '/^[0-9]+:   / { on = index($0, skip ":") != 1 } on' "$1"/0000-*.pmap; }

recorded_pmap >"$tmp/want.pmap"
# shellcheck disable=SC2086
one() { # NAME, COMMAND...
	what=$1
	shift
	rm -rf "$tmp/run"
	status "$what: a recorded tree" 0 "$@" -q -n 0 --proc $tree -o "$tmp/run" $pids
	check "$what: ps as it was then" cmp tests/fixtures/proc/want.ps "$tmp/run/"0000-*.ps
	our_pmap "$tmp/run" >"$tmp/pmap"
}
one native "$collect"
check "native: pmap as it was then" cmp "$tmp/want.pmap" "$tmp/pmap"
for pid in $pids; do cat "$tree/$pid/status"; done | cmp -s - "$tmp/run/"0000-*.status
is "native: status byte for byte" $? 0
like "run.info tells of the recorded host" "$(cat "$tmp/run/run.info")" '^host: recorded-host'
like "and of its boot" "$(cat "$tmp/run/run.info")" '^boot_id: 01234567-89ab-cdef-0123-456789abcdef'

# What stands in status need not be a number that fits.
cp -R $tree "$tmp/proc"
first=$(echo "$pids" | head -n 1)
sed -i 's/^\(VmRSS:[^0-9]*\)[0-9]*/\199999999999999999999/' "$tmp/proc/$first/status"
status "resident memory of twenty digits" 0 "$collect" -v -n 0 --proc "$tmp/proc" -o "$tmp/large.run" "$first"
unlike "is not shown as a number" "$err" 'round 0.*KiB'

# What is no regular file is not waited for: FILE of process 7463, or of the system, is a FIFO.
fifo() { # FILE: exit status and events
	rm -rf "$tmp/fifo" "$tmp/fifo.run"
	cp -R "$tree" "$tmp/fifo"
	rm "$tmp/fifo/$1"
	mkfifo "$tmp/fifo/$1"
	timeout -s KILL 60 "$collect" -q -n 1 -w 0 -i 0 --proc "$tmp/fifo" -o "$tmp/fifo.run" 7463 7464 2>/dev/null
	echo "$? $(cut -f 3- "$tmp/fifo.run/events.tsv" | grep -Ev '	(round|stop)	' | sed 's/ start=.*//' | tr -s '\t\n' ' ')"
}
is "a FIFO as meminfo" "$(fifo meminfo)" "0  start 7463 7464 0 error meminfo: it is no regular file 1 error meminfo: it is no regular file "
is "as stat of a process" "$(fifo 7463/stat)" "0  start 7463 7464 0 denied [7463] "
is "is not recorded" "$(grep -c '^7463 ' "$tmp/fifo.run/"0001-*.stat; grep -c '^7464 ' "$tmp/fifo.run/"0001-*.stat)" "0
1"
is "as its maps" "$(fifo 7463/maps)" "0  start 7463 7464 0 denied exe[7463] "
is "or vmstat" "$(fifo vmstat)" "0  start 7463 7464 "

# A stat that is none says nothing of its process, not even that it has ended.
rm -rf "$tmp/empty"
cp -R "$tree" "$tmp/empty"
for what in "" "7463 (exe" "no stat"; do
	printf %s "$what" >"$tmp/empty/7463/stat"
	rm -rf "$tmp/empty.run"
	status "'$what' as stat of a process" 0 "$collect" -q -n 1 -w 0 -i 0 --proc "$tmp/empty" -o "$tmp/empty.run" -a
	is "is told in each round" "$(awk -F '\t' '$4 == "error" { print $3, $5 }' "$tmp/empty.run/events.tsv" | tr '\n' ' ')" \
		"0 stat of 7463: it is not understood 1 stat of 7463: it is not understood "
done

# So a target remains one while its stat is none, and the run goes on.
cat >"$tmp/act" <<END
cd $tmp/empty/7463 || exit
echo >>../rounds
case \$(wc -l <../rounds) in 2) cp stat ../whole; echo no >stat ;; 4) cp ../whole stat ;; esac
END
rm -rf "$tmp/empty"
cp -R "$tree" "$tmp/empty"
for what in exe "-p 7463" -a; do
	rm -rf "$tmp/empty.run" "$tmp/empty/rounds"
	# shellcheck disable=SC2086 # an option and its value
	status "$what: its stat is none for a while" 0 "$collect" -q -n 5 -w 0 -i 0 -s 0 --ps never --proc "$tmp/empty" -o "$tmp/empty.run" $what -- sh "$tmp/act"
	is "which is no end" "$(awk -F '\t' '$3 && $4 != "round" && $4 != "action" { print $3, $4, $5 }' "$tmp/empty.run/events.tsv")" \
		"2 denied exe[7463] start=381436
2 error stat of 7463: it is not understood
3 error stat of 7463: it is not understood"
	is "it is recorded again" "$(ls "$tmp/empty.run" | grep -c '^000[0145].*status')" 4
done

# A status without a byte tells neither memory nor that there is none: it is said once a target, and it is no pass.
rm -rf "$tmp/empty" "$tmp/empty.run"
cp -R "$tree" "$tmp/empty"
: >"$tmp/empty/7463/status"
status "an empty status" 0 "$collect" -n 2 -w 0 -i 0 --proc "$tmp/empty" -o "$tmp/empty.run" 7463 7464
is "is told once" "$(echo "$err" | grep -c 'status is empty')" 1
is "and an event" "$(awk -F '\t' '$4 == "error" { print $3, $5 }' "$tmp/empty.run/events.tsv" | sed 's/=.*//')" \
	"0 status is empty: exe[7463] start"

# A link to itself, and a file where a folder should be, stay as they are: the round is not taken again for them.
rm -rf "$tmp/empty" "$tmp/empty.run"
cp -R "$tree" "$tmp/empty"
ln -sf status "$tmp/empty/7463/status"
: >"$tmp/empty/7462"
status "a status that is a link to itself" 0 timeout 20 "$collect" -q -n 2 -w 0 -i 0 --proc "$tmp/empty" -o "$tmp/empty.run" 7463 7464
is "is denied" "$(awk -F '\t' '$4 == "error" || $4 == "denied" { print $3, $4, $5 }' "$tmp/empty.run/events.tsv")" \
	"0 denied exe[7463] start=381436"

mkdir "$tmp/hollow"
status "a folder without a process is no /proc" 2 "$collect" -q -n 0 --proc "$tmp/hollow" -o "$tmp/hollow.run" dozer
like "and that is said" "$err" 'hollow: it holds no process \(is it a /proc\?\)'
if unshare -m true 2>/dev/null; then
	without_proc() { unshare -m sh -c 'mount -t tmpfs none /proc && exec "$@"' - "$@"; }
	start_dozer 300
	for how in "--source native" "--source tools"; do
		# shellcheck disable=SC2016,SC2086 # words
		status "$how: an empty status of a live process" 0 unshare -m sh -c \
			'mount --bind /dev/null "/proc/$1/status" && shift && exec "$@"' - $dozer \
			"$collect" $how -q -n 2 -w 0 -i 0 -o "$tmp/${how##* }.run" $dozer
		like "an event says so" "$(awk -F '\t' '$4 == "error" { print $5 }' "$tmp/${how##* }.run/events.tsv")" \
			"^status is empty: dozer\\[$dozer\\] start=[0-9]*\$"
	done
	if command -v setpriv >/dev/null && [ "$(id -u)" = 0 ]; then
		cp "$collect" "$tmp/lc" && mkdir "$tmp/nobody" && chown 65534 "$tmp/nobody" && chmod 711 "$tmp"
		status "a process of which even stat is hidden (hidepid=1)" 0 unshare -m sh -c 'mount -t proc -o hidepid=1 none /proc &&
			exec setpriv --reuid 65534 --regid 65534 --clear-groups "$@"' - "$tmp/lc" -q -n 2 -w 0 -i 0 -o "$tmp/nobody/hidden.run" $dozer
		is "is denied, not gone" "$(cut -f 4,5 "$tmp/nobody/hidden.run/events.tsv" | sed 1d | tr '\t\n' ' ;')" \
			"denied [$dozer] start=0;round ;round ;round ;stop rounds;"
		for how in "1 tools $dozer" "2 native $dozer" "2 native dozer" "2 tools -m ^$tmp/dozer"; do
			# shellcheck disable=SC2086 # words
			set -- $how
			kind=$1 source=$2
			shift 2
			# shellcheck disable=SC2016 # the inner shell's
			status "hidepid=$kind, by $source: $1" 2 unshare -m sh -c 'mount -t proc -o "hidepid=$1" none /proc && shift &&
				exec setpriv --reuid 65534 --regid 65534 --clear-groups "$@"' - "$kind" "$tmp/lc" \
				-q -n 2 -w 0 -i 0 --source "$source" -o "$tmp/nobody/none.run" "$@"
			like "is not said to have ended" "$err" '^leakline-collect: no process .*\(/proc is mounted with hidepid, .*run as root'
		done
		cat >"$tmp/hide" <<'END'
mount -t proc none /proc || exit 9
hide=$1
shift
setpriv --reuid 65534 --regid 65534 --clear-groups "$@" &
i=0
until [ "$(grep -c round "$LATER/events.tsv" 2>/dev/null)" -ge 2 ] 2>/dev/null || [ $((i += 1)) -gt 100 ]; do sleep 0.1; done
mount -o "remount,hidepid=$hide" /proc
wait $!
END
		for how in 1 2; do # from then on stat is denied, or not even the PID is listed
			status "hidden in mid-run (hidepid=$how)" 0 env LATER="$tmp/nobody/later$how.run" unshare -m sh "$tmp/hide" $how \
				"$tmp/lc" -n 5 -w 0 -i 400ms -o "$tmp/nobody/later$how.run" $dozer
			is "keeps its name, and has not ended" \
				"$(cut -f 4,5 "$tmp/nobody/later$how.run/events.tsv" | grep -v round | tr '\t\n' ' ;' | sed 's/=[1-9][0-9]*/=N/g')" \
				"start $dozer;denied dozer[$dozer] start=N;error /proc hides (hidepid): dozer[$dozer] start=N;"
			like "it is said" "$err" "dozer\\[$dozer\\]: /proc hides it now \\(hidepid: run as root"
		done
		for how in 1 2; do
			status "the same by a shell (hidepid=$how)" 0 env LATER="$tmp/nobody/via$how.run" unshare -m sh "$tmp/hide" $how \
				"$tmp/lc" -n 6 -w 0 -i 600ms --via env -o "$tmp/nobody/via$how.run" $dozer
			is "keeps its name, and has not ended" \
				"$(cut -f 4,5 "$tmp/nobody/via$how.run/events.tsv" | grep -v 'round\|asked again' | tr '\t\n' ' ;' | sed 's/=[1-9][0-9]*/=N/g')" \
				"start $dozer;denied dozer[$dozer] start=N;error /proc hides (hidepid): dozer[$dozer] start=N;"
			like "it is said" "$err" "dozer\\[$dozer\\]: /proc hides it now \\(hidepid: run as root"
		done
	else
		skip "a hidden process" "no root, or no setpriv"
	fi
	status "no /proc is mounted" 3 without_proc "$collect" -q -n 0 -o "$tmp/none.run" dozer
	like "and that is said" "$err" '^leakline-collect: /proc: it is not mounted \(mount -t proc proc /proc\)$'
	status "nor on the target" 3 without_proc "$collect" -q -n 0 --via 'sh -c' -o "$tmp/none.run" dozer
	like "and that is said, too" "$err" 'not even its own shell is in it: is /proc mounted there\?'
else
	skip "no /proc is mounted" "no right to unshare"
fi

# Other processors: compiled in half of the time that make cross takes, all at once. A 32-bit pmap has narrow addresses.
quick() { make -s BUILD=quick SMALL= CFLAGS=-O0 "$@"; }
quick -j"$(nproc 2>/dev/null || echo 2)" cross >/dev/null 2>&1 # one that fails is told below
narrow() { sed 's/^\(0\{8\}\)\([0-9a-f]\{8\} \)/\2/; s/^Address           Kbytes/Address   Kbytes/; s/^0*\([1-9a-f][0-9a-f]\{8,\} \)/\1/'; }
for target in aarch64:64:aarch64-linux-gnu arm:32:arm-linux-gnueabihf i386:32:i686-linux-gnu mips:32:mips-linux-gnu \
	mipsel:32:mipsel-linux-gnu ppc64le:64:powerpc64le-linux-gnu riscv64:64:riscv64-linux-gnu s390x:64:s390x-linux-gnu; do
	processor=${target%%:*} triple=${target##*:}
	program=build-quick/cross/leakline-collect-${triple%%-*}
	emulator=$(command -v "qemu-$processor" || command -v "qemu-$processor-static") || { skip "$processor" "qemu-$processor is not here"; continue; }
	command -v "$triple-gcc" >/dev/null || { skip "$processor" "$triple-gcc is not here"; continue; }
	check "$processor: it builds" quick "$program"
	one "$processor" "$emulator" "$program"
	case $target in
	*:32:*) narrow <"$tmp/want.pmap" >"$tmp/want.this" ;;
	*) cp "$tmp/want.pmap" "$tmp/want.this" ;;
	esac
	check "$processor: pmap as it was then" cmp "$tmp/want.this" "$tmp/pmap"
done
if command -v musl-gcc >/dev/null; then
	check "musl: it builds" make -s "BUILD=${BUILD:-build}" "$B/leakline-collect-static"
	one musl "$B/leakline-collect-static"
	check "musl: pmap as it was then" cmp "$tmp/want.pmap" "$tmp/pmap"
	check "musl: at most 156 KiB" test "$(stat -c %s "$B/leakline-collect-static")" -le 159744
else
	skip "musl" "musl-gcc is not here"
fi
finish
