#!/usr/bin/env python3
"""agree.py - does every sentence of a report agree with its numbers? Sign, size, words; slope, change, chart; the precision of rates.

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
    lines, in_group = [], False
    for line in text.split("\n"):
        in_group = in_group and line.startswith("  ") or line.startswith("GROUP")
        if lines and re.match(r" {6,}\S" if in_group else r" {4,}\S", line):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    return lines


def kib(text):
    """A number as the reports group its digits."""
    return float(re.sub(r"\s", "", text))


def seconds(text, beside=None):
    """A duration as the reports write it; the first of "3 to 4 days" has the unit of what is beside it."""
    text += beside[beside.index(" "):] if beside and " " not in text else ""
    units = {"s": 1, "min": 60, "h": 3600, "day": 86400, "year": 365.25 * 86400}
    return sum(float(number) * units[unit] for number, unit in re.findall(r"([\d.]+)\s(s|min|h|day|year)s?\b", text))


BARE = r"\d+(?:\s\d{3})*(?:\.\d+)?"
ENDS = re.compile(r"(-?%s) → (-?%s) KiB \(([-+]?%s)\)" % ((re.sub(r"\((?!\?)", "(?:", NUMBER),) * 3))
FORECAST = re.compile(r"last another (.+?)(?: to (.+))?$")
SHARE = re.compile(r"([\d.]+)\s%, ([-+]?[\d\s]+) KiB")


def line_contradictions(line):
    """What a line says by itself: sums, signs, orders."""
    for first, last, change in ENDS.findall(line):
        if abs(kib(last) - kib(first) - kib(change)) > 1.5:
            yield "%s → %s is no change of %s" % (first, last, change)
    forecast = FORECAST.search(line)
    if forecast and forecast[2] and seconds(forecast[1], forecast[2]) > seconds(forecast[2]):
        yield "a forecast that ends before it begins"
    if line.lstrip().startswith("what grew:") and any(kib(change) <= 0 for _, change in SHARE.findall(line)):
        yield "what grew did not"
    if any(rate and kib(rate) <= 0 for rate in re.findall(r"%%, \+%s KiB, ([-+]?%s) KiB a round" % (BARE, BARE), line)):
        yield "what grew has a rate that does not"
    if re.match(r"SYSTEM .* grows -|SYSTEM .* falls \+", line):
        yield "a number of the machine grows by less than 0, or falls by more"
    if re.search(r"(?:▲ leak|△ suspect) .* -%s in steps" % BARE, line):
        yield "steps that go down"
    if re.search(r"\b1 (?:others|processes|rounds|oddities)\b|\b(?:0|[2-9]|\d\d+) (?:other|process|round|oddity)\b(?! a| [0-9])", line):
        yield "a number and a word that do not fit"
    hourly = re.search(r"at (?:this pace|the pace of its resident memory) the (%s) (KiB|MiB|GiB) that were available .* last another (.+)$" % BARE, line)
    if hourly and "-" in hourly[3]:
        yield "a forecast below 0"
    rest = re.search(r"the blocks in use do not \(heap \+(%s) ± (%s)" % (BARE, BARE), line)
    if rest and kib(rest[1]) > kib(rest[2]):
        yield "blocks in use do not grow, and do for certain"
    counted = re.search(r"\b(\d+) rounds? (?:is|are) fewer than the five", line)
    if counted and int(counted[1]) >= 5:
        yield "five and more are called fewer"
    warm = re.search(r"rounds (\d+) to (\d+) are warm-up", line)
    if warm and int(warm[1]) > int(warm[2]):
        yield "a warm-up that ends before it begins"
    if re.search(r"noise may look like a trend|\bnan\b|\binf\b|-0\.?0*\s", line):
        yield "nonsense"


def text_contradictions(text):
    if re.search(r"RSS \+[^\n]*\n[^\n]*free heap hide it", text):
        yield "a growth that is hidden, and RSS shows it"
    for line in lines_of(text):
        # the rate of a sum is known otherwise than that of a member
        if len(set(decimals_of(line))) > 1 and not re.search(r"[:,] sum ", line):
            yield "rates of unlike precision: " + line.strip()
        for what in line_contradictions(line):
            yield "%s: %s" % (what, line.strip())


def pace_contradictions(text):
    """What a mapping grew, against its pace: most of it may be its start, which is said."""
    rounds = re.search(r"  (%s) rounds? ?" % BARE, text)
    for line in lines_of(text):
        for change, rate in re.findall(r"%%, \+(%s) KiB, \+(%s) KiB a round(?! at the end| on average)" % (BARE, BARE), line):
            if rounds and kib(rate) * kib(rounds[1]) < 0.4 * kib(change):
                yield "+%s KiB are not grown at %s KiB a round: %s" % (change, rate, line.strip())


def mapping_contradictions(text, run):
    """What a private mapping grows a round, against private memory at the end of the run (that of steps alone has no rate there)."""
    lives = {str(life["pid"]): life["private"] for process in run["processes"] for life in process["lives"]}
    private = None
    for line in lines_of(text):
        head = re.match(r"[▲△?●] .* \((\d+)\)(?: \(life \d+\))?  ", line)
        private = lives.get(head[1]) if head else private
        if not line.lstrip().startswith("what grew:") or not private or not private["late_high"]:
            continue
        rates = re.findall(r"\[(?:heap|arena|anon|small anon|large anon)\] [\d.]+\s%%, \+%s KiB, \+(%s) KiB a round(?! at the end| on average)" % (BARE, BARE), line)
        if sum(kib(rate) for rate in rates) > 2 * max(private["late_high"], 0) + 0.5:
            yield "private memory grows by %.3g at most: %s" % (private["late_high"], line.strip())


def hint_contradictions(text):
    """What a hint says of the heap and of private memory, against the lines above it."""
    heap = private = None
    for line in lines_of(text):
        if line.startswith(("▲", "△", "?", "GROUP")):
            heap = private = None
        grown = re.search(r"\[heap\] [\d.]+\s%%, \+(%s) KiB" % BARE, line)
        heap = kib(grown[1]) if grown else heap
        ends = re.search(r"RSS [^,(]*\((\+%s)\), private [^,(]*\((\+%s)\)" % (BARE, BARE), line)
        private = [kib(change) for change in ends.groups()] if ends else private
        steps = re.search(r"the heap grew (\d+) times, by (\d+) KiB each", line)
        if steps and heap is not None and abs(int(steps[1]) * int(steps[2]) - heap) >= int(steps[2]):
            yield "+%g KiB are not: %s" % (heap, line.strip())
        if private and private[1] > private[0] and "where private memory does not" in line:
            yield "private memory grew by %g KiB: %s" % (private[1], line.strip())


SIZES = {"bytes": 1 / 1024, "KiB": 1, "MiB": 1024, "GiB": 1024 * 1024}


def forecast_contradictions(text):
    """The time until memory ends, against the rate an hour above it and what was available."""
    hourly = None
    for line in lines_of(text):
        rate = re.search(r"resident memory grows by [^;]*?, (%s) (KiB|MiB|GiB) an hour" % BARE, line)
        if line.startswith(("▲", "△", "?", "GROUP")):
            hourly = None
        hourly = kib(rate[1]) * SIZES[rate[2]] if rate else hourly
        ends = re.search(r"at (?:this pace|the pace of its resident memory) the (%s) (KiB|MiB|GiB) that were available .* last another (.+?)(?: to (.+?))?( at least)?$" % BARE, line)
        if not ends or not hourly:
            continue
        lasts = kib(ends[1]) * SIZES[ends[2]] / hourly * 3600
        if lasts < 0.93 * seconds(ends[3], ends[4]) or lasts > 1.07 * (float("inf") if ends[5] else seconds(ends[4] or ends[3])):
            yield "at the rate an hour it lasts %.0f s: %s" % (lasts, line.strip())


def machine_contradictions(text):
    """MemAvailable that ends, and is stable; that has two ends."""
    lines = re.sub(r"\n  (?=\S)", " ", text).split("\n")
    ends = [re.search(r"^SYSTEM MemAvailable .*; it ends in about ([^;]*)", line) for line in lines]
    ends = [seconds(match[1]) for match in ends if match]
    for line in lines:
        other = re.search(r"; MemAvailable ends in about ([^;]*)", line)
        if ends and other and seconds(other[1]) > 2.2 * ends[0]:
            yield "MemAvailable ends before: " + line
    if not any(re.match(r"SYSTEM  \S stable: .*\bMemAvailable\b", line) for line in lines):
        return
    for line in lines:
        if "; MemAvailable ends in" in line and "its own fall is not certain" not in line:
            yield "MemAvailable ends, and is stable: " + line


def row_contradictions(text):
    """Rows that a table leaves out are "others" only beside rows that it has."""
    lines = text.split("\n")
    has_rows = any(re.match(r"(?:▲|△|\?|●) (?:leak|suspect|inconclusive|stable) +\S+ +\d+ ", line) for line in lines)
    for line in lines:
        if re.match(r"(?:●|\?) (?:stable|inconclusive) +\d+ others? ", line) and not has_rows:
            yield "others beside none: " + line


def member_contradictions(text):
    """Rows of stable processes that the last line counts through their group: it is said below them."""
    rows = re.findall(r"^● stable +\S.* \d+ ", text, re.M)
    counted = re.search(r"(\d+) stable", text.rstrip().split("\n")[-1])
    if counted and len(rows) > int(counted[1]) and not re.search(r"^ +\d+ of these (?:is|are) counted with", text, re.M):
        yield "%d rows are stable, the last line counts %s" % (len(rows), counted[1])


def column_contradictions(text):
    """A process that was not found to leak, beside a rate of more than would have shown (CHANGE, the column between, is none)."""
    for line in text.split("\n"):
        row = re.match(r"[?●] (?:stable|inconclusive) .*?(\+%s)(?: ± %s)? .*  [-+]?%s +(%s) (KiB|B)/round(?!.* within its budget)" % (BARE, BARE, BARE, BARE), line)
        if row and (line[0] == "?" or "within its budget" in line) and kib(row[1]) >= kib(row[2]) / (1024 if row[3] == "B" else 1):
            yield "a rate of more than would have shown: " + line


def outcome_contradictions(text, run):
    """The last line and the headline, against the verdicts of the run."""
    said = dict((word, int(number)) for number, word in re.findall(r"(\d+) (leak|suspect|inconclusive|stable)", text.rstrip().split("\n")[-1]))
    gravest = ("inconclusive", "stable", "suspect", "leak")
    verdicts = [process["verdict"] for process in run["processes"]]
    groups = [group["verdict"] for group in run.get("groups") or []]
    if not groups and not run.get("system_only") and verdicts:
        for word in gravest:
            if said.get(word) != verdicts.count(word):
                yield "the last line counts %s %s, the run has %d" % (said.get(word), word, verdicts.count(word))
    status = re.search(r"exit (\d)$", text.rstrip())
    if not status or int(status[1]) != run["exit_status"]:
        yield "the last line has another exit status than the run"


def skip_contradictions(life, skip):
    """More rounds in the sentence than the verdict rests on, where --skip or the warm-up leaves out the first."""
    left = life["last_round"] + 1 - max(skip, life["first_round"])
    counted = re.search(r"(?:^|\bin )(\d+) rounds? ?(?!in all|without)", life["because"])
    if skip and counted and int(counted[1]) > max(left, 0):
        yield "%s rounds, and %d are judged" % (counted[1], left)
    needed = re.search(r"about (\d+) rounds in all would tell", life["because"])
    if skip and needed and life["rounds_needed"] and int(needed[1]) < life["rounds_needed"] + min(skip, life["rounds"]) - life["first_round"]:
        yield "the rounds that are left out are none of those that would tell"


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
    for rate_of, metric in ((r"private memory grows by (%s)", "private"), (r"resident memory grows by (%s)", "footprint")):
        grown = re.search(rate_of % NUMBER, because)
        slope = life[metric]["late_slope_kib_per_round"]
        if grown and slope is not None and abs(kib(grown[1]) - slope) > max(0.6 * 10 ** -len(grown[2] or ""), 0.02 * abs(slope)):
            yield "the sentence has another rate than the numbers (%g)" % slope
    if "RSS flat" in because and (footprint["late_low"] or 0) * (footprint["n"] - 1) >= FLOOR_KIB:
        yield "RSS is called flat, and rises for certain"
    grown = re.search(r"resident memory (?:grows|with it) by (%s) ± %s KiB a round(?! without files)" % (NUMBER, BARE), because)
    if grown and rss["late_slope_kib_per_round"] is not None and abs(kib(grown[1]) - rss["late_slope_kib_per_round"]) > 2.1 * 10 ** -len(grown[2] or ""):
        yield "the sentence has another rate than the column of RSS (%g), without a word" % rss["late_slope_kib_per_round"]
    if "still grows" in because and rate is not None and rate < 0:
        yield "it still grows, and the rate is below 0"
    needed = re.search(r"about (\d+) rounds (?:in all|without a restart) would tell", because)
    if needed and int(needed[1]) <= max(rss["n"] or 0, footprint["n"] or 0):
        yield "fewer rounds would tell than there are"
    if because.startswith("not a page of change") and footprint["first_kib"] != footprint["last_kib"] and life["rounds"] == footprint["n"]:
        yield "not a page of change, and there is one"
    if re.match(r"not a page of change in \d+ rounds(?!, but)", because) and rss["first_kib"] != rss["last_kib"] and life["rounds"] == rss["n"]:
        yield "not a page of change, beside one of RSS"
    if re.match("it (filled up|grew while)", because) and rss["first_kib"] is not None and rss["last_kib"] < rss["first_kib"] and "below where it began" not in because:
        yield "it filled up, beside a change below 0"
    if life["verdict"] in ("leak", "suspect") and "below the budget" in because:
        yield "a leak within its budget"
    if life["verdict"] == "leak" and detectable is not None and detectable < 0:
        yield "a least leak below 0"
    if "still" in because and footprint["late_high"] is not None and footprint["late_high"] < 0:
        yield "it still rises, and the rate is below 0"
    below = re.search(r"(\d+) KiB (?:in all|over the whole run), less than the (\d+) KiB", because)
    if below and int(below[1]) >= int(below[2]):
        yield "more is called less"
    if re.search(r"it grew by \d+ KiB in all", because) and rss["first_kib"] is not None and abs(rss["last_kib"] - rss["first_kib"]) >= FLOOR_KIB:
        yield "it grew by less than matters in all, beside a change of more"
    # of what malloc holds bytes tell, of the rest a rate of its own
    outside = re.search(r"that malloc does not hold, one above (%s) (bytes|KiB|MiB)" % BARE, because)
    detectable = kib(outside[1]) * SIZES[outside[2]] if outside else None if "bytes a round would have shown" in because else detectable
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


def headline_contradictions(markdown, page):
    """"No leak found" above a leak, without a word on why that is none."""
    if markdown.startswith("### No leak found") and re.search(r"\*\*leak\*\* (?!\((?:known|replaced in time))", markdown):
        yield "report.md has a leak below its headline"
    title = re.search(r"<h1>(.*?)</h1>", page, re.S)
    if title and title[1].startswith("No leak found") and re.search(r"leak</span>(?! <small>(?:replaced in time|known)|[^<]*known)", page.split("<section", 1)[-1].split("</table>")[0]):
        yield "the page has a leak below its headline"


def main():
    found = 0
    for folder in sys.argv[1:]:
        said = []
        with open(os.path.join(folder, "report.txt"), encoding="utf-8") as file:
            text = file.read()
            for look in (text_contradictions, pace_contradictions, hint_contradictions, forecast_contradictions, machine_contradictions, row_contradictions, member_contradictions, column_contradictions):
                said += look(text)
        with open(os.path.join(folder, "report.html"), encoding="utf-8") as file:
            page = file.read()
        said += chart_contradictions(page)
        with open(os.path.join(folder, "report.md"), encoding="utf-8") as file:
            said += headline_contradictions(file.read(), page)
        with open(os.path.join(folder, "report.json"), encoding="utf-8") as file:
            for line in file:
                run = json.loads(line)
                said += outcome_contradictions(text, run)
                said += mapping_contradictions(text, run)
                for process in run["processes"]:
                    for life in process["lives"]:
                        said += ["%s: %s (%s)" % (process["name"], what, life["because"]) for what in life_contradictions(life)]
                        said += ["%s: %s (%s)" % (process["name"], what, life["because"]) for what in skip_contradictions(life, run["settings"]["skip"])]
        for what in said:
            print("%s: %s" % (os.path.basename(folder.rstrip("/")), what))
        found += len(said)
    return found > 0


sys.exit(main())
