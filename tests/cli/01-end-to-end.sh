#!/bin/sh
# 01-end-to-end - both programs on real processes: one leaks 24 KiB a round, one frees it all; leak and stable, with a picture.
. tests/tap.sh

# By names of their own: a demo, or another copy of these tests, may run beside them.
leaks=leaky$$ stays=steady$$
ln -s "$bin/leaky" "$tmp/$leaks"
ln -s "$bin/steady" "$tmp/$stays"
"$tmp/$leaks" >"$tmp/leaky" & leaky=$!
"$tmp/$stays" >"$tmp/steady" & steady=$!
cleanup() { kill "$leaky" "$steady" 2>/dev/null; }
sleep 0.2

status "80 rounds and 20 of warm-up are recorded" 0 "$collect" -q -n 80 -s 20ms -o "$tmp/pair.run" $leaks $stays -- kill -USR1 $leaky $steady
is "each round is there" "$(ls "$tmp/pair.run" | grep -c '\.status$')" 101
is "and has its event" "$(awk -F '\t' '$4 == "round"' "$tmp/pair.run/events.tsv" | wc -l)" 101
is "only the owner may read" "$(stat -c %a "$tmp/pair.run" "$tmp/pair.run/run.info" | tr '\n' ' ')" "700 600 "

status "the analyzer finds the leak" 1 "$analyze" --fail-on provisional --render png -o "$tmp/report" "$tmp/pair.run"
like "the summary names it" "$out" "leak +$leaks"
verdict() { awk -F '","' -v name="$1" '$3 == name { print $4 }' "$tmp/report/processes.csv"; }
is "leaky leaks" "$(verdict $leaks)" leak
is "steady is stable" "$(verdict $stays)" stable
slope=$(awk -F '","' -v name=$leaks '$3 == name { print $29 }' "$tmp/report/processes.csv")
like "at about 24 KiB a round" "$slope" '^2[2-6](\.|$)'
picture=$(ls "$tmp"/report/plots/trend-$leaks-*.png 2>/dev/null)
is "the picture is there and is one" "$(head -c 8 "$picture" | od -An -tx1 | tr -d ' \n')" 89504e470d0a1a0a

tar -C "$tmp" -czf "$tmp/pair.run.tar.gz" pair.run
status "an archive of it is the same run" 1 "$analyze" --fail-on provisional -o "$tmp/report2" "$tmp/pair.run.tar.gz"
check "to the byte" cmp "$tmp/report/processes.csv" "$tmp/report2/processes.csv"
status "through a pipe too" 1 sh -c "cat '$tmp/pair.run.tar.gz' | '$analyze' --fail-on provisional --no-report -"
status "--fail-on never" 0 "$analyze" --no-report --fail-on never "$tmp/pair.run"
status "only the steady one" 0 "$analyze" --no-report -p $stays "$tmp/pair.run"

# The analyzer as one static file says the same.
if make -s BUILD="${BUILD:-build}" static-analyze >"$tmp/static.log" 2>&1; then
	status "a static analyzer" 1 "$bin/leakline-analyze-static" -q -o "$tmp/report3" "$tmp/pair.run"
	check "gives the same bytes" cmp "$tmp/report/processes.csv" "$tmp/report3/processes.csv"
else
	skip "a static analyzer" "$(grep -m 1 'cannot find' "$tmp/static.log")"
fi

# The demo needs no program that Debian's smallest installation lacks (kill(1) is one: it comes with procps).
mkdir "$tmp/bare" "$tmp/demo"
for program in sh sleep rm mkdir gnuplot; do
	ln -s "$(command -v $program)" "$tmp/bare/$program"
done
for program in leakline-collect leakline-analyze leaky steady; do
	ln -s "$bin/$program" "$tmp/demo/$program"
done
status "the demo on a bare system" 0 env PATH="$tmp/bare" sh samples/demo.sh "$tmp/demo"
like "finds the leak" "$out" 'leak +leaky'
finish
