#!/bin/sh
# 56-groups - processes judged as one: sums of a name, a tree, a cgroup; workers that are replaced; what counts for the exit status.
. tests/tap.sh

# made KIND ROUNDS [stat=0]: the run $tmp/KIND.run
made() {
	rm -rf "$tmp/$1.run"
	mkdir "$tmp/$1.run"
	awk -f tests/pools.awk -v kind="$1" -v rounds="$2" -v folder="$tmp/$1.run" -v "${3:-stat=1}"
}
last() { printf '%s\n' "$out" | tail -n 1; }
groups_raw() { sed 's/"//g' "$tmp/report/groups.csv" | sed -n 2p | cut -d, -f"$1"; }
groups() { sed 's/"//g' "$tmp/report/groups.csv" 2>/dev/null | sed 1d | cut -d, -f2-8; }
judge() { # TITLE STATUS OPTION... RUN: writes $tmp/report and $tmp/junit.xml
	judge_title=$1 judge_status=$2
	shift 2
	status "$judge_title" "$judge_status" "$analyze" -q -o "$tmp/report" --junit "$tmp/junit.xml" "$@"
}

made multiply 200
judge "children that are never ended are a leak" 1 "$tmp/multiply.run"
like "of the group, which is all that counts" "$(last)" '^1 leak, 0 suspect, 0 inconclusive, 0 stable      exit 1$'
is "its row" "$(groups)" "leaky,name,1,100,100,leak,both-grow"
like "its members" "$out" 'GROUP  name leaky  1 → 100 members'
like "and how they grow" "$out" '▲ leak: members \+0\.50[0-9]* a round, sum \+4[0-9][0-9]'
like "each member keeps its row" "$(wc -l <"$tmp/report/processes.csv")" '^ *101$'
like "JUnit" "$(grep -A1 'name="group:leaky"' "$tmp/junit.xml")" '<failure message="members \+0\.50'
unlike "each of which has one thread" "$(cat "$tmp/junit.xml" "$tmp/report/report.html")" 'threads that never end'
is "its members pass" "$(grep -A1 'testcase .*name="leaky' "$tmp/junit.xml" | grep -c '<system-out>leaky')" 100
like "and nothing else fails" "$(sed -n 2p "$tmp/junit.xml")" ' failures="1" errors="0"'
like "JSON" "$(tr -d '\n ' <"$tmp/report/report.json" | grep -o '"groups":.\{100\}')" '"groups":\[\{"name":"leaky","kind":"name","members_first":1,"members_last":100,'
like "Markdown" "$(cat "$tmp/report/report.md")" '^- name `?leaky`?, 1 → 100 members — \*\*leak\*\*: members \+0\.50'
like "its headline" "$(sed 1q "$tmp/report/report.md")" '^### Memory leak in .*leaky.*, 1 → 100 members \(4[0-9.]+ ± [0-9.]+ KiB a round\)$'
like "the page" "$(cat "$tmp/report/report.html")" 'class="process group leak".*group by name, 1 → 100 members'
like "a chart stacks the members" "$(cat "$tmp/report/plots/group-leaky-0.gp")" '^plot \$layers using 1:3:4 with filledcurves'
like "with their sum on top" "$(tail -n 1 "$tmp/report/plots/group-leaky-0.gp")" 'using 1:2 with lines'
judge "as it was, without groups" 0 --group none "$tmp/multiply.run"
like "the members count" "$(last)" '^0 leak, 0 suspect, [0-9]+ inconclusive, [0-9]+ stable      exit 0$'
is "there is no row" "$(groups)" ""
judge "without stat the name alone tells" 1 "$(made multiply 200 stat=0; echo "$tmp/multiply.run")"
is "the same" "$(groups)" "leaky,name,1,100,100,leak,both-grow"

