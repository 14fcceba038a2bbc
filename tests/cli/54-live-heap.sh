#!/bin/sh
# 54-live-heap - what the live heap says: blocks by size and rate, readings that are none, budgets in bytes, before and after.
. tests/tap.sh

runs=tests/runs
look() { "$analyze" "$@" --no-report 2>&1; }
# The same in one line, so that no sentence is wrapped.
said() { look "$@" | tr -s ' \n' ' '; }
# blocks RUN - the rows of blocks.csv that grow: size, where, offset, blocks a round, clockwork
blocks() {
	"$analyze" -q -o "$tmp/report" "$1" >/dev/null 2>&1
	LC_ALL=C awk -F '","' '
		{ gsub(/^"|"$/, "") }
		NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
		$(column["share"]) != "" {
			printf "%s %s @%s %.2f %.2f\n", $(column["size"]), $(column["where"]), $(column["offset"]), $(column["blocks_per_round"]), $(column["clockwork"])
		}' "$tmp/report/blocks.csv"
	rm -rf "$tmp/report"
}

is "two blocks a round" "$(blocks $runs/heap-grows/run.tar.xz)" "1008 worker+0x11e9 @16 2.00 1.00"
is "one, into holes" "$(blocks $runs/heap-masked/run.tar.xz)" "208 worker+0x11d9 @8 1.00 0.98"
is "one, under noise" "$(blocks $runs/heap-class/run.tar.xz)" "96 worker+0x11d9 @0 1.00 1.00"
is "none, where memory is retained" "$(blocks $runs/heap-retained/run.tar.xz)" ""

got=$(said $runs/heap-masked/run.tar.xz)
like "bytes a round" "$got" "heap [+]208.0 ± 0.1 B/round to the end of the run; RSS flat"
like "how long it stays hidden" "$got" "968 KiB of free heap hide it for about 4.*800 rounds more"
like "which part is not malloc's" "$got" "malloc holds 1.9 MiB; the other 240 KiB of private memory are judged by pages"
like "the table of blocks" "$got" "208 [+]1.000 118/120 worker[+]0x11d9"
got=$(look $runs/heap-slows-leak/run.tar.xz)
like "which kind goes on" "$(echo "$got" | tr -s ' \n' ' ')" "blocks of 112 bytes [(][+]1.000 a round[)] grow in number to the end of the run, beside others that slow down"
is "it stands first" "$(echo "$got" | sed -n '/BLOCKS/{n;s/ *\([0-9]*\).*/\1/p}')" 112
like "what fills slows down" "$(said $runs/heap-slows/run.tar.xz)" "heap [+][0-9]* ± [0-9]* B/round at the end, and ever more slowly"
got=$(said $runs/heap-retained/run.tar.xz)
like "retention is no leak" "$got" "the blocks in use by far less \\(heap \\+10\\.[0-9]+ ± "

# variant NAME SED [RUN] - a copy of a run whose readings are edited
variant() {
	rm -rf "$tmp/$1" && mkdir "$tmp/$1"
	tar -xJf "${3:-$runs/heap-masked/run.tar.xz}" -C "$tmp/$1" --strip-components 1
	sed -i "$2" "$tmp/$1"/${4:-*}.heap
}
# More than one reading of twenty that is none: nothing is judged by it, and no pass is earned.
variant torn 's/ complete / partial /' '' '00[0-9]0*'
got=$(said -v "$tmp/torn")
like "torn readings are told" "$got" "the live heap was read whole in 111 of 121 rounds [(]10 partial, 0 unread[)]: too few to judge by it"
unlike "and no bytes are promised" "$got" "bytes a round would have shown"
unlike "no swap, no word of it" "$got" "in swap"
sed -i 's/^VmSwap:.*/VmSwap:	5120 kB/' "$tmp"/torn/00[0-9]0*.status
like "what was swapped out is named" "$(said -v "$tmp/torn")" "too few to judge by it; in 10 rounds up to 5.0 MiB of the process was in swap, which is not read"
variant few 's/ complete / partial /' '' '00[0-4]0*'
like "one of twenty may be torn" "$(said -v "$tmp/few")" "heap [+]208.0 ± 0.. B/round"
variant unread '3,$d; s/ complete / unread /'
like "no right to read it" "$(said -v "$tmp/unread")" "the live heap could not be read"
like "and at a pass, too" "$(said "$tmp/unread")" "judged by pages alone, for the live heap was not read whole: worker [(]unread[)]"
variant other '2s/.*/allocator jemalloc-not-read complete retries 0/; 3,$d'
like "whose heap it is" "$(said -v "$tmp/other")" "the live heap is that of jemalloc, which is not read"
like "said at a pass" "$(said "$tmp/other")" "was not read whole: worker [(]jemalloc[)]"
like "nothing of it where all was read" "$(said $runs/heap-retained/run.tar.xz | grep -c 'pages alone')" 0
variant unchecked '/^system/d'
like "without a sum of malloc it is no reading" "$(said -v "$tmp/unchecked")" "[(]121 partial, 0 unread[)]"
# A runtime's own heap is not in it: resident memory that grows is not explained by malloc's.
variant v8 's/^allocator glibc64/allocator v8-not-read/' $runs/heap-retained/run.tar.xz
unlike "never retention where the runtime's heap is not read" "$(said "$tmp/v8")" "the blocks in use do not"

