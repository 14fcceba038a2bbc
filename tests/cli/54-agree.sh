#!/bin/sh
# 54-agree - slope, sentence, change and chart of each report say the same, in one precision a line (tests/agree.py).
. tests/tap.sh
command -v python3 >/dev/null 2>&1 || skip_all "no python3"

# report NAME RUN [OPTION...]: into $tmp/NAME
report() {
	name=$1 run=$2
	shift 2
	"$analyze" --fail-on never --allow-inconclusive -v --format json -o "$tmp/$name" "$@" "$run" >"$tmp/json" 2>/dev/null
	mv "$tmp/json" "$tmp/$name/report.json"
}
for run in tests/runs/*/run.tar.xz; do
	folder=${run%/run.tar.xz}
	report "${folder##*/}" "$run" $(cat "$folder/options" 2>/dev/null)
done
report ripd samples/frr.run.tar.xz
report frr-heap samples/frr-heap.run.tar.xz --symbols samples/frr-heap.debug
report warm samples/frr-heap.run.tar.xz --skip 70
report few tests/runs/both-grow/run.tar.xz --skip 97
report short tests/runs/constant/run.tar.xz --skip 85
report budget tests/runs/both-grow/run.tar.xz --budget 60K/round
echo 'known leaky until 2099-01-01' >"$tmp/gate"
report known tests/runs/both-grow/run.tar.xz --gate "$tmp/gate"
# made NAME RSS-A-ROUND STEPS: 121 rounds of which 20 are warm-up; the heap grows by 132 KiB at each of these rounds.
made() {
	mkdir "$tmp/$1"
	printf 'format: leakline-run 1\npage_size: 4096\ntargets: ripd\naction: true\nwarmup_rounds: 20\n' >"$tmp/$1/run.info"
	awk -v run="$tmp/$1" -v rise="$2" -v steps=" $3 " 'BEGIN {
		heap = 132
		for (r = 0; r <= 120; r++) {
			heap += index(steps, " " r " ") ? 132 : 0
			stem = sprintf("%s/%04d-20261101T%02d%02d00.000Z", run, r, r / 60, r % 60)
			rss = 100 + 4 * int(rise * r / 4)
			printf "Name:\tripd\nState:\tS (sleeping)\nTgid:\t77\nPid:\t77\nVmSize:\t60000 kB\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nRssFile:\t3000 kB\nRssShmem:\t0 kB\nVmSwap:\t0 kB\nThreads:\t1\n", 3000 + rss, rss >(stem ".status")
			printf "77:   /usr/sbin/ripd\nAddress           Kbytes Mode  Offset           Device    Mapping\n000055d000000000 40 rw--- 0000000000000000 0fe:00000 ripd\n000055d000100000 %d rw--- 0000000000000000 000:00000   [ anon ]\nmapped: 60000K    writeable/private: %dK    shared: 0K\n", heap, heap + 40 >(stem ".pmap")
			close(stem ".status")
			close(stem ".pmap")
		}
	}' </dev/null
}
made begins.run 3 "1 45 90"
report begins "$tmp/begins.run"
rm -r "$tmp/begins.run"
like "what the heap grew in the warm-up is none of its steps" "$(cat "$tmp/begins/report.txt")" 'the heap grew 2 times, by 132 KiB each'
is "no report contradicts itself" "$(cd tests && python3 agree.py "$tmp"/*/ 2>&1)" ""

