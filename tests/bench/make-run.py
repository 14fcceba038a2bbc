#!/usr/bin/python3
"""make-run.py DIR [ROUNDS] - a run of 15 targets x 400 mappings and a ps of 300, some 0.5 MB a round: what analyze.sh measures."""
import os, sys

out, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000
os.makedirs(out)
open(out + "/run.info", "w").write("format: leakline-run 1\npage_size: 4096\n")
pids = [1000 + 7 * i for i in range(15)]
names = ["daemon%d" % i for i in range(15)]


def mappings(i):
    rows = ["%016x %7d %s 0000000000000000 000:00000 %s" % (0x55D000000000 + 0x1000 * j, 4, "r----", names[i]) for j in range(4)]
    rows.append("%016x %7s rw--- 0000000000000000 000:00000   [ anon ]" % (0x55D000100000, "%d"))
    for j in range(394):
        rows.append("%016x %7d %s %016x 0fe:00001 lib%d.so.%d" % (0x7F0000000000 + 0x100000 * j, 132, ("r----", "r-x--", "rw---")[j % 3], j * 4096, j % 60, i % 4))
    rows.append("%016x     132 rw--- 0000000000000000 000:00000   [ stack ]" % 0x7FFF00000000)
    return "\n".join(rows)


bodies = [mappings(i) for i in range(15)]
others = "\n".join("root %10d  0.0  0.1 %6d %5d ?        Ss   05:16   0:00 /usr/sbin/other%d --with --some --options" % (5000 + k, 9000 + k, 4000 + k, k) for k in range(285))
events = []
for r in range(rounds):
    seconds = 30 * r
    stamp = "%04d-202611%02dT%02d%02d%02d.000Z" % (r, 1 + seconds // 86400, seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)
    heap = [1000 + (4 * r if i == 0 else (r // 50) * 0 + i) for i in range(15)]
    base = os.path.join(out, stamp)
    with open(base + ".pmap", "w") as f:
        for i, pid in enumerate(pids):
            f.write("%d:   /usr/sbin/%s -f\nAddress           Kbytes Mode  Offset           Device    Mapping\n" % (pid, names[i]))
            f.write(bodies[i] % heap[i])
            f.write("\nmapped: %dK    writeable/private: %dK    shared: 0K\n" % (60000 + heap[i], 20000 + heap[i]))
    with open(base + ".status", "w") as f:
        for i, pid in enumerate(pids):
            f.write("Name:\t%s\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nVmSize:\t   60000 kB\nVmRSS:\t%8d kB\nRssAnon:\t%8d kB\nRssFile:\t    3000 kB\nVmData:\t   20000 kB\nVmStk:\t     132 kB\nVmPTE:\t     100 kB\nVmSwap:\t       0 kB\nThreads:\t1\n" % (names[i], pid, pid, 3000 + heap[i], heap[i]))
    with open(base + ".stat", "w") as f:
        for i, pid in enumerate(pids):
            f.write("%d (%s) S 1 %d %d 0 -1 4194560 100 0 0 0 1 1 0 0 20 0 1 0 %d 60000000 700 18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n" % (pid, names[i], pid, pid, 500 + i))
    with open(base + ".ps", "w") as f:
        f.write("USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n")
        for i, pid in enumerate(pids):
            f.write("root %10d  0.0  0.1  60000 %5d ?        Ss   05:16   0:00 /usr/sbin/%s -f\n" % (pid, 3000 + heap[i], names[i]))
        f.write(others + "\n")
    events.append("%s\t%d\t%d\tround\t\n" % (stamp[5:], 1000000 + 30000 * r, r))
open(out + "/events.tsv", "w").writelines(events)