made recycled 200
judge "workers that are replaced in time" 0 "$tmp/recycled.run"
is "are stable" "$(groups | cut -d, -f1-6)" "php-fpm,name,9,9,48,stable"
like "which is said" "$out" 'GROUP  name php-fpm  9 members \(48 lives\)  sum [+-]?[0-9.]+ ± '
like "with how they grow" "$(printf '%s' "$out" | tr '\n' ' ')" 'each worker grows (19\.9|20\.0)[0-9]* ± 0\.[0-9]+ KiB a round and is replaced after 40 rounds: bounded, at +4'
like "the leaks of single lives do not count" "$(last)" '^0 leak, 0 suspect, 0 inconclusive, 1 stable      exit 0$'
like "which is said beside them" "$out" '^  in a group  8 grow, and are replaced in time \(-v shows them\)$'
like "and of each, if asked for" "$("$analyze" -v --no-report "$tmp/recycled.run" 2>/dev/null)" '^▲ php-fpm \([0-9]+\)  leak  judged with its group$'
unlike "no sentence of theirs below the page's headline" "$(cat "$tmp/report/report.html")" 'class="lede"><b>php-fpm'
like "in Markdown too" "$(cat "$tmp/report/report.md")" '\*\*leak\*\* \(replaced in time: its group holds it\)'
like "but are shown" "$(cut -d, -f3,4 "$tmp/report/processes.csv")" '"php-fpm","leak"'
unlike "nobody can record a life for longer" "$out" 'without a restart'
unlike "and none lasts until memory ends" "$out" 'at this pace'
kib=$(tr -d '"' <"$tmp/report/groups.csv" | awk -F, 'NR == 2 { print ($15 > 740 && $15 < 820) }')
is "growth per life in groups.csv" "$kib" 1
made recycled 200 meminfo=1
judge "nor where it is known how much there is" 0 "$tmp/recycled.run"
unlike "does one" "$out" 'at this pace the [0-9]'
made rising 200 meminfo=1
judge "of a sum that rises" 1 "$tmp/rising.run"
is "it is the sum that uses it up, and not a life that has ended" "$(printf '%s\n' "$out" | grep -c 'at this pace the [0-9]')" 1
like "which is said of the group" "$(printf '%s\n' "$out" | sed -n '/^GROUP/,/^$/p')" 'at this pace the'
made managed 200 library=libjvm.so
judge "managed heaps of which no collection was seen" 3 "$tmp/managed.run"
like "may be full of garbage, their sum too" "$(last)" '^1 leak \(provisional\), 0 suspect, 0 inconclusive, 0 stable      exit 3$'
like "which is said of it" "$(printf '%s\n' "$out" | sed -n '/^GROUP/,/^$/p' | tr -s '\n ' ' ')" 'provisional: no full collection was seen'
made managed 200 library=libc.so.6
judge "other heaps are not" 1 "$tmp/managed.run"
made creeping 200 library=libjvm.so
judge "no collection takes back a leak of a sum whose members are each stable" 3 "$tmp/creeping.run"
like "it is provisional" "$(last)" '^1 leak \(provisional\), 0 suspect, '
made rising 200 library=libjvm.so
judge "workers that are replaced take theirs with them" 1 "$tmp/rising.run"
made multiply 200 library=libjvm.so
judge "more and more processes are none" 1 "$tmp/multiply.run"
made rising 200 meminfo=1
printf 'format: leakline-run 1\ntargets: php-fpm\n' | tee "$tmp/rising.run/run.info" >"$tmp/recycled.run/run.info"
for run in recycled rising; do
	unlike "more rounds make no life longer: $run" "$("$analyze" -q --no-report "$tmp/$run.run")" '^more rounds'
