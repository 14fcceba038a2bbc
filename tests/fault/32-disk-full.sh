#!/bin/sh
# 32-disk-full - a small tmpfs fills up: exit 3, the file is named, earlier rounds are good, no torn file is left.
. tests/tap.sh
. tests/fault/whole.sh

[ "$(id -u)" = 0 ] || skip_all "only root can mount a tmpfs"
mkdir "$tmp/small"
mount -t tmpfs -o size=1m,mode=777 tmpfs "$tmp/small" 2>/dev/null || skip_all "no tmpfs can be mounted here"
start_dozer 600
cleanup() { umount "$tmp/small"; }

status "the disk fills: exit 3" 3 "$collect" -q -i 0 -n 10000 -o "$tmp/small/full.run" dozer
like "the file is named, with what to do" "$err" 'full\.run/[0-9]{4}-.*: No space left on device \(.*--resume'
is "in one line" "$(printf '%s\n' "$err" | wc -l)" 1
[ "$(rounds "$tmp/small/full.run")" -gt 2 ] && pass "rounds were recorded" || fail "no rounds were recorded"
is "they are whole" "$(whole "$tmp/small/full.run" stat status pmap meminfo ps)" ""
is "nothing torn is left" "$(torn "$tmp/small/full.run")" ""
rounds=$(rounds "$tmp/small/full.run")
mount -o remount,size=8m "$tmp/small"
status "with more room it goes on" 0 "$collect" -q -i 0 -n $((rounds + 3)) --resume -o "$tmp/small/full.run" dozer
is "all are whole" "$(whole "$tmp/small/full.run" stat status pmap meminfo ps)" ""
rm -r "$tmp/small/full.run"

mount -o remount,size=1m "$tmp/small"
status "a tar" 3 "$collect" -q -i 0 -n 10000 -o "$tmp/small/full.tar" dozer
like "names the file" "$err" 'full\.tar: No space left on device'
check "it ends with a whole round" tar tf "$tmp/small/full.tar"
is "whose events are its last member" "$(tar tf "$tmp/small/full.tar" | tail -n 1 | sed 's/.*\.//')" events
rm "$tmp/small/full.tar"
mount -o remount,size=64k "$tmp/small"
dd if=/dev/zero of="$tmp/small/filler" bs=4k count=20 2>/dev/null
status "full from the beginning" 3 "$collect" -q -i 0 -n 3 -o "$tmp/small/none.run" dozer
is "no half run.info is left" "$(ls -A "$tmp/small/none.run" 2>/dev/null | grep -v '^events.tsv$' | head -n 1)" ""
finish
