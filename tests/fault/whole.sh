# whole.sh - whole RUN KIND...: says what is wrong with a run folder; no output where each `round` event has its files, whole.
whole() {
	folder=$1
	shift
	awk -F '\t' 'NF != 5 { print "events.tsv, line " NR ": " NF " fields" }' "$folder/events.tsv"
	[ -z "$(tail -c 1 "$folder/events.tsv" | tr -d '\n')" ] || echo "events.tsv: its last line is cut"
	awk -F '\t' '$4 == "round" { print $3 }' "$folder/events.tsv" >"$tmp/rounds"
	[ "$(sort -u "$tmp/rounds" | wc -l)" = "$(wc -l <"$tmp/rounds")" ] || echo "a round has two events"
	sort -nc "$tmp/rounds" 2>/dev/null || echo "rounds are not in order"
	while read -r number; do
		for kind; do
			set_of=$(ls "$folder" | grep "^$(printf %04d "$number")-.*\.$kind\$")
			[ "$(printf '%s\n' "$set_of" | grep -c .)" = 1 ] || { echo "round $number: $kind: '$set_of'"; continue; }
			file=$folder/$set_of
			[ -s "$file" ] && [ -z "$(tail -c 1 "$file" | tr -d '\n')" ] || echo "$file is not whole"
			case $kind in
			pmap) tail -n 1 "$file" | grep -q '^mapped: ' || echo "$file has no end" ;;
			esac
		done
	done <"$tmp/rounds"
}

# torn RUN: names that should not be there: dot-names, and files of rounds without an event.
torn() {
	ls -A "$1" | grep '^\.'
	ls "$1" | sed -n 's/^0*\([0-9][0-9]*\)-.*/\1/p' | sort -nu | while read -r number; do
		awk -F '\t' -v n="$number" '$4 == "round" && $3 == n { found = 1 } END { exit !found }' "$1/events.tsv" ||
			echo "round $number has files and no event"
	done
}

# How many rounds have an event.
rounds() { awk -F '\t' '$4 == "round"' "$1/events.tsv" | wc -l; }
