"""Package room, writing: the same members always give the same zip, and an interrupted build leaves the old one."""

from __future__ import annotations

import os
import shutil
import struct
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from deflate import deflate_compress

from scormkit.errors import PackageError
from scormkit.package.replacing import new_file, replacing, sync_folder

#: Measured on 8 MB of HTML, CSS, JavaScript and XML: level 6 leaves 20.0 % at 135 MB/s, 8 leaves 19.7 % at 52,
#: 9 the same at 40, 12 leaves 18.9 % at 5. libdeflate's output was the same on processors with and without AVX.
_LEVEL = 8

#: libdeflate compresses whole buffers; a longer file is stored, so that memory stays flat.
_DEFLATE_AT_MOST = 32 * 1024 * 1024

_CHUNK = 1024 * 1024

#: Formats that are compressed already: deflating them costs time and gains nothing.
_COMPRESSED = frozenset(
    (
        *(".aac", ".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".weba"),
        *(".m4v", ".mov", ".mp4", ".ogv", ".webm"),
        *(".avif", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".webp"),
        *(".docx", ".epub", ".odp", ".ods", ".odt", ".pdf", ".pptx", ".xlsx"),
        *(".7z", ".gz", ".zip", ".woff", ".woff2"),
    )
)

# The largest value of a plain field means "see zip64" (APPNOTE 4.4.8, 4.4.21), so zip64 is needed from there on.
_SEE_ZIP64 = 0xFFFFFFFF
_SEE_ZIP64_COUNT = 0xFFFF
_ZIP64_FROM = _SEE_ZIP64
_LONGEST_NAME = 0xFFFF

_STORED, _DEFLATED = 0, 8
_UTF8_NAME = 1 << 11
_PLAIN, _ZIP64 = 20, 45  # version needed to extract: 2.0, 4.5 (APPNOTE 4.4.3)
_UNIX = 3 << 8
_REGULAR_FILE = (0o100644 << 16) & 0xFFFFFFFF
_TIME, _DATE = 0, (0 << 9) | (1 << 5) | 1  # 1980-01-01 00:00: the format knows no earlier date
_ZIP64_EXTRA = 1

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_END64_LOCATOR = struct.Struct("<4sLQL")


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a package: its name in the zip, and its bytes or the file on disk that holds them."""

    name: str
    content: bytes | Path


def write_package(path: Path, members: Iterable[Member], accept: Callable[[Path], None] | None = None) -> None:
    """Write a zip that holds `members` in the order given.

    Guaranteed: the same members give the same bytes on every machine; memory does not grow with the size of a member;
    no directory entries, no data descriptors, no extra fields but zip64's, and those only where a size or a count needs
    them; `path` holds either what it held before or the whole new zip, and nothing else is left in its folder. What a
    process killed outright leaves there, the next call removes.

    `accept` sees the finished zip before it takes its place; what it raises leaves `path` as it was.

    Raises `PackageError` for a name that is unsafe or taken, and when something cannot be read or written.
    """
    with replacing(path, new_file) as temporary:
        with temporary.open("r+b") as stream:
            _write_zip(stream, _checked(members))
            stream.flush()
            os.fsync(stream.fileno())
        if accept is not None:
            accept(temporary)
        temporary.replace(path)
        sync_folder(path.parent)


def write_folder(path: Path, members: Iterable[Member]) -> None:
    """Write `members` into the folder `path`, in place of what it held.

    Guaranteed: the folder is made beside the old one and takes its place at the end, so an interruption leaves the old
    one. A process killed outright between the two renames leaves it as `.NAME.previous`, which the next call restores.

    Raises `PackageError` as `write_package` does, and where `path` is a file.
    """
    previous = path.with_name(f".{path.name}.previous")
    if path.is_symlink() or path.is_file():
        raise PackageError(f"cannot write the folder `{path}`: a file has that name")
    with replacing(path, Path.mkdir) as temporary:
        _restore(previous, path)
        try:
            for member in _checked(members):
                _write_file(temporary / member.name, member)
            if path.exists():
                path.rename(previous)
            temporary.rename(path)
        finally:
            _restore(previous, path)
        sync_folder(path.parent)


def _restore(previous: Path, path: Path) -> None:
    """Put the old folder back where no new one has taken its place, and drop it where one has."""
    if not previous.exists():
        return
    if path.exists():
        shutil.rmtree(previous)
    else:
        previous.rename(path)


def _checked(members: Iterable[Member]) -> Iterator[Member]:
    """The members, once their names are known to be safe and to stay apart on every file system."""
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for member in members:
        name = member.name
        if reason := _unsafe(name):
            raise PackageError(f"cannot pack `{name}`: {reason}")
        key = _folded(name)
        if key in files:
            same = "twice" if files[key] == name else f"beside `{files[key]}`, which differs only in case or accents"
            raise PackageError(f"cannot pack `{name}` {same}")
        if key in folders:
            raise PackageError(f"cannot pack `{name}`: `{folders[key]}` needs a folder of that name")
        files[key] = name
        for folder in _folders(key):
            if folder in files:
                raise PackageError(f"cannot pack `{name}`: `{files[folder]}` is a file")
            folders.setdefault(folder, name)
        yield member


def _folded(name: str) -> str:
    """The form in which names that some file system takes for the same are equal."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _folders(name: str) -> Iterator[str]:
    """Every folder that a name stands in."""
    position = name.find("/")
    while position >= 0:
        yield name[:position]
        position = name.find("/", position + 1)


def _unsafe(name: str) -> str:
    """Why a member may not have this name; empty when it may (APPNOTE 4.4.17.1)."""
    segments = name.split("/")
    if name.startswith("/") or (segments[0][1:2] == ":" and segments[0][:1].isalpha()):
        return "the name is absolute"
    if ".." in segments:
        return "the name leaves the package"
    if "" in segments or "." in segments:
        return "the name has an empty part"
    if "\\" in name:
        return "the name has a backslash"
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in name):
        return "the name has a control character"
    if len(name.encode()) > _LONGEST_NAME:
        return "the name is too long"
    return ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the headers say about one member."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int

    def local_header(self, zip64: bool) -> bytes:
        extra = struct.pack("<2H2Q", _ZIP64_EXTRA, 16, self.size, self.packed) if zip64 else b""
        sizes = (_SEE_ZIP64, _SEE_ZIP64) if zip64 else (self.packed, self.size)
        version = _ZIP64 if zip64 else _PLAIN
        fields = (version, self.flags, self.method, _TIME, _DATE, self.crc, *sizes, len(self.name), len(extra))
        return _LOCAL.pack(b"PK\3\4", *fields) + self.name + extra

    def central_header(self) -> bytes:
        large = tuple(value for value in (self.size, self.packed, self.offset) if value >= _ZIP64_FROM)
        extra = struct.pack(f"<2H{len(large)}Q", _ZIP64_EXTRA, 8 * len(large), *large) if large else b""
        version = _ZIP64 if large else _PLAIN
        fields = (
            *(_UNIX | version, version, self.flags, self.method, _TIME, _DATE, self.crc),
            *(_fit(self.packed), _fit(self.size), len(self.name), len(extra)),
            *(0, 0, 0, _REGULAR_FILE, _fit(self.offset)),
        )
        return _CENTRAL.pack(b"PK\1\2", *fields) + self.name + extra


