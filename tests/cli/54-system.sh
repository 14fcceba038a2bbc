#!/bin/sh
# 54-system - the machine under the gate: trends of meminfo, of threads and descriptors; their verdicts, budgets, exit status, reports.
. tests/tap.sh

# made NAME ROUNDS SLAB AVAILABLE THREADS SECONDS [CACHED]: expressions of awk in i, the round; SECONDS between rounds, 0: no times.
made() {
	rm -rf "$tmp/$1.run"
	mkdir "$tmp/$1.run"
	awk -v folder="$tmp/$1.run" -v rounds="$2" -v seconds="$6" 'BEGIN {
		for (i = 0; i < rounds; i++) {
			t = i * seconds
			name = sprintf("%s/%04d-202601%02dT%02d%02d%02d.000Z", folder, i, 1 + t / 86400, t / 3600 % 24, t / 60 % 60, t % 60)
			if (!seconds) name = sprintf("%s/%04d-20260101T000000.000Z", folder, i)
			slab = '"$3"'; available = '"$4"'; threads = '"$5"'; cached = '"${7:-1000}"'
			printf "Name:\tquiet\nPid:\t7\nThreads:\t%d\nVmRSS:\t5000 kB\nRssAnon:\t4000 kB\nVmSwap:\t0 kB\nVmData:\t4800 kB\nVmStk:\t132 kB\n", threads >(name ".status")
			printf "MemTotal: 65536 kB\nMemFree: %d kB\nMemAvailable: %d kB\nBuffers: 100 kB\nCached: %d kB\nSwapCached: 0 kB\n", 65536 - 9100 - cached - slab, available, cached >(name ".meminfo")
			printf "AnonPages: 4000 kB\nSlab: %d kB\nSUnreclaim: %d kB\nPageTables: 300 kB\nKernelStack: 500 kB\nPercpu: 200 kB\nShmem: 40 kB\n", slab + 3000, slab >(name ".meminfo")
			close(name ".status"); close(name ".meminfo")
		}
	}'
}
last() { printf '%s\n' "$out" | tail -n 1; }
unwrapped() { printf '%s\n' "$out" | sed 's/^ */ /' | tr -d '\n'; }
gate() { printf '%s\n' "$@" >"$tmp/gate"; }
noise='4 * (i * 7919 % 5)'

