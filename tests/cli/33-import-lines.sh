#!/bin/sh
# 33-import-lines - lines of logs as people write them, 40 rounds of a minute: each is read with its number, or refused by name.
. tests/tap.sh
tab=$(printf '\t')

# TEXT is a round: KB is what grows by 40 KiB, FLAT what does not, BYTES and MEAN are KB in bytes, MEAN no whole pages; MM is the minute, EPOCH
# the time in seconds, N counts from 0; \n ends a line.
rounds() { # TEXT
	LINE=$1 awk 'BEGIN {
		for (i = 0; i < 40; i++) {
			line = ENVIRON["LINE"]
			gsub(/\\n/, "\n", line); gsub(/\\t/, "\t", line); gsub(/\\r/, "\r", line)
			gsub(/KB/, 24004 + 40 * i, line); gsub(/FLAT/, 51200, line); gsub(/BYTES/, (24004 + 40 * i) * 1024, line)
			gsub(/MEAN/, (24004 + 40 * i) * 1024 + 1 + i * 997 % 4000, line)
			gsub(/MM/, 10 + i, line); gsub(/EPOCH/, 1793606400 + 60 * i, line); gsub(/\<N\>/, i, line)
			print line
		}
	}'
}
while IFS=$tab read -r what wanted line pattern also; do
	rounds "$line" >"$tmp/lines.log"
	status "$what: its status" "$wanted" "$analyze" --no-report "$tmp/lines.log"
	for like in "$pattern" "$also"; do
		[ -z "$like" ] || like "$what: $like" "$out$err" "$like"
	done
done <<'end'