done
made rising 60
printf 'format: leakline-run 1\ntargets: php-fpm\n' >"$tmp/rising.run/run.info"
like "but a group may need some, as its sentence says" "$("$analyze" -q --no-report "$tmp/rising.run")" '^more rounds: leakline-collect --resume -n \+60 '
made recycled 30
judge "in 30 rounds none of them began" 3 "$tmp/recycled.run"
made recycled 60
printf 'format: leakline-run 1\ntargets: php-fpm steady\n' >"$tmp/recycled.run/run.info"
for file in "$tmp"/recycled.run/*.status; do
	printf 'Name:\tsteady\nState:\tS (sleeping)\nTgid:\t7\nPid:\t7\nPPid:\t1\nVmRSS:\t    5000 kB\nRssAnon:\t    3000 kB\nVmData:\t    9000 kB\nVmStk:\t     132 kB\nThreads:\t1\n' >>"$file"
done
echo 'budget group:php-fpm 1K/round' >"$tmp/gate"
judge "a gate names the same group" 3 --gate "$tmp/gate" "$tmp/recycled.run"
is "which is said once" "$(last | grep -o 'group:php-fpm' | grep -c .)" 1
made rising 200
judge "a sum that rises all the same" 1 "$tmp/rising.run"
like "both are said" "$(printf '%s' "$out" | tr -s '\n ' ' ')" '▲ leak: sum \+[0-9.]+ ± [0-9.]+ KiB/round; each worker grows .* is replaced after 40 rounds, at'
made old 200
judge "a worker that nobody replaces leaks" 1 "$tmp/old.run"
made member 300
judge "a group hides no leak of a member" 1 "$tmp/member.run"
is "though the sum is none" "$(groups | cut -d, -f6)" "stable"
like "both count" "$(last)" '^1 leak, 0 suspect, 0 inconclusive, 1 stable      exit 1$'
is "which is the failure in JUnit" "$(grep -A1 'testcase .*name="\(group:\)\?nginx' "$tmp/junit.xml" | grep -c "<failure")" 1
made steady 150 stopped=103
judge "a worker that was stopped, of those that were asked for" 3 -p nginx "$tmp/steady.run"
is "makes the sum of all no pass" "$(groups | cut -d, -f6,7)" "inconclusive,idle"
like "which is said" "$(printf '%s\n' "$out" | tr -s '\n ' ' ')" 'inconclusive: one of its processes was stopped \(state T\) in more than half of its rounds, so'
for rounds in 7 8; do # a debugger looks at a short one
	made steady 150
	for i in $(seq 71 $((70 + rounds))); do
		for kind in status stat; do
			file=$(echo "$tmp"/steady.run/00"$i"-*.$kind)
			awk -v kind=$kind '{
				if (kind == "stat" && $1 == 103) more = $0
				if (kind == "status" && /^Name:/) held = $0
				else if (kind == "status") held = held "\n" $0
				if (/^Threads:/ && held ~ /\nPid:\t103\n/) more = held
				print
			} END { gsub("103", "999", more); sub(/State:\tS/, "State:\tT", more); sub(/\) S /, ") T ", more); print more }' "$file" >"$tmp/more" && mv "$tmp/more" "$file"
		done
	done
	judge "one that was there for $rounds rounds, and stopped" $(((rounds - 7) * 3)) -p nginx "$tmp/steady.run"
	is "in a group: $rounds" "$(groups | cut -d, -f6,7)" "$([ $rounds = 7 ] && echo stable,returns || echo inconclusive,idle)"
done

# smaps_rollup: what members have in common counts once
made unshare 150 rollup=1
judge "memory that is shared less and less" 0 "$tmp/unshare.run"
is "is growth of the sum" "$(groups | cut -d, -f1-7)" "nginx,name,5,5,5,suspect,only-rss"
like "by as much as all of them stop to share" "$(groups_raw 11)" '^(79\.9|80\.0)'
is "which begins with what is there" "$(groups_raw 9)" "$(awk '/^Pss_Anon/ { sum += $2 } END { print sum }' "$tmp/unshare.run"/0000-*.smaps_rollup)"
like "said" "$(cat "$tmp/report/report.txt" "$tmp/report/report.html")" 'the sums are of shares \(PSS\)'
like "in JSON" "$(cat "$tmp/report/report.json")" '"sum_of": ?"pss"'
like "the rest too" "$(tr -d '\n ' <"$tmp/report/report.json" | grep -o '"sum_of".*' | grep -o '"rest":{[^}]*' | head -n 1)" '"first_kib":1500,'
layers() { sed 's/<svg/\n<svg/g; s/<polygon/\n<polygon/g' "$tmp/report/report.html" | awk -v size="$1" '/<svg/ { is_size = index($0, size) > 0 } is_size && /<polygon class="layer[01]"/ { n++ } END { print n + 0 }'; }
is "the page stacks the members" "$(layers wide)" 5
is "on a phone, too" "$(layers slim)" 5
rm "$tmp/unshare.run"/*.smaps_rollup
judge "which RSS cannot show" 0 "$tmp/unshare.run"
is "as each counts all that it maps" "$(groups | cut -d, -f6)" stable
like "that is told in JSON" "$(cat "$tmp/report/report.json")" '"sum_of": ?"rss"'
made unshare 150 rollup=1
rm "$tmp/unshare.run"/00[0-9][0-9]-*.smaps_rollup
judge "shares of few rounds do not count" 0 "$tmp/unshare.run"
is "so it is RSS again" "$(groups | cut -d, -f6)" stable
made unshare 150 rollup=1
sed -i '/^Pss_Anon/d' "$tmp/unshare.run"/*.smaps_rollup
judge "a kernel without Pss_Anon" 0 "$tmp/unshare.run"
is "has the whole share" "$(groups_raw 9)" "$(awk '/^Pss:/ { sum += $2 } END { print sum }' "$tmp/unshare.run"/0000-*.smaps_rollup)"

# recorded by tests/soak/60-services.sh: php-fpm 8.2 with a shim that takes 500 bytes with each close, pm.max_requests = 100; and a
# supervisor that forgets every twentieth child
judge "php-fpm, whose workers leak and are replaced" 0 tests/runs/recycled-workers/run.tar.xz
is "as a tree" "$(groups | cut -d, -f1-6)" "php-fpm8.2,tree,5,5,54,stable"
like "with its growth" "$(printf '%s' "$out" | tr -s '\n ' ' ')" 'each worker grows 10\.0 ± 0\.8 KiB a round and is replaced after 10 rounds: bounded'
judge "and by name" 0 --group name tests/runs/recycled-workers/run.tar.xz
is "too" "$(groups | cut -d, -f1-6)" "php-fpm8.2,name,5,5,54,stable"
like "report.md says so of each" "$("$analyze" --no-report -q --fail-on never --format md "$root/tests/runs/recycled-workers/run.tar.xz" 2>/dev/null)" '\(replaced in time: its group holds it\)'
like "rows that the group counts for are told" "$out" '^ +1 of these is counted with its group$'
is "in the summary they are no leaks" "$(printf '%s\n' "$out" | grep -c '▲ leak') $(printf '%s\n' "$out" | grep '^  in a group')" \
	"0   in a group    3 grow, and are replaced in time (-v shows them)"
like "unless asked for" "$("$analyze" -v --no-report tests/runs/recycled-workers/run.tar.xz 2>/dev/null)" '^▲ leak          php-fpm8\.2  20013 '
like "the page says how they count" "$(cat "$tmp/report/report.html")" 'leak</span> <small>replaced in time: its group holds it</small>'
unlike "Markdown does not tell of their leaks below such a headline" "$(cat "$tmp/report/report.md")" "— leak\\*\\*: "
judge "PostgreSQL, whose connections are renewed" 0 tests/runs/recycled-backends/run.tar.xz
is "what each new one has not touched yet of the shared buffers makes no growth" "$(groups | cut -d, -f1-6)" "su,tree,11,11,22,stable"
like "one that is stable itself did not change, but for those" "$(printf '%s' "$out" | tr -s '\n ' ' ')" \
	'● postgres \(23318\): not a page of change in 121 rounds, but for files and shared memory; '
judge "and by name" 0 --group name tests/runs/recycled-backends/run.tar.xz
is "too" "$(groups | cut -d, -f1-6)" "postgres,name,10,10,21,stable"
judge "a supervisor that forgets its children" 1 tests/runs/forgotten-children/run.tar.xz
is "leaks" "$(groups | cut -d, -f1-7)" "python3,tree,11,71,71,leak,both-grow"

made multiply 200
like "a short summary has groups" "$("$analyze" -q --no-report --summary short "$tmp/multiply.run" | tr '\n' ' ')" 'GROUP  name leaky  1 → 100 members +▲ leak: members \+0\.50'

judge "the same, with what its children share" 3 tests/runs/shared-children/run.tar.xz
is "the sum of shares is what the cgroup counts" "$(sed 's/"//g' "$tmp/report/groups.csv" | awk -F, 'NR > 1 { first[$3] = $9; last[$3] = $10; slope[$3] = $11 }
	function near(a, b) { return a > .999 * b && a < 1.001 * b ? "yes" : a "/" b }
	END { print near(first["tree"], first["cgroup"]), near(last["tree"], last["cgroup"]), near(slope["tree"], slope["cgroup"]) }')" "yes yes yes"

made shells 200
judge "shells that have nothing in common" 0 "$tmp/shells.run"
is "are no group" "$(groups)" ""
judge "unless asked for: then more and more of them are a leak that is not sure" 3 --group name "$tmp/shells.run"
is "all of the name" "$(groups | cut -d, -f1-5)" "bash,name,2,7,7"
made steady 100
judge "level workers" 0 --group tree "$tmp/steady.run"
is "by tree" "$(groups | cut -d, -f1-6)" "nginx,tree,5,5,5,stable"
# the process that was named ends, and what it began lives on
without_root() {
	for file in "$tmp/steady.run"/*.stat*; do
		at=${file##*/}
		[ "${at%%-*}" -lt 60 ] && continue
		case $file in
		*.stat) sed -i "/^$root /d; s/^\([0-9]* ([^)]*) S\) $root /\1 1 /" "$file" ;;
		*) awk -v root="$root" 'function flush() { if (pid != root) printf "%s", all; all = "" } /^Name:/ { flush() }
			$1 == "Pid:" { pid = $2 } $1 == "PPid:" && $2 == root { $0 = "PPid:\t1" } { all = all $0 "\n" } END { flush() }' "$file" >"$file.new" && mv "$file.new" "$file" ;;
		esac
	done
	printf 'format: leakline-run 1\ntree: yes\ntargets: %s\n' "$1" >"$tmp/steady.run/run.info"
}
root=$(sed -n 's/^Pid:.//p' "$tmp"/steady.run/0000-*.status | head -n 1)
without_root "$root"
judge "a tree whose first process ended" 3 "$tmp/steady.run"
is "is that tree" "$(groups | cut -d, -f1-5)" "nginx,tree,5,4,5"
like "which is said of the process, though its group goes on" "$(last)" 'ended early: nginx      exit 3$'
without_root nginx
status "where others have its name" 3 "$analyze" -q --no-report "$tmp/steady.run"
unlike "they stand for it" "$(last)" 'ended early'
made steady 100
judge "without a cgroup" 0 --group cgroup "$tmp/steady.run"
like "there is none to judge by, which is said" "$err" '^leakline-analyze: steady: --group cgroup: no cgroup was recorded'