made slab 80 "20000 + 300 * i + $noise" '32000 - 300 * i - 8 * (i * 104729 % 7)' 4 10
status "a kernel that takes all is no pass, in 80 rounds either" 1 "$analyze" -q -o "$tmp/report" --junit "$tmp/slab.xml" "$tmp/slab.run"
like "what decided" "$(last)" 'MemAvailable would be used up in [0-9]+ min \(SUnreclaim grows\)      exit 1$'
like "what grows has a line" "$out" 'SYSTEM SUnreclaim  ▲ grows \+300\.[0-9]+ ± 0\.[0-9]+ KiB/round; MemAvailable ends in about'
like "what falls, too" "$out" 'SYSTEM MemAvailable  ▲ falls -300\.[0-9]+ ± '
like "the others" "$out" 'SYSTEM  ● stable: KernelStack, PageTables, Percpu, Shmem, unaccounted, threads'
like "JUnit" "$(grep -A1 'name="system:slab"' "$tmp/slab.xml")" '<failure message="grows \+300'
like "and what is stable" "$(grep -A1 'name="system:percpu"' "$tmp/slab.xml")" '<system-out>Percpu stable: '
like "Markdown" "$(cat "$tmp/report/report.md")" '^- .*SUnreclaim.* grows \+300'
like "the page" "$(cat "$tmp/report/report.html")" 'class="machine".*<span class="n">SUnreclaim</span> ▲ grows \+300'
like "JSON" "$(tr -d '\n ' <"$tmp/report/report.json")" '"key":"slab","name":"SUnreclaim","verdict":"grows","reason":"both-grow"'
status "as asked" 1 "$analyze" -q --no-report --fail-on-system grows "$tmp/slab.run"
status "or not" 0 "$analyze" -q --no-report --fail-on-system never "$tmp/slab.run"
status "no status 1 at all" 0 "$analyze" -q --no-report --fail-on never "$tmp/slab.run"
cat "$tmp"/slab.run/*.meminfo >"$tmp/meminfo.log"
status "a log of /proc/meminfo alone is the machine's: AnonPages is no process" 3 "$analyze" --no-report "$tmp/meminfo.log"
like "which has grown" "$out" 'SYSTEM SUnreclaim  ▲ grows \+300'
unlike "and no process has" "$out" 'PROCESS'
status "an unknown word" 2 "$analyze" -q --no-report --fail-on-system slab "$tmp/slab.run"

# MemAvailable may be too noisy to show what the kernel takes, or deny it: something else gives as much back
made noisy 100 "20000 + 300 * i + $noise" '40000 - 100 * i + 5000 * (i * i * 7919 % 9 - 4)' 4 10
status "what the kernel takes counts in the noise of MemAvailable, too" 1 "$analyze" -q --no-report "$tmp/noisy.run"
unlike "which does not fall significantly" "$out" 'SYSTEM MemAvailable  ▲'
like "that decided" "$(last)" 'MemAvailable would be used up in [0-9]+ min \(SUnreclaim grows\)      exit 1$'
made denied 100 "20000 + 300 * i + $noise" "30000 + $noise" 4 10 '40000 - 300 * i'
status "but not where MemAvailable is sure to stay" 0 "$analyze" -q --no-report "$tmp/denied.run"
like "though it is shown" "$out" 'SYSTEM SUnreclaim  ▲ grows'
like "and why that passes" "$(unwrapped)" 'told, but not in the exit status: MemAvailable does not fall with it; --fail-on-system grows would count it'
made slower 100 "20000 + 300 * i + $noise" "60000 - 30 * i - $noise" 4 7200
status "one that falls, but by a tenth of it, has an end of its own" 0 "$analyze" -q --no-report "$tmp/slower.run"
like "which is said" "$(unwrapped)" 'told, but not in the exit status: MemAvailable itself falls more slowly; --fail-on-system grows would count it'
made unsure 100 "20000 + 300 * i + $noise" '30000 + 3000 * sin(i / 12) - 60 * i' 4 10 '40000 - 300 * i'
status "one that may fall denies nothing" 3 "$analyze" -q --no-report "$tmp/unsure.run"
like "it has no verdict" "$out" 'inconclusive: MemAvailable'

made walk 100 "20000 + 4 * i + $noise / 4" '40000 + (walk += 200 * ((seed = ((seed ? seed : 71271) * 16807) % 2147483647) / 2147483647 - 0.5))' 4 250
status "nor one that wanders, though it rises at the end" 3 "$analyze" -q --no-report "$tmp/walk.run"
like "and passes: a fall at that pace would not have shown" "$out" 'SYSTEM  ● stable: .*MemAvailable'
# in noise that is many times as large nobody can tell, however far the end is, up to 30 days: 40000 KiB at 4 a round
for days in 29 31; do
	made drowned 100 "20000 + 4 * i + $noise / 4" '60000 + 5000 * (i * i * 7919 % 9 - 4)' 4 $((days * 86400 / 10000))
	[ $days = 29 ] && want=3 || want=0
	status "$days days in noise" $want "$analyze" -q --no-report "$tmp/drowned.run"
	like "it grows" "$out" 'SYSTEM SUnreclaim  ▲ grows \+4\.0'
	[ $days = 31 ] && continue
	like "that decided" "$(last)" 'MemAvailable would be used up in 29 days \(SUnreclaim grows\)      exit 3$'
	like "why, in a plain line" "$(unwrapped)" 'SUnreclaim grows by 4\.0 KiB a round: at this pace the memory that is available is used up in 29 days\. That is no pass \(`--fail-on-system never` takes it out of the exit status\)\.'
	status "which it does" 0 "$analyze" -q --no-report --fail-on-system never "$tmp/drowned.run"
	like "which stands beside the end of memory" "$(unwrapped)" 'is not certain \(told, but not in the exit status: --fail-on-system never\)'
	unlike "without that line" "$(unwrapped)" 'no pass'
done
unlike "a growth that does not count is not told of" "$(unwrapped)" 'no pass'
like "but an end beside exit 0 says why" "$(unwrapped)" '31 days .*\(told, but not in the exit status: it is more than 30 days away; --fail-on-system grows would count it\)'
# a run of 200 s foresees 4320 times as much: with 1.6 GiB the end is 4000 lengths of the run away, with 1.8 GiB 4700; one of 300 s
# foresees 30 days
for case in 1560000:3:2 1840000:0:2 1840000:3:3; do
	IFS=: read -r more want each <<X
$case
X
	made far 100 "20000 + 4 * i + $noise / 4" '60000 + 5000 * (i * i * 7919 % 9 - 4)' 4 $each
	for file in "$tmp"/far.run/*.meminfo; do
		awk -v more="$more" '/^Mem/ { $2 += more } { print }' "$file" >"$file.new" && mv "$file.new" "$file"
	done
	status "a round of $each s, $more KiB more" "$want" "$analyze" -q --no-report "$tmp/far.run"
	like "the end is within 30 days" "$(unwrapped)" 'SUnreclaim  ▲ grows \+4\.0.* MemAvailable ends in about (9|1[0-9])(\.[0-9])? days'
	[ "$want" = 3 ] || like "why it passes" "$(unwrapped)" 'not in the exit status: the run is too short to foresee it; --fail-on-system grows'
done
for days in 29 31; do
	made beginning 60 "20000 + 4 * i + $noise / 4" '60000 + 5000 * (i * i * 7919 % 9 - 4)' 4 $((days * 86400 / 12500))
	[ $days = 29 ] && want=3 || want=0
	status "$days days in a short run" $want "$analyze" -q --no-report "$tmp/beginning.run"
	like "it is provisional" "$(unwrapped)" 'SYSTEM SUnreclaim  ▲ grows \+4\.0.* provisional: 60 cold rounds'
done
made beginning 60 "20000 + 300 * i + $noise" '60000 + 5000 * (i * i * 7919 % 9 - 4)' 4 10
status "nor is a short run a pass" 3 "$analyze" -q --no-report "$tmp/beginning.run"
# the whole machine ends in 29 days or in 31: 48000 KiB, a page a round of so many seconds
for days in 29 31; do
	made soon 100 "20000 + $noise" "52000 - 4 * i" 4 $((days * 86400 * 4 / 51604))
	[ $days = 29 ] && want=1 || want=0
	status "$days days" $want "$analyze" -q --no-report "$tmp/soon.run"
	like "it is said" "$out" 'SYSTEM MemAvailable  ▲ falls'
done
made cold 60 "20000 + $noise" "52000 - 40 * i" 4 10 '1000 + 40 * i'
status "in a short cold run it may be a program that begins" 3 "$analyze" -q --no-report "$tmp/cold.run"
like "which is said" "$(last)" 'MemAvailable would be used up in .*      exit 3$'
made timeless 100 "20000 + $noise" "52000 - 40 * i" 4 0
status "without times nobody knows when" 3 "$analyze" -q --no-report "$tmp/timeless.run"
like "that is said" "$(last)" 'MemAvailable falls, in a run without times      exit 3$'

# what is judged is what was taken: the interval that is printed is of the same fit as its p
made bends 100 "20000 + $noise" "40000 - 10 * i + (i >= 22) * 326 - (i >= 83) * 1394 + 80 * (i * i * 7919 % 9 - 4)" 4 10
"$analyze" -q --no-report --fail-on never --format json "$tmp/bends.run" >"$tmp/bends.json"
like "a fall that is significant has an interval below 0" "$(tr '{' '\n' <"$tmp/bends.json" | grep '"key":"available"' |
	sed 's/.*"late_high":\([^,]*\),.*"p_adjusted":\([^,]*\),.*/\1 \2/' | awk '{ print ($2 < 0.001), ($1 < 0) }')" '^1 1$'

