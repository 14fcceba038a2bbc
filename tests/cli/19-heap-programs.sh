#!/bin/sh
# 19-heap-programs - two real programs that lose known blocks, from outside to the report: tests/bench/programs.sh in short
. tests/tap.sh

command -v bash >/dev/null || skip_all "no bash"
"$analyze" --version | grep -q '+elf' || skip_all "built without libelf"
for blocks in "104x1 24x3" ""; do
	check "lost each round: ${blocks:-nothing}" env "B=$B" ROUNDS=30 "BLOCKS=$blocks" sh tests/bench/programs.sh bash dash
	sed 's/^/# /' "$tmp/check.out"
done
finish
