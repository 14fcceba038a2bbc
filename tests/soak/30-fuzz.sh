#!/bin/sh
# 30-fuzz - every parser under clang's libFuzzer, T seconds in all; what it finds beyond the corpus stays in tests/fuzz
command -v "${FUZZ_CC:-clang}" >/dev/null || { echo "no clang"; exit 77; }
targets=$(sed -n 's/^FUZZ ?= //p' Makefile.more | wc -w)
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM HUP # what is cut off tidies up, too
make fuzz T=$((T / targets + 1)) J=2 >"$log" 2>&1
status=$?
cat "$log"
awk '/ executions, / { all += $2; targets++; bad += !/: clean$/ } END { printf "%.0f executions, %d bad; %d targets\n", all, bad, targets }' "$log"
[ "$status" = 0 ]
