"""Builds the package that a fixture describes: a base, what differs from it, and how the zip is bent.

A fixture is a small YAML file. What it may say:

- `base`: scorm12, scorm2004-2nd, scorm2004-3rd, scorm2004-4th, cmi5, tincan, or nothing
- `edit`: pairs of old and new text in the manifest, or a map from members to such pairs
- `repeat`: text of the manifest → a template with `{}`, and how often
- `add`: member → text, listed in the manifest unless `list` is false
- `zeros`: member → number of zero bytes, stored; `many`: count and suffix of empty files
- `remove`, `rename`, `encode` (member → codec), `pad` (member → size)
- `entries`: raw zip entries; `archive`: prefix, trailing, disk, zip64; `raw`: the bytes of the file themselves
- `as`: zip, folder (with `sparse`: member → size) or document; `profile`; `ignore`: codes that are another fixture's
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

from scormkit.control import control_files

HERE = Path(__file__).parent
EDITIONS = {
    "scorm2004-2nd": "CAM 1.3",
    "scorm2004-3rd": "2004 3rd Edition",
    "scorm2004-4th": "2004 4th Edition",
}
MANIFESTS = {"scorm12": "imsmanifest.xml", "scorm2004": "imsmanifest.xml", "cmi5": "cmi5.xml", "tincan": "tincan.xml"}


@dataclass(slots=True)
class Member:
    """A zip entry, with whatever lies about itself."""

    name: bytes
    data: bytes = b""
    flags: int = 0x800
    method: int = 8
    mode: int = 0o100644
    crc: int | None = None
    size: int | None = None
    local_name: bytes | None = None
    extra: bytes = b""
    packed: bytes | None = None
    same_data: bool = False


@dataclass(slots=True)
class Archive:
    members: list[Member] = field(default_factory=list)
    prefix: bytes = b""
    trailing: bytes = b""
    disk: int = 0
    zip64: bool = False


def write_zip(archive: Archive) -> bytes:
    """The bytes of a zip, with the headers exactly as the members say."""
    out = bytearray(archive.prefix)
    directory = bytearray()
    offset = data_at = 0
    for member in archive.members:
        packed = _packed(member)
        crc = zlib.crc32(member.data) if member.crc is None else member.crc
        size = len(member.data) if member.size is None else member.size
        local = member.name if member.local_name is None else member.local_name
        at = len(out) - len(archive.prefix)
        if member.same_data:
            at, packed = offset, out[data_at:]
        else:
            fields = (20, member.flags, member.method, 0, 0x21, crc, len(packed), size, len(local), len(member.extra))
            out += struct.pack("<4s5H3I2H", b"PK\x03\x04", *fields) + local + member.extra
            data_at = len(out)
            out += packed
        offset = at
        directory += struct.pack(
            "<4s6H3I5H2I",
            *(b"PK\x01\x02", 0x0314, 20, member.flags, member.method, 0, 0x21, crc, len(packed), size),
            *(len(member.name), len(member.extra), 0, 0, 0, member.mode << 16, at),
        )
        directory += member.name + member.extra
    start = len(out) - len(archive.prefix)
    out += directory + _ends(archive, start, len(directory)) + archive.trailing
    return bytes(out)


def _packed(member: Member) -> bytes:
    if member.packed is not None:
        return member.packed
    if member.method != 8:
        return member.data
    deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
    return deflater.compress(member.data) + deflater.flush()


def _ends(archive: Archive, start: int, size: int) -> bytes:
    count = len(archive.members)
    end64 = b""
    if archive.zip64:
        fields = (b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
        end64 = struct.pack("<4sQ2H2I4Q", *fields)
        end64 += struct.pack("<4sIQI", b"PK\x06\x07", 0, len(archive.prefix) + start + size, 1)
    short = min(count, 0xFFFF)
    return end64 + struct.pack("<4s4H2IH", b"PK\x05\x06", archive.disk, archive.disk, short, short, size, start, 0)


def build(fixture: dict[str, Any], folder: Path) -> Path:
    """Write the package that a fixture describes into `folder`, and say where it is."""
    form = fixture.get("as", "zip")
    if "raw" in fixture:
        path = folder / "course.zip"
        path.write_bytes(_bytes(fixture["raw"]))
        return path
    members = _members(fixture)
    if form == "document":
        name = MANIFESTS[fixture["base"].partition("-")[0]]
        data = members[name]
        path = folder / name
        path.write_bytes(data)
        return path
    if form == "folder":
        return _write_folder(fixture, members, folder / "course")
    path = folder / "course.zip"
    path.write_bytes(write_zip(_archive(fixture, members)))
    return path


def _write_folder(fixture: dict[str, Any], members: dict[str, bytes], root: Path) -> Path:
    for name, data in members.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    for name, size in fixture.get("sparse", {}).items():
        with (root / name).open("wb") as file:
            file.truncate(size)
    return root


def _archive(fixture: dict[str, Any], members: dict[str, bytes]) -> Archive:
    options = fixture.get("archive", {})
    archive = Archive(
        prefix=_bytes(options.get("prefix", "")),
        trailing=_bytes(options.get("trailing", "")),
        disk=options.get("disk", 0),
        zip64=options.get("zip64", False),
    )
    archive.members = [Member(name.encode(), data) for name, data in members.items()]
    for name, size in fixture.get("zeros", {}).items():
        archive.members.append(Member(name.encode(), bytes(size), method=fixture.get("zeros_method", 0)))
    for number in range(fixture.get("many", {}).get("count", 0)):
        archive.members.append(Member(f"{number}{fixture['many']['suffix']}".encode(), method=0))
    for entry in fixture.get("entries", ()):
        archive.members.append(_raw_member(dict(entry)))
    return archive


def _raw_member(entry: dict[str, Any]) -> Member:
    for key in ("name", "data", "local_name", "extra", "packed"):
        if key in entry:
            entry[key] = _bytes(entry[key])
    return Member(**entry)


def _bytes(value: str | bytes) -> bytes:
    """YAML's !!binary stays as it is, text becomes UTF-8."""
    return value if isinstance(value, bytes) else value.encode()


