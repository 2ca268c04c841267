"""Package room, reading: anybody's zip or unpacked folder, as it is, in bounded memory, never unpacked to disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from scormkit.diagnostics import Location
from scormkit.errors import PackageError
from scormkit.package.archive import LIMITS, Archive, BrokenMember, Entry, Limits, Scan, open_archive
from scormkit.package.hrefs import Reference
from scormkit.package.manifest import Manifest, Standard, read_manifest
from scormkit.package.xml import MOST_BYTES, XmlDocument, XmlProblem, parse_xml

MANIFEST_NAMES = ("imsmanifest.xml", "cmi5.xml", "tincan.xml")
_AICC_SUFFIXES = (".crs", ".au", ".cst", ".des")
_KEPT_SUFFIXES = (".html", ".htm", ".xhtml", ".js", ".mjs", ".css", ".xml", ".xsd", ".dtd", ".svg", ".json")
_DEEPEST_FOLDER = 60
_KEPT_ENTRY = 4 << 20
_KEPT_TOTAL = 128 << 20


@dataclass(slots=True)
class _Memory:
    """Members that were read already: the small ones, as many as fit."""

    contents: dict[str, bytes] = field(default_factory=dict)
    size: int = 0

    def takes(self, size: int) -> bool:
        return size <= _KEPT_ENTRY and self.size + size <= _KEPT_TOTAL

    def keep(self, name: str, content: bytes) -> None:
        if self.takes(len(content)) and name not in self.contents:
            self.contents[name] = content
            self.size += len(content)


@dataclass(frozen=True, eq=False)
class Package:
    """A package as found: entries in stored order with duplicates kept, and the manifest they hold.

    `name` is what locations show: the file name, or what the caller gave. Reading is lazy; nothing is written.
    """

    name: str
    archive: Archive = field(repr=False)
    _kept: _Memory = field(default_factory=_Memory, repr=False)
    _lines: dict[str, list[str]] = field(default_factory=dict, repr=False)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.archive.entries

    @cached_property
    def files(self) -> dict[str, Entry]:
        """File entries by name, the first of each; "\\" and a leading "./" are read as servers mean them."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            if not entry.is_folder:
                found.setdefault(plain_name(entry.name), entry)
        return found

    @cached_property
    def folded(self) -> dict[str, str]:
        """Names by their casefolded form, the first of each: for finding what differs only in case."""
        found: dict[str, str] = {}
        for name in self.files:
            found.setdefault(name.casefold(), name)
        return found

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that is listed or implied, without a trailing slash, down to a depth no course has."""
        found: set[str] = set()
        for entry in self.entries:
            parts = plain_name(entry.name).rstrip("/").split("/")
            for end in range(1, min(len(parts) + int(entry.is_folder), _DEEPEST_FOLDER)):
                found.add("/".join(parts[:end]))
        return frozenset(found)

    @cached_property
    def manifest_name(self) -> str:
        """The entry that is the manifest: at the root if there is one, else the shortest path; "" for none."""
        candidates = [
            name
            for name in self.files
            if name.rpartition("/")[2].casefold() in MANIFEST_NAMES and "__MACOSX" not in name
        ]
        if self.archive.kind == "document" and not candidates:
            return next(iter(self.files), "")
        return min(candidates, key=_manifest_rank, default="")

    @cached_property
    def root(self) -> str:
        """The folder of the manifest, "" or ending in "/": hrefs count from here."""
        folder = self.manifest_name.rpartition("/")[0]
        return f"{folder}/" if folder else ""

    @cached_property
    def document(self) -> XmlDocument | None:
        """The manifest as XML, parsed safely; None when there is no manifest file."""
        if not self.manifest_name:
            return None
        try:
            return parse_xml(self.read(self.manifest_name, MOST_BYTES))
        except PackageError as failure:
            return XmlDocument(b"", None, XmlProblem("unreadable", str(failure)))

    @cached_property
    def manifest(self) -> Manifest | None:
        """The manifest in its neutral shape; None when there is none or it cannot be understood."""
        document = self.document
        return None if document is None or document.root is None else read_manifest(document.root)

    @cached_property
    def standard(self) -> Standard:
        """The standard the manifest follows; AICC is recognised by its files, not read."""
        if self.manifest is not None:
            return self.manifest.standard
        if not self.manifest_name and any(name.lower().endswith(_AICC_SUFFIXES) for name in self.files):
            return Standard.AICC
        return Standard.UNKNOWN

    def read(self, name: str, limit: int = 64 << 20) -> bytes:
        """The content of a file by name. Raises `PackageError` when it is absent, broken, or larger than `limit`."""
        kept = self._kept.contents.get(name)
        if kept is not None and len(kept) <= limit:
            return kept
        entry = self.files.get(name)
        if entry is None:
            raise PackageError(f"{name} is not in the package")
        data = self.archive.read(entry, limit)
        self._kept.keep(name, data)
        return data

    def content(self, name: str, limit: int = 4 << 20) -> bytes | None:
        """The content of a file; None when it is absent, broken or larger than `limit`."""
        try:
            return self.read(name, limit)
        except PackageError:
            return None

    def peek(self, name: str, limit: int = 4 << 20) -> bytes:
        """The content of a file, or nothing when it is absent, broken or larger than `limit`."""
        return self.content(name, limit) or b""

    @cached_property
    def scans(self) -> tuple[Scan, ...]:
        """Every entry read to its end once, in the order of `entries`; text members are kept for later reading.

        The files of a folder have no checksum to compare and are not read.
        Stops inflating when an entry or the whole package turns out to be a bomb, or when more came out than anybody
        should wait for: the entries after that say "bomb" or "large" too.
        """
        return tuple(self._scan_all())

    def _scan_all(self) -> Iterator[Scan]:
        limits: Limits = self.archive.limits
        total = 0
        stopped = "bomb" if self.archive.overlaps else ""
        for entry in self.entries:
            if stopped:
                yield Scan(0, stopped)
                continue
            if entry.path is not None:
                yield Scan(entry.size)
                continue
            keep = entry.name.lower().endswith(_KEPT_SUFFIXES) and self._kept.takes(entry.size)
            scan, content = _scan(self.archive, entry, keep)
            if keep and not scan.problem:
                self._kept.keep(plain_name(entry.name), content)
            total += scan.size
            excess = limits.excess(total, self.archive.size, limits.total_ratio_from, limits.total_bytes)
            stopped = "bomb" if scan.problem == "bomb" else excess
            yield Scan(scan.size, "bomb") if stopped == "bomb" else scan

    def line(self, where: Location) -> str:
        """The text of the line that a location of this package names; "" when there is none."""
        member = where.file.removeprefix(f"{self.name}/")
        if self.archive.kind == "document":
            member = self.manifest_name
        if not where.line or member not in self.files:
            return ""
        if member not in self._lines:
            manifest = self.document if member == self.manifest_name else None
            text = self.peek(member).decode("utf-8", "replace") if manifest is None else manifest.text
            self._lines[member] = text.split("\n")
        lines = self._lines[member]
        return lines[where.line - 1] if where.line <= len(lines) else ""

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()

    def find(self, reference: Reference) -> str:
        """The name of the file a local reference names, counted from the manifest; "" when there is none."""
        for path in (reference.path, reference.raw_path):
            if path and self.root + path in self.files:
                return self.root + path
        return ""

    def find_other_case(self, reference: Reference) -> str:
        """The name that differs from the reference only in case; "" when there is none."""
        return self.folded.get((self.root + reference.path).casefold(), "")

    def at(self, member: str = "", line: int = 0, pointer: str = "") -> Location:
        """A place in this package: the archive itself, or a line of one of its members. A bare document is both."""
        inside = member and self.archive.kind != "document"
        return Location(f"{self.name}/{member}" if inside else self.name, line, pointer)


def read_package(path: Path, name: str | None = None, limits: Limits = LIMITS) -> Package:
    """Open a zip, an unpacked folder, or a bare cmi5.xml; what is inside is read when asked for.

    Raises `PackageError` only when the path cannot be opened. Bytes that are no zip give a package without entries.
    `name` is what locations show, by default the file's own name.
    """
    return Package(path.resolve().name if name is None else name, open_archive(path, limits))


def plain_name(name: str) -> str:
    """An entry's name as servers mean it: "/" between folders and no "./" in front."""
    return name.replace("\\", "/").removeprefix("./")


def _manifest_rank(name: str) -> tuple[int, int, int, int, str]:
    base = name.rpartition("/")[2]
    order = MANIFEST_NAMES.index(base.casefold())
    return (name.count("/"), order, int(base not in MANIFEST_NAMES), len(name), name)


def _scan(archive: Archive, entry: Entry, keep: bool) -> tuple[Scan, bytes]:
    size = 0
    pieces: list[bytes] = []
    try:
        for piece in archive.chunks(entry):
            size += len(piece)
            if keep:
                pieces.append(piece)
    except BrokenMember as broken:
        return Scan(size, broken.problem), b""
    return Scan(size), b"".join(pieces)
