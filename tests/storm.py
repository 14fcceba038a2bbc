#!/usr/bin/env python3
"""storm.py - kills the collector at random moments, thousands of times, and looks at what it left each time.

    storm.py COLLECTOR DIR KILLS folder|via|tar [SECONDS]      stops early after SECONDS; the last line is `N kills, M rounds, K bad`

Moments are drawn within a few times what the first round takes, which is measured now and then. folder, via (a shell on this machine): the next start resumes. A round with an event keeps its event and its files, byte for byte, and each
of them is whole. tar: nothing can be resumed; all rounds before the cut are there, with all their members."""
import hashlib, os, random, re, shutil, subprocess, sys, tarfile, time

KINDS = {"stat", "status", "pmap", "meminfo", "ps"}
collector, folder, kills, mode = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
deadline = time.time() + float(sys.argv[5]) if len(sys.argv) > 5 else float("inf")
draw = random.Random(1)
bad = 0


def report(kill, *what):
    global bad
    bad += 1
    print("kill %d:" % kill, *what, flush=True)


def is_whole(name, data):
    return data.endswith(b"\n") and (not name.endswith(".pmap") or b"writeable/private" in data.rsplit(b"\n", 2)[-2])


def read(path):
    with open(path, "rb") as file:
        return file.read()


class Folder:
    """What the run folder has promised so far."""

    def __init__(self, run):
        self.run, self.events, self.files = run, [], {}

    def look(self, kill):
        path = os.path.join(self.run, "events.tsv")
        lines = read(path).split(b"\n")[:-1] if os.path.exists(path) else []
        events = [line for line in lines if line.count(b"\t") == 4 and line.split(b"\t")[3] == b"round"]
        if events[: len(self.events)] != self.events:
            report(kill, "an event of a round was lost or changed")
        numbers = [int(line.split(b"\t")[2]) for line in events]
        if numbers != sorted(set(numbers)):
            report(kill, "rounds out of order, or twice")
        of = {}
        for name in os.listdir(self.run) if lines else []:
            match = re.match(r"(\d{4,})-\w+\.\d+Z\.(\w+)$", name)
            if match:
                of.setdefault(int(match[1]), {})[match[2]] = name
        for number in numbers[len(self.events):]:
            names = of.get(number, {})
            if not KINDS <= set(names):
                report(kill, "round", number, "lacks", KINDS - set(names))
            for name in names.values():
                data = read(os.path.join(self.run, name))
                self.files[name] = hashlib.sha1(data).digest()
                if not is_whole(name, data):
                    report(kill, name, "is not whole")
        self.events = events
        for name in draw.sample(sorted(self.files), min(len(self.files), 40)):
            path = os.path.join(self.run, name)
            if not os.path.exists(path) or hashlib.sha1(read(path)).digest() != self.files[name]:
                report(kill, name, "was lost or changed")


def look_at_tar(kill, path):
    """The number of its rounds: each has all members, and an event after them."""
    seen, ended = {}, 0
    try:
        with tarfile.open(path) as tar:
            for member in tar:
                match = re.search(r"/(\d{4,})-\w+\.\d+Z\.(\w+)$", member.name)
                if not match:
                    continue
                data = tar.extractfile(member).read()
                if len(data) < member.size:
                    break
                seen.setdefault(int(match[1]), set()).add(match[2])
                if match[2] != "events":
                    if not is_whole(member.name, data):
                        report(kill, member.name, "is not whole")
                    continue
                ended += 1
                if not KINDS <= seen[int(match[1])]:
                    report(kill, "round", match[1], "lacks members")
    except (tarfile.ReadError, EOFError, FileNotFoundError):
        pass
    return ended


def first_round(run, words):
    """Seconds from the start of the collector to its first round. On a busy machine, moments that are drawn without it are all too early."""
    shutil.rmtree(run, ignore_errors=True)
    if os.path.exists(run):
        os.remove(run)
    began, end = time.time(), time.time() + 60
    process = subprocess.Popen([collector, "-q", "-i", "0", "-o", run] + words, stderr=subprocess.DEVNULL)
    path = run if mode == "tar" else os.path.join(run, "events.tsv")
    while time.time() < end and not (os.path.exists(path) and b"\tround\t" in read(path)):
        time.sleep(0.002)
    took = time.time() - began
    process.kill()
    process.wait()
    return took


def storm(target):
    run, kill, rounds = os.path.join(folder, "storm." + ("tar" if mode == "tar" else "run")), 0, 0
    promised = Folder(run)
    more = ["--via", "sh -c"] if mode == "via" else []
    while kill < kills and time.time() < deadline:
        if mode == "tar" and os.path.exists(run):
            os.remove(run)
        if len(promised.events) > 1500:
            rounds += len(promised.events)
            shutil.rmtree(run)
            promised = Folder(run)
        if kill % 100 == 0:
            usual = min(first_round(os.path.join(folder, "first." + mode), more + [target]), 5)
        again = [] if mode == "tar" else ["--resume"]
        process = subprocess.Popen([collector, "-q", "-i", "0", "-o", run] + again + more + [target], stderr=subprocess.PIPE)
        time.sleep(draw.uniform(0, draw.choice((1.5, 4, 12)) * usual))
        kill += 1
        if process.poll() is not None:
            report(kill, "it ended by itself:", process.returncode, process.stderr.read()[:200])
        process.kill()
        process.communicate()
        if mode == "tar":
            rounds += look_at_tar(kill, run)
        else:
            promised.look(kill)
    if kill and not rounds + len(promised.events):
        report(kill, "no round was whole in all that time: nothing was tried")
    print("%s: %d kills, %d rounds, %d bad" % (mode, kill, rounds + len(promised.events), bad))


def main():
    target = os.path.join(folder, "stormed")
    shutil.copy(shutil.which("sleep"), target)
    asleep = subprocess.Popen([target, "1000000"])
    time.sleep(0.2)
    try:
        storm(str(asleep.pid))
    finally:
        asleep.kill()
    sys.exit(bad > 0)


main()
