"""damage.py FROM TO HOW - a copy of a run, its files damaged as shares, editors, cables and other people's scripts do it."""
import os
import sys


def tables(name):
    return name.rsplit(".", 1)[-1] in ("ps", "pmap", "status", "smaps", "maps", "meminfo")


def with_line(data, at, line):
    lines = data.splitlines(True)
    lines.insert(min(at, len(lines)), line)
    return b"".join(lines)


def repeated_header(name, data):
    lines = data.splitlines(True)
    if name.endswith(".ps"):
        return with_line(data, len(lines) // 2, lines[0])
    return with_line(data, 2, lines[1]) if name.endswith(".pmap") else data


def spliced(name, data):
    return with_line(data, len(data.splitlines()) // 2, b"tool: read error: Input/output error\n") if tables(name) else data


def nul_hole(name, data):
    """A block that the disk lost at the end of the file, as after a power cut."""
    return data + bytes(512) if tables(name) else data


HOW = {
    "bom": lambda name, data: b"\xef\xbb\xbf" + data,
    "utf-16le": lambda name, data: b"\xff\xfe" + data.decode().encode("utf-16-le"),
    "utf-16be": lambda name, data: b"\xfe\xff" + data.decode().encode("utf-16-be"),
    "utf-16le-crlf": lambda name, data: b"\xff\xfe" + data.decode().replace("\n", "\r\n").encode("utf-16-le"),
    "crlf": lambda name, data: data.replace(b"\n", b"\r\n"),
    "crcrlf": lambda name, data: data.replace(b"\n", b"\r\r\n"),
    "no-newline": lambda name, data: data.removesuffix(b"\n"),
    "repeated-header": repeated_header,
    "spliced": spliced,
    "nul-hole": nul_hole,
}

source, target, how = sys.argv[1:]
os.makedirs(target)
for name in sorted(os.listdir(source)):
    with open(os.path.join(source, name), "rb") as file:
        data = file.read()
    with open(os.path.join(target, name), "wb") as file:
        file.write(HOW[how](name, data))
