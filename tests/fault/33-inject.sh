#!/bin/sh
# 33-inject - a system call fails at its first, second, ... use: the run goes on with an event, or ends with 3; never is there a
# `round` event for a round that is not there, and never a torn file. Every use with LEAKLINE_SOAK=1, else some.
. tests/tap.sh
. tests/fault/whole.sh

command -v strace >/dev/null || skip_all "no strace"
strace -o "$tmp/trace" true 2>/dev/null || skip_all "strace may not trace here"
start_dozer 3000

# once CALL ERROR N WANTED [OPTION]... [-- ACTION]: WANTED is a pattern of `STATUS:error` (an error event) or `STATUS:`
once() {
	call=$1 error=$2 use=$3 wanted=$4
	shift 4
	rm -rf "$tmp/in.run"
	strace -f -y -o "$tmp/trace" -e trace="$call" -e signal=none -e inject="$call:error=$error:when=$use" \
		"$collect" -q -n 2 -s 0 -o "$tmp/in.run" "$@" 2>"$tmp/err" </dev/null
	got=$?
	grep -q INJECTED "$tmp/trace" || return 1
	if grep INJECTED "$tmp/trace" | grep -q '^[^<]*<[^>]*\.gcda>'; then return 1; fi # the end of a build for tests/coverage
	grep -qE 'INJECTED' "$tmp/trace" && [ "$got" = 127 ] && return 0 # in the dynamic loader: it never began
	event=
	if [ -e "$tmp/in.run/events.tsv" ]; then
		event=$(cut -f 4 "$tmp/in.run/events.tsv" | grep -x error | head -n 1)
		wrong=$wrong$(whole "$tmp/in.run" $kinds)$(torn "$tmp/in.run")
		case $got in 0) [ "$(rounds "$tmp/in.run")" = 3 ] || wrong="$wrong $use: not all rounds" ;; esac
	fi
	printf '%s\n' "$got:$event" | grep -Eqx "$wanted" || wrong="$wrong
$call, use $use: exit status $got, event '$event': $(head -n 1 "$tmp/err")"
	[ "$got" != 3 ] || [ "$(wc -l <"$tmp/err")" = 1 ] || wrong="$wrong $use: $(cat "$tmp/err")"
	count=$((count + 1))
	return 0
}

# each CALL ERROR WANTED STEP ARGUMENTS...: uses 1, 1 + STEP, ... until it is not used so often; in the long form all
each() {
	call=$1 error=$2 wanted=$3 step=$4
	shift 4
	[ "${LEAKLINE_SOAK:-}" = 1 ] && step=1
	wrong= count=0 use=1
	while once "$call" "$error" $use "$wanted" "$@"; do use=$((use + step)); done
	is "$call fails ($error) at $count places" "$wrong" ""
	[ $count -gt 1 ] || fail "$call was never reached"
}
kinds="stat status pmap"
only="-i 5ms --ps never $dozer"
# shellcheck disable=SC2086
{
	each write EIO '3:' 5 $only
	each write ENOSPC '3:' 6 $only
	each fsync EIO '3:' 1 $only
	each fdatasync EIO '3:' 4 $only
	each fdatasync EDQUOT '3:' 7 $only
	each renameat EIO '3:' 4 $only
	each openat EIO '3:|0:error|0:' 7 $only
	each openat EMFILE '3:|0:error|0:' 9 $only
	# one that may not even be looked at is in no file
	kinds=
	each openat EACCES '3:|0:error|0:|2:|1:' 11 $only
	kinds="stat status pmap"
	each close EIO '3:|0:' 6 $only
	each read EIO '3:|0:error|0:' 9 $only
	each getdents64 EIO '3:|0:error' 2 -i 5ms dozer
	each clone EAGAIN '0:error' 1 -i 5ms --ps never "$dozer" -- true
}
# A fork that never works is no run in which nothing happens.
rm -rf "$tmp/in.run"
strace -f -o "$tmp/trace" -e trace=clone -e signal=none -e inject=clone:error=EAGAIN "$collect" -q -n 2 -o "$tmp/in.run" "$dozer" -- true 2>"$tmp/err"
is "ACTION can never be started: exit 3" "$?" 3
like "which is said" "$(cat "$tmp/err")" 'true: Resource temporarily unavailable'
# A tar that cannot be written.
for use in 1 2 3; do
	rm -f "$tmp/in.tar"
	strace -o "$tmp/trace" -e trace=write -e signal=none -e inject=write:error=ENOSPC:when=$use "$collect" -q -n 2 -i 5ms -o "$tmp/in.tar" "$dozer" 2>"$tmp/err"
	is "write $use of a tar fails: exit 3" "$?" 3
	like "the file is named" "$(cat "$tmp/err")" 'in\.tar: No space'
done
check "the tar ends with a whole round" tar tf "$tmp/in.tar"
finish
