"""offsets.py TAR HOW - a run of one round for each byte of its status, pmap, maps or smaps, damaged at that byte.

HOW is FILE-DAMAGE: FILE status, pmap (of procps), busybox, toybox (pmap of these), maps, smaps or rollup; DAMAGE spliced (a
message printed into the line), hole (NULs instead of 40 bytes), inserted (NULs between), block (512 bytes are NULs) or none.
Each round has two processes, 4711 (leaky) and 4712 (steady), which never change.
"""
import io
import sys
import tarfile

KIB = {4711: 1040, 4712: 500}


def status(pid, name, kib):
    lines = [("Name", name), ("Umask", "0022"), ("State", "S (sleeping)"), ("Tgid", pid), ("Ngid", 0), ("Pid", pid), ("PPid", 1),
             ("TracerPid", 0), ("Uid", "0\t0\t0\t0"), ("Gid", "0\t0\t0\t0"), ("FDSize", 64), ("Groups", " ")]
    memory = [("VmPeak", 6000), ("VmSize", 6000), ("VmHWM", kib + 1000), ("VmRSS", kib + 1000), ("RssAnon", kib), ("RssFile", 1000),
              ("RssShmem", 0), ("VmData", kib + 200), ("VmStk", 132), ("VmExe", 8), ("VmLib", 1600), ("VmPTE", 60), ("VmSwap", 0)]
    lines += [(key, "%8d kB" % value) for key, value in memory] + [("Threads", 1), ("SigQ", "0/7500"), ("Seccomp", 0)]
    return "".join("%s:\t%s\n" % line for line in lines)


def mappings(kib):
    return [(0x55c8a5b77000, 4, "r--p", "/bin/prog"), (0x55c8a5c00000, kib, "rw-p", "[heap]"), (0x7f0000000000, 1600, "r-xp", "/lib/libc.so.6"),
            (0x7f0100000000, 64, "rw-p", ""), (0x7ffc00000000, 132, "rw-p", "[stack]")]


def pmap(pid, name, kib):
    rows = "".join("%016x %7d %s-- 0000000000000000 000:00000 %s\n" % (at, size, mode[:3], file.rsplit("/", 1)[-1] or "  [ anon ]")
                   for at, size, mode, file in mappings(kib))
    return "%d:   /bin/%s -d\nAddress           Kbytes Mode  Offset           Device    Mapping\n%smapped: %dK    writeable/private: %dK    " \
        "shared: 0K\n" % (pid, name, rows, 1800 + kib, 196 + kib)


def busybox(pid, name, kib):
    rows = "".join("%016x %7dK %s  %s\n" % (at, size, mode, file or "  [ anon ]") for at, size, mode, file in mappings(kib))
    return "%d: /bin/%s -d\n%smapped: %dK\n" % (pid, name, rows, 1800 + kib)


def toybox(pid, name, kib):
    rows = "".join("%016x %6dK %s-- %s\n" % (at, size, mode[:3], file.rsplit("/", 1)[-1] or "  [anon]") for at, size, mode, file in mappings(kib))
    return "%d: /bin/%s\n%stotal %16dK\n" % (pid, name, rows, 1800 + kib)


def maps(pid, _, kib, detail=False):
    text = "==> /proc/%d/%s <==\n" % (pid, "smaps" if detail else "maps")
    for at, size, mode, file in mappings(kib):
        text += ("%012x-%012x %s 00000000 fe:00 1234 " % (at, at + 1024 * size, mode)).ljust(73) + file + "\n"
        if detail:
            dirty = size if mode[1] == "w" else 0
            text += "".join("%-16s%7d kB\n" % (key + ":", value) for key, value in (
                ("Size", size), ("Rss", size), ("Pss", size), ("Private_Clean", 0), ("Private_Dirty", dirty), ("Anonymous", dirty), ("Swap", 0)))
            text += "VmFlags: rd wr mr mw me ac \n"
    return text


def smaps(pid, name, kib):
    return maps(pid, name, kib, True)


def rollup(pid, _, kib):
    return "==> /proc/%d/smaps_rollup <==\n55c8a5b77000-7ffc00021000 ---p 00000000 00:00 0                          [rollup]\n%s" % (
        pid, "".join("%-16s%7d kB\n" % line for line in (("Rss:", kib + 1000), ("Pss:", kib + 900), ("Private_Clean:", 0), ("Private_Dirty:", kib),
                                                        ("Anonymous:", kib), ("Swap:", 0))))


FILES = {"status": (status, "status", ""), "pmap": (pmap, "pmap", ""), "busybox": (busybox, "pmap", ""), "toybox": (toybox, "pmap", ""),
         "maps": (maps, "maps", "\n"), "smaps": (smaps, "smaps", "\n"), "rollup": (rollup, "smaps_rollup", "\n")}
DAMAGE = {
    "none": lambda data, at: data,
    "spliced": lambda data, at: data[:at] + b"Warning: bad syntax, perhaps a bogus '-'?\n" + data[at:],
    "hole": lambda data, at: data[:at] + bytes(40) + data[at + 40:],
    "inserted": lambda data, at: data[:at] + bytes(40) + data[at:],
    "block": lambda data, at: data[:at] + bytes(512) + data[at + 512:],
}

run, how = sys.argv[1:]
file, damage = how.split("-")
write, kind, between = FILES[file]
data = between.join(write(pid, name, KIB[pid]) for pid, name in ((4711, "leaky"), (4712, "steady"))).encode()
with tarfile.open(run, "w") as tar:
    for at in range(len(data)):
        name = "x.run/%04d-202601%02dT%02d%02d00.000Z." % (at, 1 + at // 1440, at // 60 % 24, at % 60)
        members = {kind: DAMAGE[damage](data, at)}
        if file not in ("status", "rollup"):
            members["status"] = b"Name:\tleaky\nPid:\t4711\nName:\tsteady\nPid:\t4712\n"
        for end, content in members.items():
            member = tarfile.TarInfo(name + end)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
