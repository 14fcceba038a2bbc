#!/bin/sh
# 54-attribution - of runs that drew their rounds by lot: is it the action, which action, or time?
. tests/tap.sh
cd "$tmp" || exit 2

# make_run FOLDER ROUNDS ARMS BLOCK LEAK_KIB TIME_KIB [START_KIB [SEED [TIMES]]] - ARMS: "reload idle"; the first leaks; KiB an
# action, a round, and of a start that slows down; an action runs 1 to TIMES times a round. Noise of some pages, drawn as everything here from a fixed seed.
make_run()
{
	mkdir -p "$1"
	printf 'format: leakline-run 1\npage_size: 4096\ntargets: ripd\naction: %s\narms: %s\nblock: %s\nseed: 7\nwarmup_rounds: 0\n' \
		"${3%% *}" "$3" "$4" >"$1/run.info"
	awk -v run="$1" -v rounds="$2" -v arms="$3" -v block="$4" -v leak="$5" -v time="$6" -v start="${7:-0}" -v seed="${8:-7}" -v most="${9:-1}" -v events="$1/events.tsv" "$(cat "$root/tests/made_process.awk")"'
	function draw() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
	BEGIN {
		count = split(arms, arm, " ")
		for (i = 0; i < 20; i++) draw()
		for (r = 0; r <= rounds; r++) {
			s = 30 * r
			stamp = sprintf("%04d-202611%02dT%02d%02d%02d.000Z", r, 1 + s / 86400, s / 3600 % 24, s / 60 % 60, s % 60)
			if (r && (r - 1) % block == 0) a = 1 + int(draw() * count)
			if (r) {
				times = arm[a] == "idle" ? 0 : most > 1 ? 1 + int(draw() * most) : 1
				printf "%s\t%d\t%d\taction\texit=0 ms=1 arm=%s times=%d\n", substr(stamp, 6), 1000000 + 30000 * r, r, arm[a], times >events
				if (a == 1) leaked += leak * times
			}
			kib = 4 * int((8000 + leaked + time * r + start * (1 - exp(-r / 12)) + 40 * draw()) / 4)
			put_process(run "/" stamp, kib)
			printf "%s\t%d\t%d\tround\t\n", substr(stamp, 6), 1000000 + 30000 * r, r >events
		}
	}' </dev/null
}

# word RUN - what growth is attributed to, with the arm
word() { "$analyze" --format json "$1" 2>/dev/null | grep -o '"attribution":{[^{]*' | head -n 1 | sed 's/.*"word":"\([^"]*\)","arm":\("[^"]*"\|null\).*/\1 \2/' | tr -d '"'; }
# field FILE ARM COLUMN
field() { awk -F'","' -v arm="$2" -v c="$3" '$4 == arm { gsub(/"/, "", $c); print $c }' "$1"; }
near() { awk -v a="$1" -v b="$2" -v by="$3" 'BEGIN { exit !(a - b <= by && b - a <= by) }'; }

make_run action.run 200 "reload idle" 4 64 0
make_run time.run 200 "reload idle" 4 0 64
make_run both.run 200 "reload idle" 4 64 30
make_run start.run 200 "reload idle" 4 0 0 3072
make_run few.run 40 "reload idle" 8 64 0
make_run three.run 200 "rip ospf static idle" 4 64 0
make_run contrast.run 200 "rip ospf static" 4 64 0
make_run vary.run 120 "rip ospf" 2 64 30 0 7 5
make_run one.run 120 "reload" 4 64 0

is "a leak by the action" "$(word action.run)" "by-action reload"
is "a leak by time" "$(word time.run)" "by-time null"
is "both" "$(word both.run)" "by-both reload"
is "a start that slows down is nobody's" "$(word start.run)" ""
is "too few blocks" "$(word few.run)" "cannot-tell null"
# Where lot decides which rounds have the action growth by rounds comes in steps and rests: no reason for doubt, and no pass.
make_run uneven.run 110 "reload idle" 4 24 0 0 1
status "a leak by the action is one, though it seems to slow down by rounds" 1 "$analyze" --no-report uneven.run
unlike "and is not provisional for that" "$out" 'provisional'
make_run sudden.run 110 "reload idle" 4 24 0 0 12
status "nor for a shorter run that would not have shown it" 1 "$analyze" --no-report sudden.run
make_run cold.run 60 "reload idle" 4 24 0 0 2
status "cold rounds stay cold" 3 "$analyze" --no-report cold.run
like "and say so" "$out" 'provisional: 61 cold rounds'
make_run rests.run 60 "reload idle" 4 24 0 0 5
status "no pass for one whose last rounds were idle" 3 "$analyze" --no-report rests.run
like "as the action makes it grow" "$out" 'by-action: 2[0-9.]+ ± [0-9.]+ KiB each time .reload. runs'
make_run eight.run 240 "a b c d e f g h idle" 4 64 30
is "blocks that are too few for eight actions are no growth by time" "$(word eight.run)" "cannot-tell null"
like "the number that would do counts them all" "$("$analyze" --no-report eight.run 2>&1 | tr '\n' ' ' | tr -s ' ')" 'cannot-tell: blocks: 1[0-9] are too few for this level; 16 would do'
is "one of three actions, and idle rounds" "$(word three.run)" "by-action rip"
is "one of three actions, without idle rounds" "$(word contrast.run)" "by-action rip"
is "one of two that run more or less often, without idle rounds, and time" "$(word vary.run)" "by-both rip"
is "an action in every round" "$(word one.run)" "cannot-tell null"

