#!/usr/bin/env python3
"""near.py WANT GOT TOLERANCE - do two builds say the same of many runs? WANT and GOT are folders of NAME.json and NAME.status.

Words and exit statuses must be the same; numbers may differ by TOLERANCE, and those above 1 by that part of their size. Differences are
printed, and the greatest of the others."""
import json, math, os, sys


def differences(want, got, at):
    """(path, how far apart) of each pair of numbers; infinity for other values that differ."""
    if isinstance(want, dict) and isinstance(got, dict):
        for key in sorted(set(want) | set(got)):
            if key != "leakline":
                yield from differences(want.get(key), got.get(key), at + "/" + key)
    elif isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        for i, pair in enumerate(zip(want, got)):
            yield from differences(*pair, "%s/%d" % (at, i))
    elif type(want) in (int, float) and type(got) in (int, float):
        yield at, abs(want - got) / max(abs(want), abs(got), 1)
    elif want != got:
        yield "%s: %s, not %s" % (at, got, want), math.inf


def read(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return json.loads(text) if path.endswith(".json") and text else text


def main():
    want, got, tolerance = sys.argv[1], sys.argv[2], float(sys.argv[3])
    greatest, bad = 0, 0
    for name in sorted(os.listdir(want)):
        for at, apart in differences(read(os.path.join(want, name)), read(os.path.join(got, name)), name):
            if apart > tolerance:
                print("%s (%g)" % (at, apart))
                bad += 1
            else:
                greatest = max(greatest, apart)
    print("%d differences, the others within %.1e" % (bad, greatest))
    return bad > 0


sys.exit(main())