made level 100 "20000 + $noise" "32000 - $noise" 4 10
status "a level machine passes" 0 "$analyze" -q --no-report --fail-on-system grows "$tmp/level.run"
made none 60 "20000 + $noise" 'i == 59 ? 0 : 4 * (i * 7919 % 5)' 4 30
"$analyze" -q --no-report "$tmp/none.run" >"$tmp/none.out"
unlike "where nothing is left, a fall that may be hidden matters" "$(cat "$tmp/none.out")" 'stable: .*MemAvailable'
made threads 100 "20000 + $noise" "32000 - $noise" '4 + int(i * 8 / 10)' 10
status "threads alone use up no memory" 0 "$analyze" -q --no-report "$tmp/threads.run"
like "but are shown" "$out" 'SYSTEM threads  ▲ grows \+0\.80[0-9]* ± 0\.[0-9]+ a round'
status "and count where that is asked for" 1 "$analyze" -q --no-report --fail-on-system grows "$tmp/threads.run"
like "by their name" "$(last)" 'threads grows      exit 1$'
made driver 100 "20000 + $noise" "32000 - 50 * i" 4 10 '1000'
awk 'FNR == 2 { $2 -= 50 * (FILENAME ~ /driver/) * substr(FILENAME, length(FILENAME) - 31, 4) } { print > (FILENAME ".new") }' "$tmp"/driver.run/*.meminfo
for file in "$tmp"/driver.run/*.new; do mv "$file" "${file%.new}"; done
status "memory that nothing accounts for" 1 "$analyze" -q --no-report "$tmp/driver.run"
like "is named" "$(last)" '\(unaccounted grows\)'

gate 'budget system slab 400K/round'
status "within its budget" 0 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/threads.run"
gate 'budget system slab 100K/round'
status "beyond it" 1 "$analyze" -q --no-report --fail-on-system never --gate "$tmp/gate" "$tmp/slab.run"
like "that decided" "$(last)" 'system slab over its budget      exit 1$'
gate 'budget system threads 1/round'
status "threads within theirs" 0 "$analyze" -q --no-report --fail-on-system grows --gate "$tmp/gate" "$tmp/threads.run"
gate 'budget system threads 0.5/round'
status "and beyond" 1 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/threads.run"
gate 'budget system fds 1/round'
status "what was not recorded is no pass" 3 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/level.run"
like "but said" "$(last)" 'not in the run: system fds      exit 3$'
made short 6 "20000 + $noise" "32000 - $noise" 4 10
gate 'budget system slab 1K/round'
status "nor what could not be judged" 3 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/short.run"
gate 'budget system slab 1G/round'
status "whatever the budget" 3 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/short.run"
made doubtful 60 '20000 + 3000 * sin(i / 12)' "32000 - $noise" 4 10
for rate in 10K:3 10M:0; do
	gate "budget system slab ${rate%:*}/round"
	status "a number that is in doubt, within ${rate%:*} a round" "${rate#*:}" "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/doubtful.run"
done
for line in 'budget system 4K/round' 'budget system dentry 4K/round' 'budget system threads 4K/round' 'budget system slab 4' 'budget system slab 4K/round more'; do
	gate "$line"
	status "wrong: $line" 2 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/level.run"
done
gate 'budget "system" 4K/round'
status "a process may be called so" 3 "$analyze" -q --no-report --gate "$tmp/gate" "$tmp/level.run"
like "it is a process" "$(last)" 'not in the run: system      exit 3$'

made level 100 "20000 + $noise" "32000 - $noise" 4 10
sed -i 's/^AnonPages/Hugetlb: 0 kB\nAnonPages/; s/Percpu: 200/Percpu: 0/; s/Shmem: 40/Shmem: 4/' "$tmp"/level.run/*.meminfo
status "a machine that has none of it" 0 "$analyze" -q --no-report "$tmp/level.run"
like "cannot double it unseen" "$out" 'SYSTEM  ● stable: KernelStack, MemAvailable, PageTables, Percpu, SUnreclaim, Shmem,'
# on a machine that has just started MemAvailable counts half of what its page cache takes
young() { # NAME AVAILABLE
	made "$1" 100 "20000 + $noise" "$2" 4 10 '1000 + 80 * i'
	for file in "$tmp/$1.run"/*.meminfo; do
		at=${file##*/}
		at=$(expr "${at%%-*}" + 0)
		printf 'Active(file): %d kB\nInactive(file): %d kB\nKReclaimable: 3000 kB\n' $((500 + 40 * at)) $((400 + 40 * at)) >>"$file"
	done
}
young young "32000 - 40 * i - $noise"
status "a page cache that fills takes nothing away" 0 "$analyze" -q --no-report "$tmp/young.run"
like "though MemAvailable falls" "$out" 'SYSTEM  ● stable: .*MemAvailable'
young taken "32000 - 60 * i - $noise"
status "what is taken besides does" 1 "$analyze" -q --no-report "$tmp/taken.run"
like "and that alone is its pace" "$out" 'SYSTEM MemAvailable  ▲ falls -20\.[0-9]+ ± '
like "while its ends are as recorded" "$("$analyze" -q --no-report --format json "$tmp/taken.run")" '"key":"available",.*"first":32000,"last":26056,'
status "so it was on a real one" 0 "$analyze" -q --no-report tests/runs/young-machine/run.tar.xz
like "where MemAvailable fell by 40 KiB a round" "$out" 'SYSTEM  ● stable: .*MemAvailable'
# recorded by tests/soak/60-machine.sh: a program that keeps sockets full of small messages
status "sockets that are kept" 1 "$analyze" -q --no-report --fail-on-system grows tests/runs/kernel-sockets/run.tar.xz
like "are the kernel's growth" "$out" 'SYSTEM SUnreclaim  ▲ grows \+1 081\.[0-9] ± [0-9.]+ KiB/round; MemAvailable ends in about 2 h at this pace,'
like "in the caches of messages" "$out" 'SYSTEM slab skbuff_head_cache  ▲ grows \+347\.4 ± 0\.1 KiB'
like "and descriptors" "$out" 'SYSTEM open descriptors  ▲ grows \+10\.0 '
status "by themselves" 1 "$analyze" -q -o "$tmp/page" tests/runs/kernel-sockets/run.tar.xz
for report in html md; do
	text=$(sed 's/<[^>]*>//g' "$tmp/page/report.$report" | tr -d '`')
	is "$report tells their pace once" "$(printf '%s\n' "$text" | grep -oE 'SUnreclaim[^;]* grows [^;.]*' | wc -l)" 1
	like "$report says there that it is no pass" "$text" 'MemAvailable ends in about 2 h at this pace, though its own fall is not certain\. That is no pass \(--fail-on-system never'
