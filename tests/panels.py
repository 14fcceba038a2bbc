#!/usr/bin/env python3
"""panels.py - holds the panels of report.html against the gnuplot scripts of the same report, number by number.

    panels.py REPORT-FOLDER

For each panel of a trend's script that the page shows, too (same metric): readings (those that were set aside, too), fit, band, axis, ticks of values, rounds and
times, steps, restarts, warm-up. Prints a line a panel, "NAME METRIC: N readings agree", or what differs; exit status 1 then.
What differs on purpose: the page shows the resident memory that decides (without the pages of files), the script RSS. Where
these are not the same, the axis, which both panels share, cannot be held against the other's.
"""
import glob
import html
import math
import os
import re
import sys

LEFT, RIGHT, BOTTOM = 58, 12, 40
PIXEL = 0.051  # places are printed with one digit behind the point


def floats(text):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", text)]


class Svg:
    """A panel of the page, as it is drawn."""

    def __init__(self, text):
        self.css, self.width, self.height, label = re.match(
            r'<svg class="chart ([^"]*)" viewBox="0 0 (\d+) (\d+)" role="img" aria-label="([^"]*)"', text).groups()
        self.width, self.height = float(self.width), float(self.height)
        self.pid = re.search(r".*\((\d+)\): ", html.unescape(label)).group(1)
        self.private = "private" in self.css
        circles = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="2.4"( class="aside")?>', text)
        self.aside = [float(cx) for cx, _, aside in circles if aside]
        self.dots = [tuple(map(float, pair.split(","))) for line in re.findall(r'<polyline class="readings" points="([^"]*)"', text)
                     for pair in line.split()] or [(float(cx), float(cy)) for cx, cy, _ in circles]
        self.fits = [self.path(path) for path in re.findall(r'<path class="fit" d="([^"]*)"', text)]
        self.bands = [self.path(path) for path in re.findall(r'<path class="band" d="([^"]*)"', text)]
        self.steps = [float(x) for x in re.findall(r'<path class="step" d="M([\d.]+) ', text)]
        self.restarts = [float(x) for x in re.findall(r'<path class="restart" d="M([\d.]+) ', text)]
        self.warm = [tuple(map(float, rect)) for rect in re.findall(r'<rect class="warm" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', text)]
        self.values = [(float(y), label) for y, label in re.findall(r'class="grid" d="M58 ([\d.]+)H\d+"/><text [^>]*>([^<]*)</text>', text)]
        self.rounds = [(float(x), label) for x, y, label in re.findall(
            r'<text class="tick" x="([\d.]+)" y="([\d.]+)" text-anchor="middle">(-?\d+)</text>', text)
            if abs(float(y) - (self.height - BOTTOM + 16)) < 0.1]
        self.times = [(float(x), label) for x, label in re.findall(r'v4"/><text class="tick" x="([\d.]+)" [^>]*>([^<]*)</text>', text)]
        self.top = 44 if self.times or self.height in (254, 238) else 26

    @staticmethod
    def path(text):
        numbers = floats(text)
        return list(zip(numbers[::2], numbers[1::2]))


class Script:
    """A panel of a trend's script."""

    def __init__(self, lines, block):
        self.rows, inside = [], False
        for line in lines:
            if line.startswith("$%s <<" % block):
                inside = True
            elif line.startswith("LEAKLINE_DATA"):
                inside = False
            elif inside and not line.startswith("0 NaN"):
                self.rows.append([float(field) for field in line.split()])
        at = next((i for i, line in enumerate(lines) if line.startswith("plot $%s " % block)), None)
        self.shown = at is not None and bool(self.rows)
        if not self.shown:
            return
        before = lines[:at]
        self.low, self.high = self.last(before, r"set yrange \[([-\d.e]+):([-\d.e]+)\]")
        self.step, self.digits = self.last(before, r"set ytics ([\d.e+-]+); set format y '%\.(\d+)f'")
        self.first_round, self.last_round = self.last(before, r"set xrange \[([-\d.e+]+):([-\d.e+]+)\]")
        self.round_step, = self.last(before, r"set xtics ([\d.e+]+);")
        unset = max([i for i, line in enumerate(before) if line.startswith("unset for")], default=0)
        self.steps = [float(x) for x in re.findall(
            r"(?m)^set arrow \d+ from first ([-\d.e+]+), graph 0 to first [-\d.e+]+, graph 1 nohead dashtype 3", "\n".join(before[unset:]))]
        self.restarts = sorted(set(float(x) for x in re.findall(
            r"(?m)^set arrow \d+ from first ([-\d.e+]+), graph 0 to first [-\d.e+]+, graph 1 nohead dashtype 2", "\n".join(before[unset:]))))
        self.warm = [(start, float(end)) for start, end in re.findall(
            r"(?m)^set object \d+ rectangle from (graph 0|first [-\d.e+]+), graph 0 to first ([-\d.e+]+), graph 1", "\n".join(before))]
        times = re.search(r"(?m)^set x2tics \((.*)\) textcolor", "\n".join(before))
        self.times = re.findall(r"'([^']*)' ([-\d.e+]+)", times.group(1)) if times else []

    @staticmethod
    def last(lines, pattern):
        return [float(group) for group in re.findall(pattern, "\n".join(lines))[-1]] if re.findall(pattern, "\n".join(lines)) and isinstance(
            re.findall(pattern, "\n".join(lines))[-1], tuple) else [float(re.findall(pattern, "\n".join(lines))[-1])]


