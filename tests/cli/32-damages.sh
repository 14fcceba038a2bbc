#!/bin/sh
# 32-damages - recorded runs, damaged some hundred times: a value that changes is told, and no leak is lost. LEAKLINE_SOAK=1: 6,000 times.
. tests/tap.sh

if [ -n "${LEAKLINE_SOAK:-}" ]; then moves=1000 small=5000; else moves=80 small=120; fi
"$bin/leaky" >"$tmp/leaky" & leaky=$!
"$bin/steady" >"$tmp/steady" & steady=$!
cleanup() { kill "$leaky" "$steady" 2>/dev/null; }
wait_for_name "$leaky" leaky
status "a run of more kinds" 0 "$collect" -q -n 24 -w 0 -s 20ms --also maps,smaps,fd -o "$tmp/kinds.run" $leaky $steady -- kill -USR1 $leaky $steady
tar -C "$tmp" -cf "$tmp/kinds.tar" kinds.run || exit 2

# FRR's ripd that leaks; three of its daemons, with ps; gawk by a host's own tools; what this machine records, with maps and smaps
status "damages are told" 0 python3 tests/damages.py "$analyze" "${LEAKLINE_SEED:-1}" $moves $small "$tmp/found" tests/runs/ripd/ripd-full.run.tar.xz \
	tests/fixtures/damages/three-daemons.tar.xz tests/runs/gawk-keep/run.tar.xz "$tmp/kinds.tar"
[ "$got" = 0 ] || echo "$out" | sed 's/^/# /'
[ -z "${SOAK_UNTIL:-}" ] && all=$((moves + small)) || all='[1-9][0-9]*'
like "no leak is lost" "$(echo "$out" | tail -n 1)" "^$all damages, .*, 0 turned a leak into 0$"
echo "# $(echo "$out" | tail -n 1)"
finish
