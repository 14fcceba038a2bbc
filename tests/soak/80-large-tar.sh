#!/bin/sh
# 80-large-tar - a tar of 1,000,000 rounds of two processes is judged: time and peak memory; ROUNDS sets another number
log=$(mktemp -d "${TMPDIR:-/tmp}/leakline.XXXXXX") || exit 2
trap 'rm -rf "$log"' EXIT
trap 'exit 130' INT TERM HUP # what is cut off tidies up, too
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
rounds=${ROUNDS:-1000000}
cat >"$log/make.py" <<'END'
import sys, time
out, rounds = sys.stdout.buffer, int(sys.argv[1])


def member(name, data, kind=b"0"):
    head = bytearray(512)
    head[0:len(name)] = name
    head[100:108] = b"0000644\0"
    head[124:136] = b"%011o\0" % len(data)
    head[136:148] = b"%011o\0" % 1800000000
    head[156:157] = kind
    head[257:265] = b"ustar\00000"
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    out.write(bytes(head) + data + bytes(-len(data) % 512))


def row(pid, name, rss):
    return b"Name:\t%s\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nPPid:\t1\nVmRSS:\t%d kB\nRssAnon:\t%d kB\nRssFile:\t100 kB\nVmSwap:\t0 kB\n" % (name, pid, pid, rss + 100, rss)


member(b"large.run/run.info", b"format: leakline-run 1\npage_size: 4096\n")
for r in range(rounds):
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(1800000000 + 10 * r)).encode() + b".000Z"
    member(b"large.run/%04d-%s.status" % (r, stamp), row(7, b"leaks", 4000 + r // 50 * 4) + row(9, b"rests", 5000 + r * 7 % 13 * 4))
    member(b"large.run/%04d-%s.events" % (r, stamp), b"%s\t%d\t%d\tround\t\n" % (stamp, 10000 * r, r))
out.write(bytes(1024))
END
python3 "$log/make.py" "$rounds" >"$log/large.tar" || exit 2
start=$(date +%s)
${CC:-cc} -O2 -o "$log/cost" tests/bench/cost.c || exit 2
"$log/cost" "$B/leakline-analyze" -q --no-report --format json "$log/large.tar" 3>"$log/cost.txt" >"$log/out.json" 2>"$log/err"
python3 - "$log/out.json" "$rounds" <<'END' || { cat "$log/err"; echo "its verdicts are wrong"; exit 1; }
import json, sys
report = json.load(open(sys.argv[1]))
verdict = {p["name"]: p["verdict"] for p in report["processes"]}
print(report["run"]["rounds"], verdict)
sys.exit(report["run"]["rounds"] != int(sys.argv[2]) or verdict.get("leaks") not in ("leak", "suspect") or verdict.get("rests") == "leak")
END
echo "$rounds rounds, 0 bad in $(($(date +%s) - start)) s, $(awk '{ printf "%.0f", $3 / 1024 }' "$log/cost.txt") MiB at most"
