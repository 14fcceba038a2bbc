#!/bin/sh
# 42-golden-reports - every report of the runs in tests/runs, as it stands in tests/runs/NAME/want and reports. After a wanted change:
#   LEAKLINE_WANT=write sh tests/cli/42-golden-reports.sh     and look at the difference
. tests/tap.sh

# DIGITS of each long number: the last ones of a double are the compiler's and the library's.
normal() { # DIGITS FILE
	LC_ALL=C awk -v form="%.$1g" '{
		rest = $0; line = ""
		while (match(rest, /-?[0-9]+\.[0-9]+(e-?[0-9]+)?|-?[0-9]+e-[0-9]+/)) {
			number = substr(rest, RSTART, RLENGTH)
			line = line substr(rest, 1, RSTART - 1) (length(number) > 7 ? sprintf(form, number) : number)
			rest = substr(rest, RSTART + RLENGTH)
		}
		print line rest
	}' "$2"
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
		normal 6 "$file" >"$tmp/got"
		if [ "${LEAKLINE_WANT:-}" = write ]; then
			mkdir -p "$want" && cp "$tmp/got" "$want/$name"
		fi
		is "$shape: $name" "$(diff "$want/$name" "$tmp/got" 2>&1 | head -n 20)" ""
	done
done

# recordings and the made runs of each reason: a folder a run. Their p values reach 1e-200, where a library's last digit shows.
for folder in tests/runs/*/run.tar.xz; do
	folder=$(dirname "$folder") run=$(basename "$folder")
	mkdir -p "$tmp/$run/got"
	cp "$folder/run.tar.xz" "$tmp/$run/$run.tar.xz"
	"$analyze" -q $(cat "$folder/options" 2>/dev/null) -o "$tmp/$run/report" --junit "$tmp/$run/report/junit.xml" "$tmp/$run/$run.tar.xz" \
		>/dev/null 2>&1
	for file in "$tmp/$run"/report/*.*; do
		[ "$(basename "$file")" = series.csv ] || normal 4 "$file" >"$tmp/$run/got/$(basename "$file")"
	done
	if [ "${LEAKLINE_WANT:-}" = write ]; then
		rm -rf "$folder/reports" && cp -r "$tmp/$run/got" "$folder/reports"
	fi
	is "$run: every report" "$(diff -r "$folder/reports" "$tmp/$run/got" 2>&1 | cut -c1-300 | head -n 20)" ""
	rm -rf "${tmp:?}/$run"
done
finish
