#!/usr/bin/env python3
"""agree.py - do the parts of a report say the same? Slope, sentence, change, chart; the precision of rates.

    agree.py REPORT-FOLDER...    (a folder of leakline-analyze -o, with its standard output of --format json as report.json)

Prints a line for each contradiction; exit status 1 then. Python 3 standard library only.
"""
import json
import os
import re
import sys

FLOOR_KIB = 32
NUMBER = r"\d+(?:\s\d{3})*(?:\.(\d+))?"
RATE = re.compile("%s ± %s" % (NUMBER, NUMBER))
ENDED = ("no longer grows", "that has ended", "is flat before and after", "no growth in", "comes down again", "not a page of change")


def decimals_of(line):
    """The decimals of all rates of a line in KiB; bytes of the live heap have their own."""
    rates = [match for match in RATE.finditer(line) if not line.startswith(" B/round", match.end())]
    found = [len(part or "") for match in rates for part in match.groups()]
    if "; straight line " in line:
        found += [len(match[1] or "") for match in re.finditer(r"(?:straight line|\(Theil-Sen\)) -?" + NUMBER, line)]
    return found


def lines_of(text):
    """The rows and the sentences of report.txt; those that were wrapped are joined."""
    lines = []
    for line in text.split("\n"):
        if lines and re.match(r" {4,}\S", line):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    return lines


def text_contradictions(text):
    for line in lines_of(text):
        if len(set(decimals_of(line))) > 1:
            yield "rates of unlike precision: " + line.strip()


def rises(life):
    """Is the printed rate of what decides a rise that is certain, and as much as matters?"""
    for metric in ("footprint", "private"):
        trend = life[metric]
        if (trend["late_low"] or 0) > 0 and trend["late_slope_kib_per_round"] * (trend["n"] - 1) >= FLOOR_KIB:
            return True
    return False


def life_contradictions(life):
    because, footprint, rss = life["because"], life["footprint"], life["rss"]
    rate, detectable = footprint["late_slope_kib_per_round"], life["detectable_kib_per_round"]
    if re.search(r"(grows by|growth of|gains no more than) (-|0 KiB)", because):
        yield "what grows has no rate above 0"
    if any(word in because for word in ENDED) and rises(life):
        yield "it has ended, and the rate is above 0"
    if "still" in because and footprint["late_high"] is not None and footprint["late_high"] < 0:
        yield "it still rises, and the rate is below 0"
    below = re.search(r"(\d+) KiB (?:in all|over the whole run), less than the (\d+) KiB", because)
    if below and int(below[1]) >= int(below[2]):
        yield "more is called less"
    if life["verdict"] == "stable" and detectable and (footprint["late_low"] or 0) > 0 and rate >= detectable and "budget" not in because:
        yield "a pass with a rate that would have shown"
    if life["verdict"] == "leak" and rss["first_kib"] is not None and rss["last_kib"] < rss["first_kib"] and not re.search("given back|readings that swing", because):
        yield "a leak that ends below its start, without a word"


def chart_contradictions(page):
    """Bands that take more than half of the height of a chart from its readings."""
    for svg in re.findall(r'<svg class="chart .*?</svg>', page, re.S):
        number = r"(-?[\d.]+)"
        places = re.findall(r'<circle cx="%s" cy="%s"' % (number, number), svg)
        for line in re.findall(r'<polyline class="readings" points="([^"]*)"', svg):
            places += [pair.split(",") for pair in line.split()]
        bands = [y for path in re.findall(r'<path class="band" d="([^"]*)"', svg) for _, y in re.findall(number + "[ ,]" + number, path)]
        height = float(re.match(r'<svg class="chart [^"]*" viewBox="0 0 \d+ (\d+)"', svg)[1]) - 66  # without title and ticks
        if not places or not bands:
            continue
        ys, edges = [float(y) for _, y in places], [float(y) for y in bands]
        beyond = max(min(ys) - min(edges), 0) + max(max(edges) - max(ys), 0)
        if beyond > height / 2 + 1:
            yield "a band takes %.0f of %.0f from the readings" % (beyond, height)


def main():
    found = 0
    for folder in sys.argv[1:]:
        said = []
        with open(os.path.join(folder, "report.txt"), encoding="utf-8") as file:
            said += text_contradictions(file.read())
        with open(os.path.join(folder, "report.html"), encoding="utf-8") as file:
            said += chart_contradictions(file.read())
        with open(os.path.join(folder, "report.json"), encoding="utf-8") as file:
            for run in file:
                for process in json.loads(run)["processes"]:
                    for life in process["lives"]:
                        said += ["%s: %s (%s)" % (process["name"], what, life["because"]) for what in life_contradictions(life)]
        for what in said:
            print("%s: %s" % (os.path.basename(folder.rstrip("/")), what))
        found += len(said)
    return found > 0


sys.exit(main())
