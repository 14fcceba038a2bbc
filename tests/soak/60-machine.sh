#!/bin/sh
# 60-machine - a program of ours takes what no process counts: sockets, files, pipes that are kept full, page tables, memory of each
# processor, threads and their kernel stacks, descriptors; the verdict on the machine's number that must grow, its exit status, its budgets
#
# ROUNDS (100), ONLY="sockets threads": those alone, KEEP=DIR: the recordings stay there. Other work on the machine is noise.
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build} rounds=${ROUNDS:-100}
[ "$(id -u)" = 0 ] || { echo "not root"; exit 77; }
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
make -s "$B/leakline-collect" "$B/leakline-analyze" || exit 2
tmp=$(mktemp -d "${TMPDIR:-/tmp}/leakline-machine.XXXXXX") || exit 2
keep=${KEEP:-$tmp} held='' wrong='' untried='' keeper=''
stop() { [ -z "$keeper" ] || { kill "$keeper"; wait "$keeper"; } 2>/dev/null; keeper=''; }
trap 'stop; umount "$tmp/ram" 2>/dev/null; rm -rf --one-file-system "$tmp"' EXIT
trap 'exit 130' INT TERM HUP # what is cut off tidies up, too
mkdir "$tmp/ram"
mount -t tmpfs -o nr_inodes=0 none "$tmp/ram" 2>/dev/null || echo "no tmpfs can be mounted here"

# keeper.py KIND FOLDER: keeps more at each line of its input, and answers it.
cat >"$tmp/keeper.py" <<'PY'
import ctypes, os, resource, socket, struct, sys, threading
kind, folder = sys.argv[1:3]
most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
threading.stack_size(65536)
forever = threading.Lock()
forever.acquire()
def pipe():
    ends = os.pipe()
    os.write(ends[1], b"x" * 65536)
    return ends
def full_socket(): # of messages of a byte: each has a head and a buffer from slab caches
    ends = socket.socketpair()
    ends[0].setblocking(False)
    try:
        while True: ends[0].send(b"x")
    except BlockingIOError: pass
    return ends
def thread():
    one = threading.Thread(target=forever.acquire, daemon=True)
    one.start()
    return one
number = 0
def file():
    global number
    number += 1
    os.close(os.open("%s/%d" % (folder, number), os.O_CREAT | os.O_WRONLY))
    return number
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
STEP, PROT_READ, PRIVATE_ANONYMOUS_NORESERVE, MADV_NOHUGEPAGE = 2 << 20, 1, 0x4022, 15
room = None
def table(): # what is only read in private memory is the page of zeros, which nobody counts; a page of the table holds 2 MiB of them
    global number, room
    if room is None:
        room = libc.mmap(None, 1 << 40, PROT_READ, PRIVATE_ANONYMOUS_NORESERVE, -1, 0)
        libc.madvise(room, 1 << 40, MADV_NOHUGEPAGE)
    number += 1
    return ctypes.c_char.from_address(room + number * STEP).value
def percpu(): # a map of BPF with a value of 32 KiB for each processor
    kind, key, value, entries = 6, 4, 32768, 1
    options = struct.pack("IIIII", kind, key, value, entries, 0).ljust(72, b"\0")
    fd = libc.syscall(321, 0, options, len(options))
    if fd < 0: raise OSError(ctypes.get_errno(), "bpf")
    return fd
more = {"tables": (100, table), "percpu": (3, percpu), "sockets": (5, full_socket), "files": (1500, file), "pipes": (60, pipe), "threads": (15, thread), "stacks": (15, thread),
        "fds": (50, lambda: os.open("/dev/null", os.O_RDONLY)), "none": (0, None)}[kind]
kept = []
for line in sys.stdin:
    kept += [more[1]() for _ in range(more[0])]
    open(folder + ".done", "w").write(line)
PY
cat >"$tmp/more.sh" <<'SH'
echo "$LEAKLINE_ROUND" >"$1/line"
until [ "$(cat "$1/ram.done" 2>/dev/null)" = "$LEAKLINE_ROUND" ]; do sleep 0.02; kill -0 "$2" 2>/dev/null || exit 1; done
SH

# say WHAT GOT WANTED
say() {
	echo "$1: $2, wanted $3"
	if [ "$2" = "$3" ]; then held="$held ok"; else wrong="$wrong ${1%% *}"; fi
}
verdict_on() { python3 -c 'import json, sys
for one in json.load(open(sys.argv[1]))["system"]:
    if one.get("key") == sys.argv[2]: print(one["verdict"])' "$tmp/report.json" "$1"; }
analyze() { "$B/leakline-analyze" -q --no-report "$@" >"$tmp/out" 2>&1; }

# judge KIND KEY LOW HIGH: KEY must grow, be over the budget LOW, and within HIGH; none: it must not
judge() {
	case " ${ONLY:-$1} " in *" $1 "*) ;; *) return ;; esac
	[ "$(date +%s)" -lt "${SOAK_UNTIL:-99999999999}" ] || { untried="$untried $1"; return; }
	mkfifo "$tmp/line"
	python3 "$tmp/keeper.py" "$1" "$tmp/ram" <"$tmp/line" & keeper=$!
	exec 9>"$tmp/line"
	rm -f "$tmp/ram.done"
	"$B/leakline-collect" -q -n "$rounds" -s 100ms --also slabinfo -o "$keep/$1.run" "$keeper" -- sh "$tmp/more.sh" "$tmp" "$keeper" || echo "collect: $?"
	exec 9>&-
	stop
	rm "$tmp/line"
	find "$tmp/ram" -mindepth 1 -delete
	"$B/leakline-analyze" -q --no-report --format json "$keep/$1.run" >"$tmp/report.json" 2>/dev/null
	if [ "$1" = none ]; then
		for key in slab threads fds unaccounted kernelstack; do
			case $(verdict_on $key) in grows) say "none/$key" grows "not so" ;; *) say "none/$key" "not so" "not so" ;; esac
		done
		return
	fi
	say "$1/$2" "$(verdict_on "$2")" grows
	analyze --fail-on-system grows "$keep/$1.run"
	say "$1 by --fail-on-system grows" $? 1
	tail -n 1 "$tmp/out"
	grep -A2 "^SYSTEM" "$tmp/out" | sed 's/^/    /'
	analyze "$keep/$1.run"
	status=$?
	[ -z "${5:-}" ] || say "$1 by default" $status 1
	for budget in "$3 over" "$4 within"; do
		echo "budget system $2 ${budget% *}/round" >"$tmp/gate"
		analyze --fail-on-system never --gate "$tmp/gate" "$keep/$1.run"
		status=$?
		case $(tail -n 1 "$tmp/out")$status in *"system $2 over its budget"*1) got=over ;; *[02-9]) got=within ;; *) got=odd ;; esac
		say "$1, ${budget% *} a round" "$got" "${budget#* }"
	done
}
judge none
judge sockets slab 1K 10M memory
judge files slab 1K 20M memory
judge pipes unaccounted 64K 10M memory
judge tables pagetables 64K 10M
[ "$(uname -m)" != x86_64 ] || judge percpu percpu 16K 10M # by the number of its system call
judge threads threads 1 100
judge stacks kernelstack 16K 10M
judge fds fds 1 200
count() { echo $#; }
echo "$(count $held $wrong) checks, $(count $wrong) bad${wrong:+:$wrong}${untried:+; no time for:$untried}"
[ -z "$wrong" ]
