"""Package room, the archive: a zip read from its raw bytes, with everything kept that other readers hide.

`zipfile` refuses or mends what a checker must see: names as stored, entries twice, two headers that disagree,
sizes that lie. So the records are parsed here (APPNOTE.TXT 6.3.10), and members are inflated piece by piece.
"""

from __future__ import annotations

import errno
import itertools
import mmap
import os
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from scormkit.errors import PackageError

UTF8_NAME = 0x800  #: general purpose bit 11: the name is UTF-8
ENCRYPTED = 0x1
DESCRIPTOR = 0x8  #: bit 3: sizes stand after the data
STORED, DEFLATED = 0, 8

_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_LOCATOR64 = b"PK\x06\x07"
_CENTRAL = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_CHUNK = 1 << 18
_LONGEST_NAME = 4096  #: no system has longer paths; the rest of a name would only cost time


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a stranger's package is read; beyond it the reader stops and says so."""

    entries: int = 100_000
    entry_bytes: int = 2 << 30
    total_bytes: int = 4 << 30
    ratio: int = 200  #: inflated : packed, looked at once `ratio_from` bytes came out
    ratio_from: int = 10_000_000
    total_ratio_from: int = 100_000_000
    large_ratio: int = 10  #: what no film or sound reaches: beyond it, more than `entry_bytes` are a bomb

    def excess(self, inflated: int, packed: int, ratio_from: int, most: int) -> str:
        """Whether so much out of so little is a "bomb", or is honest and too "large" to read on; "" for neither."""
        packed = max(1, packed)
        if inflated > ratio_from and inflated > self.ratio * packed:
            return "bomb"
        if inflated > most:
            return "bomb" if inflated > self.large_ratio * packed else "large"
        return ""


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class LocalHeader:
    """What the header in front of the data says; it should repeat the central directory."""

    name: bytes
    flags: int
    method: int
    data_offset: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the central directory lists it, or one file of a folder."""

    name: str  #: decoded, at most 4096 characters, otherwise untouched
    raw_name: bytes
    flags: int = UTF8_NAME
    method: int = STORED
    crc: int = 0
    packed: int = 0  #: bytes in the archive, as declared
    size: int = 0  #: bytes after inflating, as declared
    offset: int = 0
    mode: int = 0  #: Unix mode, 0 when none is stored
    disk: int = 0
    zip64: bool = False
    unicode_extra: bool = False  #: the Info-ZIP Unicode Path field 0x7075 is present
    local: LocalHeader | None = None
    path: Path | None = None  #: the file on disk, for an unpacked folder

    @property
    def is_folder(self) -> bool:
        return self.name.endswith(("/", "\\")) and self.size == 0

    @property
    def is_link(self) -> bool:
        """A symbolic link, device, socket or pipe: anything but a file or a folder."""
        kind = stat.S_IFMT(self.mode)
        return kind not in (0, stat.S_IFREG, stat.S_IFDIR)


@dataclass(frozen=True, slots=True)
class Scan:
    """What came out when an entry was read to its end: its real size, and what went wrong."""

    size: int
    problem: str = ""  #: "", "encrypted", "method", "outside", "corrupt", "short", "long", "crc", "bomb" or "large"


@dataclass(frozen=True)
class Archive:
    """The container: entries in stored order, and the facts about what lies around them.

    `kind` is "zip", "folder", "document" (a bare XML file) or "none" (not a zip, `problem` says why).
    """

    kind: str
    source: Path
    size: int = 0
    entries: tuple[Entry, ...] = ()
    problem: str = ""
    broken: str = ""  #: where the central directory stops making sense
    prefix: int = 0
    trailing: int = 0
    disks: int = 0
    zip64: bool = False
    zip64_needed: bool = False
    truncated: bool = False  #: more entries than `Limits.entries`
    limits: Limits = LIMITS
    _data: mmap.mmap | bytes = field(default=b"", repr=False)

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """The content of an entry, piece by piece, in bounded memory.

        Raises `BrokenMember` as soon as the content cannot be trusted; the pieces before it were given out.
        """
        if entry.path is not None:
            yield from _file_chunks(entry.path)
            return
        if entry.is_link:
            raise BrokenMember("outside")
        if entry.flags & ENCRYPTED:
            raise BrokenMember("encrypted")
        if entry.method not in (STORED, DEFLATED):
            raise BrokenMember("method")
        if entry.local is None or entry.local.data_offset + entry.packed > len(self._data):
            raise BrokenMember("outside")
        packed = self._packed(entry)
        yield from _checked(entry, _inflated(packed) if entry.method == DEFLATED else packed, self.limits)

    def _packed(self, entry: Entry) -> Iterator[bytes]:
        start = entry.local.data_offset if entry.local else 0
        for position in range(start, start + entry.packed, _CHUNK):
            yield bytes(self._data[position : min(position + _CHUNK, start + entry.packed)])

    def read(self, entry: Entry, limit: int) -> bytes:
        """At most `limit` bytes of an entry, whole or not at all; raises `PackageError` otherwise."""
        pieces: list[bytes] = []
        total = 0
        try:
            for piece in self.chunks(entry):
                total += len(piece)
                if total > limit:
                    raise PackageError(f"{entry.name} is larger than {limit:,} bytes")
                pieces.append(piece)
        except BrokenMember as broken:
            raise PackageError(f"{entry.name} cannot be read: {broken.problem}") from None
        except OSError as failure:
            raise PackageError(f"{entry.name} cannot be read: {failure.strerror}") from None
        return b"".join(pieces)

    def close(self) -> None:
        """Let go of the file; nothing can be read afterwards."""
        if isinstance(self._data, mmap.mmap):
            self._data.close()

    @cached_property
    def overlaps(self) -> tuple[tuple[Entry, Entry], ...]:
        """Pairs of entries that share bytes of the archive: the way a small zip inflates without end."""
        placed = sorted((each for each in self.entries if each.local and each.packed), key=lambda each: each.offset)
        pairs = []
        for before, after in itertools.pairwise(placed):
            if before.local and before.local.data_offset + before.packed > after.offset:
                pairs.append((before, after))
        return tuple(pairs)


class BrokenMember(Exception):
    """The content of an entry cannot be read as declared; `problem` is one of the words of `Scan.problem`."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


