#!/usr/bin/env python3
"""image_seed.py IMAGE OUT [torn|python] - an input of the fuzz target "image" (targets_image.c) of an image that heap-truth wrote.

Kept are the mappings of the program, of libc and of the heap, of the words in those that can be written
the heap's and those around libc's bins, and the headers of the files. "torn": some words are others
until the reader's first pause. "python": the program is called so."""
import struct
import sys

PAGE = 4096
FILES = ("heap-truth", "libc.so", "ld-musl", "[heap]")
WORD, BINS, REPEAT, _PAGES, LATER = range(5)


def address(value):
    return struct.pack("<Q", value)[:6]


def mappings(image):
    lines = open(f"{image}/1/maps").read().splitlines(True)
    kept = []
    for i, line in enumerate(lines):
        name = line.split(None, 5)[5].strip() if len(line.split(None, 5)) > 5 else ""
        # memory without a name is an arena's, but for the .bss of the program itself and stacks behind their guard page
        is_other = i > 0 and (FILES[0] in lines[i - 1] or "---p" in lines[i - 1])
        if any(file in name for file in FILES) or (not name and " rw-p " in line and not is_other):
            kept.append(" ".join(line.split()[:5]) + " " + name[max(name.rfind("/"), 0):] + "\n")
    return kept


def words_of(image, start, end):
    pagemap, memory = open(f"{image}/1/pagemap", "rb"), open(f"{image}/1/mem", "rb")
    for page in range(start, end, PAGE):
        pagemap.seek(page // PAGE * 8)
        entry = pagemap.read(8)
        if len(entry) == 8 and entry[7] & 0x80:
            memory.seek(page)
            yield page, struct.unpack("<512Q", memory.read(PAGE))


def records(words):
    """Words {address: word} as records: bins that point to themselves, repeats, words."""
    out, todo = b"", sorted(words)
    done = set()
    for at in todo:
        if at in done:
            continue
        bins = 0
        while all(words.get(at + 16 * bins + side) == at + 16 * bins - 16 for side in (0, 8)):
            bins += 1
        same = 0
        while words.get(at + 8 * same) == words[at]:
            same += 1
        if bins > 1:
            out += struct.pack("<B6sH", BINS, address(at - 16), bins)
            done.update(range(at, at + 16 * bins, 8))
        elif same > 1:
            out += struct.pack("<B6sHQ", REPEAT, address(at), same, words[at])
            done.update(range(at, at + 8 * same, 8))
        else:
            out += struct.pack("<B6sQ", WORD, address(at), words[at])
    return out


def near_bins(words):
    """Of a file's words those around its longest row of bins: main_arena, and mp_ near it."""
    best, most = 0, 3
    for at in words:
        bins = 0
        while all(words.get(at + 16 * bins + side) == at + 16 * bins - 16 for side in (0, 8)):
            bins += 1
        if bins > most:
            best, most = at, bins
    return {at: word for at, word in words.items() if best and best - 0xa00 <= at < best + 0xa00}


def main():
    image, name = sys.argv[1:3]
    how = sys.argv[3] if len(sys.argv) > 3 else ""
    lines = mappings(image)
    text = "".join(lines).encode()
    if how == "python":
        text = text.replace(b"/heap-truth", b"/libpython3.11.so.1.0")
    text += b"\n" * (-len(text) % 256)
    memory = {}
    for line in lines:
        start, end = (int(word, 16) for word in line.split()[0].split("-"))
        is_head = line.split()[2] == "00000000" and "/" in line
        if " rw" not in line and not is_head:
            continue
        kept = {}
        for page, words in words_of(image, start, start + PAGE if is_head else end):
            kept.update((page + 8 * i, word) for i, word in enumerate(words[:8] if is_head else words) if word)
        memory.update(near_bins(kept) if " rw" in line and "libc" in line else kept)
    # a page without a word that is kept is absent: there is the less to read
    header = open(f"{image}/1/exe", "rb").read(64)
    out = bytes([len(text) // 256, len(header)]) + text + header
    if how == "torn":
        some = dict(list(memory.items())[::97])
        out += records({**memory, **{at: word ^ 0x30 for at, word in some.items()}}) + bytes([LATER]) + records(some)
    else:
        out += records(memory)
    open(name, "wb").write(out)


main()
