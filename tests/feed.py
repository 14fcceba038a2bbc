#!/usr/bin/env python3
"""feed.py FIFO FILE... - whoever reads FIFO gets the bytes of the first FILE, the next reader those of the second, and so on, without
end: behind the last it begins again. Each reader has a FIFO of its own: once one has opened it, another takes its place."""
import itertools
import os
import sys

fifo = sys.argv[1]
for name in itertools.cycle(sys.argv[2:]):
    with open(name, "rb") as file, open(fifo, "wb", buffering=0) as reader:
        os.mkfifo(fifo + ".next")
        os.rename(fifo + ".next", fifo)
        reader.write(file.read())
