#!/bin/sh
# 41-heap-programs - real programs that lose known blocks: 208 and 112 bytes a round, and nothing (tests/bench/programs.sh)
cd "$(dirname "$0")/../.." || exit 2
wrong=0
for blocks in "104x1 24x3" "104x1" ""; do
	echo "== lost each round: ${blocks:-nothing}"
	BLOCKS=$blocks sh tests/bench/programs.sh || wrong=$((wrong + 1))
done
echo "3 tables of programs, $wrong bad"
[ "$wrong" = 0 ]
