#!/usr/bin/env python3
"""every_call.py - both programs while one call of a C function fails: each call of each function in turn, in each way of use.

every_call.py LIB B TMP EACH PID [WAY...]: LIB is fail_call.c's library, B the folder of the programs, TMP a scratch folder; EACH is how many
calls of a function are tried in a way of use (0: all), PID a process to record. What must hold: an end in time, and not by a signal; where
it is no success, a last line on standard error that begins with the program's name; a success that has lost nothing, or that tells of the
failure. What was recorded is whole in any case. Prints a line for each that does not hold, and last `N calls, M bad`. SOAK_UNTIL (seconds
since 1970): no longer.
"""
import os
import random
import re
import shutil
import subprocess
import sys
import time

ERROR = 5  # EIO: no program has a special answer to it
REASON = os.strerror(ERROR)
PARTIAL = ("read", "pread", "write")  # may do less than was asked: nothing at all may come of that
STATIC = ("stat", "status", "pmap", "meminfo")  # the same in each round of a made /proc


def remove(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.remove(path)


class Way:
    """A way to use a program: its words, what it makes anew each time (OUT), and a run that lies there before (BEFORE, a folder)."""

    def __init__(self, name, look, words, out, before=None):
        self.name, self.look, self.words, self.out, self.before = name, look, words, out, before
        self.native = look is not Report and "--via" not in words  # a file of /proc comes whole, if there is room for it

    def run(self, count, function="", at=0, error=ERROR):
        """Returns how it ended, while that call fails; None if it did not end."""
        remove(self.out)
        if self.before:
            shutil.copytree(self.before, self.out)
        environment = dict(os.environ, LD_PRELOAD=LIB, FAIL_COUNT=count, FAIL_CALL=function, FAIL_AT=str(at), FAIL_ERROR=str(error),
                           FAIL_ALL="1", LC_ALL="C", TZ="UTC")
        try:
            return subprocess.run(self.words, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, text=True,
                                  errors="replace", check=False)
        except subprocess.TimeoutExpired:
            return None


class Recorded:
    """A run as a folder: its rounds, the bytes of their files by round and kind, what events.tsv tells besides, and what is torn."""

    def __init__(self, way, done):
        self.rounds, self.files, self.told, self.torn = [], {}, [], []
        self.status, self.said = done.returncode, done.stderr
        self.static = "--proc" in way.words
        if os.path.exists(os.path.join(way.out, "events.tsv")):
            self.read_events(os.path.join(way.out, "events.tsv"))
            self.read_files(way.out)

    def read_events(self, path):
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
        if text and not text.endswith("\n"):
            self.torn.append("events.tsv is cut")
        for line in text.splitlines():
            parts = line.split("\t")
            if len(parts) != 5:
                self.torn.append("events.tsv: " + line)
            elif parts[3] == "round":
                self.rounds.append(int(parts[2]))
            else:
                self.told.append(parts[3] + " " + re.sub(r"\d+", "N", parts[4]))

    def read_files(self, folder):
        for name in sorted(os.listdir(folder)):
            match = re.fullmatch(r"(\d+)-[^.]*\.\d+Z\.(.*)", name)
            if match and int(match[1]) in self.rounds:
                with open(os.path.join(folder, name), "rb") as file:
                    self.files[int(match[1]), match[2]] = file.read()

    def wrong(self, first):
        """What is wrong with it, if FIRST is what came without a failure."""
        yield from self.torn
        tells = REASON in self.said or any(line.startswith(("error ", "denied ")) for line in self.told)
        for number in self.rounds:
            for kind in sorted({kind for _, kind in first.files}):
                got, wanted = self.files.get((number, kind)), first.files.get((number, kind))
                if got is None and not tells:
                    yield f"round {number} has no {kind}, and nobody says why"
                elif got and self.static and kind in STATIC and wanted and got != wanted and not tells:
                    yield f"round {number}: another {kind}, and nobody says why"
                elif got and not got.endswith((b"\n", b"\0")):
                    yield f"round {number}: {kind} is cut"
        if self.status == 0 and not tells and (self.rounds, self.told) != (first.rounds, first.told):
            yield f"status 0, rounds {self.rounds}, events {[line for line in self.told if line not in first.told]}"


class Tar:
    """A run as a tar: how many members it has, and whether it tells of a failure."""

    def __init__(self, way, done):
        self.status = done.returncode
        events = subprocess.run(["tar", "-xOf", way.out, "--wildcards", "*.events"], capture_output=True, text=True, check=False).stdout
        self.tells = REASON in done.stderr or any("\terror\t" in line and REASON in line for line in events.splitlines())
        listed = subprocess.run(["tar", "-tf", way.out], capture_output=True, text=True, check=False)
        self.members = len(listed.stdout.splitlines()) if listed.returncode == 0 else -1

    def wrong(self, first):
        if self.status == 0 and self.members != first.members and not self.tells:
            yield f"status 0, {self.members} members instead of {first.members}"


class Report:
    """What the analyzer says: its status, its output, the files of its report."""

    def __init__(self, way, done):
        self.status, self.said, self.errors, self.files = done.returncode, done.stdout, done.stderr, {}
        for folder, _, names in os.walk(way.out):
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    self.files[os.path.relpath(os.path.join(folder, name), way.out)] = file.read()

    def wrong(self, first):
        if self.status == 2:  # and one line says why
            return
        tells = REASON in self.said + self.errors or re.search("oddit(y|ies) in the input", self.said) or any(REASON.encode() in text for text in self.files.values())
        if self.status != first.status and not tells:
            yield f"status {self.status} instead of {first.status}"
        elif self.said != first.said and not tells:
            yield "its output is another, and it does not say why"
        elif self.files != first.files and not tells and not self.errors:
            names = [name for name in sorted({*self.files, *first.files}) if self.files.get(name) != first.files.get(name)]
            yield f"other files: {names}"


def wrong(way, done, first):
    """What does not hold of a run in which a call failed."""
    if done is None:
        yield "it does not end"
        return
    lines = done.stderr.splitlines()
    if done.returncode not in (0, 1, 2, 3):
        yield f"status {done.returncode}: {lines}"
    elif done.returncode == 2 or done.returncode and way.look is not Report:
        if not lines or not lines[-1].startswith(os.path.basename(way.words[0]) + ": "):
            yield f"status {done.returncode}: {lines}"
    yield from way.look(way, done).wrong(first)


def numbers(calls, each):
    """Which of so many calls are tried."""
    if not each or calls <= each:
        return list(range(1, calls + 1))
    return sorted({(2 * i + 1) * calls // (2 * each) + 1 for i in range(each)})


def walk(way, each, until):
    """Returns how many calls were tried, and how many were bad."""
    count = os.path.join(TMP, "count")
    done = way.run(count)
    if done is None or done.returncode not in (0, 3):
        print(f"{way.name}: without a failure: {done}")
        return 1, 1
    first = way.look(way, done)
    with open(count, encoding="ascii") as file:
        called = [line.split() for line in file]
    tries = [(name, at, error) for name, calls in called for error in [ERROR] + ["short"] * (name in PARTIAL)
             for at in numbers(int(calls), each) if not (error == "short" and name == "read" and way.native)]
    random.shuffle(tries)
    tried = bad = 0
    for name, at, error in tries:
        if time.time() > until:
            break
        tried += 1
        done = way.run(count, name, at, error)
        found = list(wrong(way, done, first))
        bad += bool(found)
        for line in found:
            print(f"{way.name}: {name} {at} ({error}): {line}", flush=True)
        if os.environ.get("SHOW"):
            print("#", way.name, name, at, error, done and (done.returncode, done.stderr.strip()), flush=True)
    print(f"# {way.name}: {tried} of {len(tries)} calls, {bad} bad", flush=True)
    return tried, bad


def ways(programs, proc, target):
    """What is tried, in the folder TMP, where the script that calls this one has put leaks.run and the like."""
    collect, analyze = (os.path.join(programs, "leakline-" + name) for name in ("collect", "analyze"))

    def path(name):
        return os.path.join(TMP, name)

    def record(out, *words):
        return [collect, "-q", "-i", "0", "-s", "0", "-w", "0", "-o", path(out), *words]

    def judge(*words):
        return [analyze, "-q", "-j", "1", *words]

    made = "--proc", proc, "7463"
    return [
        Way("a folder", Recorded, record("a.run", "-n", "2", *made, "--", "echo", "hello"), path("a.run")),
        Way("resumed", Recorded, record("r.run", "-n", "+1", "--resume", *made), path("r.run"), path("before.run")),
        Way("a tar", Tar, record("a.tar", "-n", "1", *made), path("a.tar")),
        Way("another shell", Recorded, record("v.run", "-n", "1", "--ps", "never", "--via", "sh -c", target), path("v.run")),
        Way("the heap", Recorded, record("h.run", "-n", "1", "--ps", "never", "--also", "heap,smaps,fd", "--tree", target), path("h.run")),
        Way("a report", Report, judge("--render", "svg", "--junit", path("report.xml"), "-o", path("report"), path("leaks.run")),
            path("report")),
        Way("a tar.gz", Report, judge("--no-report", "--format", "json", path("leaks.tar.gz")), path("none")),
        Way("a table", Report, judge("--no-report", "--import", "csv:time=time,rss=rss", path("one.csv")), path("none")),
        Way("beside a baseline", Report, judge("--no-report", "--format", "md", "--baseline", path("leaks.tar.gz"), path("leaks.run")),
            path("none")),
        Way("merged", Report, [analyze, "-q", "--merge", path("a.json"), path("b.json")], path("none")),
    ]


def main():
    each, wanted = int(sys.argv[4]), sys.argv[6:]
    until = float(os.environ.get("SOAK_UNTIL", "inf"))
    proc = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures", "proc", "tree")
    chosen = [way for way in ways(os.path.abspath(sys.argv[2]), os.path.abspath(proc), sys.argv[5]) if not wanted or way.name in wanted]
    tried = bad = 0
    for left, way in zip(range(len(chosen), 0, -1), chosen):
        more, worse = walk(way, each, min(until, time.time() + (until - time.time()) / left))
        tried, bad = tried + more, bad + worse
    print(f"{tried} calls, {bad} bad")
    return bad > 0


LIB, TMP = sys.argv[1], os.path.abspath(sys.argv[3])
sys.exit(main())
