#!/bin/sh
# 42-heap-frr - the live heap of FRR's daemons against their own `show memory`: bytes a round, and names of the blocks that leak
#
# Needs root, Debian's frr and iproute2; ROUNDS (60) of the action of samples/frr.sh, in namespaces of its own.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build} rounds=${ROUNDS:-60}
case $B in /*) bin=$B ;; *) bin=$(pwd)/$B ;; esac
[ "$(id -u)" = 0 ] || { echo "not root"; exit 77; }
for program in vtysh /usr/lib/frr/ripd ip unshare; do command -v $program >/dev/null || { echo "no $program"; exit 77; }; done
if [ -z "${LEAKLINE_FRR_INSIDE:-}" ]; then
	tmp=${KEEP:-$(mktemp -d "${TMPDIR:-/tmp}/leakline.XXXXXX")} && mkdir -p "$tmp" || exit 2
	[ -n "${KEEP:-}" ] || trap 'rm -rf "$tmp"' EXIT
	LEAKLINE_FRR_INSIDE=$tmp unshare --net --mount --propagation private --pid --fork --mount-proc sh "$0"
	exit
fi
tmp=$LEAKLINE_FRR_INSIDE
ip link set lo up
for i in 0 1; do
	ip link add eth$i type veth peer name peer$i && ip addr add 10.0.$i.1/24 dev eth$i && ip link set eth$i up && ip link set peer$i up ||
		{ echo "no veth"; exit 77; }
done
for folder in /run/frr /etc/frr /var/log/frr; do mkdir -p $folder && mount -t tmpfs none $folder && chown frr:frr $folder; done
echo 'service integrated-vtysh-config' >/etc/frr/vtysh.conf
echo 'hostname r1' >/etc/frr/frr.conf
for daemon in zebra ripd ospfd bgpd; do
	case $daemon in zebra) more='-s 90000000' ;; bgpd) more='-p 1179' ;; *) more= ;; esac
	# shellcheck disable=SC2086
	/usr/lib/frr/$daemon -d -A 127.0.0.1 $more
	sleep 0.5
done
trap 'kill $(cat /run/frr/*.pid) 2>/dev/null' EXIT
trap 'exit 130' INT TERM HUP # what is cut off tidies up, too

# After each round's readings, what the daemons say; then what they are asked to do.
cat >"$tmp/action" <<END
#!/bin/sh
for daemon in ripd ospfd bgpd; do
	vtysh -d \$daemon -c 'show memory' >"$tmp/\$daemon.\$LEAKLINE_ROUND"
done
vtysh -c 'configure terminal' -c 'router ospf' -c 'network 10.0.0.0/16 area 0' -c 'exit'
sh samples/frr-heap-action.sh
vtysh -c 'configure terminal' -c 'no router ospf'
END
chmod +x "$tmp/action"
"$bin/leakline-collect" -q -n "$rounds" --settle 150ms --ps never --also heap -o "$tmp/frr.run" \
	"$(cat /run/frr/ripd.pid)" "$(cat /run/frr/ospfd.pid)" "$(cat /run/frr/bgpd.pid)" -- "$tmp/action" || exit 2
mkdir -p "$tmp/symbols"
cp /usr/lib/frr/ripd /usr/lib/frr/ospfd /usr/lib/frr/bgpd /usr/lib/*/frr/libfrr.so.* /usr/lib/*/libyang.so.* "$tmp/symbols" 2>/dev/null
"$bin/leakline-analyze" -q --color never --symbols "$tmp/symbols" -o "$tmp/frr.report" "$tmp/frr.run"
# FRR counts each block of its types, by malloc_usable_size: 8 bytes more are its header. What the C library counts as used (mallinfo, in
# KiB) has cached blocks in it, too.
python3 - "$tmp" <<'END'
import csv, glob, re, sys
folder, wrong = sys.argv[1], 0
def slope(points):
    n, mx, my = len(points), sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    return sum((x - mx) * (y - my) for x, y in points) / sum((x - mx) ** 2 for x, _ in points)
def said(daemon):
    for file in glob.glob(f"{folder}/{daemon}.[0-9]*"):
        text, number = open(file).read(), int(file.rsplit(".", 1)[1])
        own = [line.split() for line in text.splitlines() if re.search(r":\s+\d+\s+\w+\s+\d+\s+\d+\s+\d+$", line)]
        used = re.search(r"Used ordinary blocks:\s+(\d+) (\w+)", text)
        if number and used:
            yield (number, float(used[1]) * {"bytes": 1, "KiB": 1024, "MiB": 1048576}[used[2]],
                   sum(int(words[-3]) + 8 * int(words[-5]) for words in own))
print(f"{'DAEMON':8} {'OWN TYPES':>9} {'FOUND':>9} {'OFF%':>6} {'MALLINFO':>9}  bytes a round")
for row in csv.DictReader(open(f"{folder}/frr.report/trends.csv")):
    if row["metric"] != "heap":
        continue
    points = sorted(said(row["name"]))
    mallinfo, truth = (slope([(p[0], p[k]) for p in points]) for k in (1, 2))
    found = float(row["slope_kib_per_round"]) * 1024
    off = (found - truth) / truth * 100 if abs(truth) > 100 else 0
    bad = abs(off) > 2 or (abs(truth) <= 100 and abs(found) > 100)
    wrong += bad
    print(f"{row['name']:8} {truth:9.0f} {found:9.0f} {off:6.2f} {mallinfo:9.0f} {'WRONG' if bad else ''}")
for name in ("ripd", "bgpd"):
    grown = [row for row in csv.DictReader(open(f"{folder}/frr.report/blocks.csv")) if row["name"] == name and row["share"]]
    print(f"{name}:", "; ".join(f"{row['size']} x {float(row['blocks_per_round']):.3f} {row['object'] or row['where']}" for row in grown))
print(f"3 daemons of FRR, {wrong} bad")
sys.exit(bool(wrong))
END
