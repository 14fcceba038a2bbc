#!/bin/sh
# 40-calls - a call of the collector that changes a file fails (with LEAKLINE_SOAK=1 each in turn): status 3 (2: nothing was written),
# one line says where and why, what was recorded is whole, and --resume goes on. The analyzer reads folders whose file system tells no
# types of files, and a large log that becomes shorter while it is read.
. tests/tap.sh
. tests/fault/whole.sh

[ "$B" != build-asan ] || skip_all "the sanitizer comes first"
lib=$tmp/fail_call.so
${CC:-cc} -shared -fPIC -O1 -o "$lib" tests/fault/fail_call.c -ldl 2>"$tmp/cc.log" || skip_all "no such library can be made"
start_dozer 6000

record() { # CALL FAIL_AT OPTION...
	call=$1 at=$2
	shift 2
	timeout 30 env LD_PRELOAD="$lib" FAIL_COUNT="$tmp/count" FAIL_CALL="$call" FAIL_AT="$at" \
		"$collect" -q -i 0 -s 0 -w 0 -n 2 "$@" $dozer -- echo hello >/dev/null 2>"$tmp/err" </dev/null
}

counted() { awk -v name="$1" '$1 == name { print $2 }' "$tmp/count"; }

numbers() { # COUNT: all, or eight of them
	awk -v n="$1" -v all="${LEAKLINE_SOAK:-0}" 'BEGIN { for (i = 1; i <= n; i++) if (all || i <= 2 || i == n || int(i * 5 / n) != int((i - 1) * 5 / n)) print i }'
}

wrong() { # STATUS: what the failed call left
	case $1 in
	0) [ "$quiet" = yes ] || echo "status 0" ;;
	2 | 3) [ "$(wc -l <"$tmp/err")" = 1 ] || echo "not one line: $(cat "$tmp/err")"
		grep -q 'Input/output error' "$tmp/err" || echo "no reason: $(cat "$tmp/err")" ;;
	*) echo "status $1: $(cat "$tmp/err")" ;;
	esac
	[ -e "$run/events.tsv" ] || return
	whole "$run" stat status pmap meminfo
	before=$(rounds "$run")
	"$collect" -q -i 0 -s 0 -w 0 -n 5 --resume -o "$run" $dozer -- echo hello >/dev/null 2>"$tmp/err" || echo "--resume: $(cat "$tmp/err")"
	[ "$(rounds "$run")" -gt "$before" ] || echo "--resume adds no round"
	whole "$run" stat status pmap meminfo
	torn "$run"
}

run=$tmp/x.run
# A folder that cannot be flushed, or a cut that fails after another failure, need not end the run.
for call in write fdatasync fsync renameat openat fchmod; do
	rm -rf "$run"
	quiet=
	[ $call != fsync ] || quiet=yes
	record $call 0 -o "$run"
	is "$call: without a failure" "$? $(cat "$tmp/err")" "0 "
	count=$(counted "$call")
	[ "${count:-0}" -gt 0 ] || { fail "$call is not called"; continue; }
	for at in $(numbers "$count"); do
		rm -rf "$run"
		record $call "$at" -o "$run"
		wrong $? | sed "s/^/call $at: /" >>"$tmp/all"
	done
	is "$call: one of $count fails" "$(head -n 5 "$tmp/all")" ""
	: >"$tmp/all"
done
for call in write fdatasync; do
	rm -f "$tmp/x.tar"
	record $call 0 -o "$tmp/x.tar"
	count=$(counted "$call")
	for at in $(numbers "$count"); do
		rm -f "$tmp/x.tar"
		record $call "$at" -o "$tmp/x.tar"
		case $? in 2 | 3) ;; *) echo "call $at: status $?" ;; esac
		[ "$(wc -l <"$tmp/err")" = 1 ] || echo "call $at: $(cat "$tmp/err")"
		[ ! -s "$tmp/x.tar" ] || tar -tf "$tmp/x.tar" >/dev/null 2>"$tmp/tar.err" || echo "call $at: $(cat "$tmp/tar.err")"
	done >>"$tmp/all"
	is "a tar, $call: one of $count fails" "$(head -n 5 "$tmp/all")" ""
	: >"$tmp/all"
done

# Descriptors that cannot be counted, though nobody denies it, are told of, and cost no round. (Before Linux 6.2 they are listed.)
if [ "$(stat -c %s /proc/self/fd)" != 0 ]; then
	rm -rf "$run"
	FAIL_ALL=1 record fstatat 3 --ps never --also fd -o "$run"
	is "descriptors that cannot be counted" "$(awk -F '\t' '$4 == "error" { print $5 }' "$run/events.tsv")" "fd of $dozer: Input/output error"
fi

sh tests/runs/make-run leaks "$tmp/leaks.run"
mkdir "$tmp/above"
cp -r "$tmp/leaks.run" "$tmp/above/"
for folder in leaks.run above; do
	with=$("$analyze" -q --no-report --format json "$tmp/$folder" 2>&1)
	without=$(LD_PRELOAD=$lib NO_TYPES=1 "$analyze" -q --no-report --format json "$tmp/$folder" 2>&1)
	is "$folder: the same without types of files" "$without" "$with"
done

# a log that is mapped, and that others cut off while it is read
for kind in bare csv; do
	tests/bench/make-log.py $kind "$tmp/$kind.log" $([ $kind = bare ] && echo 300000 || echo 2000)
	timeout 60 env LD_PRELOAD="$lib" SHRINKS="$tmp/$kind.log" "$analyze" -q --no-report "$tmp/$kind.log" >"$tmp/out" 2>"$tmp/err"
	is "$kind: a log that shrinks while it is read: its status" $? 2
	like "$kind: and why" "$(cat "$tmp/err")" '^leakline-analyze: .*became shorter while it was read.*\(.*copy'
done

# A PID that becomes another process while it is read: the look for targets and each round open stat once, and once more at the end.
tree=tests/fixtures/proc/tree
mkdir -p "$tmp/proc/77"
sed 's/^[0-9]* /77 /' $tree/7463/stat >"$tmp/proc/77/stat"
awk '{ $22 += 4711; print }' "$tmp/proc/77/stat" >"$tmp/proc/77/stat.new"
cp $tree/7463/maps $tree/7463/cmdline "$tmp/proc/77/"
sed 's/^Pid:.*/Pid:	77/' $tree/7463/status >"$tmp/proc/77/status"
recorded() { # OPENING: how many files of process 77 are recorded, if it is another one from there on
	rm -rf "$run"
	timeout 60 env LD_PRELOAD="$lib" CHANGES=77/stat CHANGES_AT="$1" "$collect" -q -n 0 -w 0 --ps never --proc "$tmp/proc" -o "$run" 77 2>"$tmp/err"
	find "$run" -name '*.status' -o -name '*.pmap' | wc -l
}
is "a PID that is reused between two files of a round is not recorded" "$(recorded 3)" 0
is "one that stays is" "$(recorded 4)" 2
finish