def near(a, b, tolerance=PIXEL):
    return abs(a - b) <= tolerance


def differences(svg, script):
    """What is not the same, as sentences."""
    width = svg.width - LEFT - RIGHT
    height = svg.height - svg.top - BOTTOM
    x = lambda r: LEFT + (r - script.first_round) / (script.last_round - script.first_round) * width
    y = lambda mib: svg.top + (1 - (mib - script.low) / (script.high - script.low)) * height
    found = []

    def same(what, got, wanted, tolerance=PIXEL):
        if len(got) != len(wanted) or any(not near(a, b, tolerance) for g, w in zip(got, wanted) for a, b in zip(g, w)):
            found.append("%s: page %s, script %s" % (what, got[:4], wanted[:4]))

    key = lambda dot: (round(dot[0], 1), dot[1])
    same("readings", sorted(svg.dots, key=key), sorted([(x(row[0]), y(row[1] / 1024)) for row in script.rows], key=key), 0.06)
    same("set aside", [(px,) for px in svg.aside], [(x(row[0]),) for row in script.rows if row[6]])
    fits = {round(x(row[0]), 1): row for row in script.rows if not math.isnan(row[2])}
    for fit in svg.fits:
        for px, py in fit:
            row = fits.get(round(px, 1))
            if not row or not near(py, y(row[2] / 1024), 0.06):
                found.append("fit at %s, %s: script %s" % (px, py, row))
    for band in svg.bands:
        half = len(band) // 2
        for edge, column in ((band[:half], 4), (band[half:], 3)):
            for px, py in edge:
                row = fits.get(round(px, 1))
                if not row or not near(py, y(row[column] / 1024), 0.06):
                    found.append("band at %s, %s: script %s" % (px, py, row))
    multiples = lambda low, high, step: [n * step for n in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]
    values = multiples(script.low, script.high, script.step)
    same("values", [(py,) for py, _ in svg.values], [(y(value),) for value in values])
    labels = ["%.*f" % (int(script.digits), value) for value in values]
    if [label for _, label in svg.values] != labels:
        found.append("labels of values: page %s, script %s" % (svg.values, labels))
    if "wide" in svg.css:
        rounds = multiples(script.first_round, script.last_round, script.round_step)
        same("rounds", [(px, float(label)) for px, label in svg.rounds], [(x(r), r) for r in rounds])
        if svg.times:
            same("times", [(px,) for px, _ in svg.times], [(x(float(r)),) for _, r in script.times])
            if [label for _, label in svg.times] != [label for label, _ in script.times]:
                found.append("labels of times: page %s, script %s" % (svg.times, script.times))
    same("steps", [(px,) for px in svg.steps], [(x(r),) for r in script.steps])
    same("restarts", [(px,) for px in svg.restarts], [(x(r),) for r in script.restarts])
    same("warm-up", [(a, a + b) for a, b in svg.warm],
         [(LEFT if start == "graph 0" else x(floats(start)[0]), x(end)) for start, end in script.warm], 0.11)
    return found


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "report.html"), encoding="utf-8") as file:
        page = file.read()
    panels = [Svg(text) for text in re.findall(r'<svg class="chart .*?</svg>', page, re.S)]
    status, held = 0, 0
    for path in sorted(glob.glob(os.path.join(folder, "plots", "trend-*.gp"))):
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
        pid = re.search(r"-(\d+)\.gp$", path).group(1)
        for block in ("private", "rss"):
            script = Script(lines, block)
            for svg in panels:
                if not script.shown or svg.pid != pid or svg.private != (block == "private"):
                    continue
                found = differences(svg, script)
                name = "%s %s %s" % (os.path.basename(path), block, svg.css.split()[0])
                print("%s: %s" % (name, found[0] if found else "%d readings agree" % len(script.rows)))
                held += 1
                status |= bool(found)
    return status if held else 1


sys.exit(main())
