#!/bin/sh
# 44-fuzz-names - random hostile names through every output: nothing is executed, nothing shows but their letters.
# LEAKLINE_SEED repeats one; LEAKLINE_SEEDS tries so many.
. tests/tap.sh

command -v python3 >/dev/null 2>&1 || skip_all "no python3"
first=${LEAKLINE_SEED:-$(($(date +%s) % 100000))}
helper=$root/tests/fuzz_names.py
for seed in $(seq "$first" $((first + ${LEAKLINE_SEEDS:-1} - 1))); do
	work=$tmp/$seed
	mkdir "$work" && cd "$work" || exit 2
	python3 "$helper" make "$seed" "$work"
	ran() { # NAME COMMAND...: it judges (0, 1 or 3), what it prints is kept
		ran_name=$1
		shift
		"$@" >"$work/$ran_name" 2>"$work/$ran_name.err"
		ran_status=$?
		case $ran_status in 0 | 1 | 3) ;; *) fail "$seed: $ran_name: exit status $ran_status" "$(cat "$work/$ran_name.err")" ;; esac
	}
	ran out.txt "$analyze" -v -o report --junit junit.xml --baseline before.run now.run
	ran colors.txt "$analyze" -v --no-report --color always now.run
	ran ascii.txt env LC_ALL=C "$analyze" -v --no-report now.run
	ran narrow.txt env COLUMNS=60 "$analyze" --no-report now.run
	ran out.md "$analyze" --no-report --format md --baseline before.run now.run
	ran lines.json "$analyze" --no-report --format json now.run before.run
	ran fleet.txt "$analyze" -o fleet --junit fleet.xml now.run before.run
	ran merged.txt "$analyze" -o merged --merge lines.json
	ran gate.txt "$analyze" --no-report --gate gate now.run
	ran inject.txt "$analyze" --no-report --inject 4K/round now.run
	ran pmap-diff.txt "$analyze" --no-report --pmap-diff 101 now.run
	is "$seed: every output is clean" "$(python3 "$helper" check report fleet merged ./*.txt ./*.md ./*.json ./*.xml ./*.err)" ""
	is "$seed: fleet.csv has the names of processes.csv" "$(python3 "$helper" same fleet)" ""
	like "$seed: the names are there" "$(grep -o 'Zk[0-9][0-9]z' report/report.json | sort -u | wc -l)" '^ *(29|30)$'
	if command -v xmllint >/dev/null 2>&1; then
		check "$seed: JUnit, as xmllint has it" xmllint --noout junit.xml fleet.xml
	else
		skip "$seed: JUnit, as xmllint has it" "no xmllint"
	fi
	if command -v gnuplot >/dev/null 2>&1; then
		bad=
		for script in report/plots/*.gp; do
			chart=$(basename "$script" .gp)
			for term in svg png; do
				(cd report/plots && gnuplot -d -e "term='$term'" "$chart.gp" >"$work/plot.log" 2>&1) && [ ! -s "$work/plot.log" ] &&
					[ -s "report/plots/$chart.$term" ] || bad="$bad $chart.$term: $(cat "$work/plot.log")"
			done
		done
		is "$seed: gnuplot draws every chart, and says nothing" "$bad" ""
		is "$seed: every SVG parses" "$(python3 "$helper" check report/plots)" ""
	else
		skip "$seed: gnuplot draws every chart, and says nothing" "no gnuplot"
		skip "$seed: every SVG parses" "no gnuplot"
	fi
	is "$seed: nothing was executed" "$(find "$tmp" "$root" -maxdepth 6 -name 'PWNED*' -newer "$helper" 2>/dev/null)" ""
	cd "$root" || exit 2
	[ "${LEAKLINE_SEEDS:-1}" = 1 ] || rm -rf "$work"
done
finish
