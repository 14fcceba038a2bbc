#!/bin/sh
# 33-import - logs of any form: each is read with its numbers, units and times, or refused with what to record instead.
. tests/tap.sh

forms=tests/fixtures/import
tab=$(printf '\t')
while IFS=$tab read -r file wanted first second third fourth; do
	"$analyze" --no-report -v "$forms/$file" >"$tmp/out" 2>&1 </dev/null
	is "$file: its status" $? "$wanted"
	out=$(cat "$tmp/out")
	for pattern in "$first" "$second" "$third" "$fourth"; do
		[ -z "$pattern" ] || like "$file: $pattern" "$out" "$pattern"
	done
done <"$forms/forms"

# What a message advises is done, and works.
advised() { # FILE PATTERN...
	advised_file=$1
	shift
	"$analyze" --no-report "$forms/$advised_file" >"$tmp/out" 2>&1
	command=$(sed -n 's/.*`\({ echo [^`]*\)`.*/\1/p' "$tmp/out")
	cp "$forms/$advised_file" "$tmp/log"
	(cd "$tmp" && eval "$command")
	out=$("$analyze" --no-report "$tmp/named.log" 2>&1)
	for pattern; do
		like "$advised_file, as its message advises: $pattern" "$out" "$pattern"
	done
}
advised ps-o-rss-bare.log '^named\.log *40 rounds' 'suspect +unnamed .*\+40\.0 '
advised ps-vsz-rss-mem-noheader.log '^named\.log *30 rounds' 'suspect +unnamed .*\+40\.0 '
advised elapsed-and-rss.log '^named\.log *40 rounds in 39 s' 'suspect +unnamed .*\+40\.0 '

finish
