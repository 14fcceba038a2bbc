#!/bin/sh
# 54-agree - slope, sentence, change and chart of each report say the same, in one precision a line (tests/agree.py).
. tests/tap.sh
command -v python3 >/dev/null 2>&1 || skip_all "no python3"

# report NAME RUN [OPTION...]: into $tmp/NAME
report() {
	name=$1 run=$2
	shift 2
	"$analyze" --fail-on never --allow-inconclusive -v --format json -o "$tmp/$name" "$@" "$run" >"$tmp/json" 2>/dev/null
	mv "$tmp/json" "$tmp/$name/report.json"
}
for run in tests/runs/*/run.tar.xz; do
	folder=${run%/run.tar.xz}
	report "${folder##*/}" "$run" $(cat "$folder/options" 2>/dev/null)
done
report ripd samples/frr.run.tar.xz
is "no report contradicts itself" "$(cd tests && python3 agree.py "$tmp"/*/ 2>&1)" ""

# What it would find.
broken() { # WHAT FILE SED-EXPRESSION
	rm -rf "$tmp/broken"
	cp -r "$tmp/both-grow" "$tmp/broken"
	sed -i "$3" "$tmp/broken/$2"
	python3 tests/agree.py "$tmp/broken" >"$tmp/said" 2>&1
	is "$1 is found" "$?" 1
}
broken "a rate of another precision" report.txt 's/straight line [0-9.]*/straight line 20/'
broken "a growth below 0" report.json 's/grows by [0-9]/grows by -1/'
broken "an end beside a rate that goes on" report.json 's/"because": *"[^"]*"/"because": "it grew, and that has ended"/'
broken "a leak that ends below its start" report.json 's/"last_kib": *[0-9.]*/"last_kib": 1/g'
broken "a band that fills the chart" report.html 's/<path class="band" d="/&M60 -300L60 236 /'
finish
