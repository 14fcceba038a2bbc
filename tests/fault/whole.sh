# whole.sh - whole RUN KIND...: says what is wrong with a run folder; no output where each `round` event has its files, whole.
# All files are looked at by a few commands: a run may have thousands.
whole() {
	folder=$1
	shift
	awk -F '\t' 'NF != 5 { print "events.tsv, line " NR ": " NF " fields" }' "$folder/events.tsv"
	[ -z "$(tail -c 1 "$folder/events.tsv" | tr -d '\n')" ] || echo "events.tsv: its last line is cut"
	awk -F '\t' '$4 == "round" { print $3 }' "$folder/events.tsv" >"$tmp/rounds"
	[ "$(sort -u "$tmp/rounds" | wc -l)" = "$(wc -l <"$tmp/rounds")" ] || echo "a round has two events"
	sort -nc "$tmp/rounds" 2>/dev/null || echo "rounds are not in order"
	: >"$tmp/whole.files"
	ls "$folder" | awk -v kinds="$*" -v files="$tmp/whole.files" '
		FILENAME == "-" && /^[0-9]+-.*\./ {
			number = kind = $0
			sub(/-.*/, "", number)
			sub(/.*\./, "", kind)
			count[number, kind]++
			names[number, kind] = names[number, kind] (count[number, kind] > 1 ? " " : "") $0
		}
		FILENAME == "-" { next }
		FNR == 1 { n = split(kinds, wanted, " ") }
		{
			number = sprintf("%04d", $1)
			for (i = 1; i <= n; i++)
				if (count[number, wanted[i]] == 1)
					print names[number, wanted[i]] >files
				else
					print "round " $1 ": " wanted[i] ": \047" names[number, wanted[i]] "\047"
		}' - "$tmp/rounds"
	[ "$(ends "$folder" -c 1 <"$tmp/whole.files" | wc -l)" = "$(wc -l <"$tmp/whole.files")" ] ||
		while read -r file; do
			[ "$(tail -c 1 "$folder/$file" | wc -l)" = 1 ] || echo "$file is not whole"
		done <"$tmp/whole.files"
	grep '\.pmap$' "$tmp/whole.files" >"$tmp/whole.pmaps"
	[ "$(ends "$folder" -n 1 <"$tmp/whole.pmaps" | grep -c '^mapped: ')" = "$(wc -l <"$tmp/whole.pmaps")" ] ||
		while read -r file; do
			tail -n 1 "$folder/$file" | grep -q '^mapped: ' || echo "$file has no end"
		done <"$tmp/whole.pmaps"
}

# ends FOLDER TAIL-OPTION...: the ends of the files whose names are on standard input, one behind the other.
ends() { (cd "$1" && shift && xargs tail -q "$@" /dev/null); }

# torn RUN: names that should not be there: dot-names, and files of rounds without an event.
torn() {
	ls -A "$1" | grep '^\.'
	ls "$1" | awk -F '\t' '
		FILENAME != "-" { if ($4 == "round") has_event[$3 + 0]; next }
		/^[0-9]+-/ && !(($0 + 0) in has_event) && !told[$0 + 0]++ { print "round " $0 + 0 " has files and no event" }' "$1/events.tsv" -
}

# How many rounds have an event.
rounds() { awk -F '\t' '$4 == "round"' "$1/events.tsv" | wc -l; }