def open_archive(path: Path, limits: Limits = LIMITS) -> Archive:
    """Open a zip, an unpacked folder or a bare XML document; nothing is written and nothing is unpacked.

    Raises `PackageError` only when the path cannot be opened; bytes that are no zip give an archive of kind "none".
    """
    try:
        if path.is_dir():
            return _open_folder(path, limits)
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise PackageError(f"{path} is neither a file nor a folder")
        size = facts.st_size
        if not size:
            return Archive("none", path, problem="the file is empty")
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as failure:
        raise PackageError(f"{path} cannot be opened: {failure.strerror or failure}") from None
    return _open_bytes(path, data, limits)


def _open_bytes(path: Path, data: mmap.mmap, limits: Limits) -> Archive:
    end = _find_end(data)
    if end is not None:
        return _open_zip(path, data, end, limits)
    if path.suffix.lower() == ".xml":
        whole = Entry(path.name, path.name.encode("utf-8", "surrogateescape"), size=len(data), path=path)
        return Archive("document", path, len(data), (whole,), limits=limits)
    return Archive("none", path, len(data), problem=_recognise(data), limits=limits)


def _open_folder(path: Path, limits: Limits) -> Archive:
    entries: list[Entry] = []
    pending = [path]
    while pending and len(entries) <= limits.entries:
        for child in sorted(os.scandir(pending.pop()), key=lambda each: each.name):
            name = Path(child.path).relative_to(path).as_posix()
            if child.is_dir(follow_symlinks=False):
                pending.append(Path(child.path))
                continue
            facts = child.stat(follow_symlinks=False)
            raw = os.fsencode(name)
            entries.append(Entry(name, raw, size=facts.st_size, mode=facts.st_mode, path=Path(child.path)))
    entries.sort(key=lambda each: each.name)
    total = sum(each.size for each in entries)
    truncated = len(entries) > limits.entries
    return Archive("folder", path, total, tuple(entries[: limits.entries]), truncated=truncated, limits=limits)


