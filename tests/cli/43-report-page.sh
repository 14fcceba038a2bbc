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
mkdir "$tmp/asking" && echo '<img src="http://leakline.invalid/x">' >"$tmp/asking/report.html"
page asking 1060
like "a page that asks would be caught" "$asked" 'http://leakline.invalid/x'
page hostile 1060
is "hostile: no element of theirs" "$(printf '%s' "$dom" | grep -oE '<(img|script)[ >]|onerror=[^`]')" ""
like "hostile: the name as text" "$dom" '=a`id`\\n&lt;b&gt;'
is "hostile: the console is silent" "$log" ""
finish
