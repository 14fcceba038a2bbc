#!/bin/sh
# 43-page-parts - report.html: what is folded, dots and lines, ticks, names; from its text, without a browser.
. tests/tap.sh

page() { # RUN [OPTION...]
	run=$1
	shift
	rm -rf "$tmp/report"
	"$analyze" -q -o "$tmp/report" "$@" "$run" >/dev/null 2>&1
	html=$(cat "$tmp/report/report.html")
}
# made FOLDER ROUNDS NAME:PID:KIB_A_ROUND...
made() {
	folder=$1 rounds=$2
	shift 2
	mkdir -p "$folder"
	awk -v folder="$folder" -v rounds="$rounds" -v all="$*" 'BEGIN {
		count = split(all, item, " ")
		for (i = 0; i < rounds; i++) {
			file = sprintf("%s/%05d-202611%02dT%02d%02d00.000Z.status", folder, i, 1 + i / 1440, i / 60 % 24, i % 60)
			for (p = 1; p <= count; p++) {
				split(item[p], of, ":")
				kib = 4 * int((3000 + of[3] * i) / 4)
				printf "Name:\t%s\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nVmData:\t%d kB\nVmStk:\t132 kB\n",
					of[1], of[2], of[2], kib, kib - 900, kib - 500 >file
			}
			close(file)
		}
	}'
}
rows() { printf '%s\n' "$1" | grep -oE '<tr class="[a-z]+"><td class="n">' | sort | uniq -c | tr -s ' \n' ' '; }
part() { printf '%s\n' "$html" | sed -n "/$1/,/$2/p"; }

# rows of stable ones are folded before the first chart
made "$tmp/mixed.run" 60 leaks:7:8 calm:8:0 quiet:9:0
page "$tmp/mixed.run"
folded=$(part '<details class="fold">' '<\/details>')
like "the stable ones are folded" "$folded" '<details class="fold"><summary>2 more are stable</summary>'
is "their rows are in there" "$(rows "$folded")" ' 2 <tr class="stable"><td class="n"> '
is "the leak is not" "$(rows "$(printf '%s\n' "$html" | sed '/<details class="fold">/,/<\/details>/d')" | grep -o 'class="leak"')" 'class="leak"'
like "why they are is folded, too" "$html" '<details class="reasons"><summary>Why the others were judged so</summary>'
unlike "and nothing is open" "$html" '<details class="reasons" open>'
made "$tmp/calm.run" 60 calm:8:0 quiet:9:0
page "$tmp/calm.run"
is "without a chart they are not" "$(printf '%s\n' "$html" | grep -c 'class="fold"') $(rows "$html")" '0  2 <tr class="stable"><td class="n"> '
# the members of a group stand behind its section where they are many
page tests/runs/forgotten-children/run.tar.xz
like "many members are folded" "$html" '<details class="fold"><summary>71 are stable, or judged with their group</summary>'
is "all of them" "$(printf '%s\n' "$html" | sed '/<details class="fold">/,/<\/details>/d' | grep -c '<tr class="inconclusive"><td class="n">')" 0
markdown=$(cat "$tmp/report/report.md")
is "report.md has no row of them" "$(printf '%s\n' "$markdown" | grep -cE '^\| |^\*\*')" 0
like "but their number" "$markdown" '^71 processes are judged with their group\.$'
page tests/runs/recycled-workers/run.tar.xz
markdown=$(cat "$tmp/report/report.md")
like "a few have rows" "$markdown" '^\| `php-fpm8\.2` .*judged with its group'
is "and no sections of leaks below 'No leak found'" "$(printf '%s\n' "$markdown" | grep -c '^\*\*')" 0
like "a title that would run below the verdict is smaller" "$(cat "$tmp"/report/plots/group-*.gp)" "^set label 1 'tree php-fpm8.2 is stable: .* in time' .* font fb\(13\)"
page "$tmp/mixed.run" -p calm
like "what -p names has a section, stable or not" "$html" '<section class="process stable"'
is "and a chart" "$(printf '%s\n' "$html" | grep -cE '<svg class="chart wide private"')" 1
page "$tmp/mixed.run" --charts all
is "all have with --charts all" "$(printf '%s\n' "$html" | grep -c '<section class="process ')" 3

# diagnostics are folded
like "the numbers are folded" "$html" '<details><summary>In numbers</summary><ul class="details">'

# two readings: two dots, and no line between them
mkdir "$tmp/ends.run"
cp "$tmp"/mixed.run/*.status "$tmp/ends.run/"
for end in 00000-20261101T000000 00059-20261101T005900; do
	printf 'USER PID %%CPU %%MEM VSZ RSS TTY STAT START TIME COMMAND\nroot 99 0.0 9.0 900000 %s ? S 00:00 0:00 other\n' "1${end%%-*}" >"$tmp/ends.run/$end.000Z.ps"
done
page "$tmp/ends.run"
other=$(part '<td class="n">other ' '<\/tr>')
is "two readings are two dots" "$(printf '%s' "$other" | grep -oE '<circle' | wc -l | tr -d ' ') $(printf '%s' "$other" | grep -c polyline)" "2 0"
is "others a line" "$(part '<td class="n">leaks ' '<\/tr>' | grep -c polyline)" 1

# no tick beyond the edge
made "$tmp/long.run" 2001 leaks:7:8
page "$tmp/long.run"
is "the last tick of rounds is there, and whole" "$(printf '%s' "$html" | grep -oE '<svg class="chart wide rss".*' | grep -oE '<text class="tick" x="[0-9.]+" y="[0-9.]+" text-anchor="middle">2000<' |
	sed 's/.* x="\([0-9.]*\)" .*/\1/' | head -n 1 | awk '{ print ($1 + 16 <= 880 && $1 > 800 ? "yes" : $1) }')" yes

# PIDs where names repeat
made "$tmp/twins.run" 60 twin:7:8 twin:8:16
page "$tmp/twins.run" --group none
like "two of a name are told by their PIDs" "$html" '<b>twin \(8\)</b> takes .* <b>twin \(7\)</b> takes '
page "$tmp/mixed.run"
like "one is not" "$html" '<b>leaks</b> takes '

# a phone sees the little charts
is "a narrow page has the little charts" "$(printf '%s\n' "$html" | sed -n '/@media (max-width: 680px)/,/^}/p' | grep -cE '[ ,]\.sp[ ,{].*display: none')" 0

# a bar that stands alone says nothing
page samples/frr.run.tar.xz
is "one mapping has no bar" "$(printf '%s\n' "$html" | grep -c '<td class="bar"><span') $(printf '%s\n' "$html" | grep -c '<td class="bar"></td>')" "0 1"
page samples/frr.run.tar.xz
like "the name of the warm-up is above the grid, with an edge" "$html" 'class="grid"[^>]*>.*<text class="tick over"[^>]*>warm-up<'
like "how a row is judged stands below its verdict, for room" "$html" 'td \.chip \+ small [{] display: block'
finish
