#!/usr/bin/env python3
"""make.py - makes the small made runs of tests/runs: a process or two in the run format, one run a reason code.

    make.py DIR        writes DIR/NAME/run.tar.xz for every NAME of RUNS; the same bytes each time
Recorded runs are not made here: see README.md. Python 3 standard library only.
"""
import io
import lzma
import math
import os
import random
import sys
import tarfile


def page(v):
    return 4 * int(v // 4)


def wobble(i):
    return 4 * random.Random(i * 7919 + 1).randrange(-3, 4)


def status(pid, name, rss_anon, rss_file, swap=0, state="S (sleeping)", threads=1, switches=None):
    lines = ["Name:\t" + name, "State:\t" + state, "Tgid:\t%d" % pid, "Pid:\t%d" % pid, "PPid:\t1"]
    if rss_anon is not None:
        lines += ["VmRSS:\t%8d kB" % (rss_anon + rss_file), "RssAnon:\t%8d kB" % rss_anon, "RssFile:\t%8d kB" % rss_file,
                  "RssShmem:\t       0 kB", "VmSwap:\t%8d kB" % swap]
    lines.append("Threads:\t%d" % threads)
    if switches is not None:
        lines += ["voluntary_ctxt_switches:\t%d" % switches, "nonvoluntary_ctxt_switches:\t3"]
    return "\n".join(lines + [""])


def pmap(pid, name, private):
    heap = private - 132 - 20
    rows = [(0x55d000000000, 148, "r-x--", "0fe:00000", name), (0x55d000100000, heap, "rw---", "000:00000", "  [ anon ]"),
            (0x7f0000000000, 1900, "r-x--", "0fe:00000", "libc.so.6"), (0x7f0001000000, 20, "rw---", "0fe:00000", "libc.so.6"),
            (0x7ffd00000000, 132, "rw---", "000:00000", "  [ stack ]")]
    out = "%d:   /usr/sbin/%s -n\nAddress           Kbytes Mode  Offset           Device    Mapping\n" % (pid, name)
    for address, kib, mode, device, what in rows:
        out += "%016x %7d %s %016x %s %s\n" % (address, kib, mode, 0, device, what)
    return out + "mapped: %dK    writeable/private: %dK    shared: 0K\n" % (sum(r[1] for r in rows), private)


def stat(pid, name, start, state="S"):
    return "%d (%s) %s 1 %d %d 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 %d 0 0" % (pid, name, state, pid, pid, start) + " 0" * 28 + "\n"


class Process:
    """What one process says: functions of the round, None where it is not there; file: RssFile; switches: of context."""

    def __init__(self, name, anon, private, file=lambda i: 3000, pid=1000, start=5000, has_status=True, has_pmap=True, state=None,
                 first=0, last=10 ** 9, switches=None):
        self.__dict__.update(locals())


def run(name, rounds, processes, info="", action=None, events_of=lambda i: [], uptime=True, minute=lambda i: i, between=","):
    """info: more lines of run.info; action: detail of its event in round i; events_of: events that stand before round i;
    minute: what the clock shows in round i."""
    files = {"run.info": "format: leakline-run 1\ncollector: tests/runs/make.py\nstarted: 20260101T000000.000Z\nhost: made\n"
             "page_size: 4096\nclk_tck: 100\ntargets: %s\n%s" % (between.join(p.name for p in processes), info)}
    events = "20260101T000000.000Z\t1000\t\tstart\t\n"
    for i in range(rounds):
        stamp = "20260101T%02d%02d00.000Z" % (minute(i) // 60, minute(i) % 60)
        up = str(1000 + 60000 * i) if uptime else ""
        if action and i:
            events += "%s\t%s\t%d\taction\t%s\n" % (stamp, up, i, action(i))
        for event in events_of(i):
            events += "%s\t%s\t%d\t%s\n" % (stamp, up, i, event)
        events += "%s\t%s\t%d\tround\t\n" % (stamp, up, i)
        text = {"status": "", "pmap": "", "stat": ""}
        for p in processes:
            if not p.first <= i <= p.last:
                continue
            state = p.state or "S (sleeping)"
            text["stat"] += stat(p.pid, p.name, p.start, state[0])
            if p.has_status:
                text["status"] += status(p.pid, p.name, p.anon(i) if p.anon else None, p.file(i), state=state,
                                         threads=2 if p.anon is None else 1, switches=p.switches and p.switches(i))
            if p.has_pmap:
                text["pmap"] += pmap(p.pid, p.name, p.private(i))
        for kind in text:
            if text[kind]:
                files["%04d-%s.%s" % (i, stamp, kind)] = text[kind]
    files["events.tsv"] = events
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path in sorted(files):
            data = files[path].encode()
            info = tarfile.TarInfo("%s.run/%s" % (name, path))
            info.size, info.mode, info.mtime = len(data), 0o644, 1767225600
            tar.addfile(info, io.BytesIO(data))
    return lzma.compress(out.getvalue(), preset=9)


def still(i):
    return 8000


def noise(i):
    return 8000 + wobble(i)


def leak(i):
    return 8000 + 20 * i + wobble(i)


def pulsed(of):
    """Two rounds hold a backup, a fifth less; one has requests in flight, a fifth more."""
    return lambda i: page(of(i) * (0.8 if i in (60, 61) else 1.2 if i == 30 else 1))


def still_private(i):
    return 9000


def leak_private(i):
    return 9000 + 20 * i + wobble(i + 7)


P = Process
RUNS = {
    "both-grow": (100, [P("leaky", leak, leak_private), P("steady", noise, still_private, pid=1001)]),
    "only-rss": (100, [P("toucher", leak, still_private)]),
    "only-private": (100, [P("reserver", still, leak_private)]),
    "only-files": (100, [P("mapper", still, still_private, file=lambda i: 3000 + 40 * i)]),
    "no-private": (100, [P("unmapped", leak, None, has_pmap=False)]),
    "no-rss": (100, [P("unseen", None, leak_private, has_status=False)]),
    "constant": (60, [P("sleeper", still, still_private)]),
    "no-growth": (100, [P("shrinker", lambda i: 20000 - 40 * i, still_private)]),
    "stopped": (100, [P("warm", lambda i: page(8000 + 4000 * (1 - math.exp(-i / 6))) + 4 * (i % 2), still_private)]),
    "returns": (120, [P("wave", lambda i: page(9000 + 600 * math.sin(i / 5)) + wobble(i), still_private)]),
    "below-floor": (150, [P("crumbs", lambda i: page(8000 + 0.13 * i), still_private)]),
    "below-budget": (100, [P("tolerated", leak, leak_private)]),
    "rounds": (4, [P("brief", leak, leak_private)]),
    "short": (10, [P("riser", lambda i: 8000 + [0, 0, 4, 4, 40, 44, 40, 44, 80, 84][i], still_private)]),
    "decelerating": (100, [P("slower", lambda i: page(8000 + 3000 * math.log1p(i / 3)), still_private)]),
    "late-bend": (100, [P("filler", lambda i: page(8000 + 60 * min(i, 85)) + wobble(i), lambda i: 9000 + page(60 * min(i, 85)))]),
    "few-cycles": (120, [P("collector", lambda i: page(9000 + 100 * (i % 40) + 1500 * (i // 40) + wobble(i)), still_private)]),
    "insensitive": (7, [P("quick", noise, still_private)]),
    "short-life": (80, [P("phoenix", noise, still_private, pid=1000, last=69),
                        P("phoenix", noise, still_private, pid=1002, start=425000, first=70)]),
    "pulse": (100, [P("leaky", pulsed(leak), pulsed(leak_private)), P("steady", pulsed(noise), still_private, pid=1001)]),
    "hinges": (100, [P("cut", lambda i: page(8000 + 3 * i - (800 if i >= 98 else 0)), lambda i: page(9000 + 3 * i - (800 if i >= 98 else 0)))]),
    "still-rises": (150, [P("crawler", lambda i: page(8000 + 0.6 * max(0, i - 70) + (900 if i > 40 else 0) + (700 if i > 66 else 0)) + 4 * (i * 7 % 3), still_private)]),
    "unmeasurable": (30, [P("headless", None, None, has_pmap=False, state="Z (zombie)"), P("steady", noise, still_private, pid=1001)]),
    "ended-early": (60, [P("mortal", noise, still_private, last=20), P("steady", noise, still_private, pid=1001)],
                    {"between": " ", "events_of": lambda i: ["gone\tmortal[1000] start=5000"] if i == 21 else []}),
    "action-failed": (60, [P("untested", noise, still_private)], {"action": lambda i: "exit=1 ms=3" if i % 10 == 5 else "exit=0 ms=30"}),
    "idle": (60, [P("asleep", still, still_private, switches=lambda i: 17), P("steady", noise, still_private, pid=1001, switches=lambda i: 17 + i)],
             {"between": " ", "action": lambda i: "exit=0 ms=30"}),
    "clock-set": (60, [P("timeless", leak, leak_private)], {"uptime": False, "minute": lambda i: i if i < 30 else i + 90 - 120}),
    "warm-up": (60, [P("warmed", lambda i: 8000 + 400 * min(i, 20) + wobble(i), still_private)], {"info": "warmup_rounds: 20\n"}),
}

if __name__ == "__main__":
    for name, (rounds, processes, *more) in RUNS.items():
        os.makedirs(os.path.join(sys.argv[1], name), exist_ok=True)
        with open(os.path.join(sys.argv[1], name, "run.tar.xz"), "wb") as file:
            file.write(run(name, rounds, processes, **(more[0] if more else {})))
