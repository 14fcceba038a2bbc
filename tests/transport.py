#!/usr/bin/env python3
"""transport.py MODE [ARG] COMMAND... - a bad transport: runs COMMAND and passes both directions on, with a fault.

noise     a login's banner before the first answer, and an echo of the first request
crlf      CR LF for each LF, as old adb shells do
crcrlf    CR CR LF
late S    each answer S seconds late
die N     ends after N bytes of answers, the first time it is called (the file FIRST remembers)
replay    gives the first twelve answers once more, in front of the next
drop      ends at once, but for the first time
"""
import os, select, subprocess, sys, time

mode, rest = sys.argv[1], sys.argv[2:]
number = 0.0
if mode in ("late", "die"):
    number, rest = float(rest[0]), rest[1:]
first = False
if mode in ("die", "drop"):
    mark = os.environ["FIRST"]
    first = not os.path.exists(mark)
    open(mark, "w").close()
if mode == "drop" and not first:
    sys.exit(1)
child = subprocess.Popen(rest, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
answered, kept, ended = 0, b"", False
if mode == "noise":
    os.write(1, b"Welcome!\r\n\033[1mLast login: today\033[0m\r\n\0\377 $ ")
while True:
    ready = select.select([0, child.stdout], [], [])[0]
    if 0 in ready:
        data = os.read(0, 65536)
        if not data:
            child.stdin.close()
            break
        if mode == "noise" and answered == 0:
            os.write(1, data)
        child.stdin.write(data)
        child.stdin.flush()
    if child.stdout in ready:
        data = os.read(child.stdout.fileno(), 65536)
        if not data:
            break
        if mode == "late":
            time.sleep(number)
        if mode == "die" and first and answered + len(data) >= number:
            os.write(1, data[:int(number - answered)])
            child.kill()
            sys.exit(1)
        answered += len(data)
        if mode == "crlf":
            data = data.replace(b"\n", b"\r\n")
        elif mode == "crcrlf":
            data = data.replace(b"\n", b"\r\r\n")
        elif mode == "replay" and not ended:
            ended = b" end 12\n" in kept  # what comes now answers another question
            kept, data = kept + data, kept + data if ended else data
        while data:
            data = data[os.write(1, data):]
child.wait()
