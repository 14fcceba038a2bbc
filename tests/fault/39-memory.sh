#!/bin/sh
# 39-memory - allocations fail, one in each run: one line and status 2 (the collector: 2 or 3), or all is as if it had not failed.
# Here some twenty numbers a way of use; with LEAKLINE_SOAK=1 every allocation in turn, and all from it on. SOAK_UNTIL (seconds since 1970):
# then as many as that leaves time for, drawn by chance, of each way of use the same time.
. tests/tap.sh
. tests/fault/whole.sh

[ "$B" != build-asan ] || skip_all "the sanitizer has its own allocator"
lib=$tmp/fail_alloc.so
${CC:-cc} -shared -fPIC -O1 -o "$lib" tests/fault/fail_alloc.c -ldl 2>"$tmp/cc.log" || skip_all "no such library can be made"
LD_PRELOAD=$lib FAIL_COUNT=$tmp/count "$analyze" --version >/dev/null
[ "$(cat "$tmp/count" 2>/dev/null || echo 0)" -gt 0 ] || skip_all "this libc's allocations cannot be counted"
export LC_ALL=C # a locale without memory is one that is not there: other characters, the same words

numbers() { # COUNT: all, or the first six and fourteen over the rest
	awk -v n="$1" -v all="${every:-${LEAKLINE_SOAK:-0}}" 'BEGIN {
		for (i = 1; i <= n; i++)
			if (all || i <= 6 || int(i * 14 / n) != int((i - 1) * 14 / n)) print i }' |
		if [ -n "${SOAK_UNTIL:-}" ]; then shuf; else cat; fi
}
time_is_up() { [ -n "${SOAK_UNTIL:-}" ] && [ "$(date +%s)" -ge "$until" ]; }

run() { # FAIL_AT COMMAND...: its standard output and error in $tmp/got.*
	at=$1
	shift
	rm -rf "$output"
	(ulimit -f 65536; exec timeout 30 env LD_PRELOAD="$lib" FAIL_COUNT="$tmp/count" FAIL_AT="$at" "$@") >"$tmp/got.out" 2>"$tmp/got.err" </dev/null
}

look() { # NUMBER STATUS: what is wrong with it
	lines=$(wc -l <"$tmp/got.err") # without any memory the way out may fail, too, and say so
	[ "$lines" = 1 ] || [ "${FAIL_ON:+$lines}" -gt 1 ] 2>/dev/null && case " $ends " in *" $2 "*) return ;; esac
	[ "$2" = "$whole_status" ] || { echo "allocation $1: status $2: $(head -c 300 "$tmp/got.err")"; return; }
	case $compare in
	same) cmp "$tmp/got.out" "$tmp/whole.out" && { [ ! -e "$output" ] || diff -rq "$output" "$tmp/whole.output"; } ;;
	whole) whole "$output" stat status pmap ;;
	tar) tar -tf "$output" >/dev/null && [ "$(tar -tf "$output" | wc -l)" = "$(tar -tf "$tmp/whole.output" | wc -l)" ] || echo "another tar" ;;
	esac | sed "s/^/allocation $1: /"
	cmp "$tmp/got.err" "$tmp/whole.err" || echo "allocation $1: $(head -c 300 "$tmp/got.err")"
}

each() { # NAME COMMAND...: every allocation of a command, which writes $output
	name=$1
	shift
	until=${SOAK_UNTIL:+$(($(date +%s) + (SOAK_UNTIL - $(date +%s)) / ways))}
	ways=$((ways - 1)) begun=$tried
	if time_is_up; then skip "$name" "no time was left"; return; fi
	run 0 "$@"
	whole_status=$? count=$(cat "$tmp/count")
	cp "$tmp/got.out" "$tmp/whole.out"
	cp "$tmp/got.err" "$tmp/whole.err"
	rm -rf "$tmp/whole.output"
	[ ! -e "$output" ] || cp -r "$output" "$tmp/whole.output"
	for failing in $(numbers "$count"); do
		time_is_up && break
		tried=$((tried + 1))
		run "$failing" "$@"
		look "$failing" $? >>"$tmp/wrong" 2>&1
		[ -n "${LEAKLINE_SOAK:-}" ] || continue
		export FAIL_ON=1
		run "$failing" "$@"
		look "$failing and all after it" $? >>"$tmp/wrong" 2>&1
		unset FAIL_ON
	done
	all=$((all + count))
	is "$name: $((tried - begun)) of $count allocations" "$(head -n 5 "$tmp/wrong")" ""
	: >"$tmp/wrong"
}

