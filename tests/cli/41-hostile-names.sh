#!/bin/sh
# 41-hostile-names - names that want to break out of every output language; nothing runs, nothing shows but their letters.
. tests/tap.sh

sh tests/runs/make-run hostile "$tmp/hostile.run"
cd "$tmp" || exit 2
status "judged" 1 "$analyze" --fail-on provisional -o "$tmp/report" --junit "$tmp/junit.xml" --color always "$tmp/hostile.run"
cd "$root" || exit 2
like "the name, made printable" "$out" '=a`id`\\n<b>'"'"'"\\x1b'
is "only colors escape on the terminal" "$(printf '%s' "$out" | sed "s/$(printf '\033')\[[0-9;]*m//g" | tr -d '[:print:]\n' | LC_ALL=C tr -d '\200-\377')" ""
is "no control byte in any file" "$(LC_ALL=C grep -rlP '[\x00-\x08\x0b-\x1f\x7f]' "$tmp/report" "$tmp/junit.xml")" ""
is "the page has no markup of theirs" "$(grep -oE '<(b>&|b>host|img|script)' "$tmp/report/report.html")" ""
is "no script, no place to go to" "$(grep -ciE '<script|javascript:|https?:|[^-]src=' "$tmp/report/report.html")" 0
is "links go to anchors only" "$(grep -oE 'href="[^"]*"' "$tmp/report/report.html" | grep -vE 'href="(#p[0-9-]+|data:,)"')" ""
like "Markdown: in a code span with a fence of its own" "$(cat "$tmp/report/report.md")" '``=a`id`\\n<b>'
is "CSV: no formula" "$(grep -hE '(^|,)"[=+@]' "$tmp"/report/*.csv)" ""
like "CSV: guarded" "$(cat "$tmp/report/processes.csv")" "\"'\+cmd\|calc\""
unlike "JSON: may stand in HTML" "$(cat "$tmp/report/report.json")" '[<>&]'
if command -v xmllint >/dev/null 2>&1; then
	check "JUnit parses" xmllint --noout "$tmp/junit.xml"
else
	skip "JUnit parses" "no xmllint"
fi
if command -v gnuplot >/dev/null 2>&1; then
	bad=
	for script in "$tmp"/report/plots/*.gp; do
		(cd "$tmp" && gnuplot -d -e "term='svg'; out='$tmp/x.svg'" "$script" >"$tmp/plot.log" 2>&1) || bad="$bad $script $(cat "$tmp/plot.log")"
		! command -v xmllint >/dev/null 2>&1 || xmllint --noout "$tmp/x.svg" || bad="$bad $script (no XML)"
	done
	is "gnuplot draws all charts" "$bad" ""
else
	skip "gnuplot draws all charts" "no gnuplot"
fi
finish