done
gate 'budget system slab 1K/round' 'budget python3 2K/round'
status "beyond the budget" 1 "$analyze" -q --no-report --fail-on-system never --gate "$tmp/gate" tests/runs/kernel-sockets/run.tar.xz
like "which is named" "$(last)" 'system slab over its budget      exit 1$'
gate 'budget system slab 2M/round' 'budget system fds 20/round' 'budget system threads 1/round' 'budget system unaccounted 100M/round' 'budget python3 2K/round'
status "within all budgets" 0 "$analyze" -q --no-report --fail-on-system never --gate "$tmp/gate" tests/runs/kernel-sockets/run.tar.xz

# a merge says the same
"$analyze" -q --no-report --format json "$tmp/slab.run" >"$tmp/a.json"
"$analyze" -q --no-report --format json "$tmp/level.run" >"$tmp/b.json"
status "merged" 1 "$analyze" -q --no-report --merge "$tmp/a.json" "$tmp/b.json"
sed 's/"system":\[[^]]*\],//' "$tmp/a.json" >"$tmp/old.json"
status "a report of a version that did not judge it" 0 "$analyze" -q --no-report --merge "$tmp/old.json" "$tmp/b.json"
is "other kinds move no verdict on memory" "$("$analyze" -q --no-report --format json "$tmp/slab.run" | grep -o '"tests":{[^}]*}')" '"tests":{"rss":1,"footprint":1,"private":1,"rest":1}'
finish