def _fit(value: int) -> int:
    return _SEE_ZIP64 if value >= _ZIP64_FROM else value


def _write_zip(stream: BinaryIO, members: Iterable[Member]) -> None:
    entries = [_write_member(stream, member) for member in members]
    start = stream.tell()
    for entry in entries:
        stream.write(entry.central_header())
    stream.write(_end(len(entries), start, stream.tell() - start))


def _end(count: int, start: int, length: int) -> bytes:
    """The records after the central directory, with zip64's when a plain field is too small."""
    plain = _END.pack(b"PK\5\6", 0, 0, *[min(count, _SEE_ZIP64_COUNT)] * 2, _fit(length), _fit(start), 0)
    if count < _SEE_ZIP64_COUNT and start < _ZIP64_FROM and length < _ZIP64_FROM:
        return plain
    record = _END64.pack(b"PK\6\6", _END64.size - 12, _UNIX | _ZIP64, _ZIP64, 0, 0, count, count, length, start)
    return record + _END64_LOCATOR.pack(b"PK\6\7", 0, start + length, 1) + plain


def _write_member(stream: BinaryIO, member: Member) -> _Entry:
    if isinstance(member.content, bytes):
        return _write_bytes(stream, member.name, member.content)
    try:
        source = member.content.open("rb")
    except OSError as error:
        raise _unreadable(member, error) from error
    with source:
        if _already_compressed(member.name) or os.fstat(source.fileno()).st_size > _DEFLATE_AT_MOST:
            return _write_stored(stream, member, source)
        return _write_bytes(stream, member.name, _read(member, source))