# Budgets in bytes.
gate() {
	printf '%s\n' "$1" >"$tmp/gate"
	look --gate "$tmp/gate" "$2" | tail -n 1
}
like "a budget of the heap that is kept" "$(gate 'budget worker heap 300B/round' $runs/heap-masked/run.tar.xz)" "1 stable      exit 0"
like "one that is not" "$(gate 'budget worker heap 100B/round' $runs/heap-masked/run.tar.xz)" "1 leak.*exit 1"
like "one that could not be seen" "$(gate 'budget worker heap 300B/round' "$tmp/torn")" "no verdict on the heap: worker      exit 3"
like "a known leak of the heap" "$(gate 'known worker heap until 2099-01-01' $runs/heap-masked/run.tar.xz)" "exit 0"
is "a rate without a unit is none" "$(gate 'budget worker heap 100/round' $runs/heap-masked/run.tar.xz | grep -c 'exit')" 0
like "bytes are injected" "$(said --inject 100B/round $runs/heap-retained/run.tar.xz)" "caught worker .*about [0-9]* bytes a round"
like "a rate below a KiB is in bytes, as it was asked for" "$(said --inject 100B/round $runs/heap-retained/run.tar.xz)" "a leak of 100 bytes a round, added to every target"
# Resident memory that creeps up by a few pages is not flat, and what it shows is not hidden.
variant creeping 's/^$//' $runs/heap-masked/run.tar.xz
for file in "$tmp"/creeping/*.status; do
	round=${file##*/}
	awk -v more=$(((1$(printf %.4s "$round") - 10000) / 20 * 4)) '/^VmRSS:|^RssAnon:/ { $2 += more } { print }' "$file" >"$tmp/status" && mv "$tmp/status" "$file"
done
got=$(said "$tmp/creeping")
like "a creeping RSS is told by what it gained" "$got" "to the end of the run; RSS [+](16|20|24) KiB in all"
like "nothing of which is hidden" "$got" "of free heap take it in for about"

# Before and after.
got=$(said --baseline $runs/heap-grows/run.tar.xz $runs/heap-masked/run.tar.xz)
like "blocks that were fixed" "$got" "fixed: blocks of 1.*008 bytes: [+]2.000 a round before, none now, holding worker[+]0x11e9"
like "and new ones" "$got" "new: blocks of 208 bytes: none before, [+]1.000 a round now"
rm "$tmp/torn"/*.heap
like "without a heap before: not known" "$(said --baseline "$tmp/torn" $runs/heap-masked/run.tar.xz)" "cannot-tell: blocks of 208 bytes: not known before"

# series.csv has the readings of a run with a heap, and no columns of it in others.
"$analyze" -q -o "$tmp/report" $runs/heap-masked/run.tar.xz >/dev/null 2>&1
is "series of the heap" "$(sed -n '1s/.*anon_kib",//p; 122s/.*,\("[^"]*","[^"]*","[^"]*"\)$/\1/p' "$tmp/report/series.csv")" \
	'"heap_kib","heap_free_kib","heap_blocks"
"1013.609375","966.390625","1123"'
"$analyze" -q -o "$tmp/report" $runs/hinges/run.tar.xz >/dev/null 2>&1
is "none without" "$(head -n 1 "$tmp/report/series.csv" | grep -c heap)$(ls "$tmp/report" | grep -c blocks)" 00

# JSON has it all.
"$analyze" -q --format json --no-report $runs/heap-masked/run.tar.xz >"$tmp/json" 2>/dev/null
like "the life's heap" "$(cat "$tmp/json")" '"hidden_rounds": *4[0-9.]*'
like "its metrics" "$(cat "$tmp/json")" '"heap_free": *{'
finish