# recorded with systemd and cgroup v2, a unit each
for kind in name tree cgroup; do
	judge "nginx that does not leak, by $kind" 0 --group $kind tests/runs/young-machine/run.tar.xz
	is "its idle master counts with it" "$(groups | cut -d, -f2-6)" "$kind,4,4,4,stable"
done
judge "a unit whose kernel memory grows" 1 --group cgroup tests/runs/kernel-of-cgroup/run.tar.xz
like "has that told" "$(printf '%s' "$out" | tr -s '\n ' ' ')" 'kernel memory grows: \+434\.9 ± 0\.1 '
unlike "and no forecast by the rest of its memory" "$(printf '%s' "$out" | tr -s '\n ' ' ')" 'at this pace the [0-9]'
like "the title of its chart is the claim" "$(cat "$tmp"/report/plots/group-*)" "^set label 1 'cgroup /system\.slice/keep\.service: kernel memory grows by 434\.9 KiB per round'"
like "which is what the machine loses" "$out" 'MemAvailable  ▲ falls -434\.'

status "an unknown word" 2 "$analyze" -q --no-report --group pid "$tmp/steady.run"

# ended RUN ROUND: from that round on there is another process, and nothing else
ended() {
	for file in "$1"/*.status; do
		at=${file##*/}
		[ "${at%%-*}" -lt "$2" ] || : >"$file"
		printf 'Name:\tquiet\nPid:\t7\nPPid:\t1\nVmRSS:\t5000 kB\nRssAnon:\t4000 kB\nVmData:\t9000 kB\nVmStk:\t132 kB\nVmSwap:\t0 kB\n' >>"$file"
		[ "${at%%-*}" -lt "$2" ] || rm -f "${file%status}stat"
	done
}
made recycled 200
ended "$tmp/recycled.run" 190
judge "a service of which nothing is left" 3 "$tmp/recycled.run"
is "did not pass, though its members were replaced" "$(groups | cut -d, -f1,6,7)" "php-fpm,inconclusive,ended-early"
like "which is said" "$(last)" 'ended early: group:php-fpm      exit 3$'
made recycled 200
ended "$tmp/recycled.run" 199
judge "one round is no sign" 0 "$tmp/recycled.run"

