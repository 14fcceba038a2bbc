#!/bin/sh
# recordings.sh OLD RUN... - CPU (user and system) that judging these runs takes, all together, as a ratio to an older
# build of leakline-analyze: three turns, the cheaper of each. JSON, no report; B is the build that is measured (build).
set -eu
[ $# -ge 2 ] && [ -x "$1" ] || { sed -n 's/^# //p' "$0" >&2; exit 2; }
new=$(realpath "${B:-$(dirname "$0")/../../build}/leakline-analyze")
old=$1
shift
tmp=$(mktemp -d "${TMPDIR:-/tmp}/leakline.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
${CC:-cc} -O2 -o "$tmp/cost" "$(dirname "$0")/cost.c"
for run in "$@"; do
	for turn in 1 2 3; do
		for program in "$old" "$new"; do
			"$tmp/cost" "$program" -q --no-report --format json "$run" 3>>"$tmp/one" >/dev/null 2>&1 || true
		done
	done
	# one line: the cheapest of the old build and of the new
	awk -v run="$run" '{ k = NR % 2; if (!(k in least) || $1 < least[k]) least[k] = $1 } END { print least[1], least[0], run }' \
		"$tmp/one" >>"$tmp/all"
	rm "$tmp/one"
done
awk '{ old += $1; new += $2 } END { printf "%d runs: %.2f s / %.2f s = %.2f (goal 2.0); load ", NR, new / 1e6, old / 1e6, new / old }' "$tmp/all"
cut -d ' ' -f 1 /proc/loadavg
sort -k 2nr "$tmp/all" | awk 'NR <= 5 { printf "%7.1f ms, was %.1f: %s\n", $2 / 1e3, $1 / 1e3, $3 }'