_MAGIC = (
    (b"Rar!", "it is a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "it is a 7z archive"),
    (b"\x1f\x8b", "it is gzip data"),
    (b"BZh", "it is bzip2 data"),
    (b"version https://git-lfs", "it is a Git LFS pointer, not the file itself"),
    (b"%PDF", "it is a PDF"),
    (b"PK\x03\x04", "it begins like a zip but its end is missing: the file was cut off"),
)


def _recognise(data: mmap.mmap) -> str:
    head = bytes(data[:512])
    for magic, words in _MAGIC:
        if head.startswith(magic):
            return words
    if head.lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return "it is an HTML page, perhaps the error page of a download"
    return "it has no end-of-central-directory record"


def _find_end(data: mmap.mmap) -> int | None:
    position = data.rfind(_END, max(0, len(data) - 65_557 - 65_536))
    while position >= 0:
        if position + 22 <= len(data) and position + 22 + _u16(data, position + 20) <= len(data):
            return position
        position = data.rfind(_END, max(0, len(data) - 131_093), position)
    return None


def _u16(data: mmap.mmap | bytes, position: int) -> int:
    return int.from_bytes(data[position : position + 2], "little")


def _open_zip(path: Path, data: mmap.mmap, end: int, limits: Limits) -> Archive:
    disk, start_disk, _, count, size, offset, comment = struct.unpack_from("<HHHHIIH", data, end + 4)
    trailing = len(data) - (end + 22 + comment)
    directory_end, zip64 = end, False
    if end >= 20 and data[end - 20 : end - 16] == _LOCATOR64:
        found = _read_end64(data, end - 20)
        if found is not None:
            directory_end, disk, start_disk, count, size, offset = found
            zip64 = True
    start = directory_end - size
    shift = start - offset
    if start < 0 or offset < 0 or (data[start : start + 4] not in (_CENTRAL, b"") and size):
        start, shift = offset, 0
    entries, broken = _read_directory(data, start, directory_end, shift, min(count, limits.entries))
    starts = [each.offset for each in entries]
    needed = count > 0xFFFE or len(data) > 0xFFFFFFFE or any(each.size > 0xFFFFFFFE for each in entries)
    if not broken and len(entries) < count <= limits.entries:
        broken = f"it promises {count} entries and holds {len(entries)}"
    return Archive(
        "zip",
        path,
        len(data),
        tuple(entries),
        broken=broken,
        prefix=min(starts) if starts else max(0, start),
        trailing=trailing,
        disks=max(disk if disk != 0xFFFF else 0, start_disk if start_disk != 0xFFFF else 0),
        zip64=zip64 or any(each.zip64 for each in entries),
        zip64_needed=needed,
        truncated=count > limits.entries,
        limits=limits,
        _data=data,
    )


def _read_end64(data: mmap.mmap, locator: int) -> tuple[int, int, int, int, int, int] | None:
    (position,) = struct.unpack_from("<Q", data, locator + 8)
    if data[position : position + 4] != _END64:
        position = data.rfind(_END64, 0, locator)
    if position < 0 or position + 56 > len(data):
        return None
    disk, start_disk, _, count, size, offset = struct.unpack_from("<IIQQQQ", data, position + 16)
    return position, disk, start_disk, count, size, offset


def _read_directory(data: mmap.mmap, start: int, end: int, shift: int, most: int) -> tuple[list[Entry], str]:
    entries: list[Entry] = []
    position = start
    while position + 46 <= end and len(entries) < most:
        if data[position : position + 4] != _CENTRAL:
            return entries, f"its central directory is damaged after {len(entries)} entries"
        entry, position = _read_central(data, position, shift)
        entries.append(entry)
    return entries, ""


def _read_central(data: mmap.mmap, position: int, shift: int) -> tuple[Entry, int]:
    values = struct.unpack_from("<HHHHHHIIIHHHHHII", data, position + 4)
    made_by, _, flags, method, _, _, crc, packed, size, name_length, extra_length, comment_length = values[:12]
    disk, _, external, offset = values[12:]
    name_at = position + 46
    raw_name = bytes(data[name_at : name_at + name_length])
    extra = bytes(data[name_at + name_length : name_at + name_length + extra_length])
    wide = _extra_field(extra, 1)
    if wide is not None:
        size, packed, offset, disk = _widen(wide, size, packed, offset, disk)
    unicode_name = _unicode_name(extra, raw_name)
    at = offset + shift
    entry = Entry(
        name=(unicode_name if unicode_name is not None else decode_name(raw_name, flags))[:_LONGEST_NAME],
        raw_name=raw_name,
        flags=flags,
        method=method,
        crc=crc,
        packed=packed,
        size=size,
        offset=at,
        # the upper half is a Unix mode only when a Unix-like system wrote it (APPNOTE 4.4.2, 4.4.15)
        mode=external >> 16 if made_by >> 8 in (3, 19) else 0,
        disk=disk,
        zip64=wide is not None,
        unicode_extra=unicode_name is not None,
        local=_read_local(data, at),
    )
    return entry, name_at + name_length + extra_length + comment_length


def _read_local(data: mmap.mmap, position: int) -> LocalHeader | None:
    if position < 0 or position + 30 > len(data) or data[position : position + 4] != _LOCAL:
        return None
    flags, method = struct.unpack_from("<HH", data, position + 6)
    name_length, extra_length = struct.unpack_from("<HH", data, position + 26)
    name = bytes(data[position + 30 : position + 30 + name_length])
    return LocalHeader(name, flags, method, position + 30 + name_length + extra_length)


def _extra_field(extra: bytes, wanted: int) -> bytes | None:
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        if kind == wanted:
            return extra[position + 4 : position + 4 + length]
        position += 4 + length
    return None


def _widen(wide: bytes, size: int, packed: int, offset: int, disk: int) -> tuple[int, int, int, int]:
    """Values that did not fit, in the order of APPNOTE 4.5.3; only those marked as too large are stored."""
    values = [size, packed, offset]
    position = 0
    for index, value in enumerate(values):
        if value == 0xFFFFFFFF and position + 8 <= len(wide):
            (values[index],) = struct.unpack_from("<Q", wide, position)
            position += 8
    if disk == 0xFFFF and position + 4 <= len(wide):
        (disk,) = struct.unpack_from("<I", wide, position)
    return values[0], values[1], values[2], disk


def _unicode_name(extra: bytes, raw_name: bytes) -> str | None:
    found = _extra_field(extra, 0x7075)
    if found is None or len(found) < 5 or int.from_bytes(found[1:5], "little") != zlib.crc32(raw_name):
        return None
    try:
        return found[5:].decode("utf-8")
    except UnicodeDecodeError:
        return None


def decode_name(raw_name: bytes, flags: int) -> str:
    """The name in text; without the UTF-8 flag readers guess, and UTF-8 before CP437 is the guess that errs least."""
    try:
        return raw_name.decode("utf-8")
    except UnicodeDecodeError:
        return raw_name.decode("utf-8", "replace") if flags & UTF8_NAME else raw_name.decode("cp437")


_ONLY_FILES = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _file_chunks(path: Path) -> Iterator[bytes]:
    """The content of a file of a folder; a link, pipe or device is not opened, or not waited for."""
    try:
        descriptor = os.open(path, _ONLY_FILES)
    except OSError as failure:
        if failure.errno in (errno.ELOOP, errno.ENXIO):
            raise BrokenMember("outside") from None
        raise
    with os.fdopen(descriptor, "rb") as file:
        if path.is_symlink() or not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise BrokenMember("outside")
        while piece := file.read(_CHUNK):
            yield piece


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in packed:
            pending = piece
            while pending and not inflater.eof:
                yield inflater.decompress(pending, _CHUNK)
                pending = inflater.unconsumed_tail
        while not inflater.eof:
            rest = inflater.decompress(inflater.unconsumed_tail, _CHUNK)
            if not rest:
                raise BrokenMember("short")
            yield rest
    except zlib.error:
        raise BrokenMember("corrupt") from None


def _checked(entry: Entry, pieces: Iterator[bytes], limits: Limits) -> Iterator[bytes]:
    total = crc = 0
    for piece in pieces:
        total += len(piece)
        crc = zlib.crc32(piece, crc)
        excess = limits.excess(total, entry.packed, limits.ratio_from, limits.entry_bytes)
        if excess:
            raise BrokenMember(excess)
        if total > entry.size:
            raise BrokenMember("long")
        yield piece
    if total < entry.size:
        raise BrokenMember("short")
    if crc != entry.crc:
        raise BrokenMember("crc")
