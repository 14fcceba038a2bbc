#!/bin/sh
# 42-golden-reports - every report of three runs, whole, as it stands in tests/runs/NAME/want. All other runs have a line a process
# in want.verdict (50-verdicts). After a wanted change, and then look at the difference:
#   LEAKLINE_WANT=write tests/run golden verdicts
. tests/tap.sh

# Six digits of each long number: the last ones of a double are the compiler's and the library's. Times of day stay as they are.
normal() { # FILE
	LC_ALL=C awk '{
		rest = $0; line = ""
		while (match(rest, /-?[0-9]+\.[0-9]+(e-?[0-9]+)?|-?[0-9]+e-[0-9]+/)) {
			number = substr(rest, RSTART, RLENGTH)
			is_time = substr(rest, RSTART + RLENGTH, 1) == "Z"
			line = line substr(rest, 1, RSTART - 1) (length(number) > 7 && !is_time ? sprintf("%.6g", number) : number)
			rest = substr(rest, RSTART + RLENGTH)
		}
		print line rest
	}' "$1"
}

# The files are amd64's. Elsewhere the sixth digit may be another one, where the seventh is near a half.
differs() { # WANT GOT
	case $(${CC:-cc} -dumpmachine 2>/dev/null) in
	x86_64-*-linux-gnu | "") diff "$1" "$2" ;;
	*) awk -f tests/near.awk "$1" "$2" ;;
	esac 2>&1 | head -n 20
}

golden() { # NAME [OPTION...]: the run of that name, which is below $tmp
	name=$1 want=tests/runs/$1/want
	shift
	"$analyze" -q -o "$tmp/$name" --junit "$tmp/$name/junit.xml" --color never "$@" "$tmp/$name.run" >"$tmp/summary.txt" 2>/dev/null
	sed "s|^report: $tmp/|report: |" "$tmp/summary.txt" >"$tmp/$name/summary.txt"
	mkdir "$tmp/$name.got"
	for file in "$tmp/$name"/*.*; do
		# the readings themselves are other tests' business, and long
		[ "$(basename "$file")" = series.csv ] || normal "$file" >"$tmp/$name.got/$(basename "$file")"
	done
	[ "${LEAKLINE_WANT:-}" = write ] && rm -rf "$want" && mkdir -p "${want%/want}" && cp -r "$tmp/$name.got" "$want"
	for file in "$want"/* "$tmp/$name.got"/*; do basename "$file"; done | sort -u >"$tmp/names"
	while read -r file; do
		is "$name: $file" "$(differs "$want/$file" "$tmp/$name.got/$file")" ""
	done <"$tmp/names"
}

for name in leaks hostile before after; do sh tests/runs/make-run "$name" "$tmp/$name.run"; done
golden leaks
golden hostile
golden after --baseline "$tmp/before.run"
finish
