"""archives.py FOLDER RUN - archives of RUN of every kind, and of what an attacker sends, written into FOLDER."""
import gzip
import io
import os
import struct
import sys
import tarfile
import zipfile
import zlib

folder, run = sys.argv[1:]
os.chdir(folder)
name = os.path.basename(run)
files = [(f"{name}/{f}", open(os.path.join(run, f), "rb").read()) for f in sorted(os.listdir(run))]
first = next(path for path, _ in files if path.endswith(".ps"))


def member(path, data=b"", **more):
    info = tarfile.TarInfo(path)
    info.size = len(data)
    info.mtime = 1795410960
    for key, value in more.items():
        setattr(info, key, value)
    return info


def write_tar(out, members, form=tarfile.PAX_FORMAT, mode="w"):
    with tarfile.open(out, mode, format=form) as tar:
        for path, data, more in members:
            tar.addfile(member(path, data, **more), io.BytesIO(data))


def all_files(prefix=""):
    return [(prefix + path, data, {}) for path, data in files]


class Pipe(io.RawIOBase):
    """A file that cannot be sought, so that sizes follow the data."""

    def __init__(self, path):
        self.out = open(path, "wb")

    def writable(self):
        return True

    def write(self, data):
        return self.out.write(data)

    def seekable(self):
        return False


for form, number in (("ustar", tarfile.USTAR_FORMAT), ("pax", tarfile.PAX_FORMAT), ("gnu", tarfile.GNU_FORMAT)):
    write_tar(form + ".tar", all_files(), number)
with open("v7.tar", "wb") as old:
    for path, data in files:
        head = bytearray(member(path, data).tobuf(tarfile.USTAR_FORMAT))
        head[257:] = bytes(512 - 257)
        head[148:156] = b"        "
        head[148:156] = b"%06o\0 " % sum(head)
        old.write(head + data + bytes(-len(data) % 512))
    old.write(bytes(1024))
for kind in ("gz", "bz2", "xz"):
    write_tar("x.tar." + kind, all_files(), mode="w:" + kind)
for out, method in (("deflated.zip", zipfile.ZIP_DEFLATED), ("stored.zip", zipfile.ZIP_STORED)):
    with zipfile.ZipFile(out, "w", method) as archive:
        for path, data in files:
            archive.writestr(path, data)
with zipfile.ZipFile(Pipe("streamed.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
    for path, data in files:
        with archive.open(path, "w", force_zip64=True) as out:
            out.write(data)
write_tar("absolute.tar", all_files("/etc/"))
write_tar("above.tar", all_files("../../"))
write_tar("long.tar", all_files("a" * 150 + "/" + "b" * 150 + "/"), tarfile.GNU_FORMAT)
write_tar("bytes.tar", all_files("\udcff\u00e4/"), tarfile.GNU_FORMAT)
half = len(files) // 2
write_tar("one.tar", all_files()[:half])
write_tar("two.tar", all_files()[half:])
with open("concatenated.tar", "wb") as out:
    out.write(open("one.tar", "rb").read() + open("two.tar", "rb").read())
text = open("ustar.tar", "rb").read()
with open("members.tar.gz", "wb") as out:
    for part in (text[:10000], text[10000:]):
        deflate = zlib.compressobj(6, zlib.DEFLATED, 31)
        out.write(deflate.compress(part) + deflate.flush())


def gzip_member(data, strategy=zlib.Z_DEFAULT_STRATEGY, crc=0):
    """With all fields that RFC 1952 has."""
    head = b"\x1f\x8b\x08\x1e\0\0\0\0\0\3" + struct.pack("<H", 70) + b"x" * 70 + b"name" * 99 + b"\0" + b"comment" * 99 + b"\0"
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15, 9, strategy)
    return (head + struct.pack("<H", zlib.crc32(head) & 0xffff) + deflate.compress(data) + deflate.flush()
            + struct.pack("<II", zlib.crc32(data) ^ crc, len(data)))


third = len(text) // 3
parts = gzip_member(text[:third]) + gzip_member(b"") + gzip_member(text[third:], zlib.Z_FIXED)
stored = gzip.compress(text, 0)
for out, data in (("fields.tar.gz", parts), ("stored.tar.gz", stored), ("tape.tar.gz", parts + bytes(10240)),
                  ("behind.tar.gz", stored + b"signature"), ("twice.tar.gz.gz", gzip.compress(parts))):
    open(out, "wb").write(data)
open("checksum.tar.gz", "wb").write(gzip_member(text, crc=1))
end = len(text.rstrip(b"\0"))
open("no-end.tar.gz", "wb").write(gzip.compress(text[:end - end % -512]))
# one bit of a stored block, in the last ps: what is read is another number, and only the checksum knows
at = stored.rindex(b"root 2417 0.0 0.0 9000 5")
open("bit.tar.gz", "wb").write(stored[:at + 23] + b"7" + stored[at + 24:])
write_tar("links.tar", all_files() + [
    (first, b"", {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}), (f"{name}/hard", b"", {"type": tarfile.LNKTYPE, "linkname": first}),
    (f"{name}/null", b"", {"type": tarfile.CHRTYPE, "devmajor": 1, "devminor": 3}), (f"{name}/fifo", b"", {"type": tarfile.FIFOTYPE})])

# What is sent to hurt.
huge = member(first)
huge.size = 100 << 30
open("says-100g.tar", "wb").write(huge.tobuf(tarfile.GNU_FORMAT) + b"x" * 2000)
huge.size = 2 << 30
with open("zeros.tar.gz", "wb") as out:
    deflate = zlib.compressobj(9, zlib.DEFLATED, 31)
    out.write(deflate.compress(huge.tobuf(tarfile.GNU_FORMAT)))
    for _ in range(400):
        out.write(deflate.compress(bytes(1 << 20)))
    out.write(deflate.flush())
deflate = zlib.compressobj(1, zlib.DEFLATED, 31)
with open("folders.tar.gz", "wb") as out:
    body = b"USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\nroot 7 0.0 0.0 9 9 ? S 05:00 0:00 x\n"
    for i in range(20000):
        out.write(deflate.compress(member(f"d{i}/ps.txt", body).tobuf(tarfile.USTAR_FORMAT) + body + bytes(-len(body) % 512)))
    out.write(deflate.flush())
nested = b"x" * 1000
for _ in range(6):
    pack = io.BytesIO()
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(10):
            archive.writestr(f"{i}.zip", nested)
    nested = pack.getvalue()
open("nested.zip", "wb").write(nested)
write_tar("empty.tar", [])
open("log.gz", "wb").write(gzip.compress(files[-1][1]))
