#!/bin/sh
# 30-fuzz - every parser under clang's libFuzzer, T seconds in all; what it finds beyond the corpus stays in tests/fuzz
command -v "${FUZZ_CC:-clang}" >/dev/null || { echo "no clang"; exit 77; }
targets=$(sed -n 's/^FUZZ ?= //p' Makefile.more | wc -w)
log=$(mktemp) || exit 2
# Also of what is cut off: the targets that were through.
tell() {
	cat "$log"
	awk -v all_targets="$targets" '/ executions, / { all += $2; targets++; bad += !/: clean$/ }
		END { printf "%.0f executions, %d bad; %d of %d targets\n", all, bad, targets, all_targets }' "$log"
	rm -f "$log"
}
trap tell EXIT
trap 'exit 130' INT TERM HUP
make -j2 fuzz-programs || exit 1
# what the programs took to build is not the fuzzer's
[ -z "${SOAK_UNTIL:-}" ] || T=$((SOAK_UNTIL - $(date +%s)))
each=$((T * 2 / targets)) # two at a time
make fuzz T=$((each > 5 ? each : 5)) J=2 >"$log" 2>&1
