#!/bin/sh
# analyze.sh [ROUNDS [BINARY]] - what reading a run costs, as ratios of medians measured in turn in one run: against scan.c
# (touching the bytes), wc -l, an awk one-liner that finds two numbers, bare libarchive reading. The run is made by
# make-run.py: 15 targets of 400 mappings, a ps of 300; 2,000 rounds are some 1 GB. Needs twice that below TMPDIR (/tmp).
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
rounds=${1:-2000}
analyze=$(realpath "${2:-$B/leakline-analyze}")
tmp=$(mktemp -d "${TMPDIR:-/tmp}/leakline.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
${CC:-cc} -O2 -o "$tmp/scan" tests/bench/scan.c -larchive
${CC:-cc} -O2 -o "$tmp/cost" tests/bench/cost.c
awk=$(command -v mawk || command -v awk)
run=$tmp/big.run
python3 tests/bench/make-run.py "$run" "$rounds"
tar -C "$tmp" -cf "$tmp/big.tar" --sort=name big.run
gzip -k "$tmp/big.tar"
zstd -q -3 -k "$tmp/big.tar"
cat "$run"/* >/dev/null

cat >"$tmp/wc" <<'END'
find "$1" -type f -print0 | xargs -0 wc -l | tail -n 1
END
cat >"$tmp/awk" <<'END'
find "$2" -type f -print0 | xargs -0 "$1" '/^VmRSS/ { rss = $2 } /^mapped:/ { private = $4 + 0 } END { print rss, private }'
END
judge() { "$tmp/cost" "$analyze" --no-report -q "$@" 3>>"$tmp/$name" >/dev/null 2>&1 || true; }
for i in 1 2 3 4 5; do
	"$tmp/cost" "$tmp/scan" "$run" 3>>"$tmp/m.scan" >/dev/null
	"$tmp/cost" sh "$tmp/wc" "$run" 3>>"$tmp/m.wc" >/dev/null
	"$tmp/cost" "$tmp/scan" -a "$tmp/big.tar.gz" 3>>"$tmp/m.arc.gz" >/dev/null
	"$tmp/cost" "$tmp/scan" -a "$tmp/big.tar.zst" 3>>"$tmp/m.arc.zst" >/dev/null
	[ "$i" -gt 2 ] || "$tmp/cost" sh "$tmp/awk" "$awk" "$run" 3>>"$tmp/m.awk" >/dev/null
	name=m.one judge -j 1 "$run"
	name=m.two judge -j 2 "$run"
	name=m.tar judge "$tmp/big.tar"
	name=m.gz judge "$tmp/big.tar.gz"
	name=m.zst judge "$tmp/big.tar.zst"
done

median() { # FILE FIELD (1 CPU, 2 wall: ms; 3 KiB)
	awk -v f="$2" '{ print $f }' "$tmp/$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
line() { # WHAT FIELD FILE FIELD FILE GOAL
	awk -v what="$1" -v a="$(median "$3" "$2")" -v b="$(median "$4" "$2")" -v goal="$5" \
		'BEGIN { printf "%-44s %8.0f / %8.0f ms = %5.2f (goal %s)\n", what, a / 1000, b / 1000, a / b, goal }'
}
echo "$(du -sm "$run" | cut -f 1) MB, $rounds rounds; load $(cut -d ' ' -f 1 /proc/loadavg)"
line "folder, one thread / scan, CPU" 1 m.one m.scan 3.0
line "folder, one thread / wc -l, CPU" 1 m.one m.wc 2.0
line "folder, one thread / awk, CPU" 1 m.one m.awk 0.33
line "two threads / one, wall" 2 m.two m.one 0.65
line "tar / folder, wall" 2 m.tar m.two 1.0
line "tar.gz / bare libarchive, wall" 2 m.gz m.arc.gz 1.15
line "tar.zst / bare libarchive, wall" 2 m.zst m.arc.zst 2.5
awk -v kib="$(median m.two 3)" -v one="$(median m.one 3)" -v n="$rounds" \
	'BEGIN { printf "peak memory %.1f MiB (one thread %.1f); 16 MiB + 8 B x 330 series x rounds = %.1f\n", kib / 1024, one / 1024, 16 + 8 * 330 * n / 1048576 }'
