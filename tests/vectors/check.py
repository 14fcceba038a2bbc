#!/usr/bin/env python3
"""check.py - computes OLS, Newey-West, Theil-Sen and Mann-Kendall of vectors.csv again, with NumPy and SciPy, and compares."""
import csv
import os

import numpy as np
from scipy import stats

worst = 0.0
for row in csv.DictReader(open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "vectors.csv"))):
    t = np.array(row["t"].split(), float)
    y = np.array(row["y"].split(), float)
    if y.min() == y.max():
        continue
    n = len(t)
    u = t - t.mean()
    v = y - y[0]
    line = stats.linregress(t, v)
    got = {"slope": line.slope, "intercept": line.intercept + y[0], "slope_se": line.stderr, "p_two_sided": line.pvalue,
           "r2": line.rvalue ** 2}
    if row["hac_se"]:
        lags = int(np.floor(4 * (n / 100.0) ** (2 / 9.0)))
        g = u * (v - v.mean() - line.slope * u)
        s = g @ g + 2 * sum((1 - j / (lags + 1.0)) * (g[j:] @ g[:-j]) for j in range(1, lags + 1))
        got["hac_se"] = np.sqrt(s) / (u @ u)
        slope, _, low, high = stats.theilslopes(v, t, 0.95)
        got.update(theil_sen=slope, sen_lo95=low, sen_hi95=high)
        got["mk_s"] = float(sum(np.sign(y[j] - y[i]) for i in range(n) for j in range(i + 1, n)))
    for key, value in got.items():
        want = float(row[key])
        error = abs(value - want) / max(abs(want), 1e-9)
        worst = max(worst, error)
        if error > 1e-9 and not (row["vector"] == "line-exact" and abs(value - want) < 1e-6):
            print("%s %s: %r, wanted %r" % (row["vector"], key, value, want))
print("largest relative difference %.1e (NumPy %s, SciPy %s)" % (worst, np.__version__, __import__("scipy").__version__))