"$analyze" -o both both.run >both.txt 2>&1
is "attribution.csv has these columns" "$(head -n 1 both/attribution.csv)" '"run","pid","name","arm","kib_per_action","low","high","p","times"'
is "each row of processes.csv has the word" "$(sed 's/.*,//' both/processes.csv | sort -u | tr '\n' ' ')" '"attribution" "by-both" '
check "the action's growth is right" near "$(field both/attribution.csv reload 5)" 64 1.5
check "its interval holds it" awk -v l="$(field both/attribution.csv reload 6)" -v h="$(field both/attribution.csv reload 7)" 'BEGIN { exit !(l <= 64 && 64 <= h && h - l < 5) }'
check "time's growth is right" near "$(field both/attribution.csv idle 5)" 30 0.6
is "actions and idle rounds are all of them" "$(($(field both/attribution.csv reload 9) + $(field both/attribution.csv idle 9)))" 200
like "the report says it" "$(tr '\n' ' ' <both.txt | tr -s ' ')" 'by-both: 6[0-9.]+ ± [0-9.]+ KiB each time `reload` runs; [0-9.]+ ± [0-9.]+ KiB in an idle round; p 0.0002, 50 blocks'
for report in report.md report.txt report.html; do
	check "$report says it too" grep -q 'each time' "both/$report"
done
check "the page shows the name of an action as code" grep -q 'each time <code>reload</code> runs' both/report.html
check "the title of its chart has the colour of text, in the dark too" grep -q '^\.doses \.name { --color: var(--fg); }' both/report.html
check "the page has a chart of it" grep -q 'class="doses wide".*class="doses slim"' both/report.html
check "the script of its chart is there" grep -q 'actions so far' both/plots/attribution-ripd-77.gp
like "its sentence has no backticks" "$(cat both/plots/attribution-ripd-77.gp)" 'KiB each time reload runs'
check "rounds of the control are rings around the points that they lie on" grep -q 'points pointtype 6 pointsize 0.9 linecolor rgb c_mute' both/plots/attribution-ripd-77.gp
check "and so is their key" grep -q "^set label 11 '○ idle'" both/plots/attribution-ripd-77.gp
"$analyze" --junit both.xml both.run >/dev/null 2>&1
check "JUnit says it" grep -q by-both both.xml
like "how many blocks would do" "$("$analyze" few.run 2>&1 | tr '\n' ' ' | tr -s ' ')" 'cannot-tell: blocks: 5 are too few for this level; 13 would do'
like "what would tell" "$("$analyze" one.run | tr '\n' ' ' | tr -s ' ')" 'control idle'
is "--by changes nothing of it" "$("$analyze" --by time -o bytime both.run >/dev/null; cmp bytime/attribution.csv both/attribution.csv && echo same)" same

# A round whose action failed counts in no arm.
cp -r action.run failed.run
sed '/\taction\t/{ s/exit=0\(.*arm=reload\)/exit=1\1/; }' action.run/events.tsv | awk -F'\t' -v OFS='\t' '$4 == "action" && $3 > 8 { sub("exit=1", "exit=0") } { print }' >failed.run/events.tsv
"$analyze" -o failed failed.run >/dev/null 2>&1
failures_of=$(grep -c 'exit=1' failed.run/events.tsv)
"$analyze" -o action action.run >/dev/null 2>&1
is "a failed round counts in no arm" "$(($(field action/attribution.csv reload 9) - $(field failed/attribution.csv reload 9)))" "$failures_of"
like "the title of its trend says: by the action" "$(grep '^set label 1 ' action/plots/trend-*)" "'ripd leaks 6[0-9.]+ KiB per reload"
title() { sed -n "s/^set label 89 '\(.*\)' at .*/\1/p" "$1"/plots/attribution-*; }
like "that of the chart of actions says by how much" "$(title action)" '^ripd \(77\): grows by 6[0-9.]+ KiB per reload$'
"$analyze" -o time time.run >/dev/null 2>&1
"$analyze" -o few few.run >/dev/null 2>&1
is "or that it is time, or both, or open" "$(for of in time both few; do title $of; done)" \
	"ripd (77): grows with time, not with the action
