#!/bin/sh
# 43-report-page - report.html in a browser without a screen: what its document holds, and that nothing complains.
. tests/tap.sh

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || skip_all "no chromium"
sh tests/runs/make-run leaks "$tmp/leaks.run"
sh tests/runs/make-run hostile "$tmp/hostile.run"
"$analyze" -q -o "$tmp/leaks" "$tmp/leaks.run" >/dev/null
"$analyze" -q -o "$tmp/hostile" "$tmp/hostile.run" >/dev/null

# page NAME WIDTH: the document as the browser has it, in $dom; what it logged in $log; whom it asked in $tmp/net.json
page() {
	dom=$(timeout 120 "$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --disable-extensions --disable-features=NetworkTimeServiceQuerying \
		--host-resolver-rules='MAP * ~NOTFOUND' --user-data-dir="$tmp/profile" --window-size="$2,2000" \
		--enable-logging=stderr --log-net-log="$tmp/net.json" --dump-dom "file://$tmp/$1/report.html" 2>"$tmp/log")
	log=$(grep -i 'CONSOLE' "$tmp/log")
	# the browser asks its maker for things of its own, whatever the page
	asked=$(grep -oE '"url":"(https?|wss?|ftp)://[^"]*' "$tmp/net.json" | grep -vE '://[a-z0-9.-]*\.(google|googleapis|gvt1)\.com[/:]' | sort -u)
}

for width in 1060 400; do
	page leaks "$width"
	[ -n "$dom" ] || skip_all "chromium does not start here"
	is "$width: a chip for each process and each section" "$(printf '%s' "$dom" | grep -oE '<span class="chip [a-z]+"' | sort | uniq -c | tr -s ' \n' ' ')" \
		"$(grep -oE '<span class="chip [a-z]+"' "$tmp/leaks/report.html" | sort | uniq -c | tr -s ' \n' ' ')"
	like "$width: the headline" "$dom" '<h1>1 process leaks'
	like "$width: charts" "$dom" '<svg class="chart wide private" [^>]*role="img" aria-label="ntpd \(812\): private over 60 rounds'
	is "$width: the console is silent" "$log" ""
	is "$width: it asks nobody" "$asked" ""
done
# how wide a page is beside a window of that width: a page of ours that looks at each in a frame
frame() { # NAME WIDTH
	printf '<iframe title="%s: no wider than a window of %s" style="width:%spx;height:900px;border:0" src="%s/report.html"></iframe>\n' "$1" "$2" "$2" "$1"
}
measure() { # a line for each frame: its title, its own width, that of its page
	timeout 120 "$browser" --headless --no-sandbox --disable-gpu --no-first-run --hide-scrollbars --user-data-dir="$tmp/profile" --allow-file-access-from-files \
		--host-resolver-rules='MAP * ~NOTFOUND' --window-size=1300,1000 --dump-dom "file://$tmp/frames.html" 2>/dev/null | sed -n '/<pre>/,/<\/pre>/{ s/.*<pre>//; /<\/pre>/d; p; }'
}
"$analyze" -q --baseline "$tmp/leaks.run" -o "$tmp/compared" "$tmp/hostile.run" >/dev/null
mkdir "$tmp/restarts.run"
for i in $(seq 100 159); do
	printf 'Name:\trestarted-daemon\nState:\tS (sleeping)\nTgid:\t%s\nPid:\t%s\nVmRSS:\t%s kB\nRssAnon:\t%s kB\nVmData:\t%s kB\nVmStk:\t132 kB\n' \
		$((i / 30)) $((i / 30)) $((123456 + i % 30 * 24)) $((122000 + i % 30 * 24)) $((133000 + i % 30 * 24)) \
		>"$tmp/restarts.run/0$i-20261101T0$((i / 60))$(printf %02d $((i % 60)))00.000Z.status"
done
"$analyze" -q -o "$tmp/restarts" "$tmp/restarts.run" >/dev/null
mkdir "$tmp/twins.run"
for i in $(seq 100 159); do
	for pid in 7 8; do
		printf 'Name:\ttwin\nState:\tS (sleeping)\nTgid:\t%s\nPid:\t%s\nVmRSS:\t%s kB\nRssAnon:\t%s kB\nVmData:\t%s kB\nVmStk:\t132 kB\n' \
			$pid $pid $((9000 + i * pid)) $((8000 + i * pid)) $((8500 + i * pid))
	done >"$tmp/twins.run/0$i-20261101T0$((i / 60))$(printf %02d $((i % 60)))00.000Z.status"
done
"$analyze" -q -o "$tmp/twins" "$tmp/twins.run" >/dev/null
is "Markdown tells of the first member that leaks, and of no other" "$(grep -c '^[*][*].* — leak[*][*]: ' "$tmp/twins/report.md")" 1
like "its headline names the group" "$(sed 1q "$tmp/twins/report.md")" '^### Memory leak in .*twin.*, 2 members \([0-9.]+ ± [0-9.]+ KiB a round\), provisional$'
like "the page says what the group takes" "$(cat "$tmp/twins/report.html")" '<p class="lede"><b>twin</b>, 2 members, takes <b>[0-9.]+ ± [0-9.]+ KiB</b> more memory each round'
check "two of a name have a chart as a group" grep -q '<svg class="group wide".*<svg class="group slim"' "$tmp/twins/report.html"
{
	for name in leaks hostile compared restarts twins; do
		for width in 1060 400 320; do frame $name $width; done
	done
	printf '%s\n' '<pre></pre><script>onload = () => { document.querySelector("pre").textContent = [...document.querySelectorAll("iframe")].map(f =>
		f.title + "|" + f.contentDocument.documentElement.clientWidth + " " + f.contentDocument.documentElement.scrollWidth + "\n").join(""); }</script>'
} >"$tmp/frames.html"
measure >"$tmp/widths"
is "each frame is measured" "$(wc -l <"$tmp/widths" | tr -d ' ')" 15
while IFS='|' read -r what widths; do
	is "$what" "$widths" "${what##* } ${what##* }"
done <"$tmp/widths"
page restarts 1060
is "restarts: two marks in both charts, wide and slim" "$(printf '%s' "$dom" | grep -oE '<path class="restart"' | wc -l | tr -d ' ')" 8
timeout 120 "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$tmp/profile" --print-to-pdf="$tmp/page.pdf" "file://$tmp/leaks/report.html" >/dev/null 2>&1
is "it prints" "$(head -c 5 "$tmp/page.pdf")" "%PDF-"
mkdir "$tmp/asking" && echo '<img src="http://leakline.invalid/x">' >"$tmp/asking/report.html"
page asking 1060
like "a page that asks would be caught" "$asked" 'http://leakline.invalid/x'
page hostile 1060
is "hostile: no element of theirs" "$(printf '%s' "$dom" | grep -oE '<(img|script)[ >]|onerror=[^`]')" ""
like "hostile: the name as text" "$dom" '=a`id`\\n&lt;b&gt;'
is "hostile: the console is silent" "$log" ""
finish