# What it would find.
broken() { # WHAT FILE SED-EXPRESSION
	rm -rf "$tmp/broken"
	cp -r "$tmp/both-grow" "$tmp/broken"
	sed -i "$3" "$tmp/broken/$2"
	python3 tests/agree.py "$tmp/broken" >"$tmp/said" 2>&1
	is "$1 is found" "$?" 1
}
broken "a rate of another precision" report.txt 's/straight line [0-9.]*/straight line 20/'
broken "a growth below 0" report.json 's/grows by [0-9]/grows by -1/'
broken "an end beside a rate that goes on" report.json 's/"because": *"[^"]*"/"because": "it grew, and that has ended"/'
broken "a leak that ends below its start" report.json 's/"last_kib": *[0-9.]*/"last_kib": 1/g'
broken "a band that fills the chart" report.html 's/<path class="band" d="/&M60 -300L60 236 /'
broken "a change that is none of its ends" report.txt 's/(+1.980)/(+1 880)/'
broken "a mapping that grew at another pace" report.txt 's/\(what grew: .* KiB, +\)[0-9.]* KiB a round/\10.1 KiB a round/'
broken "a table that counts other verdicts" report.txt 's/^1 leak,/2 leak,/'
broken "another exit status" report.txt 's/exit 0$/exit 1/'
broken "what filled up to less than there was" report.json 's/"because": *"[^"]*"/"because": "it filled up to a bound, as a cache does, and no longer grows"/; s/"last_kib": *[0-9.]*/"last_kib": 1/'
broken "what grew and did not" report.txt 's/%, +/%, -/'
broken "another rate in the sentence" report.json 's/private memory grows by 20\.00/private memory grows by 23.00/'
broken "noise below a leak" report.txt 's/what grew:/noise may look like a trend/'
broken "a forecast that runs back" report.txt 's/what grew:.*/this last another 3 days to 2 days/'
broken "a warm-up that ends before it begins" report.txt 's/what grew:.*/rounds 9 to 4 are warm-up/'
broken "a leak within its budget" report.json 's/"because": *"[^"]*"/"because": "it is below the budget"/'
broken "fewer rounds that would tell" report.json 's/"because": *"[^"]*"/"because": "about 12 rounds in all would tell"/'
broken "five that are too few" report.txt 's/what grew:.*/60 rounds are fewer than the five/'
broken "rounds that are left out, counted" report.json 's/"skip": *0/"skip": 90/; s/"because": *"[^"]*"/"because": "no growth in 100 rounds"/'
broken "flat and rising" report.json 's/"because": *"[^"]*"/"because": "heap +9 B; RSS flat"/'
broken "what grew at a rate below 0" report.txt 's/, +20.0 KiB a round/, -20.0 KiB a round/'
broken "steps that go down" report.txt 's/^▲ leak .*/▲ leak  leaky  1000  -1.84 in steps  +4.56/'
broken "a plural that is none" report.txt 's/^1 leak/● stable  1 others (-v shows it)\n1 leak/'
broken "MemAvailable that ends and is stable" report.txt 's/^1 leak/SYSTEM Shmem  ▲ grows +9 KiB\/round; MemAvailable ends in about 3 h\nSYSTEM  ● stable: MemAvailable\n1 leak/'
broken "others beside none" report.txt '/ 100[0-9] /d; s/^1 leak/● stable  2 others (-v shows them)\n1 leak/'
broken "a forecast at another pace" report.txt 's/^  what grew.*/  resident memory grows by 8 KiB a round, 1.0 MiB an hour\n  at this pace the 10.0 MiB that were available at the end of the run last another 20 h/'
broken "a rate that is not that of the column" report.json 's/resident memory with it by 20\.01/resident memory with it by 20.09/'
broken "less than matters, beside more" report.json 's/"because": *"[^"]*"/"because": "it grew by 20 KiB in all, less than the 32 KiB (8 pages) that matter"/'
broken "more steps of the heap than it grew" report.txt 's/^  what grew.*/  what grew: [heap] 100 %, +264 KiB, in two steps\n  hint: the heap grew 3 times, by 132 KiB each: so malloc takes/'
broken "private memory that does not grow, and does" report.txt 's/^  what grew.*/  RSS 100 → 200 KiB (+100), private 100 → 400 KiB (+300)\n  hint: resident memory grows where private memory does not: pages/'
broken "hidden, and shown" report.txt 's/^  what grew.*/  heap +112 B; RSS +0.21 KiB\n  367 KiB of free heap hide it for 9 rounds/'
broken "a page of change that is none" report.json 's/"because": *"[^"]*"/"because": "not a page of change in 100 rounds"/'
broken "a rate of more than would have shown" report.txt 's/^▲ leak .*/? inconclusive  slower  1000  0  +3.3 ± 0.4  4 444  +544  0.54 KiB\/round  decelerating/'
finish
