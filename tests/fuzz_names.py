#!/usr/bin/env python3
"""fuzz_names.py - runs whose every name wants to break out of every output language, and the check that none does.

    fuzz_names.py make SEED DIR      writes DIR/now.run, DIR/before.run (names of SEED) and DIR/gate
    fuzz_names.py same FOLDER        says which names of FOLDER/fleet.csv are not those of the reports in it
    fuzz_names.py check REPORT...    reads what leakline-analyze wrote: folders, and single files by their suffix; says what is
                                     wrong, a line each (nothing: all is well)
Each name holds a mark like Zk07z, by which it is found again. Python 3 standard library only.
"""
import csv
import html.parser
import io
import json
import os
import random
import re
import sys
import unicodedata
import xml.etree.ElementTree

NAMES, LEAKS, ROUNDS = 30, 6, 24
CANARY = "PWNED"
PIECES = [
    b"'", b"''", b'"', b'""', b"\\", b"\\\\", b"\\'", b"`touch PWNED`", b"$(touch PWNED)", b"${IFS}", b"; touch PWNED;", b"| touch PWNED",
    b"|touch PWNED", b"<touch PWNED", b"\n", b"\r\n", b"\t", b"\x1b[31m", b"\x1b]0;x\x07", b"\x9b31m", b"\x07", b"\x08", b"\x7f", b"\x01",
    b"\xff\xfe", b"\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", "\u202e".encode(), "\u2066".encode(),
    "\u200b".encode(), "\ufeff".encode(), "\u2028".encode(), "\u0085".encode(), "\U0001f600".encode(), "e\u0301".encode(), "\u65e5".encode(),
    b"=1+1", b"=cmd|' /C calc'!A0", b"+1", b"-1", b"@SUM(A1)", b"\t=1", b"</script><script>alert(1)</script>", b"<img src=x onerror=alert(1)>",
    b"<b>", b"&lt;", b"&#0;", b"&amp;", b"]]>", b"<![CDATA[", b"-->", b"<!--", b"</style>", b"\" onload=\"x", b"@m", b"@@", b"'@out'", b'"@font"', b"'@c_bg \"", b"[[ATTACHMENT|x]]", b"##vso[x]", b"##[x]", b"{/Symbol a}",
    b"{/:Bold x}", b"a_b^c", b"x~y{z}", b"%", b"%d", b"%s%n", b"%%", b"#", b"# comment \\", b"LEAKLINE_DATA", b"\nLEAKLINE_DATA\nsystem('touch PWNED')\n",
    b"system('touch PWNED')", b"exit", b"```", b"``", b"|", b"||", b"*x*", b"_x_", b"[x](http://x)", b"@user", b"#12", b"::error::x", b"{noformat}",
    b"~~~", b"../../PWNED", b"-rf", b"--version", b"javascript:alert(1)", b"[[ATTACHMENT|/etc/passwd]]", b"(", b")", b") S 1 1 (", b"!x!", b"  ",
]


def names(seed):
    rng = random.Random(seed)
    left = PIECES[:]
    rng.shuffle(left)
    made = []
    for i in range(NAMES):
        pieces = [left.pop() if left else rng.choice(PIECES) for _ in range(rng.randrange(2, 6))]
        pieces.append(bytes(rng.randrange(1, 256) for _ in range(rng.randrange(0, 5))))
        pieces.insert(rng.randrange(1, len(pieces)), b"Zk%02dz" % i)
        made.append(b"".join(pieces).replace(b"\0", b"").replace(b"/", b"%"))
    return made


def kernel(name):
    """As /proc/PID/status has it: fs/proc/array.c escapes newline and backslash."""
    return name.replace(b"\\", b"\\\\").replace(b"\n", b"\\n")


def one_line(name):
    return name.replace(b"\n", b"?").replace(b"\r", b"?")


