#!/bin/sh
# 71-power-cut - every state in which a power cut may leave an experiment with a tree: --resume loses no round and draws the same actions
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
command -v strace >/dev/null || { echo "no strace"; exit 77; }
tmp=$(mktemp -d "${TMPDIR:-/tmp}/leakline.XXXXXX") || exit 2
sleep 100000 &
target=$!
trap 'kill $target; rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM HUP # what is cut off tidies up, too
python3 tests/power_cut.py "$B/leakline-collect" "$tmp/cut.run" -- "$B/leakline-collect" -q -i 0 -n 3 -s 1ms --ps never --tree \
	--control idle --action 'a=true' --action 'b=true' -o "$tmp/cut.run" $target >"$tmp/out" 2>&1
cat "$tmp/out"
tail -n 1 "$tmp/out" | grep -q ', 0 bad$'
