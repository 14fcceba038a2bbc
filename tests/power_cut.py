#!/usr/bin/env python3
"""power_cut.py - every state in which a power cut may leave a run: traced once, replayed into a model of a disk.

    power_cut.py COLLECTOR FOLDER|FILE.tar -- COMMAND...     traces COMMAND, which makes it, then tries each state

The model: bytes of a file are safe after fdatasync; before, any beginning of them, or NULs in their place, may be there. A name is safe
after fsync of its folder; before, the changes of names since the last one may be there in any number, in order or not. After each call of the
trace each such state is laid out, and must keep these promises: what events.tsv calls a round has its files whole, and --resume (with the
words of COMMAND) goes on without losing one; where run.info is there, it draws by lot what COMMAND drew. A tar cannot be resumed: there the analyzer beside COLLECTOR must find each round that was flushed. It needs strace. The last line is `N states, M bad`."""
import itertools, json, os, random, re, shutil, subprocess, sys

STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (\d+)")


def unquote(text):
    return text.encode("latin-1").decode("unicode_escape").encode("latin-1")


def trace(command, folder):
    """The calls that change the folder: (create, name), (write, name, bytes), (sync, name), (names,), (rename, old, new), (remove, name)."""
    log = folder + ".trace"
    subprocess.run(["strace", "-xx", "-s", "1000000", "-o", log, "-e",
                    "trace=openat,open,write,fdatasync,fsync,renameat,renameat2,rename,unlinkat,unlink,close,ftruncate"] + command,
                   check=True, stdout=subprocess.DEVNULL)
    base, top, files = os.path.basename(folder), None, {}
    for line in open(log, encoding="latin-1"):
        call = CALL.match(line)
        if not call:
            continue
        name, args, result = call[1], call[2], int(call[3])
        strings = [unquote(s).decode("latin-1") for s in STRING.findall(args)]
        first = args.split(",")[0].strip()
        if name in ("open", "openat"):
            if folder.endswith(".tar"):
                if os.path.basename(strings[0]) == base:
                    files[result] = base
                    yield ("create", base)
                elif "O_DIRECTORY" in args and os.path.abspath(strings[0]) == os.path.dirname(folder):
                    top = result
            elif "O_DIRECTORY" in args and os.path.basename(strings[0]) == base:
                top = result
            elif top is not None and first == str(top) and strings[0] != ".":
                files[result] = strings[0]
                if "O_CREAT" in args:
                    yield ("create", strings[0])
        elif name == "close":
            files.pop(int(first), None)
        elif name == "write" and int(first) in files:
            yield ("write", files[int(first)], unquote(STRING.search(args)[1])[:result])
        elif name in ("fdatasync", "fsync"):
            if int(first) == top:
                yield ("names",)
            elif int(first) in files:
                yield ("sync", files[int(first)])
        elif name.startswith("rename") and top is not None:
            yield ("rename", strings[0], strings[1])
            files = {fd: strings[1] if f == strings[0] else f for fd, f in files.items()}
        elif name.startswith("unlink") and top is not None:
            yield ("remove", strings[0])
    os.remove(log)