def make_run(folder, marks, slope):
    os.makedirs(folder)
    with open(folder + "/run.info", "wb") as info:
        info.write(b"format: leakline-run 1\ncollector: 0.1.0\npage_size: 4096\nclk_tck: 100\n")
        for key, mark in zip([b"host", b"kernel", b"action", b"targets", b"source", b"site", b"rack"], marks):
            info.write(key + b": " + kernel(mark) + b"\n")
    for i in range(ROUNDS):
        stem = "%s/%04d-20261101T%02d%02d00.000Z" % (folder, i, i // 60, i % 60)
        status, stat, pmap = io.BytesIO(), io.BytesIO(), io.BytesIO()
        ps = io.BytesIO(b"USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n")
        ps.seek(0, 2)
        for n, mark in enumerate(marks):
            pid, grown = 100 + n, slope * i if n < LEAKS else 0
            ps.write(b"u%d %7d  0.0  0.1 %6d %5d ?        Ss   05:00   0:00 %s\n" % (n % 3, pid, 9000 + grown, 4000 + grown, one_line(mark)))
            if n >= NAMES - 4:
                continue  # no targets: ps alone shows them, and two of them grow
            status.write(b"Name:\t%s\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nVmSize:\t%8d kB\nVmRSS:\t%8d kB\nRssAnon:\t%8d kB\n"
                         b"VmData:\t%8d kB\nVmStk:\t     132 kB\nVmSwap:\t       0 kB\nThreads:\t1\n"
                         % (kernel(mark), pid, pid, 9000 + grown, 4000 + grown, 2000 + grown, 3000 + grown))
            stat.write(b"%d (%s) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 %d 0 0\n" % (pid, mark, 1000 + (n == 0 and i >= 12)))
            pmap.write(b"%d:   %s\nAddress           Kbytes Mode  Offset           Device    Mapping\n" % (pid, one_line(mark)))
            for row in [(0x55d0c0000000, 400, b"r-x--", b"0fe:00001 " + one_line(mark)),
                        (0x55d0c1000000, 1000 + (grown if n % 2 else 0), b"rw---", b"000:00000   [ anon ]"),
                        (0x7f3a50000000, 64 + (0 if n % 2 else grown), b"rw---", b"0fe:00001 " + one_line(marks[-1 - n])),
                        (0x7ffd10000000, 132, b"rw---", b"000:00000   [ stack ]")]:
                pmap.write(b"%016x %7d %s 0000000000000000 %s\n" % row)
            pmap.write(b"mapped: %dK    writeable/private: %dK    shared: 0K\n" % (1600 + grown, 1200 + grown))
        for kind, text in [("status", status), ("stat", stat), ("pmap", pmap), ("ps", ps)]:
            with open(stem + "." + kind, "wb") as file:
                file.write(text.getvalue())
        with open(stem + ".meminfo", "wb") as file:
            file.write(b"MemTotal: 2048000 kB\nMemAvailable: 1500000 kB\n")
        with open(stem + ".slabinfo", "wb") as file:
            file.write(b"slabinfo - version: 2.1\n%s %d %d 192 21 1 : tunables 0 0 0 : slabdata 9 9 0\n"
                       % (re.sub(rb"\s", b"_", marks[3]), 2000 * i, 2000 * i))
        with open(folder + "/events.tsv", "ab") as file:
            file.write(b"20261101T%02d%02d00.000Z\t%d\t%d\tround\t\n" % (i // 60, i % 60, 1000 + 60000 * i, i))


def make(seed, folder):
    marks = names(seed)
    make_run(folder + "/now.run", marks, 24)
    make_run(folder + "/before.run", marks, 8)
    with open(folder + "/gate", "wb") as gate:
        for mark in marks[:2]:
            name = re.sub(rb'["\n\\]', b"?", mark)
            gate.write(b'known "%s" until 2027-01-01 # %s\n' % (name, one_line(marks[7])))


# --- the check

def is_printable(text, colors=False, ours=""):
    """What is not printable of a text, as a list; ours: what we write ourselves."""
    if colors:
        text = re.sub("\x1b\\[[0-9;]*m", "", text)
    return sorted({"U+%04X" % ord(c) for c in text if c not in "\n" + ours and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")})


class Page(html.parser.HTMLParser):
    TAGS = set("html head meta title style link body main header section h1 h2 h3 p b i small code span div dl dt dd ul li a table thead "
               "tbody tr th td details summary svg path rect text g circle polyline figure figcaption footer br pre strong em".split())
    ATTRIBUTES = set("class id href style lang charset name content http-equiv rel viewbox width height role aria-label aria-hidden d x y cx "
                     "cy r points text-anchor colspan scope open".split())

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.wrong = []

    def handle_starttag(self, tag, attributes):
        if tag not in self.TAGS and tag != "title":
            self.wrong.append("element <%s>" % tag)
        for key, value in attributes:
            if key not in self.ATTRIBUTES:
                self.wrong.append("attribute %s of <%s>" % (key, tag))
            if key == "href" and not re.fullmatch(r"#p[0-9-]+|data:,", value or ""):
                self.wrong.append("href " + str(value))
            if key in ("class", "id", "style", "href") and "Zk" in (value or ""):
                self.wrong.append("a name in %s" % key)

    def handle_comment(self, data):
        self.wrong.append("comment")

    def handle_decl(self, decl):
        if decl.lower() != "doctype html":
            self.wrong.append("declaration " + decl)


def check_html(path, text):
    page = Page()
    page.feed(text)
    page.close()
    return page.wrong


def check_csv(path, text):
    wrong, rows = [], list(csv.reader(io.StringIO(text, newline=""), strict=True))
    for row in rows[1:]:
        if len(row) != len(rows[0]):
            wrong.append("%d cells, not %d" % (len(row), len(rows[0])))
        for cell in row:
            if cell[:1] in tuple("=+-@\t\r") and cell and not re.fullmatch(r"-?[0-9.]+(e[+-]?[0-9]+)?", cell):
                wrong.append("a formula: " + cell)
    for line in text.splitlines():
        if not (line.startswith('"') and line.endswith('"')):
            wrong.append("not quoted: " + line[:60])
    return wrong


def check_json(path, text):
    wrong = ["%s as it is" % c for c in "<>&" if c in text]
    for line in text.splitlines() if path.endswith("lines.json") else [text]:
        value = json.loads(line, parse_constant=lambda c: wrong.append(c))
        if not isinstance(value, dict):
            wrong.append("no object")
    return wrong


def check_markdown(path, text):
    """What is outside of code spans (CommonMark 6.1) and of code blocks is ours: no name, no markup but ours."""
    rest, at = [], 0
    for match in iter(lambda: re.compile("`+").search(text, at), None):
        fence = match.group()
        close = re.compile("(?<!`)%s(?!`)" % fence).search(text, match.end())
        rest.append(text[at:match.start()])
        if not close or "\n\n" in text[match.end():close.start()]:
            return ["a fence that does not close: " + text[match.start():match.start() + 60]]
        at = close.end()
    outside = "".join(rest + [text[at:]])
    wrong = ["a name outside of code: " + line for line in outside.splitlines() if re.search("Zk[0-9]{2}z", line)]
    wrong += ["markup " + tag for tag in re.findall("<[A-Za-z/!?][^>]*>?", outside) if tag not in ("<br>", "<details>", "</details>", "<summary>", "</summary>")]
    tables = [line for line in text.splitlines() if line.startswith("| ")]
    for line in tables:
        cells = len(re.findall(r"(?<!\\)\|", line))
        if cells not in {len(re.findall(r"(?<!\\)\|", head)) for head in text.splitlines() if head.startswith("|---")}:
            wrong.append("a row that falls apart: " + line[:80])
    return wrong


def check_xml(path, text):
    xml.etree.ElementTree.fromstring(text)
    return []


def check_svg(path, text):
    return ["%s in it" % word for word in ("<script", "onload=", "onerror=") if re.search(r"<[^>]*" + re.escape(word.lstrip("<")), text)
            and not word.startswith("<")] + check_xml(path, text)


CHECKS = {"html": check_html, "csv": check_csv, "json": check_json, "md": check_markdown, "xml": check_xml, "svg": check_svg}


def check(paths):
    files = []
    for path in paths:
        files += [os.path.join(folder, name) for folder, _, found in os.walk(path) for name in found] if os.path.isdir(path) else [path]
    for path in sorted(files):
        suffix = path.rsplit(".", 1)[-1]
        if suffix in ("png", "gp"):
            continue
        wrong = []
        try:
            with open(path, "rb") as file:
                text = file.read().decode("utf-8")
            wrong = is_printable(text, path.endswith("colors.txt"), "\t" if suffix in ("html", "svg") else "")
            wrong += CHECKS.get(suffix, lambda path, text: [])(path, text)
            if path.endswith("ascii.txt") and not text.isascii():
                wrong.append("not ASCII")
            if suffix in ("txt", "md", "html", "err") and re.search("(?m)^::", text):
                wrong.append("a line that a CI server takes for a command")
        except Exception as error:
            wrong.append("%s: %s" % (type(error).__name__, error))
        for line in wrong[:5]:
            print("%s: %s" % (path, line))


def same(folder):
    """The names of fleet.csv that no processes.csv below has."""
    def told(path):
        with open(path, encoding="utf-8", newline="") as file:
            return {(row["run"], row["name"]) for row in csv.DictReader(file)}
    alone = set()
    for run in os.listdir(folder):
        if os.path.isdir(os.path.join(folder, run)):
            alone |= told(os.path.join(folder, run, "processes.csv"))
    for pair in sorted(told(os.path.join(folder, "fleet.csv")) ^ alone):
        print(pair)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(int(sys.argv[2]), sys.argv[3])
    elif sys.argv[1] == "same":
        same(sys.argv[2])
    else:
        check(sys.argv[2:])