def _members(fixture: dict[str, Any]) -> dict[str, bytes]:
    base = fixture.get("base", "")
    members = dict(_base(base)) if base else {}
    added = {name: _bytes(text) for name, text in fixture.get("add", {}).items()}
    _edit(members, fixture, base)
    if base.startswith("scorm") and fixture.get("list", True):
        listed = [*added, *fixture.get("zeros", {})]
        files = "".join(f'<file href="{quote(each)}"/>' for each in listed if each not in members)
        manifest = members["imsmanifest.xml"]
        members["imsmanifest.xml"] = manifest.replace(b"</resource>", files.encode() + b"</resource>", 1)
    members.update(added)
    for old, new in fixture.get("rename", {}).items():
        members = {new if name == old else name: data for name, data in members.items()}
    for name in fixture.get("remove", ()):
        del members[name]
    for name, size in fixture.get("pad", {}).items():
        members[name] += b"<!--" + b"x" * (size - len(members[name])) + b"-->"
    for name, codec in fixture.get("encode", {}).items():
        members[name] = members[name].decode().encode(codec)
    return members


def _edit(members: dict[str, bytes], fixture: dict[str, Any], base: str) -> None:
    edits = fixture.get("edit", {})
    manifest = MANIFESTS.get(base.partition("-")[0], "")
    if isinstance(edits, list):
        edits = {manifest: edits} if edits else {}
    for old, (template, count) in fixture.get("repeat", {}).items():
        many = "".join(template.replace("{}", str(number)) for number in range(count))
        edits = {**edits, manifest: [*edits.get(manifest, ()), [old, many]]}
    for name, pairs in edits.items():
        text = members[name].decode()
        for old, new in pairs:
            assert old in text, f"{old!r} does not occur in {name}"
            text = text.replace(old, new)
        members[name] = text.encode()


@cache
def _base(name: str) -> dict[str, bytes]:
    folder = HERE / "_bases" / name.partition("-")[0]
    members = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    if name in EDITIONS:
        members["imsmanifest.xml"] = members["imsmanifest.xml"].replace(b"EDITION", EDITIONS[name].encode())
    if name.startswith("scorm"):
        manifest = members["imsmanifest.xml"].decode()
        members.update((file, data) for file, data in control_files(name) if file in manifest)
    return members


def load_fixture(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found