ripd (77): grows with the action, and with time
ripd (77): action or time: it cannot be told yet"
is "an ordinary run has no such file" "$("$analyze" -o plain "$root/tests/runs/leaky.run" >/dev/null 2>&1; ls plain/attribution.csv 2>/dev/null)" ""

# So many actions as the collector takes, and one more: run.info was written by something else.
arms=a1
for i in 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do arms="$arms a$i"; done
make_run sixteen.run 60 "$arms idle" 1 0 64
is "sixteen actions are told apart: 60 rounds are too few" "$(word sixteen.run)" "cannot-tell null"
unlike "without a note" "$("$analyze" sixteen.run 2>&1)" 'more than 16'
cp -r sixteen.run seventeen.run
sed -i 's/^arms: /arms: a17 /' seventeen.run/run.info
is "of seventeen none is blamed" "$(word seventeen.run)" ""
like "and a note says why" "$("$analyze" seventeen.run 2>&1)" 'run.info: more than 16 actions'
more=
for i in $arms; do more="$more --action $i=true"; done
status "the collector takes sixteen" 0 sh -c "'$collect' -q -n 1 -w 0 -i 0 -o sixteen-more.run $more \$\$"
status "not sixteen and a control" 2 sh -c "'$collect' -q -n 1 -w 0 -i 0 -o seventeen-more.run $more --control idle \$\$"
like "it says how many" "$err" '16 at most'

# Hostile: names of actions, numbers of rounds, and no order at all.
cp -r action.run hostile.run
sed -i 's/^arms: .*/arms: <b>|`$(x) idle/' hostile.run/run.info
sed -i 's/arm=reload/arm=<b>|`$(x)/' hostile.run/events.tsv
"$analyze" -o hostile hostile.run >hostile.txt 2>&1
check "a hostile name is made harmless" test -z "$(grep -l '<b>|' hostile.txt hostile/report.md hostile/report.html hostile/attribution.csv hostile/plots/attribution*)"
cp -r action.run far.run
printf '20261101T000000.000Z\t1\t4294967295\taction\texit=0 ms=1 arm=reload times=4294967295\n' >>far.run/events.tsv
status "a round far away costs no memory" 1 sh -c "ulimit -v 2000000; exec '$analyze' far.run"
# Where lot gave an action no round, nothing tells what it does: no pass. One block of it is a test that took place.
make_run lot.run 40 "reload status idle" 4 0 0 0 3
sed -i 's/^action: .*/action: reload=true; status=true\ncontrol: idle/' lot.run/run.info
for arm in reload status; do
	cp -r lot.run undrawn.run
	sed -i "s/arm=$arm times=1/arm=idle times=0/" undrawn.run/events.tsv
	status "an action that no round ran: $arm" 3 "$analyze" -q --no-report undrawn.run
	like "is named" "$out" "^  .$arm. never ran: its lot was drawn for no round"
	like "with rounds that all but surely have it" "$out" '^more rounds: leakline-collect --resume -n \+(3[2-9]|[4-9][0-9]) '
	rm -r undrawn.run
	# one that was drawn for a round, and failed there: more draws do not mend it
	cp -r lot.run broken.run
	awk -F'\t' -v OFS='\t' -v arm="arm=$arm" -v other="arm=$([ $arm = reload ] && echo status || echo reload)" '
		index($5, arm) && !failed { sub("exit=0", "exit=1"); failed = 1 }
		{ if (!index($5, "exit=1")) { sub(arm " times=1", other " times=1"); sub("arm=idle times=0", other " times=1") } print }' lot.run/events.tsv >broken.run/events.tsv
	status "an action that failed in the one round that it had: $arm" 3 "$analyze" -q --no-report broken.run
	like "is said to have failed" "$out" "^  .$arm. failed each time that it ran \(1\), so"
	unlike "and no lot is blamed" "$out" 'its lot was drawn'
	rm -r broken.run
done
status "each of which ran passes" 0 "$analyze" -q --no-report lot.run
cp -r lot.run early.run
awk -F'\t' -v OFS='\t' '$3 <= 8 { sub("arm=[a-z]* times=.", "arm=reload times=1") } $3 > 8 { sub("arm=reload times=1", "arm=idle times=0") } { print }' lot.run/events.tsv >early.run/events.tsv
sed -i 's/^warmup_rounds: 0/warmup_rounds: 8/' early.run/run.info
status "the warm-up does not count" 3 "$analyze" -q --no-report early.run
status "unless it is judged" 0 "$analyze" -q --no-report --skip 0 early.run
finish