class Disk:
    def __init__(self):
        self.safe, self.now, self.pending, self.bytes, self.synced = {}, {}, [], [], []

    def take(self, call):
        if call[0] == "create":
            if call[1] not in self.now:
                self.now[call[1]] = len(self.bytes)
                self.pending.append((None, call[1], len(self.bytes)))
                self.bytes.append(b"")
                self.synced.append(0)
        elif call[0] == "write":
            self.bytes[self.now[call[1]]] += call[2]
        elif call[0] == "sync":
            self.synced[self.now[call[1]]] = len(self.bytes[self.now[call[1]]])
        elif call[0] == "names":
            self.safe, self.pending = dict(self.now), []
        elif call[0] == "rename":
            self.now[call[2]] = self.now.pop(call[1])
            self.pending.append((call[1], call[2], self.now[call[2]]))
        elif call[0] == "remove" and self.now.pop(call[1], None) is not None:
            self.pending.append((call[1], None, 0))

    def names(self, changes):
        names = dict(self.safe)
        for old, new, file in changes:
            names.pop(old, None)
            if new:
                names[new] = file
        return names

    def states(self, draw):
        some = [p for p in self.pending if draw.random() < 0.5]
        for changes in ([], self.pending, self.pending[: len(self.pending) // 2], some):
            names = self.names(changes)
            for how in ("least", "all", "part", "nul"):
                yield {name: self.content(file, how, draw) for name, file in names.items()}

    def content(self, file, how, draw):
        full, safe = self.bytes[file], self.synced[file]
        end = {"least": safe, "all": len(full), "nul": safe}.get(how, draw.randint(safe, len(full)))
        return full[:end] + (b"\0" * (len(full) - end) if how == "nul" else b"")


def rounds_of(events):
    lines = [line.split(b"\t") for line in events.split(b"\n")[:-1]]
    return [int(f[2]) for f in lines if len(f) == 5 and f[3] == b"round" and f[2].isdigit()]


def drawn(events):
    """The arm of each round's action."""
    lines = [line.split(b"\t") for line in events.split(b"\n")[:-1]]
    return {int(f[2]): re.findall(rb"arm=.*", f[4]) for f in lines if len(f) == 5 and f[3] == b"action" and f[2].isdigit()}


def broken(folder, state, whole, command):
    """Why this state breaks a promise, or None."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder, 0o700)
    for name, data in state.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
    rounds = rounds_of(state.get("events.tsv", b""))
    for name, data in whole.items():
        if name[:4].isdigit() and int(name.split("-")[0]) in rounds and state.get(name) != data:
            return "a round with an event is torn: " + name
    last = max(rounds) + 3 if rounds else 3
    words = [str(last) if before == "-n" else word for before, word in zip(command, command[1:])]
    again = subprocess.run([command[0], "--resume"] + words, capture_output=True, text=True, timeout=60)
    if again.returncode:
        return "--resume: status %d: %s" % (again.returncode, again.stderr.strip())
    with open(os.path.join(folder, "events.tsv"), "rb") as file:
        events = file.read()
    after, arms, before = rounds_of(events), drawn(events), drawn(whole["events.tsv"])
    if after[: len(rounds)] != rounds or len(after) <= len(rounds):
        return "--resume lost a round"
    if state.get("run.info") == whole["run.info"] and any(arms[n] != before[n] for n in arms.keys() & before.keys()):
        return "--resume drew other actions: %s, not %s" % (arms, before)
    return None


def rounds_read(path, collector):
    """How many rounds the analyzer finds; 0 where it cannot read the file."""
    analyzer = os.path.join(os.path.dirname(collector), "leakline-analyze")
    said = subprocess.run([analyzer, "-q", "--no-report", "--format", "json", "--skip", "0", path], capture_output=True, text=True, timeout=60)
    return json.loads(said.stdout)["run"]["rounds"] if said.stdout.strip() else 0


def broken_tar(path, state, flushed, collector):
    """Why this state of a tar breaks the promise, or None. flushed: its rounds that were on disk."""
    data = state.get(os.path.basename(path))
    if data is None:
        return "the tar is gone" if flushed else None
    with open(path, "wb") as file:
        file.write(data)
    found = rounds_read(path, collector) if flushed else 0
    return None if found >= flushed else "of %d flushed rounds %d are found" % (flushed, found)


def main():
    collector, folder, command = sys.argv[1], sys.argv[2], sys.argv[4:]
    calls, is_tar, flushed = list(trace(command, folder)), folder.endswith(".tar"), 0
    whole = {} if is_tar else {name: open(os.path.join(folder, name), "rb").read() for name in os.listdir(folder)}
    disk, seen, bad, draw = Disk(), set(), 0, random.Random(1)
    for number, call in enumerate(itertools.chain([None], calls)):
        if call:
            disk.take(call)
        if is_tar and call and call[0] == "sync":
            flushed = len(set(re.findall(rb"/(\d{4})-[0-9TZ.]*\.events\0", disk.bytes[0][: disk.synced[0]])))
        for state in disk.states(draw):
            key = (flushed, *sorted(state.items()))
            if key in seen:
                continue
            seen.add(key)
            why = broken_tar(folder, state, flushed, collector) if is_tar else broken(folder, state, whole, command)
            if why:
                bad += 1
                print("after call %d %s: %s" % (number, (call or ("nothing",))[:2], why.replace(folder, "RUN")))
    print("%d states, %d bad" % (len(seen), bad))


main()
