"""second.py WORK - as worker.py, but other works: does one round of WORK for each line that it reads, and answers each."""
import asyncio
import collections
import ctypes
import gc
import heapq
import io
import itertools
import json
import mmap
import random
import sys
import zlib

random.seed(11)
rounds = itertools.count()
kept = []
table = {}


def timers_cancelled(n):
    """A timer that is cancelled stays in the heap until its time comes: far away."""
    for i in range(12):
        heapq.heappush(kept, (1e9 + n, 12 * n + i, "timer %d of a session" % i * 4))


def timers_fired(n):
    """Timers that fire after ten rounds."""
    for i in range(25):
        heapq.heappush(kept, (n + 10, 25 * n + i, "timer %d of a session" % i * 4))
    while kept[0][0] <= n:
        heapq.heappop(kept)


class Point:
    __slots__ = ("x", "y", "label")

    def __init__(self, x, y):
        self.x, self.y, self.label = x, y, "p%d,%d" % (x, y)


def slots(n):
    for i in range(15):
        table[15 * n + i] = Point(n, i)


loop = asyncio.new_event_loop()


async def answer(size):
    await asyncio.sleep(0)
    return bytes(size)


async def ask_all():
    assert len(await asyncio.gather(*(answer(900) for _ in range(40)))) == 40


def tasks_done(n):
    loop.run_until_complete(ask_all())


async def wait_for(event):
    room = bytearray(1200)
    await event.wait()
    return room


async def start_some():
    for _ in range(3):
        kept.append(asyncio.ensure_future(wait_for(asyncio.Event())))
    await asyncio.sleep(0)


def tasks_waiting(n):
    """Tasks that wait for an event that nobody sets."""
    loop.run_until_complete(start_some())


def failing(n):
    room = bytes(2600)
    raise ValueError("round %d of %d" % (n, len(room)))


def errors_kept(n):
    """An error keeps its traceback, which keeps what the frames had."""
    try:
        failing(n)
    except ValueError as error:
        kept.append(error)


def errors_last(n):
    errors_kept(n)
    del kept[:-12]


def files_in_memory(n):
    with io.BytesIO() as file:
        for _ in range(random.randrange(5, 60)):
            file.write(bytes(3000))


def counts(size):
    room = "c" * 1000
    while size:
        yield len(room) - size
        size -= 1


def generators(n):
    """Generators that are asked once keep their frames."""
    for _ in range(6):
        kept.append(counts(9))
        next(kept[-1])


text = json.dumps([{"id": i, "name": "n%d" % i, "tags": ["a", "b", "c" * (i % 30)]} for i in range(400)])


def documents(n):
    assert len(json.dumps(json.loads(text))) > 1000


def interned(n):
    for i in range(10):
        kept.append(sys.intern("name_%d_%d_" % (n, i) + "i" * 90))


libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p


def foreign(n):
    """What a library gives and nobody gives back."""
    ctypes.memset(ctypes.c_void_p(libc.malloc(1500)), 1, 1500)


def expiring(n):
    """A cache whose entries live for eight rounds."""
    for i in range(20):
        table[20 * n + i] = (n + 8, "e" * (200 + 20 * i))
    for key in [key for key, (until, _) in table.items() if until <= n]:
        del table[key]


words = collections.Counter()


def words_new(n):
    words.update("word-%d-%d" % (n, i) for i in range(25))


def words_same(n):
    words.update("word-%d" % random.randrange(500) for _ in range(2000))


last = collections.deque(maxlen=150)


def deque_last(n):
    for i in range(10):
        last.append("d" * random.randrange(100, 2000))


def mapped(n):
    kept.append(mmap.mmap(-1, 12288))
    kept[-1].write(b"m" * 12288)


def packed(n):
    room = bytes(random.randrange(256) for _ in range(3000)) * 8
    assert zlib.decompress(zlib.compress(room)) == room


def subscribers(n):
    """Rings of object and handler, one of which is in a list: the collector may not take it."""
    for i in range(20):
        node = {"id": i, "room": bytes(300)}
        node["me"] = node
        if i == 0:
            kept.append(node)


def subscribers_gone(n):
    subscribers(n)
    del kept[:]


def main():
    work, collects = globals()[sys.argv[1]], len(sys.argv) > 2
    for _ in sys.stdin:
        work(next(rounds))
        if collects:
            gc.collect()
        print("ok", flush=True)


main()