def _write_bytes(stream: BinaryIO, name: str, data: bytes) -> _Entry:
    packed, method = data, _STORED
    if not _already_compressed(name) and len(data) <= _DEFLATE_AT_MOST:
        deflated = deflate_compress(data, _LEVEL)
        if len(deflated) < len(data):
            packed, method = bytes(deflated), _DEFLATED
    entry = _entry(stream, name, method, crc32(data), len(packed), len(data))
    stream.write(entry.local_header(zip64=len(data) >= _ZIP64_FROM))
    stream.write(packed)
    return entry


def _write_stored(stream: BinaryIO, member: Member, source: BinaryIO) -> _Entry:
    """Copy a file as it is; its header is written again once its length and checksum are known.

    A data descriptor behind the data would spare the way back, but Java's ZipInputStream refuses one after stored data.
    """
    zip64 = os.fstat(source.fileno()).st_size >= _ZIP64_FROM
    empty = _entry(stream, member.name, _STORED, 0, 0, 0)
    stream.write(empty.local_header(zip64))
    crc = size = 0
    while chunk := _read(member, source, _CHUNK):
        crc = crc32(chunk, crc)
        size += len(chunk)
        stream.write(chunk)
    if size >= _ZIP64_FROM and not zip64:
        raise PackageError(f"cannot pack `{member.name}`: the file grew while it was read")
    end = stream.tell()
    stream.seek(empty.offset)
    entry = _entry(stream, member.name, _STORED, crc, size, size)
    stream.write(entry.local_header(zip64))
    stream.seek(end)
    return entry


def _entry(stream: BinaryIO, name: str, method: int, crc: int, packed: int, size: int) -> _Entry:
    """The entry of a member that starts where the stream stands."""
    flags = 0 if name.isascii() else _UTF8_NAME
    return _Entry(name.encode(), flags, method, crc, packed, size, stream.tell())


def _already_compressed(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in _COMPRESSED  # noqa: PTH122 (a member's name is no path of this machine)


def _write_file(path: Path, member: Member) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(member.content, bytes):
        path.write_bytes(member.content)
        return
    try:
        source = member.content.open("rb")
    except OSError as error:
        raise _unreadable(member, error) from error
    with source, path.open("xb") as stream:
        while chunk := _read(member, source, _CHUNK):
            stream.write(chunk)


def _read(member: Member, source: BinaryIO, length: int = -1) -> bytes:
    try:
        return source.read(length)
    except OSError as error:
        raise _unreadable(member, error) from error


def _unreadable(member: Member, error: OSError) -> PackageError:
    return PackageError(
        f"cannot pack `{member.name}`: `{error.filename or member.name}` cannot be read ({error.strerror})"
    )
