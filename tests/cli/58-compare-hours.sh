#!/bin/sh
# 58-compare-hours - a baseline whose rounds last longer or shorter: by the round, by the hour, and where the two disagree.
. tests/tap.sh
cd "$tmp" || exit 2

# make_run FOLDER ROUND_S KIB_A_SECOND KIB_A_ROUND [ACTION [ARM...]] - 80 rounds of a process, noise of a page or two.
make_run()
{
	mkdir -p "$1"
	printf 'format: leakline-run 1\ncollector: leakline-collect 0.1.0\npage_size: 4096\ntargets: ripd\nwarmup_rounds: 0\n' >"$1/run.info"
	[ -z "${5:-}" ] || printf 'action: %s\n' "$5" >>"$1/run.info"
	[ -z "${6:-}" ] || printf 'arms: %s idle\nblock: 1\nseed: 7\n' "$5" >>"$1/run.info"
	awk -v run="$1" -v s="$2" -v time="$3" -v each="$4" -v action="${5:-}" -v drawn="${6:-}" -v events="$1/events.tsv" "$(cat "$root/tests/made_process.awk")"'
	BEGIN {
		seed = 7
		for (r = 0; r < 80; r++) {
			at = r * s
			stamp = sprintf("%04d-20261101T%02d%02d%06.3fZ", r, at / 3600, at / 60 % 60, at % 60)
			seed = (seed * 16807) % 2147483647
			idle = drawn && seed % 2
			if (action && r) printf "%s\t%d\t%d\taction\texit=0 ms=1 arm=%s times=%d\n", substr(stamp, 6), 1000000 + 1000 * at, r, idle ? "idle" : action, !idle >events
			if (r && !idle) leaked += each
			kib = 4 * int((8000 + time * at + leaked) / 4) + 4 * (seed % 3)
			put_process(run "/" stamp, kib)
			printf "%s\t%d\t%d\tround\t\n", substr(stamp, 6), 1000000 + 1000 * at, r >events
		}
	}' </dev/null
}

compare() { # BASELINE RUN
	"$analyze" -o report --fail-on never --baseline "$1.run" "$2.run" >text 2>&1
	sed -n '/^compared with/,/^$/p' text | tr -s ' \n' ' ' >section
}
# column NAME: of compare.csv's first row
column() { awk -F '","' -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) { gsub(/"/, "", $i); if ($i == name) c = i } } NR == 2 { gsub(/"/, "", $c); print $c }' report/compare.csv; }
verdicts() { echo "$(column verdict) $(column verdict_by_round) $(column verdict_by_hour) $(column verdict_is_by)"; }

make_run time-slow.run 7.6 10 0 ./reload
make_run time-fast.run 1 10 0 ./reload
make_run action-slow.run 7.6 0 40 ./reload
make_run action-fast.run 1 0 40 ./reload
make_run fixed.run 1 0 0 ./reload
make_run worse.run 1 200 0 ./reload
make_run watched-slow.run 7.6 10 0
make_run watched-fast.run 1 10 0
make_run drawn-slow.run 7.6 10 0 reload drawn
make_run drawn-fast.run 1 10 0 reload drawn
make_run tenth.run 6.909 10 0 ./reload
make_run less.run 6.91 10 0 ./reload

compare time-slow time-fast
is "a leak by time, in shorter rounds" "$(verdicts)" "improved improved same round"
like "does not read improved alone" "$(cat section)" 'improved ripd by the round, but same by the hour'
like "warns" "$(cat section)" 'warning: a round lasted 7\.6 s before, 1\.0 s now; same by the hour: 3[456]\.[0-9]+ MiB an hour before, 3[456]\.[0-9]+ now'
check "in the chart" grep -q "by the round, but same by the hour" report/plots/baseline-ripd-77.gp
like "and says what it means" "$(cat section)" 'if memory grows with time, the hour counts: same; if with the action, the round: improved; equal rates by the hour speak for time'
like "in Markdown" "$(cat report/report.md)" '`ripd` \| \*\*improved.*warning: a round lasted 7\.6 s before'
like "on the page" "$(cat report/report.html)" 'warning: a round lasted 7\.6 s before'
unlike "with all words escaped" "$(cat report/report.html)" "p <1e"
like "in JSON" "$("$analyze" --format json --baseline time-slow.run time-fast.run 2>&1)" '"by_hour":\{"round_s_before":7\.6[^}]*"verdict_by_round":"improved","verdict":"same","verdict_is_by":"round","disagrees":true'
check "the rate by the hour" awk -v x="$(column slope_kib_per_hour)" 'BEGIN { exit !(x > 35500 && x < 36500) }'
check "and that before" awk -v x="$(column slope_before_kib_per_hour)" 'BEGIN { exit !(x > 35500 && x < 36500) }'

compare time-fast time-slow
is "the other way round" "$(verdicts)" "worse worse same round"
compare action-slow action-fast
is "a leak by the action, in shorter rounds" "$(verdicts)" "same same worse round"
like "equal rates by the round" "$(cat section)" 'speak for the action'
compare time-slow fixed
is "both agree" "$(verdicts)" "fixed fixed fixed round"
unlike "then nothing is warned of" "$(cat section)" 'warning'
like "but the hour is told" "$(cat section)" 'fixed by the hour: 3[456]\.[0-9]+ MiB an hour before'
compare time-slow worse
is "worse by both" "$(verdicts)" "worse worse worse round"

# It is known to be time: no action ran, or an experiment says so.
compare watched-slow watched-fast
is "rounds without an action are looks" "$(verdicts)" "same improved same hour"
like "the sentence has hours" "$(cat section)" 'same ripd by the hour, but improved by the round no difference that would matter: .* MiB an hour before'
like "and says why" "$(cat section)" 'memory grows with time here, so the hour counts \(same\), not the round \(improved\)'
compare drawn-slow drawn-fast
like "an experiment" "$(cat text)" 'by-time'
is "that says by-time" "$(verdicts)" "same improved same hour"

# A tenth is where rounds begin to be unequal.
compare time-slow tenth
is "1.1 times" "$(column verdict_by_hour)" same
compare time-slow less
is "less" "$(verdicts)" "same   "
unlike "and no word of hours" "$(cat section)" 'hour'
compare time-slow time-slow
is "as long" "$(verdicts)" "same   "

# Several baselines: one that lasts as long does not hide the other.
"$analyze" -q -o report --fail-on never --baseline time-fast.run --baseline time-slow.run time-fast.run >/dev/null 2>&1
check "of two baselines" test -n "$(column verdict_by_hour)"
finish
