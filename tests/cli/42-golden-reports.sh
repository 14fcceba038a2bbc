#!/bin/sh
# 42-golden-reports - every report of small runs, as it stands in tests/runs/NAME/want. After a wanted change:
#   LEAKLINE_WANT=write sh tests/cli/42-golden-reports.sh     and look at the difference
. tests/tap.sh

# Six digits: the last ones of a double are the compiler's and the library's.
normal() {
	LC_ALL=C awk '{
		rest = $0; line = ""
		while (match(rest, /-?[0-9]+\.[0-9]+(e-?[0-9]+)?|-?[0-9]+e-[0-9]+/)) {
			number = substr(rest, RSTART, RLENGTH)
			line = line substr(rest, 1, RSTART - 1) (length(number) > 7 ? sprintf("%.6g", number) : number)
			rest = substr(rest, RSTART + RLENGTH)
		}
		print line rest
	}' "$1"
}

for shape in leaks hostile short; do
	want=tests/runs/$shape/want
	mkdir -p "$tmp/$shape"
	sh tests/runs/make-run "$shape" "$tmp/$shape/$shape.run"
	"$analyze" -q -o "$tmp/$shape/report" --junit "$tmp/$shape/junit.xml" --color never "$tmp/$shape/$shape.run" \
		>"$tmp/$shape/summary.txt" 2>/dev/null
	for file in "$tmp/$shape/summary.txt" "$tmp/$shape/junit.xml" "$tmp/$shape"/report/*.*; do
		name=$(basename "$file")
		# the readings themselves are other tests' business, and long
		[ "$name" = series.csv ] && continue
		normal "$file" >"$tmp/got"
		if [ "${LEAKLINE_WANT:-}" = write ]; then
			mkdir -p "$want" && cp "$tmp/got" "$want/$name"
		fi
		is "$shape: $name" "$(diff "$want/$name" "$tmp/got" 2>&1 | head -n 20)" ""
	done
done
finish
