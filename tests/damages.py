#!/usr/bin/env python3
"""damages.py - a recorded run, damaged a thousand times: does each damage show?

    damages.py ANALYZER SEED MOVES SMALL FOLDER RUN...     FOLDER is for scratch files and is kept if anything is found

RUN is a tar (also compressed) of one folder. In each copy of it one file is damaged: MOVES times a whole file stands in another's place,
SMALL times bytes or lines are changed. Many copies are judged by one call. Then each is compared with the undamaged run: a value of a
target's series that differs must be told by a note, and a leak must never become exit status 0. The same arguments give the same damages.
The last line is `N damages, N changed a value and were told, N silently, N turned a leak into 0`; the exit status is 1 if more than
2 in 1,000 of either kind of damage were silent, or a leak was lost. SOAK_UNTIL (seconds since 1970): it ends then, with what it has."""
import collections, csv, io, json, os, random, re, shutil, subprocess, sys, tarfile, time

BATCH = 40
UNTIL = float(os.environ.get("SOAK_UNTIL", "inf"))
VALUES = ("rss_kib", "private_kib", "swap_kib", "rss_anon_kib")
MEMBER = re.compile(r"(\d+)-([^.]*\.\d+Z)\.(\w+)$")


class Run:
    """The members of a run, each as it stands in a tar, so that a damaged copy costs one new member."""

    def __init__(self, path):
        self.files, self.name = {}, re.sub(r"\.run|\.tar|\.xz", "", os.path.basename(os.path.dirname(path) + "-" + os.path.basename(path)))
        with tarfile.open(path) as tar:
            for member in tar:
                if member.isfile():
                    self.files[os.path.basename(member.name)] = tar.extractfile(member).read()
        self.packed = {name: self.pack(name, data) for name, data in self.files.items()}
        self.rounds = sorted(name for name in self.files if MEMBER.match(name))

    def pack(self, name, data):
        header = tarfile.TarInfo("x.run/" + name)
        header.size = len(data)
        return header.tobuf(tarfile.USTAR_FORMAT) + data + bytes(-len(data) % 512)

    def write(self, path, changed):
        """changed: name -> bytes, or None for a file that is gone."""
        with open(path, "wb") as file:
            for name, packed in self.packed.items():
                if name not in changed:
                    file.write(packed)
            for name, data in changed.items():
                if data is not None:
                    file.write(self.pack(name, data))
            file.write(bytes(1024))


# Whole files: each takes a run and a source of chance, and gives what changed, or None if there is nothing to change.
def two_of_a_kind(run, chance):
    one = chance.choice(run.rounds)
    others = [name for name in run.rounds if name != one and name.endswith("." + one.rsplit(".", 1)[1])]
    return (one, chance.choice(others)) if others else (one, one)


def move_copied(run, chance):
    one, other = two_of_a_kind(run, chance)
    return {one: run.files[other]}


def move_swapped(run, chance):
    one, other = two_of_a_kind(run, chance)
    return {one: run.files[other], other: run.files[one]}


def move_appended(run, chance):
    one, other = two_of_a_kind(run, chance)
    return {one: run.files[one] + run.files[other]}


def move_renamed(run, chance):
    """To another round's number; its own time stays in the name."""
    one, other = two_of_a_kind(run, chance)
    return {one: None, MEMBER.match(other)[1] + one[one.index("-"):]: run.files[one]}


def move_to_another_kind(run, chance):
    one = chance.choice(run.rounds)
    others = [name for name in run.rounds if name.split(".")[:2] == one.split(".")[:2] and name != one]
    other = chance.choice(others) if others else one
    return {one: run.files[other], other: run.files[one]}


def move_over_next(run, chance):
    """The round before stands in the place of a round: no number falls."""
    one = chance.choice(run.rounds)
    kind = [name for name in run.rounds if name.endswith("." + one.rsplit(".", 1)[1])]
    at = max(kind.index(one), 1)
    return {kind[at]: run.files[kind[at - 1]]} if at < len(kind) else {}


def move_lost(run, chance):
    return {chance.choice(run.rounds): None}


# Bytes and lines: each takes a file's bytes and a source of chance.
def small_bit(data, chance):
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1:]


def small_byte(data, chance):
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1:]


def small_digit(data, chance):
    digits = [i for i, byte in enumerate(data) if 48 <= byte <= 57]
    if not digits:
        return data
    at = chance.choice(digits)
    return data[:at] + bytes([chance.choice([d for d in range(48, 58) if d != data[at]])]) + data[at + 1:]


def small_dropped(data, chance):
    at, size = chance.randrange(len(data)), chance.choice([1, 1, 1, 2, 5, 17, 64, 512])
    return data[:at] + data[at + size:]


def small_inserted(data, chance):
    at = chance.randrange(len(data) + 1)
    more = chance.choice([bytes(chance.randrange(256) for _ in range(chance.randrange(1, 20))), b"\n", b"0", b" ", b"9", b"1", b"\r"])
    return data[:at] + more + data[at:]


def small_line_lost(data, chance):
    lines = data.splitlines(True)
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def small_line_doubled(data, chance):
    lines = data.splitlines(True)
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    return b"".join(lines)


