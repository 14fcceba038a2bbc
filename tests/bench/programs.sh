#!/bin/sh
# programs.sh [NAME...] - real programs in which a library loses known blocks (tests/shim.c), judged by their live heap: the slope of
# bytes in use and the blocks a round, against the library's own account. One line a program; exit 1 where one is wrong.
#
# ROUNDS (60); BLOCKS: what is lost each round, "104x1 24x3" (bytes asked for, how many), or "" for nothing; from 100 bytes on it must
# be found, and nothing else may. KEEP: a folder for the runs. Each program reads lines, and does something for each.
set -u
cd "$(dirname "$0")/../.." || exit 2
# the system's own programs
PATH=/usr/bin:/bin:/usr/sbin:/sbin:$PATH
root=$(pwd) B=${B:-build} rounds=${ROUNDS:-60} blocks=${BLOCKS-104x1 24x3}
case $B in /*) bin=$B ;; *) bin=$root/$B ;; esac
all="bash dash perl python3 sqlite3 lua5.4 gawk sed bc git php tclsh nginx"
[ $# -gt 0 ] || set -- $all
tmp=${KEEP:-$(mktemp -d "${TMPDIR:-/tmp}/leakline.XXXXXX")}
mkdir -p "$tmp"
[ -n "${KEEP:-}" ] || trap 'rm -rf "$tmp"' EXIT
${CC:-cc} -std=c11 -O1 -fPIC -shared -fno-builtin -Wl,--build-id -o "$tmp/shim.so" tests/shim.c &&
	${CC:-cc} -std=c11 -O1 -o "$tmp/shim-round" tests/shim-round.c || exit 2
cd "$tmp" || exit 2

# begin PROGRAM ARG...: with the library in it, lines from the FIFO; its number in $target
begin() {
	LD_PRELOAD="$tmp/shim.so" SHIM_ACCOUNT="$tmp/$name.account" SHIM_BLOCKS="$blocks" "$@" <>"$name.in" >/dev/null 2>"$name.err" &
	target=$!
}
# What each program is asked to do: it reads $line each round.
start() {
	case $name in
	bash) line='x=abcdefgh; y=${x//c/d}; set -- $y $x; f() { z=$1; }; f 1' && begin bash -c 'while read -r l; do eval "$l"; done' ;;
	dash) line='x=abc; y=$x$x; set -- $y; f() { z=$1; }; f 1' && begin dash -c 'while read -r l; do eval "$l"; done' ;;
	perl) line='my %h = map { $_ => "x" x $_ } 1 .. 200; $n = keys %h;' && begin perl -ne 'eval $_' ;;
	python3) line='d = {str(i): [i] * 9 for i in range(200)}' && begin python3 -c 'import sys
while True: exec(sys.stdin.readline())' ;;
	sqlite3) line='begin; insert into t select value, hex(value) from generate_series(1, 200); delete from t; commit;' &&
		begin sqlite3 -init "$tmp/sqlite.init" :memory: ;;
	lua5.4) line='local t = {} for i = 1, 200 do t[i] = ("x"):rep(i) end t = nil collectgarbage()' && begin lua5.4 -e 'for l in io.lines() do load(l)() end' ;;
	gawk) line='a b c d e f g' && begin gawk '{ for (i = 1; i <= NF; i++) n[$i] = n[$i] $i; gsub(/[b-d]+/, "x"); delete n }' ;;
	sed) line='one two three four' && begin sed -nu 's/\(o[a-z]*\) \(t[a-z]*\)/\2 \1/g; H; x; s/^.*\n//; x; p' ;;
	bc) line='define f(x) { if (x < 2) return (x); return (f(x - 1) + f(x - 2)); }; f(12)' && begin bc -q ;;
	git) line=HEAD && begin git -C "$root" cat-file --batch-check ;;
	php) line='$a = []; for ($i = 0; $i < 200; $i++) $a[] = str_repeat("x", $i); closedir(opendir("/"));' &&
		begin php -r 'while ($l = fgets(STDIN)) eval($l);' ;;
	tclsh) line='set l {}; for {set i 0} {$i < 200} {incr i} {lappend l [string repeat x $i]}; glob /*' &&
		begin tclsh "$tmp/tclsh.tcl" ;;
	nginx) line=x && begin nginx -p "$tmp" -c nginx.conf -g 'daemon off; master_process off; error_log /dev/null;' ;;
	*) echo "programs.sh: no such program: $name" >&2; exit 2 ;;
	esac
}
# a port that nobody has
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf 'create table t(a, b);\n' >sqlite.init
printf 'while {[gets stdin l] >= 0} { eval $l }\n' >tclsh.tcl
printf 'pid nginx.pid; events {} http { access_log off; server { listen 127.0.0.1:%s; location / { return 200 "x"; } } }\n' "$port" >nginx.conf
printf '#!/bin/sh\nexec "%s/shim-round" "$1" "$2" "$3"\n' "$tmp" >ask
# the request comes after the losses were asked for: that waits for them
cat >ask-nginx <<END
#!/bin/sh
{ sleep 0.02; python3 -c 'import urllib.request as u; u.urlopen("http://127.0.0.1:$port/").read()'; } &
"$tmp/shim-round" "\$1" "\$2" "\$3"
status=\$?
wait
exit \$status
END
chmod +x ask ask-nginx

# A line of the table, of the account and of the report's CSV: exit 1 if something is wrong.
row() {
	python3 - "$name" "$blocks" "$(./shim-round "$name.account")" <<'END'
import csv, sys
name, blocks, account = sys.argv[1:]
_, rounds, lost, _ = map(int, account.split())
wanted = [(max(32, int(size) + 23 & ~15), int(count)) for size, count in (kind.split("x") for kind in blocks.split())]
def rows(file):
    try:
        return list(csv.DictReader(open(f"{name}.report/{file}")))
    except OSError:
        return []
slope = [float(row["slope_kib_per_round"] or 0) * 1024 for row in rows("trends.csv") if row["metric"] == "heap"]
process = (rows("processes.csv") or [{"verdict": "none", "reason": ""}])[0]
lost, found, wrong = lost / max(rounds, 1), slope[0] if slope else 0, []
off = (found - lost) / lost * 100 if lost else 0
if rounds == 0:
    wrong.append("nothing was done")
if lost and abs(off) > 2:
    wrong.append("slope")
if (lost >= 100) != (process["verdict"] == "leak"):
    wrong.append("verdict")
said = []
for (size, count), kind in zip(wanted, ("lost_first", "lost_second")):
    seen = [row for row in rows("blocks.csv") if row["object"] == kind]
    said += [f"{row['size']} x {float(row['blocks_per_round'] or 0):.3f}" for row in seen]
    if len(seen) != 1 or int(seen[0]["size"]) != size or abs(float(seen[0]["blocks_per_round"] or 0) - count) > 0.01 * count:
        wrong.append(kind)
print(f"{name:9} {lost:9.1f} {found:9.1f} {off:6.2f}  {process['verdict']:7} {process['reason']:13} {', '.join(said):24}"
      + (" WRONG: " + ", ".join(wrong) if wrong else ""))
sys.exit(bool(wrong))
END
}

wrong=0 ran=0
printf '%-9s %9s %9s %6s  %-21s %s\n' PROGRAM LOST FOUND OFF% VERDICT BLOCKS
for name; do
	command -v "$name" >/dev/null || { printf '%-9s not here\n' "$name"; continue; }
	rm -rf "$name.in" "$name.account" "$name.run" "$name.report"
	mkfifo "$name.in" && ./shim-round "$name.account" >/dev/null || exit 2
	ask=./ask
	[ "$name" != nginx ] || ask=./ask-nginx
	start
	sleep 0.3
	# the FIFO stays open in the program itself
	"$bin/leakline-collect" -q -n "$rounds" --settle 20ms --ps never --also heap -o "$name.run" "$target" -- \
		"$ask" "$tmp/$name.account" "$tmp/$name.in" "$line" 2>"$name.log" || cat "$name.log"
	kill "$target" 2>/dev/null
	wait "$target" 2>/dev/null
	"$bin/leakline-analyze" -q --color never --symbols "$tmp" -o "$name.report" "$name.run" >"$name.out" 2>&1
	ran=$((ran + 1))
	row || wrong=$((wrong + 1))
done
echo "$ran programs, $wrong wrong"
[ "$wrong" = 0 ]