ways=11 tried=0 all=0
: >"$tmp/wrong"
for name in leaks before; do sh tests/runs/make-run "$name" "$tmp/$name.run"; done
tar -C "$tmp" -czf "$tmp/leaks.tar.gz" leaks.run
tar -C "$tmp" -cf "$tmp/leaks.tar" leaks.run
"$analyze" -q --no-report --format json "$tmp/leaks.run" >"$tmp/a.json" 2>/dev/null
"$analyze" -q --no-report --format json "$tmp/before.run" >"$tmp/b.json" 2>/dev/null
awk 'BEGIN { print "time,rss"; for (i = 0; i < 60; i++) print i * 10 "," 4000 + i * 8 }' >"$tmp/one.csv"
output=$tmp/out ends=2 compare=same
each "a report" "$analyze" -q -j 1 -o "$tmp/out" "$tmp/leaks.run"
each "JSON" "$analyze" -q -j 1 --no-report --format json "$tmp/leaks.run"
each "Markdown beside a baseline" "$analyze" -q -j 1 --no-report --format md --baseline "$tmp/before.run" "$tmp/leaks.run"
each "a tar" "$analyze" -q -j 1 --no-report "$tmp/leaks.tar"
each "a tar.gz" "$analyze" -q -j 1 --no-report "$tmp/leaks.tar.gz"
each "a table" "$analyze" -q -j 1 --no-report --import csv:time=time,rss=rss "$tmp/one.csv"
# GSL takes memory in two of them: 40 rounds, half of them by lot with an action
mkdir "$tmp/lot.run"
printf 'format: leakline-run 1\npage_size: 4096\ntargets: ripd\naction: a\narms: a idle\nblock: 4\nseed: 7\nwarmup_rounds: 0\n' >"$tmp/lot.run/run.info"
awk -v run="$tmp/lot.run" "$(cat tests/made_process.awk)"'
BEGIN {
	for (r = 0; r < 41; r++) {
		stamp = sprintf("%04d-20261123T%02d%02d00.000Z", r, r / 60, r % 60)
		idle = int((r - 1) / 4) % 3 != 0
		if (r) printf "%s\t%d\t%d\taction\texit=0 ms=1 arm=%s times=%d\n", substr(stamp, 6), 60000 * r, r, idle ? "idle" : "a", !idle >(run "/events.tsv")
		if (r && !idle) kib += 64
		put_process(run "/" stamp, 8000 + kib)
		printf "%s\t%d\t%d\tround\t\n", substr(stamp, 6), 60000 * r, r >(run "/events.tsv")
	}
}' </dev/null
every=1
each "an experiment" "$analyze" -q -j 1 --no-report --format md "$tmp/lot.run"
every=
each "merged" "$analyze" -q --merge "$tmp/a.json" "$tmp/b.json"

start_dozer 6000
ends="2 3" compare=whole output=$tmp/r.run
each "a recording" "$collect" -q -i 0 -n 2 -o "$output" dozer
each "by another shell" "$collect" -q -i 0 -n 2 --via 'sh -c' -o "$output" dozer
compare=tar output=$tmp/r.tar
each "a recorded tar" "$collect" -q -i 0 -n 2 -o "$output" dozer
echo "# $tried of $all allocations"
finish