def small_lines_swapped(data, chance):
    lines = data.splitlines(True)
    i, j = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[i], lines[j] = lines[j], lines[i]
    return b"".join(lines)


def small_nuls(data, chance):
    at, size = chance.randrange(len(data)), chance.choice([1, 8, 512])
    at -= at % 512 if size == 512 else 0
    return data[:at] + bytes(min(size, len(data) - at)) + data[at + size:]


def small_cut(data, chance):
    return data[:chance.randrange(len(data))]


MOVES = [function for name, function in sorted(globals().items()) if name.startswith("move_")]
SMALL = [function for name, function in sorted(globals().items()) if name.startswith("small_")]


def damage(run, function, chance):
    if function in MOVES:
        return function(run, chance)
    name = chance.choice([name for name in run.files if run.files[name]])
    return {name: function(run.files[name], chance)}


def read_report(folder):
    """What was said of one run: values by (pid, round, column), its exit status, its notes; None: it could not be read."""
    try:
        with open(folder + "/report.json", encoding="utf-8") as file:
            report = json.load(file)
        with open(folder + "/series.csv", newline="", encoding="utf-8", errors="replace") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        return None
    values = {(row["pid"], row["round"], key): row[key] for row in rows for key in VALUES if row[key]}
    return values, report["exit_status"], report["notes_total"], report["summary"]["leak"] > 0


def judge(analyzer, folder, count):
    """Judges the runs 0 to count - 1 of the folder in one call."""
    report = os.path.join(folder, "report")
    shutil.rmtree(report, ignore_errors=True)
    done = subprocess.run([analyzer, "-q", "-o", report] + ["%s/d%d.tar" % (folder, i) for i in range(count)],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1, 2, 3):
        sys.exit("damages.py: exit status %d: %s" % (done.returncode, done.stderr.decode(errors="replace")[-500:]))
    said = set(re.findall(r"/d(\d+)\.tar", done.stderr.decode(errors="replace")))
    return [(read_report("%s/d%d" % (report, i)), str(i) in said) for i in range(count)]


def main():
    analyzer, seed, moves, small, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
    runs, chance = [Run(path) for path in sys.argv[6:]], random.Random(seed)
    plan = [MOVES[i % len(MOVES)] for i in range(moves)] + [SMALL[i % len(SMALL)] for i in range(small)]
    chance.shuffle(plan)
    table = collections.defaultdict(collections.Counter)
    os.makedirs(folder, exist_ok=True)
    for index, run in enumerate(runs):
        mine = plan[index::len(runs)]
        run.write(folder + "/d0.tar", {})
        run.write(folder + "/d1.tar", {})
        truth, told_before = judge(analyzer, folder, 2)[0]
        until = time.time() + (UNTIL - time.time()) / (len(runs) - index)
        for begin in range(0, len(mine), BATCH):
            if time.time() > until:
                break
            batch = [(function, damage(run, function, chance)) for function in mine[begin:begin + BATCH]]
            for i, (_, changed) in enumerate(batch):
                run.write("%s/d%d.tar" % (folder, i), changed)
            for i, (result, said) in enumerate(judge(analyzer, folder, len(batch))):
                count(table, run, truth, told_before, result, said, batch[i], begin + i, folder, i)
    return summary(table)


def count(table, run, truth, told_before, result, said, done, number, folder, at):
    function, changed = done
    row = table[function.__name__]
    row["all"] += 1
    if not result:
        row["told"] += 1  # nothing could be read of it, and that is said
        return
    values, status, notes, _ = result
    wrong = sorted(key for key in values if values[key] != truth[0].get(key))
    told = notes > truth[2] or said > told_before
    what = "told" if wrong and told else "SILENT" if wrong else "same" if told else "unseen"
    row[what] += 1
    lost = truth[3] and status == 0
    row["LOST"] += lost
    if what == "SILENT" or lost:
        kept = "%s/found-%s-%s-%d.tar" % (folder, run.name, function.__name__, number)
        shutil.copy("%s/d%d.tar" % (folder, at), kept)
        print("%s: %s of %s: %s" % ("lost leak" if lost else "silent", function.__name__, ", ".join(changed),
                                    " ".join("%s %s->%s" % ("/".join(key), truth[0].get(key), values[key]) for key in wrong[:2])))


def summary(table):
    columns = ("all", "same", "unseen", "told", "SILENT", "LOST")
    print("%-22s" % "damage" + "".join("%8s" % column for column in columns))
    total, bad = collections.Counter(), False
    for functions in (MOVES, SMALL):
        part = collections.Counter()
        for function in functions:
            row = table[function.__name__]
            print("%-22s" % function.__name__ + "".join("%8d" % row[column] for column in columns))
            part.update(row)
        bad |= part["SILENT"] * 500 > part["all"] or part["LOST"] > 0
        total.update(part)
    print("%d damages, %d changed a value and were told, %d silently, %d turned a leak into 0"
          % (total["all"], total["told"], total["SILENT"], total["LOST"]))
    return bad


sys.exit(main())