# several runs, a merge of them, and a baseline in which the program had another name
made multiply 200
made recycled 200
status "several runs" 1 "$analyze" -q -o "$tmp/fleet" "$tmp/multiply.run" "$tmp/recycled.run"
like "groups count, and what they stand for does not" "$(last)" '^1 leak, 0 suspect, 0 inconclusive, 1 stable      exit 1$'
is "fleet.csv tells the kind" "$(tr -d '"' <"$tmp/fleet/fleet.csv" | awk -F, '$20 != "process" { print $5, $8, $20 }' | tr '\n' ';')" "name verdict kind;leaky leak name;php-fpm stable name;"
for run in multiply recycled; do "$analyze" -q --no-report --format json "$tmp/$run.run" >"$tmp/$run.json"; done
status "merged" 1 "$analyze" -q -o "$tmp/merged" --merge "$tmp/multiply.json" "$tmp/recycled.json"
is "the same table" "$(cat "$tmp/merged/fleet.csv")" "$(cat "$tmp/fleet/fleet.csv")"
sed 's/"sum":{"pid":0,"life":1,"lives":1,"verdict":"leak"/"sum":{"verdict":"drip"/' "$tmp/multiply.json" >"$tmp/drip.json"
status "a verdict on a group that is none" 2 "$analyze" -q --no-report --merge "$tmp/drip.json" "$tmp/recycled.json"
cp -r "$tmp/multiply.run" "$tmp/renamed.run"
sed -i 's/leaky/drain/' "$tmp/renamed.run"/*
compared() { tr -d '"' <"$tmp/report/compare.csv" | awk -F, '/group:/ { print $2, $5 }' | tr '\n' ';'; }
judge "renamed" 1 --baseline "$tmp/multiply.run" "$tmp/renamed.run"
is "is another program" "$(compared)" "group:drain new;group:leaky cannot-tell;"
judge "unless that is told" 1 --map leaky=drain --baseline "$tmp/multiply.run" "$tmp/renamed.run"
is "then it is the same" "$(compared)" "group:drain same;"
for map in leaky =drain leaky=; do status "--map $map" 2 "$analyze" -q --no-report --map "$map" --baseline "$tmp/multiply.run" "$tmp/renamed.run"; done

# gate files
gate() { printf '%s\n' "$@" >"$tmp/gate"; }
made multiply 200
gate 'budget group:leaky 1M/round'
judge "within the budget of the group" 0 --gate "$tmp/gate" "$tmp/multiply.run"
is "it is that" "$(groups | cut -d, -f6,7)" "stable,below-budget"
like "which is told" "$(printf '%s' "$out" | tr -s '\n ' ' ')" 'certain to be below the budget of 1 024 KiB a round'
gate 'budget group:leaky 300K/round'
judge "beyond" 1 --gate "$tmp/gate" "$tmp/multiply.run"
gate 'known group:leaky until 2027-01-01 # bug 7'
judge "known" 0 --gate "$tmp/gate" "$tmp/multiply.run"
like "said" "$out" '▲ leak \(known\)'
gate 'budget group:leaky threads 0.1/round'
judge "its threads" 1 --gate "$tmp/gate" "$tmp/multiply.run"
like "are named" "$(last)" 'threads over their budget: group:leaky'
made unshare 150 rollup=1
for option in '1K 0 suspect,only-rss' '17K 0 stable,below-budget'; do
	# shellcheck disable=SC2086 # words
	set -- $option
	judge "--budget $1/round is for each member" $2 --budget "$1/round" "$tmp/unshare.run"
	is "five of them" "$(groups | cut -d, -f6,7)" "$3"
	[ $1 = 1K ] || like "said of all five" "$(printf '%s' "$out" | tr -s '\n ' ' ')" 'certain to be below the budget of 85\.0 KiB a round'
	gate "budget nginx $1/round"
	judge "so is a line for processes of the name" $2 --gate "$tmp/gate" "$tmp/unshare.run"
	is "the same" "$(groups | cut -d, -f6,7)" "$3"
done
made multiply 200
judge "of members that multiply, it is for those that were there at first" 1 --budget 100K/round "$tmp/multiply.run"
is "else a leak would bring its own budget" "$(groups | cut -d, -f6)" leak
gate 'budget leaky 100K/round'
judge "so is that line" 1 --gate "$tmp/gate" "$tmp/multiply.run"
gate 'known leaky until 2027-01-01 # bug 7'
judge "what is known of each member is known of their group" 0 --gate "$tmp/gate" "$tmp/multiply.run"
gate 'known leaky until 2027-01-01 # bug 7' 'known group:leaky until 2025-01-01'
judge "unless a line for the group says otherwise" 1 --gate "$tmp/gate" "$tmp/multiply.run"
gate 'budget group:nosuch 1K/round'
judge "a group that is not there" 3 --gate "$tmp/gate" "$tmp/steady.run"
like "is named" "$(last)" 'not in the run: group:nosuch'

# a tree: a child of another name, and an orphan that only its session, or only an event, ties to it
mkdir "$tmp/tree.run"
awk -v folder="$tmp/tree.run" 'BEGIN {
	printf "format: leakline-run 1\ntargets: super\ntree: yes\n" >(folder "/run.info")
	for (i = 0; i < 60; i++) {
		name = sprintf("%s/%04d-20260101T00%02d00.000Z", folder, i, i)
		split("super 1 50;worker 50 50;orphan 1 50;lost 1 9;other 1 8", rows, ";")
		for (k = 1; k <= 5; k++) {
			split(rows[k], row, " ")
			pid = 49 + k
			printf "Name:\t%s\nPid:\t%d\nVmRSS:\t5000 kB\nRssAnon:\t4000 kB\nVmData:\t9000 kB\nVmStk:\t132 kB\nVmSwap:\t0 kB\n", row[1], pid >(name ".status")
			printf "%d (%s) S %d %d %d 0 -1 0 0 0 0 0 %d 0 0 0 20 0 1 0 %d 0 0\n", pid, row[1], row[2], pid, row[3], i, 100 + pid >(name ".stat")
		}
		close(name ".status"); close(name ".stat")
		printf "20260101T00%02d30.000Z\t%d\t%d\tround\t\n", i, 1000 * (60 * i + 30), i >(folder "/events.tsv")
	}
	printf "20260101T010000.000Z\t3600000\t59\tappeared\tlost[53] start=153 tree=50\n" >(folder "/events.tsv")
}'
judge "a recorded tree is a group by itself" 0 "$tmp/tree.run"
is "with its orphans, and nobody else" "$(groups | cut -d, -f1-6)" "super,tree,4,4,4,stable"

# cgroups, of both versions
cgroup() { # NAME ANON KERNEL FILES: expressions of awk in i; FILES 2 or 1
	rm -rf "$tmp/$1.run"
	mkdir "$tmp/$1.run"
	awk -v folder="$tmp/$1.run" -v version="$4" 'BEGIN {
		for (i = 0; i < 120; i++) {
			name = sprintf("%s/%04d-20260101T%02d%02d00.000Z", folder, i, i / 60, i % 60)
			anon = ('"$2"') * 1024; kernel = ('"$3"') * 1024
			printf "Name:\tquiet\nPid:\t7\nVmRSS:\t5000 kB\nRssAnon:\t4000 kB\nVmData:\t9000 kB\nVmStk:\t132 kB\nVmSwap:\t0 kB\n" >(name ".status")
			path = "/system.slice/web one.service"
			if (version == 2) {
				printf "==> %s/memory.current <==\n%d\n==> %s/memory.stat <==\nanon %d\nfile %d\nkernel %d\nsock 4096\nshmem 0\n", path, anon + 9000000 + i * 500000, path, anon, i * 500000, kernel >(name ".cgroup")
				printf "==> %s/memory.swap.current <==\n0\n==> %s/memory.events <==\nlow 0\noom 0\n==> %s/pids.current <==\n12\n", path, path, path >(name ".cgroup")
			} else
				printf "==> %s/memory.usage_in_bytes <==\n%d\n==> %s/memory.stat <==\ncache 1\nrss 5\nswap 0\ntotal_rss %d\ntotal_swap 0\n", path, anon + 9000000, path, anon >(name ".cgroup")
			close(name ".status"); close(name ".cgroup")
		}
	}'
}
cgroup level '50000 + 4 * (i * 7919 % 5)' '3000' 2
judge "a cgroup whose page cache grows" 0 "$tmp/level.run"
is "is stable" "$(groups | cut -d, -f1-6)" "/system.slice/web one.service,cgroup,12,12,,stable"
like "what it uses is shown" "$(cat "$tmp/report/report.txt")" 'memory\.current \(with page cache, not judged\) 58 789 → '
cgroup leaks '50000 + 30 * i + 4 * (i * 7919 % 5)' '3000 + 20 * i' 2
judge "its anonymous memory leaks" 1 "$tmp/leaks.run"
is "the row" "$(groups | cut -d, -f3-7)" "12,12,,leak,both-grow"
like "its kernel memory has a trend" "$out" 'kernel 3 000 → 5 380 KiB, grows: \+20'
like "in words of a cgroup" "$(printf '%s' "$out" | tr -s '\n ' ' ')" 'anonymous memory and swap grow by 30\.[0-9]+ ± [0-9.]+ KiB a round, .*anonymous memory and swap 50 '
like "sockets that it has not are no riddle" "$out" 'shmem 0 → 0 KiB, stable'
unlike "it has no private memory" "$(printf '%s\n' "$out" | sed -n '/^GROUP  cgroup/,/^[^ ]/p')" 'private'
page=$(sed -n '/group by cgroup/,/<\/section>/p' "$tmp/report/report.html")
is "so the page has one number of it, with its p" "$(printf '%s\n' "$page" | grep -o 'KiB a round at the end of the run, p' | wc -l)" 1
unlike "which it does not call private or resident" "$page" '(private|resident) memory'
like "the rate" "$out" 'sum \+30\.[0-9]+ ± '
like "of one with unknown members tasks are counted" "$out" 'web one\.service  12 tasks'
judge "beside an earlier run" 1 --baseline "$tmp/level.run" "$tmp/leaks.run"
like "that is what grows" "$(printf '%s' "$out" | tr -s '\n ' ' ')" 'it grows, and did not before: anonymous memory and swap '
printf 'format: leakline-run 1\ncgroup: /system.slice/web one.service\n' >"$tmp/leaks.run/run.info"
judge "a run of one cgroup" 1 "$tmp/leaks.run"
is "has all targets as its members" "$(groups | cut -d, -f2-6)" "cgroup,1,1,1,leak"
like "they are judged with it" "$(last)" '^1 leak, 0 suspect, 0 inconclusive, 0 stable      exit 1$'
printf 'format: leakline-run 1\ntargets: quiet\ncgroup: /system.slice/web one.service\n' >"$tmp/leaks.run/run.info"
judge "a cgroup beside another target" 1 "$tmp/leaks.run"
is "may have nothing to do with it" "$(groups | cut -d, -f2-6)" "cgroup,12,12,,leak"
echo 'cgroup_holds: targets' >>"$tmp/leaks.run/run.info"
judge "unless all were in it" 1 "$tmp/leaks.run"
is "and were its members" "$(groups | cut -d, -f2-6)" "cgroup,1,1,1,leak"
printf 'format: leakline-run 1\ntargets: quiet\ncgroup: auto\n' >"$tmp/leaks.run/run.info"
judge "so they are in the cgroup of the targets" 1 "$tmp/leaks.run"
is "if it is one" "$(groups | cut -d, -f2-6)" "cgroup,1,1,1,leak"
rm "$tmp/leaks.run/run.info"
cgroup removed '50000' '3000' 2
rm "$tmp"/removed.run/01[01]*.cgroup
printf 'format: leakline-run 1\ntargets: quiet\ncgroup: /system.slice/web one.service\n' >"$tmp/removed.run/run.info"
judge "a cgroup that was removed in the run" 3 "$tmp/removed.run"
is "did not pass" "$(groups | cut -d, -f6,7)" "inconclusive,ended-early"
cgroup pages '50000 + 4 * (i * 7919 % 5)' '3000 + 20 * i' 2
judge "a cgroup whose kernel memory alone grows" 0 "$tmp/pages.run"
is "is judged by its anonymous memory" "$(groups | cut -d, -f6)" stable
like "but nobody has to look for it" "$(printf '%s' "$out" | tr -s '\n ' ' ')" '● stable: .*; kernel memory grows: \+20\.[0-9]+ ± [0-9.]+ KiB/round'
like "in JUnit too" "$(cat "$tmp/junit.xml")" 'kernel memory grows: \+20'
cgroup gap '50000' '3000' 2
for i in 0040 0041 0090; do sed -i '/memory.swap.current/,$d' "$tmp/gap.run/$i"-*.cgroup; done
sed -i '/memory.swap.current/{n;s/.*/4096000/}' "$tmp/gap.run"/*.cgroup
judge "a round without the file of swap" 0 "$tmp/gap.run"
is "is a gap of the sum, no dip" "$(groups_raw 7-10)" "stable,constant,54000,54000"
cgroup old '50000 + 30 * i + 4 * (i * 7919 % 5)' 0 1
judge "version 1 too" 1 --group cgroup "$tmp/old.run"
is "its row" "$(groups | cut -d, -f2-7)" "cgroup,,,,leak,both-grow"
gate 'budget "group:web one.service" 40K/round'
judge "a budget by the last part of its path" 0 --gate "$tmp/gate" "$tmp/leaks.run"
is "is kept" "$(groups | cut -d, -f7)" "below-budget"
finish
