#!/bin/sh
# 41-heap-programs - real programs that lose known blocks: 208 and 112 bytes a round, and nothing (tests/bench/programs.sh)
cd "$(dirname "$0")/../.." || exit 2
wrong=0 tables=0
for blocks in "104x1 24x3" "104x1" ""; do
	[ "$(date +%s)" -lt "${SOAK_UNTIL:-99999999999}" ] || break
	tables=$((tables + 1))
	echo "== lost each round: ${blocks:-nothing}"
	BLOCKS=$blocks sh tests/bench/programs.sh || wrong=$((wrong + 1))
done
echo "$tables tables of programs, $wrong bad; of 3"
[ "$wrong" = 0 ]
