"""worker.py WORK - does one round of WORK for each line that it reads, and answers each with a line."""
import array
import concurrent.futures
import decimal
import functools
import gc
import itertools
import logging
import random
import re
import sqlite3
import sys
import weakref
import xml.etree.ElementTree as tree

random.seed(7)
rounds = itertools.count()
kept = []


def cached(most):
    return functools.lru_cache(most)(lambda key: "%d-" % key + "v" * 400)


limited, endless = cached(400), cached(None)


def lru_bounded(n):
    for _ in range(120):
        limited(random.randrange(4000))


def lru_endless(n):
    for i in range(8):
        endless(8 * n + i)


database = sqlite3.connect(":memory:")
database.execute("create table t (n integer primary key, text)")


def sqlite_insert(n):
    database.executemany("insert into t (text) values (?)", [("x" * 300,)] * 8)


def sqlite_rotate(n):
    sqlite_insert(n)
    database.execute("delete from t where n <= (select max(n) from t) - 160")


document = "<list>" + "".join("<item n='%d'>%s</item>" % (i, "t" * (i % 40)) for i in range(200)) + "</list>"


def xml_parse(n):
    assert len(tree.fromstring(document)) == 200


def xml_keep(n):
    """Keeps one element, which keeps no others; a reader that believes it is small."""
    kept.extend(tree.fromstring(document)[i] for i in range(25))


class Thing:
    def __init__(self, size):
        self.body = bytes(size)

    def heard(self):
        return len(self.body)


names = weakref.WeakValueDictionary()


def weak_values(n):
    things = [Thing(2000) for _ in range(40)]
    for i, thing in enumerate(things):
        names[40 * n + i] = thing


def callbacks(n):
    """A listener that is never taken off keeps its object."""
    kept.append(Thing(1800).heard)


def loggers(n):
    """A logger for each connection: logging keeps them all."""
    for i in range(6):
        logging.getLogger("connection.%d" % (6 * n + i)).addHandler(logging.NullHandler())


def patterns(n):
    for i in range(30):
        re.compile("a{%d}[bc]+%d" % (i + 1, n))


def extends(n):
    if not kept:
        kept.append(array.array("d"))
    kept[0].extend(range(500))


def cycles(n):
    """Rings of garbage, which only the collector finds."""
    for _ in range(60):
        thing = Thing(500)
        thing.me = thing


def cycles_collected(n):
    cycles(n)
    gc.collect()


def cycles_kept(n):
    cycles(n)
    thing = Thing(2500)
    thing.me = thing
    kept.append(thing)
    gc.collect()


pool = concurrent.futures.ThreadPoolExecutor(4)


def threads(n):
    assert sum(pool.map(lambda i: len(bytes(20000 + i)), range(24))) > 0


def numbers(n):
    with decimal.localcontext() as context:
        context.prec = 200
        decimal.Decimal(n + 2).sqrt().ln()


def dict_ring(n):
    kept.append({i: "k%d" % (n * 100 + i) for i in range(60)})
    if len(kept) > 15:
        del kept[0]


work = globals()[sys.argv[1]]
for line in sys.stdin:
    work(next(rounds))
    print("ok", flush=True)
